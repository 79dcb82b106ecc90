import TestSupport
import Testing

@testable import TaskQueues

/// Chapter 2.5 of the model, Q43 and Q45–Q47: a dispatch serves the port, and waits for one queue.
@Suite(.patience) struct DispatchSharedPortTests {
  let root = TaskQueue(work: .manual, completion: .manual)
  let other: TaskQueue
  let log = Log<String>()

  init() { other = TaskQueue(work: root.port(.work), completion: root.port(.completion)) }

  // Q43
  @Test func `a dispatch runs the next callback, whichever queue of the port it came through`()
    throws
  {
    try other.submit(to: .work) { [log] in log.append("other") }
    try root.submit(to: .work) { [log] in log.append("root") }
    #expect(root.dispatch(.work))
    #expect(other.dispatch(.work))
    #expect(log.entries == ["other", "root"])
  }

  // Q45
  @Test(arguments: [Duration.zero, nil])
  func
    `a dispatch for a queue that has ended runs what others have on its port, and waits for nothing`(
      timeout: Duration?
    ) async throws
  {
    let answers = try await onThread {
      try other.terminate()
      other.dispatchAll(.work)
      try root.submit(to: .work) { log.append("root") }
      return (1...2).map { _ in other.dispatch(.work, timeout: timeout) }
    }
    #expect(answers == [true, false])
    #expect(log.entries == ["root"])
  }

  // Q46
  @Test func `a dispatch that may wait runs what is cancelled, and then delivers the end`()
    async throws
  {
    let answers = try await onThread {
      for _ in 1...2 { try root.submit(to: .work) { log.append("cancelled \($0)") } }
      try root.terminate { log.append("ended") }
      let work = (1...3).map { _ in root.dispatch(.work, timeout: nil) }
      return work + [root.dispatch(.completion, timeout: nil)]
    }
    #expect(answers == [true, true, false, false])
    #expect(log.entries == ["cancelled true", "cancelled true", "ended"])
  }

  // Q46
  @Test func `the call that runs the last callback may deliver the end`() throws {
    try root.submit(to: .completion) { [log] in log.append("cancelled \($0)") }
    try root.terminate { [log] in log.append("ended") }
    root.dispatch(.work)
    #expect(root.dispatch(.completion))
    #expect(log.entries == ["cancelled true", "ended"])
  }

  // Q47
  @Test func `a callback lets go of one of the threads that wait, and the end of all others`()
    async throws
  {
    let answers = try await onThread {
      let answers = Log<Bool>()
      let waiters = (1...3).map { _ in
        SystemThread(name: "waiter") { answers.append(root.dispatch(.work, timeout: nil)) }
      }
      try root.submit(to: .work) {}
      answers.wait(forCount: 1)
      try root.terminate()
      for waiter in waiters { waiter.join() }
      return answers.entries
    }
    #expect(answers == [true, false, false])
  }

  //   first                 second                    test
  //   callback begins
  //     waits                                         terminate
  //                         dispatch without end
  //     returns                                       lets it return
  //   has told the end      returns false
  // Q50
  @Test func `a second dispatcher waits for the end behind a callback that takes long`()
    async throws
  {
    let answers = try await onThread {
      let (began, mayReturn) = (Gate(), Gate())
      let answers = Log<Bool>()
      try root.submit(to: .work) {
        began.open()
        mayReturn.wait()
      }
      let first = SystemThread(name: "first") { root.dispatch(.work) }
      began.wait()
      try root.terminate()
      let second = SystemThread(name: "second") {
        answers.append(root.dispatch(.work, timeout: nil))
      }
      mayReturn.open()
      first.join()
      second.join()
      return answers.entries
    }
    #expect(answers == [false])
    #expect(root.isTerminated(.work))
  }
}
