import CSDL2
import CSDL2TTF
import GameLoop

/// How the letters of a font are moved together, at any size.
///
/// Newer fonts have their kerning where only a shaper finds it. So a pair is shaped, measured and compared with
/// its letters: once for all sizes, in a large one, where the whole pixels that are measured are fine enough.
final class PairKerning {
  private let file: UnsafeMutableRawBufferPointer
  /// Opened with the first pair.
  private var font: OpaquePointer?
  private var isClosed = false
  private var pairs: [UInt64: Float] = [:]

  private static let size: Int32 = 256
  private static let mostPairs = 8192

  /// - Parameter file: stays where it is until this is closed.
  init(of file: UnsafeMutableRawBufferPointer) { self.file = file }

  func close() {
    if let font { TTF_CloseFont(font) }
    font = nil
    isClosed = true
  }

  /// What is added between two letters, in ems.
  func between(_ left: GlyphID, _ right: GlyphID) -> Float {
    guard Self.mayBeKerned(left), Self.mayBeKerned(right) else { return 0 }
    let pair = UInt64(left) << 32 | UInt64(right)
    if let known = pairs[pair] { return known }
    if pairs.count == Self.mostPairs { pairs.removeAll(keepingCapacity: true) }
    let kerning = measure(left, right)
    pairs[pair] = kerning
    return kerning
  }

  private func measure(_ left: GlyphID, _ right: GlyphID) -> Float {
    guard let first = Unicode.Scalar(left), let second = Unicode.Scalar(right),
      !Self.isLigature(first, second), let font = open()
    else { return 0 }
    var (both, a, b): (Int32, Ends, Ends) = (0, Ends(), Ends())
    guard TTF_SizeUTF8(font, String(first) + String(second), &both, nil) == 0,
      TTF_GlyphMetrics32(font, left, &a.left, &a.right, nil, nil, &a.advance) == 0,
      TTF_GlyphMetrics32(font, right, &b.left, &b.right, nil, nil, &b.advance) == 0
    else { return 0 }
    let kerning = both + min(0, a.left) - a.advance - max(b.advance, b.right)
    // Less than the error of three roundings is none.
    return abs(kerning) > 3 ? Float(kerning) / Float(Self.size) : 0
  }

  /// Where the ink of a letter begins and ends, and where the next letter begins.
  private struct Ends {
    var left: Int32 = 0
    var right: Int32 = 0
    var advance: Int32 = 0
  }

  private func open() -> OpaquePointer? {
    if font != nil || isClosed { return font }
    guard let memory = SDL_RWFromConstMem(file.baseAddress, Int32(file.count)),
      let opened = TTF_OpenFontRW(memory, 1, Self.size)
    else {
      // A font of pictures does not have the size, and no kerning.
      isClosed = true
      return nil
    }
    TTF_SetFontHinting(opened, TTF_HINTING_NONE)
    // Kerning is not found where the script is not named.
    TTF_SetFontScriptName(opened, "Latn")
    font = opened
    return opened
  }

  /// Alphabets whose letters stand side by side as they are.
  private static func mayBeKerned(_ id: GlyphID) -> Bool {
    switch id {
    case 0x21..<0x590, 0x10a0..<0x1100, 0x1e00..<0x2100: true
    default: false
    }
  }

  /// A shaper makes one letter of these.
  private static func isLigature(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    guard first == "f" else { return false }
    switch second {
    case "f", "i", "j", "l", "t", "b", "h", "k": return true
    default: return false
    }
  }
}
