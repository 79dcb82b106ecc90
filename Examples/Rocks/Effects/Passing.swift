import SwiftGameLoop

/// A ball of fire, smoke at last.
struct Explosion {
  private var position: Vector
  private let velocity: Vector
  /// Of its picture.
  let scale: Float
  private var age = 0

  static let frames = 16
  private static let ticksPerFrame = 3

  init(at position: Vector, moving velocity: Vector, scale: Float) {
    self.position = position
    self.velocity = velocity
    self.scale = scale
  }

  /// Where it is seen between the last two ticks.
  func position(at fraction: Float) -> Vector {
    position - velocity * ((1 - fraction) * GameTime.tick)
  }

  var frame: Int { age / Self.ticksPerFrame }
  var isOver: Bool { frame >= Self.frames }

  mutating func step() {
    age += 1
    position += velocity * GameTime.tick
  }
}

/// A shock wave that widens and fades.
struct Ring {
  let position: Vector
  let color: Color
  /// Its radius at the end.
  let widest: Float
  private var age: Float = 0

  private static let lifetime: Float = 32

  init(at position: Vector, color: Color, widest: Float) {
    self.position = position
    self.color = color
    self.widest = widest
  }

  var isOver: Bool { age >= Self.lifetime }
  private var left: Float { max(0, 1 - age / Self.lifetime) }
  /// Fast at first.
  var radius: Float { widest * (1 - left * left * left) }
  var opacity: Float { left * left }

  mutating func step() { age += 1 }
}

/// The points that something brought, rising from where it was.
struct PopUp {
  let text: String
  let color: Color
  private(set) var position: Vector
  private var age = 0

  private static let lifetime = 50

  init(_ text: String, at position: Vector, color: Color) {
    self.text = text
    self.position = position
    self.color = color
  }

  var isOver: Bool { age >= Self.lifetime }
  var opacity: Float { min(1, Float(Self.lifetime - age) / 20) }

  mutating func step() {
    age += 1
    position.y -= 0.35
  }
}

/// Shakes the picture after a blow, less and less.
struct Shake {
  /// How far the picture is moved, in whole pixels.
  private(set) var offset = Vector.zero
  private var strength: Float = 0

  mutating func add(_ strength: Float) { self.strength = min(max(self.strength, strength), 6) }

  mutating func step(random: inout SeededRandom) {
    strength *= 0.9
    guard strength > 0.5 else {
      offset = .zero
      return
    }
    let way = Vector.pointing(random.angle()) * strength
    offset = way.rounded(.toNearestOrEven)
  }
}
