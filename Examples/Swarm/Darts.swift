import SwiftGameLoop

/// The pictures of a boid: a dart with a fading tail in every direction, coloured by it, and brighter when it flees.
///
/// The game makes them itself, turned beforehand: a sprite that is drawn upright is copied, which is several times
/// faster than turning it.
struct Darts {
  /// In pixels, for swarms, flocks and a few.
  static let sizes = [9, 15, 25]
  nonisolated static let directions = 32
  nonisolated static let brightnesses = 4

  private let texture: Texture
  private let looks: [Look]

  /// What is to be seen of a picture, without the empty pixels around it.
  private struct Look {
    let source: Rect
    /// From the boid to the upper left corner.
    let offset: Vector
  }

  init(size: Int, _ assets: Assets) throws {
    let sheet = Self.sheet(size: size)
    texture = try assets.texture(of: sheet, named: "darts of \(size)")
    looks = (0..<Self.directions * Self.brightnesses).map { look in
      let (column, row) = (look % Self.directions, look / Self.directions)
      let cell = Rect(
        origin: Vector(Float(column), Float(row)) * Float(size),
        size: Vector(repeating: Float(size)))
      let seen = sheet.seen(in: cell)
      return Look(source: seen, offset: seen.origin - cell.center)
    }
  }

  /// - Parameter back: how long ago, in seconds, the boids are seen.
  func draw(_ flock: Flock, back: Float, on canvas: inout Canvas) {
    looks.withUnsafeBufferPointer { looks in
      flock.forEachBoid { position, velocity, look in
        canvas.draw(
          texture, at: position - velocity * back + looks[look].offset, source: looks[look].source,
          origin: .zero, blend: .additive)
      }
    }
  }

  /// Which picture shows a boid of a velocity.
  @inline(__always)
  nonisolated static func look(of velocity: Vector, speed: Float) -> UInt8 {
    let turn = turns(of: velocity) * Float(directions) + 0.5
    let direction = Int(turn) & (directions - 1)
    let brightness = ((speed / FlockRules.cruise - 0.9) * 3).clamped(
      to: 0...Float(brightnesses - 1))
    return UInt8(truncatingIfNeeded: Int(brightness) * directions + direction)
  }

  /// Where a vector points, from 0 to 1 as `angle` has it and a thousandth off at most, in a fraction of the time.
  @inline(__always)
  nonisolated private static func turns(of way: Vector) -> Float {
    let (x, y) = (way.x.magnitude, way.y.magnitude)
    let slope = min(x, y) / max(x, y, .leastNormalMagnitude)
    let part = slope * (0.15477 - 0.03054 * slope * slope)
    let turn = x < y ? part : 0.25 - part
    let half = way.y > 0 ? 0.5 - turn : turn
    return way.x < 0 ? 1 - half : half
  }

  // MARK: The sheet

  /// Directions across, brightnesses down.
  private static func sheet(size: Int) -> Image {
    let (width, height) = (size * directions, size * brightnesses)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let middle = Vector(Float(x % size), Float(y % size)) - Float(size - 1) / 2
        let direction = Angle.turns(Float(x / size) / Float(directions))
        let haste = Float(y / size) / Float(brightnesses - 1)
        let light = dart(at: middle.rotated(by: -direction) / (Float(size) / 2), size: Float(size))
        let color = Color.interpolated(
          from: colors.color(at: direction.turns), to: .white, at: haste * 0.7)
        let alpha = UInt8(light * (215 + 40 * haste))
        pixels += [color.red, color.green, color.blue, alpha < 6 ? 0 : alpha]
      }
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  /// How bright a dart that points up is at a point from -1 to 1.
  private static func dart(at point: Vector, size: Float) -> Float {
    let fromTip = (point.y + 0.9) / 1.8
    guard fromTip > -0.1 && fromTip < 1 else { return 0 }
    let halfWidth = 0.34 * min(fromTip * 3, 1) * (1 - fromTip * 0.75)
    let edge = (halfWidth - point.x.magnitude) * size / 2 + 0.6
    let fade = (1 - fromTip) * (1 - fromTip * 0.6)
    return edge.clamped(to: 0...1) * fade.clamped(to: 0...1)
  }

  /// Round the compass and back: up is blue, right is green, down is gold, left is pink.
  private static let colors = ColorRamp(
    Color(0x4a7dff), Color(0x2fc4e8), Color(0x45e0a0), Color(0xb4dc50), Color(0xffc247),
    Color(0xff7a4d), Color(0xf2519b), Color(0xa060f0), Color(0x4a7dff))
}

extension Image {
  /// The smallest rectangle in a part of the picture that holds all that can be seen of it.
  fileprivate func seen(in part: Rect) -> Rect {
    var seen: Rect?
    for y in Int(part.minY)..<Int(part.maxY) {
      for x in Int(part.minX)..<Int(part.maxX) where pixels[(y * width + x) * 4 + 3] > 0 {
        let pixel = Rect(x: Float(x), y: Float(y), width: 1, height: 1)
        seen = seen?.union(pixel) ?? pixel
      }
    }
    return seen ?? part
  }
}
