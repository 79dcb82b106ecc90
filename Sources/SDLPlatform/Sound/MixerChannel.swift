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
  typealias Frame = (left: Int16, right: Int16)

  private var sound: MixedSound?
  private var frames = UnsafeBufferPointer<Frame>(start: nil, count: 0)
  private var loops = false
  /// In frames of the sound.
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
    let count = Int(size) / MemoryLayout<Frame>.stride
    stream.withMemoryRebound(to: Frame.self, capacity: count) { frames in
      Unmanaged<MixerChannel>.fromOpaque(channel).takeUnretainedValue()
        .write(to: UnsafeMutableBufferPointer(start: frames, count: count))
    }
  }

  func begin(_ sound: MixedSound, _ mix: SoundMix, loops: Bool) {
    self.sound = sound
    frames = sound.frames
    self.loops = loops
    position = 0
    change(mix)
    (left, right) = Self.gains(of: mix)
  }

  func end() {
    frames = UnsafeBufferPointer(start: nil, count: 0)
    sound = nil
  }

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

  /// Writes what comes next. What is there stays where the sound has ended.
  func write(to output: UnsafeMutableBufferPointer<Frame>) {
    guard let frames = frames.baseAddress, !output.isEmpty else { return }
    let count = self.frames.count
    let end = Double(count)
    let step = Double(Float(bitPattern: speed.load(ordering: .relaxed)))
    let wanted = (
      left: Float(bitPattern: wantedLeft.load(ordering: .relaxed)),
      right: Float(bitPattern: wantedRight.load(ordering: .relaxed))
    )
    let leftStep = (wanted.left - left) / Float(output.count)
    let rightStep = (wanted.right - right) / Float(output.count)
    // As a local: a field is checked for exclusive access each time.
    var position = position
    for index in 0..<output.count {
      if position >= end {
        guard loops else { break }
        position.formTruncatingRemainder(dividingBy: end)
      }
      let whole = Int(position)
      let part = Float(position - Double(whole))
      let following = whole &+ 1 < count ? whole &+ 1 : (loops ? 0 : whole)
      let (now, then) = (frames[whole], frames[following])
      let passed = Float(index + 1)
      output[index] = (
        Self.sample(now.left, then.left, part, left + leftStep * passed),
        Self.sample(now.right, then.right, part, right + rightStep * passed)
      )
      position += step
    }
    self.position = position
    (left, right) = wanted
  }

  private static func sample(_ now: Int16, _ then: Int16, _ part: Float, _ gain: Float) -> Int16 {
    let (now, then) = (Float(now), Float(then))
    let value = (now + (then - now) * part) * gain
    // Gains that were added up may be a little more than 1.
    return Int16(max(-32_768, min(32_767, value)))
  }
}
