/// The layouts of the texts that a font wrote lately. Text that stays as it is costs one look into it.
///
/// There are two generations: when the younger is full it becomes the older, which is forgotten but for what
/// is asked for again. So there are never more than twice `generationSize`.
final class TextLayoutCache {
  static let generationSize = 512

  private var younger: [Key: TextLayout] = [:]
  private var older: [Key: TextLayout] = [:]
  private var version = 0

  /// - Parameter version: of the fonts; layouts of another one are forgotten.
  func layout(
    _ text: String, _ style: LayoutStyle, version: Int, make: () -> TextLayout
  ) -> TextLayout {
    if version != self.version {
      self.version = version
      younger.removeAll(keepingCapacity: true)
      older.removeAll(keepingCapacity: true)
    }
    let key = Key(text: text, style: style)
    if let layout = younger[key] { return layout }
    let layout = older[key] ?? make()
    if younger.count == Self.generationSize {
      swap(&younger, &older)
      younger.removeAll(keepingCapacity: true)
    }
    younger[key] = layout
    return layout
  }

  /// How many layouts are kept.
  var count: Int { younger.count + older.count }

  private struct Key: Hashable {
    var text: String
    var style: LayoutStyle

    func hash(into hasher: inout Hasher) {
      hasher.combine(text)
      hasher.combine(style.size)
      hasher.combine(style.width)
    }
  }
}
