import GameLoop
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

/// Asks for what a test wants, and draws it.
private final class Gallery: Game {
  static let settings = GameSettings(title: "Gallery", size: Vector(64, 64))
  let assets: Assets
  var texture: Texture?

  init(_ context: GameContext) { assets = context.assets }

  func update(_ tick: Tick) {}

  func draw(on canvas: inout Canvas, _ frame: Frame) {
    if let texture { canvas.draw(texture, at: Vector(32, 32)) }
  }
}

@Suite("A broken file of a game")
struct DecoderGameTests {
  private let folder = TemporaryFolder()
  private let host: HeadlessHost
  private let loop: FrameLoop<Gallery>

  init() throws {
    host = try HeadlessHost(settings: Gallery.settings)
    loop = try FrameLoop<Gallery>(
      host: host,
      configuration: .stepped(
        seed: 1, assets: AssetFolder(path: folder.path), saves: SaveFolder(path: folder.path)))
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try FileContents.write(bytes, to: "\(folder.path)/\(name)")
  }

  /// What is wrong with an asset after a while, without the folder's name.
  private func error(of asset: Asset) -> String? {
    for _ in 0..<3 { loop.runFrame() }
    return asset.error?.description.replacing("\(folder.path)/", with: "")
  }

  private let words = Array("This is no such file, but a text of some length.".utf8)

  @Test func `is seen as a placeholder, and the game goes on`() throws {
    try write(words, to: "a.png")
    let texture = loop.game.assets.texture("a.png")
    loop.game.texture = texture
    #expect(
      error(of: texture) == "asset a.png: a.png cannot be used: IMG_Load: Unsupported image format")
    let image = try host.screenshot()
    #expect(image.color(24, 24) != .black && loop.statistics.frames == 3)
    loop.end()
  }

  @Test func `is not seen any more when its handle is gone, nor is a whole one`() throws {
    let pixels = Array(repeating: UInt8(255), count: 16 * 16 * 4)
    try write(Image(width: 16, height: 16, pixels: pixels).png(), to: "a.png")
    loop.game.texture = loop.game.assets.texture("a.png")
    for _ in 0..<3 { loop.runFrame() }
    #expect(try host.screenshot().color(32, 30) == .white)
    let id = try #require(loop.game.texture?.id)
    loop.game.texture = nil
    loop.runFrame()
    // What is drawn under its old number is a placeholder.
    loop.game.texture = Texture(name: "a.png", id: id)
    loop.runFrame()
    #expect(try host.screenshot().color(32, 30) != .white)
    loop.end()
  }

  @Test func `that is empty is told with its name`() throws {
    try write([], to: "a.png")
    #expect(
      error(of: loop.game.assets.texture("a.png"))
        == "asset a.png: a.png cannot be used: the file is empty")
    loop.end()
  }

  @Test func `that is no font is told with its name, empty or not`() throws {
    for (bytes, name) in [([], "empty.ttf"), (words, "text.ttf")] {
      try write(bytes, to: name)
      let error = error(of: loop.game.assets.font(name))
      #expect(
        error?.hasPrefix("asset \(name): \(name) cannot be used: ") == true,
        "\(error ?? "no error")")
    }
    loop.end()
  }

  @Test func `that is no sound and no music is told with its name, empty or not`() throws {
    for (bytes, name) in [([], "a.wav"), (words, "b.wav"), (Array("OggS".utf8) + words, "c.ogg")] {
      try write(bytes, to: name)
      for asset in [loop.game.assets.sound(name), loop.game.assets.music(name)] as [Asset] {
        let error = error(of: asset)
        #expect(
          error?.hasPrefix("asset \(name): \(name) cannot be used: ") == true,
          "\(error ?? "no error")")
      }
    }
    loop.end()
  }

  @Test func `that is whole is what it was decoded to, without anybody to hear it`() throws {
    let assets = AssetFolder(besideSource: #filePath)
    try write(assets.read("rocks/shot.wav"), to: "shot.wav")
    let (sound, music) = (loop.game.assets.sound("shot.wav"), loop.game.assets.music("shot.wav"))
    #expect(error(of: sound) == nil && sound.isReady && music.isReady)
    #expect(sound.length > .milliseconds(50) && sound.length == music.length)
    loop.end()
  }
}
