import TestSupport
import Testing

@testable import TaskQueues

struct SideLifeTests {
  var life = SideLife()

  /// What is to be done once nothing is outstanding.
  private mutating func settled(isSuspended: Bool = false) -> SideLife.Settled {
    life.settled(isSuspended: isSuspended)
  }

  @Test mutating func `a new side has handles, and nothing to do when it is idle`() {
    #expect(life.phase == .active && life.isOpen && life.keepsQueue)
    #expect(settled() == .nothing)
  }

  // 1.5
  @Test mutating func `cancelling does not bring a closed side back, nor closing an ended one`() {
    life.close()
    life.cancel()
    #expect(life.phase == .terminating)
    life.terminate()
    life.close()
    #expect(life.phase == .terminated)
  }

  @Test mutating func `a termination is told once, after the side was closed`() {
    life.cancel()
    #expect(settled() == .nothing)
    life.close()
    #expect(settled() == SideLife.Settled(isDeliverable: true))
    #expect(settled() == .nothing)
  }

  @Test mutating func `a termination that is suspended is not told`() {
    life.close()
    #expect(settled(isSuspended: true) == .nothing)
    #expect(settled() == SideLife.Settled(isDeliverable: true))
  }

  @Test mutating func `an idle side lets go of its queue once it has no handle, once`() {
    life.closeLastHandle()
    #expect(life.keepsQueue)
    #expect(settled() == SideLife.Settled(letsGo: true))
    #expect(!life.keepsQueue)
    #expect(settled() == .nothing)
  }

  @Test mutating func `a side without handles keeps its queue again for what is submitted`() {
    life.closeLastHandle()
    _ = settled()
    let begins = life.begins()
    let beginsAgain = life.begins()
    #expect(begins && !beginsAgain)
    #expect(settled() == SideLife.Settled(letsGo: true))
  }

  @Test(arguments: [
    (SideLife.Phase.active, false, false), (.cancelled, false, true), (.terminating, false, true),
    (.terminated, true, true),
  ])
  func `a wait for callbacks ends with the termination, or when the termination waits for it`(
    phase: SideLife.Phase, ends: Bool, endsInside: Bool
  ) {
    #expect(phase.endsWaiting(insideItsCallback: false) == ends)
    #expect(phase.endsWaiting(insideItsCallback: true) == endsInside)
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
        _ = ready.append(callback({ ran.append(number) }, queue.core.workSide))
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
    for _ in 0..<40 { _ = ready.append(callback({}, queue.core.workSide)) }
    var count = 0
    while ready.take(upTo: 33) != nil { count += 1 }
    #expect(count == 33)
  }

  /// Seventeen are a ring and one more.
  @Test func `says that it has some where all of them are in the next ring`() {
    let queue = TaskQueue(work: .manual, completion: .manual)
    let ready = ReadyQueue()
    for _ in 1...17 { _ = ready.append(callback({}, queue.core.workSide)) }
    while let next = ready.take(upTo: 16) { next.call(cancelled: false) }
    #expect(answer(ready.hasSome))
    ready.take(upTo: .max)?.call(cancelled: false)
    #expect(!answer(ready.hasSome))
  }

  @Test func `releases what it still holds when it is let go of`() {
    let queue = TaskQueue(work: .manual, completion: .manual)
    weak var held: Log<Int>?
    do {
      let log = Log<Int>()
      held = log
      let ready = ReadyQueue()
      for _ in 0..<40 { _ = ready.append(callback({ log.append(1) }, queue.core.workSide)) }
    }
    #expect(held == nil)
  }
}

struct AsyncStateTests {
  var state = AsyncState<Int>()
  let here = ThreadIdentity.current

  @Test mutating func `the first completion counts`() throws {
    state.complete(.success(1), hasCompletion: false)
    state.complete(.failure(.cancelled), hasCompletion: false)
    #expect(try state.result?.get() == 1)
  }

  @Test mutating func `without a completion a result may be waited for at once`() throws {
    state.complete(.success(1), hasCompletion: false)
    #expect(state.resultToWaitFor(on: here) != nil)
  }

  @Test mutating func `with a completion a result is waited for until it has returned`() throws {
    state.complete(.success(1), hasCompletion: true)
    #expect(state.status == .succeeded)
    #expect(state.resultToWaitFor(on: here) == nil)
    state.completionReturned()
    #expect(state.resultToWaitFor(on: here) != nil)
  }

  @Test mutating func `the thread inside the completion does not wait`() {
    state.complete(.success(1), hasCompletion: true)
    state.completionBegins(on: here)
    #expect(state.resultToWaitFor(on: here) != nil)
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
