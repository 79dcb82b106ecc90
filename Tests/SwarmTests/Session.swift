import SwiftGameLoop
import TestSupport

@testable import Swarm

/// A game of Swarm that a test plays, frame by frame.
final class Session {
  let host = TestHost()
  let loop: FrameLoop<Swarm>

  convenience init(boids: Int, seed: UInt64 = 1, jobThreads: Int = 0) throws {
    try self.init(arguments: ["\(boids)"], seed: seed, jobThreads: jobThreads)
  }

  init(arguments: [String], seed: UInt64 = 1, jobThreads: Int = 0) throws {
    var configuration = LoopConfiguration.stepped(
      seed: seed, assets: AssetFolder(path: "/nonexistent"),
      saves: SaveFolder(path: "/nonexistent"))
    configuration.arguments = arguments
    configuration.jobThreads = jobThreads
    loop = try FrameLoop<Swarm>(host: host, configuration: configuration)
  }

  isolated deinit { loop.end() }

  var game: Swarm { loop.game }

  struct Boid: Equatable {
    let position: Vector
    let velocity: Vector
    let look: Int
  }

  var boids: [Boid] {
    var boids: [Boid] = []
    game.flock.forEachBoid { boids.append(Boid(position: $0, velocity: $1, look: $2)) }
    return boids
  }

  /// Where the boids are on average.
  var middle: Vector {
    boids.reduce(.zero) { $0 + $1.position } / Float(boids.count)
  }

  func count(within radius: Float, of place: Vector) -> Int {
    boids.count { $0.position.distance(to: place) < radius }
  }

  func run(frames: Int = 1) {
    for _ in 0..<frames { loop.runFrame() }
  }

  /// Presses a key for a frame, and waits until the panel has been written again.
  func tap(_ key: Key) {
    press(key)
    run(frames: 30)
  }

  func press(_ key: Key) { hold(key, frames: 1) }

  func hold(_ key: Key, frames: Int) {
    host.press(key)
    run(frames: frames)
    host.release(key)
    run()
  }

  func movePointer(to place: Vector) { host.events.append(.input(.mouseMoved(place))) }

  func setButton(isDown: Bool) {
    host.events.append(.input(.mouseButton(.left, isDown: isDown)))
  }
}
