import GameLoop
import TaskQueues
import TestSupport
import Testing

@testable import SDLPlatform

/// A queue whose work a test does, and channels that it hears.
private final class Stage {
  let clock = ManualClock()
  let queue: TaskQueue

  init() { queue = TaskQueue(work: .manual, completion: .manual, clock: clock) }

  func stream(
    _ bytes: [UInt8], loops: Bool = true, framesAhead: Int = 1 << 14
  ) throws -> MusicStream {
    let stream = MusicStream(
      try MusicFile(bytes, decodedOn: queue), loops: loops, framesAhead: framesAhead)
    stream.begin()
    return stream
  }

  /// Does the work that is due after some time.
  func work(after time: Duration = .zero) {
    clock.advance(by: time)
    queue.dispatchAll(.work)
  }

  func channel(_ stream: MusicStream, _ mix: SoundMix = SoundMix()) -> MixerChannel {
    let channel = MixerChannel()
    channel.begin(.music(stream), mix)
    return channel
  }

  /// What a channel plays next, on the left.
  func heard(_ channel: MixerChannel, frames: Int) -> [Int] {
    var output = [StereoFrame](repeating: (0, 0), count: frames)
    output.withUnsafeMutableBufferPointer { channel.write(to: $0) }
    return output.map { Int($0.left) }
  }
}

@Suite("Music that plays", .patience)
struct MusicStreamTests {
  private let stage = Stage()

  /// Whether samples are numbers from one on, to a step.
  private func count(_ heard: [Int], from first: Int, by step: Double = 1) -> Bool {
    heard.indices.allSatisfy { abs(Double(heard[$0]) - Double(first) - Double($0) * step) <= 2 }
  }

