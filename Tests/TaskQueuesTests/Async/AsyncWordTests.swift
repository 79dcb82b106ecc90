import Testing

@testable import TaskQueues

/// One call and whatever may happen to it, as counts: who is inside of what, what is on its way.
private struct Situation: Hashable {
  enum Party: Hashable { case nobody, begin, work, cancel, outside }

  var bits: UInt32
  let hasCallback: Bool
  var isBeginning = false
  var isWorking = false
  var isCancelling = false
  var isFetching = false
  /// Who has claimed completion and has not published.
  var claimant = Party.nobody
  /// DoWorks that the work port has.
  var arriving = 0
  /// Who is inside of a submit that the queue takes, or refuses.
  var submitting = 0
  var refusing = 0
  var isAwaited = false
  var isPosted = false
  // What has happened.
  var posts = 0
  var cancels = 0
  var wakes = 0
  var cleanups = 0
  var resumes = 0

  var word: AsyncWord { AsyncWord(bits: bits) }
  var isExecuting: Bool { isBeginning || isWorking || isCancelling || isFetching }

  /// The calls that begin with Begin, and those that begin with a DoWork on its way.
  static func first(hasCallback: Bool, isScheduled: Bool) -> Situation {
    let word = AsyncWord.started(hasCallback: hasCallback, isScheduled: isScheduled)
    var first = Situation(bits: word.bits, hasCallback: hasCallback)
    if isScheduled { first.arriving = 1 } else { first.isBeginning = true }
    return first
  }
}

private enum Event: Hashable, CaseIterable {
  case beginReturns
  case scheduleTaken, scheduleRefused, visit, submitReturns, refusalReturns
  case workArrives, workArrivesCancelled, workReturns
  case cancel, cancelReturns
  case claimInBegin, claimInWork, claimInCancel, claimOutside
  case publish, publishPayload, publishByReturning
  case callbackReturns
  case takePayload, payloadCopied
  case await

  /// Whether it is sure to come, and not up to somebody.
  var isOwed: Bool {
    switch self {
    case .beginReturns, .submitReturns, .refusalReturns, .workArrives, .workReturns, .cancelReturns,
      .publish, .callbackReturns, .payloadCopied:
      true
    default: false
    }
  }

  func isPossible(in now: Situation) -> Bool {
    switch self {
    case .beginReturns: now.isBeginning && now.claimant != .begin
    case .scheduleTaken: now.submitting + now.refusing < 2 && now.arriving < 2
    case .scheduleRefused, .visit: now.submitting + now.refusing < 2
    case .submitReturns: now.submitting > 0
    case .refusalReturns: now.refusing > 0
    case .workArrives, .workArrivesCancelled: now.arriving > 0
    case .workReturns: now.isWorking && now.claimant != .work
    case .cancel, .takePayload, .await: true
    case .cancelReturns: now.isCancelling && now.claimant != .cancel
    case .claimInBegin: now.isBeginning
    case .claimInWork: now.isWorking
    case .claimInCancel: now.isCancelling
    case .claimOutside: true
    case .publish, .publishPayload: now.claimant != .nobody
    case .publishByReturning: now.claimant == .work
    case .callbackReturns: now.isPosted
    case .payloadCopied: now.isFetching
    }
  }
}

