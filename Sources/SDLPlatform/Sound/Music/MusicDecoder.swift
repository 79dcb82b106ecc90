import CSDL2

/// Decodes a piece of music from its beginning to its end, or over and over, into a ring of what the device plays.
///
/// A file is broken where it cannot be decoded any further, or ends before it has given what it says it has. Whatever
/// could be decoded before that comes.
///
/// Threading: one thread at a time.
nonisolated final class MusicDecoder {
  enum Outcome: Equatable {
    /// There is more, and no room.
    case full
    /// All is written.
    case ended
    /// All that can be decoded is written.
    case broken(BrokenMusic)
  }

  private enum Phase: Equatable {
    case decoding
    case over(BrokenMusic?)
  }

  private let reader: SoundFileReader
  private let loops: Bool
  /// Nil where the file has the device's rate.
  private let resampler: Resampler?
  /// To 16 bits and two channels.
  private let converter: OpaquePointer
  private var samples: [Float]
  private var phase = Phase.decoding
  /// How many frames have come of the file since its beginning.
  private var position = 0

  /// So many frames of the file are decoded at a time: a twentieth of a second.
  private static let framesAtOnce = 2048

  init(_ file: MusicFile, loops: Bool) throws(BrokenMusic) {
    reader = try SoundFileReader(file.bytes)
    self.loops = loops
    let rate = SoundDevice.framesPerSecond
    resampler =
      reader.framesPerSecond == rate
      ? nil : try Resampler(from: reader.framesPerSecond, to: rate, channels: reader.channels)
    let stream = SDL_NewAudioStream(
      UInt16(AUDIO_F32SYS), UInt8(reader.channels), Int32(rate), UInt16(AUDIO_S16SYS), 2,
      Int32(rate))
    guard let stream else { throw Self.refusal("SDL_NewAudioStream") }
    converter = stream
    samples = Array(repeating: 0, count: Self.framesAtOnce * reader.channels)
  }

  deinit { SDL_FreeAudioStream(converter) }

  /// Decodes until the ring is full or there is no more.
  func fill(_ ring: FrameRing) -> Outcome {
    do throws(BrokenMusic) {
      while true {
        if try moveConverted(to: ring) > 0 { continue }
        if ring.room == 0 { return .full }
        switch phase {
        case .decoding: try decode()
        case .over(nil): return .ended
        case .over(let problem?): return .broken(problem)
        }
      }
    } catch {
      return .broken(error)
    }
  }

  private func moveConverted(to ring: FrameRing) throws(BrokenMusic) -> Int {
    var size: Int32 = 0
    let count = ring.write { places in
      let bytes = UnsafeMutableRawBufferPointer(places)
      size = SDL_AudioStreamGet(converter, bytes.baseAddress, Int32(bytes.count))
      return max(0, Int(size)) / MemoryLayout<StereoFrame>.stride
    }
    if size < 0 { throw Self.refusal("SDL_AudioStreamGet") }
    return count
  }

  /// Decodes the next piece of the file.
  private func decode() throws(BrokenMusic) {
    let count = samples.withUnsafeMutableBufferPointer { reader.read(into: $0) }
    position += count
    try convert(count, isLast: false)
    if let words = reader.problem { return try end(problem(words)) }
    if count > 0 { return }
    // Counts of frames in headers are not always exact, to a few blocks.
    if position + reader.framesPerSecond / 10 < reader.frames {
      return try end(
        problem("the file says it goes on to \(Self.time(reader.frames, reader.framesPerSecond))"))
    }
    guard loops else { return try end(nil) }
    guard position > 0, reader.rewind() else { return try end(problem("it cannot be repeated")) }
    position = 0
  }

  private func end(_ problem: BrokenMusic?) throws(BrokenMusic) {
    try convert(0, isLast: true)
    if SDL_AudioStreamFlush(converter) != 0 { throw Self.refusal("SDL_AudioStreamFlush") }
    phase = .over(problem)
  }

  /// Hands over the first of the samples.
  private func convert(_ frames: Int, isLast: Bool) throws(BrokenMusic) {
    let (channels, resampler) = (reader.channels, resampler)
    try samples.withUnsafeBufferPointer { samples throws(BrokenMusic) in
      let decoded = UnsafeBufferPointer(rebasing: samples[..<(frames * channels)])
      guard let resampler else { return try put(decoded) }
      try resampler.convert(decoded, isLast: isLast) { piece throws(BrokenMusic) in try put(piece) }
    }
  }

  private func put(_ samples: UnsafeBufferPointer<Float>) throws(BrokenMusic) {
    if samples.isEmpty { return }
    let bytes = UnsafeRawBufferPointer(samples)
    if SDL_AudioStreamPut(converter, bytes.baseAddress, Int32(bytes.count)) != 0 {
      throw Self.refusal("SDL_AudioStreamPut")
    }
  }

  private func problem(_ words: String) -> BrokenMusic {
    BrokenMusic(words: "it is broken at \(Self.time(position, reader.framesPerSecond)): \(words)")
  }

  private static func refusal(_ function: String) -> BrokenMusic {
    BrokenMusic(words: SDLError(function).description)
  }

  /// As minutes and seconds, 1:07.
  private static func time(_ frames: Int, _ rate: Int) -> String {
    let seconds = frames / rate
    return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }
}
