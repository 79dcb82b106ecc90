import CSDL2

/// A surface and SDL's software renderer that draws on it, as long as somebody has a texture of it.
final class SurfaceRenderer {
  let surface: UnsafeMutablePointer<SDL_Surface>
  let pointer: OpaquePointer
  private let ownsSurface: Bool

  /// - Parameter ownsSurface: whether the surface is freed with this. A window's is its window's.
  init(_ surface: UnsafeMutablePointer<SDL_Surface>, ownsSurface: Bool) throws {
    self.surface = surface
    self.ownsSurface = ownsSurface
    do {
      pointer = try require(SDL_CreateSoftwareRenderer(surface), "SDL_CreateSoftwareRenderer")
    } catch {
      if ownsSurface { SDL_FreeSurface(surface) }
      throw error
    }
  }

  isolated deinit {
    SDL_DestroyRenderer(pointer)
    if ownsSurface { SDL_FreeSurface(surface) }
  }
}
