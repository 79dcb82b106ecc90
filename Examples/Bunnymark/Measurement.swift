import FoundationEssentials
import SwiftGameLoop
import TaskQueues

/// The times from frame to frame, without those of the first ones.
struct Measurement {
  private static var warmUp: Int { 60 }

  private let frames: Int
  private var skipped = 0
  private var last: Instant?
  private var milliseconds: [Double] = []

  init(frames: Int) {
    self.frames = frames
    milliseconds.reserveCapacity(frames)
  }

  var isComplete: Bool { milliseconds.count == frames }

  mutating func append(_ now: Instant) {
    defer { last = now }
    if skipped < Self.warmUp {
      skipped += 1
    } else if let last {
      milliseconds.append(last.duration(to: now).seconds * 1000)
    }
  }

  func write(count: Int, _ looks: Looks, to path: String?) {
    let sorted = milliseconds.sorted()
    let result = Result(
      count: count, tinted: looks.isTinted, rotated: looks.isRotated, frames: frames,
      mean: sorted.reduce(0, +) / Double(sorted.count), median: sorted[sorted.count / 2],
      percentile99: sorted[sorted.count * 99 / 100])
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let json = try encoder.encode(result)
      if let path {
        try json.write(to: URL(filePath: path))
      } else {
        print(String(decoding: json, as: UTF8.self))
      }
    } catch {
      report("the result cannot be written: \(error)")
    }
  }

  /// In milliseconds.
  private struct Result: Encodable {
    let count: Int
    let tinted: Bool
    let rotated: Bool
    let frames: Int
    let mean: Double
    let median: Double
    let percentile99: Double
  }
}
