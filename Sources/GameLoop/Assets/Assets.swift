import TaskQueues

/// Pictures, letters and sounds, by name. A handle comes at once; the file is read and decoded on a job
/// thread and made ready in the completions phase of a later frame. An asset that is missing or broken
/// is reported, once, and does not stop the game.
public final class Assets {
  private let queue: TaskQueue
  private let host: any Host
  private let folder: AssetFolder

  private var textures: [String: Texture] = [:]
  private var fonts: [String: Font] = [:]
  private var sounds: [String: Sound] = [:]
  private var nextID = 1

  public private(set) var progress = AssetProgress()

  init(queue: TaskQueue, host: any Host, folder: AssetFolder) {
    self.queue = queue
    self.host = host
    self.folder = folder
  }

  /// A picture: PNG and what else SDL_image reads. The same name gives the same handle.
  public func texture(_ name: String) -> Texture {
    if let texture = textures[name] { return texture }
    let texture = Texture(name: name, id: newID())
    textures[name] = texture
    let decoder = host.decoder
    load(name, decode: { try decoder.image(from: $0) }) { [host] result in
      texture.state = Self.state(of: result) { image in
        try host.add(image, as: texture.id)
        texture.size = image.size
      }
      return texture.state
    }
    return texture
  }

  /// A picture of equal frames in rows.
  public func sheet(_ name: String, frameSize: Vector) -> SpriteSheet {
    SpriteSheet(texture(name), frameSize: frameSize)
  }

  /// A TrueType or OpenType font.
  public func font(_ name: String) -> Font {
    if let font = fonts[name] { return font }
    let font = Font(name: name, id: newID())
    fonts[name] = font
    load(name, decode: { $0 }) { [host] result in
      font.state = Self.state(of: result) { try host.add(font: $0, as: font.id) }
      return font.state
    }
    return font
  }

  /// A sound that is held in memory whole: WAV and what else SDL_mixer reads.
  public func sound(_ name: String) -> Sound {
    if let sound = sounds[name] { return sound }
    let sound = Sound(name: name, id: newID())
    sounds[name] = sound
    let decoder = host.decoder
    load(name, decode: { try decoder.sound(from: $0) }) { [host] result in
      sound.state = Self.state(of: result) { try host.add($0, as: sound.id) }
      return sound.state
    }
    return sound
  }

  // MARK: From a file to a handle

  private func newID() -> AssetID {
    defer { nextID += 1 }
    return AssetID(number: nextID)
  }

  /// Reads and decodes on a job thread, then has `adopt` make it ready on the main thread.
  private func load<Decoded: Sendable>(
    _ name: String, decode: @escaping @Sendable ([UInt8]) throws -> Decoded,
    adopt: @escaping @MainActor (Result<Decoded, AsyncError>) -> AssetState
  ) {
    progress.total += 1
    let folder = folder
    do {
      try queue.run(
        { _ in try decode(folder.read(name)) },
        onMainActor: { [weak self] result in self?.finish(name, with: adopt(result)) })
    } catch {
      finish(name, with: adopt(.failure(.cancelled)))
    }
  }

  private func finish(_ name: String, with state: AssetState) {
    progress.finished += 1
    guard case .failed(let reason) = state else { return }
    progress.failed.append(name)
    report(reason.hasPrefix("asset ") ? reason : "asset \(name): \(reason)")
  }

  private static func state<Decoded>(
    of result: Result<Decoded, AsyncError>, adopting adopt: (Decoded) throws -> Void
  ) -> AssetState {
    switch result {
    case .success(let decoded):
      do {
        try adopt(decoded)
        return .ready
      } catch {
        return .failed("\(error)")
      }
    case .failure(.failed(let error)):
      return .failed("\(error)")
    case .failure(.cancelled):
      return .loading
    }
  }
}

/// How many of the assets that were asked for are there.
public struct AssetProgress: Sendable {
  public internal(set) var total = 0
  /// Ready or failed.
  public internal(set) var finished = 0
  /// The names of those that could not be loaded.
  public internal(set) var failed: [String] = []

  public var isComplete: Bool { finished == total }

  /// From 0 to 1.
  public var fraction: Float { total == 0 ? 1 : Float(finished) / Float(total) }
}
