import Foundation

/// The random numbers of a stress test. The seed is printed; `SEED=… swift test` takes it again.
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A generator for the test of this name, seeded from the environment or at random.
  public static func forStress(_ name: String = #function) -> SeededRandom {
    let asked = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }
    let seed = asked ?? UInt64.random(in: 0...UInt64.max)
    print("\(name): SEED=\(seed)")
    return SeededRandom(seed: seed)
  }

  /// SplitMix64.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
