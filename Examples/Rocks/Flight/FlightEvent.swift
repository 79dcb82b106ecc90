import SwiftGameLoop

/// What happened in a tick, for whoever shows it or makes it heard.
enum FlightEvent: Equatable {
  case shotFired(Shot.Gunner, at: Vector)
  /// Points are 0 where the player had no part in it.
  case rockBroken(Rock, points: Int)
  case saucerAppeared(Saucer.Kind)
  case saucerDestroyed(Saucer, points: Int)
  case shipReturned(at: Vector)
  case shipJumped(from: Vector, to: Vector)
  case shipDestroyed(Body)
  case extraLife
  case waveBegan(Int)
  case heartbeat(isHigh: Bool)
  case gameOver
}
