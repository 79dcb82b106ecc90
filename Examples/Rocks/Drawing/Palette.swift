import SwiftGameLoop

/// The colours of what is not a picture.
enum Palette {
  static let space = Color(0x06050f)
  static let soft = Color(0xd8e6f2)
  static let dim = Color(0x7c8bb0)
  static let cyan = Color(0x6fe3ff)
  static let amber = Color(0xffc65c)
  static let orange = Color(0xff7a2e)
  static let magenta = Color(0xff5fd2)
  static let violet = Color(0xa07bff)
  static let red = Color(0xff6b6b)
  static let shadow = Color(0x05040c)
  /// Laid over the picture where words have to stand out.
  static let veil = Color(0x05040c, alpha: 150)
}
