import GameTesting
import SwiftGameLoop
import Testing

@testable import Hello

// How a game is tested: it is played, and looked at.
@Suite("Hello, played") struct HelloTests {
  @Test func `the ship flies where the arrow keys say`() throws {
    let tester = try GameTester<Hello>()
    tester.hold(.right, ticks: 30)
    #expect(tester.game.velocity.x > 99)
    try tester.run(until: { $0.position.x == 320 }, atMost: 120)
  }

  @Test func `it says hello, with the ship in the middle`() throws {
    let tester = try GameTester<Hello>()
    tester.run(frames: 3)
    #expect(tester.texts == ["Hello! Fly with the arrow keys."])
    try tester.expectCanvas(named: "Hello")
    try tester.expectPicture(named: "Hello")
  }
}
