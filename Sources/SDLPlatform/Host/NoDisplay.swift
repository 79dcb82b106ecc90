import CSDL2
import Glibc

/// There is nothing to show a window on.
public struct NoDisplay: Error, CustomStringConvertible {
  public let description: String

  init() {
    description = "there is no display (neither WAYLAND_DISPLAY nor DISPLAY leads to one)"
  }

  /// SDL found none, and says why.
  init(_ error: SDLError) {
    let available = (0..<SDL_GetNumVideoDrivers()).compactMap { index in
      SDL_GetVideoDriver(index).map { String(cString: $0) }
    }
    let advice =
      Self.isDriverNamed
      ? "; SDL_VIDEODRIVER may be unset, or one of \(available.joined(separator: ", "))" : ""
    description = "there is no display (\(error)\(advice))"
  }

  static var isDriverNamed: Bool { isSet("SDL_VIDEODRIVER") }

  /// Whether it is worth asking SDL, whose drivers complain in words of their own where there is none: a
  /// display has a name in the environment, or is the console's.
  static var mayBeOne: Bool {
    let names = ["SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"]
    return names.contains(where: isSet) || access("/dev/dri/card0", F_OK) == 0
  }

  private static func isSet(_ variable: String) -> Bool {
    getenv(variable).map { $0.pointee != 0 } ?? false
  }
}
