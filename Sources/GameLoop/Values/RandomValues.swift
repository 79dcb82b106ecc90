import Glibc

/// What games ask of random numbers. With a `SeededRandom` all of it is repeated by the seed.
nonisolated extension RandomNumberGenerator {
  @inlinable public mutating func float(_ range: ClosedRange<Float>) -> Float {
    .random(in: range, using: &self)
  }
  @inlinable public mutating func int(_ range: ClosedRange<Int>) -> Int {
    .random(in: range, using: &self)
  }

  /// Any direction.
  @inlinable public mutating func angle() -> Angle { .turns(.random(in: 0..<1, using: &self)) }

  /// An angle in a range.
  @inlinable public mutating func angle(_ range: ClosedRange<Angle>) -> Angle {
    .radians(
      .random(in: range.lowerBound.radians...range.upperBound.radians, using: &self))
  }

  /// True with a probability from 0 to 1.
  @inlinable public mutating func chance(_ probability: Float) -> Bool {
    .random(in: 0..<1, using: &self) < probability
  }

  /// A number near `mean`: two thirds of them are within `deviation` of it, nearly all within three.
  @inlinable public mutating func gaussian(mean: Float = 0, deviation: Float = 1) -> Float {
    let u = 1 - Float.random(in: 0..<1, using: &self)
    let angle = Float.random(in: 0..<1, using: &self) * 2 * .pi
    return mean + deviation * (-2 * log(u)).squareRoot() * cos(angle)
  }

  // MARK: Places

  /// A vector of length 1 in any direction.
  @inlinable public mutating func direction() -> Vector { .pointing(angle()) }

  /// A point in a rectangle, each as likely.
  @inlinable public mutating func point(in rect: Rect) -> Vector {
    rect.point(
      at: Vector(.random(in: 0..<1, using: &self), .random(in: 0..<1, using: &self)))
  }

  /// A point in a circle, each as likely.
  @inlinable public mutating func point(in circle: Circle) -> Vector {
    circle.center + direction()
      * (circle.radius * Float.random(in: 0..<1, using: &self).squareRoot())
  }

  /// A point on the edge of a circle.
  @inlinable public mutating func point(on circle: Circle) -> Vector {
    circle.center + direction() * circle.radius
  }

  // MARK: Choices

  /// One of the elements, each as likely; nil if there are none.
  @inlinable public mutating func element<Elements: Collection>(of elements: Elements)
    -> Elements.Element?
  {
    elements.randomElement(using: &self)
  }

  /// One of the elements, as likely as its weight says.
  ///
  ///     let prize = random.element(of: prizes, weight: \.frequency)
  ///
  /// Nil if there are none, or none with a weight above 0. Weights below 0 count as 0.
  @inlinable public mutating func element<Elements: Collection>(
    of elements: Elements, weight: (Elements.Element) -> Float
  ) -> Elements.Element? {
    var total: Float = 0
    for element in elements { total += max(0, weight(element)) }
    guard total > 0 else { return nil }
    var left = Float.random(in: 0..<total, using: &self)
    var chosen: Elements.Element?
    for element in elements {
      let weight = max(0, weight(element))
      guard weight > 0 else { continue }
      chosen = element
      left -= weight
      if left < 0 { break }
    }
    return chosen
  }

  /// Puts the elements in any order, each as likely.
  @inlinable public mutating func shuffle<Elements: MutableCollection & RandomAccessCollection>(
    _ elements: inout Elements
  ) {
    elements.shuffle(using: &self)
  }
}
