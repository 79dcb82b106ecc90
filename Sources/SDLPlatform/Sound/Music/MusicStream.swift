import Synchronization
import TaskQueues

/// A piece of music that is being played: what is decoded of it lies in a ring, some seconds ahead of what is heard.
///
///     begun ──decoder opened──▶ decoding ──end of the file──▶ ended
///                                └──broken file──▶ broken
///
/// Callbacks on the work port of the file's queue keep the ring full, each of which submits the next; so neither a
/// long frame nor a hidden window is heard. The last one finds that the stream is gone.
///
/// Threading: callbacks run one after the other, wherever the work port is dispatched; `hasPlayed` is called by the
/// reader of the ring, the rest by any thread.
// @unchecked: `progress` is the callbacks', each of which comes after the one that submitted it; `isHeard` is the
// ring's reader's.
nonisolated final class MusicStream: @unchecked Sendable {
  /// Three seconds: whatever else the job threads do may take two of them.
  static let framesAhead = 1 << 17
  /// A third of the ring at the highest pitch.
  static let refillInterval = Duration.milliseconds(250)

  let ring: FrameRing
  private let file: MusicFile
  private let loops: Bool

  private enum Progress {
    case begun
    case decoding(MusicDecoder)
    case ended
    case broken(BrokenMusic)
  }

  private var progress = Progress.begun
  private let problem = Monitor<BrokenMusic?>(nil)
  private var isHeard = false
  // relaxed, each: a number for itself
  private let gapCount = Atomic<Int>(0)

  init(_ file: MusicFile, loops: Bool, framesAhead: Int = MusicStream.framesAhead) {
    self.file = file
    self.loops = loops
    ring = FrameRing(capacity: framesAhead)
  }

  /// Has it decoded from now on. Once.
  func begin() { refill(after: .zero) }

  private func refill(after delay: Duration) {
    do {
      try file.queue.submit(to: .work, after: delay) { [weak self] isCancelled in
        if !isCancelled { self?.refill() }
      }
    } catch {
      // The queue has ended, and with it the game.
    }
  }

  private func refill() {
    do throws(BrokenMusic) {
      switch progress {
      case .begun: try decode(with: MusicDecoder(file, loops: loops))
      case .decoding(let decoder): try decode(with: decoder)
      case .ended, .broken: break
      }
    } catch {
      progress = .broken(error)
      problem.withLock { $0 = error }
      ring.close()
    }
  }

  private func decode(with decoder: MusicDecoder) throws(BrokenMusic) {
    switch decoder.fill(ring) {
    case .full:
      progress = .decoding(decoder)
      refill(after: Self.refillInterval)
    case .ended:
      progress = .ended
      ring.close()
    case .broken(let problem): throw problem
    }
  }

  // MARK: What is heard

  /// Is told how much of what was asked for was there.
  func hasPlayed(_ count: Int, of wanted: Int, isEnd: Bool) {
    if count == wanted {
      isHeard = true
    } else if isHeard && !isEnd {
      isHeard = false
      gapCount.add(1, ordering: .relaxed)
    }
  }

  /// How often there was silence because it was not decoded in time. That it begins a moment later is none.
  var gaps: Int { gapCount.load(ordering: .relaxed) }

  /// What kept it from being decoded to its end, told once and not before all that could be decoded has been heard.
  func takeProblem() -> BrokenMusic? {
    guard ring.isPlayedOut else { return nil }
    return problem.withLock { $0.take() }
  }
}
