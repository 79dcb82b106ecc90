// Bunnymark: the well-known sprite benchmark. Run it with `Examples/run Bunnymark`, more options behind `--`:
//
//     Examples/run Bunnymark -- --count 20000 --rotated
//     Examples/run Bunnymark -- --count 5000 --measure 300 --json bunnies.json
//
// Bunnies fall and bounce. Hold the space bar or a mouse button and there are more of them; T tints them, R turns
// them, F1 shows what they cost. With `--measure` frames come as fast as they can and their times are written down.

import SwiftGameLoop
import TaskQueues

@main
final class Bunnymark: Game {
  static let settings = GameSettings(
    title: "Bunnymark", size: Vector(800, 600), windowScale: 1, background: Color(0x2b3a55),
    frameRate: isMeasuring ? 100_000 : nil)

  private static var isMeasuring: Bool { CommandLine.arguments.contains("--measure") }

  private let context: GameContext
  private let options: BunnyOptions
  private let bunny: Texture
  private var herd: Herd
  private var looks: Looks
  private var measured: Measurement?

  init(_ context: GameContext) throws {
    self.context = context
    options = try BunnyOptions(context.arguments)
    looks = Looks(isTinted: options.tinted, isRotated: options.rotated)
    bunny =
      try options.tiny
      ? context.assets.texture(of: .opaqueDot, named: "dot")
      : context.assets.texture("bunnymark/bunny.png")
    herd = Herd(seed: context.seed)
    herd.add(options.count)
    measured = options.measure.map { Measurement(frames: $0) }
  }

  func update(_ tick: Tick) {
    let input = tick.input
    if input.isHeld(.space) || input.mouse.isHeld(.left) { herd.add(50) }
    if input.wasPressed(.letter("t")) { looks.isTinted.toggle() }
    if input.wasPressed(.letter("r")) { looks.isRotated.toggle() }
    if input.wasPressed(.escape) { context.quit() }
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    // Once a frame, not once a tick: every bunnymark measures it so.
    herd.move(in: Self.settings.size - bunny.size)
    herd.draw(bunny, looks, on: &canvas)
    if measured == nil {
      canvas.text("\(herd.count) bunnies", at: Vector(8, 8), size: 16, shadow: .black)
    } else if !bunny.isLoading {
      measure()
    }
  }

  private func measure() {
    measured?.append(SystemClock.shared.now)
    guard let measured, measured.isComplete else { return }
    measured.write(count: herd.count, looks, to: options.json)
    self.measured = nil
    context.quit()
  }
}

nonisolated extension Image {
  /// So small that filling it costs nothing: what is left is the cost of handing it over.
  fileprivate static let opaqueDot = Image(
    width: 2, height: 2, pixels: Array(repeating: 255, count: 16))
}
