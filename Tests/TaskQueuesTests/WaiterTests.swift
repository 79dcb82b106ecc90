import CLinux
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import TaskQueues

/// One thread serves all descriptors in the order they become ready. So what a test does not expect is
/// looked for by a fence: another descriptor that is made ready after it.
@Suite(.timeLimit(.minutes(1))) struct WaiterTests {
  let log = Log<String>()
  let queue = TaskQueue(work: .manual, completion: .manual)

  /// Makes a signal and waits until it has come to the completion port: what was ready before it has come
  /// to its own port by then.
  func fence() throws {
    let signal = Signal()
    let token = try queue.registerWaiter(
      on: .completion, descriptor: signal.descriptor, kind: .consuming
    ) { _ in }
    signal.send()
    queue.dispatch(.completion, timeout: nil)
    queue.unregisterWaiter(token)
  }

  // MARK: When it calls back

  @Test(arguments: DispatchMode.allCases, [WaiterKind.level, .consuming])
  func `five signals one after another give five callbacks`(mode: DispatchMode, kind: WaiterKind)
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: kind) {
        if kind == .level && !$0 { signal.clear() }
        log.append("cancelled \($0)")
      }
      for number in 1...5 {
        signal.send()
        log.wait(forCount: number)
      }
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    #expect(log.entries == Array(repeating: "cancelled false", count: 5) + ["cancelled true"])
  }

  @Test func `a descriptor that stays ready calls back again only after each callback`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { [log] _ in log.append("called") }
      signal.send()
      for _ in 1...3 {
        queue.dispatch(.work, timeout: nil)
        try fence()
        #expect(queue.progress(of: .work).madeReady == queue.progress(of: .work).taken + 1)
      }
      queue.unregisterWaiter(token)
      #expect(log.entries.count == 3)
    }
  }

  @Test func `a level that is drained by its callback does not call again`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log] _ in
        signal.clear()
        log.append("called")
      }
      signal.send()
      queue.dispatch(.work, timeout: nil)
      try fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called"])
    }
  }

  @Test func `signals that came together are consumed by one callback`() async throws {
    try await onThread {
      let signal = Signal()
      for _ in 1...5 { signal.send() }
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("called") }
      queue.dispatch(.work, timeout: nil)
      try fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called"])
    }
  }

  @Test(arguments: ["queued", "running"])
  func `signals while the callback is under way give exactly one more`(moment: String) async throws
  {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in
        if moment == "running" && log.entries.isEmpty { for _ in 1...3 { signal.send() } }
        log.append("called")
      }
      signal.send()
      try fence()
      if moment == "queued" { for _ in 1...3 { signal.send() } }
      queue.dispatch(.work, timeout: nil)
      queue.dispatch(.work, timeout: nil)
      try fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["called", "called"])
    }
  }

  @Test func `a timer that has run down gives one callback`() async throws {
    try await onThread {
      let timer = clinux_timerfd()
      defer { close(timer) }
      _ = try queue.registerWaiter(on: .work, descriptor: timer, kind: .consuming) { [log] in
        log.append("cancelled \($0)")
      }
      _ = clinux_set_timerfd(timer, 1_000_000)
      queue.dispatch(.work, timeout: nil)
      try fence()
      #expect(!queue.dispatch(.work))
      #expect(log.entries == ["cancelled false"])
    }
  }

  @Test func `a waiter's callback keeps its place among the others`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("waiter") }
      try queue.submit(to: .work) { [log] in log.append("before") }
      signal.send()
      try fence()
      try queue.submit(to: .work) { [log] in log.append("after") }
      queue.dispatchAll(.work)
      #expect(log.entries == ["before", "waiter", "after"])
    }
  }

  @Test func `a writer that hangs up is told`() async throws {
    try await onThread {
      let pipe = Pipe()
      let token = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) {
        [log] _ in log.append("called")
      }
      pipe.closeWriting()
      queue.dispatch(.work, timeout: nil)
      queue.unregisterWaiter(token)
      #expect(log.entries == ["called"])
    }
  }

  @Test func `a pipe with room is writable`() async throws {
    try await onThread {
      let pipe = Pipe()
      let token = try queue.registerWaiter(
        on: .work, descriptor: pipe.writing, kind: .level, events: .writable
      ) { [log] _ in log.append("called") }
      queue.dispatch(.work, timeout: nil)
      queue.unregisterWaiter(token)
      #expect(log.entries == ["called"])
    }
  }

  @Test func `a descriptor that its owner has closed goes on`() async throws {
    try await onThread {
      let pipe = Pipe()
      _ = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) {
        [log] _ in log.append("called")
      }
      pipe.closeReading()
      pipe.write()
      #expect(queue.dispatch(.work, timeout: nil))
      #expect(log.entries == ["called"])
    }
  }

  // MARK: What is refused

  @Test func `a regular file is not waitable`() {
    let file = open("/proc/self/exe", O_RDONLY)
    defer { close(file) }
    #expect(throws: TaskQueueError.notWaitable) {
      try queue.registerWaiter(on: .work, descriptor: file, kind: .level) { _ in }
    }
  }

  @Test func `a process whose first waiter is refused serves the next one`() async {
    await #expect(processExitsWith: .success) {
      let queue = TaskQueue(work: .manual, completion: .manual)
      let file = open("/proc/self/exe", O_RDONLY)
      _ = try? queue.registerWaiter(on: .work, descriptor: file, kind: .level) { _ in }
      let signal = Signal()
      signal.send()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) { _ in }
      queue.dispatch(.work, timeout: nil)
    }
  }

  @Test(arguments: [CInt(-1), .max])
  func `a descriptor that is not open is not waitable`(descriptor: CInt) {
    #expect(throws: TaskQueueError.notWaitable) {
      try queue.registerWaiter(on: .work, descriptor: descriptor, kind: .level) { _ in }
    }
  }

  @Test(arguments: PortRole.allCases)
  func `a terminating queue takes no waiter`(port: PortRole) throws {
    let signal = Signal()
    try queue.terminate()
    #expect(throws: TaskQueueError.terminated) {
      try queue.registerWaiter(on: port, descriptor: signal.descriptor, kind: .level) { _ in }
    }
  }

  // MARK: Termination

  @Test(arguments: DispatchMode.allCases, PortRole.allCases)
  func `termination gives every waiter one cancelled callback`(mode: DispatchMode, port: PortRole)
    async throws
  {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signals = (1...3).map { _ in Signal() }
      for signal in signals {
        _ = try queue.registerWaiter(on: port, descriptor: signal.descriptor, kind: .consuming) {
          log.append("cancelled \($0)")
        }
      }
      try queue.terminate(wait: true) { log.append("terminated") }
      dispatchers.join()
    }
    #expect(log.entries == Array(repeating: "cancelled true", count: 3) + ["terminated"])
  }

  @Test func `a callback that was submitted before the termination is the cancelled one`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log] in log.append("cancelled \($0)")
      }
      signal.send()
      try fence()
      try queue.terminate()
      queue.dispatchAll(.work)
      queue.dispatchAll(.completion)
      #expect(log.entries == ["cancelled true"])
    }
  }

  @Test func `a callback that terminates its queue is followed by a cancelled one`() async throws {
    try await onThread {
      let signal = Signal()
      _ = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
        [log, queue] in
        log.append("cancelled \($0)")
        if !$0 { try! queue.terminate { log.append("terminated") } }
      }
      signal.send()
      queue.dispatch(.work, timeout: nil)
      while queue.dispatch(.work) || queue.dispatch(.completion) {}
      queue.dispatch(.completion)
      #expect(log.entries == ["cancelled false", "cancelled true", "terminated"])
    }
  }

  @Test func `a waiter of the completion port outlives the last handle of a terminating queue`()
    throws
  {
    let signal = Signal()
    do {
      let queue = TaskQueue(work: .manual, completion: .manual)
      _ = try queue.registerWaiter(
        on: .completion, descriptor: signal.descriptor, kind: .level
      ) { [log] in log.append("cancelled \($0)") }
      try queue.terminate { [log] in log.append("terminated") }
    }
    #expect(log.entries == ["cancelled true", "terminated"])
  }

  @Test func `waiters of other queues do not notice a termination`() async throws {
    try await onThread {
      let other = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      for owner in [other, queue] {
        _ = try owner.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
          [log] in log.append("\(owner === other ? "other" : "queue") \($0)")
        }
      }
      try other.terminate()
      other.dispatchAll(.work)
      signal.send()
      queue.dispatch(.work, timeout: nil)
      #expect(log.entries == ["other true", "queue false"])
      try queue.terminate()
      queue.dispatchAll(.work)
    }
  }

  // MARK: The last handle

  @Test(arguments: DispatchMode.allCases)
  func `a waiter holds no queue and vanishes with it`(mode: DispatchMode) throws {
    weak var core: QueueCore?
    let pipe = Pipe()
    do {
      let queue = TaskQueue(work: mode, completion: mode)
      core = queue.core
      let canary = Canary { [log] in log.append("released") }
      _ = try queue.registerWaiter(on: .work, descriptor: pipe.reading, kind: .level) { [log] _ in
        canary.sing()
        log.append("called")
      }
    }
    #expect(log.entries == ["released"])
    #expect(core == nil)
    pipe.closeReading()
    #expect(pipe.hasNoReader)
  }

  // MARK: Unregistering

  @Test func `a callback that was submitted does not run once its waiter is unregistered`()
    async throws
  {
    try await onThread {
      let signal = Signal()
      let canary = Canary { [log] in log.append("released") }
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { [log] _ in
        canary.sing()
        log.append("called")
      }
      _ = consume canary
      signal.send()
      try fence()
      queue.unregisterWaiter(token)
      #expect(log.entries == [])
      #expect(queue.dispatchAll(.work) == 1)
      #expect(log.entries == ["released"])
    }
  }

  @Test func `a waiter that is unregistered gets no cancelled callback`() throws {
    let signal = Signal()
    let token = try queue.registerWaiter(on: .work, descriptor: signal.descriptor, kind: .level) {
      [log] _ in log.append("called")
    }
    queue.unregisterWaiter(token)
    try queue.terminate()
    #expect(queue.dispatchAll(.work) == 0)
    #expect(log.entries == [])
  }

  @Test(arguments: DispatchMode.allCases)
  func `a waiter may be unregistered by its own callback`(mode: DispatchMode) async throws {
    let log = log
    try await onThread {
      let queue = TaskQueue(work: mode, completion: mode, environment: .own)
      let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
      let signal = Signal()
      let token = Log<WaiterToken>()
      let isKnown = Gate()
      let registered = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .level
      ) { _ in
        isKnown.wait()
        queue.unregisterWaiter(token.entries[0])
        log.append("called")
      }
      token.append(registered)
      isKnown.open()
      signal.send()
      log.wait(forCount: 1)
      try queue.terminate(wait: true)
      dispatchers.join()
    }
    #expect(log.entries == ["called"])
  }

  //   dispatcher          other               test
  //   callback begins
  //     waits             unregister begins
  //                                           lets the callback return
  //   has returned        unregister returns
  @Test func `unregistering waits for a callback that runs on another thread`() async throws {
    try await onThread {
      let signal = Signal()
      let began = Gate()
      let mayReturn = Gate()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in
        began.open()
        mayReturn.wait()
        log.append("returns")
      }
      signal.send()
      let dispatcher = SystemThread(name: "dispatcher") { [queue] in
        queue.dispatch(.work, timeout: nil)
      }
      began.wait()
      let other = SystemThread(name: "other") { [queue, log] in
        log.append("unregister begins")
        queue.unregisterWaiter(token)
        log.append("unregister returns")
      }
      log.wait(forCount: 1)
      mayReturn.open()
      dispatcher.join()
      other.join()
      #expect(log.entries == ["unregister begins", "returns", "unregister returns"])
    }
  }

  @Test func `an unknown token and another queue's are ignored`() async throws {
    try await onThread {
      let other = TaskQueue(work: .manual, completion: .manual)
      let signal = Signal()
      let token = try queue.registerWaiter(
        on: .work, descriptor: signal.descriptor, kind: .consuming
      ) { [log] _ in log.append("called") }
      queue.unregisterWaiter(WaiterToken(rawValue: .max))
      other.unregisterWaiter(token)
      signal.send()
      queue.dispatch(.work, timeout: nil)
      #expect(log.entries == ["called"])
    }
  }

  // MARK: Stress

  @Test(arguments: DispatchMode.allCases)
  func `callbacks neither overlap nor are cancelled twice, whatever happens at once`(
    mode: DispatchMode
  ) async throws {
    var random = SeededRandom.forStress()
    for _ in 1...20 {
      let seeds = (0..<3).map { _ in random.next() }
      try await onThread {
        let queue = TaskQueue(work: mode, completion: mode, environment: .own)
        let dispatchers = Dispatchers(of: queue, work: mode, completion: mode)
        let signals = (0..<4).map { _ in Signal() }
        let observed = Log<Observed>()
        inParallel(3) { index in
          var random = SeededRandom(seed: seeds[index])
          if index == 0 { for _ in 1...100 { signals.randomElement(using: &random)!.send() } }
          let turns = index == 0 ? 0 : 20
          for _ in 0..<turns {
            observe(queue, signals.randomElement(using: &random)!, observed, &random)
          }
          if index == 2 { try! queue.terminate() }
        }
        try queue.terminate(wait: true)
        dispatchers.join()
        for waiter in observed.entries {
          let counts = waiter.counts
          #expect(counts.overlaps == 0)
          #expect(counts.afterEnd == 0)
          #expect(counts.cancelled == 1 || (counts.isUnregistered && counts.cancelled == 0))
        }
      }
    }
  }

  /// Registers a waiter, sends a signal and unregisters it again, half of the time.
  private func observe(
    _ queue: TaskQueue, _ signal: Signal, _ observed: Log<Observed>, _ random: inout SeededRandom
  ) {
    let waiter = Observed()
    guard
      let token = try? queue.registerWaiter(
        on: PortRole.allCases.randomElement(using: &random)!, descriptor: signal.descriptor,
        kind: WaiterKind.allCases.randomElement(using: &random)!,
        { cancelled in
          waiter.begins(cancelled)
          signal.clear()
          waiter.returns()
        })
    else { return }
    observed.append(waiter)
    signal.send()
    if Bool.random(using: &random) {
      queue.unregisterWaiter(token)
      waiter.unregistered()
    }
  }
}
