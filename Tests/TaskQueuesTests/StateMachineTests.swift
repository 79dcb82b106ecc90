import TestSupport
import Testing

@testable import TaskQueues

struct QueueSideStateTests {
  var state = QueueSideState()

  @Test mutating func `an active side takes callbacks, which are not cancelled`() throws {
    try state.submitted()
    #expect(!state.isCancelled)
    #expect(state.outstanding == 1)
  }

  @Test mutating func `a cancelled side still takes callbacks`() throws {
    state.cancel()
    try state.submitted()
    #expect(state.isCancelled)
  }

  @Test mutating func `a side that is closed, or has ended, refuses callbacks`() {
    _ = state.close()
    var ended = state
    ended.terminated()
    for side in [state, ended] {
      #expect(throws: TaskQueueError.terminated) {
        var side = side
        try side.submitted()
      }
    }
  }

  @Test mutating func `closing a side with nothing outstanding ends it`() {
    let hasEnded = state.close()
    #expect(hasEnded)
  }

  @Test mutating func `the last callback to return ends a closed side`() throws {
    try state.submitted()
    try state.submitted()
    let (closed, first, last) = (state.close(), state.callbackReturned(), state.callbackReturned())
    #expect((closed, first, last) == (false, false, true))
  }

  @Test mutating func `a side is closed once`() {
    let answers = [state.close(), state.close()]
    state.terminated()
    #expect(answers + [state.close()] == [true, false, false])
  }

  @Test mutating func `cancelling does not bring a closed side back`() {
    _ = state.close()
    state.cancel()
    #expect(state.phase == .terminating)
  }
}

struct SerialSlotTests {
  var slot = SerialSlot.free

  @Test mutating func `the pool is asked for one thread, however much is ready`() {
    let asked = [slot.somethingIsReady(), slot.somethingIsReady()]
    #expect(asked == [true, false])
  }

  @Test mutating func `one thread at a time has the slot`() {
    let taken = [slot.take(), slot.take()]
    #expect(taken == [true, false])
  }

  @Test mutating func `a thread may take the slot that was promised to the pool`() {
    _ = slot.somethingIsReady()
    let taken = slot.take()
    #expect(taken)
  }

  @Test mutating func `nobody is asked while the slot is taken`() {
    _ = slot.take()
    let asked = slot.somethingIsReady()
    #expect(!asked)
  }

  @Test(arguments: [true, false])
  mutating func `giving up the slot asks for a thread if more is ready`(moreIsReady: Bool) {
    _ = slot.take()
    let asked = slot.release(moreIsReady: moreIsReady)
    #expect(asked == moreIsReady)
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
