extension AssetLoader {
  /// A font of letters in pictures, from a text file as BMFont writes it. The pictures it names are beside it.
  ///
  ///     let font = context.assets.bitmapFont("fonts/pebble.fnt")
  ///     canvas.text("Score 100", at: Vector(8, 8), font: font)
  ///
  /// Its text is crisp at whole multiples of its own size, which it has where no other is asked for. What is
  /// wrong in the file is reported with its line.
  public final func bitmapFont(_ name: String, priority: AssetPriority = .normal) -> Font {
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    return asset(
      Font.self, name, priority, decode: BitmapFontFile.init(parsing:),
      add: { [weak self, weak store] font, file in
        // Where the group is gone that asked, the font has its pictures all the same.
        guard let loader = self ?? store.map(AssetLoader.init) else { return }
        font.metrics = BitmapFont(file, pages: file.pages.map { loader.texture(folder + $0) })
      })
  }
}
