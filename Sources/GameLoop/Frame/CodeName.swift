import CSwiftRuntime
import Glibc
import TaskQueues

/// What code is called in its source.
nonisolated enum CodeName {
  /// The first function of a trail that belongs to the game and not to the framework or to Swift; if there is
  /// none, what the framework does for itself.
  static func ofGame(in trail: CodeTrail) -> String? {
    let symbols = trail.entries.compactMap(symbol)
    let ofGame = symbols.first { !isOfFramework($0) }
    return (ofGame ?? symbols.last { $0.hasPrefix("$s") && !isThunk($0) }).map(readable)
  }

  /// The mangled name of what is called: where that only hands on, of what it hands on to.
  private static func symbol(of entry: CodeTrail.Entry) -> String? {
    guard let symbol = symbol(at: entry.address) else { return nil }
    guard isThunk(symbol) else { return symbol }
    return self.symbol(at: entry.held.0) ?? self.symbol(at: entry.held.1) ?? symbol
  }

  /// The mangled name of the function at an address.
  static func symbol(at address: UInt) -> String? {
    var code = csr_code()
    guard csr_find_code(address, &code) else { return nil }
    if let name = SymbolTable(of: code)?.name(at: address) { return name }
    // The linker's table knows fewer names: what lies before may be another function.
    guard code.symbol_address == address, let name = code.symbol else { return nil }
    return String(cString: name)
  }

  /// A name as it is written: `closure #1 in Level.load()`.
  static func readable(_ symbol: String) -> String {
    guard let text = csr_demangle(String(symbol.prefix { $0 != "." })) else { return symbol }
    defer { free(text) }
    var name = Substring(String(cString: text))
    // The parts that a function which waits is cut into; what only hands on.
    for prefix in prefixes {
      if let range = name.firstRange(of: prefix) { name = name[range.upperBound...] }
    }
    return String(name)
  }

  private static let prefixes = [
    "await resume partial function for ", "suspend resume partial function for ",
    "async function pointer to ", "partial apply for ", "partial apply forwarder for ", "@objc ",
    "specialized ",
  ]

  private static let modules = ["TaskQueues", "GameLoop", "SDLPlatform"]

  /// Whether a function is the framework's own or Swift's, or only hands on.
  static func isOfFramework(_ symbol: String) -> Bool {
    if isThunk(symbol) { return true }
    // The runtime itself is written in C++.
    guard symbol.hasPrefix("$s") else { return symbol.hasPrefix("_Z") }
    let rest = symbol.dropFirst(2)
    let isOfFramework = modules.contains { rest.hasPrefix("\($0.utf8.count)\($0)") }
    let isSwift = rest.hasPrefix("s") || rest.hasPrefix("S")
    // An extension of such a type may be the game's: its module is named behind the type.
    return (isOfFramework || isSwift) && !isExtensionOfGame(symbol)
  }

  /// Whether a function only calls another one with its arguments put differently.
  private static func isThunk(_ symbol: String) -> Bool {
    readable(symbol).hasPrefix("thunk for ")
  }

  private static func isExtensionOfGame(_ symbol: String) -> Bool {
    guard let text = csr_demangle_fully(symbol) else { return false }
    defer { free(text) }
    let name = String(cString: text)
    guard let begin = name.firstRange(of: "(extension in ") else { return false }
    let module = name[begin.upperBound...].prefix { $0 != ")" }
    return !(modules.contains(String(module)) || module.hasPrefix("Swift"))
  }
}
