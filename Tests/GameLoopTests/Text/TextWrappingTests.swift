import TestSupport
import Testing

@testable import GameLoop

@Suite("Wrapped text")
struct TextWrappingTests {
  private let metrics = TestMetrics()
  private let style: TextStyle

  init() { style = TextStyle(font: testFont(metrics), size: 10) }

  private func lines(_ text: String, width: Float) -> [String] {
    style.layout(of: text, width: width).lineTexts
  }

  @Test func `breaks at blanks, which hang over the end`() {
    #expect(lines("one two three", width: 35) == ["one two", "three"])
    #expect(lines("one two   three", width: 35) == ["one two", "three"])
    #expect(lines("one two three", width: 34) == ["one", "two", "three"])
  }

  @Test func `breaks a word that is wider than the line wherever it must`() {
    #expect(lines("a strengthened b", width: 25) == ["a", "stren", "gthen", "ed b"])
  }

  @Test func `has at least one letter in a line`() {
    #expect(lines("abc", width: 1) == ["a", "b", "c"])
    #expect(lines("abc", width: 0) == ["a", "b", "c"])
  }

  @Test func `keeps what a no-break space joins`() {
    #expect(lines("go 10\u{a0}km on", width: 30) == ["go", "10\u{a0}km", "on"])
  }

  @Test func `breaks after a hyphen, not after a minus`() {
    #expect(lines("well-known", width: 30) == ["well-", "known"])
    #expect(lines("it is -5 now", width: 40) == ["it is -5", "now"])
    #expect(lines("use --all now", width: 30) == ["use", "--all", "now"])
  }

  @Test func `breaks where a zero-width space says so`() {
    let layout = style.layout(of: "super\u{200b}market", width: 45)
    #expect(layout.lines.count == 2)
    #expect(layout.seen == "supermarket")
  }

  @Test func `breaks between ideographs, and keeps a full stop with what it ends`() {
    #expect(lines("日本語です", width: 15) == ["日本語", "です"])
    #expect(lines("日本語。です", width: 15) == ["日本", "語。で", "す"])
    #expect(lines("日本「語」", width: 15) == ["日本", "「語」"])
  }

  @Test(arguments: ["one\ntwo", "one\r\ntwo", "one\u{2028}two"])
  func `breaks at every line break`(text: String) {
    #expect(lines(text, width: 1000) == ["one", "two"])
  }

  @Test func `keeps blanks that begin a paragraph and drops those that begin a wrapped line`() {
    #expect(lines("  ab cd", width: 20) == ["  ab", "cd"])
  }

  @Test func `ends in an ellipsis that fits where lines are left out`() {
    var style = style
    style.mostLines = 2
    let layout = style.layout(of: "one two three four", width: 30)
    #expect(layout.seen == "onetwo…")
    #expect(layout.lines.count == 2)
    #expect(layout.lines[1].width == 20)
    style.mostLines = 1
    #expect(style.layout(of: "one two three", width: 35).seen == "onetw…")
    #expect(style.layout(of: "one\ntwo").seen == "one…")
    #expect(style.layout(of: "one two", width: 35).seen == "onetwo")
  }

  @Test func `has three dots for an ellipsis that the font does not have`() {
    metrics.lacking = ["…"]
    var style = style
    style.mostLines = 1
    #expect(style.layout(of: "one two three", width: 35).seen == "one...")
  }

  @Test(arguments: 0..<100)
  func `is never wider than its width, and whole`(seed: Int) {
    let letters = Array("ab cd-e fgh. \u{a0}日本、")
    metrics.kernings = ["ab": -0.2, "cd": 0.1]
    var random = GameLoop.SeededRandom(seed: UInt64(seed))
    let text = String((0..<40).map { _ in letters[random.int(0...letters.count - 1)] })
    let width = Float(random.int(10...70))
    let layout = style.layout(of: text, width: width)
    // Blanks at the very end are measured: something may be written behind them.
    for line in layout.lines.dropLast() { #expect(line.width <= width) }
    #expect(layout.seen == text.filter { $0 != " " && $0 != "\u{a0}" })
  }
}
