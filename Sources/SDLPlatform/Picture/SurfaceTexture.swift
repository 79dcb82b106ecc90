import CSDL2
import GameLoop

/// A texture in memory, in the forms that drawing by the processor wants, each made when it is first needed.
final class SurfaceTexture {
  let size: Vector
  /// The picture as it is. Parts of it are copied from here, in any tint.
  let parts: UnsafeMutablePointer<SDL_Surface>
  private let isOpaque: Bool
  /// The same, encoded in runs: empty pixels are skipped. Always drawn as it is, as changing how it is drawn
  /// would encode it again.
  private var runs: UnsafeMutablePointer<SDL_Surface>?
  /// For a renderer, which draws what is rotated or of another size.
  private var texture: OpaquePointer?
  /// The one that `texture` is of.
  private var renderer: SurfaceRenderer?
  /// Draws on this texture, where it is a target. Has its surface, which is also `parts`.
  let painted: SurfaceRenderer?

  init(_ image: Image) throws {
    size = image.size
    isOpaque = image.isOpaque
    painted = nil
    let format = isOpaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888
    parts = try image.withSurface { surface in
      try require(
        SDL_ConvertSurfaceFormat(surface, format.rawValue, 0), "SDL_ConvertSurfaceFormat")
    }
  }

  /// To be painted on.
  init(targetOf size: Vector) throws {
    self.size = size
    isOpaque = false
    parts = try Self.blank(Int32(size.x), Int32(size.y))
    painted = try SurfaceRenderer(parts, ownsSurface: true)
  }

  /// To be filled piece by piece.
  init(pageOf size: Int32) throws {
    self.size = Vector(Float(size), Float(size))
    isOpaque = false
    painted = nil
    parts = try Self.blank(size, size)
  }

  private static func blank(
    _ width: Int32, _ height: Int32
  ) throws -> UnsafeMutablePointer<SDL_Surface> {
    try require(
      SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
  }

  isolated deinit {
    forget()
    if painted == nil { SDL_FreeSurface(parts) }
  }

  /// It is painted on: what was made of its picture is made again.
  func willChange() {
    forget()
    SDL_SetSurfaceBlendMode(parts, SDL_BLENDMODE_BLEND)
  }

  /// Replaces a part of the picture.
  func update(_ rect: SDL_Rect, _ pixels: UnsafeRawPointer, pitch: Int32) {
    forget()
    let own = Int(parts.pointee.pitch)
    let corner = parts.pointee.pixels + Int(rect.y) * own + Int(rect.x) * 4
    for row in 0..<Int(rect.h) {
      (corner + row * own).copyMemory(
        from: pixels + row * Int(pitch), byteCount: Int(rect.w) * 4)
    }
  }

  private func forget() {
    if let runs { SDL_FreeSurface(runs) }
    runs = nil
    if let texture { SDL_DestroyTexture(texture) }
    texture = nil
    renderer = nil
  }

  func parts(tint: Color, blend: BlendMode) -> UnsafeMutablePointer<SDL_Surface> {
    // SDL looks whether each of these is a change.
    SDL_SetSurfaceColorMod(parts, tint.red, tint.green, tint.blue)
    SDL_SetSurfaceAlphaMod(parts, tint.alpha)
    let covers = isOpaque && blend == .alpha && tint.alpha == 255
    SDL_SetSurfaceBlendMode(parts, covers ? SDL_BLENDMODE_NONE : SDL_BlendMode(blend))
    return parts
  }

  /// All of the picture.
  func whole(tint: Color, blend: BlendMode) -> UnsafeMutablePointer<SDL_Surface> {
    guard tint == .white, blend == .alpha, !isOpaque, painted == nil else {
      return parts(tint: tint, blend: blend)
    }
    if let runs { return runs }
    _ = parts(tint: .white, blend: .alpha)
    guard let copy = SDL_DuplicateSurface(parts) else { return parts }
    SDL_SetSurfaceRLE(copy, 1)
    runs = copy
    return copy
  }

  func texture(for renderer: SurfaceRenderer) -> OpaquePointer? {
    if let texture, self.renderer === renderer { return texture }
    if let texture { SDL_DestroyTexture(texture) }
    _ = parts(tint: .white, blend: .alpha)
    self.renderer = renderer
    texture = SDL_CreateTextureFromSurface(renderer.pointer, parts)
    return texture
  }
}

nonisolated extension Image {
  /// The picture as a surface that is there during `body`.
  func withSurface<Result>(
    _ body: (UnsafeMutablePointer<SDL_Surface>) throws -> Result
  ) throws -> Result {
    try pixels.withUnsafeBytes { bytes in
      let surface = try require(
        SDL_CreateRGBSurfaceWithFormatFrom(
          UnsafeMutableRawPointer(mutating: bytes.baseAddress), Int32(width), Int32(height), 32,
          Int32(width * 4), SDL_PIXELFORMAT_RGBA32.rawValue), "SDL_CreateRGBSurfaceWithFormatFrom")
      defer { SDL_FreeSurface(surface) }
      return try body(surface)
    }
  }
}
