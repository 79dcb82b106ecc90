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
    let nose = velocity.normalized
    let place = position - velocity * back
    func point(_ along: Float, _ across: Float) -> Vector {
      place + nose * along + nose.perpendicular * across
    }
    for radius in stride(from: Float(14), through: 38, by: 6) {
      canvas.fillCircle(at: place, radius: radius, Color(0xff7a4d, alpha: 8), blend: .additive)
    }
    canvas.fillPolygon(
      [
        point(17, 0), point(9, 4), point(3, 20), point(-7, 25), point(-3, 8), point(-9, 3),
        point(-19, 6), point(-15, 0), point(-19, -6), point(-9, -3), point(-3, -8),
        point(-7, -25), point(3, -20), point(9, -4),
      ], Color(0xffd9b8))
  }
}
