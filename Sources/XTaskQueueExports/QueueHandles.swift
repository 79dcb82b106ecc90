import CXTaskQueue
import TaskQueues

/// The queue handles that are open. A handle is a number that is given out once: a place in a table and how
/// often that place has been used, so that a closed or invented handle is told from an open one.
final class QueueHandles: Sendable {
  static let shared = QueueHandles()

  private struct Slot {
    var queue: TaskQueue?
    var generation: UInt32 = 1
  }

  private struct Table {
    var slots: [Slot] = []
    var free: [Int] = []
  }

  private let table = Monitor(Table())

  func open(_ queue: TaskQueue) -> XTaskQueueHandle? {
    table.withLock { table in
      let index = table.free.popLast() ?? table.slots.count
      if index == table.slots.count { table.slots.append(Slot()) }
      table.slots[index].queue = queue
      return Self.handle(index: index, generation: table.slots[index].generation)
    }
  }

  func queue(_ handle: XTaskQueueHandle?) -> TaskQueue? {
    table.withLock { table in Self.index(handle, in: table).flatMap { table.slots[$0].queue } }
  }

  /// Forgets a handle. The queue is let go of outside the lock: that may run callbacks.
  func close(_ handle: XTaskQueueHandle?) {
    let closed: TaskQueue? = table.withLock { table in
      guard let index = Self.index(handle, in: table) else { return nil }
      defer {
        table.slots[index].queue = nil
        table.slots[index].generation &+= 1
        table.free.append(index)
      }
      return table.slots[index].queue
    }
    withExtendedLifetime(closed) {}
  }

  private static func handle(index: Int, generation: UInt32) -> XTaskQueueHandle? {
    XTaskQueueHandle(bitPattern: UInt(generation) << 32 | UInt(index))
  }

  private static func index(_ handle: XTaskQueueHandle?, in table: Table) -> Int? {
    let bits = UInt(bitPattern: handle)
    let index = Int(bits & 0xffff_ffff)
    guard index < table.slots.count, table.slots[index].generation == UInt32(bits >> 32) else {
      return nil
    }
    return index
  }
}
