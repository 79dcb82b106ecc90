/// Smooth random heights: hills, clouds, a flickering light. The same seed, the same landscape.
///
///     let hills = Noise(seed: context.seed, wavelength: 120, octaves: 4)
///     let ground = 100 + 30 * hills.value(at: x)
///
/// Values are from -1 to 1 and change smoothly with the place. Nothing is kept: a value costs the same
/// anywhere, in any order, on any thread.
public nonisolated struct Noise: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Slopes are random and heights follow: rolling, without lumps. At each whole multiple of the
    /// wavelength a single octave is 0.
    case gradient
    /// Heights are random and the ways between them smooth: blobs.
    case value
  }

  public var seed: UInt64
  public var kind: Kind
  /// How wide the largest waves are.
  public var wavelength: Float
  /// How many noises are added up, each with half the wavelength of the one before.
  public var octaves: Int
  /// How strong each octave is, as a part of the one before: small is smooth, 0.5 natural, 1 rough.
  public var persistence: Float

  public init(
    seed: UInt64, kind: Kind = .gradient, wavelength: Float = 1, octaves: Int = 1,
    persistence: Float = 0.5
  ) {
    precondition(wavelength > 0, "noise with waves \(wavelength) wide: give more than 0")
    precondition(octaves > 0, "noise of \(octaves) octaves is nothing: give at least 1")
    self.seed = seed
    self.kind = kind
    self.wavelength = wavelength
    self.octaves = octaves
    self.persistence = persistence
  }

  /// The noise along a line, from -1 to 1.
  public func value(at x: Float) -> Float {
    sum { scale, seed in
      kind == .gradient ? gradient(x * scale, seed) : lump(x * scale, seed)
    }
  }

  /// The noise in a plane, from -1 to 1.
  public func value(at point: Vector) -> Float {
    sum { scale, seed in
      kind == .gradient ? gradient(point * scale, seed) : lump(point * scale, seed)
    }
  }

  private func sum(_ octave: (_ scale: Float, _ seed: UInt64) -> Float) -> Float {
    var (total, strength, strengths, scale) = (Float(0), Float(1), Float(0), 1 / wavelength)
    for number in 0..<octaves {
      let seed = seed &+ UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15
      total += octave(scale, seed) * strength
      strengths += strength
      strength *= persistence
      scale *= 2
    }
    return total / strengths
  }
}

// MARK: One octave: a lattice of random numbers at whole places, and smooth ways between them

private nonisolated func lump(_ x: Float, _ seed: UInt64) -> Float {
  let (cell, part) = split(x)
  return mix(signed(hash(cell, 0, seed)), signed(hash(cell &+ 1, 0, seed)), smooth(part))
}

private nonisolated func lump(_ point: Vector, _ seed: UInt64) -> Float {
  let ((x, u), (y, v)) = (split(point.x), split(point.y))
  let across = smooth(u)
  let upper = mix(signed(hash(x, y, seed)), signed(hash(x &+ 1, y, seed)), across)
  let lower = mix(signed(hash(x, y &+ 1, seed)), signed(hash(x &+ 1, y &+ 1, seed)), across)
  return mix(upper, lower, smooth(v))
}

private nonisolated func gradient(_ x: Float, _ seed: UInt64) -> Float {
  let (cell, part) = split(x)
  let left = signed(hash(cell, 0, seed)) * part
  let right = signed(hash(cell &+ 1, 0, seed)) * (part - 1)
  return 2 * mix(left, right, smooth(part))
}

private nonisolated func gradient(_ point: Vector, _ seed: UInt64) -> Float {
  let ((x, u), (y, v)) = (split(point.x), split(point.y))
  func slope(_ x: Int32, _ y: Int32, _ u: Float, _ v: Float) -> Float {
    slopes[Int(hash(x, y, seed) >> 60)].dot(Vector(u, v))
  }
  let across = smooth(u)
  let upper = mix(slope(x, y, u, v), slope(x &+ 1, y, u - 1, v), across)
  let lower = mix(slope(x, y &+ 1, u, v - 1), slope(x &+ 1, y &+ 1, u - 1, v - 1), across)
  return (Float(2).squareRoot() * mix(upper, lower, smooth(v))).clamped(to: -1...1)
}

/// Sixteen directions.
private nonisolated let slopes = (0..<16).map { Vector.pointing(.turns((Float($0) + 0.5) / 16)) }

private nonisolated func split(_ x: Float) -> (cell: Int32, part: Float) {
  precondition(x.isFinite, "noise is asked for at \(x): give a place that is a number")
  let floor = x.rounded(.down)
  return (Int32(truncatingIfNeeded: Int(floor.clamped(to: -1e18...1e18))), x - floor)
}

private nonisolated func mix(_ a: Float, _ b: Float, _ part: Float) -> Float { a + (b - a) * part }

/// From 0 to 1 with neither slope nor bend at the ends.
private nonisolated func smooth(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }

private nonisolated func hash(_ x: Int32, _ y: Int32, _ seed: UInt64) -> UInt64 {
  let place = UInt64(UInt32(bitPattern: x)) | UInt64(UInt32(bitPattern: y)) << 32
  var z = (place ^ seed) &* 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z >> 32)) &* 0xd6e8_feb8_6659_fd93
  z = (z ^ (z >> 32)) &* 0xd6e8_feb8_6659_fd93
  return z ^ (z >> 32)
}

/// From -1 to 1.
private nonisolated func signed(_ hash: UInt64) -> Float {
  Float(Int32(truncatingIfNeeded: hash >> 32)) / 2_147_483_648
}
