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
  var jumpDrive = Cooldown(.seconds(6))
  private var gun = Cooldown(.milliseconds(170))

  private static let radius: Float = 8
  private static let fastestSpin: Float = 4.7
  private static let thrust: Float = 230
  private static let topSpeed: Float = 240
  /// The part of its speed that it loses in a second.
  private static let drag: Float = 0.4

  init(at position: Vector, shieldedFor time: Duration) {
    body = Body(at: position, velocity: .zero, radius: Self.radius)
    shield = Countdown(time)
  }

  var isShielded: Bool { !shield.isOver }
  var nose: Vector { body.position + Vector.pointing(heading) * 12 }

  func heading(at fraction: Float) -> Angle {
    .interpolated(from: previousHeading, to: heading, at: fraction)
  }

  mutating func fly(_ controls: Controls, _ tick: Tick) {
    shield.update(tick)
    jumpDrive.update(tick)
    gun.update(tick)
    turn(controls.turn, tick)
    isThrusting = controls.isThrusting
    if isThrusting { body.velocity += Vector.pointing(heading) * (Self.thrust * tick.seconds) }
    body.velocity *= 1 - Self.drag * tick.seconds
    body.velocity = body.velocity.clamped(length: Self.topSpeed)
    body.move(tick)
  }

  /// A turn takes a moment to gather speed, and less to stop: small corrections stay small.
  private mutating func turn(_ wanted: Float, _ tick: Tick) {
    let target = wanted.clamped(to: -1...1) * Self.fastestSpin
    spin = spin.damped(towards: target, halfLife: .milliseconds(wanted == 0 ? 16 : 32), tick)
    previousHeading = heading
    heading = (heading + .radians(spin * tick.seconds)).normalized
  }

  /// - Returns: a shot, unless the last one was just now.
  mutating func shoot() -> Shot? {
    guard gun.use() else { return nil }
    let velocity = body.velocity + Vector.pointing(heading) * Shot.speed
    return Shot(from: .ship, at: Space.wrapped(nose), velocity: velocity)
  }

  /// Leaves space and comes back somewhere else, standing still and unharmed for a moment.
  mutating func jump(to place: Vector) {
    body.jump(to: place)
    body.velocity = .zero
    shield.restart(.milliseconds(900))
  }
}
