import SwiftGameLoop

/// The player's ship: it turns, thrusts and goes on drifting.
struct Ship: Equatable {
  var body: Body
  private(set) var heading = Angle.zero
  private var previousHeading = Angle.zero
  /// How fast it turns, in radians a second.
  private var spin: Float = 0
  private(set) var isThrusting = false

  /// While this runs nothing can hit the ship.
  private(set) var shield: Countdown
  private(set) var jumpCharge = Countdown.over
  private var gun = Countdown.over

  private static let radius: Float = 8
  private static let fastestSpin: Float = 4.7
  private static let thrust: Float = 230
  private static let topSpeed: Float = 240
  /// The part of its speed that it loses in a second.
  private static let drag: Float = 0.4
  private static let timeBetweenShots = Duration.milliseconds(170)
  static let secondsBetweenJumps: Float = 6

  init(at position: Vector, shieldedFor time: Duration) {
    body = Body(at: position, velocity: .zero, radius: Self.radius)
    shield = Countdown(time)
  }

  var isShielded: Bool { !shield.isOver }
  var nose: Vector { body.position + Vector.pointing(heading) * 12 }

  func heading(at fraction: Float) -> Angle {
    previousHeading + (heading - previousHeading).normalized * fraction
  }

  mutating func fly(_ controls: Controls) {
    shield.tick()
    jumpCharge.tick()
    gun.tick()
    turn(controls.turn)
    isThrusting = controls.isThrusting
    if isThrusting { body.velocity += Vector.pointing(heading) * (Self.thrust * GameTime.tick) }
    body.velocity *= 1 - Self.drag * GameTime.tick
    let speed = body.velocity.length
    if speed > Self.topSpeed { body.velocity *= Self.topSpeed / speed }
    body.move()
  }

  /// A turn takes a few ticks to gather speed, and fewer to stop: small corrections stay small.
  private mutating func turn(_ wanted: Float) {
    let target = min(max(wanted, -1), 1) * Self.fastestSpin
    spin += (target - spin) * (wanted == 0 ? 0.5 : 0.3)
    previousHeading = heading
    heading = (heading + .radians(spin * GameTime.tick)).normalized
  }

  /// - Returns: a shot, unless the last one was just now.
  mutating func shoot() -> Shot? {
    guard gun.isOver else { return nil }
    gun = Countdown(Self.timeBetweenShots)
    let velocity = body.velocity + Vector.pointing(heading) * Shot.speed
    return Shot(from: .ship, at: Space.wrapped(nose), velocity: velocity)
  }

  /// Leaves space and comes back somewhere else, standing still and unharmed for a moment.
  mutating func jump(to place: Vector) {
    body.jump(to: place)
    body.velocity = .zero
    jumpCharge = Countdown(.seconds(Double(Self.secondsBetweenJumps)))
    shield = Countdown(.milliseconds(900))
  }
}
