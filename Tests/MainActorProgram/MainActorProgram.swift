// A game whose main runs the loop, with nothing done for the main actor: the jobs of its tasks come from
// everywhere. Says on which thread and in which phase of which frame they ran. A test reads it.

import Dispatch
import GameLoop
import TaskQueues
import TestSupport

@main
enum MainActorProgram {
  static func main() throws {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    if !CommandLine.arguments.contains("--headless") { configuration.jobThreads = 2 }
    let host = TestHost()
    let loop = try FrameLoop<Probe>(host: host, configuration: configuration)
    let game = loop.game
    host.willPresent = { game.phase = "completions" }
    while !game.isFinished { loop.runFrame() }
    loop.end()
    print(
      "\(game.misplaced) of \(game.jobs) jobs misplaced, at most \(game.mostInAFrame) in a frame")
    print(game.order.joined(separator: " "))
  }
}

final class Probe: Game {
  static let settings = GameSettings(
    title: "Probe", completionBudget: CompletionBudget(.count(3), mostFramesToWait: 1000))

  private actor Counter {
    private var count = 0
    func next() -> Int {
      count += 1
      return count
    }
  }

  private let context: GameContext
  private let mainThread = SystemThread.current
  /// Between the end of one frame and the ticks of the next there is nothing but events and completions.
  var phase = "completions"
  private(set) var jobs = 0
  private(set) var misplaced = 0
  private var inThisFrame = 0
  private(set) var mostInAFrame = 0
  private(set) var order: [String] = []
  private var finished = 0

  /// So many tasks have come to their end.
  var isFinished: Bool { finished == 23 && order.count == 8 }

  init(_ context: GameContext) {
    self.context = context
    for number in 0..<20 { Task { await wander(number) } }
    Task { await tellOrder() }
    DispatchQueue.main.async { MainActor.assumeIsolated { self.job(isBudgeted: false) } }
    Task.detached { [self] in
      await MainActor.run { job() }
      await finish()
    }
    Task {
      try await Task.sleep(for: .milliseconds(5))
      job()
      finish()
    }
    Task {
      for await _ in [1, 2, 3].publisher { job() }
      finish()
    }
  }

  func update(_ tick: Tick) { phase = "ticks" }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    phase = "draw"
    mostInAFrame = max(mostInAFrame, inThisFrame)
    inThisFrame = 0
  }

  private func job(isBudgeted: Bool = true) {
    jobs += 1
    if isBudgeted { inThisFrame += 1 }
    if phase != "completions" || SystemThread.current != mainThread { misplaced += 1 }
  }

  private func finish() { finished += 1 }

  private func wander(_ number: Int) async {
    job()
    let counter = Counter()
    _ = await counter.next()
    job()
    await Task.yield()
    job()
    let sum = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<3 { group.addTask { @concurrent in await counter.next() } }
      var sum = 0
      for await part in group { sum += part }
      return sum
    }
    job()
    let same = try? await context.queue.run { sum }
    job()
    if same != 9 { misplaced += 1 }
    finish()
  }

  /// What one thread hands over keeps its order, whether it is a task or a completion.
  private func tellOrder() async {
    for number in 0..<4 {
      Task { order.append("task\(number)") }
      try? context.queue.submit(to: .completion) {
        MainActor.assumeIsolated { self.order.append("completion\(number)") }
      }
    }
    while order.count < 8 { try? await context.frame.next() }
  }
}

extension Array where Element: Sendable {
  /// The elements as a sequence to wait for.
  fileprivate var publisher: AsyncStream<Element> {
    AsyncStream { continuation in
      for element in self { continuation.yield(element) }
      continuation.finish()
    }
  }
}
