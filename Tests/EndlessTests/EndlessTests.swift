import SwiftGameLoop
import TestSupport
import Testing

@testable import Endless

@Suite(.timeLimit(.minutes(5))) struct `Endless, flown` {
  @Test func `chunks arrive, the nearest first and a few at a time`() throws {
    let flight = try Flight()
    flight.run()
    #expect(flight.chunks.made == 0 && flight.chunks.atWork == Chunks.mostAtWork)
    flight.run()
    #expect(flight.chunks.made == Chunks.mostAtWork)
    #expect(flight.chunks.atWork == Chunks.mostAtWork)
    #expect(flight.chunks[ChunkPlace(of: flight.game.plane.position)]?.texture?.isReady == true)
  }

  @Test(.disabled(if: isSanitized))
  func `chunks come from the same seed as the same pictures, and from another as others`()
    throws
  {
    func picture(seed: UInt64) throws -> Image {
      let place = ChunkPlace(x: -3, y: 2)
      let landscape = Landscape(seed: seed)
      return try ChunkPicture(of: place, in: landscape, isCancelled: { false }).image
    }
    let first = try picture(seed: 1)
    #expect(try picture(seed: 1) == first)
    #expect(try picture(seed: 2) != first)
  }

  @Test(.disabled(if: isSanitized))
  func `a chunk goes on where the one beside it ends`() {
    let landscape = Landscape(seed: 1)
    let edge = ChunkPlace(x: 1, y: 0).rect.origin
    let place = edge + Vector(0, 40)
    let climate = landscape.climate(at: place)
    let here = landscape.ground(at: place, climate).height
    let beside = landscape.ground(at: place - Vector(1, 0), climate).height
    #expect(abs(here - beside) < 0.05)
  }

  @Test(.disabled(if: isSanitized))
  func `there are never more chunks than the window holds, however far the flight`() throws {
    let flight = try Flight()
    flight.run(frames: 2)
    let pictures = flight.texturesHeld
    for column in 0..<14 {
      // Six chunks further each time: what is begun on one side is left on the other.
      flight.chunks.follow(Vector(Float(column) * 6 * 128, 0), seconds: 0)
      flight.run()
      #expect(flight.chunks.atWork <= Chunks.mostAtWork)
      #expect(flight.texturesHeld - pictures <= Chunks.across * Chunks.down)
    }
    #expect(flight.host.removed.count > 0)
  }

  @Test func `what was begun for a region that is left is cancelled, and never comes`() throws {
    let flight = try Flight()
    flight.run()
    let begun = flight.chunks.slots.compactMap { $0?.place }
    #expect(begun.count == Chunks.mostAtWork)

    flight.chunks.follow(Vector(1e5, 1e5), seconds: 0)
    #expect(flight.chunks.cancelled == Chunks.mostAtWork)
    let texturesHeld = flight.texturesHeld
    flight.chunks.follow(Vector(1e5, 1e5), seconds: 0)
    #expect(flight.texturesHeld == texturesHeld)
    for place in begun { #expect(flight.chunks[place] == nil) }
  }

  @Test(.disabled(if: isSanitized))
  func `T has chunks made inside of the tick, and on job threads again`() throws {
    let flight = try Flight()
    #expect(flight.chunks.way == .onJobThreads)
    flight.tap(.letter("t"))
    #expect(flight.chunks.way == .insideTheTick)
    let isComplete = flight.chunks.slots.allSatisfy { $0 != nil }
    #expect(isComplete)
    flight.tap(.letter("t"))
    #expect(flight.chunks.way == .onJobThreads)
  }

  @Test func `nothing comes after the end`() throws {
    let flight = try Flight()
    flight.run(frames: 2)
    #expect(flight.chunks.atWork > 0)
    let (made, added) = (flight.chunks.made, flight.host.added.count)
    flight.loop.end()
    #expect(flight.chunks.atWork == 0)
    #expect(flight.chunks.made == made && flight.host.added.count == added)
  }

  @Test(.disabled(if: isSanitized))
  func `the plane flies where it is told, faster with Space, and by itself when left alone`()
    throws
  {
    var plane = Plane(isAlone: true)
    #expect(plane.isAlone)
    func tick(_ number: Int) -> Tick {
      Tick(number: number, length: .seconds(1) / 60, input: Input())
    }
    for number in 0..<120 { plane.fly(to: Vector(0, 1), boosts: true, tick(number)) }
    #expect(!plane.isAlone && plane.speed == Plane.full)
    #expect(abs(plane.heading.normalized.degrees.magnitude - 180) < 1)
    for number in 0..<16 * 60 { plane.fly(to: .zero, boosts: false, tick(number)) }
    #expect(plane.isAlone && plane.speed == Plane.full)
  }
}

/// A flight that a test steps frame by frame.
private final class Flight {
  let host = TestHost()
  let loop: FrameLoop<Endless>

  init() throws {
    let configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(besideSource: #filePath), saves: SaveFolder(path: "/nonexistent")
    )
    loop = try FrameLoop<Endless>(host: host, configuration: configuration)
  }

  isolated deinit { loop.end() }

  var game: Endless { loop.game }
  var chunks: Chunks { game.chunks }
  var texturesHeld: Int { host.added.count - host.removed.count }

  func run(frames: Int = 1) {
    for _ in 0..<frames { loop.runFrame() }
  }

  func tap(_ key: Key) {
    host.press(key)
    run()
    host.release(key)
    run()
  }
}
