import CSDL2
import GameLoop

/// Plays the commands of a canvas on an SDL renderer, and keeps the textures and fonts they name.
final class Painter {
  let renderer: OpaquePointer
  private var textures: [AssetID: OpaquePointer] = [:]
  private var fonts: [AssetID: FontFace] = [:]

  init(renderer: OpaquePointer) { self.renderer = renderer }

  isolated deinit {
    fonts.removeAll()
    for texture in textures.values { SDL_DestroyTexture(texture) }
    SDL_DestroyRenderer(renderer)
  }

  // MARK: Assets

  func add(_ image: Image, as id: AssetID) throws {
    var pixels = image.pixels
    let texture = try pixels.withUnsafeMutableBytes { pixels in
      let surface = try require(
        SDL_CreateRGBSurfaceWithFormatFrom(
          pixels.baseAddress, Int32(image.width), Int32(image.height), 32, Int32(image.width * 4),
          SDL_PIXELFORMAT_RGBA32.rawValue), "SDL_CreateRGBSurfaceWithFormatFrom")
      defer { SDL_FreeSurface(surface) }
      return try require(
        SDL_CreateTextureFromSurface(renderer, surface), "SDL_CreateTextureFromSurface")
    }
    if let old = textures.updateValue(texture, forKey: id) { SDL_DestroyTexture(old) }
  }

  func add(font bytes: [UInt8], as id: AssetID) throws {
    fonts[id] = try FontFace(bytes, renderer: renderer)
  }

  func remove(_ id: AssetID) {
    fonts[id] = nil
    if let texture = textures.removeValue(forKey: id) { SDL_DestroyTexture(texture) }
  }

  // MARK: Painting

  func paint(_ canvas: Canvas) {
    for command in canvas.commands {
      switch command {
      case .clear(let color): clear(color)
      case .sprite(let sprite): paint(sprite)
      case .rect(let rect, let color, let blend): fill(rect, color, blend)
      case .line(let start, let end, let color, let blend):
        setDraw(color, blend)
        SDL_RenderDrawLineF(renderer, start.x, start.y, end.x, end.y)
      case .text(let text): fonts[text.font]?.paint(text)
      }
    }
  }

  private func clear(_ color: Color) {
    SDL_SetRenderDrawColor(renderer, color.red, color.green, color.blue, color.alpha)
    SDL_RenderClear(renderer)
  }

  private func paint(_ sprite: SpriteCommand) {
    guard let texture = textures[sprite.texture] else { return paintPlaceholder(sprite) }
    setTexture(texture, tint: sprite.tint, blend: sprite.blend)
    let source = sprite.source.map(SDL_Rect.init)
    var destination = SDL_FRect(sprite.destination)
    withOptionalPointer(to: source) { source in
      if sprite.rotation == .zero {
        SDL_RenderCopyF(renderer, texture, source, &destination)
      } else {
        var pivot = SDL_FPoint(x: sprite.pivot.x, y: sprite.pivot.y)
        SDL_RenderCopyExF(
          renderer, texture, source, &destination, Double(sprite.rotation.degrees), &pivot,
          SDL_FLIP_NONE)
      }
    }
  }

  /// A texture that is not there is seen as a crossed frame: not to be overlooked, and not blinding.
  private func paintPlaceholder(_ sprite: SpriteCommand) {
    var frame = SDL_FRect(sprite.destination)
    setDraw(Color(0xff40c0, alpha: 140), .alpha)
    SDL_RenderDrawRectF(renderer, &frame)
    SDL_RenderDrawLineF(renderer, frame.x, frame.y, frame.x + frame.w - 1, frame.y + frame.h - 1)
    SDL_RenderDrawLineF(renderer, frame.x, frame.y + frame.h - 1, frame.x + frame.w - 1, frame.y)
  }

  private func fill(_ rect: Rect, _ color: Color, _ blend: BlendMode) {
    var rect = SDL_FRect(rect)
    setDraw(color, blend)
    SDL_RenderFillRectF(renderer, &rect)
  }

  private func setDraw(_ color: Color, _ blend: BlendMode) {
    SDL_SetRenderDrawBlendMode(renderer, SDL_BlendMode(blend))
    SDL_SetRenderDrawColor(renderer, color.red, color.green, color.blue, color.alpha)
  }
}

/// Sets what a texture is multiplied with and how it mixes.
func setTexture(_ texture: OpaquePointer, tint: Color, blend: BlendMode) {
  SDL_SetTextureColorMod(texture, tint.red, tint.green, tint.blue)
  SDL_SetTextureAlphaMod(texture, tint.alpha)
  SDL_SetTextureBlendMode(texture, SDL_BlendMode(blend))
}

private func withOptionalPointer<T>(to value: T?, _ body: (UnsafePointer<T>?) -> Void) {
  guard let value else { return body(nil) }
  withUnsafePointer(to: value, body)
}

nonisolated extension SDL_Rect {
  init(_ rect: Rect) {
    self.init(
      x: Int32(rect.origin.x), y: Int32(rect.origin.y), w: Int32(rect.size.x), h: Int32(rect.size.y)
    )
  }
}

nonisolated extension SDL_FRect {
  init(_ rect: Rect) {
    self.init(x: rect.origin.x, y: rect.origin.y, w: rect.size.x, h: rect.size.y)
  }
}

nonisolated extension SDL_BlendMode {
  init(_ mode: BlendMode) {
    self =
      switch mode {
      case .alpha: SDL_BLENDMODE_BLEND
      case .additive: SDL_BLENDMODE_ADD
      case .none: SDL_BLENDMODE_NONE
      }
  }
}
