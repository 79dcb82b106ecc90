import GameLoop
import TaskQueues
import TestSupport
import Testing

/// Everything here is on one thread: the loop does the work itself.
@Suite("Tasks in the frame", .patience)
struct FrameTaskTests {
  /// Runs frames and gives what the game and its tasks did in each.
  private func frames(_ count: Int, of loop: FrameLoop<ProbeGame>) -> [[String]] {
    (0..<count).map { _ in
      loop.runFrame()
      return loop.game.takeCalls()
    }
  }

  /// A loop whose game starts a task in its first tick.
  private func loop(
    _ task: @escaping @MainActor (GameContext, ProbeGame) async throws -> Void
  ) throws -> FrameLoop<ProbeGame> {
    let loop = try probeLoop()
    let (context, game) = (loop.context, loop.game)
    game.onUpdate = { [unowned game] tick in
      guard tick.number == 0 else { return }
      Task {
        do {
          try await task(context, game)
        } catch is CancellationError {
          game.calls.append("cancelled")
        } catch {
          game.calls.append("\(error)")
        }
      }
    }
    return loop
  }

  @Test func `begin in the completions phase of the next frame`() throws {
    let loop = try loop { _, game in game.calls.append("task") }
    #expect(frames(2, of: loop) == [["tick 0", "draw 0"], ["task", "tick 1", "draw 1"]])
    loop.end()
  }

  @Test func `go on in the completion that brings a result, in order with the others`() throws {
    let loop = try loop { context, game in
      let number = try await context.queue.run { 42 }
      game.calls.append("result \(number)")
    }
    _ = frames(2, of: loop)
    try loop.context.run({ _ in }, completion: { _ in loop.game.calls.append("later") })
    #expect(frames(1, of: loop) == [["result 42", "later", "tick 2", "draw 2"]])
    loop.end()
  }

  @Test func `go on in the completions phase with the result of a block, behind its completion`()
    throws
  {
    let loop = try loop { context, game in
      let plain: AsyncBlock<Int> = try context.queue.run { _ in 42 }
      let told: AsyncBlock<Int> = try context.queue.run(
        { _ in 43 },
        onMainActor: { _ in
          game.calls.append("completion")
        })
      game.calls.append("result \(try await plain.value)")
      game.calls.append("result \(try await told.value)")
    }
    let calls = frames(5, of: loop)
    let first = try #require(calls.first { $0.contains("result 42") })
    let second = try #require(calls.first { $0.contains("result 43") })
    #expect(first.starts(with: ["result 42"]) || first.starts(with: ["completion", "result 42"]))
    #expect(second.first { $0 != "completion" && $0 != "result 42" } == "result 43")
    loop.end()
  }

  @Test func `share the budget of the completions`() throws {
    let loop = try probeLoop()
    let game = loop.game
    game.onUpdate = { [unowned game] tick in
      guard tick.number == 0 else { return }
      for number in 0..<5 { Task { game.calls.append("task \(number)") } }
    }
    let calls = frames(4, of: loop).map { $0.filter { $0.hasPrefix("task") } }
    #expect(calls == [[], ["task 0", "task 1"], ["task 2", "task 3"], ["task 4"]])
    loop.end()
  }

  @Test func `wait for the next frame`() throws {
    let loop = try loop { context, game in
      for _ in 0..<2 {
        game.calls.append("task")
        try await context.frame.next()
      }
      game.calls.append("end")
    }
    let calls = frames(5, of: loop).map { $0.first }
    #expect(calls == ["tick 0", "task", "task", "end", "tick 4"])
    loop.end()
  }

  @Test func `wait for ticks`() throws {
    let loop = try loop { context, game in
      try await context.loop.ticks(0)
      game.calls.append("now")
      try await context.loop.ticks(2)
      game.calls.append("two ticks later")
    }
    let calls = frames(6, of: loop).map { $0.first }
    #expect(calls == ["tick 0", "tick 1", "now", "tick 3", "two ticks later", "tick 5"])
    loop.end()
  }

