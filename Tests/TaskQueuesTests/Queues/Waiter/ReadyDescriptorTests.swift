import CLinux
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.7 of the model, W6: a manual port in a game's own `poll` or `epoll`.
@Suite(.patience) struct ReadyDescriptorTests {
  let clock = ManualClock()
  let queue: TaskQueue
  let log = Log<Bool>()

  init() { queue = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  // W6
  @Test(arguments: PortRole.allCases)
  func `the descriptor is readable until the last callback has been taken`(port: PortRole) throws {
    let descriptor = try queue.readyDescriptor(of: port)
    #expect(!isReadable(descriptor))
    for _ in 1...2 {
      for _ in 1...2 { try queue.submit(to: port) {} }
      #expect(isReadable(descriptor))
      queue.dispatch(port)
      #expect(isReadable(descriptor))
      queue.dispatch(port)
      #expect(!isReadable(descriptor))
    }
  }

  // W6
  @Test func `what was there before the descriptor makes it readable`() throws {
    try queue.submit(to: .work) {}
    #expect(isReadable(try queue.readyDescriptor(of: .work)))
    #expect(!isReadable(try queue.readyDescriptor(of: .completion)))
  }

  // W6
  @Test func `a callback sees whether anything comes after it`() throws {
    let descriptor = try queue.readyDescriptor(of: .work)
    for _ in 1...2 { try queue.submit(to: .work) { log.append(isReadable(descriptor)) } }
    queue.dispatchAll(.work)
    #expect(log.entries == [true, false])
  }

  // W6
  @Test func `a drain that stops early leaves it readable`() throws {
    let descriptor = try queue.readyDescriptor(of: .work)
    for _ in 1...3 { try queue.submit(to: .work) {} }
    queue.dispatchAll(.work, budget: .count(2))
    #expect(isReadable(descriptor))
    queue.dispatchAll(.work)
    #expect(!isReadable(descriptor))
  }

  // W6
  @Test func `a delayed callback makes it readable when it is due`() throws {
    let descriptor = try queue.readyDescriptor(of: .work)
    try queue.submit(to: .work, after: .seconds(2)) {}
    clock.advance(by: .seconds(1))
    #expect(!isReadable(descriptor))
    clock.advance(by: .seconds(1))
    #expect(isReadable(descriptor))
  }

  // W6
  @Test func `a delayed callback that is cancelled makes it readable`() throws {
    let descriptor = try queue.readyDescriptor(of: .work)
    try queue.submit(to: .work, after: .seconds(2)) {}
    try queue.terminate()
    #expect(isReadable(descriptor))
    queue.dispatch(.work)
    #expect(!isReadable(descriptor))
  }

  // W6, Q73
  @Test func `an end that waits to be told makes it readable, on one port after the other`() throws
  {
    let (work, completion) = (
      try queue.readyDescriptor(of: .work), try queue.readyDescriptor(of: .completion)
    )
    try queue.terminate { log.append(true) }
    #expect(isReadable(work) && !isReadable(completion))
    queue.dispatch(.work)
    #expect(!isReadable(work) && isReadable(completion))
    queue.dispatch(.completion)
    #expect(!isReadable(work) && !isReadable(completion))
    #expect(log.entries == [true])
  }

  // W6, Q64
  @Test func `a waiter that fires makes it readable`() async throws {
    try await onThread {
      let descriptor = try queue.readyDescriptor(of: .work)
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { _ in }
      signal.send()
      #expect(isReadable(descriptor, waiting: true))
      #expect(queue.dispatch(.work))
      #expect(!isReadable(descriptor))
    }
  }

  // W6, Q53
  @Test func `queues on one port share its descriptor`() throws {
    let other = TaskQueue(work: queue.port(.work), completion: queue.port(.work))
    let descriptor = try queue.readyDescriptor(of: .work)
    #expect(try PortRole.allCases.allSatisfy { try other.readyDescriptor(of: $0) == descriptor })
    try other.submit(to: .completion) {}
    #expect(isReadable(descriptor))
  }

  // W6, Q104
  @Test func `nothing is readable while all queues are suspended`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let descriptor = try queue.readyDescriptor(of: .work)
      try queue.submit(to: .work) {}
      TaskQueue.suspendAll()
      precondition(!isReadable(descriptor))
      try queue.submit(to: .work) {}
      precondition(!isReadable(descriptor))
      TaskQueue.resumeAll()
      precondition(isReadable(descriptor))
    }
  }

  // W6
  @Test func `the descriptor is closed with its port`() async {
    await #expect(processExitsWith: .success) {
      var queue: TaskQueue? = TaskQueue(work: .manual, completion: .manual)
      let descriptor = try queue!.readyDescriptor(of: .work)
      precondition(clinux_duplicate(descriptor) >= 0)
      queue = nil
      precondition(clinux_duplicate(descriptor) == -EBADF)
    }
  }

  // W6
  @Test func `a descriptor of a port that others dispatch is a mistake`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try TaskQueue(work: .threadPool, completion: .manual).readyDescriptor(of: .work)
    }
    #expect(result.says("readyDescriptor is for manual ports"))
  }

  /// Threads submit while others do nothing but wait for the descriptor and dispatch once.
  // W6
  @Test(arguments: [1, 3])
  func `no callback is missed by threads that wait for the descriptor`(dispatchers: Int)
    async throws
  {
    let ran = try await onThread {
      let queue = TaskQueue(work: .manual, completion: .immediate)
      let ran = Atomic(0)
      let submitters = Atomic(4)
      let descriptor = try queue.readyDescriptor(of: .work)
      inParallel(4 + dispatchers) { index in
        if index < 4 {
          for _ in 1...2_000 {
            try! queue.submit(to: .work) { _ in ran.add(1, ordering: .relaxed) }
          }
          let last = submitters.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
          if last { for _ in 1...dispatchers { try! queue.submit(to: .work) { _ in } } }
          if last { try! queue.terminate() }
        } else {
          while !queue.isTerminated(.work) {
            _ = isReadable(descriptor, waiting: dispatchers == 1)
            queue.dispatch(.work)
          }
        }
      }
      #expect(!isReadable(descriptor))
      return ran.load(ordering: .relaxed)
    }
    #expect(ran == 8_000)
  }
}

/// - Parameter waiting: until it is.
private func isReadable(_ descriptor: CInt, waiting: Bool = false) -> Bool {
  var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return poll(&polled, 1, waiting ? -1 : 0) == 1
}
