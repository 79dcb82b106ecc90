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
