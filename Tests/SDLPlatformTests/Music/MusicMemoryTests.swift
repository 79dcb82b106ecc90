import GameLoop
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

@Suite("The memory of music", .patience)
struct MusicMemoryTests {
  /// Sanitizers keep what was freed.
  @Test(.enabled(if: !isSanitized))
  func `is less than a megabyte for a piece that plays, however long it is`() async {
    // In a process of its own, where nobody else takes memory.
    await #expect(processExitsWith: .success) {
      _ = try MusicMemoryTests.grown(playing: 5)
      let grown = try MusicMemoryTests.grown(playing: 30)
      precondition(grown < 1_000_000, "30 seconds of music took \(grown) bytes")
    }
  }

  /// - Returns: by how much the process grew, at most, from when the file was there to when it had been heard.
  private nonisolated static func grown(playing seconds: Int) throws -> Int {
    let (clock, format) = (ManualClock(), EncodedMusic.vorbis)
    let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
    let bytes = try format.tone(frames: seconds * format.rate)
    let file = try MusicFile(bytes, decodedOn: queue)
    let before = ProcessMemory.current
    let stream = MusicStream(file, loops: false)
    stream.begin()
    let channel = MixerChannel()
    channel.begin(.music(stream), SoundMix())
    var output = [StereoFrame](repeating: (0, 0), count: 11_025)
    var most = before
    while !stream.ring.isPlayedOut {
      queue.dispatchAll(.work)
      output.withUnsafeMutableBufferPointer { channel.write(to: $0) }
      clock.advance(by: MusicStream.refillInterval)
      most = max(most, ProcessMemory.current)
    }
    return most - before
  }
}
