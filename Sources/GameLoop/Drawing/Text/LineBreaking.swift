/// Where a line may be broken.
nonisolated enum LineBreaking {
  /// Whether a line may end between two characters that are no blanks.
  ///
  /// - Parameter before: what is in front of the two.
  static func isAllowed(between left: Character, and right: Character, before: Character?) -> Bool {
    if isGlue(left) || isGlue(right) { return false }
    if isDash(left) {
      // After the hyphen of "well-known", not after the minus of "-5" or the dash of an option.
      return right.isLetter && before.map { !$0.isWhitespace && !isDash($0) } ?? false
    }
    guard isIdeographic(left) || isIdeographic(right) else { return false }
    return !mayNotBegin.contains(right) && !mayNotEnd.contains(left)
  }

  /// A blank at which no line is broken.
  static func isGlue(_ character: Character) -> Bool {
    switch character {
    case "\u{a0}", "\u{202f}", "\u{2007}", "\u{2060}": true
    default: false
    }
  }

  private static func isDash(_ character: Character) -> Bool {
    switch character {
    case "-", "\u{2010}", "\u{2013}", "\u{2014}": true
    default: false
    }
  }

  /// Chinese characters, kana and hangul, and their punctuation: written without blanks.
  private static func isIdeographic(_ character: Character) -> Bool {
    switch character.unicodeScalars.first?.value ?? 0 {
    case 0x2e80...0x9fff, 0xac00...0xd7a3, 0xf900...0xfaff, 0xff00...0xffef, 0x20000...0x3fffd: true
    default: false
    }
  }

  /// What closes, and small kana.
  private static let mayNotBegin = Set<Character>(
    "、。，．：；？！）］｝〉》」』】〕〗’”…‥ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%")
  /// What opens.
  private static let mayNotEnd = Set<Character>("（［｛〈《「『【〔〖‘“([{")
}
