import CSDL2
import GameLoop

/// The game's picture at its own size, and its place in a window.
final class Picture {
  let renderer: OpaquePointer
  private var painter: Painter?
  private let size: Vector
  /// What is painted on; nil where the renderer's output has the picture's size.
  private var target: OpaquePointer?

  /// Takes the renderer over. Paints on a texture, to be shown in a window of any size.
  init(renderer: OpaquePointer, size: Vector) throws {
    self.renderer = renderer
    self.size = size
    painter = Painter(renderer: renderer)
    // Sharp pixels: each is seen as a square.
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest")
    target = try require(
      SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_RGB888.rawValue, Int32(SDL_TEXTUREACCESS_TARGET.rawValue),
        Int32(size.x), Int32(size.y)), "SDL_CreateTexture")
    SDL_SetTextureBlendMode(target, SDL_BLENDMODE_NONE)
  }

  /// Takes the renderer over. Paints on its output, which has the picture's size.
  init(rendererOfSameSize renderer: OpaquePointer, size: Vector) {
    self.renderer = renderer
    self.size = size
    painter = Painter(renderer: renderer)
  }

  /// Lets go of everything the renderer made, and of the renderer.
  func close() {
    if let target { SDL_DestroyTexture(target) }
    target = nil
    painter = nil
  }

  func add(_ image: Image, as id: AssetID) throws { try painter?.add(image, as: id) }
  func add(font: [UInt8], as id: AssetID) throws { try painter?.add(font: font, as: id) }
  func remove(_ id: AssetID) { painter?.remove(id) }

  func paint(_ canvas: Canvas) {
    if let target { SDL_SetRenderTarget(renderer, target) }
    painter?.paint(canvas)
  }

  /// Puts what was painted into the window, which is not presented yet.
  func show() {
    SDL_SetRenderTarget(renderer, nil)
    SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255)
    SDL_RenderClear(renderer)
    var (width, height): (Int32, Int32) = (0, 0)
    SDL_GetRendererOutputSize(renderer, &width, &height)
    var place = SDL_FRect(Self.place(of: size, in: Vector(Float(width), Float(height))))
    SDL_RenderCopyF(renderer, target, nil, &place)
  }

  /// A point of the window as a point of the picture.
  func fromWindow(_ point: Vector, windowSize: Vector) -> Vector {
    let place = Self.place(of: size, in: windowSize)
    return (point - place.origin) / place.size * size
  }

  /// As large as fits, in the same shape, in the middle.
  static func place(of size: Vector, in window: Vector) -> Rect {
    let fit = min(window.x / size.x, window.y / size.y)
    let scaled = (size * fit).rounded(.toNearestOrEven)
    return Rect(
      origin: ((window - scaled) / 2).rounded(.down), size: scaled)
  }

  /// What was painted last.
  func image() throws -> Image {
    SDL_SetRenderTarget(renderer, target)
    let surface = try require(
      SDL_CreateRGBSurfaceWithFormat(
        0, Int32(size.x), Int32(size.y), 32, SDL_PIXELFORMAT_RGBA32.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
    defer { SDL_FreeSurface(surface) }
    try require(
      SDL_RenderReadPixels(
        renderer, nil, SDL_PIXELFORMAT_RGBA32.rawValue, surface.pointee.pixels,
        surface.pointee.pitch), "SDL_RenderReadPixels")
    return Image(copying: surface)
  }
}
