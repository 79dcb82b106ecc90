import CSDL2
import GameLoop

/// A game's picture in memory, drawn by the processor: always the same pixels for the same canvas.
final class SurfacePicture: GamePicture {
  let painter: any CanvasPainter
  private let drawing: SurfaceDrawing
  /// The picture at its own size.
  private let own: SurfaceRenderer
  /// The window's memory, where that is as large as the picture: then it is painted on at once.
  private var direct: SurfaceRenderer?
  private let size: Vector
  private let scaling: PictureScaling

  init(size: Vector, scaling: PictureScaling = .fit) throws {
    self.size = size
    self.scaling = scaling
    let surface = try require(
      SDL_CreateRGBSurfaceWithFormat(
        0, Int32(size.x), Int32(size.y), 32, SDL_PIXELFORMAT_RGB888.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
    own = try SurfaceRenderer(surface, ownsSurface: true)
    drawing = SurfaceDrawing(own)
    painter = Painter(drawing)
  }

  func close() {
    painter.close()
    drawing.picture = own
    direct = nil
  }

  /// Paints a canvas, to be seen in `image`.
  func paint(_ canvas: Canvas) {
    drawing.picture = own
    painter.paint(canvas)
  }

  func image(of canvas: Canvas) throws -> Image {
    paint(canvas)
    return try image()
  }

  /// What was painted last.
  func image() throws -> Image {
    let copy = try require(
      SDL_ConvertSurfaceFormat(own.surface, SDL_PIXELFORMAT_RGBA32.rawValue, 0),
      "SDL_ConvertSurfaceFormat")
    defer { SDL_FreeSurface(copy) }
    return Image(copying: copy)
  }

  // MARK: In a window

  func show(_ canvas: Canvas, in window: OpaquePointer) -> Bool {
    if let screen = screen(of: window) {
      if let direct = self.direct(on: screen) {
        drawing.picture = direct
        painter.paint(canvas)
      } else {
        paint(canvas)
        copy(to: screen)
      }
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

  private func direct(on screen: UnsafeMutablePointer<SDL_Surface>) -> SurfaceRenderer? {
    guard screen.pointee.w == Int32(size.x), screen.pointee.h == Int32(size.y),
      screen.pointee.format.pointee.format == SDL_PIXELFORMAT_RGB888.rawValue
    else {
      direct = nil
      return nil
    }
    // The same address with other pixels is another surface.
    if direct?.surface != screen || pixels != screen.pointee.pixels {
      pixels = screen.pointee.pixels
      direct = try? SurfaceRenderer(screen, ownsSurface: false)
    }
    return direct
  }

  private var pixels: UnsafeMutableRawPointer?

  private func copy(to screen: UnsafeMutablePointer<SDL_Surface>) {
    let output = Vector(Float(screen.pointee.w), Float(screen.pointee.h))
    var place = SDL_Rect(scaling.place(of: size, in: output))
    if Int32(output.x) != place.w || Int32(output.y) != place.h { SDL_FillRect(screen, nil, 0) }
    if place.w == Int32(size.x) && place.h == Int32(size.y) {
      SDL_UpperBlit(own.surface, nil, screen, &place)
    } else {
      SDL_UpperBlitScaled(own.surface, nil, screen, &place)
    }
  }

  private func reportOnce(_ words: String) {
    if !hasReported { report(words) }
    hasReported = true
  }

  private var hasShown = false
  private var hasReported = false
}
