import Glibc

extension Canvas {
  public mutating func fill(_ rect: Rect, _ color: Color, blend: BlendMode = .alpha) {
    guard view.isUpright else { return fillPolygon(rect.cornerPoints, color, blend: blend) }
    let seen = view.apply(rect)
    record(item(.rect, SIMD4(lowHalf: seen.origin, highHalf: seen.size), color, blend))
  }

  /// The outline of a rectangle, inside of it.
  public mutating func outline(
    _ rect: Rect, _ color: Color, width: Float = 1, blend: BlendMode = .alpha
  ) {
    let (x, y, across, down) = (rect.origin.x, rect.origin.y, rect.size.x, rect.size.y)
    fill(Rect(x: x, y: y, width: across, height: width), color, blend: blend)
    fill(Rect(x: x, y: y + down - width, width: across, height: width), color, blend: blend)
    let inside = down - 2 * width
    guard inside > 0 else { return }
    fill(Rect(x: x, y: y + width, width: width, height: inside), color, blend: blend)
    fill(
      Rect(x: x + across - width, y: y + width, width: width, height: inside), color, blend: blend)
  }

  /// - Parameter width: in the units of the world. A line of 1 is one pixel of the picture at any zoom.
  public mutating func line(
    from start: Vector, to end: Vector, _ color: Color, width: Float = 1,
    blend: BlendMode = .alpha
  ) {
    if width == 1 {
      let (from, to) = (view.apply(start), view.apply(end))
      return record(item(.line, SIMD4(lowHalf: from, highHalf: to), color, blend))
    }
    let along = (end - start).normalized
    let side = Vector(-along.y, along.x) * (width / 2)
    fillPolygon(
      FourPoints(start + side, end + side, end - side, start - side), color, blend: blend)
  }

  /// Lines from point to point.
  ///
  /// - Parameter isClosed: whether the last point is joined to the first.
  public mutating func polyline(
    _ points: some Collection<Vector>, _ color: Color, width: Float = 1, isClosed: Bool = false,
    blend: BlendMode = .alpha
  ) {
    var ends: (first: Vector, last: Vector)?
    points.forEachPoint { point in
      if let ends { line(from: ends.last, to: point, color, width: width, blend: blend) }
      ends = (ends?.first ?? point, point)
    }
    guard isClosed, let ends else { return }
    line(from: ends.last, to: ends.first, color, width: width, blend: blend)
  }

  /// Fills a polygon whose sides do not cross, convex or not, whichever way round.
  ///
  ///     canvas.fillPolygon(Ship.outline, at: ship.position, rotation: ship.heading, .white)
  ///
  /// - Parameters:
  ///   - position: where the points count from.
  ///   - rotation: about that place.
  public mutating func fillPolygon(
    _ points: some Sequence<Vector>, at position: Vector = .zero, rotation: Angle = .zero,
    _ color: Color, blend: BlendMode = .alpha
  ) {
    let across = Vector(1, 0).rotated(by: rotation)
    let down = across.perpendicular
    record(color, blend) { add in
      points.forEachPoint { add(position + across * $0.x + down * $0.y) }
    }
  }

  public mutating func fillCircle(
    at center: Vector, radius: Float, _ color: Color, blend: BlendMode = .alpha
  ) {
    fillPolygon(
      CirclePoints(center, radius, seenRadius: radius * view.zoom), color, blend: blend)
  }

  /// The outline of a circle, inside of it.
  public mutating func outlineCircle(
    at center: Vector, radius: Float, _ color: Color, width: Float = 1, blend: BlendMode = .alpha
  ) {
    let radius = radius - width / 2
    var previous = center + Vector(radius, 0)
    for point in CirclePoints(center, radius, seenRadius: radius * view.zoom).dropFirst() {
      line(from: previous, to: point, color, width: width, blend: blend)
      previous = point
    }
    line(from: previous, to: center + Vector(radius, 0), color, width: width, blend: blend)
  }
}

nonisolated extension Sequence<Vector> {
  /// Where points are in an array, without the heap allocation for each that a loop over any sequence is.
  func forEachPoint(_ body: (Vector) -> Void) {
    let isDone: Void? = withContiguousStorageIfAvailable { points in
      for point in points { body(point) }
    }
    if isDone == nil { forEach(body) }
  }
}

/// The corners of a polygon that looks like a circle: none of its sides is more than a quarter of a pixel off.
private nonisolated struct CirclePoints: Sequence, IteratorProtocol {
  private let center: Vector
  private let radius: Float
  private let count: Int
  private var index = 0

  init(_ center: Vector, _ radius: Float, seenRadius: Float) {
    self.center = center
    self.radius = radius
    let half = acos(Swift.max(0, 1 - 0.25 / Swift.max(seenRadius, 0.5)))
    count = Swift.min(Swift.max(8, Int((Float.pi / half).rounded(.up))), 256)
  }

  mutating func next() -> Vector? {
    guard index < count else { return nil }
    defer { index += 1 }
    let turn = 2 * Float.pi * Float(index) / Float(count)
    return center + Vector(cos(turn), sin(turn)) * radius
  }
}

/// Four points, held without memory of their own.

nonisolated struct FourPoints: Sequence, IteratorProtocol {
  private let points: (Vector, Vector, Vector, Vector)
  private var index = 0

  init(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) { points = (a, b, c, d) }

  mutating func next() -> Vector? {
    defer { index += 1 }
    return switch index {
    case 0: points.0
    case 1: points.1
    case 2: points.2
    case 3: points.3
    default: nil
    }
  }
}

nonisolated extension Rect {
  /// Clockwise from the upper left.
  var cornerPoints: FourPoints {
    FourPoints(origin, Vector(end.x, origin.y), end, Vector(origin.x, end.y))
  }
}
