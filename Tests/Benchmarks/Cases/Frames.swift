import CBenchmarks
import GameLoop
import TaskQueues

/// Frames of a game that does nothing, on a host that does nothing: what the loop itself costs.
enum Frames {
  static var cases: [Case] { [frame("frame, empty", 0), frame("frame, 16 completions", 16)] }

  private static func frame(_ name: String, _ completions: Int) -> Case {
    Case(name, operations: 20_000, .atMost(nanoseconds: 5000), .allocations(atMost: 0)) {
      [
        .timed(.ours, callbacks: completions) { operations in
          try MainActor.assumeIsolated { try run(operations, completions) }
        }
      ]
    }
  }

  @MainActor
  private static func run(_ frames: Int, _ completions: Int) throws {
    let loop = try Self.loop.get()
    for _ in 0..<frames {
      for _ in 0..<completions {
        try loop.context.queue.submit(to: .completion, cbenchmarks_callback, nil)
      }
      loop.runFrame()
    }
  }

  @MainActor private static let loop = Result {
    try FrameLoop<EmptyGame>(
      host: EmptyHost(),
      configuration: .stepped(
        seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    )
  }
}

@MainActor
private final class EmptyGame: Game {
  static let settings = GameSettings(title: "Empty")
  init(_ context: GameContext) {}
  func update(_ tick: Tick) {}
  func draw(on canvas: inout Canvas, _ frame: Frame) {}
}

@MainActor
private final class EmptyHost: Host {
  var isFullScreen = false
  let decoder: any AssetDecoder = NoDecoder()
  func takeEvents(_ handle: (HostEvent) -> Void) {}
  func present(_ canvas: Canvas) -> Bool { false }
  func picture(of canvas: Canvas) throws -> Image { throw NoDecoder.Refusal() }
  func play(_ sounds: [SoundCommand]) {}
  func add(_ image: Image, as id: AssetID) {}
  func addTarget(size: Vector, as id: AssetID) {}
  func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics { throw NoDecoder.Refusal() }
  func add(_ sound: any DecodedSound, as id: AssetID) {}
  func remove(_ id: AssetID) {}
}

private struct NoDecoder: AssetDecoder {
  struct Refusal: Error {}
  func image(from bytes: [UInt8]) throws -> Image { throw Refusal() }
  func sound(from bytes: [UInt8]) throws -> any DecodedSound { throw Refusal() }
}
