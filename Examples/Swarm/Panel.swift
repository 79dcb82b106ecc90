import SwiftGameLoop

/// The number of boids, what they cost, and the rules they follow.
struct Panel {
  private var numbers = ""
  private var costs = ""
  private var chosen = 0
  private var ticks = Duration.zero
  private var pictures = Duration.zero
  private var measured = 0

  private static let rules: [(name: String, value: WritableKeyPath<FlockRules, Float>)] = [
    ("1 cohesion", \.cohesion), ("2 alignment", \.alignment), ("3 separation", \.separation),
  ]
  private static let ink = Color(0xc8d4f0)
  private static let faint = Color(0xc8d4f0, alpha: 170)

  /// The chosen rule counts for more or less while a key is held.
  mutating func takeKeys(_ input: Input, _ rules: inout FlockRules) {
    for rule in Self.rules.indices where input.wasPressed(.digit(rule + 1)) { chosen = rule }
    let value = Self.rules[chosen].value
    rules[keyPath: value] = (rules[keyPath: value] + input.arrowKeys.x / 60).clamped(to: 0...3)
  }

  /// Measures on, and writes it down twice a second.
  mutating func update(_ tick: Tick, _ flock: Flock, _ context: GameContext) {
    let last = context.statistics.lastFrame
    ticks += last[.ticks]
    pictures += last[.draw] + last[.present]
    measured += 1
    guard tick.number % 30 == 0 else { return }
    numbers = "\(flock.count) boids"
    costs = "neighbours aligned \(Int(flock.alignment * 100)) %"
    if !context.isUnattended {
      let (ticks, pictures) = (ticks / measured, pictures / measured)
      costs += "   ticks \(Self.milliseconds(ticks))   pictures \(Self.milliseconds(pictures))"
    }
    (ticks, pictures, measured) = (.zero, .zero, 0)
  }

  private static func milliseconds(_ time: Duration) -> String {
    let tenths = Int(time / .microseconds(100) + 0.5)
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  func draw(on canvas: inout Canvas, _ flock: Flock) {
    canvas.fill(Rect(x: 0, y: 0, width: 400, height: 108), Color(0x05070f, alpha: 150))
    canvas.text(numbers, at: Vector(14, 10), size: 24, color: Self.ink, shadow: .black)
    canvas.text(costs, at: Vector(14, 40), color: Self.faint, shadow: .black)
    for (line, rule) in Self.rules.enumerated() {
      let y = Float(60 + line * 14)
      let color = line == chosen ? Self.ink : Self.faint
      canvas.text(rule.name, at: Vector(14, y), color: color, shadow: .black)
      canvas.fill(Rect(x: 110, y: y + 3, width: 90, height: 3), Color(0x202a44))
      canvas.fill(
        Rect(x: 110, y: y + 3, width: 30 * flock.rules[keyPath: rule.value], height: 3), color)
    }
    canvas.text(
      "Up/Down: how many   Mouse: scares, calls while held   Space: hawk   1 2 3, Left/Right: rules",
      at: Vector(14, canvas.size.y - 20), color: Self.faint, shadow: .black)
  }
}
