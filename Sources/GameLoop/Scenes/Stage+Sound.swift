extension Stage {
  /// Repeats a sound for as long as this is called with true, as `Sounds.loop` does, and no longer than the scene is
  /// played: it ends softly when the scene pauses or leaves. Say every tick whether it is to be heard.
  ///
  ///     stage.loop(engine, while: ship.isThrusting, volume: 0.5)
  public func loop(_ sound: Sound, while isOn: Bool, volume: Float = 1) {
    if hasEnded { return }
    context.sounds.loop(sound, while: isOn, volume: volume)
    loops.removeAll { $0 === sound }
    if isOn { loops.append(sound) }
  }

  /// Nobody says any more whether they are to be heard.
  func endLoops() {
    for sound in loops { context.sounds.loop(sound, while: false) }
    loops = []
  }
}
