import FoundationEssentials
import TaskQueues

/// What came of loading a saved file.
public nonisolated enum LoadOutcome<Value: Sendable>: Sendable {
  case loaded(Value)
  /// Nothing has been saved yet.
  case nothingSaved
  /// The file cannot be read as what it should be. It was renamed to `aside`, or is left where it is if
  /// that is nil; either way it is not overwritten.
  case broken(reason: String, aside: String?)
  /// The file may be good and cannot be reached.
  case unreadable(reason: String)

  /// Says on standard error what is wrong, if anything is, and what became of the file.
  public func reportProblem() {
    switch self {
    case .loaded, .nothingSaved: break
    case .broken, .unreadable: report(description)
    }
  }
}

nonisolated extension LoadOutcome: CustomStringConvertible {
  /// In words, for a log or the player.
  public var description: String {
    switch self {
    case .loaded(let value): "loaded: \(value)"
    case .nothingSaved: "nothing has been saved yet"
    case .broken(let reason, let aside?): "\(reason) (the file was renamed to \(aside))"
    case .broken(let reason, nil): "\(reason) (the file is left as it is)"
    case .unreadable(let reason): "cannot be read: \(reason)"
    }
  }
}

/// Values that a game keeps from one run to the next: JSON files, read and written on job threads.
///
/// Saving is atomic: whenever the program or the machine stops, a file holds what was saved last or
/// before that, whole. What is to be saved when the game quits is saved before it ends.
public final class SaveFiles {
  private let queue: TaskQueue
  private let folder: SaveFolder
  /// The writes under way, by file, and what is to be written after them: of several only the last.
  private var writes: [String: Write] = [:]

  private struct Write {
    var next: (bytes: [UInt8], completion: SaveCompletion)?
  }

  public typealias SaveCompletion = @MainActor (Result<Void, FileError>) -> Void

  /// What `save` does where it is told nothing else: says a failure on standard error.
  public static let reportFailure: SaveCompletion = { result in
    if case .failure(let error) = result { report("Not saved: \(error)") }
  }

  init(queue: TaskQueue, folder: SaveFolder) {
    self.queue = queue
    self.folder = folder
  }

  /// Reads what was saved under a name, and tells it in a later frame.
  public func load<Value: Decodable & Sendable>(
    _ type: Value.Type, from name: String,
    completion: @escaping @MainActor (LoadOutcome<Value>) -> Void
  ) {
    load(
      from: name, parsing: { bytes, _ in try JSONDecoder().decode(type, from: Data(bytes)) },
      completion: completion)
  }

  /// As `load`, for files of other forms: `parse` makes a value of the file's bytes, on a job thread. It is told the path
  /// for what it throws.
  func load<Value: Sendable>(
    from name: String, parsing parse: @escaping @Sendable ([UInt8], String) throws -> Value,
    completion: @escaping @MainActor (LoadOutcome<Value>) -> Void
  ) {
    let path = path(of: name)
    let work: @Sendable (AsyncBlock<LoadOutcome<Value>>) -> LoadOutcome<Value> = { _ in
      Self.load(path, parse)
    }
    do {
      try queue.run(
        work,
        onMainActor: { result in
          if case .success(let outcome) = result { completion(outcome) }
        })
    } catch {
      completion(.unreadable(reason: "the game is ending"))
    }
  }

  /// Saves a value under a name, in place of what was saved there before.
  ///
  /// Writes of one name keep their order; one that is overtaken by a later before it began is left out,
  /// and completes with it.
  public func save<Value: Encodable>(
    _ value: Value, as name: String,
    completion: @escaping SaveCompletion = SaveFiles.reportFailure
  ) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try encoder.encode(value)) + [10]
    } catch {
      completion(
        .failure(FileError(path: path(of: name), reason: "cannot be written as JSON: \(error)")))
      return
    }
    save(bytes: bytes, as: name, completion: completion)
  }

  /// As `save`, for what is text already.
  func save(bytes: [UInt8], as name: String, completion: @escaping SaveCompletion) {
    if let write = writes[name] {
      let overtaken = write.next?.completion
      writes[name]?.next = (
        bytes,
        { result in
          overtaken?(result)
          completion(result)
        }
      )
    } else {
      write(bytes, as: name, completion: completion)
    }
  }

  /// Whether everything has been written.
  public var isIdle: Bool { writes.isEmpty }

  /// Waits until everything has been written. The main thread goes on draining completions meanwhile.
  ///
  /// - Parameter helping: whether nobody else dispatches the work port.
  func finish(helping: Bool) {
    while !isIdle {
      if helping { queue.dispatchAll(.work) }
      queue.dispatch(.completion, timeout: helping ? .zero : nil)
    }
  }

  // MARK: Writing

  private func write(_ bytes: [UInt8], as name: String, completion: @escaping SaveCompletion) {
    let folder = folder.path
    let path = path(of: name)
    writes[name] = Write()
    do {
      try queue.run(
        { _ in
          try FileContents.createFolder(folder)
          try FileContents.write(bytes, to: path)
        },
        onMainActor: { [self] result in
          let next = writes.removeValue(forKey: name)?.next
          completion(result.mapError { Self.fileError($0, path) })
          if let next { write(next.bytes, as: name, completion: next.completion) }
        })
    } catch {
      writes[name] = nil
      completion(.failure(FileError(path: path, reason: "the game has ended")))
    }
  }

  private static func fileError(_ error: AsyncError, _ path: String) -> FileError {
    switch error {
    case .failed(let error as FileError): error
    case .failed(let error): FileError(path: path, reason: "\(error)")
    case .cancelled: FileError(path: path, reason: "the game has ended")
    }
  }

  // MARK: Reading

  private nonisolated static func load<Value: Sendable>(
    _ path: String, _ parse: ([UInt8], String) throws -> Value
  ) -> LoadOutcome<Value> {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read(path, largest: 16 << 20)
    } catch {
      return error.isMissing ? .nothingSaved : .unreadable(reason: error.description)
    }
    do {
      return .loaded(try parse(bytes, path))
    } catch {
      return .broken(reason: "\(path): \(reason(error))", aside: setAside(path))
    }
  }

  private nonisolated static func reason(_ error: any Error) -> String {
    if let error = error as? BindingsError { return error.reasonAndPlace }
    return switch error as? DecodingError {
    case .dataCorrupted(let context): context.debugDescription
    case .keyNotFound(let key, _): "has no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context): context.debugDescription
    default: "\(error)"
    }
  }

  /// Renames a file so that it is kept and not in the way.
  private nonisolated static func setAside(_ path: String) -> String? {
    for number in 1...1000 {
      let aside = "\(path).broken-\(number)"
      if FileContents.exists(aside) { continue }
      return (try? FileContents.rename(path, aside: aside)) == nil ? nil : aside
    }
    return nil
  }

  private func path(of name: String) -> String {
    precondition(
      !name.isEmpty && !name.contains("/") && name != "." && name != "..",
      "a saved file's name is one word without /, as \"scores\", not \"\(name)\"")
    return "\(folder.path)/\(name).json"
  }
}
