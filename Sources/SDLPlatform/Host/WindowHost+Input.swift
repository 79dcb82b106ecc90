import CSDL2
import GameLoop

extension WindowHost {
  public func beginTextInput(at area: Rect?) {
    if let area {
      let (a, b) = (toWindow(area.origin), toWindow(area.origin + area.size))
      var rect = SDL_Rect(x: Int32(a.x), y: Int32(a.y), w: Int32(b.x - a.x), h: Int32(b.y - a.y))
      SDL_SetTextInputRect(&rect)
    }
    SDL_StartTextInput()
  }

  public func endTextInput() { SDL_StopTextInput() }

  public func showCursor(_ isVisible: Bool) {
    SDL_ShowCursor(isVisible ? SDL_ENABLE : SDL_DISABLE)
  }

  public func captureMouse(_ isCaptured: Bool) {
    if SDL_SetRelativeMouseMode(isCaptured ? SDL_TRUE : SDL_FALSE) != 0 {
      report("The mouse cannot be captured: \(SDLError("SDL_SetRelativeMouseMode")).")
    }
  }

  public func rumble(
    _ pad: GamepadID, low: Float, high: Float, for duration: Duration
  ) -> Bool {
    events.rumble(pad, low: low, high: high, for: duration)
  }

  /// A point of the picture in the window.
  private func toWindow(_ point: Vector) -> Vector {
    let place = settings.scaling.place(of: settings.size, in: windowSize)
    return point / settings.size * place.size + place.origin
  }
}
