import TestSupport
import Testing

@testable import TaskQueues

@Suite("Notifications", .patience)
struct NotificationTests {
  private let source = NotificationSource<Int>()
  private let queue = TaskQueue(work: .manual, completion: .manual)
  private let log = Log<Int>()

  @Test func `reach every listener on its own port, in the order they were raised`() {
    let other = TaskQueue(work: .manual, completion: .manual)
    _ = source.register(on: queue) { [log] in log.append($0) }
    _ = source.register(on: other, .work) { [log] in log.append(10 * $0) }
    source.raise(1)
    source.raise(2)
    #expect(log.entries == [])
    queue.dispatchAll(.completion)
    #expect(log.entries == [1, 2])
    other.dispatchAll(.work)
    #expect(log.entries == [1, 2, 10, 20])
  }

  @Test func `reach a listener from its registration on`() {
    source.raise(1)
    _ = source.register(on: queue) { [log] in log.append($0) }
    source.raise(2)
    queue.dispatchAll(.completion)
    #expect(log.entries == [2])
  }

  @Test func `that were raised and not told are not told after the listener is removed`() {
    let token = source.register(on: queue) { [log] in log.append($0) }
    source.raise(1)
    #expect(source.unregister(token))
    queue.dispatchAll(.completion)
    source.raise(2)
    queue.dispatchAll(.completion)
    #expect(log.entries == [])
    #expect(source.unregister(token) && source.unregister(token, wait: true))
  }

  @Test func `may be raised, registered for and removed by a callback`() {
    let (source, queue, log) = (source, queue, log)
    _ = source.register(on: queue) { [unowned source] payload in
      log.append(payload)
      guard payload == 1 else { return }
      source.raise(2)
      _ = source.register(on: queue) { log.append(100 * $0) }
    }
    source.raise(1)
    while queue.dispatchAll(.completion) > 0 {}
    #expect(log.entries == [1, 2])
  }

  //  dispatcher        remover
  //  callback begins
  //                    unregister: false
  //                    unregister: false
  //  callback ends
  //                    unregister: true
  @Test func `say while a callback still runs that it does, if nobody waits`() async throws {
    let (source, queue) = (source, queue)
    let (begun, goOn) = (Gate(), Gate())
    let token = source.register(on: queue) { _ in
      begun.open()
      goOn.wait()
    }
    source.raise(1)
    try await onThread {
      let dispatcher = SystemThread(name: "dispatcher") { queue.dispatchAll(.completion) }
      begun.wait()
      #expect(!source.unregister(token))
      #expect(!source.unregister(token))
      goOn.open()
      dispatcher.join()
      #expect(source.unregister(token))
    }
    #expect(source.listenerCount == 0)
  }

  //  dispatcher        remover
  //  callback begins
  //                    unregister(wait) waits
  //  callback ends
  //                    true
  @Test func `wait at the removal for a callback that runs`() async throws {
    let (source, queue, log) = (source, queue, log)
    let (begun, goOn) = (Gate(), Gate())
    let token = source.register(on: queue) { payload in
      begun.open()
      goOn.wait()
      log.append(payload)
    }
    source.raise(1)
    source.raise(2)
    try await onThread {
      let dispatcher = SystemThread(name: "dispatcher") { queue.dispatchAll(.completion) }
      begun.wait()
      let remover = SystemThread(name: "remover") {
        #expect(source.unregister(token, wait: true))
        log.append(0)
      }
      goOn.open()
      remover.join()
      dispatcher.join()
    }
    #expect(log.entries.first == 1 && log.entries.last == 0)
  }

  @Test func `do not wait for the callback that removes itself`() {
    let (source, log) = (source, log)
    let token = Log<NotificationSource<Int>.Token>()
    token.append(
      source.register(on: queue) { payload in
        log.append(source.unregister(token.entries[0], wait: true) ? 1 : 0)
      })
    source.raise(1)
    source.raise(2)
    queue.dispatchAll(.completion)
    #expect(log.entries == [0])
    #expect(source.listenerCount == 0)
  }

  @Test func `let go of a listener whose queue terminates, and never tell it of that`() throws {
    let released = Log<String>()
    do {
      let canary = Canary { released.append("released") }
      _ = source.register(on: queue) { [log] payload in
        canary.sing()
        log.append(payload)
      }
    }
    source.raise(1)
    try queue.terminate()
    queue.dispatchAll(.completion)
    source.raise(2)
    queue.dispatchAll(.completion)
    #expect(log.entries == [])
    #expect(source.listenerCount == 0)
    #expect(released.entries == ["released"])
  }

  @Test func `may be registered for on a time-sensitive thread, and not be removed there`() throws {
    let (source, queue) = (source, queue)
    let violations = Log<String>()
    let before = TimeSensitiveThread.onViolation
    inParallel(1) { _ in
      TimeSensitiveThread.onViolation = .call { violations.append($0) }
      TimeSensitiveThread.isCurrent = true
      let token = source.register(on: queue) { _ in }
      source.raise(1)
      source.unregister(token)
    }
    TimeSensitiveThread.onViolation = before
    #expect(violations.entries.filter { $0.contains("register") } == ["Unregistering a listener"])
  }

  @Test func `come exactly once to each listener, whoever raises and removes meanwhile`()
    async throws
  {
    let (source, log) = (source, log)
    let (raisers, each) = (4, 200)
    let queue = TaskQueue(work: .threadPool, completion: .serializedThreadPool, environment: .own)
    _ = source.register(on: queue) { log.append($0) }
    try await onThread {
      inParallel(raisers + 1) { index in
        for number in 0..<each {
          if index == raisers {
            source.unregister(source.register(on: queue) { _ in }, wait: true)
          } else {
            source.raise(index * each + number)
          }
        }
      }
      log.wait(forCount: raisers * each)
    }
    #expect(log.entries.sorted() == Array(0..<(raisers * each)))
    for raiser in 0..<raisers {
      let own = log.entries.filter { $0 / each == raiser }
      #expect(own == own.sorted())
    }
    #expect(source.listenerCount == 1)
  }
}
