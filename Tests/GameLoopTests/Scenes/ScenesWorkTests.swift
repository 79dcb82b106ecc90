import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("What a scene has begun", .patience)
struct ScenesWorkTests {
  private let session: SceneSession

  init() throws {
    session = try SceneSession()
    session.run()
  }

  @Test func `comes back to it while it is there`() throws {
    let stage = try #require(session.top).stage
    var results: [String] = []
    try stage.run { _ in
      7
    } completion: {
      results.append("\($0)")
    }
    session.inTick {
      stage.task {
        let value = try await stage.queue.run { 8 }
        results.append("\(value)")
      }
    }
    session.run(frames: 4)
    #expect(results == ["success(7)", "8"])
  }

  //   job thread          main thread
  //   work begins
  //                       the scene leaves
  //   work ends
  //                       the completion is dispatched: not called
  @Test func `does not come back when it has left`() throws {
    let session = try SceneSession(jobThreads: 1)
    session.run()
    let (begun, gate) = (Gate(), Gate())
    let ended = Gate()
    let stage = try #require(session.top).stage
    var results: [String] = []
    try stage.run { _ in
      begun.open()
      gate.wait()
    } completion: {
      results.append("\($0)")
    }
    begun.wait()
    session.scenes.replace(session.scene("B"))
    session.run()
    gate.open()
    // There is one job thread: when it does this, the completion of what came before is there.
    try session.loop.context.run { _ in
      ended.open()
    } completion: { _ in
    }
    ended.wait()
    session.run()
    #expect(results == [])
  }

  @Test func `does not come back when its result was already there`() throws {
    let stage = try #require(session.top).stage
    var results: [String] = []
    session.top?.onUpdate = { [unowned session] _ in
      try? stage.run { _ in
        7
      } completion: {
        results.append("\($0)")
      }
      stage.task {
        try await session.loop.context.loop.ticks(1)
        results.append("task")
      }
      stage.replace(session.scene("B"))
    }
    session.run(frames: 4)
    #expect(results == [])
  }

  @Test func `is cancelled after the scene was told that it leaves`() throws {
    let stage = try #require(session.top).stage
    var wasCancelled = false
    session.inTick {
      stage.task {
        do {
          try await stage.context.loop.sleep(for: .seconds(100))
        } catch is CancellationError {
          wasCancelled = true
        }
      }
    }
    session.run(frames: 3)
    session.scenes.replace(session.scene("B"))
    session.run(frames: 2)
    #expect(wasCancelled && stage.scope.isEnded)
    #expect(session.scenes.stragglers == [])
  }

  @Test func `is named if it goes on for two seconds after that`() throws {
    let stage = try #require(session.top).stage
    var continuation: CheckedContinuation<Void, Never>?
    session.scenes.namesStragglers = true
    session.inTick {
      stage.task(file: "Level.swift", line: 42) {
        await withCheckedContinuation { continuation = $0 }
      }
    }
    session.run(frames: 3)
    session.scenes.replace(session.scene("B"))
    session.run(frames: 119)
    #expect(session.scenes.stragglers == [])
    session.run(frames: 2)
    #expect(session.scenes.stragglers.map(\.work) == [["task in Level.swift:42"]])
    #expect(session.scenes.stragglers.first?.scene == "ProbeScene")
    continuation?.resume()
    session.run(frames: 2)
  }

  //   job thread          main thread
  //   work begins
  //                       the scene leaves
  //                       two seconds: the work is named
  //   work ends
  @Test func `on a job thread is named, too`() throws {
    let session = try SceneSession(jobThreads: 1)
    session.run()
    session.scenes.namesStragglers = true
    let (begun, gate) = (Gate(), Gate())
    defer { gate.open() }
    try session.top?.stage.run(file: "Level.swift", line: 7) { _ in
      begun.open()
      gate.wait()
    } completion: { _ in
    }
    begun.wait()
    session.scenes.replace(session.scene("B"))
    session.run(frames: 121)
    #expect(session.scenes.stragglers.map(\.work) == [["run in Level.swift:7"]])
  }

  @Test func `lets go of a scene that has left`() throws {
    weak let scene = session.top
    #expect(scene != nil)
    session.scenes.replace(session.scene("B"))
    session.run(frames: 2)
    #expect(scene == nil)
  }
}

extension SceneSession {
  /// Does something in the next tick, as a scene does: what is begun elsewhere is none of the loop's.
  fileprivate func inTick(_ body: @escaping () -> Void) {
    top?.onUpdate = { [self] _ in
      top?.onUpdate = { _ in }
      body()
    }
  }
}
