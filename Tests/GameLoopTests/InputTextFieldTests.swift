import Testing

@testable import GameLoop

@Suite("A text field")
struct InputTextFieldTests {
  private func field(_ text: String, _ events: InputEvent...) -> TextField {
    var input = Input()
    for event in events { input.take(event) }
    var field = TextField(text)
    field.take(input.typed)
    return field
  }

  @Test func `takes text at the cursor, in the order it was typed`() {
    let field = field(
      "ac", .key(.left, isDown: true), .text("b"), .key(.end, isDown: true), .text("d"))
    #expect(field.text == "abcd" && field.cursor == 4)
  }

  @Test func `deletes again and again while Backspace is held`() {
    #expect(field("name", .key(.backspace, isDown: true), .keyRepeated(.backspace)).text == "na")
  }

  @Test func `deletes whole characters, whatever they are made of`() {
    #expect(field("e\u{301}🇩🇪", .key(.backspace, isDown: true)).text == "e\u{301}")
    #expect(field("👨‍👩‍👧x", .key(.home, isDown: true), .key(.delete, isDown: true)).text == "x")
  }

  @Test func `stays within its text and its length`() {
    var field = TextField("abc", maximumLength: 4)
    field.insert("def")
    #expect(field.text == "abcd")
    field.moveCursor(by: 9)
    field.deleteForward()
    field.moveCursor(by: -9)
    field.deleteBackward()
    #expect(field.text == "abcd" && field.cursor == 0)
    #expect(field.beforeCursor == "" && field.afterCursor == "abcd")
  }

  @Test func `leaves line breaks out`() {
    #expect(field("", .text("a\nb\tc")).text == "abc")
  }

  @Test func `says whether its text has changed`() {
    var field = TextField("a")
    let changes = [Key.left, .delete].map { field.take([.key($0, isRepeated: false)]) }
    #expect(changes == [false, true])
  }
}
