import CSDL2
import CSDL2TTF
import GameLoop

/// One font file, at every size it is used in.
final class FontFace {
  private let bytes: UnsafeMutableRawBufferPointer
  private let renderer: OpaquePointer
  private var sizes: [Int32: GlyphCache] = [:]

  /// - Throws: if the file is no font.
  init(_ bytes: [UInt8], renderer: OpaquePointer) throws {
    // SDL_ttf reads from the file for as long as the font is open: the bytes stay where they are.
    self.bytes = .allocate(byteCount: max(1, bytes.count), alignment: 16)
    self.bytes.copyBytes(from: bytes)
    self.renderer = renderer
    sizes[16] = try GlyphCache(file: self.bytes, size: 16, renderer: renderer)
  }

  isolated deinit {
    sizes.removeAll()
    bytes.deallocate()
  }

  func paint(_ command: TextCommand) {
    guard let glyphs = glyphs(size: Int32(command.size.rounded())) else { return }
    var y = command.position.y
    for line in command.text.split(separator: "\n", omittingEmptySubsequences: false) {
      var x = command.position.x
      switch command.alignment {
      case .left: break
      case .center: x -= (glyphs.width(of: line) / 2).rounded()
      case .right: x -= glyphs.width(of: line)
      }
      glyphs.paint(line, at: Vector(x, y), color: command.color)
      y += glyphs.lineHeight
    }
  }

  private func glyphs(size: Int32) -> GlyphCache? {
    if let glyphs = sizes[size] { return glyphs }
    guard size > 0, let glyphs = try? GlyphCache(file: bytes, size: size, renderer: renderer) else {
      return nil
    }
    sizes[size] = glyphs
    return glyphs
  }
}
