import CSDL2
import GameLoop

/// Turns text into sprites: of the atlas for the letters of fonts, of textures for those of bitmap fonts.
final class TextPainter<Way: Drawing> {
  let atlas: GlyphAtlas<Way>
  private var faces: [AssetID: FontFace] = [:]

  init(_ drawing: Way, pageSize: Int32 = 512, mostPages: Int = 8) {
    atlas = GlyphAtlas(drawing, pageSize: pageSize, mostPages: mostPages)
  }

  /// - Throws: if the file is no font.
  func add(font bytes: [UInt8], as id: AssetID) throws -> any FontMetrics {
    let face = try FontFace(bytes)
    faces.updateValue(face, forKey: id)?.close()
    return face
  }

  func remove(_ id: AssetID) { faces.removeValue(forKey: id)?.close() }

  /// Lets go of all fonts and of the atlas, before the renderer goes.
  func close() {
    for face in faces.values { face.close() }
    faces.removeAll()
    atlas.close()
  }

  /// Gives the letters of a text one by one, in the order they are painted in.
  ///
  /// Before the picture of a letter is replaced by another, the atlas calls `willEmptyPage`.
  ///
  /// - Parameter texture: the texture that a bitmap font names, if it is there.
  func paint(
    _ command: TextCommand, texture: (AssetID) -> Way.Picture?,
    _ draw: (DrawItem, Way.Picture) -> Void
  ) {
    atlas.tick()
    command.forEachPass { offset, color in
      for (number, face) in command.layout.faces.enumerated() {
        let pass = Pass(command: command, face: Int32(number), offset: offset, color: color)
        if let bitmap = face.bitmap {
          paint(pass, bitmap, scale: face.size / bitmap.naturalSize, texture, draw)
        } else if let face = faces[face.font] {
          paint(pass, face.glyphs(size: pass.size), draw)
        }
      }
    }
  }

  /// The letters of one face, in one of the colours that they are painted in.
  struct Pass {
    let command: TextCommand
    let face: Int32
    let offset: Vector
    let color: Color

    var size: Float { command.layout.faces[Int(face)].size }

    func sprite(_ source: SDL_Rect, size: Vector, at pen: Vector) -> DrawItem {
      let place = command.place(pictureOf: size, at: pen, offset: offset)
      return DrawItem(
        sprite: SIMD4(lowHalf: place.destination.origin, highHalf: place.destination.size),
        source: SIMD4(Float(source.x), Float(source.y), Float(source.w), Float(source.h)),
        pivot: place.pivot, rotation: command.rotation, tint: color)
    }
  }

  private func paint(_ pass: Pass, _ glyphs: GlyphCache, _ draw: (DrawItem, Way.Picture) -> Void) {
    for glyph in pass.command.layout.glyphs where glyph.face == pass.face {
      guard let (texture, source, offset) = glyphs.picture(of: glyph.id, in: atlas) else {
        continue
      }
      let size = Vector(Float(source.w), Float(source.h))
      draw(pass.sprite(source, size: size, at: glyph.position + offset), texture)
    }
  }

  private func paint(
    _ pass: Pass, _ font: BitmapFont, scale: Float, _ texture: (AssetID) -> Way.Picture?,
    _ draw: (DrawItem, Way.Picture) -> Void
  ) {
    for glyph in pass.command.layout.glyphs where glyph.face == pass.face {
      guard let (id, source, offset) = font.picture(of: glyph.id), let texture = texture(id) else {
        continue
      }
      draw(
        pass.sprite(
          SDL_Rect(source), size: source.size * scale, at: glyph.position + offset * scale),
        texture)
    }
  }
}
