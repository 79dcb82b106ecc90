import GameLoop
import TestSupport
import Testing

@testable import SDLPlatform

@Suite("A game that cannot begin")
struct LaunchTests {
  private struct NoLevel: Error, CustomStringConvertible {
    let description = "levels/1.json: No such file or directory"
  }

  @Test func `says what it threw, where assets come from, and how to name another place`() {
    let error = GameCannotBegin(NoLevel(), assets: AssetFolder(path: "/games/assets"))
    #expect(
      error.description == """
        levels/1.json: No such file or directory
        If a file is missing or broken: assets are read from /games/assets; GAME_ASSETS names another folder.
        """)
  }
}
