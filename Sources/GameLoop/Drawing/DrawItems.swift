/// Items in the order of drawing, or some of them that follow each other. There as long as the canvas is left alone.
package nonisolated struct DrawItems {
  private let items: UnsafePointer<DrawItem>?
  /// Nil where the items are in order themselves.
  private let order: UnsafePointer<UInt32>?
  package let count: Int

  init(_ items: UnsafeBufferPointer<DrawItem>, order: UnsafeBufferPointer<UInt32>?) {
    self.items = items.baseAddress
    self.order = order?.baseAddress
    count = items.count
  }

  private init(_ items: UnsafePointer<DrawItem>?, _ order: UnsafePointer<UInt32>?, count: Int) {
    self.items = items
    self.order = order
    self.count = count
  }

  /// - Precondition: the place is from 0 up to `count`, which is not checked.
  @inlinable package subscript(place: Int) -> DrawItem {
    @inline(__always) get { items.unsafelyUnwrapped[order.map { Int($0[place]) } ?? place] }
  }

  /// The sprites from a place on that have its texture and its clip.
  package func run(from place: Int) -> DrawItems {
    let first = self[place]
    var end = place + 1
    while end < count {
      let item = self[end]
      guard item.kind == .sprite, item.index == first.index, item.clip == first.clip else { break }
      end += 1
    }
    if let order { return DrawItems(items, order + place, count: end - place) }
    return DrawItems(items.map { $0 + place }, nil, count: end - place)
  }
}
