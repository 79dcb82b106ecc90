/// Things that come and go, in memory that never grows: enemies, shots, sounds.
///
///     var rocks = Pool<Rock>(capacity: 200)
///     let rock = rocks.insert(Rock(at: place))        // nil: it is full
///     …
///     rocks.removeAll { rock in
///       rock.move(tick)
///       return rock.isGone
///     }
///     if let target { rocks[target]?.hits += 1 }      // nil: it is gone
///
/// Elements lie beside each other and are a collection, in the order they came in until one is removed:
/// then the last takes its place. Everything but `removeAll` and going through takes the same short time
/// however many there are, and nothing is allocated after `init`. (A copy is a value of its own and
/// allocates its memory when it is first changed.)
///
/// A **handle** names an element for as long as it is there. A handle of one that was removed gives nil,
/// also when its memory has been given to another one.
public nonisolated struct Pool<Element> {
  public struct Handle: Sendable, Hashable {
    @usableFromInline var slot: UInt32
    @usableFromInline var generation: UInt32

    @inlinable init(slot: UInt32, generation: UInt32) {
      self.slot = slot
      self.generation = generation
    }
  }

  @usableFromInline struct Slot: Sendable {
    /// How often it has been given out.
    @usableFromInline var generation: UInt32
    /// Where its element is.
    @usableFromInline var index: UInt32

    @inlinable init(generation: UInt32, index: UInt32) {
      self.generation = generation
      self.index = index
    }
  }

  public let capacity: Int
  @usableFromInline var elements: [Element] = []
  /// The slot of each element.
  @usableFromInline var slotOf: [UInt32] = []
  @usableFromInline var slots: [Slot] = []
  /// Slots without an element, the next one last.
  @usableFromInline var free: [UInt32] = []

  @inlinable static var vacant: UInt32 { .max }

  @inlinable public init(capacity: Int) { self.init(capacity: capacity, generation: 0) }

  /// - Parameter generation: how often every slot has been given out.
  @inlinable init(capacity: Int, generation: UInt32) {
    precondition(
      capacity >= 0 && capacity < Int(UInt32.max), "a pool cannot hold \(capacity) elements")
    self.capacity = capacity
    elements.reserveCapacity(capacity)
    slotOf.reserveCapacity(capacity)
    slots = Array(
      repeating: Slot(generation: generation, index: Self.vacant), count: capacity)
    free = (0..<UInt32(capacity)).reversed()
  }

  /// Whether the next `insert` returns nil.
  @inlinable public var isFull: Bool { free.isEmpty }

  /// Adds an element. Nil: the pool is full, and nothing was added.
  @discardableResult
  @inlinable public mutating func insert(_ element: Element) -> Handle? {
    guard let slot = free.popLast() else { return nil }
    slots[Int(slot)].generation += 1
    slots[Int(slot)].index = UInt32(elements.count)
    elements.append(element)
    slotOf.append(slot)
    return Handle(slot: slot, generation: slots[Int(slot)].generation)
  }

  /// Takes an element out. Nil: it was not there any more.
  @discardableResult
  @inlinable public mutating func remove(_ handle: Handle) -> Element? {
    guard let index = index(of: handle) else { return nil }
    return remove(at: index)
  }

  /// Takes out the element at an index; the last one takes its place.
  @discardableResult
  @inlinable public mutating func remove(at index: Int) -> Element {
    let slot = slotOf[index]
    let last = elements.count - 1
    elements.swapAt(index, last)
    slotOf.swapAt(index, last)
    slots[Int(slotOf[index])].index = UInt32(index)
    release(slot)
    slotOf.removeLast()
    return elements.removeLast()
  }

  /// Changes every element once and takes out those of which `isGone` returns true. The others keep their
  /// order.
  @inlinable public mutating func removeAll(where isGone: (inout Element) throws -> Bool) rethrows {
    var kept = 0
    var next = 0
    defer {
      elements.removeSubrange(kept..<next)
      slotOf.removeSubrange(kept..<next)
      for index in kept..<elements.count { slots[Int(slotOf[index])].index = UInt32(index) }
    }
    while next < elements.count {
      if try isGone(&elements[next]) {
        release(slotOf[next])
      } else {
        if kept < next {
          elements.swapAt(kept, next)
          slotOf.swapAt(kept, next)
          slots[Int(slotOf[kept])].index = UInt32(kept)
        }
        kept += 1
      }
      next += 1
    }
  }

  @inlinable public mutating func removeAll() {
    for slot in slotOf { release(slot) }
    elements.removeAll(keepingCapacity: true)
    slotOf.removeAll(keepingCapacity: true)
  }

  /// The element a handle names, changed where it lies; nil if it is gone. Setting one that is gone has no
  /// effect.
  @inlinable public subscript(handle: Handle) -> Element? {
    get { index(of: handle).map { elements[$0] } }
    _modify {
      guard let index = index(of: handle) else {
        var nothing: Element?
        yield &nothing
        return
      }
      // Taken out and put back: an element that holds an array changes it without a copy.
      var element: Element? = elements.withUnsafeMutableBufferPointer {
        $0.moveElement(from: index)
      }
      defer {
        guard let element else {
          preconditionFailure(
            "an element is taken out of its pool with remove(_:), not by setting nil")
        }
        elements.withUnsafeMutableBufferPointer { $0.initializeElement(at: index, to: element) }
      }
      yield &element
    }
  }

  @inlinable public func contains(_ handle: Handle) -> Bool { index(of: handle) != nil }

  /// The handle of the element at an index.
  @inlinable public func handle(at index: Int) -> Handle {
    let slot = slotOf[index]
    return Handle(slot: slot, generation: slots[Int(slot)].generation)
  }

  /// Where an element is; nil if it is gone.
  @inlinable public func index(of handle: Handle) -> Int? {
    guard handle.slot < slots.count else { return nil }
    let slot = slots[Int(handle.slot)]
    guard slot.generation == handle.generation, slot.index != Self.vacant else { return nil }
    return Int(slot.index)
  }

  /// A slot that has been given out as often as can be counted is not given out again.
  @inlinable mutating func release(_ slot: UInt32) {
    slots[Int(slot)].index = Self.vacant
    if slots[Int(slot)].generation < .max { free.append(slot) }
  }
}

nonisolated extension Pool: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { elements.count }

  @inlinable public subscript(index: Int) -> Element {
    get { elements[index] }
    _modify { yield &elements[index] }
  }
}

// MARK: Going through while elements come and go

nonisolated extension Pool {
  /// Where a walk through a pool is, from the last element to the first.
  public struct Walk: Sendable {
    @usableFromInline var index: Int

    @inlinable init(index: Int) { self.index = index }
  }

  /// A walk through the elements, in which the one that is visited may be removed and others added:
  ///
  ///     var walk = rocks.walk()
  ///     while let rock = rocks.next(&walk) {
  ///       if rocks[rock]!.isHit { rocks.remove(rock) }
  ///     }
  ///
  /// Each element that was there is visited once; those that are added are not. (If another one than the
  /// visited is removed, one that was visited already may be visited again.)
  @inlinable public func walk() -> Walk { Walk(index: elements.count) }

  /// The next element of a walk; nil at its end.
  @inlinable public func next(_ walk: inout Walk) -> Handle? {
    walk.index = Swift.min(walk.index, elements.count) - 1
    return walk.index >= 0 ? handle(at: walk.index) : nil
  }
}

nonisolated extension Pool: Sendable where Element: Sendable {}
