import SwiftGameLoop

/// What the player's hands say to a screen in one tick, whatever they hold.
struct Presses {
  /// Enter: start, go on, done.
  var confirms = false
  /// A pad's button under the thumb: takes what is chosen.
  var chooses = false
  /// Escape.
  var leaves = false
  var pauses = false
  /// To the title.
  var quits = false
  /// Each of x and y is -1, 0 or 1.
  var step = (x: 0, y: 0)
  /// Whether the step comes from holding on.
  var isStepRepeated = false
  var erases = false
  /// Typed letters, in capitals.
  var letters = ""
  /// Whether there was anything at all.
  var isAny = false

  var mutes = false
  var togglesFullScreen = false
}

extension Action {
  fileprivate static let confirm: Action = "confirm"
  fileprivate static let choose: Action = "choose"
  fileprivate static let leave: Action = "leave"
  fileprivate static let pause: Action = "pause"
  fileprivate static let quit: Action = "quit"
  fileprivate static let erase: Action = "erase"
  fileprivate static let left: Action = "left"
  fileprivate static let right: Action = "right"
  fileprivate static let up: Action = "up"
  fileprivate static let down: Action = "down"
  fileprivate static let mute: Action = "mute"
  fileprivate static let fullScreen: Action = "full screen"
}

extension Presses {
  static func bind(_ actions: Actions) {
    actions.bind(.confirm, to: .key(.enter), .key(.keypadEnter), .gamepad(.start))
    actions.bind(.choose, to: .gamepad(.south))
    actions.bind(.leave, to: .key(.escape))
    actions.bind(.pause, to: .key(.letter("p")), .key(.pause), .gamepad(.start))
    actions.bind(.quit, to: .key(.letter("q")), .gamepad(.back))
    actions.bind(.erase, to: .key(.backspace), .gamepad(.east))
    actions.bind(.left, to: .key(.left), .gamepad(.left), .gamepad(.leftStickLeft))
    actions.bind(.right, to: .key(.right), .gamepad(.right), .gamepad(.leftStickRight))
    actions.bind(.up, to: .key(.up), .gamepad(.up), .gamepad(.leftStickUp))
    actions.bind(.down, to: .key(.down), .gamepad(.down), .gamepad(.leftStickDown))
    actions.bind(.mute, to: .key(.letter("m")))
    actions.bind(.fullScreen, to: .key(.function(11)))
  }

  init(_ tick: Tick) {
    let (input, actions) = (tick.input, tick.actions)
    let isAltHeld = input.isHeld(.leftAlt) || input.isHeld(.rightAlt)

    mutes = actions.wasPressed(.mute)
    togglesFullScreen =
      actions.wasPressed(.fullScreen) || isAltHeld && input.wasPressed(.enter)
    confirms = actions.wasPressed(.confirm) && !isAltHeld
    chooses = actions.wasPressed(.choose)
    leaves = actions.wasPressed(.leave)
    pauses = actions.wasPressed(.pause)
    quits = actions.wasPressed(.quit)
    erases = actions.wasPressed(.erase)
    letters = Self.letters(in: input)
    readStep(actions)
    // What concerns the window only does not count.
    isAny =
      !(mutes || togglesFullScreen || isAltHeld)
      && (input.anythingWasPressed || step != (0, 0))
  }

  /// A key that is held types again and again: only what comes with a press counts.
  private static func letters(in input: Input) -> String {
    guard input.keys.anyWasPressed else { return "" }
    return input.typedText.uppercased().filter { $0.isASCII && $0.isLetter }
  }

  private mutating func readStep(_ actions: ActionStates) {
    func count(_ action: Action) -> Int { actions.repeats(action) ? 1 : 0 }
    step = (count(.right) - count(.left), count(.down) - count(.up))
    isStepRepeated =
      step != (0, 0) && ![.left, .right, .up, .down].contains(where: actions.wasPressed)
  }
}
