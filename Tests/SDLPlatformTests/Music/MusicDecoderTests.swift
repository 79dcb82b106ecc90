import GameLoop
import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

/// What a decoder writes to a small ring, until it ends or there is more than enough.
nonisolated struct DecodedMusic {
  var frames: [StereoFrame] = []
  var outcome = MusicDecoder.Outcome.full

  init(_ file: MusicFile, loops: Bool = false, atMost most: Int = 10_000_000) throws {
    let ring = FrameRing(capacity: 1024)
    let decoder = try MusicDecoder(file, loops: loops)
    while outcome == .full && frames.count < most {
      outcome = decoder.fill(ring)
      let passage = ring.ahead()
      for index in 0..<passage.count { frames.append(passage[index]) }
      ring.take(passage.count)
    }
  }

  var left: [Int16] { frames.map(\.left) }
  var right: [Int16] { frames.map(\.right) }

  /// How much louder, in decibels, a tone is on the left than what else is there.
  func clearness(ofTone hertz: Double) -> Double {
    let turns = hertz / 44_100 * 2 * .pi
    let all = left.enumerated().dropFirst(2000).dropLast(2000)
    var (sine, cosine) = (0.0, 0.0)
    for (index, sample) in all {
      sine += Double(sample) * sin(Double(index) * turns) * 2 / Double(all.count)
      cosine += Double(sample) * cos(Double(index) * turns) * 2 / Double(all.count)
    }
    let rest = all.reduce(0.0) { rest, point in
      let tone =
        sine * sin(Double(point.offset) * turns) + cosine * cos(Double(point.offset) * turns)
      return rest + (Double(point.element) - tone) * (Double(point.element) - tone)
    }
    return 10 * log10((sine * sine + cosine * cosine) / 2 / max(rest / Double(all.count), 1e-9))
  }
}

nonisolated extension MusicFile {
  convenience init(_ bytes: [UInt8]) throws {
    try self.init(bytes, decodedOn: TaskQueue(work: .manual, completion: .manual))
  }
}

@Suite("Music that is decoded piece by piece", .patience)
struct MusicDecoderTests {
  @Test(arguments: EncodedMusic.allCases)
  func `is the music of its file, for its length`(format: EncodedMusic) throws {
    let file = try MusicFile(format.tone(frames: 2 * format.rate))
    #expect(file.length == .seconds(2))
    let music = try DecodedMusic(file)
    #expect(music.outcome == .ended && abs(music.frames.count - 88_200) <= 1)
    #expect(music.clearness(ofTone: 441) > 30)
    #expect(abs(Int(music.left.max() ?? 0) - 19_660) < 800)
    #expect(abs(Int(music.right.max() ?? 0) - 9_830) < 400)
  }

  @Test(arguments: [EncodedMusic.wav, .flac])
  func `is to a step what it is when it is decoded whole`(format: EncodedMusic) throws {
    let bytes = try format.tone(frames: 30_000)
    let whole = try #require(SDLDecoder().sound(from: bytes) as? MixedSound)
    let music = try DecodedMusic(MusicFile(bytes))
    #expect(music.frames.count == 30_000 && whole.frames.count == 30_000)
    let steps = zip(music.frames, whole.frames).map {
      max(abs(Int($0.left) - Int($1.left)), abs(Int($0.right) - Int($1.right)))
    }
    #expect(steps.max() ?? 0 <= 1)
  }

  @Test(arguments: EncodedMusic.allCases)
  func `is repeated without a seam`(format: EncodedMusic) throws {
    // Whole turns of the tone, so that its end fits its beginning.
    let file = try MusicFile(format.tone(frames: format.rate))
    let music = try DecodedMusic(file, loops: true, atMost: 3 * 44_100)
    #expect(music.outcome == .full && music.frames.count >= 3 * 44_100)
    // At the first sample a decoder or a resampler has nothing behind it.
    let (first, second) = (music.left[1000..<44_100], music.left[45_100..<88_200])
    let steps = zip(first, second).map { abs(Int($0) - Int($1)) }
    #expect(steps.max() ?? 0 <= 1)
    if format.isExact {
      let largest = zip(music.left, music.left.dropFirst()).map { abs(Int($0) - Int($1)) }.max()
      #expect(largest ?? 0 < 1_300, "a tone has no larger steps")
    }
  }

