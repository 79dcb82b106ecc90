import GameLoop

/// Cuts polygons into triangles, in memory that is kept.
///
/// Convex ones into a fan; others by cutting off one ear after the other (Meisters, "Polygons have ears", 1975),
/// which takes time with the square of the corners.
struct Triangulation {
  private var result: [Vector] = []
  private var left: [Vector] = []

  /// Every three points are a triangle.
  mutating func triangles(of outline: ArraySlice<Vector>) -> [Vector] {
    result.removeAll(keepingCapacity: true)
    left.removeAll(keepingCapacity: true)
    left.append(contentsOf: outline)
    if Self.area(left) < 0 { left.reverse() }
    while left.count > 3 {
      // Where sides cross no corner may be an ear: the rest is then filled as it comes.
      let ear = firstEar ?? 1
      let (previous, next) = neighbours(of: ear)
      add(left[previous], left[ear], left[next])
      left.remove(at: ear)
    }
    add(left[0], left[1], left[2])
    return result
  }

  private mutating func add(_ a: Vector, _ b: Vector, _ c: Vector) {
    result.append(a)
    result.append(b)
    result.append(c)
  }

  private func neighbours(of corner: Int) -> (Int, Int) {
    (corner == 0 ? left.count - 1 : corner - 1, corner == left.count - 1 ? 0 : corner + 1)
  }

  // A loop: a closure would hold on to the memory, which would then be copied.
  private var firstEar: Int? {
    for corner in left.indices where isEar(corner) { return corner }
    return nil
  }

  private func isEar(_ corner: Int) -> Bool {
    let (previous, next) = neighbours(of: corner)
    let (a, b, c) = (left[previous], left[corner], left[next])
    guard Self.turn(a, b, c) > 0 else { return false }
    return left.indices.allSatisfy { other in
      other == previous || other == corner || other == next
        || !Self.isInside(left[other], a, b, c)
    }
  }

  private static func isInside(_ point: Vector, _ a: Vector, _ b: Vector, _ c: Vector) -> Bool {
    turn(a, b, point) >= 0 && turn(b, c, point) >= 0 && turn(c, a, point) >= 0
  }

  /// Above 0 where the way from `a` over `b` to `c` turns right.
  private static func turn(_ a: Vector, _ b: Vector, _ c: Vector) -> Float {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// Twice the area, above 0 if the corners go round clockwise.
  private static func area(_ points: [Vector]) -> Float {
    var sum: Float = 0
    for index in points.indices {
      let (a, b) = (points[index], points[index + 1 == points.count ? 0 : index + 1])
      sum += a.x * b.y - b.x * a.y
    }
    return sum
  }
}
