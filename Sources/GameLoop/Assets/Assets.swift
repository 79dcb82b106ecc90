import TaskQueues

/// Pictures, letters and sounds, by name. A handle comes at once; the file is read and decoded on a job
/// thread and made ready in the completions phase of a later frame. An asset that is missing or broken
/// is reported, once, and does not stop the game.
public final class Assets {
  private let queue: TaskQueue
  private let host: any Host
  private let folder: AssetFolder

  private var textures: [String: Texture] = [:]
  var fonts: [String: Font] = [:]
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
    load(texture, decode: host.decoder.image) { [host] image in
      try host.add(image, as: texture.id)
      texture.pixelSize = image.size
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
    load(font, decode: \.self) { [host] bytes in
      font.metrics = try host.add(font: bytes, as: font.id)
    }
    return font
  }

  /// A sound that is held in memory whole: WAV and what else SDL_mixer reads.
  public func sound(_ name: String) -> Sound {
    if let sound = sounds[name] { return sound }
    let sound = Sound(name: name, id: newID())
    sounds[name] = sound
    load(sound, decode: host.decoder.sound) { [host] decoded in try host.add(decoded, as: sound.id)
    }
    return sound
  }

  /// A texture that the game paints on itself.
  ///
  /// - Throws: where the machine has no room for a texture of this size.
  public func renderTarget(_ name: String = "render target", size: Vector) throws -> RenderTarget {
    precondition(
      size.x >= 1 && size.y >= 1, "a render target of \(size) has no pixels: give at least 1 × 1")
    let texture = Texture(name: name, id: newID())
    try host.addTarget(size: size, as: texture.id)
    texture.pixelSize = size
    texture.state = .ready
    return RenderTarget(texture: texture, size: size)
  }

  // MARK: From a file to a handle

  func newID() -> AssetID {
    defer { nextID += 1 }
    return AssetID(number: nextID)
  }

  /// Reads and decodes on a job thread, then has `add` make it ready on the main thread.
  func load<Decoded: Sendable>(
    _ asset: any AssetHandle, decode: @escaping @Sendable ([UInt8]) throws -> Decoded,
    add: @escaping @MainActor (Decoded) throws -> Void
  ) {
    progress.total += 1
    let (folder, name) = (folder, asset.name)
    do {
      try queue.run(
        { _ in try folder.load(name, decode: decode) },
        onMainActor: { [weak self] result in self?.finish(asset, with: result, add) })
    } catch {
      finish(asset, with: .failure(.failed(error)), add)
    }
  }

  private func finish<Decoded>(
    _ asset: any AssetHandle, with result: Result<Decoded, AsyncError>,
    _ add: (Decoded) throws -> Void
  ) {
    progress.finished += 1
    do {
      try add(result.get())
      asset.state = .ready
    } catch AsyncError.failed(let error) {
      fail(asset, error)
    } catch AsyncError.cancelled {
      // The game has ended: nobody will draw it.
    } catch {
      fail(asset, error)
    }
  }

  private func fail(_ asset: any AssetHandle, _ error: any Error) {
    let error = error as? AssetError ?? AssetError(name: asset.name, reason: "\(error)")
    asset.state = .failed(error.description)
    progress.failed.append(asset.name)
    report(error.description)
  }
}

extension AssetFolder {
  fileprivate nonisolated func load<Decoded>(
    _ name: String, decode: ([UInt8]) throws -> Decoded
  ) throws(AssetError) -> Decoded {
    let bytes = try read(name)
    do {
      return try decode(bytes)
    } catch {
      throw AssetError(name: name, reason: "\(path ?? "")/\(name) cannot be decoded: \(error)")
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
