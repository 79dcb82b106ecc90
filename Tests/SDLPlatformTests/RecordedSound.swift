import CSDL2Mixer
import TaskQueues

@testable import SDLPlatform

/// What goes to the device. There is one for a process: a test that uses this runs in a process of its own.
nonisolated struct RecordedSound: Sendable {
  private(set) var left: [Int16] = []
  private(set) var right: [Int16] = []

  /// The next frames that go to the device.
  static func next(_ count: Int) -> RecordedSound {
    begin()
    defer { end() }
    return recording.wait { $0.left.count >= count ? $0 : nil }
  }

  /// Keeps what goes to the device from now on.
  static func begin() {
    recording.withLock { $0 = RecordedSound() }
    Mix_SetPostMix(keep, nil)
  }

  static func end() { Mix_SetPostMix(nil, nil) }

  /// What has been kept.
  static var sofar: RecordedSound { recording.withLock { $0 } }

  private static let recording = Monitor(RecordedSound())

  private static let keep:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, Int32
    ) -> Void = { _, stream, size in
      guard let stream else { return }
      let count = Int(size) / MemoryLayout<StereoFrame>.stride
      stream.withMemoryRebound(to: StereoFrame.self, capacity: count) { frames in
        recording.withLock { recording in
          for index in 0..<count {
            recording.left.append(frames[index].left)
            recording.right.append(frames[index].right)
          }
          RecordedSound.recording.notifyAll()
        }
      }
    }
}