extension Situation {
  /// What comes of an event, as the operation does it, and what is wrong with that.
  func after(_ event: Event) -> (next: Situation, wrong: [String]) {
    var (next, word, wrong) = (self, word, [String]())
    var actions: AsyncWord.Actions = []
    let wasOver = word.isOver

    func calls(_ isAllowed: Bool, _ what: String) {
      if !isAllowed || cleanups > 0 { wrong.append("\(what) is called") }
    }

    switch event {
    case .beginReturns:
      next.isBeginning = false
      actions = word.beginReturned()
    case .scheduleTaken:
      if word.schedule() == .submit {
        next.submitting += 1
        next.arriving += 1
        if arriving > 0 && !isWorking { wrong.append("two DoWorks are on their way") }
      }
    case .scheduleRefused:
      if word.schedule() == .submit { next.refusing += 1 }
    case .visit:
      if word.visit() {
        next.submitting += 1
        if resumes > 0 { wrong.append("a queue is visited that was let go") }
      }
    case .submitReturns:
      next.submitting -= 1
      actions = word.submitted()
    case .refusalReturns:
      next.refusing -= 1
      actions = word.scheduleRefused()
    case .workArrives, .workArrivesCancelled:
      next.arriving -= 1
      if case .run = word.workArrives(cancelled: event == .workArrivesCancelled) {
        calls(!isWorking && !self.word.isComplete, "DoWork")
        next.isWorking = true
      }
    case .workReturns:
      next.isWorking = false
      switch word.workReturned() {
      case .again:
        calls(!self.word.isComplete, "DoWork")
        next.isWorking = true
      case .leave(let asked): actions = asked
      }
    case .cancel:
      if word.cancel() {
        calls(cancels == 0 && !self.word.isComplete, "Cancel")
        next.isCancelling = true
        next.cancels += 1
      }
    case .cancelReturns:
      next.isCancelling = false
      actions = word.cancelReturned()
    case .claimInBegin: if word.claim() { next.claimant = .begin }
    case .claimInWork: if word.claim() { next.claimant = .work }
    case .claimInCancel: if word.claim() { next.claimant = .cancel }
    case .claimOutside: if word.claim() { next.claimant = .outside }
    case .publish, .publishPayload:
      next.claimant = .nobody
      actions = word.publish(withPayload: event == .publishPayload, by: .anybody)
    case .publishByReturning:
      next.claimant = .nobody
      next.isWorking = false
      actions = word.publish(withPayload: false, by: .returningWork)
    case .callbackReturns:
      next.isPosted = false
      actions = word.callbackReturned()
    case .takePayload:
      if word.takePayload() == .taken {
        calls(!isFetching, "GetResult")
        next.isFetching = true
      }
    case .payloadCopied:
      next.isFetching = false
      actions = word.payloadCopied()
    case .await:
      if word.await() { next.isAwaited = true }
    }
    if next.claimant != claimant && claimant != .nobody && next.claimant != .nobody {
      wrong.append("two have claimed completion")
    }
    if self.word.isComplete && !word.isComplete { wrong.append("an outcome was taken back") }

    if actions.contains(.post) {
      next.posts += 1
      next.isPosted = true
    }
    if actions.contains(.saySubmitted) { next.submitting += 1 }
    if actions.contains(.wake) {
      next.wakes += 1
      if wasOver || !word.isOver { wrong.append("woken while not over, or twice") }
    }
    if actions.contains(.cleanUp) {
      next.cleanups += 1
      if next.isExecuting || !word.isComplete || word.hasPayload {
        wrong.append("Cleanup is early")
      }
    }
    if actions.contains(.resume) {
      next.resumes += 1
      if !word.isOver || next.submitting + next.refusing > 0 { wrong.append("the queue is let go") }
    }
    next.bits = word.bits
    return (next, wrong + next.wrongInItself)
  }

  private var wrongInItself: [String] {
    var wrong: [String] = []
    if posts > 1 || wakes > 1 || cleanups > 1 || resumes > 1 || cancels > 1 {
      wrong.append("something is done twice")
    }
    if word.isComplete && posts != (hasCallback ? 1 : 0) {
      wrong.append("the callback is not posted")
    }
    if word.isOver && isAwaited && wakes == 0 { wrong.append("nobody is woken") }
    if word.isOver && isPosted { wrong.append("over, with the callback outstanding") }
    return wrong
  }

  /// What is wrong if nothing more is going to happen.
  var wrongAtTheEnd: [String] {
    guard word.isComplete else { return [] }
    var wrong: [String] = []
    if !word.isOver { wrong.append("complete and never over") }
    if resumes != 1 { wrong.append("the termination is held up") }
    if cleanups != (word.hasPayload ? 0 : 1) { wrong.append("no Cleanup") }
    return wrong
  }
}

