/// Random numbers that a seed repeats: xoshiro256**, seeded through SplitMix64 (Blackman and Vigna,
/// https://prng.di.unimi.it).
///
///     var random = SeededRandom(seed: context.seed)
///     let place = random.point(in: field)
///
/// It can be written down and goes on from there: its `state` is all there is.
public nonisolated struct SeededRandom: RandomNumberGenerator, Sendable, Hashable {
  /// All there is: the same state, the same numbers from then on. Not all zero.
  public private(set) var state: SIMD4<UInt64>

  public init(seed: UInt64) {
    var x = seed
    func next() -> UInt64 {
      x &+= 0x9e37_79b9_7f4a_7c15
      var z = x
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    state = SIMD4(next(), next(), next(), next())
  }

  /// Goes on where another one was.
  public init(state: SIMD4<UInt64>) {
    precondition(
      state != .zero, "from a state of zeros only zeros come: use a state that was read, or a seed")
    self.state = state
  }

  public mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    var (a, b, c, d) = (state.x, state.y, state.z, state.w)
    let result = rotated(b &* 5, 7) &* 9
    let t = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotated(d, 45)
    state = SIMD4(a, b, c, d)
    return result
  }
}

nonisolated extension SeededRandom: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let state = try container.decode(SIMD4<UInt64>.self)
    guard state != .zero else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a state of random numbers is not all zero")
    }
    self.init(state: state)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(state)
  }
}
