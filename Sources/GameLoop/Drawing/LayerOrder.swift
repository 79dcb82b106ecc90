/// The order of drawing: by layer, and in a layer as recorded.
///
/// A radix sort in memory that is kept from frame to frame. Costs nothing where layers come in order.
package nonisolated struct LayerOrder {
  /// Whether items come in the order of their layers.
  package private(set) var isSorted = true
  /// The items' places in the order of drawing, where that is another.
  package private(set) var order: [UInt32] = []
  private var highest = Int32.min
  private var scratch: [UInt32] = []
  private var flattened: [DrawItem] = []

  mutating func begin() {
    isSorted = true
    highest = .min
    order.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ layer: Int32) {
    if layer < highest { isSorted = false } else { highest = layer }
  }

  /// There are no more items.
  mutating func end(_ items: [DrawItem]) {
    guard !isSorted else { return }
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<UInt32(items.count))
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: order)
    for shift in stride(from: 0, to: 32, by: 8) { sort(items, byDigitAt: UInt32(shift)) }
  }

  /// Has all items in the lowest layer, in the order of drawing.
  mutating func flatten(_ items: inout [DrawItem]) {
    end(items)
    if !isSorted {
      flattened.removeAll(keepingCapacity: true)
      for index in order { flattened.append(items[Int(index)]) }
      swap(&items, &flattened)
    }
    for index in items.indices { items[index].layer = .min }
    begin()
  }

  private mutating func sort(_ items: [DrawItem], byDigitAt shift: UInt32) {
    func digit(_ index: UInt32) -> Int {
      // Layers below 0 come first.
      let key = UInt32(bitPattern: items[Int(index)].layer) ^ 0x8000_0000
      return Int((key >> shift) & 0xff)
    }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { starts in
      starts.initialize(repeating: 0)
      for index in order { starts[digit(index)] += 1 }
      if starts.contains(order.count) { return }
      var sum = 0
      for value in 0..<256 { (starts[value], sum) = (sum, sum + starts[value]) }
      for index in order {
        scratch[starts[digit(index)]] = index
        starts[digit(index)] += 1
      }
      swap(&order, &scratch)
    }
  }
}
