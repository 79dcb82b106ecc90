import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("Bindings")
struct ActionsFileTests {
  private func bindings(_ text: String) throws(BindingsError) -> Bindings {
    try Bindings(text, file: "controls.json")
  }

  private let text = """
    {
      "jump": ["space", "pad south", "mouse left"],
      "walk": ["a / d", "pad left x"],
      "move": ["arrow keys", "wasd", "pad left stick", "pad directions", "i / k / j / l"],
      "say \\"hi\\"": []
    }

    """

  @Test func `are written an action a line, and read as they were written`() throws {
    let bindings = try bindings(text)
    #expect(bindings["jump"] == [.key(.space), .gamepad(.south), .mouse(.left)])
    #expect(
      bindings["walk"] == [
        .axisOf(negative: .key(.letter("a")), positive: .key(.letter("d"))), .axis(.leftX),
      ])
    #expect(bindings["move"]?.prefix(3) == [.arrowKeys, .wasd, .stick(.left)])
    #expect(bindings["say \"hi\""] == [])
    #expect(bindings.description == text)
  }

  @Test func `every key and button has a name of its own, which leads back to it`() throws {
    for (name, button) in BoundButton.byName {
      #expect(try Binding(name: name) == .button(button) && button.description == name)
    }
    #expect(BoundButton.byName.count == Key.named.count + 5 + GamepadButton.allCases.count)
    for axis in GamepadAxis.allCases {
      #expect(try Binding(name: Binding.axis(axis).description) == .axis(axis))
    }
  }

  @Test(arguments: [
    (
      "{\n \"jump\": [\"spcae\"]\n}", 2, 11,
      "\"spcae\" is no key, button or stick; did you mean \"space\"?"
    ),
    (
      "{\"a\": [\"pad sooth\"]}", 1, 8,
      "\"pad sooth\" is no key, button or stick; did you mean \"pad south\"?"
    ),
    ("{\"a\": [\"a / rihgt\"]}", 1, 8, "\"rihgt\" is no key or button; did you mean \"right\"?"),
    (
      "{\"a\": [\"a / b / c\"]}", 1, 8,
      "\"a / b / c\" has 3 buttons: an axis has two, left / right, and a stick four, left / right / up / down"
    ),
    ("{\"a\": [],\n\"a\": []}", 2, 1, "\"a\" is bound for the second time"),
    ("{\"a\" [\"b\"]}", 1, 6, "after an action's name comes \":\", not \"[\""),
    (
      "{\"a\": \"b\"}", 1, 7,
      "an action has a list of keys and buttons, as [\"space\", \"pad south\"], not \"\"\""
    ),
    (
      "{\"a\": [7]}", 1, 8,
      "here comes a key or button in quotation marks, as \"space\" or \"pad south\", not \"7\""
    ),
    (
      "{\"a\": [\"b\" \"c\"]}", 1, 12,
      "after a key or button comes \",\" and the next, or \"]\", not \"\"\""
    ),
    ("{\"a\": [\"b\"],\n}", 2, 1, "here comes an action's name in quotation marks, not \"}\""),
    ("{\"a\": [\"b", 1, 8, "the quotation mark is not closed on this line"),
    (
      "{\"a\": [\"b\"]", 1, 12,
      "after an action comes \",\" and the next, or \"}\", not the end of the file"
    ),
    ("", 1, 1, "the bindings begin with \"{\", not the end of the file"),
    ("{} {}", 1, 4, "nothing comes after the last \"}\""),
    ("{\"\\q\": []}", 1, 3, "\\q means nothing: a \\ itself is \\\\"),
  ])
  func `tell where a mistake is and what is expected`(
    text: String, line: Int, column: Int, reason: String
  ) {
    #expect(
      throws: BindingsError(file: "controls.json", line: line, column: column, reason: reason)
    ) { _ = try bindings(text) }
  }

  @Test func `say file, line and column in words`() {
    let error = BindingsError(file: "controls.json", line: 4, column: 2, reason: "no")
    #expect(error.description == "controls.json: line 4, column 2: no")
  }

  @Test func `read the escapes of JSON`() throws {
    let bindings = try bindings(#"{"\u00e4\ud83d\ude00\n\/": []}"#)
    #expect(bindings.actions == ["ä😀\n/"])
    #expect(bindings.description == "{\n  \"ä😀\\n/\": []\n}\n")
  }

  @Test func `that were restored go before the game's, which others keep`() throws {
    let told = Log<String>()
    let actions = Actions(misnomers: Misnomers { told.append($0) })
    actions.bind("jump", to: .key(.space))
    actions.bind("fire", to: .key(.enter))
    let unknown = actions.restore(try bindings("{\"jump\": [\"w\"], \"fier\": [\"q\"]}"))
    #expect(actions["jump"] == [.key(.letter("w"))] && actions["fire"] == [.key(.enter)])
    #expect(unknown == ["fier"])
    #expect(
      told.entries == [
        "The action \"fier\" is none of the game's, and kept as it is; did you mean \"fire\"?"
      ])
    #expect(actions.bindings.actions == ["jump", "fire", "fier"])
    #expect(actions.bindings["fier"] == [.key(.letter("q"))])
    actions.reset("jump")
    #expect(actions["jump"] == [.key(.space)])
    actions.reset()
    #expect(actions.bindings.actions == ["jump", "fire"])
  }

  @Test func `are saved and restored`() throws {
    let folder = TemporaryFolder()
    let loop = try probeLoop(saves: folder.path)
    let actions = loop.context.actions
    actions.bind("jump", to: .key(.space))
    actions["jump"] = [.key(.letter("x"))]
    let ends = Log<String>()
    actions.save(to: loop.context.saves) { ends.append("saved \($0.isSuccess)") }
    loop.runFrame()
    actions.reset()
    actions.restore(from: loop.context.saves) { ends.append("\($0)") }
    loop.runFrame()
    #expect(actions["jump"] == [.key(.letter("x"))])
    #expect(ends.entries.first == "saved true")
    loop.end()
  }

  @Test func `with a mistake in their file are told of, and the game's stay`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/controls.json"
    try FileContents.write(Array("{\n  \"jump\": [\"spcae\"]\n}".utf8), to: path)
    let loop = try probeLoop(saves: folder.path)
    loop.context.actions.bind("jump", to: .key(.space))
    var broken: String?
    loop.context.actions.restore(from: loop.context.saves) { outcome in
      if case .broken(let reason, _) = outcome { broken = reason }
    }
    loop.runFrame()
    #expect(
      broken
        == "\(path): line 2, column 12: \"spcae\" is no key, button or stick; did you mean \"space\"?"
    )
    #expect(loop.context.actions["jump"] == [.key(.space)])
    loop.end()
  }
}

extension Result {
  fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
