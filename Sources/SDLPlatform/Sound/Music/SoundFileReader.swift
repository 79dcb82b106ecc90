import CSndfile
import Glibc

/// Reads the frames of a sound file in memory, one after the other, with libsndfile: WAV, Ogg Vorbis, Opus, FLAC, MP3
/// and more.
///
/// Threading: one thread at a time.
nonisolated final class SoundFileReader {
  let channels: Int
  let framesPerSecond: Int
  /// As many as the file says it has.
  let frames: Int

  private let file: OpaquePointer
  private let memory: MemoryFile

  /// - Throws: why it cannot be read, in libsndfile's words.
  init(_ bytes: [UInt8]) throws(BrokenMusic) {
    memory = MemoryFile(bytes)
    var functions = MemoryFile.functions
    var info = SF_INFO()
    let opened = sf_open_virtual(
      &functions, Int32(SFM_READ), &info, Unmanaged.passUnretained(memory).toOpaque())
    guard let opened else { throw BrokenMusic(words: Self.words(nil)) }
    file = opened
    channels = Int(info.channels)
    framesPerSecond = Int(info.samplerate)
    frames = Int(info.frames)
  }

  deinit { sf_close(file) }

  /// Reads the next frames, as many as fit and are there: none at the end. A frame is a number from -1 to 1 for each
  /// channel.
  func read(into samples: UnsafeMutableBufferPointer<Float>) -> Int {
    max(0, Int(sf_readf_float(file, samples.baseAddress, Int64(samples.count / channels))))
  }

  /// What was wrong with the last read, in libsndfile's words. It may have given frames nevertheless.
  var problem: String? { sf_error(file) == 0 ? nil : Self.words(file) }

  private static func words(_ file: OpaquePointer?) -> String {
    var words = Substring(String(cString: sf_strerror(file)))
    if words.hasPrefix("Error : ") { words = words.dropFirst(8) }
    if words.hasSuffix(".") { words = words.dropLast() }
    return String(words)
  }

  /// Goes back to the first frame.
  ///
  /// - Returns: whether that is possible.
  func rewind() -> Bool { sf_seek(file, 0, SEEK_SET) == 0 }
}

/// What is wrong with a piece of music.
nonisolated struct BrokenMusic: Error, Equatable, CustomStringConvertible {
  let words: String

  var description: String { words }
}

/// Bytes that libsndfile reads as a file.
private nonisolated final class MemoryFile {
  let bytes: [UInt8]
  var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(to target: UnsafeMutableRawPointer, count: Int) -> Int {
    let count = max(0, min(count, bytes.count - place))
    bytes.withUnsafeBytes { bytes in
      guard count > 0, let start = bytes.baseAddress else { return }
      target.copyMemory(from: start + place, byteCount: count)
    }
    place += count
    return count
  }

  /// - Parameter offset: from the beginning, the place or the end; a file may ask for anything.
  func seek(to offset: Int, from whence: Int32) -> Int {
    let origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? place : bytes.count
    let (target, isTooFar) = origin.addingReportingOverflow(offset)
    place = isTooFar ? bytes.count : min(max(target, 0), bytes.count)
    return place
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> MemoryFile? {
    user.map { Unmanaged<MemoryFile>.fromOpaque($0).takeUnretainedValue() }
  }

  static var functions: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { Int64(MemoryFile.of($0)?.bytes.count ?? 0) },
      seek: { Int64(MemoryFile.of($2)?.seek(to: Int($0), from: $1) ?? -1) },
      read: { target, count, user in
        guard let target else { return 0 }
        return Int64(MemoryFile.of(user)?.read(to: target, count: Int(count)) ?? 0)
      },
      write: { _, _, _ in 0 },
      tell: { Int64(MemoryFile.of($0)?.place ?? 0) })
  }
}
