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

/// Makes presses of input. It remembers which way is held, so that a stick counts as pressed once.
struct PressReader {
  private var held = Vector.zero
  private var untilRepeat = Countdown.over

  mutating func presses(in input: Input) -> Presses {
    var presses = Presses()
    let pad = input.gamepad
    let isAltHeld = input.isHeld(.leftAlt) || input.isHeld(.rightAlt)
    let isEnterPressed = input.wasPressed(.enter) || input.wasPressed(.keypadEnter)

    presses.mutes = input.wasPressed(.letter("m"))
    presses.togglesFullScreen = input.wasPressed(.function(11)) || isAltHeld && isEnterPressed
    presses.confirms = isEnterPressed && !isAltHeld || pad.wasPressed(.start)
    presses.chooses = pad.wasPressed(.south)
    presses.leaves = input.wasPressed(.escape)
    presses.pauses =
      [.letter("p"), .pause].contains(where: input.wasPressed) || pad.wasPressed(.start)
    presses.quits = input.wasPressed(.letter("q")) || pad.wasPressed(.back)
    presses.erases = input.wasPressed(.backspace) || pad.wasPressed(.east)
    presses.letters = letters(in: input)
    read(direction(in: input), into: &presses)
    presses.isAny = isAny(in: input, presses, isAltHeld: isAltHeld)
    return presses
  }

  /// A key that is held types again and again: only what comes with a press counts.
  private func letters(in input: Input) -> String {
    guard input.keys.anyWasPressed else { return "" }
    return input.typedText.uppercased().filter { $0.isASCII && $0.isLetter }
  }

  /// What concerns the window only does not count.
  private func isAny(in input: Input, _ presses: Presses, isAltHeld: Bool) -> Bool {
    if presses.mutes || presses.togglesFullScreen || isAltHeld { return false }
    return input.anythingWasPressed || presses.step != (0, 0)
  }

  private func direction(in input: Input) -> Vector {
    let pad = input.gamepad
    func isPushed(_ axis: GamepadAxis, _ sign: Float) -> Bool { pad.axis(axis) * sign > 0.6 }
    var direction = Vector.zero
    if input.isHeld(.left) || pad.isHeld(.left) || isPushed(.leftX, -1) { direction.x -= 1 }
    if input.isHeld(.right) || pad.isHeld(.right) || isPushed(.leftX, 1) { direction.x += 1 }
    if input.isHeld(.up) || pad.isHeld(.up) || isPushed(.leftY, -1) { direction.y -= 1 }
    if input.isHeld(.down) || pad.isHeld(.down) || isPushed(.leftY, 1) { direction.y += 1 }
    return direction
  }

  private mutating func read(_ direction: Vector, into presses: inout Presses) {
    untilRepeat.tick()
    let isNew = direction != held
    held = direction
    guard direction != .zero, isNew || untilRepeat.isOver else { return }
    untilRepeat = Countdown(.milliseconds(isNew ? 350 : 110))
    presses.step = (Int(direction.x), Int(direction.y))
    presses.isStepRepeated = !isNew
  }
}
