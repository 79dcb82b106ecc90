import CSndfile
import Glibc

/// Music files that tests make: tones, and the numbers of frames.
nonisolated enum EncodedMusic: String, CaseIterable, Sendable {
  case wav, flac, vorbis, opus, mp3

  /// Whether every sample comes back as it was.
  var isExact: Bool { self == .wav || self == .flac }

  /// The rate that it is tried with: Opus has no other than this.
  var rate: Int { self == .opus ? 48_000 : 44_100 }

  private var format: Int {
    switch self {
    case .wav: SF_FORMAT_WAV | SF_FORMAT_PCM_16
    case .flac: SF_FORMAT_FLAC | SF_FORMAT_PCM_16
    case .vorbis: SF_FORMAT_OGG | SF_FORMAT_VORBIS
    case .opus: SF_FORMAT_OGG | SF_FORMAT_OPUS
    case .mp3: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III
    }
  }

  struct Refused: Error { let words: String }

  /// A file of a number of frames.
  ///
  /// - Parameter sample: from -1 to 1.
  func file(
    frames: Int, channels: Int = 2, rate: Int? = nil,
    _ sample: (_ frame: Int, _ channel: Int) -> Float
  ) throws -> [UInt8] {
    let memory = WrittenFile()
    var info = SF_INFO()
    info.samplerate = Int32(rate ?? self.rate)
    info.channels = Int32(channels)
    info.format = Int32(format)
    var functions = WrittenFile.functions
    let file = sf_open_virtual(
      &functions, Int32(SFM_WRITE), &info, Unmanaged.passUnretained(memory).toOpaque())
    guard let file else { throw Refused(words: String(cString: sf_strerror(nil))) }
    for begin in stride(from: 0, to: frames, by: 4096) {
      let end = min(begin + 4096, frames)
      let samples = (begin..<end).flatMap { frame in (0..<channels).map { sample(frame, $0) } }
      let written = sf_writef_float(file, samples, Int64(end - begin))
      guard written == end - begin else { throw Refused(words: String(cString: sf_strerror(file))) }
    }
    sf_close(file)
    return memory.bytes
  }

  /// A tone, on the right half as loud as on the left.
  func tone(
    hertz: Double = 441, frames: Int, channels: Int = 2, rate: Int? = nil
  ) throws -> [UInt8] {
    let turns = hertz / Double(rate ?? self.rate) * 2 * .pi
    return try file(frames: frames, channels: channels, rate: rate) { frame, channel in
      Float(sin(Double(frame) * turns)) * (channel == 0 ? 0.6 : 0.3)
    }
  }

  /// A WAV file in which the left sample of frame n is n, and the right one is 20 000: so it is told from silence.
  static func counting(to frames: Int) throws -> [UInt8] {
    try wav.file(frames: frames) { frame, channel in
      Float(channel == 0 ? frame : 20_000) / 32_767
    }
  }
}

/// Bytes that libsndfile writes as a file.
private nonisolated final class WrittenFile {
  var bytes: [UInt8] = []
  var place = 0

  private static func of(_ user: UnsafeMutableRawPointer?) -> WrittenFile {
    Unmanaged<WrittenFile>.fromOpaque(user!).takeUnretainedValue()
  }

  static var functions: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { Int64(WrittenFile.of($0).bytes.count) },
      seek: { offset, whence, user in
        let file = WrittenFile.of(user)
        let origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.place : file.bytes.count
        file.place = origin + Int(offset)
        return Int64(file.place)
      },
      read: { target, count, user in
        let file = WrittenFile.of(user)
        let part = file.bytes[file.place..<min(file.place + Int(count), file.bytes.count)]
        part.withUnsafeBytes { target!.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        file.place += part.count
        return Int64(part.count)
      },
      write: { source, count, user in
        let file = WrittenFile.of(user)
        let new = UnsafeRawBufferPointer(start: source, count: Int(count))
        let end = min(file.place + new.count, file.bytes.count)
        file.bytes.replaceSubrange(file.place..<end, with: new)
        file.place += new.count
        return count
      },
      tell: { Int64(WrittenFile.of($0).place) })
  }
}
