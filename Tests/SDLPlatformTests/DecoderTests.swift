import GameLoop
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

@Suite("Decoding")
struct DecoderTests {
  private let decoder = SDLDecoder()
  private let assets = AssetFolder(besideSource: #filePath)

  @Test func `gives the pixels of a picture that was written as PNG`() throws {
    let pixels = (0..<(7 * 5 * 4)).map { UInt8($0 % 251) }
    let image = Image(width: 7, height: 5, pixels: pixels)
    #expect(try decoder.image(from: image.png()) == image)
  }

  @Test func `reads the game's pictures`() throws {
    let sky = try decoder.image(from: assets.read("rocks/sky.png"))
    #expect(sky.size == Vector(640, 360))
  }

  @Test func `refuses an empty file`() {
    #expect(throws: SDLError.self) { try decoder.image(from: []) }
  }

  @Test func `refuses what is no picture, in SDL's words`() {
    let error = #expect(throws: SDLError.self) { try decoder.image(from: Array("hello".utf8)) }
    #expect(error?.description == "IMG_Load: Unsupported image format")
  }

  @Test func `refuses a picture that was cut off`() throws {
    let whole = try assets.read("rocks/sky.png")
    #expect(throws: SDLError.self) { try decoder.image(from: Array(whole.prefix(whole.count / 2))) }
  }
}

@Suite("A window's picture")
struct PicturePlaceTests {
  @Test(arguments: [
    (Vector(1280, 720), Rect(x: 0, y: 0, width: 1280, height: 720)),
    (Vector(1280, 800), Rect(x: 0, y: 40, width: 1280, height: 720)),
    (Vector(2000, 720), Rect(x: 360, y: 0, width: 1280, height: 720)),
    (Vector(320, 180), Rect(x: 0, y: 0, width: 320, height: 180)),
  ])
  func `keeps its shape, as large as fits, in the middle`(window: Vector, place: Rect) {
    #expect(Picture.place(of: Vector(640, 360), in: window) == place)
  }

  @Test func `is synchronous with the display only where presenting is seen to wait`() {
    var sync = DisplaySync(isClaimed: true)
    for _ in 0..<7 { sync.presented(took: .milliseconds(15)) }
    #expect(!sync.isSeen)
    sync.presented(took: .milliseconds(15))
    #expect(sync.isSeen)
    for _ in 0..<8 { sync.presented(took: .microseconds(300)) }
    #expect(!sync.isSeen)
  }

  @Test func `is never synchronous where the driver does not claim it`() {
    var sync = DisplaySync(isClaimed: false)
    for _ in 0..<100 { sync.presented(took: .milliseconds(15)) }
    #expect(!sync.isSeen)
  }
}
