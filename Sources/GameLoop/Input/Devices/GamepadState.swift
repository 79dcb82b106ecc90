/// Names a gamepad for as long as it is connected; one that comes back has another.
public nonisolated struct GamepadID: RawRepresentable, ExpressibleByIntegerLiteral, Hashable,
  Sendable
{
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(integerLiteral value: Int32) { rawValue = value }
}

/// A gamepad as one tick sees it, or all of them as one.
///
/// Around its middle a stick reads 0, and from there evenly up to 1; what a worn stick tells at rest is not seen.
public nonisolated struct GamepadState: Sendable {
  public private(set) var buttons = ButtonStates<GamepadButton>()
  /// Whose pad it is, from 0: the first that came is 0. It stays while the pad is connected, whatever others do, and the
  /// next pad that comes takes the first that is free.
  public let player: Int
  /// Nil where there is no pad, and for all as one.
  public private(set) var id: GamepadID?
  public private(set) var name = ""
  /// False for a pad that is gone, and for one that never came.
  public private(set) var isConnected = false

  private var sticks = (left: Vector.zero, right: Vector.zero)
  private var triggers = Vector.zero

  init(player: Int = 0) { self.player = player }

  public func isHeld(_ button: GamepadButton) -> Bool { buttons.isHeld(button) }
  public func wasPressed(_ button: GamepadButton) -> Bool { buttons.wasPressed(button) }
  public func wasReleased(_ button: GamepadButton) -> Bool { buttons.wasReleased(button) }

  /// Where the left stick points: a vector of length 0 to 1, x to the right, y down.
  public var leftStick: Vector { stick(.left) }
  /// Where the right stick points: a vector of length 0 to 1, x to the right, y down.
  public var rightStick: Vector { stick(.right) }

  /// Where a stick points: a vector of length 0 to 1, x to the right, y down.
  public func stick(_ stick: GamepadStick) -> Vector {
    let raw = stick == .left ? sticks.left : sticks.right
    return raw.normalized * DeadZone.stick.value(raw.length)
  }

  /// Where an axis is, by itself: a stick that points up and hardly to the left reads 0 in x.
  public func axis(_ axis: GamepadAxis) -> Float {
    let raw = raw(axis)
    let zone = axis.buttons.negative == nil ? DeadZone.trigger : .stick
    return raw < 0 ? -zone.value(-raw) : zone.value(raw)
  }

  // MARK: What happens to it

  /// What it held is released; it keeps its name, to be told of.
  mutating func disconnect() {
    isConnected = false
    buttons.releaseAll()
    sticks = (.zero, .zero)
    triggers = .zero
  }

  mutating func connect(_ id: GamepadID, name: String) {
    self.id = id
    self.name = name
    isConnected = true
  }

  mutating func set(_ button: GamepadButton, isDown: Bool) {
    if isDown { buttons.press(button) } else { buttons.release(button) }
  }

  mutating func set(_ axis: GamepadAxis, to value: Float) {
    switch axis {
    case .leftX: sticks.left.x = value
    case .leftY: sticks.left.y = value
    case .rightX: sticks.right.x = value
    case .rightY: sticks.right.y = value
    case .leftTrigger: triggers.x = value
    case .rightTrigger: triggers.y = value
    }
    let (negative, positive) = axis.buttons
    let threshold = negative == nil ? Threshold.trigger : .stick
    set(positive, isDown: threshold.isDown(value, wasDown: buttons.isDown(positive)))
    if let negative {
      set(negative, isDown: threshold.isDown(-value, wasDown: buttons.isDown(negative)))
    }
  }

  /// Becomes all of these as one: a button is down while it is on any of them, a stick is where it is pushed farthest.
  mutating func merge(_ pads: [GamepadState]) {
    var down = GamepadButton.Bits()
    isConnected = false
    sticks = (.zero, .zero)
    triggers = .zero
    for pad in pads where pad.isConnected {
      isConnected = true
      down.formUnion(pad.buttons.down)
      if pad.sticks.left.lengthSquared > sticks.left.lengthSquared { sticks.left = pad.sticks.left }
      if pad.sticks.right.lengthSquared > sticks.right.lengthSquared {
        sticks.right = pad.sticks.right
      }
      triggers = pointwiseMax(triggers, pad.triggers)
    }
    buttons.setDown(down)
  }

  mutating func endTick() { buttons.endTick() }

  private func raw(_ axis: GamepadAxis) -> Float {
    switch axis {
    case .leftX: sticks.left.x
    case .leftY: sticks.left.y
    case .rightX: sticks.right.x
    case .rightY: sticks.right.y
    case .leftTrigger: triggers.x
    case .rightTrigger: triggers.y
    }
  }
}

/// Where an axis begins and where it is pushed all the way: few reach their ends.
private nonisolated struct DeadZone {
  let inner: Float
  let outer: Float

  static let stick = DeadZone(inner: 0.15, outer: 0.95)
  static let trigger = DeadZone(inner: 0.05, outer: 0.95)

  func value(_ pushed: Float) -> Float {
    min(max((pushed - inner) / (outer - inner), 0), 1)
  }
}

/// When an axis counts as a button that is down: one that trembles on the way is pressed once.
private nonisolated struct Threshold {
  let down: Float
  let up: Float

  static let stick = Threshold(down: 0.6, up: 0.4)
  static let trigger = Threshold(down: 0.3, up: 0.2)

  func isDown(_ value: Float, wasDown: Bool) -> Bool { value > (wasDown ? up : down) }
}
