import GameLoop
import TaskQueues
import TestSupport

/// A game that tells what is called when.
final class ProbeGame: Game {
  static let settings = GameSettings(
    title: "Probe", size: Vector(320, 180),
    completionBudget: CompletionBudget(.count(2), mostFramesToWait: 3))

  let context: GameContext
  var calls: [String] = []
  var onUpdate: (Tick) -> Void = { _ in }
  var onDraw: (Frame) -> Void = { _ in }
  var closes = true
  var needsDrawing = true

  init(_ context: GameContext) { self.context = context }

  func update(_ tick: Tick) {
    calls.append("tick \(tick.number)")
    onUpdate(tick)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    calls.append("draw \(frame.number)")
    onDraw(frame)
  }

  func shouldClose() -> Bool { closes }

  func focusChanged(hasFocus: Bool) { calls.append(hasFocus ? "focus" : "no focus") }

  func takeCalls() -> [String] {
    defer { calls = [] }
    return calls
  }
}

/// A loop of the probe on one thread and a clock that moves with the frames.
func probeLoop(
  _ host: TestHost = TestHost(), assets: String = "/nonexistent", saves: String = "/nonexistent"
) throws -> FrameLoop<ProbeGame> {
  try FrameLoop<ProbeGame>(
    host: host,
    configuration: .stepped(
      seed: 1, assets: AssetFolder(path: assets), saves: SaveFolder(path: saves)))
}
