/// One thing to be heard, as plain values.
public nonisolated enum SoundCommand: Sendable, Hashable {
  /// Volume from 0 to 1, pan from -1 (left) to 1 (right).
  case play(AssetID, volume: Float, pan: Float)
  /// Begins to repeat a sound until it is stopped.
  case startLoop(AssetID, volume: Float)
  case stopLoop(AssetID)
  case pauseAll
  case resumeAll
}

/// What a game plays: collected while it updates, heard when the frame is presented.
public final class Sounds {
  private(set) var commands: [SoundCommand] = []
  private var loops: Set<AssetID> = []

  init() {}

  /// Whether nothing is to be heard. What is looping goes on unheard.
  public var isMuted = false

  /// Plays a sound once.
  ///
  /// - Parameters:
  ///   - volume: from 0 to 1.
  ///   - pan: from -1, left, to 1, right.
  public func play(_ sound: Sound, volume: Float = 1, pan: Float = 0) {
    guard !isMuted else { return }
    commands.append(
      .play(sound.id, volume: min(max(volume, 0), 1), pan: min(max(pan, -1), 1)))
  }

  /// Repeats a sound for as long as this is called with true: say every tick whether it is to be heard.
  public func loop(_ sound: Sound, while isOn: Bool, volume: Float = 1) {
    let isOn = isOn && !isMuted
    if isOn, loops.insert(sound.id).inserted {
      commands.append(.startLoop(sound.id, volume: min(max(volume, 0), 1)))
    } else if !isOn, loops.remove(sound.id) != nil {
      commands.append(.stopLoop(sound.id))
    }
  }

  /// Ends every loop.
  public func stopLoops() {
    for id in loops.sorted(by: { $0.number < $1.number }) { commands.append(.stopLoop(id)) }
    loops.removeAll()
  }

  func takeCommands() -> [SoundCommand] {
    defer { commands.removeAll(keepingCapacity: true) }
    return commands
  }
}
