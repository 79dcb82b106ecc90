import CBenchmarks

/// Heap allocations of one operation, and the bytes they asked for.
struct Allocations: Codable {
  var count: Double
  var bytes: Double

  /// Counts those of the whole process while `body` runs.
  static func total(of body: () throws -> Void) rethrows -> Allocations {
    let before = cbenchmarks_allocations()
    cbenchmarks_count_allocations(true)
    defer { cbenchmarks_count_allocations(false) }
    try body()
    let after = cbenchmarks_allocations()
    return Allocations(
      count: Double(after.count - before.count), bytes: Double(after.bytes - before.bytes))
  }

  func divided(by operations: Int) -> Allocations {
    Allocations(count: count / Double(operations), bytes: bytes / Double(operations))
  }

  /// Whether allocations are seen at all: a closure that captures something is one.
  static let areCounted: Bool = {
    let kept = Kept()
    let counted = total { kept.closure = capturing(now()) }
    kept.closure()
    return counted.count >= 1
  }()

  @inline(never)
  private static func capturing(_ value: Int64) -> () -> Void {
    { if value < 0 { cbenchmarks_callback(nil, false) } }
  }

  private final class Kept {
    var closure: () -> Void = {}
  }
}
