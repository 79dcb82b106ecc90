import SwiftGameLoop

/// Plays by itself. It sees of the world what a player sees, and does what a player can do.
///
/// Every few ticks it flies some courses in its mind: the one that hunts the best target, and, where that
/// one comes too near to something, those that flee. It keeps to the course that stays clear.
struct DemoPlayer {
  private var course = Controls.none
  private var thoughts = Every(.milliseconds(66), after: .zero)

  /// How near something may come before the player cares.
  private static let margin: Float = 16

  mutating func controls(for world: World, _ tick: Tick) -> Controls {
    guard let ship = world.ship else { return .none }
    if thoughts.update(tick) > 0 { course = bestCourse(for: ship, in: world, tick) }
    var controls = course
    controls.isShooting = world.targets.contains { isInSight($0, of: ship) }
    controls.isJumping = !ship.isShielded && ship.jumpDrive.isReady && isAboutToCrash(ship, world)
    return controls
  }

  // MARK: Hunting

  /// Turns towards the target that is hit soonest, and flies nearer to what is out of range.
  private func hunt(from ship: Ship, in world: World) -> Controls {
    var best: (turn: Angle, cost: Float, distance: Float)?
    for target in world.targets {
      let way = lead(from: ship, to: target)
      let turn = (way.angle - ship.heading).normalized
      let cost = way.length + abs(turn.radians) * 90
      if best.map({ cost < $0.cost }) ?? true { best = (turn, cost, way.length) }
    }
    guard let best else { return brake(ship) }
    var controls = Controls.none
    controls.turn = (best.turn.radians * 6).clamped(to: -1...1)
    controls.isThrusting =
      best.distance > 210 && abs(best.turn.radians) < 0.4 && ship.body.velocity.length < 70
    return controls
  }

  /// Turns against the way it drifts and thrusts.
  private func brake(_ ship: Ship) -> Controls {
    guard ship.body.velocity.length > 25 else { return .none }
    let turn = (ship.body.velocity.angle + .turns(0.5) - ship.heading).normalized
    return Controls(
      turn: (turn.radians * 6).clamped(to: -1...1), isThrusting: abs(turn.radians) < 0.3)
  }

  /// Where a shot has to fly to meet a target.
  private func lead(from ship: Ship, to target: Body) -> Vector {
    let way = Space.way(from: ship.body.position, to: target.position)
    let drift = target.velocity - ship.body.velocity
    return way + drift * (way.length / Shot.speed)
  }

  private func isInSight(_ target: Body, of ship: Ship) -> Bool {
    let way = lead(from: ship, to: target)
    guard way.length < 270 else { return false }
    let error = (way.angle - ship.heading).normalized
    return abs(error.radians) < max(target.radius * 0.7 / max(way.length, 1), 0.03)
  }

  // MARK: Fleeing

  private func bestCourse(for ship: Ship, in world: World, _ tick: Tick) -> Controls {
    let hunting = hunt(from: ship, in: world)
    let dangers = world.dangers
    var best = (course: hunting, clearance: clearance(hunting, ship, dangers, tick))
    if best.clearance > Self.margin || ship.isShielded { return hunting }
    for turn: Float in [0, -1, 1] {
      for isThrusting in [true, false] {
        let course = Controls(turn: turn, isThrusting: isThrusting)
        let clearance = clearance(course, ship, dangers, tick)
        if clearance > best.clearance + 1 { best = (course, clearance) }
      }
    }
    return best.course
  }

  /// How near the nearest danger comes on a course; what is far in the future counts less.
  private func clearance(
    _ course: Controls, _ ship: Ship, _ dangers: [Body], _ tick: Tick
  ) -> Float {
    var ship = ship
    var nearest: Float = 60
    var time: Float = 0
    for step in 1...60 {
      // It turns first, then flies where it turned to.
      ship.fly(
        step <= 24 ? course : Controls(turn: 0, isThrusting: course.isThrusting && step < 40), tick)
      time += tick.seconds
      guard step.isMultiple(of: 4) else { continue }
      for danger in dangers {
        let way = Space.way(from: ship.body.position, to: danger.position + danger.velocity * time)
        nearest = min(nearest, way.length - danger.radius - ship.body.radius + time * 8)
      }
    }
    return nearest
  }

  /// Whether something hits within a few ticks, whatever the ship does.
  private func isAboutToCrash(_ ship: Ship, _ world: World) -> Bool {
    world.dangers.contains { danger in
      let way = Space.way(from: ship.body.position, to: danger.position)
      let next = way + (danger.velocity - ship.body.velocity) * 0.1
      return next.length < danger.radius + ship.body.radius + 1
    }
  }
}

extension World {
  /// What is worth a shot.
  fileprivate var targets: [Body] {
    rocks.map(\.body) + (saucer.map { $0.isInside ? [$0.body] : [] } ?? [])
  }

  /// What the ship must not touch.
  fileprivate var dangers: [Body] {
    rocks.map(\.body) + shots.lazy.filter { $0.gunner == .saucer }.map(\.body)
      + (saucer.map { [$0.body] } ?? [])
  }
}
