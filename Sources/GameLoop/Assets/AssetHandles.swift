/// How far an asset is on its way from a file.
public enum AssetState: Sendable, Equatable {
  case loading
  case ready
  /// What was wrong, in words.
  case failed(String)
}

/// What all assets are to the one who loads them.
protocol AssetHandle: AnyObject {
  var name: String { get }
  var state: AssetState { get set }
}

/// A picture. It can be drawn at once: until it is there, or when it cannot be, a placeholder is seen.
public final class Texture: AssetHandle {
  public let name: String
  public let id: AssetID
  /// In pixels. Before the picture is there this is the placeholder's size.
  public var size: Vector { pixelSize }
  public internal(set) var state = AssetState.loading

  // Of this module alone, so that reading them for every sprite is just that.
  var pixelSize = Vector(16, 16)
  let number: Int32

  package init(name: String, id: AssetID) {
    self.name = name
    self.id = id
    number = Int32(truncatingIfNeeded: id.number)
  }
}

/// A texture of equal frames, in rows.
public struct SpriteSheet {
  public let texture: Texture
  /// In pixels.
  public let frameSize: Vector

  public init(_ texture: Texture, frameSize: Vector) {
    precondition(
      frameSize.x >= 1 && frameSize.y >= 1,
      "a frame of \(frameSize) of \(texture.name) has no pixels")
    self.texture = texture
    self.frameSize = frameSize
  }

  /// How many frames there are; one until the texture is there.
  public var frameCount: Int { columns * max(1, Int(texture.size.y / frameSize.y)) }

  /// Where a frame is in the texture. Numbers beyond the last frame begin again at the first.
  public func source(of frame: Int) -> Rect {
    let count = frameCount
    let index = ((frame % count) + count) % count
    return Rect(
      origin: Vector(Float(index % columns), Float(index / columns)) * frameSize, size: frameSize)
  }

  private var columns: Int { max(1, Int(texture.size.x / frameSize.x)) }
}

/// A sound. Played before it is there, or without a sound card, it is silent.
public final class Sound: AssetHandle {
  public let name: String
  public let id: AssetID
  public internal(set) var state = AssetState.loading

  package init(name: String, id: AssetID) {
    self.name = name
    self.id = id
  }
}
