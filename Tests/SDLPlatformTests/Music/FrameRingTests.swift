import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

nonisolated extension FrameRing {
  /// Writes frames whose left samples are numbers from `first` on.
  ///
  /// - Parameter pause: is called between two of them.
  /// - Returns: how many there was room for.
  fileprivate func write(_ most: Int, from first: Int, pause: () -> Void = {}) -> Int {
    write { places in
      let count = min(most, places.count)
      for index in 0..<count {
        places[index] = (Int16(truncatingIfNeeded: first + index), 0)
        pause()
      }
      return count
    }
  }

  /// Takes frames, and gives their left samples.
  fileprivate func read(_ most: Int, pause: () -> Void = {}) -> [Int16] {
    let passage = ahead()
    let left = (0..<min(most, passage.count)).map { index in
      pause()
      return passage[index].left
    }
    take(left.count)
    return left
  }
}

@Suite("A ring of frames", .patience)
struct FrameRingTests {
  @Test func `gives back what was written, around its end too`() {
    let ring = FrameRing(capacity: 8)
    #expect(ring.room == 8 && ring.write(5, from: 0) == 5 && ring.room == 3)
    #expect(ring.read(3) == [0, 1, 2] && ring.room == 6)
    #expect(ring.write(9, from: 5) == 3, "in one row only")
    #expect(ring.write(9, from: 8) == 3 && ring.room == 0)
    #expect(ring.write(1, from: 99) == 0)
    #expect(ring.read(9) == [3, 4, 5, 6, 7, 8, 9, 10])
    #expect(ring.read(9) == [])
  }

  @Test func `is played out when it is closed and everything was taken`() {
    let ring = FrameRing(capacity: 8)
    #expect(ring.write(2, from: 0) == 2)
    #expect(ring.ahead().after == .more && ring.ahead().end == 1)
    ring.close()
    #expect(ring.ahead().after == .nothing && ring.ahead().end == 2 && !ring.isPlayedOut)
    #expect(ring.read(2) == [0, 1] && ring.isPlayedOut)
  }

  @Test func `that has a size other than a power of two is refused`() async {
    await #expect(processExitsWith: .failure) { _ = FrameRing(capacity: 12) }
  }

  @Test func `loses nothing and gives nothing twice, in any order of writing and reading`()
    async throws
  {
    try await overSeeds { stepper in
      let ring = FrameRing(capacity: stepper.choose([1, 2, 8, 64]))
      let (written, read) = (Log<Int16>(), Log<Int16>())
      // The reader may see that it is closed only when it has seen all.
      let seenAtClose = Log<Int>()
      let count = 40
      var isClosed = false
      stepper.actor("writer") {
        let first = written.entries.count
        if isClosed { return .finished }
        if first >= count {
          ring.close()
          isClosed = true
          return .ran
        }
        let most = min(1 + stepper.number(below: 9), count - first)
        let wrote = ring.write(most, from: first, pause: stepper.pause)
        for number in first..<(first + wrote) { written.append(Int16(number)) }
        return wrote > 0 ? .ran : .idle
      }
      stepper.actor("reader") {
        let isWhole = ring.ahead().after == .nothing
        let frames = ring.read(1 + stepper.number(below: 9), pause: stepper.pause)
        for frame in frames { read.append(frame) }
        if isWhole && ring.isPlayedOut {
          seenAtClose.append(read.entries.count)
          return .finished
        }
        return frames.isEmpty ? .idle : .ran
      }
      stepper.run()
      stepper.expect(read.entries, equals: (0..<Int16(count)).map(\.self), "what was read")
      stepper.expect(seenAtClose.entries, equals: [count], "read when it was played out")
    }
  }

  @Test func `is read on one thread while another writes`() async throws {
    let count = 200_000
    try await onThread {
      let ring = FrameRing(capacity: 256)
      inParallel(2) { thread in
        var number = 0
        if thread == 0 {
          while number < count { number += ring.write(min(37, count - number), from: number) }
          ring.close()
        } else {
          while !ring.isPlayedOut {
            for left in ring.read(53) {
              if left != Int16(truncatingIfNeeded: number) {
                Issue.record("\(left) came where \(number) was written")
                return
              }
              number += 1
            }
          }
          #expect(number == count)
        }
      }
    }
  }
}
