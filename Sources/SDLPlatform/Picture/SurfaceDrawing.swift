import CSDL2
import GameLoop

/// Draws in memory, by the processor.
///
/// What is upright and of its own size is copied from surface to surface, which is up to twice as fast as
/// SDL's software renderer and places pixels alike; the rest goes through that renderer, on the same surface.
/// Rotated sprites go through `SDL_RenderCopyEx`: as geometry they take seven times as long.
final class SurfaceDrawing: Drawing {
  var drawCalls = 0
  /// What is drawn on where no target is.
  var picture: SurfaceRenderer
  private var current: SurfaceRenderer
  /// That of `current`: looked at for every sprite.
  private var surface: UnsafeMutablePointer<SDL_Surface>
  /// Whether the renderer has commands that are not on the surface yet.
  private var isPending = false

  init(_ picture: SurfaceRenderer) {
    self.picture = picture
    current = picture
    surface = picture.surface
  }

  func texture(of image: Image) throws -> SurfaceTexture { try SurfaceTexture(image) }

  func targetTexture(size: Vector) throws -> SurfaceTexture {
    try SurfaceTexture(targetOf: size)
  }

  func page(size: Int32) throws -> SurfaceTexture { try SurfaceTexture(pageOf: size) }

  func update(
    _ page: SurfaceTexture, _ rect: SDL_Rect, _ pixels: UnsafeRawPointer, pitch: Int32
  ) {
    flush()
    page.update(rect, pixels, pitch: pitch)
  }

  func begin(on target: SurfaceTexture?) {
    flush()
    current = target?.painted ?? picture
    surface = current.surface
    target?.willChange()
    clip(to: nil)
  }

  func clip(to rect: SDL_Rect?) {
    flush()
    if var rect {
      SDL_SetClipRect(surface, &rect)
      SDL_RenderSetClipRect(current.pointer, &rect)
    } else {
      SDL_SetClipRect(surface, nil)
      SDL_RenderSetClipRect(current.pointer, nil)
    }
  }

  func flush() {
    guard isPending else { return }
    SDL_RenderFlush(current.pointer)
    isPending = false
  }

  func clear(_ color: Color) {
    flush()
    SDL_FillRect(
      surface, nil,
      SDL_MapRGBA(surface.pointee.format, color.red, color.green, color.blue, color.alpha))
    drawCalls += 1
  }

  // MARK: Sprites

  func sprites(_ run: DrawItems, _ texture: SurfaceTexture) {
    for place in 0..<run.count { sprite(run[place], texture) }
  }

  func sprite(_ item: DrawItem, _ texture: SurfaceTexture) {
    let size = item.destination.highHalf
    let pixels = item.isWholeTexture ? texture.size : item.source.highHalf
    guard size == pixels, item.rotation == .zero, !item.looks.isMirrored,
      item.looks.blend != .multiply
    else { return render(item, texture) }
    flush()
    var destination = SDL_Rect(
      x: nearestPixel(item.destination.x), y: nearestPixel(item.destination.y), w: 0, h: 0)
    drawCalls += 1
    if item.isWholeTexture {
      SDL_UpperBlit(
        texture.whole(tint: item.color, blend: item.looks.blend), nil, surface, &destination)
    } else {
      var source = SDL_Rect(item.source)
      SDL_UpperBlit(
        texture.parts(tint: item.color, blend: item.looks.blend), &source, surface, &destination)
    }
  }

  private func render(_ item: DrawItem, _ texture: SurfaceTexture) {
    guard let picture = texture.texture(for: current) else { return }
    let looks = item.looks
    SDL_SetTextureColorMod(picture, item.color.red, item.color.green, item.color.blue)
    SDL_SetTextureAlphaMod(picture, item.color.alpha)
    SDL_SetTextureBlendMode(picture, SDL_BlendMode(looks.blend))
    var source = SDL_Rect(
      item.isWholeTexture ? SIMD4(lowHalf: .zero, highHalf: texture.size) : item.source)
    var destination = SDL_FRect(
      x: item.destination.x, y: item.destination.y, w: item.destination.z, h: item.destination.w)
    if item.rotation == .zero && !looks.isMirrored {
      // From edge to edge, so that pieces that touch leave no gap.
      let (x, y) = (nearestPixel(destination.x), nearestPixel(destination.y))
      destination.w = Float(nearestPixel(destination.x + destination.w) - x)
      destination.h = Float(nearestPixel(destination.y + destination.h) - y)
      (destination.x, destination.y) = (Float(x), Float(y))
      SDL_RenderCopyF(current.pointer, picture, &source, &destination)
    } else {
      var pivot = SDL_FPoint(x: item.pivot.x, y: item.pivot.y)
      SDL_RenderCopyExF(
        current.pointer, picture, &source, &destination, Double(item.rotation.degrees), &pivot,
        SDL_RendererFlip(looks))
    }
    drawCalls += 1
    isPending = true
  }

  // MARK: Shapes

  func fill(_ rect: Rect, _ color: Color, _ blend: BlendMode) {
    let (x, y) = (nearestPixel(rect.origin.x), nearestPixel(rect.origin.y))
    var pixels = SDL_Rect(
      x: x, y: y, w: nearestPixel(rect.end.x) - x, h: nearestPixel(rect.end.y) - y)
    drawCalls += 1
    if color.alpha == 255 && blend == .alpha || blend == .none {
      flush()
      SDL_FillRect(
        surface, &pixels,
        SDL_MapRGBA(surface.pointee.format, color.red, color.green, color.blue, color.alpha))
    } else {
      setDraw(color, blend)
      SDL_RenderFillRect(current.pointer, &pixels)
      isPending = true
    }
  }

  func line(from: Vector, to: Vector, _ color: Color, _ blend: BlendMode) {
    setDraw(color, blend)
    SDL_RenderDrawLineF(current.pointer, from.x, from.y, to.x, to.y)
    drawCalls += 1
    isPending = true
  }

  func triangles(_ corners: [Vector], _ color: Color, _ blend: BlendMode) {
    SDL_SetRenderDrawBlendMode(current.pointer, SDL_BlendMode(blend))
    renderTriangles(corners, color, on: current.pointer)
    drawCalls += 1
    isPending = true
  }

  private func setDraw(_ color: Color, _ blend: BlendMode) {
    SDL_SetRenderDrawBlendMode(current.pointer, SDL_BlendMode(blend))
    SDL_SetRenderDrawColor(current.pointer, color.red, color.green, color.blue, color.alpha)
  }
}

/// Hands triangles of one colour to SDL as they are.
func renderTriangles(_ corners: [Vector], _ color: Color, on renderer: OpaquePointer) {
  var color = SDL_Color(color)
  corners.withUnsafeBytes { bytes in
    let positions = bytes.baseAddress?.assumingMemoryBound(to: Float.self)
    // One colour for all: the next one is no step further on.
    SDL_RenderGeometryRaw(
      renderer, nil, positions, Int32(MemoryLayout<Vector>.stride), &color, 0, nil, 0,
      Int32(corners.count), nil, 0, 0)
  }
}

nonisolated extension SDL_Color {
  init(_ color: Color) {
    self.init(r: color.red, g: color.green, b: color.blue, a: color.alpha)
  }
}

nonisolated extension SDL_RendererFlip {
  init(_ looks: DrawItem.Looks) {
    self.init(
      (looks.isMirroredAcross ? SDL_FLIP_HORIZONTAL.rawValue : 0)
        | (looks.isMirroredDown ? SDL_FLIP_VERTICAL.rawValue : 0))
  }
}
