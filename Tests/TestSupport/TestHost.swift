import GameLoop
import TaskQueues

/// A host without a machine: events come from a script, pictures and sounds are kept to be looked at.
@MainActor
public final class TestHost: Host {
  /// The events of the next frame; empty after it.
  public var events: [HostEvent] = []
  /// What becomes of music before the next frame is presented.
  public var musicEvents: [MusicEvent] = []
  public private(set) var canvases: [Canvas] = []
  public private(set) var sounds: [SoundCommand] = []
  public private(set) var added: [AssetID] = []
  public private(set) var removed: [AssetID] = []
  /// Told before a canvas is kept.
  public var willPresent: () -> Void = {}
  public var isFullScreen = false
  public let decoder: any AssetDecoder = TestDecoder()
  public let encoder: (any ImageEncoder)? = TestEncoder()
  public var drawing = DrawingStatistics()

  public init() {}

  public func takeEvents(_ handle: (HostEvent) -> Void) {
    for event in events { handle(event) }
    events = []
  }

  public func present(_ canvas: Canvas) -> Bool {
    willPresent()
    canvases = [canvas]
    return false
  }

  public func picture(of canvas: Canvas) -> Image {
    Image(width: 1, height: 1, pixels: [0, 0, 0, 255])
  }

  public func play(_ sounds: [SoundCommand]) { self.sounds += sounds }

  public func takeMusicEvents(_ handle: (MusicEvent) -> Void) {
    for event in musicEvents { handle(event) }
    musicEvents = []
  }

  public func add(_ image: Image, as id: AssetID) { added.append(id) }
  public func addTarget(size: Vector, as id: AssetID) { added.append(id) }
  public func add(font: [UInt8], as id: AssetID) -> any FontMetrics {
    added.append(id)
    return TestMetrics()
  }
  public func add(_ sound: any DecodedSound, as id: AssetID) { added.append(id) }
  public func remove(_ id: AssetID) { removed.append(id) }

  public func press(_ key: Key) { events.append(.input(.key(key, isDown: true))) }
  public func release(_ key: Key) { events.append(.input(.key(key, isDown: false))) }

  /// The text of the last picture, piece by piece.
  public var texts: [String] {
    (canvases.last?.commands ?? []).compactMap { command in
      if case .text(let text) = command { text.text } else { nil }
    }
  }
}

/// Takes any file for a picture of 64 × 64 or for a sound of a second.
struct TestDecoder: AssetDecoder {
  func image(from bytes: [UInt8]) -> Image {
    Image(width: 64, height: 64, pixels: Array(repeating: 255, count: 64 * 64 * 4))
  }
  func sound(from bytes: [UInt8]) -> any DecodedSound { TestSound() }
}

/// Makes files of the size of a picture.
struct TestEncoder: ImageEncoder {
  func png(of image: Image) -> [UInt8] { Array("\(image.width)×\(image.height)".utf8) }
}

struct TestSound: DecodedSound {
  let length = Duration.seconds(1)
}
