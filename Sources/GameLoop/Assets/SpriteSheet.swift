/// A texture of many frames.
///
///     let ship = assets.sheet("rocks/ship.png", frameSize: Vector(32, 32))
///     let hero = assets.sheet("hero.png")  // with hero.json, as Aseprite exports it
///     canvas.draw(hero, frame: hero.frame(of: "walk", at: time), at: place)
public struct SpriteSheet {
  public let texture: Texture
  private let layout: Layout

  private enum Layout {
    case grid(Vector)
    case file(SheetLayout)
  }

  /// A sheet of equal frames, in rows.
  ///
  /// - Parameter frameSize: in pixels.
  public init(_ texture: Texture, frameSize: Vector) {
    precondition(
      frameSize.x >= 1 && frameSize.y >= 1,
      """
      a frame of \(frameSize.x) × \(frameSize.y) of \(texture.name) has no pixels: give a frameSize of at least 1 × 1, \
      in pixels
      """)
    self.texture = texture
    layout = .grid(frameSize)
  }

  init(_ texture: Texture, _ layout: SheetLayout) {
    self.texture = texture
    self.layout = .file(layout)
  }

  /// Of the picture, and of the file beside it where there is one.
  public var state: AssetState {
    if case .file(let file) = layout, texture.state == .ready { file.state } else { texture.state }
  }

  public var isLoading: Bool { state == .loading }
  public var isReady: Bool { state == .ready }

  /// What was wrong with either, nil while nothing is known to be.
  public var error: AssetError? {
    if case .failed(let error) = state { error } else { nil }
  }

  // MARK: Frames

  /// How many frames there are; one until they are known.
  public var frameCount: Int {
    switch layout {
    case .grid(let size): columns(size) * max(1, Int(texture.size.y / size.y))
    case .file(let file): max(1, file.frames.count)
    }
  }

  /// In pixels, with what was trimmed; of a sheet with a file beside it, the size of the first frame.
  public var frameSize: Vector {
    switch layout {
    case .grid(let size): size
    case .file(let file): file.frames.first?.size ?? texture.size
    }
  }

  /// Where a frame is in the texture. Numbers beyond the last frame begin again at the first.
  public func source(of frame: Int) -> Rect {
    switch layout {
    case .grid(let size):
      let (index, columns) = (wrapped(frame), columns(size))
      return Rect(
        origin: Vector(Float(index % columns), Float(index / columns)) * size, size: size)
    case .file(let file):
      return file.frames.isEmpty
        ? Rect(origin: .zero, size: texture.size) : file.frames[wrapped(frame)].source
    }
  }

  /// Where a point of a frame is in what is in the texture of it, both as fractions of their sizes. They differ
  /// where the frame was trimmed: what was cut off is no part of the texture, and still of the frame.
  public func origin(_ origin: Vector, inSourceOf frame: Int) -> Vector {
    guard case .file(let file) = layout, !file.frames.isEmpty else { return origin }
    let frame = file.frames[wrapped(frame)]
    let point = frame.size * origin - frame.offset
    return Vector(point.x / frame.source.size.x, point.y / frame.source.size.y)
  }

  /// The number of the frame with a name; nil where there is none, or not yet.
  public func frame(named name: String) -> Int? {
    guard case .file(let file) = layout else { return nil }
    return file.frames.firstIndex { $0.name == name }
  }

  private func columns(_ size: Vector) -> Int { max(1, Int(texture.size.x / size.x)) }

  private func wrapped(_ frame: Int) -> Int {
    let count = frameCount
    return ((frame % count) + count) % count
  }

  // MARK: Animations

  /// The names of the animations, in the order of the file.
  public var animationNames: [String] { animations.map(\.name) }

  /// An animation of the file; nil where there is none of the name, or not yet.
  public func animation(_ name: String) -> Animation? {
    animations.first { $0.name == name }?.animation
  }

  /// The frame that an animation shows so long after its beginning; the first of the sheet until it is there.
  public func frame(of animation: String, at time: Duration) -> Int {
    for candidate in animations where candidate.name == animation {
      return candidate.animation.frame(at: time)
    }
    return 0
  }

  private var animations: [SheetLayout.Named] {
    if case .file(let file) = layout { file.animations } else { [] }
  }
}
