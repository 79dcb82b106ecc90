import CSDL2
import GameLoop
import TaskQueues

/// A game's picture drawn by a renderer of SDL that has a graphics processor, or OpenGL.
///
/// Painted at its own size on a texture that is then shown as large as the window allows; where that is the
/// same size, on the window itself.
final class RendererPicture: GamePicture {
  let painter: any CanvasPainter
  private let renderer: OpaquePointer
  private let drawing: GeometryDrawing
  private let size: Vector
  private let scaling: PictureScaling
  private let clock = SystemClock.shared
  private var displaySync: DisplaySync
  private var target: OpaquePointer?

  /// Takes the renderer over.
  init(
    renderer: OpaquePointer, claimsDisplaySync: Bool, size: Vector, scaling: PictureScaling
  ) {
    self.renderer = renderer
    self.size = size
    self.scaling = scaling
    displaySync = DisplaySync(isClaimed: claimsDisplaySync)
    // Sharp pixels: each is seen as a square.
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest")
    drawing = GeometryDrawing(renderer)
    painter = Painter(drawing)
  }

  func close() {
    painter.close()
    if let target { SDL_DestroyTexture(target) }
    target = nil
  }

  func show(_ canvas: Canvas, in window: OpaquePointer) -> Bool {
    var (width, height): (Int32, Int32) = (0, 0)
    SDL_GetRendererOutputSize(renderer, &width, &height)
    let output = Vector(Float(width), Float(height))
    if output == size {
      drawing.picture = nil
      painter.paint(canvas)
    } else {
      paint(canvas, scaledTo: output)
    }
    let begin = clock.now
    SDL_RenderPresent(renderer)
    displaySync.presented(took: begin.duration(to: clock.now))
    return displaySync.isSeen
  }

  private func paint(_ canvas: Canvas, scaledTo output: Vector) {
    do {
      let texture = try targetTexture()
      drawing.picture = texture
      painter.paint(canvas)
      SDL_SetRenderTarget(renderer, nil)
      SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255)
      SDL_RenderClear(renderer)
      var place = SDL_FRect(scaling.place(of: size, in: output))
      SDL_RenderCopyF(renderer, texture, nil, &place)
    } catch {
      if !hasReported { report("the picture cannot be painted: \(error)") }
      hasReported = true
    }
  }

  private var hasReported = false

  func image(of canvas: Canvas) throws -> Image {
    drawing.picture = try targetTexture()
    painter.paint(canvas)
    let surface = try require(
      SDL_CreateRGBSurfaceWithFormat(
        0, Int32(size.x), Int32(size.y), 32, SDL_PIXELFORMAT_RGBA32.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
    defer { SDL_FreeSurface(surface) }
    SDL_SetRenderTarget(renderer, drawing.picture)
    try require(
      SDL_RenderReadPixels(
        renderer, nil, SDL_PIXELFORMAT_RGBA32.rawValue, surface.pointee.pixels,
        surface.pointee.pitch), "SDL_RenderReadPixels")
    return Image(copying: surface)
  }

  /// Made when it is first needed.
  private func targetTexture() throws -> OpaquePointer {
    if let target { return target }
    let texture = try require(
      SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_RGB888.rawValue, Int32(SDL_TEXTUREACCESS_TARGET.rawValue),
        Int32(size.x), Int32(size.y)), "SDL_CreateTexture")
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_NONE)
    target = texture
    return texture
  }
}
