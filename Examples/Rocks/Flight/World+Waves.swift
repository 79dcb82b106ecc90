import SwiftGameLoop

/// What comes to fight: a wave of rocks after the other, and now and then a saucer.
extension World {
  /// New rocks appear no nearer to the ship than this.
  static let spawnDistance: Float = 130

  mutating func announceNextWave() {
    wave = Wave(number: wave.number + 1)
    announcement.restart(.seconds(2))
    untilSaucer.restart(wave.timeUntilSaucer(random: &random))
    events.append(.waveBegan(wave.number))
  }

  mutating func stepWave(_ tick: Tick) {
    guard !isOver else { return }
    if announcement.update(tick) {
      for _ in 0..<wave.rocks { addRock(.large) }
    } else if announcement.isOver && rocks.isEmpty && saucer == nil {
      announceNextWave()
    }
  }

  /// Adds a rock at an edge, far enough from the ship.
  mutating func addRock(_ size: Rock.Size) {
    var place = randomEdge()
    if let ship {
      while Space.distance(place, ship.body.position) < Self.spawnDistance { place = randomEdge() }
    }
    let rock = Rock(size, at: place, towards: random.angle(), pace: wave.pace, random: &random)
    rocks.append(rock)
  }

  /// The upper edge is also the lower one, and the left the right.
  private mutating func randomEdge() -> Vector {
    var place = random.point(in: Space.bounds)
    if random.chance(0.5) { place.x = 0 } else { place.y = 0 }
    return place
  }

  // MARK: Saucers

  mutating func flySaucer(_ tick: Tick) {
    guard var saucer else { return callSaucer(tick) }
    saucer.fly(tick, random: &random)
    if let shot = saucer.shoot(at: ship?.body, error: wave.saucerError, tick, random: &random) {
      shots.append(shot)
      events.append(.shotFired(.saucer, at: shot.body.position))
    }
    self.saucer = saucer.isGone ? nil : saucer
  }

  private mutating func callSaucer(_ tick: Tick) {
    guard wave.hasSaucers, ship != nil, !rocks.isEmpty else { return }
    untilSaucer.update(tick)
    guard untilSaucer.isOver else { return }
    untilSaucer.restart(wave.timeUntilSaucer(random: &random))
    let kind: Saucer.Kind = random.chance(wave.chanceOfSmallSaucer) ? .small : .large
    saucer = Saucer(kind, random: &random)
    events.append(.saucerAppeared(kind))
  }
}

/// Beats in two tones, the faster the less is left of a wave.
struct Heart: Equatable {
  private var pause = Countdown.over
  private var isHigh = false

  /// - Returns: whether a beat is high, in the ticks that have one.
  mutating func beat(for rocks: [Rock], _ tick: Tick) -> Bool? {
    guard !rocks.isEmpty else { return nil }
    pause.update(tick)
    guard pause.isOver else { return nil }
    let left = rocks.reduce(0) { $0 + $1.size.shotsToClear }
    pause.restart(.milliseconds(280 + min(left, 35) * 20))
    isHigh.toggle()
    return isHigh
  }
}
