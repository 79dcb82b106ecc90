import SwiftGameLoop

/// The chunks around the plane: those that are missing are made, nearest first, and those left behind are let go of.
///
/// Each place has its slot, which it shares with the places a whole window away. So the landscape has no end, and its
/// memory does.
final class Chunks {
  enum Way {
    /// Drawn on job threads, a few at a time; a completion takes each in.
    case onJobThreads
    /// Drawn in the tick that finds them missing, as a game without threads would.
    case insideTheTick
  }

  /// How many chunks there are at most: what is seen and two more on every side.
  static let across = 10
  static let down = 8
  /// How many are at work at most: what is begun is not begun in vain, and the nearest is never far back in a queue.
  static let mostAtWork = 3

  var way = Way.onJobThreads
  private(set) var slots: [Chunk?] = Array(repeating: nil, count: across * down)
  private(set) var atWork = 0
  private(set) var made = 0
  private(set) var cancelled = 0
  /// The longest that a completion took the main thread.
  private(set) var longestCompletion = Duration.zero

  private let landscape: Landscape
  private let queue: TaskQueue
  private let assets: Assets
  private let nearestFirst: [(x: Int, y: Int)]

  init(of landscape: Landscape, _ context: GameContext) {
    self.landscape = landscape
    queue = context.queue
    assets = context.assets
    let offsets = (0..<Self.across * Self.down).map {
      (x: $0 % Self.across - Self.across / 2, y: $0 / Self.across - Self.down / 2)
    }
    // From the middle of the window, which lies between chunks.
    func distance(_ offset: (x: Int, y: Int)) -> Int {
      let (x, y) = (2 * offset.x + 1, 2 * offset.y + 1)
      return x * x + y * y
    }
    nearestFirst = offsets.sorted { distance($0) < distance($1) }
  }

  /// The chunk of a place, on its way or there.
  subscript(place: ChunkPlace) -> Chunk? {
    guard let chunk = slots[Self.slot(of: place)], chunk.place == place else { return nil }
    return chunk
  }

  private static func slot(of place: ChunkPlace) -> Int {
    func wrapped(_ x: Int, _ size: Int) -> Int { (x % size + size) % size }
    return wrapped(place.y, down) * across + wrapped(place.x, across)
  }

  /// Lets go of what is far from a point and has the nearest that is missing made.
  func follow(_ point: Vector, seconds: Float) {
    let middle = ChunkPlace(of: point + Float(ChunkPlace.side) / 2)
    for offset in nearestFirst {
      let place = ChunkPlace(x: middle.x + offset.x, y: middle.y + offset.y)
      let slot = Self.slot(of: place)
      if let chunk = slots[slot] {
        if chunk.place == place {
          chunk.age += chunk.texture == nil ? 0 : seconds
          continue
        }
        leave(chunk)
        slots[slot] = nil
      }
      switch way {
      case .onJobThreads: if atWork < Self.mostAtWork { begin(place, in: slot) }
      case .insideTheTick: make(place, in: slot)
      }
    }
  }

  /// Its texture goes with it, or the call that would have made it.
  private func leave(_ chunk: Chunk) {
    guard let call = chunk.call else { return }
    call.cancel()
    cancelled += 1
  }

  private func begin(_ place: ChunkPlace, in slot: Int) {
    let chunk = Chunk(place)
    let landscape = landscape
    do {
      chunk.call = try queue.run { call in
        try ChunkPicture(of: place, in: landscape, isCancelled: { call.isCancelled })
      } onMainActor: { [weak self, weak chunk] result in
        self?.callEnded(with: result, for: chunk)
      }
      slots[slot] = chunk
      atWork += 1
    } catch {
      // The game ends, and takes no more work.
    }
  }

  /// A completion: this is all that a chunk costs the frame that it comes in.
  private func callEnded(with result: Result<ChunkPicture, AsyncError>, for chunk: Chunk?) {
    atWork -= 1
    guard let chunk, self[chunk.place] === chunk else { return }
    chunk.call = nil
    switch result {
    case .success(let picture):
      let begin = SystemClock.shared.now
      takeIn(picture, as: chunk)
      longestCompletion = max(longestCompletion, begin.duration(to: SystemClock.shared.now))
    case .failure(.cancelled): break
    case .failure(.failed(let error)): report("A chunk could not be made: \(error)")
    }
  }

  private func make(_ place: ChunkPlace, in slot: Int) {
    let chunk = Chunk(place)
    slots[slot] = chunk
    do {
      takeIn(try ChunkPicture(of: place, in: landscape, isCancelled: { false }), as: chunk)
    } catch {
      report("A chunk could not be made: \(error)")
    }
  }

  private func takeIn(_ picture: ChunkPicture, as chunk: Chunk) {
    do {
      chunk.texture = try assets.texture(of: picture.image, named: "chunk")
      chunk.glints = picture.glints
      chunk.color = picture.color
      made += 1
    } catch {
      report("There is no room for a chunk: \(error)")
    }
  }
}

/// A square of the landscape, on its way or there.
final class Chunk {
  let place: ChunkPlace
  fileprivate(set) var call: AsyncBlock<ChunkPicture>?
  /// Nil until it is there.
  fileprivate(set) var texture: Texture?
  fileprivate(set) var glints: [ChunkPicture.Glint] = []
  fileprivate(set) var color = Color.clear
  /// For how many seconds it has been there.
  fileprivate(set) var age: Float = 0

  init(_ place: ChunkPlace) { self.place = place }
}
