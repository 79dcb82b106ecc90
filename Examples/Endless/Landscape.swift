import SwiftGameLoop

/// How high the ground is and how wet, everywhere: nothing is kept, so any thread may ask for any place in any order,
/// and the same seed is the same landscape.
nonisolated struct Landscape: Sendable {
  private let continents: Noise
  private let ridges: Noise
  private let bendAcross: Noise
  private let bendDown: Noise
  private let rain: Noise
  private let crowns: Noise
  private let ripples: Noise
  private let grain: Noise

  init(seed: UInt64) {
    func noise(
      _ number: UInt64, _ kind: Noise.Kind = .gradient, wavelength: Float, octaves: Int,
      persistence: Float = 0.5
    ) -> Noise {
      Noise(
        seed: seed &* 8 &+ number, kind: kind, wavelength: wavelength, octaves: octaves,
        persistence: persistence)
    }
    continents = noise(0, wavelength: 760, octaves: 6)
    ridges = noise(1, wavelength: 300, octaves: 4, persistence: 0.55)
    bendAcross = noise(2, wavelength: 260, octaves: 2)
    bendDown = noise(3, wavelength: 260, octaves: 2)
    rain = noise(4, wavelength: 340, octaves: 3)
    crowns = noise(5, .value, wavelength: 5, octaves: 1)
    ripples = noise(6, wavelength: 22, octaves: 2)
    grain = noise(7, wavelength: 20, octaves: 3, persistence: 0.7)
  }

  struct Ground {
    /// The sea is below 0, snow from about a half on.
    var height: Float
    /// From 0, meadow, to 1, forest.
    var forest: Float
    /// What is small and uneven, from -1 to 1.
    var grain: Float
  }

  /// What changes so slowly from place to place that it need not be asked for everywhere: how far the land is bent
  /// to the right and down, and how much it rains.
  func climate(at point: Vector) -> SIMD3<Float> {
    SIMD3(bendAcross.value(at: point), bendDown.value(at: point), rain.value(at: point))
  }

  func ground(at point: Vector, _ climate: SIMD3<Float>) -> Ground {
    // Straight noise has lumps; bent, it has bays and valleys.
    let bent = point + Vector(climate.x, climate.y) * 70
    let land = continents.value(at: bent) * 1.5 + 0.05
    let ridge = max(0, 1 - abs(ridges.value(at: bent)) * 1.6)
    let mountains = smoothStep(land, from: 0.1, to: 0.6) * ridge * ridge
    var height = land * 0.4 + mountains * 0.52
    // Gentle beaches.
    if height > 0 { height *= smoothStep(height, from: -0.12, to: 0.1) }

    guard height > 0 else { return Ground(height: height, forest: 0, grain: 0) }
    let grain = grain.value(at: point)
    height +=
      grain * (0.003 + 0.05 * min(1, mountains * 2)) * smoothStep(height, from: 0.01, to: 0.08)
    let rain = climate.z * 1.6 + 0.12 + grain * 0.04
    let forest =
      smoothStep(rain, from: 0.04, to: 0.16) * smoothStep(height, from: 0.02, to: 0.05)
      * smoothStep(height, from: 0.34, to: 0.26)
    // Crowns of trees are ground like any other: they get their light and their shade with it.
    if forest > 0 { height += (crowns.value(at: point) + 1) * 0.012 * forest }
    return Ground(height: height, forest: forest, grain: grain)
  }

  /// The unrest of the water, from -1 to 1.
  func ripple(at point: Vector) -> Float { ripples.value(at: point) }
}

/// From 0 to 1 between two numbers, whichever is larger, and flat beyond them.
nonisolated func smoothStep(_ x: Float, from low: Float, to high: Float) -> Float {
  let t = ((x - low) / (high - low)).clamped(to: 0...1)
  return t * t * (3 - 2 * t)
}

/// A square of the landscape, counted from the middle of the world.
nonisolated struct ChunkPlace: Sendable, Hashable {
  static let side = 128

  var x: Int
  var y: Int

  init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// The chunk that a point is in.
  init(of point: Vector) {
    let chunk = (point / Float(Self.side)).rounded(.down)
    self.init(x: Int(chunk.x), y: Int(chunk.y))
  }

  var rect: Rect {
    Rect(origin: Vector(Float(x), Float(y)) * Float(Self.side), size: .one * Float(Self.side))
  }
}
