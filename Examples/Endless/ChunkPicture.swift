import SwiftGameLoop

/// What a chunk looks like: made on a job thread, a few milliseconds of work.
nonisolated struct ChunkPicture: Sendable {
  let image: Image
  /// Where the sun glitters on its water.
  let glints: [Glint]
  /// The whole of it in one colour, for the map.
  let color: Color

  struct Glint: Sendable {
    let offset: Vector
    /// When it lights up, in turns.
    let phase: Float
  }

  /// - Throws: `CancellationError`, soon after nobody wants it any more.
  init(of place: ChunkPlace, in landscape: Landscape, isCancelled: () -> Bool) throws {
    let ground = try GroundGrid(around: place, in: landscape, isCancelled: isCancelled)
    let side = ChunkPlace.side
    var sum = SIMD3<Float>.zero
    let pixels = [UInt8](unsafeUninitializedCapacity: side * side * 4) { buffer, count in
      for y in 0..<side {
        for x in 0..<side {
          let light = ground.color(x, y, in: landscape)
          sum += light
          let bytes = (light.clamped(lowerBound: .zero, upperBound: .one) * 255).rounded(.down)
          let index = (y * side + x) * 4
          buffer[index] = UInt8(bytes.x)
          buffer[index + 1] = UInt8(bytes.y)
          buffer[index + 2] = UInt8(bytes.z)
          buffer[index + 3] = 255
        }
      }
      count = side * side * 4
    }
    image = Image(width: side, height: side, pixels: pixels)
    color = Color(components: SIMD4(sum / Float(side * side), 1))
    glints = Self.glints(on: ground, place)
  }

  private static func glints(on ground: GroundGrid, _ place: ChunkPlace) -> [Glint] {
    let number = UInt64(truncatingIfNeeded: place.x &* 73_856_093 ^ place.y &* 19_349_663)
    var random = SeededRandom(seed: number)
    return (0..<100).compactMap { _ in
      let x = random.int(0...ChunkPlace.side - 1)
      let y = random.int(0...ChunkPlace.side - 1)
      let phase = random.float(0...1)
      guard ground.height(x, y) < -0.015 else { return nil }
      return Glint(offset: Vector(Float(x), Float(y)), phase: phase)
    }
  }
}

