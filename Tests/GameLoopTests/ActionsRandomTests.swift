import Testing

@testable import GameLoop

/// Whatever happens in whatever order, however many ticks a frame has.
@Suite("Actions, at random")
struct ActionsRandomTests {
  @Test(arguments: 1...50)
  func `each press is seen by one tick, and held while anything is down`(seed: Int) {
    var hands = RandomHands(seed: UInt64(seed))
    var input = Input()
    let actions = Actions()
    for (action, buttons) in RandomHands.bound {
      for button in buttons { actions.bind(action, to: .button(button)) }
    }
    input.bind(actions.table)

    for _ in 0..<200 {
      for _ in 0..<hands.random.int(0...6) {
        if let event = hands.nextEvent() { input.take(event) }
      }
      for _ in 0..<hands.random.int(0...2) {
        let seen = input.beginTick().actions
        for action in RandomHands.bound.map(\.action) {
          let (presses, releases) = hands.takeChanges(of: action)
          #expect(seen.wasPressed(action) == (presses > 0))
          #expect(seen.wasReleased(action) == (releases > 0))
          #expect(seen.isHeld(action) == (hands.isDown(action) || presses > 0))
        }
        input.endTick()
      }
    }
  }
}

/// Presses and lets go of anything, and counts by itself what that does to actions.
private struct RandomHands {
  static let bound: [(action: Action, buttons: [BoundButton])] = [
    ("jump", [.key(.space), .gamepad(.south), .mouse(.left)]),
    ("fire", [.key(.enter), .gamepad(.south), .gamepad(.leftTrigger)]),
    ("walk", [.key(.left), .key(.right), .gamepad(.leftStickLeft)]),
    ("look", [.mouse(.right)]),
  ]

  var random: SeededRandom
  private var keys: Set<Key> = []
  private var mouse: Set<MouseButton> = []
  private var pads: [GamepadID: Set<GamepadButton>] = [:]
  private var lastPad: Int32 = 0
  private var presses: [Action: Int] = [:]
  private var releases: [Action: Int] = [:]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  func isDown(_ action: Action) -> Bool {
    let buttons = Self.bound.first { $0.action == action }?.buttons ?? []
    return buttons.contains { button in
      switch button {
      case .key(let key): keys.contains(key)
      case .mouse(let button): mouse.contains(button)
      case .gamepad(let button): pads.values.contains { $0.contains(button) }
      }
    }
  }

  mutating func takeChanges(of action: Action) -> (presses: Int, releases: Int) {
    defer { (presses[action], releases[action]) = (0, 0) }
    return (presses[action] ?? 0, releases[action] ?? 0)
  }

  mutating func nextEvent() -> InputEvent? {
    let before = Self.bound.map { isDown($0.action) }
    let event = makeEvent()
    for (index, (action, _)) in Self.bound.enumerated() where isDown(action) != before[index] {
      if before[index] {
        releases[action, default: 0] += 1
      } else {
        presses[action, default: 0] += 1
      }
    }
    return event
  }

  private mutating func makeEvent() -> InputEvent? {
    let isDown = random.chance(0.5)
    switch random.int(0...9) {
    case 0...3:
      guard let key = [Key.space, .enter, .left, .right].randomElement(using: &random) else {
        break
      }
      if isDown { keys.insert(key) } else { keys.remove(key) }
      return .key(key, isDown: isDown)
    case 4:
      let button = random.chance(0.5) ? MouseButton.left : .right
      if isDown { mouse.insert(button) } else { mouse.remove(button) }
      return .mouseButton(button, isDown: isDown)
    case 5, 6:
      guard let pad = anyPad() else { break }
      if isDown { pads[pad]?.insert(.south) } else { pads[pad]?.remove(.south) }
      return .gamepadButton(.south, isDown: isDown, pad: pad)
    case 7:
      guard let pad = anyPad() else { break }
      if isDown { pads[pad]?.insert(.leftTrigger) } else { pads[pad]?.remove(.leftTrigger) }
      return .gamepadAxis(.leftTrigger, isDown ? 0.9 : 0.1, pad: pad)
    case 8:
      guard let pad = anyPad() else { break }
      if isDown { pads[pad]?.insert(.leftStickLeft) } else { pads[pad]?.remove(.leftStickLeft) }
      return .gamepadAxis(.leftX, isDown ? -0.9 : 0.1, pad: pad)
    default: return plugOrLoseFocus()
    }
    return nil
  }

  private mutating func plugOrLoseFocus() -> InputEvent {
    if random.chance(0.2) {
      keys = []
      mouse = []
      return .focusLost
    }
    if pads.count == 3 || random.chance(0.5), let pad = anyPad() {
      pads[pad] = nil
      return .gamepadDisconnected(pad)
    }
    lastPad += 1
    let pad = GamepadID(rawValue: lastPad)
    pads[pad] = []
    return .gamepadConnected(pad, name: "Pad \(lastPad)")
  }

  private mutating func anyPad() -> GamepadID? {
    pads.keys.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random)
  }
}
