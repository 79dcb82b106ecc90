import TestSupport

@testable import GameLoop

/// A font of the test's own measures that is there: letters 5 wide, lines 10 high, at size 10.
func testFont(_ metrics: TestMetrics = TestMetrics()) -> Font {
  let font = Font(name: "test", id: AssetID(number: 9))
  font.metrics = metrics
  font.state = .ready
  return font
}

extension TextLayout {
  /// What is written in each line.
  var lineTexts: [String] { lines.map { String(text[$0.text]) } }

  /// The letters that are seen, in their order, where a glyph is its code point.
  var seen: String {
    String(String.UnicodeScalarView(glyphs.compactMap { Unicode.Scalar($0.id) }))
  }
}
