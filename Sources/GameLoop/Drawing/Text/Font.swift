/// Letters to write with: from a TrueType file, from a picture of letters, or built in.
///
///     let font = context.assets.font("fonts/pebble.ttf")
///     canvas.text("Score 100", at: Vector(8, 8), font: font, size: 8)
///     let width = font.size(of: "Score 100", size: 8).x
///
/// Until the font is there its text is not seen and its measures are estimates: every letter half as wide as
/// the size, every line a fifth higher. Then they are exact. If it cannot be loaded, its text is seen in
/// letters of `Font.builtIn`.
public final class Font: Asset {
  /// Where letters are taken from that this font does not have; nil shows a box. A fallback may have
  /// one, too.
  public var fallback: Font? {
    didSet {
      precondition(
        !hasFallback(self),
        "\(name) would be its own fallback: end the chain with a font that has no fallback")
      changed()
    }
  }

  /// What the one who paints this font says of it; nil until then.
  package var metrics: (any FontMetrics)? { didSet { changed() } }

  /// Grows with every change of any font, so that the largest of a chain tells whether a part of it changed.
  private var version = 0
  private static var lastVersion = 0
  private let layouts = TextLayoutCache()

  override func stateChanged() { changed() }

  /// A font of equal cells in a texture, such as a sheet of letters that was drawn by hand.
  ///
  ///     let digits = Font(texture: sheet, cell: Vector(8, 8), characters: "0123456789:")
  ///
  /// - Parameters:
  ///   - cell: the size of a cell, in pixels. Text is crisp at whole multiples of its height.
  ///   - characters: those in the cells, along the rows; a space leaves its cell out. Small letters that are
  ///     not among them are shown as capitals, others as `"\u{fffd}"` or `"?"` where there is one.
  public convenience init(texture: Texture, cell: Vector, characters: String) {
    self.init(BitmapFont(texture: texture, cell: cell, characters: characters), name: texture.name)
  }

  convenience init(_ bitmap: BitmapFont, name: String) {
    self.init(name: name, id: bitmap.pages[0].id)
    metrics = bitmap
    state = .ready
  }

  /// Letters that are always there: ASCII in cells of 6 × 8 pixels, crisp in sizes 8, 16, 24 and so on.
  public static let builtIn: Font = {
    let texture = Texture(
      name: "the built-in font", id: .builtInFont, size: BuiltInLetters.image.size)
    let bitmap = BitmapFont(
      texture: texture, cell: BuiltInLetters.cell, characters: BuiltInLetters.characters,
      lineHeight: BuiltInLetters.lineHeight, ascent: BuiltInLetters.ascent)
    return Font(bitmap, name: texture.name)
  }()

  // MARK: Measures

  /// The room that a text takes, in pixels. The empty text is one line high.
  ///
  /// - Parameters:
  ///   - size: the height of the font's em square; nil is the font's own.
  ///   - width: lines are wrapped to be no wider; nil does not wrap.
  public func size(of text: String, size: Float? = nil, width: Float? = nil) -> Vector {
    layout(text, LayoutStyle(size: size ?? naturalSize, width: width ?? .infinity)).size
  }

  /// From the top of a line to the top of the next.
  public func lineHeight(size: Float? = nil) -> Float {
    usedMetrics.sized(size ?? naturalSize).lineHeight
  }

  /// From the top of a line to the foot of its letters.
  public func ascent(size: Float? = nil) -> Float {
    usedMetrics.sized(size ?? naturalSize).ascent
  }

  /// The size of text that asks for none: 16, or that in which a bitmap font was drawn.
  public var naturalSize: Float { usedMetrics.naturalSize }

  // MARK: Layout

  /// The places of a text's letters; the same text in the same style is laid out once.
  func layout(_ text: String, _ style: LayoutStyle) -> TextLayout {
    layouts.layout(text, style, version: newestVersion) {
      Typesetter.shared.layout(text, style, faces: faces(size: style.size))
    }
  }

  /// As `layout`, for a text that is soon another one: it is not kept.
  func layoutOnce(_ text: String, _ style: LayoutStyle) -> TextLayout {
    Typesetter.shared.layout(text, style, faces: faces(size: style.size))
  }

  /// This font and those behind it, as far as they are there.
  private func faces(size: Float) -> [Typesetter.Face] {
    var faces: [Typesetter.Face] = []
    var next: Font? = self
    while let font = next {
      if faces.isEmpty || font.metrics != nil && font.isUsable {
        faces.append(font.face(size: size))
      }
      next = font.fallback
    }
    return faces
  }

  private func face(size: Float) -> Typesetter.Face {
    let used = usedMetrics
    let sized = used.sized(size)
    return Typesetter.Face(
      metrics: sized,
      value: TextFace(font: id, size: sized.size, bitmap: used as? BitmapFont))
  }

  private var isUsable: Bool { if case .failed = state { false } else { true } }

  private var usedMetrics: any FontMetrics {
    if !isUsable, let builtIn = Self.builtIn.metrics { return builtIn }
    return metrics ?? EstimatedMetrics.shared
  }

  private var newestVersion: Int { max(version, fallback?.newestVersion ?? 0) }

  private func hasFallback(_ font: Font) -> Bool {
    var next = fallback
    while let fallback = next {
      if fallback === font { return true }
      next = fallback.fallback
    }
    return false
  }

  private func changed() {
    Self.lastVersion += 1
    version = Self.lastVersion
  }
}

nonisolated extension AssetID {
  /// The texture of `Font.builtIn`, which every host has without being given it.
  package static let builtInFont = AssetID(number: 0)
}
