import FoundationEssentials
import Testing

@testable import GameLoop

@Suite("Colours")
struct ColorTests {
  @Test func `hue, saturation and value lead back to the colour`() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<500 {
      let color = Color(UInt32(random.int(0...0xffffff)))
      let again = Color(hue: color.hue, saturation: color.saturation, value: color.value)
      #expect(again == color)
    }
  }

  @Test func `the colour circle begins with red and goes by green and blue`() {
    #expect(Color(hue: .zero) == Color(0xff0000))
    #expect(Color(hue: .degrees(120)) == Color(0x00ff00))
    #expect(Color(hue: .degrees(-120)) == Color(0x0000ff))
    #expect(Color(hue: .degrees(60), saturation: 0, value: 1) == .white)
  }

  @Test(arguments: [
    ("#ff8800", Color(0xff8800)), ("ff8800", Color(0xff8800)), ("#f80", Color(0xff8800)),
    ("#FF880080", Color(0xff8800, alpha: 128)), ("#f808", Color(0xff8800, alpha: 136)),
  ])
  func `a colour is read from its digits`(text: String, color: Color) {
    #expect(Color(text) == color)
  }

  @Test(arguments: ["", "#", "#ff880", "red", "#gg0000", "#ff88000000"])
  func `what is no colour is refused`(text: String) {
    #expect(Color(text) == nil)
  }

  @Test func `a colour is written as text and read again`() throws {
    for color in [Color(0x010203), Color(0xfedcba, alpha: 7)] {
      let data = try JSONEncoder().encode([color])
      #expect(try JSONDecoder().decode([Color].self, from: data) == [color])
    }
    #expect(Color(0x0a0b0c).description == "#0a0b0c")
  }

  @Test func `a tint of white changes nothing and one of black leaves nothing`() {
    let color = Color(0x123456, alpha: 200)
    #expect(color * .white == color)
    #expect(color * .black == Color(0, alpha: 200))
  }

  @Test func `premultiplied components lead back to the colour`() {
    let color = Color(0xff8040, alpha: 128)
    #expect(Color(premultiplied: color.premultiplied) == color)
    #expect(Color.clear.premultiplied == .zero)
  }

  @Test func `a ramp has its colours at its ends and middle`() {
    let ramp = ColorRamp(.white, .red, .black)
    #expect(ramp.color(at: 0) == .white && ramp.color(at: 1) == .black)
    #expect(ramp.color(at: -3) == .white && ramp.color(at: 7) == .black)
    let stops = ColorRamp(stops: [.init(at: 0, .red), .init(at: 0.2, .blue)])
    #expect(stops.color(at: 0.5) == .blue)
  }

  @Test func `a ramp to clear fades and does not darken`() {
    let faded = ColorRamp(.orange, .clear).color(at: 0.5)
    #expect(abs(Int(faded.alpha) - 127) <= 1)
    #expect(abs(Int(faded.red) - Int(Color.orange.red)) <= 2)
  }
}
