import CSDL2
import CSDL2Mixer
import GameLoop
import TaskQueues

/// A sound, converted to what the mixer plays: 16 bits, two channels.
// @unchecked: nobody writes to it once it is decoded.
nonisolated final class MixedSound: DecodedSound, @unchecked Sendable {
  private let chunk: UnsafeMutablePointer<Mix_Chunk>

  init(_ chunk: UnsafeMutablePointer<Mix_Chunk>) { self.chunk = chunk }

  deinit { Mix_FreeChunk(chunk) }

  /// A frame is a sample for the left and one for the right.
  var frames: UnsafeBufferPointer<(left: Int16, right: Int16)> {
    let count = Int(chunk.pointee.alen) / MemoryLayout<(Int16, Int16)>.stride
    guard count > 0, let bytes = chunk.pointee.abuf else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return bytes.withMemoryRebound(
      to: (left: Int16, right: Int16).self, capacity: count
    ) { UnsafeBufferPointer(start: $0, count: count) }
  }

  var length: Duration {
    .nanoseconds(Int64(frames.count) * 1_000_000_000 / Int64(SoundDevice.framesPerSecond))
  }
}
