import CSwiftRuntime
import Glibc

/// The full symbol table of a program or library, as the linker wrote it to its file. Unlike the table that is
/// in memory it knows closures and private functions, too. A file that was stripped has none.
nonisolated struct SymbolTable: ~Copyable {
  private let file: UnsafeRawBufferPointer
  /// What is added to the addresses in the file where it lies in memory.
  private let base: UInt
  private let symbols: Range<Int>
  private let names: Range<Int>

  // Of the 64-bit ELF format: where fields lie, and what they hold.
  private enum ELF {
    static var magic: UInt32 { 0x464C_457F }
    static var positionDependent: UInt16 { 2 }
    static var symbolTable: UInt32 { 2 }
    static var symbolSize: Int { 24 }
    static var object: UInt8 { 1 }
    static var function: UInt8 { 2 }
  }

  /// Opens the file that an address was found in.
  init?(of code: csr_code) {
    guard let path = code.path,
      let file = Self.map(code.is_program ? "/proc/self/exe" : String(cString: path))
    else { return nil }
    guard let (symbols, names) = Self.sections(of: file) else {
      munmap(UnsafeMutableRawPointer(mutating: file.baseAddress), file.count)
      return nil
    }
    self.file = file
    self.symbols = symbols
    self.names = names
    let isFixed = file.loadUnaligned(fromByteOffset: 16, as: UInt16.self) == ELF.positionDependent
    base = isFixed ? 0 : code.base
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: file.baseAddress), file.count) }

  private static func map(_ path: String) -> UnsafeRawBufferPointer? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 64, let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    return UnsafeRawBufferPointer(start: memory, count: size)
  }

  /// Where the symbols and their names are.
  private static func sections(
    of file: UnsafeRawBufferPointer
  ) -> (symbols: Range<Int>, names: Range<Int>)? {
    guard file.loadUnaligned(as: UInt32.self) == ELF.magic else { return nil }
    let table = Int(file.loadUnaligned(fromByteOffset: 40, as: UInt64.self))
    let size = Int(file.loadUnaligned(fromByteOffset: 58, as: UInt16.self))
    let count = Int(file.loadUnaligned(fromByteOffset: 60, as: UInt16.self))
    guard size >= 64, table + size * count <= file.count else { return nil }
    func range(_ section: Int) -> Range<Int>? {
      let begin = Int(
        file.loadUnaligned(fromByteOffset: table + section * size + 24, as: UInt64.self))
      let length = Int(
        file.loadUnaligned(fromByteOffset: table + section * size + 32, as: UInt64.self))
      return begin + length <= file.count ? begin..<begin + length : nil
    }
    for section in 0..<count {
      let header = table + section * size
      guard
        file.loadUnaligned(fromByteOffset: header + 4, as: UInt32.self) == ELF.symbolTable
      else { continue }
      let names = Int(file.loadUnaligned(fromByteOffset: header + 40, as: UInt32.self))
      guard names < count, let symbols = range(section), let names = range(names) else {
        return nil
      }
      return (symbols, names)
    }
    return nil
  }

  /// The name of the function that an address lies in, or of the record that stands for one.
  func name(at address: UInt) -> String? {
    let sought = UInt64(address - base)
    var best: (begin: UInt64, name: Int)?
    for symbol in stride(
      from: symbols.lowerBound, to: symbols.upperBound - ELF.symbolSize + 1, by: ELF.symbolSize)
    {
      let kind = file[symbol + 4] & 0xf
      guard kind == ELF.function || kind == ELF.object else { continue }
      let begin = file.loadUnaligned(fromByteOffset: symbol + 8, as: UInt64.self)
      let size = file.loadUnaligned(fromByteOffset: symbol + 16, as: UInt64.self)
      guard begin <= sought, sought < begin + max(size, 1), begin >= best?.begin ?? 0 else {
        continue
      }
      let name = Int(file.loadUnaligned(fromByteOffset: symbol, as: UInt32.self))
      if kind == ELF.object && !isAsyncFunctionPointer(text(at: name)) { continue }
      best = (begin, name)
    }
    return best.map { text(at: $0.name) }
  }

  /// What stands for a function that waits: such a function is called by a record that says where its code is.
  private func isAsyncFunctionPointer(_ name: String) -> Bool {
    name.hasPrefix("$s") && name.prefix { $0 != "." }.hasSuffix("Tu")
  }

  private func text(at name: Int) -> String {
    guard names.lowerBound + name < names.upperBound else { return "" }
    let bytes = file[names.lowerBound + name..<names.upperBound].prefix { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
