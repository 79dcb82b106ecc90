import GameLoop
import TestSupport
import Testing

@Suite("The settings of a game")
struct GameSettingsTests {
  @Test(arguments: [
    ("Swarm", "swarm"), ("The Caves of Ürg: 2", "the-caves-of-rg-2"), ("../x y", "x-y"),
    ("日本", "game"),
  ])
  func `make an identifier of the title`(title: String, identifier: String) {
    #expect(GameSettings(title: title).identifier == identifier)
  }

  @Test(arguments: ["../x y", "My Game", "", ".", "a/b", "ü"])
  func `refuse an identifier that is no name of a folder`(identifier: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [identifier] in _ = GameSettings(title: "Game", identifier: identifier) }
    #expect(result.says("lower-case letters a to z, digits and hyphens"))
  }

  @Test func `refuse such an identifier later, too, and say one like it`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var settings = GameSettings(title: "Game")
      settings.identifier = "My Game"
    }
    #expect(result.says("as \"my-game\", not \"My Game\""))
  }

  @Test func `refuse a picture of no size`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GameSettings(title: "Game", size: Vector(-320, 180)) }
    #expect(result.says("a picture of -320.0 × 180.0 has no pixels: give a size of at least 1 × 1"))
  }

  @Test func `refuse a window of no size`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GameSettings(title: "Game", windowScale: -1) }
    #expect(result.says("give a scale above 0"))
  }
}
