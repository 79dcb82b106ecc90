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
    let error = #expect(throws: UnusableFile.self) { try decoder.image(from: []) }
    #expect(error?.description == "the file is empty")
  }

  @Test func `refuses what is no picture, in SDL's words`() {
    let error = #expect(throws: SDLError.self) { try decoder.image(from: Array("hello".utf8)) }
    #expect(error?.description == "IMG_Load: Unsupported image format")
  }

  @Test func `refuses a picture that was cut off`() throws {
    let whole = try assets.read("rocks/sky.png")
    #expect(throws: SDLError.self) { try decoder.image(from: Array(whole.prefix(whole.count / 2))) }
  }

  @Test func `refuses a picture cut off at any place, and traps at none`() throws {
    let whole = try Image(width: 9, height: 5, pixels: Array(repeating: 77, count: 180)).png()
    for size in 0..<(whole.count - 12) {
      #expect(throws: (any Error).self, "\(size) bytes") {
        try decoder.image(from: Array(whole.prefix(size)))
      }
    }
  }

  @Test func `refuses a picture that claims more than the machine's memory, before making room`()
    throws
  {
    var png = try Image(width: 1, height: 1, pixels: [1, 2, 3, 4]).png()
    png.replaceSubrange(16..<24, with: [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60])
    let bmp = Array("BM".utf8) + Array(repeating: 0, count: 16) + [0, 0, 1, 0, 0, 0, 0xff, 0xff]
    let gif = Array("GIF89a".utf8) + [0xff, 0xff, 0xff, 0xff, 0, 0, 0]
    let jpeg: [UInt8] =
      [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0] + [0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1]
    for file in [png, bmp, gif, jpeg] {
      let error = #expect(throws: UnusableFile.self) { try decoder.image(from: file) }
      #expect(error?.description.contains("is too large") == true)
    }
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
    #expect(PictureScaling.fit.place(of: Vector(640, 360), in: window) == place)
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