/// The ground of a chunk and, for its shadows, a little of what lies around.
private nonisolated struct GroundGrid {
  /// How far it goes beyond the chunk towards the sun, which stands in the upper left.
  private static let sunward = 18
  private static let leeward = 1
  private static let width = sunward + ChunkPlace.side + leeward
  /// How many pixels a height of 1 is high.
  private static let steepness: Float = 95

  private let corner: Vector
  private var grounds: [Landscape.Ground] = []
  /// The climate at every eighth place; in between it is mixed.
  private var climates: [SIMD3<Float>] = []
  private static let step = 8
  private static let climateMargin = (sunward + step - 1) / step
  private static let climateWidth = climateMargin + ChunkPlace.side / step + 2

  init(around place: ChunkPlace, in landscape: Landscape, isCancelled: () -> Bool) throws {
    corner = place.rect.origin
    for row in 0..<Self.climateWidth {
      for column in 0..<Self.climateWidth {
        let x = (column - Self.climateMargin) * Self.step
        let y = (row - Self.climateMargin) * Self.step
        climates.append(landscape.climate(at: point(x, y)))
      }
    }
    grounds.reserveCapacity(Self.width * Self.width)
    for y in -Self.sunward..<ChunkPlace.side + Self.leeward {
      if isCancelled() { throw CancellationError() }
      for x in -Self.sunward..<ChunkPlace.side + Self.leeward {
        grounds.append(landscape.ground(at: point(x, y), climate(x, y)))
      }
    }
  }

  func point(_ x: Int, _ y: Int) -> Vector { corner + Vector(Float(x), Float(y)) }

  private func climate(_ x: Int, _ y: Int) -> SIMD3<Float> {
    let (x, y) = (x + Self.climateMargin * Self.step, y + Self.climateMargin * Self.step)
    let index = y / Self.step * Self.climateWidth + x / Self.step
    let across = Float(x % Self.step) / Float(Self.step)
    let down = Float(y % Self.step) / Float(Self.step)
    let (a, b) = (climates[index], climates[index + 1])
    let (c, d) = (climates[index + Self.climateWidth], climates[index + Self.climateWidth + 1])
    let (upper, lower) = (a + (b - a) * across, c + (d - c) * across)
    return upper + (lower - upper) * down
  }

  private func ground(_ x: Int, _ y: Int) -> Landscape.Ground {
    grounds[(y + Self.sunward) * Self.width + x + Self.sunward]
  }

  func height(_ x: Int, _ y: Int) -> Float { ground(x, y).height }

  func color(_ x: Int, _ y: Int, in landscape: Landscape) -> SIMD3<Float> {
    let ground = ground(x, y)
    if ground.height < 0 {
      return water(x, y, depth: -ground.height, ripple: landscape.ripple(at: point(x, y)))
    }
    let across = (height(x + 1, y) - height(x - 1, y)) * Self.steepness / 2
    let down = (height(x, y + 1) - height(x, y - 1)) * Self.steepness / 2
    let normal = SIMD3(-across, -down, 1) / (across * across + down * down + 1).squareRoot()
    let sun = max(0, (normal * SIMD3(-0.56, -0.56, 0.61)).sum())
    let lit = sun * (1 - 0.75 * shadow(x, y))
    let color = Self.soil(ground, slope: 1 - normal.z)
    // The sun is warm, and what it does not reach is lit by the sky.
    return color * (SIMD3(0.35, 0.4, 0.52) + lit * SIMD3(0.98, 0.9, 0.74))
  }

  /// From 0, in the sun, to 1: what rises between a place and the sun.
  private func shadow(_ x: Int, _ y: Int) -> Float {
    let own = max(0, height(x, y))
    var covered: Float = 0
    for step in [1, 2, 4, 6, 9, 12, 15, 17] {
      let ray = Float(step) * 0.85
      covered = max(covered, (height(x - step, y - step) - own) * Self.steepness - ray)
    }
    return min(1, covered / 2.5)
  }

  private func water(_ x: Int, _ y: Int, depth: Float, ripple: Float) -> SIMD3<Float> {
    let fraction = min(1, (depth / 0.34).squareRoot())
    var color = Palette.water.color(at: fraction).light
    color += SIMD3(0.02, 0.035, 0.04) * ripple * (0.4 + fraction)
    // Surf, where it is shallow, in uneven lines.
    let surf =
      smoothStep(depth, from: 0.013 + 0.006 * ripple, to: 0.002)
      + 0.45 * smoothStep(abs(depth - 0.026 - 0.008 * ripple), from: 0.0035, to: 0.001)
    color += (SIMD3(0.93, 0.98, 0.97) - color) * min(0.85, surf * 0.8)
    return color * (1 - 0.3 * shadow(x, y))
  }

  private static func soil(_ ground: Landscape.Ground, slope: Float) -> SIMD3<Float> {
    var color = Palette.land.color(at: ground.height / 0.7 + ground.grain * 0.02).light
    color += SIMD3(0.05, 0.045, 0.02) * ground.grain
    color += (Palette.forest - color) * (ground.forest * 0.88)
    let rock =
      smoothStep(slope, from: 0.22, to: 0.42) * smoothStep(ground.height, from: 0.1, to: 0.2)
    color += (Palette.rock - color) * (rock * 0.85)
    let snow =
      smoothStep(ground.height + ground.grain * 0.03, from: 0.4, to: 0.47)
      * (1 - smoothStep(slope, from: 0.4, to: 0.62))
    color += (Palette.snow - color) * snow
    return color
  }
}

private nonisolated enum Palette {
  /// From the coast to the deep sea.
  static let water = ColorRamp(stops: [
    .init(at: 0, Color(0x7fd6c4)), .init(at: 0.18, Color(0x4fb9bd)),
    .init(at: 0.42, Color(0x2b88ad)), .init(at: 0.72, Color(0x1c5a8f)),
    .init(at: 1, Color(0x143f73)),
  ])
  /// From the beach up to where the snow begins.
  static let land = ColorRamp(stops: [
    .init(at: 0, Color(0xd4c084)), .init(at: 0.022, Color(0xe2d19a)),
    .init(at: 0.045, Color(0xa5ad5d)), .init(at: 0.14, Color(0x82a24b)),
    .init(at: 0.34, Color(0x6d8f47)), .init(at: 0.5, Color(0x8d8158)),
    .init(at: 0.7, Color(0x857a6e)), .init(at: 1, Color(0x8f8a86)),
  ])
  static let forest = Color(0x2d5f38).light
  static let rock = Color(0x7b7068).light
  static let snow = Color(0xf6f8fc).light
}

extension Color {
  fileprivate nonisolated var light: SIMD3<Float> {
    SIMD3(Float(red), Float(green), Float(blue)) / 255
  }
}
