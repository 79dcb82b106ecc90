import Glibc

/// Which part of the world a canvas shows, how large, and turned how far.
public nonisolated struct Camera: Sendable, Hashable {
  /// The point of the world that is seen at `anchor`.
  public var target: Vector
  /// Where on the canvas `target` is seen.
  public var anchor: Vector
  public var zoom: Float
  /// How far the camera is turned clockwise: what it shows turns the other way.
  public var rotation: Angle

  public init(
    target: Vector = .zero, anchor: Vector = .zero, zoom: Float = 1, rotation: Angle = .zero
  ) {
    self.target = target
    self.anchor = anchor
    self.zoom = zoom
    self.rotation = rotation
  }

  /// The world's coordinates are the canvas's.
  public static let still = Camera()

  /// Where on the canvas a point of the world is seen.
  public func apply(_ point: Vector) -> Vector { CameraView(self).apply(point) }

  /// The point of the world that is seen at a point of the canvas: what the mouse points at.
  public func world(at point: Vector) -> Vector {
    ((point - anchor) / zoom).rotated(by: rotation) + target
  }

  /// The part of the world that can be seen on a canvas, and what surrounds it if the camera is turned.
  public func visibleRect(in size: Vector) -> Rect {
    let corners = [.zero, Vector(size.x, 0), Vector(0, size.y), size].map(world)
    let least = corners.dropFirst().reduce(corners[0]) { pointwiseMin($0, $1) }
    let most = corners.dropFirst().reduce(corners[0]) { pointwiseMax($0, $1) }
    return Rect(origin: least, size: most - least)
  }

  /// Moves the target a part of its way to a point, as much in a second at any rate of ticks.
  ///
  /// - Parameter pace: how much of the way is left after a second is `exp(-pace)`: 5 follows closely, 1 lazily.
  public mutating func follow(_ point: Vector, pace: Float = 5, seconds: Float) {
    target += (point - target) * (1 - exp(-pace * seconds))
  }

  /// Keeps what is seen of the world inside of a rectangle, or in its middle where it is too small.
  public mutating func stay(inside world: Rect, size: Vector) {
    let least = world.origin + anchor / zoom
    let most = world.end - (size - anchor) / zoom
    let middle = (least + most) / 2
    target.x = least.x <= most.x ? min(max(target.x, least.x), most.x) : middle.x
    target.y = least.y <= most.y ? min(max(target.y, least.y), most.y) : middle.y
  }

  /// The camera moved and turned by a shake.
  public func shaken(by shake: Shake) -> Camera {
    var camera = self
    camera.anchor += shake.offset
    camera.rotation += shake.rotation
    return camera
  }
}

/// What a camera does to points, worked out once for all of them.
nonisolated struct CameraView {
  private var right = Vector(1, 0)
  private var down = Vector(0, 1)
  private var offset = Vector.zero
  private(set) var zoom: Float = 1
  /// What is drawn upright is turned so far.
  private(set) var rotation = Angle.zero

  var isUpright: Bool { rotation == .zero }

  init() {}

  init(_ camera: Camera) {
    zoom = camera.zoom
    rotation = Angle.zero - camera.rotation
    right = Vector(1, 0).rotated(by: rotation) * zoom
    down = Vector(0, 1).rotated(by: rotation) * zoom
    offset = camera.anchor - (right * camera.target.x + down * camera.target.y)
  }

  func apply(_ point: Vector) -> Vector { right * point.x + down * point.y + offset }

  /// Where an upright rectangle is seen, if the camera is upright.
  func apply(_ rect: Rect) -> Rect { Rect(origin: apply(rect.origin), size: rect.size * zoom) }
}
