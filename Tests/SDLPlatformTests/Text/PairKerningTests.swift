import CSDL2TTF
import GameLoop
import Glibc
import TestSupport
import Testing

@testable import SDLPlatform

/// A font of Debian's that has its kerning where only a shaper finds it.
private nonisolated let kernedFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

@Suite("Kerning", .enabled(if: access(kernedFont, R_OK) == 0))
struct PairKerningTests {
  private let host: HeadlessHost
  private let font = Font(name: "kerned", id: AssetID(number: 5))

  init() throws {
    host = try HeadlessHost(settings: GameSettings(title: "Test", size: Vector(8, 8)))
    font.metrics = try host.add(font: FileContents.read(kernedFont), as: font.id)
  }

  private func width(_ text: String, _ size: Float = 40) -> Float {
    font.size(of: text, size: size).x
  }

  @Test func `moves letters together that lean away from each other`() {
    #expect(width("AV") < width("A") + width("V"))
    #expect(width("To") < width("T") + width("o"))
  }

  @Test(arguments: ["HH", "fi", "11"])
  func `leaves others where they are`(pair: String) {
    #expect(width(pair) == width(String(pair.prefix(1))) + width(String(pair.suffix(1))))
  }

  @Test func `is in proportion at every size`() {
    let kernings = [20, 40, 80].map { width("AV", $0) - width("A", $0) - width("V", $0) }
    #expect(abs(kernings[2] / 4 - kernings[0]) <= 1)
    #expect(abs(kernings[2] / 2 - kernings[1]) <= 1)
  }
}