  @Test func `sleep in game time, which follows the manual clock and stops in a pause`() throws {
    let loop = try loop { context, game in
      try await context.loop.sleep(for: .milliseconds(100))
      game.calls.append("awake")
    }
    let time = loop.context.loop
    _ = frames(2, of: loop)
    // Six ticks are 100 ms; one has passed since the task began. Then three, then the last two.
    let asleep = frames(3, of: loop)
    time.isPaused = true
    let paused = frames(50, of: loop)
    time.isPaused = false
    let rest = frames(4, of: loop)
    #expect(!(asleep + paused).contains { $0.contains("awake") })
    #expect(rest.map { $0.contains("awake") } == [false, false, true, false])
    loop.end()
  }

  @Test func `are awakened in the order of their times, and of their calls where these are equal`()
    throws
  {
    let loop = try probeLoop()
    let (context, game) = (loop.context, loop.game)
    game.onUpdate = { [unowned game] tick in
      guard tick.number == 0 else { return }
      Task {
        for (index, ticks) in [2, 1, 2, 1].enumerated() {
          Task.immediate {
            try await context.loop.ticks(ticks)
            game.calls.append("task \(index)")
          }
        }
      }
    }
    let calls = frames(10, of: loop).flatMap { $0.filter { $0.hasPrefix("task") } }
    #expect(calls == ["task 1", "task 3", "task 0", "task 2"])
    loop.end()
  }

  @Test func `see CancellationError when the loop ends, whatever they wait for`() throws {
    for wait in [
      { context in try await context.frame.next() },
      { context in try await context.loop.sleep(for: .seconds(100)) },
      { context in try await context.queue.run {} },
      { context in try await context.queue.run { (_: AsyncBlock<Void>) in }.value },
      { context in
        for await _ in context.gamepads.notifications(on: context.queue) {}
        throw CancellationError()
      },
    ] as [@MainActor (GameContext) async throws -> Void] {
      let loop = try loop { context, _ in try await wait(context) }
      _ = frames(1, of: loop)
      let isOver = frames(1, of: loop).joined().contains("cancelled")
      #expect(!isOver)
      loop.end()
      #expect(loop.game.takeCalls() == ["cancelled"])
    }
  }

  @Test func `of the game's scope see it, too, and run no completion after its end`() throws {
    let loop = try probeLoop()
    let (context, game) = (loop.context, loop.game)
    game.onUpdate = { [unowned game] tick in
      if tick.number == 0 {
        context.scope.task { [unowned game] in
          do {
            try await context.loop.sleep(for: .seconds(1))
            game.calls.append("awake")
          } catch {
            game.calls.append("cancelled")
          }
        }
      }
      if tick.number == 3 {
        _ = try? context.scope.run(on: context.queue) { _ in
          1
        } completion: { _ in
          Issue.record("a completion runs after the scope's end")
        }
        context.scope.end()
      }
    }
    let calls = frames(6, of: loop)
    #expect(calls[4] == ["cancelled", "tick 4", "draw 4"])
    loop.end()
  }

  @Test func `with actors, groups and detached tasks of their own run in one order, every time`()
    throws
  {
    actor Counter {
      var count = 0
      func next() -> Int {
        count += 1
        return count
      }
    }
    @MainActor func play() throws -> [[String]] {
      let loop = try loop { context, game in
        let counter = Counter()
        game.calls.append("counted \(await counter.next())")
        let sum = await withTaskGroup(of: Int.self) { group in
          for number in 0..<10 {
            group.addTask { @concurrent in await counter.next() * number }
          }
          var sum = 0
          for await part in group { sum += part }
          return sum
        }
        game.calls.append("sum \(sum)")
        let detached = await Task.detached { await MainActor.run { game.calls.count } }.value
        game.calls.append("detached \(detached)")
      }
      defer { loop.end() }
      return frames(60, of: loop)
    }
    let first = try play()
    #expect(first.joined().contains { $0.hasPrefix("detached") })
    for _ in 0..<20 { #expect(try play() == first) }
  }
}
