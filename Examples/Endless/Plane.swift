import SwiftGameLoop

/// Flies where it is told to, and by itself while nobody does.
struct Plane {
  private(set) var position = Vector(40, 30)
  private(set) var before = Vector(40, 30)
  private(set) var heading = Angle.degrees(62)
  private(set) var speed: Float = 150
  private var secondsAlone: Float

  static let cruise: Float = 150
  static let full: Float = 480

  init(isAlone: Bool) { secondsAlone = isAlone ? Self.patience : Self.patience - 3 }

  /// After so many seconds without a hand on it, it flies by itself.
  private static let patience: Float = 15
  var isAlone: Bool { secondsAlone >= Self.patience }

  var velocity: Vector { .pointing(heading) * speed }

  mutating func fly(to direction: Vector, boosts: Bool, _ tick: Tick) {
    let seconds = tick.seconds
    let isHeld = direction != .zero || boosts
    secondsAlone = isHeld ? 0 : secondsAlone + seconds
    if isAlone {
      let time = Float(tick.number) * 0.017
      heading += .radians(0.22 * Angle.radians(time * 0.31).sine * seconds)
    } else if direction != .zero {
      heading = heading.turned(
        towards: direction.angle, by: .radians(2.6 * direction.length * seconds))
    }
    let target = boosts || isAlone ? Self.full : Self.cruise
    speed = speed.moved(towards: target, by: 420 * seconds)
    before = position
    position += velocity * seconds
  }
}

/// The plane from above in every direction, drawn by distances: its upper row in the sun, its lower one its shadow.
nonisolated enum PlanePicture {
  static let side = 56
  static let headings = 64

  static func image() -> Image {
    let width = side * headings
    var pixels = [UInt8](repeating: 0, count: width * side * 2 * 4)
    for number in 0..<headings {
      let heading = Angle.turns(Float(number) / Float(headings))
      let (up, sun) = (
        Vector(-heading.sine, heading.cosine), Vector(-0.7, -0.7).rotated(by: -heading)
      )
      for y in 0..<side {
        for x in 0..<side {
          let place = Vector(Float(x), Float(y)) + 0.5 - Float(side) / 2
          guard place.lengthSquared < 28 * 28 else { continue }
          let own = Vector(place.cross(up), place.dot(up))
          let distance = min(wings(own), tail(own), body(own))
          guard min(distance, propeller(own)) < 2 else { continue }
          set(paint(own, sun: sun), at: y * width + number * side + x, &pixels)
          let dark = 0.42 * (0.5 - distance / 3).clamped(to: 0...1)
          let shadow = Color(components: SIMD4(0.03, 0.06, 0.13, dark))
          set(shadow, at: (y + side) * width + number * side + x, &pixels)
        }
      }
    }
    return Image(width: width, height: side * 2, pixels: pixels)
  }

  /// Which part of the picture shows a heading.
  static func source(heading: Angle, isShadow: Bool) -> Rect {
    let turns = heading.turns - heading.turns.rounded(.down)
    let number = Int((turns * Float(headings)).rounded()) % headings
    let side = Float(side)
    return Rect(x: Float(number) * side, y: isShadow ? side : 0, width: side, height: side)
  }

  private static func set(_ color: Color, at index: Int, _ pixels: inout [UInt8]) {
    pixels[index * 4] = color.red
    pixels[index * 4 + 1] = color.green
    pixels[index * 4 + 2] = color.blue
    pixels[index * 4 + 3] = color.alpha
  }

  // MARK: The parts, with the nose up

  /// How far outside of a rounded bar a point is; below 0 it is inside.
  private static func bar(_ p: Vector, from a: Vector, to b: Vector, _ radius: Float) -> Float {
    let along = b - a
    let part = ((p - a).dot(along) / along.lengthSquared).clamped(to: 0...1)
    return p.distance(to: a + along * part) - radius
  }

  private static func wings(_ p: Vector) -> Float {
    bar(Vector(p.x.magnitude, p.y), from: Vector(0, -3), to: Vector(20, -1.5), 3.6)
  }
  private static func tail(_ p: Vector) -> Float {
    bar(Vector(p.x.magnitude, p.y), from: Vector(0, 15), to: Vector(7, 16), 2)
  }
  private static func body(_ p: Vector) -> Float {
    bar(p, from: Vector(0, -12), to: Vector(0, 17), 3.3 - max(0, p.y) * 0.1)
  }

  private static func propeller(_ p: Vector) -> Float { p.distance(to: Vector(0, -15)) - 8 }

  private static func paint(_ p: Vector, sun: Vector) -> Color {
    var color = Color.clear
    func cover(_ distance: Float, _ paint: Color) {
      let part = (0.5 - distance).clamped(to: 0...1)
      let over = paint.faded(to: part).premultiplied
      color = Color(premultiplied: over + color.premultiplied * (1 - over.w))
    }
    // Rounded parts are bright where they turn to the sun.
    func lit(_ paint: Color, _ slope: Vector) -> Color {
      let light = slope.dot(sun)
      return light > 0 ? paint.lighter(by: min(0.5, light)) : paint.darker(by: min(0.4, -light))
    }
    cover(propeller(p), Color(0xffffff, alpha: 46))
    cover(wings(p), lit(Color(0xd8402f), Vector(0, (p.y + 2.5) * 0.13)))
    cover(max(wings(p), (p.x.magnitude - 16).magnitude - 1.5), Color(0xfdf3df))
    cover(tail(p), lit(Color(0xd8402f), Vector(0, (p.y - 15.5) * 0.2)))
    cover(body(p), lit(Color(0xf3e7cf), Vector(p.x * 0.2, 0)))
    cover(bar(p, from: Vector(0, 10), to: Vector(0, 18), 0.9), Color(0xb93325))
    cover(bar(p, from: Vector(0, -3.5), to: Vector(0, 2), 2), Color(0x24405c))
    cover(bar(p, from: Vector(-0.6, -3.5), to: Vector(-0.6, -2), 0.7), Color(0x9fd0e8))
    cover(bar(p, from: Vector(0, -15), to: Vector(0, -14), 1.6), Color(0x3a3f47))
    return color
  }
}
