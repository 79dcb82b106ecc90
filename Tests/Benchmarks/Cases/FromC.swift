import CBenchmarks
import Foundation
import XTaskQueueExports

/// What the C interface costs a program in C, linked into this one.
enum FromC {
  static var cases: [Case] {
    [
      Case(
        "from C: submit and dispatch one", operations: 200_000, .atMost(nanoseconds: 80),
        .allocations(atMost: 0)
      ) {
        [contender(callbacks: 1, cbenchmarks_submit_and_dispatch)]
      },
      Case("from C: dispatch of an empty port", operations: 1_000_000, .atMost(nanoseconds: 15)) {
        [contender(callbacks: 0, cbenchmarks_dispatch)]
      },
      Case(
        "from C: duplicate and close a handle", operations: 200_000, .atMost(nanoseconds: 60),
        .allocations(atMost: 0)
      ) {
        [contender(callbacks: 0, cbenchmarks_duplicate_and_close)]
      },
    ] + calls + loading
  }

  private static var calls: [Case] {
    let functions: [(String, Double, Int, @convention(c) (OpaquePointer?, Int64) -> Void)] = [
      ("run, status only", 300, 1, cbenchmarks_run),
      ("run with callback", 300, 2, cbenchmarks_run_with_callback),
      ("provider, 8-byte result", 400, 2, cbenchmarks_provide),
    ]
    return functions.map { name, nanoseconds, callbacks, function in
      Case(
        "from C: async \(name)", operations: 100_000, .atMost(nanoseconds: nanoseconds),
        .allocations(atMost: 1)
      ) {
        [contender(callbacks: callbacks, function)]
      }
    }
  }

  private static func contender(
    callbacks: Int, _ function: @escaping @convention(c) (OpaquePointer?, Int64) -> Void
  ) -> Contender {
    let queue = cbenchmarks_open_queue()
    var result = Contender.timed(.ours, callbacks: callbacks) { function(queue, Int64($0)) }
    result.whenFinished { cbenchmarks_close_queue(queue) }
    return result
  }

  /// What the library adds to the start of a program that does nothing. It lies beside this one where it was
  /// built: `swift build -c release --product XTaskQueue`.
  private static var loading: [Case] {
    let library = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "libXTaskQueue.so")
    guard FileManager.default.fileExists(atPath: library.path) else { return [] }
    return [
      Case("from C: loading the library", operations: 20, .atMost(nanoseconds: 10_000_000)) {
        [
          Contender(.ours) { repetition in
            let without = try repetition.time { try start(repetition.operations, [:]) }
            let with = try repetition.time {
              try start(repetition.operations, ["LD_PRELOAD": library.path])
            }
            return [with - without]
          }
        ]
      }
    ]
  }

  private static func start(_ times: Int, _ environment: [String: String]) throws {
    for _ in 0..<times {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/true")
      process.environment = environment
      try process.run()
      process.waitUntilExit()
    }
  }
}
