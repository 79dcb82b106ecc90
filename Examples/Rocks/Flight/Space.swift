import SwiftGameLoop

/// Where everything flies. It has no edge: what leaves it on one side comes back on the other.
enum Space {
  static let size = Vector(640, 360)
  static let center = size / 2
  static let bounds = Rect(origin: .zero, size: size)

  /// The same place, between zero and the size.
  static func wrapped(_ place: Vector) -> Vector { place - (place / size).rounded(.down) * size }

  /// The shortest way from one place to another, which may lead over an edge.
  static func way(from start: Vector, to end: Vector) -> Vector {
    let way = end - start
    return way - (way / size).rounded(.toNearestOrEven) * size
  }

  static func distance(_ a: Vector, _ b: Vector) -> Float { way(from: a, to: b).length }
}
