// Factorial: one asynchronous function, written as a run, as a provider and with await. Run it with `Examples/run Factorial`.
// You will see 20! computed on job threads by each of them, then that none has 21!, which takes more than
// 64 bits. The three are FactorialRun.swift, FactorialProvider.swift and FactorialAwaited.swift.
import SwiftGameLoop

@main
final class Factorial: Game {
  static let settings = GameSettings(title: "Factorial", size: Vector(320, 180), windowScale: 3)
  let font: Font
  var lines: [String] = []

  init(_ context: GameContext) throws {
    font = context.assets.font("fonts/pebble.ttf")
    for value in [20, 21] as [UInt64] {
      try context.queue.factorialRun(of: value) { self.show("as a run", value, $0) }
      try context.queue.factorialProvided(of: value) { self.show("as a provider", value, $0) }
      // A task of the game's scope ends with the game.
      context.scope.task { await self.showAwaited(value, from: context.queue) }
    }
  }

  private func showAwaited(_ value: UInt64, from queue: TaskQueue) async {
    do {
      let factorial = try await queue.factorialAwaited(of: value)
      show("with await", value, .success(factorial))
    } catch is CancellationError {
      show("with await", value, .failure(.cancelled))
    } catch {
      show("with await", value, .failure(.failed(error)))
    }
  }

  private func show(_ kind: String, _ value: UInt64, _ result: Result<UInt64, AsyncError>) {
    let line =
      switch result {
      case .success(let factorial): "\(kind): \(value)! = \(factorial)"
      case .failure(.failed(let error)): "\(kind): \(error)"
      case .failure(.cancelled): "\(kind): the game has ended before \(value)!"
      }
    lines.append(line)
    print(line)
  }

  func update(_ tick: Tick) {}

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.clear(Color(0x101830))
    for (row, line) in lines.enumerated() {
      canvas.text(line, at: Vector(8, Float(8 + 16 * row)), font: font, size: 8)
    }
  }
}
