import SwiftGameLoop

extension Sounds {
  /// Makes what happened in a tick heard, from where it happened.
  func play(_ events: [FlightEvent], from sounds: SoundArt) {
    for event in events { play(event, from: sounds) }
  }

  private func play(_ event: FlightEvent, from sounds: SoundArt) {
    switch event {
    case .shotFired(.ship, let place): play(sounds.shot, volume: 0.5, pan: pan(place))
    case .shotFired(.saucer, let place): play(sounds.saucerShot, volume: 0.5, pan: pan(place))
    case .rockBroken(let rock, _):
      play(sounds.explosions[rock.size.rawValue], volume: 0.8, pan: pan(rock.body.position))
    case .saucerAppeared: break
    case .saucerDestroyed(let saucer, _):
      play(sounds.explosions[0], volume: 0.9, pan: pan(saucer.body.position))
    case .shipReturned: play(sounds.select, volume: 0.4)
    case .shipJumped(_, let place): play(sounds.move, pan: pan(place))
    case .shipDestroyed(let body): play(sounds.shipExplosion, pan: pan(body.position))
    case .extraLife: play(sounds.extraLife)
    case .waveBegan: play(sounds.wave, volume: 0.7)
    case .heartbeat(let isHigh):
      play(isHigh ? sounds.highBeat : sounds.lowBeat, volume: 0.6)
    case .gameOver: play(sounds.gameOver)
    }
  }

  private func pan(_ place: Vector) -> Float { (place.x / Space.size.x * 2 - 1) * 0.7 }
}