  @Test func `is silent until it is decoded, and then begins at its beginning`() throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 30_000))
    let channel = stage.channel(stream)
    #expect(stage.heard(channel, frames: 512).allSatisfy { $0 == 0 })
    stage.work()
    #expect(count(stage.heard(channel, frames: 512), from: 0))
    #expect(stream.gaps == 0)
  }

  @Test func `goes on as it is decoded, over and over`() throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 30_000), framesAhead: 1 << 14)
    let channel = stage.channel(stream)
    stage.work()
    var heard: [Int] = []
    for _ in 0..<14 {
      heard += stage.heard(channel, frames: 5_000)
      stage.work(after: MusicStream.refillInterval)
    }
    #expect(count(Array(heard[..<30_000]), from: 0))
    #expect(
      count(Array(heard[30_000..<60_000]), from: 0) && count(Array(heard[60_000...]), from: 0))
    #expect(stream.gaps == 0 && stage.queue.progress(of: .work).madeReady == 15)
  }

  @Test func `that is decoded late is silent meanwhile, counts that, and skips nothing`() throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 30_000), framesAhead: 1 << 13)
    let channel = stage.channel(stream)
    stage.work()
    let first = stage.heard(channel, frames: 8_000)
    let late = stage.heard(channel, frames: 1_000)
    #expect(stage.heard(channel, frames: 512).allSatisfy { $0 == 0 } && stream.gaps == 1)
    stage.work(after: MusicStream.refillInterval)
    let last = stage.heard(channel, frames: 6_000)
    let played = first + late.prefix { $0 != 0 }
    #expect(count(played, from: 0) && played.count == (1 << 13) - 1)
    #expect(late.dropFirst(played.count - 8_000).allSatisfy { $0 == 0 })
    #expect(count(last, from: played.count) && stream.gaps == 1)
  }

  @Test(arguments: [Float(0.25), 0.5, 1.5, 2, 4])
  func `is played higher and lower`(pitch: Float) throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 30_000), framesAhead: 1 << 14)
    let channel = stage.channel(stream, SoundMix(pitch: pitch))
    stage.work()
    var heard: [Int] = []
    let most = Int(29_000 / pitch)
    while heard.count < most {
      heard += stage.heard(channel, frames: min(512, most - heard.count))
      stage.work(after: MusicStream.refillInterval)
    }
    #expect(count(heard, from: 0, by: Double(pitch)))
    #expect(stream.gaps == 0)
  }

  @Test func `has a volume and sides`() throws {
    let stream = try stage.stream(EncodedMusic.wav.tone(frames: 44_100))
    let channel = stage.channel(stream, SoundMix(volume: 0.5, pan: 1))
    stage.work()
    var output = [StereoFrame](repeating: (0, 0), count: 4_410)
    output.withUnsafeMutableBufferPointer { channel.write(to: $0) }
    #expect(output.allSatisfy { $0.left == 0 })
    #expect(abs(Int(output.map(\.right).max() ?? 0) - 4_915) < 50)
  }

  @Test func `ends with its last frame, and that is no gap`() throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 5_000), loops: false)
    let channel = stage.channel(stream)
    stage.work()
    let heard = stage.heard(channel, frames: 6_000)
    #expect(count(Array(heard[..<5_000]), from: 0) && heard[5_000...].allSatisfy { $0 == 0 })
    #expect(stream.gaps == 0 && stream.ring.isPlayedOut && stream.takeProblem() == nil)
    stage.work(after: .seconds(10))
    #expect(stage.queue.progress(of: .work).madeReady == 1, "nothing is decoded any more")
  }

  @Test func `twice at a time is two pieces, each where it is`() throws {
    let bytes = try EncodedMusic.counting(to: 30_000)
    let first = stage.channel(try stage.stream(bytes))
    stage.work()
    _ = stage.heard(first, frames: 3_000)
    let second = stage.channel(try stage.stream(bytes))
    stage.work()
    #expect(count(stage.heard(first, frames: 1_000), from: 3_000))
    #expect(count(stage.heard(second, frames: 1_000), from: 0))
  }

  @Test func `tells that it is broken once, when what was decoded has been heard`() throws {
    var bytes = try EncodedMusic.flac.tone(frames: 20_000)
    for index in (bytes.count / 2)..<bytes.count { bytes[index] = 0x55 }
    let stream = try stage.stream(bytes)
    let channel = stage.channel(stream)
    stage.work()
    #expect(stream.takeProblem() == nil)
    let heard = stage.heard(channel, frames: 44_100)
    #expect(heard.max() ?? 0 > 19_000)
    #expect(stream.takeProblem()?.words.hasPrefix("it is broken at 0:00: ") == true)
    #expect(stream.takeProblem() == nil && stream.gaps == 0)
  }

  @Test func `is forgotten with its channel, and decodes nothing more`() throws {
    weak var forgotten: MusicStream?
    let channel = try {
      let stream = try stage.stream(EncodedMusic.counting(to: 30_000))
      forgotten = stream
      return stage.channel(stream)
    }()
    stage.work()
    #expect(forgotten != nil)
    channel.end()
    #expect(forgotten == nil)
    stage.work(after: .seconds(1))
    stage.work(after: .seconds(1))
    #expect(stage.queue.progress(of: .work).madeReady == 2)
  }

  @Test func `ends with its queue`() throws {
    let stream = try stage.stream(EncodedMusic.counting(to: 30_000))
    let channel = stage.channel(stream)
    stage.work()
    try stage.queue.terminate()
    stage.work(after: .seconds(1))
    stage.work(after: .seconds(1))
    #expect(count(stage.heard(channel, frames: 1_000), from: 0), "what is decoded is heard")
    #expect(try stage.stream(EncodedMusic.counting(to: 100)).ring.ahead().count == 0)
  }

  @Test func `is decoded on job threads while another thread plays it`() async throws {
    let bytes = try EncodedMusic.counting(to: 30_000)
    let stray = try await onThread { () -> Int? in
      let clock = ManualClock()
      let queue = TaskQueue(work: .manual, completion: .manual, clock: clock)
      let threads = JobThreads(dispatching: queue, count: 2)
      defer {
        // The one refusal is to a callback of the queue.
        try? queue.terminate()
        threads.join()
      }
      let stream = MusicStream(
        try MusicFile(bytes, decodedOn: queue), loops: true, framesAhead: 1 << 12)
      stream.begin()
      let channel = MixerChannel()
      channel.begin(.music(stream), SoundMix())
      var output = [StereoFrame](repeating: (0, 0), count: 512)
      var heard = 0
      while heard < 100_000 {
        clock.advance(by: MusicStream.refillInterval)
        for index in output.indices { output[index] = (0, 0) }
        output.withUnsafeMutableBufferPointer { channel.write(to: $0) }
        for frame in output where frame.right > 10_000 {
          if abs(Int(frame.left) - heard % 30_000) > 1 { return heard }
          heard += 1
        }
      }
      return nil
    }
    #expect(stray == nil, "another frame was heard here")
  }
}
