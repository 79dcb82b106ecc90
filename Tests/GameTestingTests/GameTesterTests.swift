import SwiftGameLoop
import TestSupport
import Testing

@testable import GameTesting

@Suite("A game tester") struct GameTesterTests {
  private let tester: GameTester<TestedGame>
  private var game: TestedGame { tester.game }

  init() throws { tester = try GameTester() }

  @Test func `holds a key for exactly so many ticks`() {
    tester.hold(.left, ticks: 30)
    tester.run(frames: 10)
    #expect(game.heldTicks == 30)
  }

  @Test func `types`() {
    tester.type("Hi 5, ä")
    #expect(game.typed == "Hi 5, ä")
  }

  @Test func `does actions with what they are bound to`() {
    tester.tap(.jump)
    tester.tap(.key(.space))
    #expect(game.jumps == 2)
    tester.hold(.walk, ticks: 3)
    #expect(game.walked == 3)
  }

  @Test func `does an action that is called as a key is`() {
    tester.tap(action: .pause)
    tester.hold(action: .pause, ticks: 3)
    tester.press(action: .pause)
    tester.run()
    tester.release(action: .pause)
    #expect(game.pauses == 3)
  }

  @Test func `fails the test, at its line, that does an action bound to nothing`() {
    let line = #line + 5
    let told = Log<String>()
    withKnownIssue {
      tester.press(.fly)
      tester.release("fly")
      tester.tap(action: .fly)
      tester.hold(.fly, ticks: 3)
    } matching: { issue in
      told.append(issue.comments.map(\.rawValue).joined())
      guard let place = issue.sourceLocation else { return false }
      return place.fileName == "GameTesterTests.swift" && abs(place.line - line) <= 2
    }
    #expect(
      told.entries
        == Array(
          repeating: """
            TestedGame has bound the action fly to nothing: bind it, or press a key of the tester. \
            It has the actions jump, walk, pause.
            """, count: 4))
    #expect(tester.statistics.frames == 0)
  }

  @Test func `runs no frames where it is to run fewer than none`() throws {
    tester.run(frames: -3)
    #expect(tester.statistics.frames == 0)
    tester.hold(.left, ticks: -3)
    #expect(tester.statistics.frames == 1 && game.heldTicks <= 1)
    #expect(throws: GameTestFailure.self) { try tester.run(until: { _ in false }, atMost: -1) }
    #expect(tester.statistics.frames == 1)
  }

  @Test func `runs no frame after its end`() throws {
    tester.run()
    tester.end()
    tester.run(frames: 3)
    tester.tap(.space)
    #expect(tester.statistics.frames == 1)
    #expect(throws: GameTestFailure.self) { try tester.run(until: { $0.jumps > 0 }) }
  }

  @Test func `clicks where it says`() {
    tester.click(at: Vector(10, 20))
    #expect(game.clicks == [Vector(10, 20)])
  }

  @Test func `connects gamepads and takes them away`() {
    let pad = tester.connectGamepad("One")
    tester.connectGamepad("Two")
    pad.push(.left, to: Vector(-1, 0))
    tester.run(frames: 2)
    #expect(game.pads == ["One", "Two"] && game.walked == -2)
    pad.disconnect()
    tester.run()
    #expect(game.pads == ["Two"])
  }

  @Test func `takes the keyboard and the window away`() {
    tester.setFocus(false)
    tester.run()
    #expect(!game.hasFocus)
    tester.closeWindow()
    tester.run(frames: 10)
    #expect(tester.hasQuit && tester.statistics.frames == 2)
  }

  @Test func `tells the sounds that were played, by name`() {
    tester.run(frames: 2)
    tester.press(.enter)
    tester.run()
    #expect(
      tester.sounds == [
        PlayedSound(
          name: "rocks/select.wav", mix: SoundMix(volume: 0.5), loops: false, frame: 3)
      ])
  }

  @Test func `runs until something is so`() throws {
    tester.press(.left)
    try tester.run(until: { $0.heldTicks == 7 }, atMost: 20)
    #expect(tester.statistics.frames == 7)
  }

  @Test func `says what it saw last where that does not come`() {
    let failure = #expect(throws: GameTestFailure.self) {
      try tester.run(until: { $0.jumps > 0 }, atMost: 5, file: "Test.swift", line: 42)
    }
    let words = failure?.description ?? ""
    #expect(words.hasPrefix("Test.swift:42: it was not so after 5 frames."))
    #expect(words.contains("\n  jumps = 0\n") && words.contains("no text"))
  }

  @Test func `has saved files of its own, and removes them with itself`() throws {
    var other: GameTester<TestedGame>? = try GameTester()
    let saves = try #require(other?.saves)
    other?.tap(.letter("s"))
    other?.end()
    let saved = try FileContents.read("\(saves)/jumps.json")
    #expect(String(decoding: saved, as: UTF8.self) == "0\n")
    other = nil
    #expect(throws: FileError.self) { try FileContents.read("\(saves)/jumps.json") }
  }
}
