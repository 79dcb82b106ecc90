import TestSupport

@testable import TaskQueues

/// Queues on a stepper, and what was asked of them and came of it, each event with its place in the order
/// of all. It knows nothing of how queues work: `History+Rules.swift` says what must hold.
// @unchecked: everything happens on the stepper's thread.
final class History: @unchecked Sendable {
  /// A queue as long as it has a handle, and which ports it is on.
  final class Member: @unchecked Sendable {
    let number: Int
    let ports: [PortRole: Int]
    fileprivate(set) var queue: TaskQueue?
    fileprivate(set) weak var core: QueueCore?
    /// The handle was let go of; somebody may be in a call with it.
    fileprivate(set) var closed: Int?
    /// Nobody was in a call with it any more.
    fileprivate(set) var gone: Int?
    fileprivate var users = 0

    fileprivate init(number: Int, ports: [PortRole: Int], queue: TaskQueue) {
      self.number = number
      self.ports = ports
      self.queue = queue
      core = queue.core
    }
  }

  struct Call {
    let queue: Int
    let role: PortRole
    let port: Int
    let isDelayed: Bool
    let isPlain: Bool
    let due: Instant
    let submitBegan: Int
    var submitEnded = Int.max
    /// When it was put on the port, on the clock.
    var submittedAt: Instant
    var isAccepted = false
    var begins: [Int] = []
    var beganAt = Instant.distantFuture
    var isCancelled = false
    var returned = Int.max
    var released = Int.max

    var began: Int { begins.first ?? .max }
  }

  struct Ending {
    let queue: Int
    let called: Int
    var returned = Int.max
    var told: [Int] = []
  }

  struct Suspension {
    let queue: Int
    let began: Int
    var ended = Int.max
    var isAccepted = false
    var resumed = Int.max
  }

  let stepper: SeededStepper
  private(set) var modes: [DispatchMode] = []
  private(set) var members: [Member] = []
  private(set) var calls: [Call] = []
  private(set) var endings: [Ending] = []
  private(set) var suspensions: [Suspension] = []
  /// How many callbacks of each port are between their begin and their return, and were at most.
  private(set) var inside: [Int] = []
  private(set) var mostInside: [Int] = []
  private var place = 0

  init(_ stepper: SeededStepper) { self.stepper = stepper }

  func next() -> Int {
    place += 1
    return place
  }

  // MARK: Queues

  /// A queue with ports of its own.
  func queue(_ work: DispatchMode, _ completion: DispatchMode) -> Member {
    let first = modes.count
    modes += [work, completion]
    inside += [0, 0]
    mostInside += [0, 0]
    let queue = TaskQueue(
      work: work, completion: completion, environment: stepper.environment)
    return add(queue, [.work: first, .completion: first + 1])
  }

  /// A queue on two ports of others. Nil where these have no handle any more.
  func composite(_ work: (Member, PortRole), _ completion: (Member, PortRole)) -> Member? {
    guard let workPort = work.0.queue?.port(work.1),
      let completionPort = completion.0.queue?.port(completion.1)
    else { return nil }
    let queue = TaskQueue(work: workPort, completion: completionPort)
    return add(
      queue, [.work: work.0.ports[work.1]!, .completion: completion.0.ports[completion.1]!])
  }

  private func add(_ queue: TaskQueue, _ ports: [PortRole: Int]) -> Member {
    let member = Member(number: members.count, ports: ports, queue: queue)
    members.append(member)
    return member
  }

  /// Lets go of the handle of a queue.
  func close(_ member: Member) {
    guard member.queue != nil else { return }
    member.closed = next()
    with(member) { _ in member.queue = nil }
  }

  @discardableResult
  func with<R>(_ member: Member, _ body: (TaskQueue) -> R) -> R? {
    guard member.queue != nil else { return nil }
    member.users += 1
    let result = member.queue.map(body)
    member.users -= 1
    if member.users == 0 && member.closed != nil { member.gone = next() }
    return result
  }

