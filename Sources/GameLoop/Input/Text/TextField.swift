/// A line of text that the player edits.
///
///     var name = TextField(maximumLength: 12)
///     // when the field appears: context.textInput.begin()
///     name.take(tick.input.typed)
///     if tick.input.wasPressed(.enter) { context.textInput.end(); save(name.text) }
///     // in draw: canvas.text(name.beforeCursor + "|" + name.afterCursor, at: …)
///
/// Letters are whole characters, as a player sees them: an é or a flag is one, whatever it is made of.
public nonisolated struct TextField: Sendable, Equatable {
  private var characters: [Character] = []
  /// How many characters are before the cursor.
  public private(set) var cursor = 0
  /// How many characters fit; what is typed beyond is left out.
  public var maximumLength: Int

  public init(_ text: String = "", maximumLength: Int = .max) {
    self.maximumLength = maximumLength
    insert(text)
  }

  /// What is in the field. A new text has the cursor at its end.
  public var text: String {
    get { String(characters) }
    set {
      characters = []
      cursor = 0
      insert(newValue)
    }
  }

  public var beforeCursor: String { String(characters[..<cursor]) }
  public var afterCursor: String { String(characters[cursor...]) }
  public var isEmpty: Bool { characters.isEmpty }

  /// Does what was typed: letters are put in at the cursor, Backspace, Delete, the arrows, Home and End edit.
  ///
  /// - Returns: whether the text has changed.
  @discardableResult
  public mutating func take(_ typed: [Typed]) -> Bool {
    guard !typed.isEmpty else { return false }
    let before = characters
    for event in typed {
      switch event {
      case .text(let text): insert(text)
      case .key(let key, _): edit(key)
      }
    }
    return characters != before
  }

  /// Puts text in at the cursor, as much as fits. Line breaks and other characters that are not seen are left out.
  public mutating func insert(_ text: String) {
    for character in text where !character.isControl {
      guard characters.count < maximumLength else { return }
      characters.insert(character, at: cursor)
      cursor += 1
    }
  }

  /// Removes the character before the cursor.
  public mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    characters.remove(at: cursor)
  }

  /// Removes the character after the cursor.
  public mutating func deleteForward() {
    if cursor < characters.count { characters.remove(at: cursor) }
  }

  /// Moves the cursor by so many characters, to the right or, if it is less than 0, to the left.
  public mutating func moveCursor(by characters: Int) { moveCursor(to: cursor + characters) }

  /// Moves the cursor, as far as the text goes.
  public mutating func moveCursor(to index: Int) { cursor = min(max(index, 0), characters.count) }

  private mutating func edit(_ key: Key) {
    switch key {
    case .backspace: deleteBackward()
    case .delete: deleteForward()
    case .left: moveCursor(by: -1)
    case .right: moveCursor(by: 1)
    case .home: moveCursor(to: 0)
    case .end: moveCursor(to: characters.count)
    default: break
    }
  }
}

nonisolated extension Character {
  fileprivate var isControl: Bool {
    isNewline || unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
