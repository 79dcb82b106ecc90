import TaskQueues

extension GameContext {
  /// Does a piece of work on all processors together, and returns when all of it is done: in the middle of a
  /// tick or a draw.
  ///
  ///     context.parallelFor(boids.count, minimumChunk: 512) { [now, next] range in
  ///       for boid in range { next[boid] = now[boid].moved() }
  ///     }
  ///
  /// `body` is called for parts of `0..<count` that are told by the machine and change from run to run, on job
  /// threads and on the calling one. So let each index read what no other one writes, and write what is its
  /// own: then the result is the same whatever the number of threads, and also where there are no job threads,
  /// as in headless play: there `body` is called once, for all.
  ///
  /// Nothing is allocated, but for what `body` does.
  ///
  /// - Parameter minimumChunk: how many are worth being handed to another thread; about ten microseconds of work
  ///   or more.
  public func parallelFor(
    _ count: Int, minimumChunk: Int = 1, _ body: @Sendable (Range<Int>) -> Void
  ) {
    precondition(
      count >= 0, "parallelFor cannot do something \(count) times: count is 0 or more")
    precondition(
      minimumChunk > 0, "parallelFor with chunks of \(minimumChunk) never ends: give 1 or more")
    guard let jobThreads else {
      if count > 0 { body(0..<count) }
      return
    }
    // Some for each thread: one that is late, or has the harder part, is not waited for by all others.
    let parts = (jobThreads.count + 1) * 8
    jobThreads.parallelFor(
      count: count, grain: max(minimumChunk, (count + parts - 1) / parts), body)
  }
}