  /// Somebody who dispatches a port while the queue has a handle. Not for automatic ports only.
  func dispatcher(_ name: String, _ member: Member, _ role: PortRole) {
    stepper.actor(name) { [self] in
      with(member) { stepper.dispatch($0, role) } ?? .finished
    }
  }

  // MARK: What is asked of them

  /// - Parameter body: what the callback does.
  @discardableResult
  func submit(
    _ member: Member, _ role: PortRole, after delay: Duration = .zero, plain isPlain: Bool = false,
    _ body: @escaping @Sendable () -> Void = {}
  ) -> Bool {
    with(member) { queue in
      let id = calls.count
      calls.append(
        Call(
          queue: member.number, role: role, port: member.ports[role]!, isDelayed: delay > .zero,
          isPlain: isPlain, due: stepper.now.advanced(by: delay), submitBegan: next(),
          submittedAt: stepper.now))
      do {
        if isPlain {
          try queue.submit(to: role, after: delay, plainCallback(id, body))
        } else {
          try queue.submit(to: role, after: delay, callback(id, body))
        }
        calls[id].isAccepted = true
      } catch {}
      calls[id].submitEnded = next()
      if delay > .zero { calls[id].submittedAt = stepper.now }
      return calls[id].isAccepted
    } ?? false
  }

  private func callback(_ id: Int, _ body: @escaping @Sendable () -> Void)
    -> @Sendable (Bool) -> Void
  {
    let canary = Canary { [self] in released(id) }
    return { [self] cancelled in
      canary.sing()
      run(id, cancelled, body)
    }
  }

  private func plainCallback(_ id: Int, _ body: @escaping @Sendable () -> Void)
    -> @Sendable () -> Void
  {
    let canary = Canary { [self] in released(id) }
    return { [self] in
      canary.sing()
      run(id, false, body)
    }
  }

  private func run(_ id: Int, _ cancelled: Bool, _ body: () -> Void) {
    calls[id].begins.append(next())
    calls[id].beganAt = stepper.now
    calls[id].isCancelled = cancelled
    let port = calls[id].port
    inside[port] += 1
    mostInside[port] = max(mostInside[port], inside[port])
    body()
    stepper.pause()
    inside[port] -= 1
    calls[id].returned = next()
  }

  private func released(_ id: Int) {
    calls[id].released = next()
    stepper.pause()
  }

  /// - Parameter body: what the termination callback does.
  func terminate(_ member: Member, _ body: @escaping @Sendable () -> Void = {}) {
    with(member) { queue in
      let id = endings.count
      endings.append(Ending(queue: member.number, called: next()))
      try! queue.terminate { [self] in
        endings[id].told.append(next())
        body()
        stepper.pause()
      }
      endings[id].returned = next()
    }
  }

  /// - Returns: what takes it back, once; nil if it was refused.
  func suspend(_ member: Member) -> (() -> Void)? {
    with(member) { queue in
      let id = suspensions.count
      suspensions.append(Suspension(queue: member.number, began: next()))
      suspensions[id].isAccepted = (try? queue.suspendTermination()) != nil
      suspensions[id].ended = next()
      guard suspensions[id].isAccepted else { return nil }
      return { [self] in
        suspensions[id].resumed = next()
        with(member) { $0.resumeTermination() }
      }
    } ?? nil
  }
}

extension History.Call: CustomStringConvertible {
  /// In a fault: what it was, and the places of what came of it.
  var description: String {
    func place(_ place: Int) -> String { place == .max ? "–" : "\(place)" }
    let kind = "\(isPlain ? "plain " : "")\(isDelayed ? "due \(due.microseconds) " : "")\(role)"
    let times = [submitBegan, submitEnded, began, returned, released].map(place)
    return "(\(kind) of queue \(queue) on port \(port) at \(submittedAt.microseconds): "
      + times.joined(separator: " ") + ")"
  }
}

extension Instant {
  fileprivate var microseconds: Int64 { Instant.zero.duration(to: self).wholeNanoseconds / 1000 }
}
