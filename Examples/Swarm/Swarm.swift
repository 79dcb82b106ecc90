// Swarm: thousands of boids that flock, on all processors. Run it with `Examples/run Swarm`, or with 20 000 of them: `Examples/run Swarm -- 20000`.
//
// Up and Down double and halve their number. They flee from the mouse and come to it while its button is held; Space
// calls the hawk or sends it away. 1, 2 and 3 choose a rule of flocking, Left and Right change it. You see streams
// that are coloured by where they fly, and what a tick and a picture take.
//
// Where to begin: `FlockStep` is what a boid does, `Flock` how all of them do it at once.

import SwiftGameLoop

@main
final class Swarm: Game {
  static let settings = GameSettings(
    title: "Swarm", size: Vector(1280, 720), windowScale: 1, background: Color(0x05070f))
  static let numbers = 100...50_000

  private let context: GameContext
  private let darts: [Darts]
  private(set) var flock: Flock
  private(set) var hawk: Hawk?
  private(set) var panel = Panel()
  private var random: SeededRandom
  /// Where the mouse is, once it was seen.
  private var pointer: Vector?

  init(_ context: GameContext) throws {
    self.context = context
    darts = try Darts.sizes.map { try Darts(size: $0, context.assets) }
    random = SeededRandom(seed: context.seed)
    let field = Rect(origin: .zero, size: Self.settings.size)
    flock = Flock(field: field, room: Self.numbers.upperBound, random: &random)
    flock.setCount(try Self.number(in: context.arguments), random: &random)
    hawk = Hawk(at: field.center)
  }

  private static func number(in arguments: [String]) throws -> Int {
    guard let word = arguments.first else { return 12_800 }
    guard let number = Int(word), numbers.contains(number) else { throw NoNumber(word: word) }
    return number
  }

  func update(_ tick: Tick) {
    takeKeys(tick.input)
    let mouse = tick.input.mouse
    if mouse.position != .zero { pointer = mouse.position }
    hawk?.step(after: flock, seconds: tick.seconds, random: &random)
    flock.step(
      Disturbances(hawk: hawk?.position, pointer: pointer, isCalling: mouse.isHeld(.left)),
      seconds: tick.seconds, on: context)
    panel.update(tick, flock, context)
  }

  private func takeKeys(_ input: Input) {
    if input.wasPressed(.up) { setCount(flock.count * 2) }
    if input.wasPressed(.down) { setCount(flock.count / 2) }
    if input.wasPressed(.space) { hawk = hawk == nil ? Hawk(at: .zero) : nil }
    if input.wasPressed(.function(11)) { context.window.isFullScreen.toggle() }
    if input.wasPressed(.escape) { context.quit() }
    panel.takeKeys(input, &flock.rules)
  }

  private func setCount(_ count: Int) {
    flock.setCount(
      min(max(count, Self.numbers.lowerBound), Self.numbers.upperBound), random: &random)
  }

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    // A boid flies straight in a tick: where it was is known without being kept.
    let back = (1 - frame.fraction) / Float(Self.settings.tickRate)
    let darts = darts[flock.count > 8000 ? 0 : flock.count > 1000 ? 1 : 2]
    darts.draw(flock, back: back, on: &canvas)
    hawk?.draw(on: &canvas, back: back)
    panel.draw(on: &canvas, flock)
  }
}

/// What stands behind `--` is no number of boids.
struct NoNumber: Error, CustomStringConvertible {
  let word: String
  var description: String { "there can be 100 to 50000 boids, not \(word)" }
}
