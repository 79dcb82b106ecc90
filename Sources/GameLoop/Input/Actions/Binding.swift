/// A key or button that an action can be bound to.
public nonisolated enum BoundButton: Hashable, Sendable {
  case key(Key)
  case mouse(MouseButton)
  case gamepad(GamepadButton)
}

/// What an action can be bound to: a button, or something with directions.
public nonisolated enum Binding: Hashable, Sendable {
  case button(BoundButton)
  /// An axis of a gamepad: from -1 to 1, a trigger from 0 to 1.
  case axis(GamepadAxis)
  /// A stick of a gamepad, in all directions.
  case stick(GamepadStick)
  /// Two buttons that are an axis: -1, 0 or 1, and 0 for both.
  case axisOf(negative: BoundButton, positive: BoundButton)
  /// Four buttons that are a stick.
  case stickOf(left: BoundButton, right: BoundButton, up: BoundButton, down: BoundButton)

  public static func key(_ key: Key) -> Binding { .button(.key(key)) }
  public static func mouse(_ button: MouseButton) -> Binding { .button(.mouse(button)) }
  public static func gamepad(_ button: GamepadButton) -> Binding { .button(.gamepad(button)) }

  public static let arrowKeys = Binding.stickOf(
    left: .key(.left), right: .key(.right), up: .key(.up), down: .key(.down))
  /// W, A, S and D, by their places on an American keyboard.
  public static let wasd = Binding.stickOf(
    left: .key(.letter("a")), right: .key(.letter("d")), up: .key(.letter("w")),
    down: .key(.letter("s")))
  /// The direction buttons of a gamepad.
  public static let directionPad = Binding.stickOf(
    left: .gamepad(.left), right: .gamepad(.right), up: .gamepad(.up), down: .gamepad(.down))

  /// The keys and buttons it is made of; those of an axis or a stick are its directions.
  public var allButtons: [BoundButton] {
    switch self {
    case .button(let button): return [button]
    case .axisOf(let negative, let positive): return [negative, positive]
    case .stickOf(let left, let right, let up, let down): return [left, right, up, down]
    case .axis(let axis):
      let (negative, positive) = axis.buttons
      return [negative, positive].compactMap { $0.map(BoundButton.gamepad) }
    case .stick(let stick):
      return Binding.axis(stick.axes.x).allButtons + Binding.axis(stick.axes.y).allButtons
    }
  }
}

/// What the player's hands hold, as bindings look at it.
nonisolated struct Hands {
  let keys: ButtonStates<Key>
  let mouse: ButtonStates<MouseButton>
  let gamepad: GamepadState

  func isDown(_ button: BoundButton) -> Bool {
    switch button {
    case .key(let key): keys.isDown(key)
    case .mouse(let button): mouse.isDown(button)
    case .gamepad(let button): gamepad.buttons.isDown(button)
    }
  }

  /// Whether a button is down, or was for a moment since the last tick.
  private func held(_ button: BoundButton) -> Float {
    let isHeld =
      switch button {
      case .key(let key): keys.isHeld(key)
      case .mouse(let button): mouse.isHeld(button)
      case .gamepad(let button): gamepad.isHeld(button)
      }
    return isHeld ? 1 : 0
  }

  func isDown(_ binding: Binding) -> Bool {
    switch binding {
    case .button(let button): isDown(button)
    case .axis(let axis): isDown(axis)
    case .stick(let stick): isDown(stick.axes.x) || isDown(stick.axes.y)
    case .axisOf(let negative, let positive): isDown(negative) || isDown(positive)
    case .stickOf(let left, let right, let up, let down):
      isDown(left) || isDown(right) || isDown(up) || isDown(down)
    }
  }

  private func isDown(_ axis: GamepadAxis) -> Bool {
    let (negative, positive) = axis.buttons
    return gamepad.buttons.isDown(positive)
      || negative.map { gamepad.buttons.isDown($0) } ?? false
  }

  /// Where a binding points; what has no direction points to x.
  func value(_ binding: Binding) -> Vector {
    switch binding {
    case .button(let button): Vector(held(button), 0)
    case .axis(let axis): Vector(gamepad.axis(axis), 0)
    case .stick(let stick): gamepad.stick(stick)
    case .axisOf(let negative, let positive): Vector(held(positive) - held(negative), 0)
    case .stickOf(let left, let right, let up, let down):
      Vector(held(right) - held(left), held(down) - held(up))
    }
  }
}
