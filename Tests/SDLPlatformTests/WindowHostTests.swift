import CSDL2
import GameLoop
import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

/// On SDL's dummy drivers: everything but a screen and a loudspeaker is there.
@Suite("A window", .serialized)
struct WindowHostTests {
  private func window() throws -> WindowHost {
    setenv("SDL_VIDEODRIVER", "dummy", 1)
    setenv("SDL_AUDIODRIVER", "dummy", 1)
    let host = try WindowHost(
      settings: GameSettings(title: "Test", size: Vector(64, 32), windowScale: 2))
    host.takeEvents { _ in }
    return host
  }

  private func events(of host: WindowHost) -> [HostEvent] {
    var events: [HostEvent] = []
    host.takeEvents { events.append($0) }
    return events
  }

  private func push(_ type: SDL_EventType, _ change: (inout SDL_Event) -> Void = { _ in }) {
    var event = SDL_Event()
    event.type = type.rawValue
    change(&event)
    SDL_PushEvent(&event)
  }

  @Test func `tells keys that go down, are held, and go up`() throws {
    let host = try window()
    push(SDL_KEYDOWN) { $0.key.keysym.scancode = SDL_SCANCODE_SPACE }
    push(SDL_KEYDOWN) {
      $0.key.keysym.scancode = SDL_SCANCODE_SPACE
      $0.key.repeat = 1
    }
    push(SDL_KEYUP) { $0.key.keysym.scancode = SDL_SCANCODE_SPACE }
    #expect(
      events(of: host) == [
        .input(.key(.space, isDown: true)), .input(.keyRepeated(.space)),
        .input(.key(.space, isDown: false)),
      ])
  }

  @Test func `tells the mouse in the units of the picture`() throws {
    let host = try window()
    push(SDL_MOUSEMOTION) {
      $0.motion.x = 64
      $0.motion.y = 32
      $0.motion.xrel = -4
    }
    #expect(
      events(of: host) == [
        .input(.mouseMoved(Vector(32, 16))), .input(.mouseMotion(Vector(-2, 0))),
      ])
  }

  @Test func `tells text as it was composed`() throws {
    let host = try window()
    push(SDL_TEXTINPUT) { event in
      withUnsafeMutableBytes(of: &event.text.text) { $0.copyBytes(from: "ñ日".utf8) }
    }
    #expect(events(of: host) == [.input(.text("ñ日"))])
  }

  @Test func `tells the wish to leave and the loss of the keyboard`() throws {
    let host = try window()
    push(SDL_WINDOWEVENT) { $0.window.event = UInt8(SDL_WINDOWEVENT_FOCUS_LOST.rawValue) }
    push(SDL_QUIT)
    #expect(events(of: host) == [.focusChanged(hasFocus: false), .closeRequested])
  }

  @Test func `tells that it has another size`() throws {
    let host = try window()
    push(SDL_WINDOWEVENT) {
      $0.window.event = UInt8(SDL_WINDOWEVENT_SIZE_CHANGED.rawValue)
      $0.window.data1 = 640
      $0.window.data2 = 480
    }
    #expect(events(of: host) == [.resized(to: Vector(640, 480))])
  }

  @Test func `shows the picture enlarged and hands out what was shown`() throws {
    let host = try window()
    var canvas = Canvas(size: Vector(64, 32))
    canvas.clear(Color(0x336699))
    canvas.fill(Rect(x: 60, y: 30, width: 4, height: 2), .white)
    _ = host.present(canvas)
    let image = try host.picture(of: canvas)
    #expect(image.size == Vector(64, 32))
    #expect(image.color(0, 0) == Color(0x336699) && image.color(63, 31) == .white)
  }

  @Test func `has the overlay of statistics painted over the picture, and does not count it`()
    throws
  {
    let host = try window()
    let loop = try FrameLoop<BlankGame>(
      host: host,
      configuration: .stepped(
        seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    )
    loop.runFrame()
    let before = try (host.picture(of: loop.canvas), host.drawing)
    #expect(before.0.color(5, 5) == Color(0x204060))
    #expect(before.1.sprites == 1 && before.1.drawCalls >= 2)
    push(SDL_KEYDOWN) { $0.key.keysym.scancode = SDL_SCANCODE_F1 }
    loop.runFrame()
    #expect(try host.picture(of: loop.canvas).color(5, 5) != Color(0x204060))
    #expect(host.drawing == before.1)
    loop.end()
  }

  @Test func `makes PNG files of pictures`() throws {
    let host = try window()
    let image = Image(width: 2, height: 1, pixels: [255, 0, 0, 255, 0, 255, 0, 255])
    let png = try #require(host.encoder).png(of: image)
    #expect(try host.decoder.image(from: png) == image)
  }

  @Test func `plays sounds of the game on any device`() throws {
    let host = try window()
    let bytes = try AssetFolder(besideSource: #filePath).read("rocks/shot.wav")
    let id = AssetID(number: 9)
    try host.add(host.decoder.sound(from: bytes), as: id)
    let voice = VoiceID(number: 64)
    host.play([.play(id, as: voice, SoundMix(volume: 0.5, pan: 1), loops: false), .stop(voice)])
  }

  @Test func `cannot be where there is no such driver, and says which there are`() {
    setenv("SDL_VIDEODRIVER", "nonsense", 1)
    defer { setenv("SDL_VIDEODRIVER", "dummy", 1) }
    let error = #expect(throws: NoDisplay.self) {
      _ = try WindowHost(settings: GameSettings(title: "Test"))
    }
    #expect(error?.description.contains("nonsense not available") == true)
    #expect(error?.description.contains("SDL_VIDEODRIVER may be unset, or one of") == true)
  }
}

/// Draws a sprite that is not there, on blue.
private final class BlankGame: Game {
  static let settings = GameSettings(
    title: "Blank", size: Vector(64, 32), background: Color(0x204060))
  init(_ context: GameContext) {}
  func update(_ tick: Tick) {}
  func draw(on canvas: inout Canvas, _ frame: Frame) {
    canvas.draw(Texture(name: "missing", id: AssetID(number: 77)), at: Vector(50, 20))
  }
}
