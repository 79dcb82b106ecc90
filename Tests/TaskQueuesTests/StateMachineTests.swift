import TestSupport
import Testing

@testable import TaskQueues

struct SideWordTests {
  var word = SideWord.initial

  @Test func `a new side takes callbacks, which are not cancelled`() {
    #expect(!word.isRefusing && !word.isCancelled && word.isOpen && word.outstanding == 0)
  }

  @Test mutating func `a cancelled side still takes callbacks`() {
    word.cancel()
    #expect(word.isCancelled && !word.isRefusing)
  }

  @Test mutating func `a side that is closed, or has ended, refuses callbacks`() {
    word.close()
    #expect(word.isRefusing)
    word.terminate()
    #expect(word.isRefusing)
  }

  @Test mutating func `a closed side is done once, when nothing is outstanding`() {
    word.counted()
    word.close()
    #expect(!word.isDeliverable)
    word = SideWord.initial
    word.close()
    #expect(word.isDeliverable && word.isAwaitedZero)
    word.deliver()
    #expect(!word.isDeliverable)
  }

  @Test mutating func `cancelling does not bring a closed side back, nor closing an ended one`() {
    word.close()
    word.cancel()
    #expect(word.phase == .terminating)
    word.terminate()
    word.close()
    #expect(word.phase == .terminated)
  }

  @Test mutating func `counting keeps the phase`() {
    word.cancel()
    word.counted()
    word.counted()
    #expect(word.outstanding == 2 && word.phase == .cancelled && word.isOpen)
  }

  @Test mutating func `a side needs its queue until it has neither handles nor callbacks`() {
    word.counted()
    word.closeLastHandle()
    #expect(!word.isFinished)
    word = SideWord.initial
    word.closeLastHandle()
    #expect(word.isFinished && word.isAwaitedZero)
  }

  @Test func `an open side that is idle is awaited by nobody`() {
    #expect(!word.isAwaitedZero)
  }
}

/// What cannot be copied cannot stand in an expectation itself.
private func answer(_ isSo: Bool) -> Bool { isSo }

struct SerialSlotTests {
  @Test func `the pool is asked for one thread, however much is ready`() {
    let slot = SerialSlot()
    #expect(answer(slot.promise()))
    #expect(!answer(slot.promise()))
  }

  @Test func `one thread at a time has the slot`() {
    let slot = SerialSlot()
    #expect(answer(slot.take()))
    #expect(!answer(slot.take()))
    #expect(answer(slot.isTaken))
  }

  @Test func `a thread may take the slot that was promised to the pool`() {
    let slot = SerialSlot()
    _ = slot.promise()
    #expect(answer(slot.take()))
  }

  @Test func `nobody is asked while the slot is taken, and somebody after`() {
    let slot = SerialSlot()
    _ = slot.take()
    #expect(!answer(slot.promise()))
    slot.release()
    #expect(answer(slot.promise()))
  }
}

struct PooledExecutionsTests {
  @Test func `a thread that is asked for, and not inside a callback, is enough for all that comes`()
  {
    let executions = PooledExecutions()
    #expect(answer(executions.appended()))
    #expect(!answer(executions.appended()))
  }

  @Test func `what comes while all threads are inside callbacks gets another`() {
    let executions = PooledExecutions()
    _ = executions.appended()
    #expect(!answer(executions.begins(whileMoreIsReady: false)))
    #expect(answer(executions.appended()))
  }

  @Test func `what is left when a thread goes into a callback gets another`() {
    let executions = PooledExecutions()
    _ = executions.appended()
    #expect(answer(executions.begins(whileMoreIsReady: true)))
  }

  @Test func `what comes when the last thread leaves gets another`() {
    let executions = PooledExecutions()
    _ = executions.appended()
    #expect(answer(executions.leaves(isSomethingReady: { true })))
  }
}

struct ReadyQueueTests {
  private func callback(_ body: @escaping @Sendable () -> Void, _ side: QueueSide)
    -> PendingCallback
  {
    PendingCallback(.plainClosure(body), owner: side)
  }

  @Test(arguments: [1, 15, 16, 17, 1000])
  func `gives what was appended in order, through as many rings as it takes`(count: Int) {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ready = ReadyQueue()
    let ran = Log<Int>()
    for round in 0..<3 {
      for number in 0..<count {
        ready.append(callback({ ran.append(number) }, queue.core.workSide))
      }
      #expect(ready.hasSome && ready.appended == UInt(count * (round + 1)))
      while let next = ready.take(upTo: .max) { next.call(cancelled: false) }
      #expect(!ready.hasSome && ready.taken == ready.appended)
    }
    #expect(ran.entries == (0..<3).flatMap { _ in Array(0..<count) })
  }

  @Test func `takes nothing beyond a limit`() {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ready = ReadyQueue()
    for _ in 0..<40 { ready.append(callback({}, queue.core.workSide)) }
    var count = 0
    while ready.take(upTo: 33) != nil { count += 1 }
    #expect(count == 33)
  }

  @Test func `releases what it still holds when it is let go of`() {
    let queue = TaskQueue(work: .manual, completion: .manual)
    weak var held: Log<Int>?
    do {
      let log = Log<Int>()
      held = log
      let ready = ReadyQueue()
      for _ in 0..<40 { ready.append(callback({ log.append(1) }, queue.core.workSide)) }
    }
    #expect(held == nil)
  }
}

struct InstantTests {
  @Test func `sums that would overflow end in the distant future`() {
    let late = Instant.zero.advanced(by: .seconds(Int64.max)).advanced(by: .seconds(1))
    #expect(late == .distantFuture)
  }

  @Test(arguments: [
    (Duration.nanoseconds(7), Int64(7)), (.milliseconds(-3), -3_000_000),
    (.seconds(Int64.max), .max), (.seconds(Int64.min), .min), (.zero, 0),
  ])
  func `a duration in nanoseconds is cut to what 64 bits hold`(duration: Duration, expected: Int64)
  {
    #expect(duration.wholeNanoseconds == expected)
  }
}
