/// Gives handles of assets, by name: `context.assets` and the groups of it.
///
/// A handle comes at once; the file is read and decoded on a job thread, and made ready in the completions phase of
/// a later frame, within the frame's budget. The same name gives the same handle for as long as somebody has it,
/// whichever group asks. An asset that is missing or broken is reported, and does not stop the game.
///
/// Groups take turns with loading. One that asks for an asset that waits already can make it wait less, with a
/// higher priority.
public class AssetLoader {
  final let store: AssetStore
  /// Whose turn its loads wait for.
  final let number: Int

  init(_ store: AssetStore) {
    self.store = store
    number = store.newGroup()
  }

  /// An asset was asked for here.
  func hold(_ asset: Asset) {}

  /// A picture: PNG, and what else SDL_image reads.
  public final func texture(_ name: String, priority: AssetPriority = .normal) -> Texture {
    let (host, decoder) = (store.host, store.host.decoder)
    return asset(
      Texture.self, name, priority, decode: { try decoder.image(from: $0) },
      add: { texture, image in
        try host.add(image, as: texture.id)
        texture.pixelSize = image.size
      })
  }

  /// A picture of equal frames in rows.
  ///
  /// - Parameter frameSize: in pixels.
  public final func sheet(
    _ name: String, frameSize: Vector, priority: AssetPriority = .normal
  ) -> SpriteSheet {
    SpriteSheet(texture(name, priority: priority), frameSize: frameSize)
  }

  /// A picture whose frames and animations are said by a JSON file beside it: `hero.json` for `hero.png`, as
  /// Aseprite exports it, as an array or as a hash.
  ///
  /// Of each frame count `frame`, `duration`, `sourceSize` and `spriteSourceSize`; of `meta` the `frameTags`, which
  /// are the animations, with `name`, `from`, `to`, `direction` and `repeat`. Frames that were trimmed are drawn
  /// where they were; rotated ones are refused.
  public final func sheet(_ name: String, priority: AssetPriority = .normal) -> SpriteSheet {
    let end = name.lastIndex(of: ".") ?? name.endIndex
    let layout = asset(
      SheetLayout.self, "\(name[..<end]).json", priority, decode: { try SheetFile($0) },
      add: { $0.take($1) })
    return SpriteSheet(texture(name, priority: priority), layout)
  }

  /// A TrueType or OpenType font.
  public final func font(_ name: String, priority: AssetPriority = .normal) -> Font {
    let host = store.host
    return asset(
      Font.self, name, priority, decode: { try TextContents.notEmpty($0) },
      add: { $0.metrics = try host.add(font: $1, as: $0.id) })
  }

  /// A short sound: WAV, and what else SDL_mixer reads.
  public final func sound(_ name: String, priority: AssetPriority = .normal) -> Sound {
    let (host, decoder) = (store.host, store.host.decoder)
    return asset(
      Sound.self, name, priority, decode: { try decoder.sound(from: $0) },
      add: { sound, decoded in
        try host.add(decoded, as: sound.id)
        sound.length = decoded.length
      })
  }

  /// A piece of music, for `context.sounds.music`: Ogg Vorbis, Opus, FLAC, MP3, WAV, and what else libsndfile reads.
  /// What only SDL_mixer reads is decoded whole.
  public final func music(_ name: String, priority: AssetPriority = .normal) -> Music {
    let (host, decoder, queue) = (store.host, store.host.decoder, store.queue)
    return asset(
      Music.self, name, priority, decode: { try decoder.music(from: $0, decodedOn: queue) },
      add: { music, decoded in
        try host.add(decoded, as: music.id)
        music.length = decoded.length
      })
  }

  /// A text in UTF-8.
  public final func text(
    _ name: String, priority: AssetPriority = .normal
  ) -> Document<String> {
    asset(
      Document<String>.self, name, priority, decode: { try TextContents.text(of: $0) },
      add: { $0.value = $1 })
  }

  /// A value in JSON, decoded on a job thread.
  ///
  ///     nonisolated struct Level: Decodable, Sendable { let title: String; let rooms: [Room] }
  ///     let level = assets.json("levels/1.json", as: Level.self)
  ///     …
  ///     if let level = level.value { … }
  public final func json<Value: Decodable & Sendable>(
    _ name: String, as type: Value.Type, priority: AssetPriority = .normal
  ) -> Document<Value> {
    asset(
      Document<Value>.self, name, priority, decode: { try TextContents.value(type, of: $0) },
      add: { $0.value = $1 })
  }

  final func asset<Kind: Asset, Decoded: Sendable>(
    _ kind: Kind.Type, _ name: String, _ priority: AssetPriority,
    decode: @escaping @Sendable ([UInt8]) throws -> Decoded,
    add: @escaping @MainActor (Kind, Decoded) throws -> Void
  ) -> Kind {
    let asset = store.asset(kind, name, for: number, priority, decode: decode, add: add)
    hold(asset)
    return asset
  }
}
