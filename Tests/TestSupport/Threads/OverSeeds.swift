import Foundation
import TaskQueues

/// Has `body` build and run one and the same scenario over many seeds, each in an order of its own, and
/// fails with the first seed that finds a fault.
///
/// The seeds are always the same. `SEED=17 swift test …` takes that one alone; `SEEDS=100000` takes so
/// many instead. A seed that hangs is told when the test's time limit is reached.
public func overSeeds(
  _ count: Int = 1000, _ body: @escaping @Sendable (SeededStepper) throws -> Void
) async throws {
  try await overSeeds(in: askedFor ?? 1...UInt64(count), body)
}

/// As `overSeeds`, over these seeds and no others.
public func overSeeds(
  in seeds: ClosedRange<UInt64>, _ body: @escaping @Sendable (SeededStepper) throws -> Void
) async throws {
  let current = Monitor<UInt64>(0)
  do {
    try await onThread {
      for seed in seeds {
        current.withLock { $0 = seed }
        try overOneSeed(seed, body)
      }
    }
  } catch is CancellationError {
    let seed = current.withLock { $0 }
    throw SeedFailure(seed: seed, faults: ["does not come to an end"], trace: "")
  }
}

func overOneSeed(_ seed: UInt64, _ body: (SeededStepper) throws -> Void) throws {
  let stepper = SeededStepper(seed: seed)
  defer { stepper.end() }
  var faults: [String] = []
  do { try body(stepper) } catch { faults = ["\(error)"] }
  faults += stepper.faults
  guard faults.isEmpty else {
    throw SeedFailure(seed: seed, faults: faults, trace: stepper.trace.last(80))
  }
}

private var askedFor: ClosedRange<UInt64>? {
  let environment = ProcessInfo.processInfo.environment
  if let seed = environment["SEED"].flatMap({ UInt64($0) }) { return seed...seed }
  return environment["SEEDS"].flatMap { UInt64($0) }.map { 1...max(1, $0) }
}

/// A seed that found a fault.
public struct SeedFailure: Error, CustomStringConvertible {
  public let seed: UInt64
  public let faults: [String]
  /// The last steps, `>` for each that one was taken inside of.
  public let trace: String

  public var description: String {
    let more = faults.count > 5 ? ["… and \(faults.count - 5) more"] : []
    let lines = ["SEED=\(seed) finds:"] + faults.prefix(5) + more + ["steps: \(trace)"]
    return lines.joined(separator: "\n  ")
  }
}
