import CSDL2
import GameLoop

/// A game's picture in memory, drawn by the processor: always the same pixels for the same canvas.
final class SurfacePicture: GamePicture {
  let surface: UnsafeMutablePointer<SDL_Surface>
  let painter: any CanvasPainter
  private let size: Vector
  private let scaling: PictureScaling

  init(size: Vector, scaling: PictureScaling = .fit) throws {
    self.size = size
    self.scaling = scaling
    surface = try require(
      SDL_CreateRGBSurfaceWithFormat(
        0, Int32(size.x), Int32(size.y), 32, SDL_PIXELFORMAT_RGB888.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
    painter = Painter(try SurfaceDrawing(surface))
  }

  isolated deinit { SDL_FreeSurface(surface) }

  func close() { painter.close() }

  func image(of canvas: Canvas) throws -> Image {
    painter.paint(canvas)
    return try image()
  }

  /// What was painted last.
  func image() throws -> Image {
    let copy = try require(
      SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGBA32.rawValue, 0),
      "SDL_ConvertSurfaceFormat")
    defer { SDL_FreeSurface(copy) }
    return Image(copying: copy)
  }

  func show(_ canvas: Canvas, in window: OpaquePointer) -> Bool {
    painter.paint(canvas)
    if let screen = screen(of: window) {
      copy(to: screen)
      if SDL_UpdateWindowSurface(window) != 0 {
        reportOnce("the window cannot be updated: \(SDLError("SDL_UpdateWindowSurface"))")
      }
    } else {
      reportOnce("the window cannot be drawn on: \(SDLError("SDL_GetWindowSurface"))")
    }
    return false
  }

  /// The window's own memory, which another takes the place of when the window's size changes.
  private func screen(of window: OpaquePointer) -> UnsafeMutablePointer<SDL_Surface>? {
    if !hasShown {
      hasShown = true
      // Else SDL shows it through OpenGL, which the processor may have to draw.
      SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0")
      if let screen = SDL_GetWindowSurface(window) { return screen }
      // Wayland has no other way.
      SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "1")
    }
    return SDL_GetWindowSurface(window)
  }

  private func copy(to screen: UnsafeMutablePointer<SDL_Surface>) {
    let output = Vector(Float(screen.pointee.w), Float(screen.pointee.h))
    var place = SDL_Rect(scaling.place(of: size, in: output))
    if place.w == Int32(size.x) && place.h == Int32(size.y) {
      if output != size { SDL_FillRect(screen, nil, 0) }
      SDL_UpperBlit(surface, nil, screen, &place)
    } else {
      if Int32(output.x) != place.w || Int32(output.y) != place.h {
        SDL_FillRect(screen, nil, 0)
      }
      SDL_UpperBlitScaled(surface, nil, screen, &place)
    }
  }

  private func reportOnce(_ words: String) {
    if !hasReported { report(words) }
    hasReported = true
  }

  private var hasShown = false
  private var hasReported = false
}
