import TaskQueues

/// What happens to the window: `context.window.events` tells it.
public nonisolated enum WindowEvent: Sendable, Equatable {
  /// It has the keyboard from now on, or another window has.
  case focusChanged(hasFocus: Bool)
  /// It is minimised or wholly hidden, or seen again.
  case visibilityChanged(isVisible: Bool)
  /// Its inside has another size, in the units of the desktop. The picture keeps its own.
  case resized(to: Vector)
}

/// What happens to gamepads: `context.gamepads` tells it.
public nonisolated enum GamepadEvent: Sendable, Equatable {
  /// `context.input.gamepads[player]` is the pad.
  case connected(name: String, player: Int)
  case disconnected(player: Int)
}

extension GameContext {
  /// Tells the listeners what the host told the loop. They are told on ports of their own: those of the
  /// game in this frame's completions phase.
  func raise(_ event: HostEvent) {
    switch event {
    case .input(.gamepadConnected(let id, let name)):
      if let player = input.gamepads.player(of: id) {
        gamepads.raise(.connected(name: name, player: player))
      }
    case .input(.gamepadDisconnected(let id)):
      if let player = input.gamepads.player(of: id) {
        gamepads.raise(.disconnected(player: player))
      }
    case .focusChanged(let hasFocus): window.events.raise(.focusChanged(hasFocus: hasFocus))
    case .visibilityChanged(let isVisible):
      window.events.raise(.visibilityChanged(isVisible: isVisible))
    case .resized(let size): window.events.raise(.resized(to: size))
    case .input, .closeRequested: break
    }
  }
}

extension NotificationSource {
  /// Has `callback` told in the completions phase of a frame, on the main thread, which dispatches the
  /// completion port of `queue`.
  public nonisolated func register(
    on queue: TaskQueue, onMainActor callback: @escaping @MainActor (Payload) -> Void
  ) -> Token {
    register(on: queue) { payload in MainActor.assumeIsolated { callback(payload) } }
  }
}
