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

  var frames: UnsafeBufferPointer<StereoFrame> {
    let count = Int(chunk.pointee.alen) / MemoryLayout<StereoFrame>.stride
    guard count > 0, let bytes = chunk.pointee.abuf else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return bytes.withMemoryRebound(to: StereoFrame.self, capacity: count) {
      UnsafeBufferPointer(start: $0, count: count)
    }
  }

  /// The frames as a channel reads them; nil where there are none.
  func passage(loops: Bool) -> Passage? {
    let frames = frames
    return frames.baseAddress.map {
      Passage(frames: $0, count: frames.count, after: loops ? .itself : .nothing)
    }
  }

  var length: Duration {
    .nanoseconds(Int64(frames.count) * 1_000_000_000 / Int64(SoundDevice.framesPerSecond))
  }
}