  @Test(arguments: [8_000, 22_050, 32_000, 44_056, 48_000, 96_000])
  func `has the device's rate, whatever its own`(rate: Int) throws {
    let file = try MusicFile(EncodedMusic.wav.tone(frames: 2 * rate, rate: rate))
    let music = try DecodedMusic(file)
    #expect(file.length == .seconds(2) && abs(music.frames.count - 88_200) <= 1)
    #expect(music.clearness(ofTone: 441) > 70)
  }

  @Test func `of one channel is heard on both sides`() throws {
    let music = try DecodedMusic(MusicFile(EncodedMusic.vorbis.tone(frames: 44_100, channels: 1)))
    #expect(music.left == music.right && music.left.max() ?? 0 > 19_000)
  }

  @Test func `of six channels is heard on two sides`() throws {
    let music = try DecodedMusic(
      MusicFile(EncodedMusic.wav.tone(frames: 44_100, channels: 6)))
    #expect(music.frames.count == 44_100 && music.clearness(ofTone: 441) > 60)
  }

  @Test func `that is louder than can be is cut off, and does not turn over`() throws {
    let music = try DecodedMusic(
      MusicFile(
        EncodedMusic.vorbis.file(frames: 44_100) { frame, _ in
          Float(sin(Double(frame) / 100 * 2 * .pi)) * 1.4
        }))
    let largest = zip(music.left, music.left.dropFirst()).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(music.left.max() == 32_767 && largest < 5_000)
  }
}

@Suite("Broken music", .patience)
struct BrokenMusicTests {
  @Test(arguments: [EncodedMusic.flac, .mp3])
  func `is heard as far as it can be decoded, then says where it is broken`(
    format: EncodedMusic
  ) throws {
    var bytes = try format.tone(frames: 4 * 44_100)
    let middle = bytes.count / 2
    for index in middle..<bytes.count {
      bytes[index] = UInt8(truncatingIfNeeded: index &* 7919 >> 3)
    }
    for loops in [false, true] {
      let music = try DecodedMusic(MusicFile(bytes), loops: loops)
      guard case .broken(let problem) = music.outcome else {
        Issue.record("it was decoded to its end")
        return
      }
      #expect(problem.words.hasPrefix("it is broken at 0:0"), "\(problem)")
      #expect(80_000..<96_000 ~= music.frames.count, "\(music.frames.count)")
      #expect(music.left[..<80_000].max() ?? 0 > 19_000)
    }
  }

  @Test(arguments: [EncodedMusic.flac, .mp3])
  func `that was cut off says how far it should go`(format: EncodedMusic) throws {
    let bytes = try format.tone(frames: 4 * 44_100)
    let music = try DecodedMusic(MusicFile(Array(bytes.prefix(bytes.count / 2))), loops: true)
    guard case .broken = music.outcome else {
      Issue.record("it was taken for whole")
      return
    }
    #expect(80_000..<96_000 ~= music.frames.count, "\(music.frames.count)")
  }

  @Test func `whose end with its length is missing is decoded whole, as far as it goes`() throws {
    let bytes = try EncodedMusic.opus.tone(frames: 4 * 48_000)
    let queue = TaskQueue(work: .manual, completion: .manual)
    let music = try SDLDecoder().music(
      from: Array(bytes.prefix(bytes.count / 2)), decodedOn: queue)
    #expect(music is MixedSound)
    #expect(.milliseconds(500) ... .seconds(3) ~= music.length)
  }

  @Test func `that has no frames is refused`() {
    #expect(throws: (any Error).self) {
      try SDLDecoder().music(
        from: EncodedMusic.wav.tone(frames: 0),
        decodedOn: TaskQueue(work: .manual, completion: .manual))
    }
  }

  @Test(arguments: EncodedMusic.allCases)
  func `never traps, wherever it is broken`(format: EncodedMusic) throws {
    let whole = try format.tone(frames: 9_000)
    var random = GameLoop.SeededRandom(seed: 7)
    for _ in 0..<40 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
      guard let file = try? MusicFile(bytes) else { continue }
      // However long it says it is: no longer than its bytes.
      let music = try? DecodedMusic(file, loops: false, atMost: 400_000)
      #expect(music?.outcome != .full)
    }
  }
}
