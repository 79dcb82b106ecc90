import TestSupport

@testable import TaskQueues

/// What must hold of every history, in whatever order things were done.
///
/// Where a call was still under way its effect may or may not have been there yet: a rule speaks only of
/// what was over before the other began.
extension History {
  /// Checks all that holds when nobody has anything left to do.
  func checkAtRest() {
    checkCalls()
    checkOrder()
    checkEndings()
    checkSuspensions()
  }

  /// Checks that nothing at all is left, once every queue has been terminated or let go of.
  func checkAtEnd() {
    checkAtRest()
    for (id, call) in calls.enumerated() {
      expect(call.released < .max, "callback \(id) \(call) was never let go of")
      if call.isAccepted { expect(hasRun(call), "callback \(id) \(call) never ran") }
    }
    for member in members { close(member) }
    stepper.run()
    for member in members { expect(member.core == nil, "queue \(member.number) is still alive") }
  }

  // MARK: Callbacks

  private func checkCalls() {
    for (id, call) in calls.enumerated() {
      expect(call.begins.count <= 1, "callback \(id) \(call) ran \(call.begins.count) times")
      if !call.isAccepted { expect(!hasRun(call), "callback \(id) \(call) was refused and ran") }
      if call.isAccepted && call.due <= stepper.now {
        expect(hasRun(call), "callback \(id) \(call) is stranded")
      }
      checkAcceptance(id, call)
      checkCancellation(id, call)
    }
    for (port, mode) in modes.enumerated() where mode == .serializedThreadPool {
      expect(
        mostInside[port] <= 1, "\(mostInside[port]) callbacks at once on serialized port \(port)")
    }
  }

  /// A plain closure that was cancelled has run when it was let go of.
  private func wasLetGoOf(_ call: Call) -> Bool {
    call.isPlain && call.isAccepted && call.begins.isEmpty && call.released < .max
  }

  private func hasRun(_ call: Call) -> Bool { !call.begins.isEmpty || wasLetGoOf(call) }
  private func began(_ call: Call) -> Int { wasLetGoOf(call) ? call.released : call.began }

  /// A closure that was not called is let go of by whoever had it last, its submitter perhaps.
  private func isBeginKnown(_ call: Call) -> Bool {
    !call.begins.isEmpty || (wasLetGoOf(call) && call.submitEnded < call.released)
  }

  private func checkAcceptance(_ id: Int, _ call: Call) {
    let endings = endings.filter { $0.queue == call.queue }
    let isBeforeAll = endings.allSatisfy { call.submitEnded < $0.called }
    if isBeforeAll {
      expect(call.isAccepted, "callback \(id) \(call) was refused without termination")
    }
    switch call.role {
    case .work:
      if endings.contains(where: { $0.returned < call.submitBegan }) {
        expect(!call.isAccepted, "work \(id) was taken after terminate")
      }
    case .completion:
      if endings.contains(where: { $0.told.contains { $0 < call.submitBegan } }) {
        expect(!call.isAccepted, "completion \(id) was taken after the end")
      }
      if isWorkUnderWay(during: call) {
        expect(call.isAccepted, "completion \(id) was refused while there was work")
      }
    }
  }

  private func isWorkUnderWay(during call: Call) -> Bool {
    let byWork = calls.contains { work in
      work.queue == call.queue && work.role == .work && work.isAccepted
        && work.submitEnded < call.submitBegan && !wasLetGoOf(work)
        && work.returned > call.submitEnded
    }
    return byWork
      || suspensions.contains {
        $0.queue == call.queue && $0.isAccepted && $0.ended < call.submitBegan
          && $0.resumed > call.submitEnded
      }
  }

