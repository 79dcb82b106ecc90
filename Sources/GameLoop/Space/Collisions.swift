/// What touches, and the shortest way apart.
///
///     if let way = ship.circle.push(outOf: rock.circle) {
///       ship.position += way
///       ship.velocity = ship.velocity.reflected(off: way.normalized)
///     }
///
/// Shapes that share no more than an edge do not touch.
nonisolated extension Circle {
  @inlinable public func intersects(_ other: Circle) -> Bool {
    let reach = radius + other.radius
    return center.distanceSquared(to: other.center) < reach * reach
  }

  @inlinable public func intersects(_ rect: Rect) -> Bool {
    center.distanceSquared(to: rect.clamp(center)) < radius * radius
      || (radius > 0 && rect.contains(center))
  }

  @inlinable public func intersects(_ segment: Segment) -> Bool {
    contains(segment.nearestPoint(to: center))
  }

  /// The shortest way for this circle out of another one; nil if they do not touch. Circles with one
  /// middle part upwards.
  @inlinable public func push(outOf other: Circle) -> Vector? {
    let reach = radius + other.radius
    let way = center - other.center
    let squared = way.lengthSquared
    guard squared < reach * reach else { return nil }
    guard squared > 0 else { return Vector(0, -reach) }
    let distance = squared.squareRoot()
    return way * ((reach - distance) / distance)
  }

  /// The shortest way for this circle out of a rectangle; nil if they do not touch.
  @inlinable public func push(outOf rect: Rect) -> Vector? {
    let nearest = rect.clamp(center)
    let way = center - nearest
    let squared = way.lengthSquared
    if squared > 0 {
      guard squared < radius * radius else { return nil }
      let distance = squared.squareRoot()
      return way * ((radius - distance) / distance)
    }
    // The middle is inside: out through the nearest edge.
    guard radius > 0, rect.contains(center) || intersects(rect) else { return nil }
    return Rect(center: center, size: Vector(2, 2) * radius).wayOut(of: rect)
  }
}

nonisolated extension Rect {
  @inlinable public func intersects(_ circle: Circle) -> Bool { circle.intersects(self) }

  /// The shortest way for this rectangle out of another one, along one axis; nil if they do not touch.
  @inlinable public func push(outOf other: Rect) -> Vector? {
    intersects(other) ? wayOut(of: other) : nil
  }

  /// The shortest way for this rectangle out of a circle; nil if they do not touch.
  @inlinable public func push(outOf circle: Circle) -> Vector? {
    circle.push(outOf: self).map { -$0 }
  }

  @inlinable func wayOut(of other: Rect) -> Vector {
    let left = other.minX - maxX
    let right = other.maxX - minX
    let up = other.minY - maxY
    let down = other.maxY - minY
    let across = -left <= right ? left : right
    let along = -up <= down ? up : down
    return abs(across) < abs(along) ? Vector(across, 0) : Vector(0, along)
  }
}

// MARK: On a way

/// Where something that moves first meets something else.
public nonisolated struct Hit: Sendable, Hashable {
  /// The part of the way until there, from 0 to 1.
  public var fraction: Float
  /// Points straight out of what was met, with length 1; zero where the way began inside.
  public var normal: Vector

  @inlinable public init(fraction: Float, normal: Vector) {
    self.fraction = fraction
    self.normal = normal
  }
}

nonisolated extension Segment {
  /// Where the way from the start to the end first meets a rectangle; nil if it does not. A segment along
  /// an edge does not meet it.
  @inlinable public func hit(_ rect: Rect) -> Hit? {
    let way = end - start
    var (enter, leave) = (-Float.infinity, Float.infinity)
    var normal = Vector.zero
    for axis in 0..<2 {
      let (low, high) = (rect.origin[axis] - start[axis], rect.end[axis] - start[axis])
      guard way[axis] != 0 else {
        if low >= 0 || high <= 0 { return nil }
        continue
      }
      let (a, b) = (low / way[axis], high / way[axis])
      if min(a, b) > enter {
        enter = min(a, b)
        normal = .zero
        normal[axis] = way[axis] > 0 ? -1 : 1
      }
      leave = min(leave, max(a, b))
    }
    guard enter < leave, leave > 0, enter <= 1 else {
      return way == .zero && rect.contains(start) ? Hit(fraction: 0, normal: .zero) : nil
    }
    return enter < 0 ? Hit(fraction: 0, normal: .zero) : Hit(fraction: enter, normal: normal)
  }

  /// Where the way from the start to the end first meets a circle; nil if it does not.
  @inlinable public func hit(_ circle: Circle) -> Hit? {
    if circle.contains(start) { return Hit(fraction: 0, normal: .zero) }
    let (way, from) = (end - start, start - circle.center)
    let (a, b) = (way.lengthSquared, from.dot(way))
    let c = from.lengthSquared - circle.radius * circle.radius
    let root = b * b - a * c
    guard b < 0, root > 0 else { return nil }
    let fraction = max(0, (-b - root.squareRoot()) / a)
    guard fraction <= 1 else { return nil }
    return Hit(fraction: fraction, normal: (point(at: fraction) - circle.center).normalized)
  }

  /// The point where two segments cross; nil if they do not, or are parallel.
  @inlinable public func crossing(_ other: Segment) -> Vector? {
    let (way, otherWay) = (end - start, other.end - other.start)
    let slant = way.cross(otherWay)
    guard slant != 0 else { return nil }
    let between = other.start - start
    let (here, there) = (between.cross(otherWay) / slant, between.cross(way) / slant)
    guard (0...1).contains(here), (0...1).contains(there) else { return nil }
    return point(at: here)
  }
}
