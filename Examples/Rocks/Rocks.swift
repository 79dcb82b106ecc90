import SwiftGameLoop

@main
final class Rocks: Game {
  static let settings = GameSettings(title: "Rocks")
  init(_ context: GameContext) {}
  func update(_ tick: Tick) {}
  func draw(on canvas: inout Canvas, _ frame: Frame) {}
}