  private func checkCancellation(_ id: Int, _ call: Call) {
    guard hasRun(call) else { return }
    let endings = endings.filter { $0.queue == call.queue }
    let isCancelled = call.isCancelled || wasLetGoOf(call)
    let wasAbandoned = abandoned(call.port, before: began(call))
    if endings.allSatisfy({ began(call) < $0.called }) && !wasAbandoned {
      expect(!isCancelled, "callback \(id) \(call) was cancelled before terminate")
      expect(call.beganAt >= call.due, "callback \(id) \(call) ran early")
    }
    if endings.contains(where: { $0.returned < began(call) }) {
      expect(isCancelled, "callback \(id) \(call) was not cancelled after terminate")
    }
  }

  /// Whether all queues on a manual port had been let go of.
  private func abandoned(_ port: Int, before place: Int) -> Bool {
    modes[port] == .manual
      && members.allSatisfy { !$0.ports.values.contains(port) || $0.closed ?? .max < place }
  }

  // MARK: Order

  private func checkOrder() {
    for (port, mode) in modes.enumerated() where mode == .manual || mode == .serializedThreadPool {
      let ran = calls.enumerated().filter { $1.port == port && isBeginKnown($1) }
        .sorted { began($0.element) < began($1.element) }
      for late in ran.indices {
        for early in ran[..<late].indices where mustPrecede(ran[late].element, ran[early].element) {
          expect(
            false,
            "\(ran[late].element) ran after \(ran[early].element)"
          )
        }
      }
    }
  }

  /// Whether `a` was ready before `b`, by what was asked for alone.
  private func mustPrecede(_ a: Call, _ b: Call) -> Bool {
    switch (a.isDelayed, b.isDelayed) {
    case (false, false):
      return a.submitBegan < b.submitBegan
    case (false, true):
      return a.submittedAt < b.due && !hasEnding(b, before: a.submitBegan)
    case (true, true):
      guard (a.due, a.submitEnded) < (b.due, b.submitEnded), a.submittedAt < b.due else {
        return false
      }
      // Of a queue that ends the work becomes ready first, and what other queues delay not at all.
      return (a.queue, a.role) == (b.queue, b.role)
        || !(hasEnding(a, before: .max) || hasEnding(b, before: .max))
    case (true, false):
      return false
    }
  }

  /// Whether a delayed callback may have become ready because its queue ended.
  private func hasEnding(_ call: Call, before place: Int) -> Bool {
    endings.contains { $0.queue == call.queue && $0.called < place }
      || abandoned(call.port, before: place)
  }

  // MARK: Endings

  private func checkEndings() {
    for ending in endings {
      let isHeld = suspensions.contains {
        $0.queue == ending.queue && $0.isAccepted && $0.resumed == .max
      }
      let expected = isHeld ? 0 : 1
      expect(
        ending.told.count == expected,
        "a termination of queue \(ending.queue) was told \(ending.told.count) times")
    }
    for member in members {
      guard let first = endings.filter({ $0.queue == member.number }).flatMap(\.told).min() else {
        continue
      }
      for (id, call) in calls.enumerated() where call.queue == member.number && call.isAccepted {
        expect(
          wasLetGoOf(call) || call.returned < first,
          "callback \(id) \(call) was not over at the end")
        // Until then the submitting thread has it, too.
        if call.submitEnded < began(call) {
          expect(call.released < first, "callback \(id) \(call) was still held at the end")
        }
      }
    }
  }

  private func checkSuspensions() {
    for suspension in suspensions {
      let endings = endings.filter { $0.queue == suspension.queue }
      if endings.allSatisfy({ suspension.ended < $0.called }) {
        expect(suspension.isAccepted, "a suspension was refused without termination")
      }
      if endings.contains(where: { $0.returned < suspension.began }) {
        expect(!suspension.isAccepted, "a suspension was taken after terminate")
      }
      guard suspension.isAccepted else { continue }
      for told in endings.flatMap(\.told) {
        expect(
          told < suspension.began || told > suspension.resumed,
          "a suspended termination was told")
      }
    }
  }

  private func expect(_ isSo: Bool, _ message: @autoclosure () -> String) {
    stepper.expect(isSo, message())
  }
}
