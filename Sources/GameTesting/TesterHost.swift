import GameLoop
import SDLPlatform

/// The host without a display, with events that a test tells. Pixels are painted when somebody asks for them.
final class TesterHost: Host {
  var isFullScreen = false
  var gamepads: [TestGamepad] = []
  var pointer = Vector.zero
  var nameAsset: (AssetID) -> String? = { _ in nil }
  private(set) var sounds: [PlayedSound] = []

  private let host: HeadlessHost
  private var events: [HostEvent] = []
  private var lastGamepad: Int32 = 0
  private var frames = 0

  var decoder: any AssetDecoder { host.decoder }

  init(settings: GameSettings) throws { host = try HeadlessHost(settings: settings) }

  func tell(_ event: HostEvent) { events.append(event) }

  func connectGamepad(_ name: String) -> TestGamepad {
    lastGamepad += 1
    let pad = TestGamepad(GamepadID(rawValue: lastGamepad), of: self)
    gamepads.append(pad)
    tell(.input(.gamepadConnected(pad.id, name: name)))
    return pad
  }

  func frameEnded(_ frames: Int) { self.frames = frames }

  // MARK: Host

  func takeEvents(_ handle: (HostEvent) -> Void) {
    let taken = events
    events = []
    for event in taken { handle(event) }
  }

  func present(_ canvas: Canvas) -> Bool {
    // A texture that is painted once keeps its picture.
    if !canvas.paintings.isEmpty { _ = host.present(canvas) }
    return false
  }

  func picture(of canvas: Canvas) throws -> Image { try host.picture(of: canvas) }

  func play(_ commands: [SoundCommand]) {
    for case .play(let id, _, let mix, let loops) in commands {
      sounds.append(
        PlayedSound(
          name: nameAsset(id) ?? "#\(id.number)", mix: mix, loops: loops, frame: frames + 1))
    }
  }

  func rumble(_ pad: GamepadID, low: Float, high: Float, for duration: Duration) -> Bool { true }

  func add(_ image: Image, as id: AssetID) throws { try host.add(image, as: id) }
  func addTarget(size: Vector, as id: AssetID) throws { try host.addTarget(size: size, as: id) }
  func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics {
    try host.add(font: font, as: id)
  }
  func add(_ sound: any DecodedSound, as id: AssetID) { host.add(sound, as: id) }
  func remove(_ id: AssetID) { host.remove(id) }
}
