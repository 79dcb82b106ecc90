import SwiftGameLoop
import TestSupport
import Testing

@testable import Swarm

@Suite("Swarm on several threads")
struct SwarmThreadsTests {
  @Test(.timeLimit(.minutes(2)), arguments: [1, 3])
  func `flies the same on any number of threads, bit for bit`(jobThreads: Int) throws {
    let alone = try Session(boids: 600)
    let together = try Session(boids: 600, jobThreads: jobThreads)
    for session in [alone, together] {
      session.movePointer(to: Vector(640, 300))
      session.run(frames: isSanitized ? 4 : 12)
    }
    #expect(alone.boids == together.boids)
  }
}

@Suite("Swarm", .disabled(if: isSanitized))
struct SwarmTests {
  @Test func `flies another way with another seed`() throws {
    #expect(try Session(boids: 100, seed: 1).boids != Session(boids: 100, seed: 2).boids)
  }

  @Test func `comes to fly the way its neighbours do`() throws {
    let session = try Session(boids: 300)
    session.press(.space)
    #expect(session.game.flock.alignment < 0.3)
    session.run(frames: 200)
    #expect(session.game.flock.alignment > 0.7)
  }

  @Test func `does not, where the rule counts for nothing`() throws {
    let session = try Session(boids: 300)
    session.press(.space)
    session.press(.digit(2))
    session.hold(.left, frames: 70)
    session.run(frames: 130)
    #expect(session.game.flock.rules == FlockRules(cohesion: 1, alignment: 0, separation: 1))
    #expect(session.game.flock.alignment < 0.5)
  }

  @Test func `is doubled and halved by keys, within what it can be`() throws {
    let session = try Session(boids: 300)
    session.tap(.up)
    #expect(session.game.flock.count == 600)
    #expect(session.host.texts.contains("600 boids"))
    for _ in 1...4 { session.tap(.down) }
    #expect(session.game.flock.count == 100)
  }

  @Test func `is never more than 50 000`() throws {
    let session = try Session(boids: 40_000)
    session.host.press(.up)
    session.run()
    #expect(session.game.flock.count == 50_000)
  }

  @Test func `keeps its places where it is doubled and halved`() throws {
    let session = try Session(boids: 400)
    session.run(frames: 60)
    let before = session.middle
    session.tap(.up)
    session.tap(.down)
    #expect(session.middle.distance(to: before) < 20)
  }

  @Test func `flees from the mouse, and comes to it while its button is held`() throws {
    let session = try Session(boids: 400)
    session.press(.space)
    let place = Vector(640, 360)
    let spread = session.count(within: 100, of: place)
    session.movePointer(to: place)
    session.run(frames: 90)
    #expect(session.count(within: 60, of: place) == 0)
    session.setButton(isDown: true)
    session.run(frames: 150)
    #expect(session.count(within: 100, of: place) > 2 * spread)
    session.setButton(isDown: false)
    session.run(frames: 90)
    #expect(session.count(within: 60, of: place) == 0)
  }

  @Test func `is parted by the hawk`() throws {
    let session = try Session(boids: 600)
    var near = 0
    for _ in 1...10 {
      session.run(frames: 30)
      near += session.count(within: 50, of: try #require(session.game.hawk).position)
    }
    // Spread evenly there would be five each time.
    #expect(near < 15)
  }

  @Test(arguments: 0..<Darts.directions)
  func `shows each boid by the dart of its direction`(direction: Int) {
    let turn = Float(direction) / Float(Darts.directions)
    for error: Float in [-0.45, 0, 0.45] {
      let angle = Angle.turns(turn + error / Float(Darts.directions))
      #expect(Darts.look(of: .pointing(angle) * 99, speed: 99) == UInt8(direction))
    }
  }

  @Test func `stays in its field`() throws {
    let session = try Session(boids: 300)
    session.run(frames: 400)
    let field = session.game.flock.field.inset(by: -100)
    #expect(session.boids.allSatisfy { field.contains($0.position) })
  }

  @Test(arguments: ["99", "50001", "many"])
  func `refuses a number that it cannot be`(word: String) throws {
    #expect(throws: NoNumber.self) { try Session(arguments: [word]) }
  }
}
