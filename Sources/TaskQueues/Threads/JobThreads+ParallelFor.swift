extension JobThreads {
  /// Has the job threads and the calling thread do a piece of work together, and returns when all of it
  /// is done.
  ///
  /// The range `0..<count` is cut into chunks of `grain`, the last one perhaps shorter; `body` is called
  /// once for each. A thread that is done with one takes the next, in order. Choose `grain` so that a
  /// chunk takes some ten microseconds or more: then handing it out costs nothing that matters.
  ///
  /// Job threads come as they are free, after what is waiting on the work port. Those that never do are
  /// not waited for: the caller then does all the work, as it does where the queue is terminated. So a
  /// chunk must not wait for another one. Nothing is allocated once the work port has its working size.
  ///
  /// Threading: any thread, in the middle of a frame, and inside of `body`.
  public func parallelFor(count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void) {
    precondition(
      count >= 0, "parallelFor cannot do something \(count) times: count is 0 or more")
    precondition(grain > 0, "parallelFor with chunks of \(grain) never ends: grain is 1 or more")
    if count <= grain {
      if count > 0 { body(0..<count) }
      return
    }
    var call = ParallelCall(count: count, grain: grain, body)
    withUnsafeMutablePointer(to: &call) { call in
      guard let slot = slots.first(where: { $0.take() }) else { return call.pointee.work() }
      ask(for: slot.open(call, helpers: min(self.count, call.pointee.chunks - 1)), slot)
      call.pointee.work()
      slot.close()
    }
  }

  /// Each helper keeps its slot alive until it has come.
  private func ask(for helpers: Int, _ slot: ParallelSlot) {
    for asked in 0..<helpers {
      let context = Unmanaged.passRetained(slot)
      do {
        try queue.submit(to: .work, help, context.toOpaque())
      } catch {
        context.release()
        return slot.refused(helpers - asked)
      }
    }
  }
}

private let help: @convention(c) (UnsafeMutableRawPointer?, Bool) -> Void = { context, cancelled in
  guard let context else { return }
  Unmanaged<ParallelSlot>.fromOpaque(context).takeRetainedValue().help(isRefusing: cancelled)
}
