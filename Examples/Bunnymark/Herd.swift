import SwiftGameLoop

/// What is done to each bunny.
struct Looks {
  var isTinted: Bool
  var isRotated: Bool
}

/// Bunnies that fall and bounce.
struct Herd {
  private struct Bunny {
    /// Of the upper left corner.
    var position: Vector
    var velocity: Vector
    var tint: Color
  }

  private var bunnies: [Bunny] = []
  private var random: SeededRandom

  var count: Int { bunnies.count }

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func add(_ count: Int) {
    for _ in 0..<count {
      bunnies.append(
        Bunny(
          position: Vector(random.float(0...700), random.float(0...100)),
          velocity: Vector(random.float(-4...4), random.float(-2...2)),
          tint: Color(
            red: UInt8(random.int(80...255)), green: UInt8(random.int(80...255)),
            blue: UInt8(random.int(80...255)))))
    }
  }

  /// - Parameter room: how far a corner may get.
  mutating func move(in room: Vector) {
    for index in bunnies.indices {
      var bunny = bunnies[index]
      bunny.velocity.y += 0.25
      bunny.position += bunny.velocity
      if bunny.position.x < 0 || bunny.position.x > room.x { bunny.velocity.x *= -1 }
      if bunny.position.y > room.y {
        bunny.position.y = room.y
        bunny.velocity.y *= -0.96
      } else if bunny.position.y < 0 {
        bunny.position.y = 0
        bunny.velocity.y = 0
      }
      bunnies[index] = bunny
    }
  }

  func draw(_ texture: Texture, _ looks: Looks, on canvas: inout Canvas) {
    let middle = texture.size / 2
    let rotation = looks.isRotated ? Angle.degrees(14) : .zero
    for bunny in bunnies {
      canvas.draw(
        texture, at: bunny.position + middle, rotation: rotation,
        tint: looks.isTinted ? bunny.tint : .white)
    }
  }
}
