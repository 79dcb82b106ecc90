import Synchronization

/// One call of `parallelFor`, on its caller's stack. Whoever works on it claims one chunk after the other.
struct ParallelCall: ~Copyable {
  private let body: BorrowedBody
  private let count: Int
  private let grain: Int
  let chunks: Int
  private let next = Atomic<UInt>(0)

  init(count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void) {
    self.body = BorrowedBody(body)
    self.count = count
    self.grain = grain
    chunks = count / grain + (count % grain == 0 ? 0 : 1)
  }

  /// Works until every chunk is claimed.
  func work() {
    while let chunk = claim() {
      let begin = chunk * grain
      body(begin..<(begin + min(grain, count - begin)))
    }
  }

  private func claim() -> Int? {
    // relaxed: a chunk has nothing to tell the next; the slot's edges A and B hold what is before and after
    let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return chunk < UInt(chunks) ? Int(chunk) : nil
  }
}
