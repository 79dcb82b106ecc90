import CSDL2Mixer
import GameLoop
import Synchronization

/// One sound as it is mixed: from where in it, how fast, how loud left and right.
///
/// SDL_mixer plays a sound at the speed it has. So each channel plays silence, over and over, and what is to be heard
/// is written over it here: the sound's frames at any speed, those in between as on a line from one to the next, and
/// volumes that move within a few milliseconds, without a click.
///
/// Threading: `write` on the thread of the device, between `begin` and `end`, all else on the main thread. `begin`
/// and `end` are called while SDL_mixer does not play the channel.
// @unchecked: what is not atomic is written while the device's thread does not use it, or by that thread alone;
// starting and halting a channel takes SDL_mixer's lock, which its thread holds while it calls.
nonisolated final class MixerChannel: @unchecked Sendable {
  /// What a channel plays.
  enum Source {
    case nothing
    case sound(MixedSound, loops: Bool)
    case music(MusicStream)
  }

  private var source = Source.nothing
  /// In frames of the source, of music from the first one in its ring.
  private var position = 0.0
  private var left: Float = 0
  private var right: Float = 0

  // Each is a float's bits, and for itself: the orderings are relaxed.
  private let wantedLeft = Atomic<UInt32>(0)
  private let wantedRight = Atomic<UInt32>(0)
  private let speed = Atomic<UInt32>(0)

  /// What SDL_mixer calls with what a channel is about to play.
  static let effect: Mix_EffectFunc_t = { _, stream, size, channel in
    guard let stream, let channel else { return }
    let count = Int(size) / MemoryLayout<StereoFrame>.stride
    stream.withMemoryRebound(to: StereoFrame.self, capacity: count) { frames in
      Unmanaged<MixerChannel>.fromOpaque(channel).takeUnretainedValue()
        .write(to: UnsafeMutableBufferPointer(start: frames, count: count))
    }
  }

  func begin(_ source: Source, _ mix: SoundMix) {
    self.source = source
    position = 0
    change(mix)
    (left, right) = Self.gains(of: mix)
  }

  func end() { source = .nothing }

  func change(_ mix: SoundMix) {
    let (left, right) = Self.gains(of: mix)
    wantedLeft.store(left.bitPattern, ordering: .relaxed)
    wantedRight.store(right.bitPattern, ordering: .relaxed)
    speed.store(min(max(mix.pitch, 1 / 16), 16).bitPattern, ordering: .relaxed)
  }

  /// A pan to one side turns the other down: so sounds that have sides of their own keep them.
  static func gains(of mix: SoundMix) -> (left: Float, right: Float) {
    let volume = min(max(mix.volume, 0), 1)
    let pan = min(max(mix.pan, -1), 1)
    return (volume * min(1, 1 - pan), volume * min(1, 1 + pan))
  }

  /// Writes what comes next. What is there stays where the sound has ended, and where music is not decoded yet: it
  /// goes on later with what would have come.
  func write(to output: UnsafeMutableBufferPointer<StereoFrame>) {
    switch source {
    case .nothing: break
    case .sound(let sound, let loops):
      if let passage = sound.passage(loops: loops) { mix(passage, to: output) }
    case .music(let stream):
      let passage = stream.ring.ahead()
      let count = mix(passage, to: output)
      stream.hasPlayed(count, of: output.count, isEnd: passage.after == .nothing)
      let passed = Int(min(position, Double(passage.count)))
      stream.ring.take(passed)
      position -= Double(passed)
    }
  }

  /// - Returns: how many frames it has written.
  @discardableResult
  private func mix(
    _ passage: Passage, to output: UnsafeMutableBufferPointer<StereoFrame>
  ) -> Int {
    if output.isEmpty { return 0 }
    let end = passage.end
    let step = Double(Float(bitPattern: speed.load(ordering: .relaxed)))
    let wanted = (
      left: Float(bitPattern: wantedLeft.load(ordering: .relaxed)),
      right: Float(bitPattern: wantedRight.load(ordering: .relaxed))
    )
    let leftStep = (wanted.left - left) / Float(output.count)
    let rightStep = (wanted.right - right) / Float(output.count)
    // As a local: a field is checked for exclusive access each time.
    var position = position
    var written = 0
    while written < output.count {
      if position >= end {
        guard passage.after == .itself else { break }
        position.formTruncatingRemainder(dividingBy: end)
      }
      let whole = Int(position)
      let part = Float(position - Double(whole))
      let (now, then) = (passage[whole], passage.following(whole))
      let passed = Float(written + 1)
      output[written] = (
        Self.sample(now.left, then.left, part, left + leftStep * passed),
        Self.sample(now.right, then.right, part, right + rightStep * passed)
      )
      position += step
      written += 1
    }
    self.position = position
    (left, right) = wanted
    return written
  }

  private static func sample(_ now: Int16, _ then: Int16, _ part: Float, _ gain: Float) -> Int16 {
    let (now, then) = (Float(now), Float(then))
    let value = (now + (then - now) * part) * gain
    // Gains that were added up may be a little more than 1.
    return Int16(max(-32_768, min(32_767, value)))
  }
}
