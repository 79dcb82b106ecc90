extension Assets {
  /// A font of letters in pictures, from a text file as BMFont writes it. The pictures it names are beside it.
  ///
  ///     let font = context.assets.bitmapFont("fonts/pebble.fnt")
  ///     canvas.text("Score 100", at: Vector(8, 8), font: font)
  ///
  /// Its text is crisp at whole multiples of its own size, which it has where no other is asked for. What is
  /// wrong in the file is reported with its line.
  public func bitmapFont(_ name: String) -> Font {
    if let font = fonts[name] { return font }
    let font = Font(name: name, id: newID())
    fonts[name] = font
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    load(font, decode: BitmapFontFile.init(parsing:)) { [weak self] file in
      guard let self else { return }
      font.metrics = BitmapFont(file, pages: file.pages.map { self.texture(folder + $0) })
    }
    return font
  }
}
