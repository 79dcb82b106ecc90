import CLinux
import CSDL2
import GameLoop

/// Ctrl-C in the terminal, a terminal that is closed, a machine that shuts down: they ask a game to close, as the
/// button of its window does, so that it saves what it has to. Whoever asks twice ends the program at once.
enum EndSignals {
  /// For programs that are a game: called before SDL begins, which would have the signals otherwise.
  static func catchAll() {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1")
    clinux_catch_end_signals()
  }

  /// Whether there is one that was not told yet.
  static var isWaiting: Bool { clinux_has_end_signal() }

  static func tell(_ handle: (HostEvent) -> Void) {
    if clinux_take_end_signal() { handle(.closeRequested) }
  }
}
