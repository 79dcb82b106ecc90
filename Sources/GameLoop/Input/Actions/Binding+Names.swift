nonisolated extension BoundButton: CustomStringConvertible {
  /// As a file of bindings and a menu have it: "space", "mouse left", "pad south".
  public var description: String {
    switch self {
    case .key(let key): key.description
    case .mouse(let button): "mouse \(button)"
    case .gamepad(let button): "pad \(button.words)"
    }
  }

  /// - Throws: what is wrong with the name, and what may have been meant.
  init(name: String) throws(Misnomer) {
    if let button = Self.byName[name] {
      self = button
    } else if let key = Key(name: name) {
      self = .key(key)
    } else {
      throw Misnomer(name, is: "no key or button", among: Self.byName.keys)
    }
  }

  static let byName: [String: BoundButton] = {
    let buttons =
      MouseButton.allCases.map(BoundButton.mouse) + GamepadButton.allCases.map(BoundButton.gamepad)
      + Key.named.map { .key($0.key) }
    return Dictionary(uniqueKeysWithValues: buttons.map { ($0.description, $0) })
  }()
}

nonisolated extension Binding: CustomStringConvertible {
  /// As a file of bindings and a menu have it: "space", "pad left stick", "arrow keys", "a / d".
  public var description: String {
    if let name = Self.nameOfFour[self] { return name }
    return switch self {
    case .button(let button): button.description
    case .axis(let axis): "pad \(axis.words)"
    case .stick(let stick): "pad \(stick) stick"
    case .axisOf(let negative, let positive): "\(negative) / \(positive)"
    case .stickOf(let left, let right, let up, let down): "\(left) / \(right) / \(up) / \(down)"
    }
  }

  /// - Throws: what is wrong with the name, and what may have been meant.
  init(name: String) throws(Misnomer) {
    if let binding = Self.withDirections[name] {
      self = binding
      return
    }
    var buttons: [BoundButton] = []
    for part in name.split(separator: " / ", omittingEmptySubsequences: false) {
      do throws(Misnomer) {
        buttons.append(try BoundButton(name: String(part)))
      } catch {
        guard part == name else { throw error }
        throw Misnomer(
          name, is: "no key, button or stick",
          among: [String](BoundButton.byName.keys) + Self.withDirections.keys)
      }
    }
    switch buttons.count {
    case 1: self = .button(buttons[0])
    case 2: self = .axisOf(negative: buttons[0], positive: buttons[1])
    case 4:
      self = .stickOf(left: buttons[0], right: buttons[1], up: buttons[2], down: buttons[3])
    default:
      throw Misnomer(
        "\"\(name)\" has \(buttons.count) buttons: an axis has two, left / right, and a stick four, "
          + "left / right / up / down")
    }
  }

  private static let nameOfFour: [Binding: String] = [
    .arrowKeys: "arrow keys", .wasd: "wasd", .directionPad: "pad directions",
  ]

  private static let withDirections: [String: Binding] = {
    let bindings =
      [Binding.arrowKeys, .wasd, .directionPad] + GamepadAxis.allCases.map(Binding.axis)
      + GamepadStick.allCases.map(Binding.stick)
    return Dictionary(uniqueKeysWithValues: bindings.map { ($0.description, $0) })
  }()
}

nonisolated extension GamepadButton {
  fileprivate var words: String {
    switch self {
    case .leftStick: "left stick press"
    case .rightStick: "right stick press"
    default: inWords("\(self)")
    }
  }
}

nonisolated extension GamepadAxis {
  fileprivate var words: String {
    switch self {
    case .leftTrigger: "left trigger axis"
    case .rightTrigger: "right trigger axis"
    default: inWords("\(self)")
    }
  }
}

/// A name of code as words: "leftStickUp" is "left stick up", "paddle1" is "paddle 1".
private nonisolated func inWords(_ name: String) -> String {
  var words = ""
  for character in name {
    if character.isUppercase || character.isNumber { words += " " }
    words += character.lowercased()
  }
  return words
}
