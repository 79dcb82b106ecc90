import CSDL2
import CSDL2TTF
import GameLoop

/// One font file, at every size it is used in.
final class FontFace: FontMetrics {
  let naturalSize: Float = 16
  private let bytes: UnsafeMutableRawBufferPointer
  /// Nil after the host has ended. What a game still asks then is answered as for a font without letters.
  private var font: OpaquePointer?
  private var fontSize: Int32
  private var sizes: [Int32: GlyphCache] = [:]
  let kerning: PairKerning
  /// Letters of several code points, such as one with an accent of its own.
  private var clusters: [String] = []
  private var clusterIDs: [String: GlyphID] = [:]

  private static let openedSize: Int32 = 16
  private static let mostSizes = 64
  private static let firstCluster: GlyphID = 0x8000_0000

  /// - Throws: if the file is no font.
  init(_ file: [UInt8]) throws {
    // SDL_ttf reads from the file for as long as the font is open: the bytes stay where they are.
    bytes = .allocate(byteCount: max(1, file.count), alignment: 16)
    bytes.copyBytes(from: file)
    kerning = PairKerning(of: bytes)
    fontSize = Self.openedSize
    font = nil
    let memory = try require(
      SDL_RWFromConstMem(bytes.baseAddress, Int32(file.count)), "SDL_RWFromConstMem")
    font = try require(TTF_OpenFontRW(memory, 1, fontSize), "TTF_OpenFont")
  }

  isolated deinit {
    close()
    bytes.deallocate()
  }

  /// Ends the use of SDL_ttf.
  func close() {
    kerning.close()
    if let font { TTF_CloseFont(font) }
    font = nil
  }

  func sized(_ size: Float) -> any SizedFontMetrics { glyphs(size: size) }

  /// The letters at the nearest size that the font has.
  func glyphs(size: Float) -> GlyphCache {
    let size = Int32(min(max(size, 1), 1024).rounded())
    if let glyphs = sizes[size] { return glyphs }
    guard let font = use(size: size) else {
      // A font of pictures has few sizes; the one it was opened in is there.
      return sizes[Self.openedSize]
        ?? keep(GlyphCache(self, size: Self.openedSize, font: use(size: Self.openedSize)))
    }
    return keep(GlyphCache(self, size: size, font: font))
  }

  private func keep(_ glyphs: GlyphCache) -> GlyphCache {
    if sizes.count == Self.mostSizes { sizes.removeAll() }
    sizes[Int32(glyphs.size)] = glyphs
    return glyphs
  }

  /// The font, set to a size; nil if it has no such size.
  func use(size: Int32) -> OpaquePointer? {
    guard let font, size != fontSize else { return font }
    guard TTF_SetFontSize(font, size) == 0 else { return nil }
    fontSize = size
    return font
  }

  // MARK: Letters of several code points

  func id(ofCluster cluster: String) -> GlyphID {
    if let id = clusterIDs[cluster] { return id }
    let id = Self.firstCluster + GlyphID(clusters.count)
    clusters.append(cluster)
    clusterIDs[cluster] = id
    return id
  }

  /// Nil for a glyph that is one code point.
  func cluster(_ id: GlyphID) -> String? {
    let number = Int(id) - Int(Self.firstCluster)
    return clusters.indices.contains(number) ? clusters[number] : nil
  }
}
