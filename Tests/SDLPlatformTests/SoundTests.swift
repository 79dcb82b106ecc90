import GameLoop
import Glibc
import Testing

@testable import SDLPlatform

/// A sound file of one second and two channels: a tone left, half as loud right.
private nonisolated func tone(hertz: Double, seconds: Double = 1) -> [UInt8] {
  let count = Int(seconds * 44_100)
  var samples: [UInt8] = []
  for index in 0..<count {
    let value = sin(Double(index) / 44_100 * hertz * 2 * .pi) * 20_000
    for sample in [Int16(value), Int16(value / 2)] {
      samples += [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
    }
  }
  func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
  let format =
    number(1, 2) + number(2, 2) + number(44_100, 4) + number(44_100 * 4, 4) + number(4, 2)
    + number(16, 2)
  return Array("RIFF".utf8) + number(36 + samples.count, 4) + Array("WAVEfmt ".utf8)
    + number(16, 4) + format + Array("data".utf8) + number(samples.count, 4) + samples
}

/// What was heard on one side.
nonisolated struct Heard {
  var samples: [Int16]

  var loudest: Int { samples.map { Int($0.magnitude) }.max() ?? 0 }

  /// How many times it goes from below zero to above.
  var rises: Int { zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 } }

  /// The largest step from one sample to the next.
  var largestStep: Int {
    zip(samples, samples.dropFirst()).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}

@Suite("A channel of the mixer")
struct MixerChannelTests {
  private let mixer: Mixer
  private let sound: MixedSound

  init() throws {
    mixer = Mixer(unheard: ())
    sound = try #require(mixer.decoder.sound(from: tone(hertz: 441)) as? MixedSound)
  }

  private func heard(
    _ channel: MixerChannel, frames: Int
  ) -> (left: Heard, right: Heard) {
    var output = [StereoFrame](repeating: (0, 0), count: frames)
    output.withUnsafeMutableBufferPointer { channel.write(to: $0) }
    return (Heard(samples: output.map(\.left)), Heard(samples: output.map(\.right)))
  }

  private func begun(_ mix: SoundMix, loops: Bool = false) -> MixerChannel {
    let channel = MixerChannel()
    channel.begin(.sound(sound, loops: loops), mix)
    return channel
  }

  @Test func `plays a sound as it is, for its length`() {
    #expect(sound.length == .seconds(1))
    let (left, right) = heard(begun(SoundMix()), frames: 50_000)
    #expect(left.samples[..<44_100].elementsEqual(sound.frames.map(\.left)))
    #expect(right.samples[..<44_100].elementsEqual(sound.frames.map(\.right)))
    #expect(left.samples[44_100...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [(Float(0.25), 110), (0.5, 220), (1, 440), (1.5, 661), (2, 881), (4, 1763)])
  func `plays it higher and lower`(pitch: Float, rises: Int) {
    let (left, _) = heard(begun(SoundMix(pitch: pitch), loops: true), frames: 44_100)
    #expect(abs(left.rises - rises) <= 2, "\(left.rises)")
    #expect(abs(left.loudest - 20_000) < 200)
  }

  @Test(arguments: [
    (Float(-1), 20_000, 0), (0, 20_000, 10_000), (1, 0, 10_000), (0.5, 10_000, 10_000),
  ])
  func `turns the other side down`(pan: Float, left: Int, right: Int) {
    let heard = heard(begun(SoundMix(pan: pan)), frames: 4_410)
    #expect(abs(heard.left.loudest - left) < 100 && abs(heard.right.loudest - right) < 100)
  }

  @Test func `is as loud as its volume says`() {
    #expect(abs(heard(begun(SoundMix(volume: 0.3)), frames: 4_410).left.loudest - 6_000) < 50)
  }

  @Test func `goes from one volume to another without a click`() {
    let channel = begun(SoundMix(volume: 1))
    _ = heard(channel, frames: 512)
    let steady = heard(channel, frames: 512).left.largestStep
    channel.change(SoundMix(volume: 0))
    let (left, _) = heard(channel, frames: 512)
    #expect(left.largestStep <= steady + 50 && left.samples.last.map(abs) ?? 1 < 100)
    #expect(heard(channel, frames: 512).left.loudest == 0)
  }

  @Test func `repeats a sound without a gap`() {
    let (left, _) = heard(begun(SoundMix(), loops: true), frames: 100_000)
    #expect(left.samples[44_100..<88_200].elementsEqual(left.samples[..<44_100]))
  }
}

@Suite("A broken sound")
struct BrokenSoundTests {
  @Test(arguments: [
    ("", "the file is empty"),
    ("hello, this is no sound", "Mix_LoadWAV: "),
    ("RIFF\u{1}\u{1}\u{1}\u{1}WAVEfmt ", "Mix_LoadWAV: "),
    ("OggS and then nothing of what follows there", "Mix_LoadWAV: "),
  ])
  func `is refused in words`(contents: String, words: String) {
    do {
      _ = try SDLDecoder().sound(from: Array(contents.utf8))
      Issue.record("it was taken for a sound")
    } catch {
      #expect("\(error)".hasPrefix(words) && "\(error)".count > words.count - 1, "\(error)")
    }
  }

  @Test func `without samples is refused`() {
    let error = #expect(throws: (any Error).self) {
      try SDLDecoder().sound(from: tone(hertz: 100, seconds: 0))
    }
    #expect(error != nil)
  }

  @Test func `that was cut off is as long as what is there`() throws {
    let whole = tone(hertz: 441)
    let sound = try? SDLDecoder().sound(from: Array(whole.prefix(whole.count / 2)))
    if let sound { #expect(sound.length <= .milliseconds(501)) }
  }
}

/// In a process of its own, where nobody else plays.
@Suite("What the mixer gives the device")
struct MixerOutputTests {
  @Test func `is what the voices are told to be`() async {
    await #expect(processExitsWith: .success) {
      try await MainActor.run { try MixerOutputTests.play() }
    }
  }

  private static func play() throws {
    let mixer = Mixer(unheard: ())
    let (low, high) = (AssetID(number: 1), AssetID(number: 2))
    try mixer.add(mixer.decoder.sound(from: tone(hertz: 441)), as: low)
    try mixer.add(mixer.decoder.sound(from: tone(hertz: 1764)), as: high)

    let (first, second) = (VoiceID(number: 64), VoiceID(number: 65))
    mixer.play([.play(low, as: first, SoundMix(volume: 0.5, pan: -1, pitch: 2), loops: true)])
    var heard = RecordedSound.next(8_192)
    try expect(heard.left.max() ?? 0, near: 10_000)
    try expect(heard.right.max() ?? 0, near: 0)
    // 882 Hz.
    try expect(Int16(Heard(samples: heard.left).rises * 44_100 / heard.left.count), near: 882)

    mixer.play([.play(high, as: second, SoundMix(volume: 1, pan: 1), loops: true), .pause(first)])
    _ = RecordedSound.next(2_048)
    heard = RecordedSound.next(8_192)
    try expect(heard.left.max() ?? 0, near: 0)
    try expect(heard.right.max() ?? 0, near: 10_000)

    mixer.remove(high)
    mixer.play([.resume(first), .change(first, SoundMix(volume: 0.25)), .stop(second)])
    _ = RecordedSound.next(2_048)
    heard = RecordedSound.next(8_192)
    try expect(heard.left.max() ?? 0, near: 5_000)
    try expect(heard.right.max() ?? 0, near: 2_500)

    mixer.play([.stop(first)])
    _ = RecordedSound.next(2_048)
    try expect(RecordedSound.next(2_048).left.max() ?? 0, near: 0)
  }

  private nonisolated struct Unexpected: Error { let value: Int16, wanted: Int16 }

  private static func expect(_ value: Int16, near wanted: Int16) throws {
    if abs(Int(value) - Int(wanted)) > 400 { throw Unexpected(value: value, wanted: wanted) }
  }
}
