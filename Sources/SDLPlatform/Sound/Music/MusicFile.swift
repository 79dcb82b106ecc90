import GameLoop
import TaskQueues

/// A piece of music as its file has it, compressed: it is decoded while it is played.
nonisolated final class MusicFile: DecodedSound, Sendable {
  let bytes: [UInt8]
  /// Decodes it, on its work port.
  let queue: TaskQueue
  let length: Duration

  /// Reads what the file says of itself.
  ///
  /// - Throws: why it cannot be decoded piece by piece.
  init(_ bytes: [UInt8], decodedOn queue: TaskQueue) throws(BrokenMusic) {
    let reader = try SoundFileReader(bytes)
    let rate = reader.framesPerSecond
    guard 1...8 ~= reader.channels, Resampler.converts(from: rate, to: SoundDevice.framesPerSecond)
    else {
      throw BrokenMusic(words: "it has \(reader.channels) channels at \(rate) Hz")
    }
    // Where an end is missing the length is the largest number there is.
    guard 1..<(Int.max / 2) ~= reader.frames else { throw BrokenMusic(words: "it has no length") }
    self.bytes = bytes
    self.queue = queue
    length = .seconds(Double(reader.frames) / Double(rate))
  }
}
