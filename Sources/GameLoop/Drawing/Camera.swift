/// Which part of the world a canvas shows.
public nonisolated struct Camera: Sendable, Hashable {
  /// The point of the world that is seen at `anchor`.
  public var target: Vector
  /// Where on the canvas `target` is seen.
  public var anchor: Vector
  public var zoom: Float

  public init(target: Vector = .zero, anchor: Vector = .zero, zoom: Float = 1) {
    self.target = target
    self.anchor = anchor
    self.zoom = zoom
  }

  /// The world's coordinates are the canvas's.
  public static let still = Camera()

  @inlinable public func apply(_ point: Vector) -> Vector { (point - target) * zoom + anchor }
  @inlinable public func apply(_ rect: Rect) -> Rect {
    Rect(origin: apply(rect.origin), size: rect.size * zoom)
  }
}
