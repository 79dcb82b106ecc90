/// The last so many of something, in memory that never grows: a trail, the frame times of a second.
///
///     var trail = Ring<Vector>(capacity: 30)
///     trail.append(ship.position)                      // the oldest makes room
///     for (age, place) in trail.reversed().enumerated() { … }
///
/// A collection from the oldest to the newest. Nothing is allocated once it is full.
public nonisolated struct Ring<Element>: RandomAccessCollection {
  public let capacity: Int
  @usableFromInline var elements: [Element] = []
  /// Where the oldest is, once it is full.
  @usableFromInline var oldest = 0

  @inlinable public init(capacity: Int) {
    precondition(capacity > 0, "a ring for \(capacity) elements keeps none: give at least 1")
    self.capacity = capacity
    elements.reserveCapacity(capacity)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { elements.count }
  @inlinable public var isFull: Bool { elements.count == capacity }

  /// 0 is the oldest.
  @inlinable public subscript(index: Int) -> Element {
    get { elements[place(of: index)] }
    _modify { yield &elements[place(of: index)] }
  }

  /// Adds the newest. Returns the oldest if that made room for it.
  @discardableResult
  @inlinable public mutating func append(_ element: Element) -> Element? {
    guard isFull else {
      elements.append(element)
      return nil
    }
    let gone = elements[oldest]
    elements[oldest] = element
    oldest = oldest + 1 == capacity ? 0 : oldest + 1
    return gone
  }

  @inlinable public mutating func removeAll() {
    elements.removeAll(keepingCapacity: true)
    oldest = 0
  }

  @inlinable func place(of index: Int) -> Int {
    precondition(
      index >= 0 && index < elements.count, "a ring of \(elements.count) has no \(index)")
    let place = oldest + index
    return place < elements.count ? place : place - elements.count
  }
}

nonisolated extension Ring: Sendable where Element: Sendable {}
nonisolated extension Ring: Equatable where Element: Equatable {
  @inlinable public static func == (a: Ring, b: Ring) -> Bool { a.elementsEqual(b) }
}
