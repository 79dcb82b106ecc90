import CSDL2
import GameLoop
import Glibc

/// What draws a window, and why.
///
/// Where OpenGL would be drawn by the processor, drawing in memory is several times faster.
struct RendererChoice {
  /// Nil where the processor draws, in memory.
  let renderer: OpaquePointer?
  /// SDL's name of it.
  let name: String
  let reason: String
  /// Whether presenting claims to wait for the display.
  let claimsDisplaySync: Bool

  static func choose(for window: OpaquePointer) -> RendererChoice {
    // Naming a driver turns batching off, unless this says otherwise.
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1")
    if let named = getenv("SDL_RENDER_DRIVER").map({ String(cString: $0) }), !named.isEmpty {
      return obey(named, window)
    }
    guard hasGraphicsProcessor else {
      return software(reason: "this machine has no graphics processor")
    }
    guard let accelerated = accelerated(window) else {
      return software(reason: "OpenGL is not available: \(String(cString: SDL_GetError()))")
    }
    if let drawnByProcessor = softwareOpenGL {
      SDL_DestroyRenderer(accelerated)
      return software(reason: "OpenGL would be drawn by the processor (\(drawnByProcessor))")
    }
    return made(accelerated, reason: "a graphics processor draws")
  }

  private static func obey(_ driver: String, _ window: OpaquePointer) -> RendererChoice {
    if driver == "software" { return software(reason: "SDL_RENDER_DRIVER names it") }
    guard let renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC.rawValue) else {
      let words = String(cString: SDL_GetError())
      return software(reason: "SDL_RENDER_DRIVER=\(driver) cannot be had: \(words)")
    }
    return made(renderer, reason: "SDL_RENDER_DRIVER names \(driver)")
  }

  private static func accelerated(_ window: OpaquePointer) -> OpaquePointer? {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengl")
    defer { SDL_SetHint(SDL_HINT_RENDER_DRIVER, "") }
    return SDL_CreateRenderer(
      window, -1, SDL_RENDERER_ACCELERATED.rawValue | SDL_RENDERER_PRESENTVSYNC.rawValue)
  }

  private static func software(reason: String) -> RendererChoice {
    RendererChoice(renderer: nil, name: "software", reason: reason, claimsDisplaySync: false)
  }

  private static func made(_ renderer: OpaquePointer, reason: String) -> RendererChoice {
    var info = SDL_RendererInfo()
    SDL_GetRendererInfo(renderer, &info)
    let name = info.name.map { String(cString: $0) } ?? "unknown"
    let claims = info.flags & SDL_RENDERER_PRESENTVSYNC.rawValue != 0
    return RendererChoice(renderer: renderer, name: name, reason: reason, claimsDisplaySync: claims)
  }

  /// Linux shows one as a device to render with.
  private static var hasGraphicsProcessor: Bool {
    (128..<136).contains { access("/dev/dri/renderD\($0)", F_OK) == 0 }
  }

  /// What draws OpenGL where that is no graphics processor. Asks the context that is current.
  private static var softwareOpenGL: String? {
    typealias GetString = @convention(c) (UInt32) -> UnsafePointer<CChar>?
    let glRenderer: UInt32 = 0x1F01
    guard let address = SDL_GL_GetProcAddress("glGetString"),
      let name = unsafeBitCast(address, to: GetString.self)(glRenderer)
    else { return nil }
    let renderer = String(cString: name)
    let isSoftware = ["llvmpipe", "softpipe", "swrast", "SwiftShader", "Software"].contains {
      renderer.contains($0)
    }
    return isSoftware ? renderer : nil
  }
}
