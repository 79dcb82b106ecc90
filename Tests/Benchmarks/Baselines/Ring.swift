import CBenchmarks
import Glibc
import Synchronization

/// A bounded ring of C functions with their contexts, for any number of producers and consumers:
/// what handing over two words costs at the least.
///
/// Each cell has a number that says whose turn it is: its position when it is free, one more when it
/// is full. Edge A: a full cell's number is released by the producer and acquired by the consumer.
/// Edge B: a free cell's number is released by the consumer and acquired by the producer of the next
/// round.
// @unchecked: the pointers never change, and what they point to is guarded by the cells' numbers.
final class Ring: @unchecked Sendable {
  typealias Function = @convention(c) (UnsafeMutableRawPointer?, Bool) -> Void

  private struct Cell: ~Copyable {
    let turn: Atomic<Int>
    var function: Function
    var context: UnsafeMutableRawPointer?
    /// Two cells to a cache line, none across two.
    var padding = 0
  }

  private let cells: UnsafeMutablePointer<Cell>
  private let mask: Int
  /// Each counter has a cache line of its own, and the one that the processor fetches along with it.
  private let counters: UnsafeMutableRawPointer
  private let pushed: UnsafeMutablePointer<Atomic<Int>>
  private let popped: UnsafeMutablePointer<Atomic<Int>>

  /// - Parameter capacity: a power of two.
  init(capacity: Int) {
    precondition(capacity.nonzeroBitCount == 1, "the capacity is a power of two")
    mask = capacity - 1
    cells = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Cell>.stride, alignment: 64
    ).bindMemory(to: Cell.self, capacity: capacity)
    for position in 0..<capacity {
      (cells + position).initialize(
        to: Cell(turn: Atomic(position), function: cbenchmarks_callback, context: nil))
    }
    counters = .allocate(byteCount: 256, alignment: 128)
    pushed = counters.bindMemory(to: Atomic<Int>.self, capacity: 1)
    popped = (counters + 128).bindMemory(to: Atomic<Int>.self, capacity: 1)
    pushed.initialize(to: Atomic(0))
    popped.initialize(to: Atomic(0))
  }

  deinit {
    cells.deinitialize(count: mask + 1)
    UnsafeMutableRawPointer(cells).deallocate()
    counters.deallocate()
  }

  /// - Returns: false if the ring is full.
  @inline(__always)
  func push(_ function: Function, _ context: UnsafeMutableRawPointer?) -> Bool {
    var position = pushed.pointee.load(ordering: .relaxed)  // relaxed: a guess, the cell decides
    while true {
      let cell = cells + (position & mask)
      let turn = cell.pointee.turn.load(ordering: .acquiring)  // B
      if turn == position {
        let (isMine, seen) = pushed.pointee.weakCompareExchange(
          expected: position, desired: position &+ 1, ordering: .relaxed)  // relaxed: only counts
        if isMine {
          cell.pointee.function = function
          cell.pointee.context = context
          cell.pointee.turn.store(position &+ 1, ordering: .releasing)  // A
          return true
        }
        position = seen
      } else if turn < position {
        return false
      } else {
        position = pushed.pointee.load(ordering: .relaxed)  // relaxed: as above
      }
    }
  }

  /// Takes one function and calls it.
  ///
  /// - Returns: false if the ring is empty.
  @inline(__always)
  func callNext(cancelled: Bool = false) -> Bool {
    var position = popped.pointee.load(ordering: .relaxed)  // relaxed: a guess, the cell decides
    while true {
      let cell = cells + (position & mask)
      let turn = cell.pointee.turn.load(ordering: .acquiring)  // A
      if turn == position &+ 1 {
        let (isMine, seen) = popped.pointee.weakCompareExchange(
          expected: position, desired: position &+ 1, ordering: .relaxed)  // relaxed: only counts
        if isMine {
          let function = cell.pointee.function
          let context = cell.pointee.context
          cell.pointee.turn.store(position &+ mask &+ 1, ordering: .releasing)  // B
          function(context, cancelled)
          return true
        }
        position = seen
      } else if turn < position &+ 1 {
        return false
      } else {
        position = popped.pointee.load(ordering: .relaxed)  // relaxed: as above
      }
    }
  }

  /// Pushes, however long it takes until there is room.
  @inline(__always)
  func pushWaiting(_ function: Function, _ context: UnsafeMutableRawPointer?) {
    var spin = Spin()
    while !push(function, context) { spin.wait() }
  }
}

/// A short spin, then the processor for whoever else wants it.
struct Spin {
  private var turns = 0

  mutating func wait() {
    turns += 1
    if turns < 64 {
      cbenchmarks_relax()
    } else {
      turns = 0
      sched_yield()
    }
  }
}
