import SwiftGameLoop

/// Flies at boids, one after the other, and never catches one.
struct Hawk {
  private(set) var position: Vector
  private var velocity = Vector(0, -200)
  private var target = Vector.zero
  private var attack = Countdown.over

  init(at position: Vector) { self.position = position }

  /// Flies on; now and then it sees another boid to fly at.
  mutating func step(after flock: Flock, seconds: Float, random: inout SeededRandom) {
    attack.advance(by: .seconds(Double(seconds)))
    if attack.isOver {
      target = flock.position(of: random.int(0...flock.count - 1))
      attack = Countdown(.milliseconds(random.int(900...2000)))
    }
    let wanted = (target - position).clamped(length: 260)
    velocity += (wanted - velocity).clamped(length: 420 * seconds)
    position += velocity * seconds
  }

  func draw(on canvas: inout Canvas, back: Float) {
    let place = position - velocity * back
    for radius in stride(from: Float(14), through: 38, by: 6) {
      canvas.fillCircle(at: place, radius: radius, Color(0xff7a4d, alpha: 8), blend: .additive)
    }
    canvas.fillPolygon(Self.outline, at: place, rotation: velocity.angle, Color(0xffd9b8))
  }

  /// As it flies up.
  private static let outline = [
    Vector(0, -17), Vector(4, -9), Vector(20, -3), Vector(25, 7), Vector(8, 3), Vector(3, 9),
    Vector(6, 19), Vector(0, 15), Vector(-6, 19), Vector(-3, 9), Vector(-8, 3), Vector(-25, 7),
    Vector(-20, -3), Vector(-4, -9),
  ]
}