@Suite(.timeLimit(.minutes(2))) struct AsyncWordTests {
  @Test(arguments: [false, true], [false, true])
  func `every event in every state that can be reached keeps the promises`(
    hasCallback: Bool, isScheduled: Bool
  ) {
    let first = Situation.first(hasCallback: hasCallback, isScheduled: isScheduled)
    var seen: Set<Situation> = [first]
    var left = [first]
    var wrong: Set<String> = []
    while let now = left.popLast() {
      var isAtTheEnd = true
      for event in Event.allCases where event.isPossible(in: now) {
        if event.isOwed { isAtTheEnd = false }
        let (next, complaints) = now.after(event)
        wrong.formUnion(complaints.map { "\(event): \($0)" })
        if complaints.isEmpty && seen.insert(next).inserted { left.append(next) }
      }
      if isAtTheEnd { wrong.formUnion(now.wrongAtTheEnd) }
    }
    #expect(wrong == [])
    #expect(seen.count > 1000)
  }

  // MARK: Cleanup, line by line

  private func started(hasCallback: Bool = true) -> AsyncWord {
    .started(hasCallback: hasCallback, isScheduled: true)
  }

  @Test func `work that completes by returning is cleaned up before its callback`() {
    var word = started()
    _ = word.workArrives(cancelled: false)
    _ = word.claim()
    #expect(word.publish(withPayload: false, by: .returningWork) == [.post, .cleanUp])
    #expect(word.callbackReturned() == .resume)
  }

  @Test func `a call completed from elsewhere is cleaned up after its callback`() {
    var word = started()
    _ = word.claim()
    #expect(word.publish(withPayload: false, by: .anybody) == [.post, .saySubmitted])
    #expect(word.submitted() == [])
    #expect(word.callbackReturned() == [.cleanUp, .resume])
  }

  @Test func `a call completed from elsewhere while it works is cleaned up when the work returns`()
  {
    var word = started()
    _ = word.workArrives(cancelled: false)
    _ = word.claim()
    _ = word.publish(withPayload: false, by: .anybody)
    #expect(word.workReturned() == .leave(.cleanUp))
  }

  @Test func `a call without a callback is cleaned up by who completes it`() {
    var word = started(hasCallback: false)
    _ = word.claim()
    #expect(word.publish(withPayload: false, by: .anybody) == [.cleanUp, .resume])
  }

  @Test func `Cleanup waits for a Cancel that is executing`() {
    var word = started(hasCallback: false)
    _ = word.cancel()
    _ = word.claim()
    #expect(word.publish(withPayload: false, by: .anybody) == .resume)
    #expect(word.cancelReturned() == .cleanUp)
  }

  @Test func `a payload is waited for, and so are its callback and its worker`() {
    var word = started()
    _ = word.workArrives(cancelled: false)
    _ = word.claim()
    _ = word.publish(withPayload: true, by: .anybody)
    #expect(word.takePayload() == .taken)
    #expect(word.payloadCopied() == [])
    #expect(word.workReturned() == .leave([]))
    _ = word.submitted()
    #expect(word.callbackReturned() == [.cleanUp, .resume])
  }

  @Test func `a payload is taken by the first who asks`() {
    var word = started(hasCallback: false)
    #expect(word.takePayload() == .pending)
    _ = word.claim()
    _ = word.publish(withPayload: true, by: .anybody)
    #expect(word.takePayload() == .taken)
    #expect(word.takePayload() == .alreadyTaken)
    #expect(word.payloadCopied() == .cleanUp)
  }

  // MARK: The latch

  @Test func `a call is scheduled once at a time, and not once it is complete`() {
    var word = started()
    #expect(word.schedule() == .alreadyScheduled)
    _ = word.workArrives(cancelled: false)
    #expect(word.schedule() == .submit)
    _ = word.scheduleRefused()
    #expect(word.schedule() == .submit)
    _ = word.claim()
    #expect(word.schedule() == .alreadyComplete)
  }

  @Test func `work that comes while work is executing follows it, cancelled where it came so`() {
    var word = started()
    _ = word.workArrives(cancelled: false)
    _ = word.schedule()
    #expect(word.workArrives(cancelled: true) == .parked)
    #expect(word.schedule() == .alreadyScheduled)
    #expect(word.workReturned() == .again(cancelled: true))
  }
}
