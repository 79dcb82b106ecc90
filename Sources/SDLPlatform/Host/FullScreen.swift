import CSDL2
import GameLoop

/// A window's way to the full screen and back.
///
/// The window is made as large as the display before the window manager is asked: where there is none to
/// answer, the window covers the display all the same.
struct FullScreen {
  /// Where the window was before.
  private var windowed = SDL_Rect()

  func isOn(_ window: OpaquePointer) -> Bool {
    SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN.rawValue != 0
  }

  mutating func set(_ isOn: Bool, _ window: OpaquePointer) {
    guard isOn != self.isOn(window) else { return }
    if isOn { enter(window) } else { leave(window) }
    SDL_ShowCursor(isOn ? SDL_DISABLE : SDL_ENABLE)
  }

  private mutating func enter(_ window: OpaquePointer) {
    SDL_GetWindowPosition(window, &windowed.x, &windowed.y)
    SDL_GetWindowSize(window, &windowed.w, &windowed.h)
    var display = SDL_Rect()
    if SDL_GetDisplayBounds(SDL_GetWindowDisplayIndex(window), &display) == 0 {
      Self.move(window, to: display)
    }
    request(SDL_WINDOW_FULLSCREEN_DESKTOP.rawValue, window)
  }

  private func leave(_ window: OpaquePointer) {
    request(0, window)
    Self.move(window, to: windowed)
  }

  private func request(_ mode: UInt32, _ window: OpaquePointer) {
    if SDL_SetWindowFullscreen(window, mode) != 0 {
      report("The window cannot change its size: \(SDLError("SDL_SetWindowFullscreen")).")
    }
  }

  private static func move(_ window: OpaquePointer, to place: SDL_Rect) {
    SDL_SetWindowPosition(window, place.x, place.y)
    SDL_SetWindowSize(window, place.w, place.h)
  }
}
