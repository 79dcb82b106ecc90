import SwiftGameLoop

/// A speck that flies for a moment.
struct Particle {
  enum Kind { case spark, dust }

  var kind: Kind
  var position: Vector
  var velocity: Vector
  var color: Color
  /// In ticks.
  var age = 0
  var lifetime: Int

  /// From 0, new, to 1, gone.
  var progress: Float { min(Float(age) / Float(lifetime), 1) }
  var isAlive: Bool { age < lifetime }

  /// Where it is seen between the last two ticks.
  func position(at fraction: Float) -> Vector {
    position - velocity * ((1 - fraction) * GameTime.tick)
  }
}

/// Every speck there is, in memory that never grows: when all are used, the oldest makes room.
struct Particles {
  private(set) var all: [Particle] = []
  private var oldest = 0

  static let most = 400

  init() { all.reserveCapacity(Self.most) }

  mutating func add(_ particle: Particle) {
    if all.count < Self.most {
      all.append(particle)
    } else {
      all[oldest] = particle
      oldest = (oldest + 1) % Self.most
    }
  }

  mutating func step() {
    for index in all.indices where all[index].isAlive {
      all[index].age += 1
      all[index].position += all[index].velocity * GameTime.tick
      all[index].velocity *= 0.98
    }
  }

  /// Sparks that fly off a place in every direction.
  mutating func burst(
    _ count: Int, of kind: Particle.Kind, at place: Vector, moving velocity: Vector, speed: Float,
    color: Color, random: inout SeededRandom
  ) {
    for _ in 0..<count {
      let flight = Vector.pointing(random.angle()) * (speed * random.float(0.15...1))
      add(
        Particle(
          kind: kind, position: place, velocity: velocity + flight, color: color,
          lifetime: random.int(18...52)))
    }
  }

  /// What an engine blows out.
  mutating func exhaust(of ship: Ship, random: inout SeededRandom) {
    let back = ship.heading + .turns(0.5) + .degrees(random.float(-14...14))
    add(
      Particle(
        kind: .spark, position: ship.body.position + .pointing(back) * 10,
        velocity: ship.body.velocity + .pointing(back) * random.float(60...130),
        color: random.chance(0.5) ? Palette.amber : Palette.orange, lifetime: random.int(8...22)))
  }
}
