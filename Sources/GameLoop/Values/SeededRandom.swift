/// Random numbers that a seed repeats: xoshiro256**, seeded through SplitMix64 (Blackman and Vigna,
/// https://prng.di.unimi.it).
public nonisolated struct SeededRandom: RandomNumberGenerator, Sendable, Equatable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var x = seed
    func next() -> UInt64 {
      x &+= 0x9e37_79b9_7f4a_7c15
      var z = x
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  public mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotated(state.1 &* 5, 7) &* 9
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = rotated(state.3, 45)
    return result
  }

  public static func == (a: Self, b: Self) -> Bool { a.state == b.state }
}

nonisolated extension RandomNumberGenerator {
  public mutating func float(_ range: ClosedRange<Float>) -> Float {
    .random(in: range, using: &self)
  }
  public mutating func int(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }

  /// Any direction.
  public mutating func angle() -> Angle { .turns(.random(in: 0..<1, using: &self)) }

  /// True with a probability from 0 to 1.
  public mutating func chance(_ probability: Float) -> Bool {
    .random(in: 0..<1, using: &self) < probability
  }
}
