import CSamplerate

/// Converts a stream of frames from one rate to another, with libsamplerate: piece by piece as if at once.
///
/// Threading: one thread at a time.
nonisolated final class Resampler {
  private let state: OpaquePointer
  private let channels: Int
  private let ratio: Double
  private var output: [Float]

  static func converts(from rate: Int, to other: Int) -> Bool {
    rate > 0 && src_is_valid_ratio(Double(other) / Double(rate)) != 0
  }

  init(from rate: Int, to other: Int, channels: Int) throws(BrokenMusic) {
    var code: Int32 = 0
    guard let state = src_new(Int32(SRC_SINC_FASTEST), Int32(channels), &code) else {
      throw BrokenMusic(words: Self.words(code))
    }
    self.state = state
    self.channels = channels
    ratio = Double(other) / Double(rate)
    output = Array(repeating: 0, count: 4096 * channels)
  }

  deinit { src_delete(state) }

  /// Converts the next frames. What is still held back comes with those that follow.
  ///
  /// - Parameters:
  ///   - isLast: whether none follow: then nothing is held back.
  ///   - give: is called with what came of them, in pieces.
  func convert(
    _ frames: UnsafeBufferPointer<Float>, isLast: Bool,
    _ give: (UnsafeBufferPointer<Float>) throws(BrokenMusic) -> Void
  ) throws(BrokenMusic) {
    var rest = frames
    while true {
      let room = output.count / channels
      var step = SRC_DATA()
      let code = output.withUnsafeMutableBufferPointer { output in
        step.data_in = rest.baseAddress
        step.input_frames = rest.count / channels
        step.data_out = output.baseAddress
        step.output_frames = room
        step.end_of_input = isLast ? 1 : 0
        step.src_ratio = ratio
        return src_process(state, &step)
      }
      if code != 0 { throw BrokenMusic(words: Self.words(code)) }
      rest = UnsafeBufferPointer(rebasing: rest[(step.input_frames_used * channels)...])
      let made = step.output_frames_gen * channels
      if made > 0 {
        try output.withUnsafeBufferPointer { output throws(BrokenMusic) in
          try give(UnsafeBufferPointer(rebasing: output[..<made]))
        }
      }
      // Where it did not fill the room it has nothing more to give for now.
      if rest.isEmpty && step.output_frames_gen < room { return }
    }
  }

  private static func words(_ code: Int32) -> String {
    src_strerror(code).map { String(cString: $0) } ?? "libsamplerate's error \(code)"
  }
}
