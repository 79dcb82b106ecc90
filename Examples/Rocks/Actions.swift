import SwiftGameLoop

/// Everything that the player can do, by the game's own names.
extension Action {
  static let turn: Action = "turn"
  static let thrust: Action = "thrust"
  static let shoot: Action = "shoot"
  static let jump: Action = "jump"

  static let confirm: Action = "confirm"
  /// Takes what is chosen: a pad's button under the thumb.
  static let choose: Action = "choose"
  static let leave: Action = "leave"
  static let pause: Action = "pause"
  /// To the title.
  static let quit: Action = "quit"
  static let erase: Action = "erase"
  static let left: Action = "left"
  static let right: Action = "right"
  static let up: Action = "up"
  static let down: Action = "down"

  static let mute: Action = "mute"
  static let fullScreen: Action = "full screen"
}

extension Actions {
  func bindDefaults() {
    bind(.turn, negative: .key(.left), positive: .key(.right))
    bind(.turn, negative: .key(.letter("a")), positive: .key(.letter("d")))
    bind(.turn, negative: .gamepad(.left), positive: .gamepad(.right))
    bind(.turn, to: .axis(.leftX))
    bind(
      .thrust, to: .key(.up), .key(.letter("w")), .gamepad(.up), .gamepad(.rightTrigger),
      .gamepad(.leftStickUp))
    bind(.shoot, to: .key(.space), .gamepad(.south))
    bind(
      .jump, to: .key(.down), .key(.letter("s")), .key(.leftShift), .key(.rightShift),
      .gamepad(.east))

    bind(.confirm, to: .key(.enter), .key(.keypadEnter), .gamepad(.start))
    bind(.choose, to: .gamepad(.south))
    bind(.leave, to: .key(.escape))
    bind(.pause, to: .key(.letter("p")), .key(.pause), .gamepad(.start))
    bind(.quit, to: .key(.letter("q")), .gamepad(.back))
    bind(.erase, to: .key(.backspace), .gamepad(.east))
    bind(.left, to: .key(.left), .gamepad(.left), .gamepad(.leftStickLeft))
    bind(.right, to: .key(.right), .gamepad(.right), .gamepad(.leftStickRight))
    bind(.up, to: .key(.up), .gamepad(.up), .gamepad(.leftStickUp))
    bind(.down, to: .key(.down), .gamepad(.down), .gamepad(.leftStickDown))

    bind(.mute, to: .key(.letter("m")))
    bind(.fullScreen, to: .key(.function(11)))
  }
}

extension Tick {
  /// Alt with Enter is F11.
  var togglesFullScreen: Bool {
    actions.wasPressed(.fullScreen) || isAltHeld && input.wasPressed(.enter)
  }

  /// Whether one of these was pressed; what is pressed with Alt is for the window.
  func wasPressed(_ choices: Action...) -> Bool {
    !isAltHeld && choices.contains(where: actions.wasPressed)
  }

  /// Whether there was anything at all that is not for the window.
  var wasAnythingPressed: Bool {
    let isForWindow = togglesFullScreen || actions.wasPressed(.mute) || isAltHeld
    return !isForWindow && (input.anythingWasPressed || actions.anyWasPressed)
  }

  private var isAltHeld: Bool { input.isHeld(.leftAlt) || input.isHeld(.rightAlt) }
}
