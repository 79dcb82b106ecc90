import SwiftGameLoop

extension Flight {
  /// Draws what flies, as it is between the last two ticks.
  func draw(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    backdrop.draw(on: &canvas, with: art)
    canvas.camera = Camera.still.shaken(by: effects.shake)
    // By whole pixels: all move together.
    canvas.camera.anchor.round(.toNearestOrEven)
    effects.drawBehind(on: &canvas, with: art, at: fraction)
    for rock in world.rocks { rock.draw(on: &canvas, with: art, at: fraction) }
    world.saucer?.draw(on: &canvas, with: art, at: fraction)
    world.ship?.draw(on: &canvas, with: art, at: fraction)
    for shot in world.shots { shot.draw(on: &canvas, with: art, at: fraction) }
    effects.drawInFront(on: &canvas, with: art, at: fraction)
    canvas.camera = .still
  }
}

extension Rock {
  fileprivate func draw(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    let tint = Color.white.faded(to: 1 - 0.75 * dawn.fractionLeft)
    canvas.drawInSpace(
      art.rocks[size.rawValue][look], frame: frame(at: fraction), at: body.position(at: fraction),
      tint: tint)
  }
}

extension Ship {
  private static let headings = 64

  fileprivate func draw(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    let place = body.position(at: fraction)
    let turns = heading(at: fraction).turns
    let frame = Int((turns * Float(Self.headings)).rounded()) + Self.headings
    if isThrusting {
      let flicker = Int(place.x + place.y).isMultiple(of: 2)
      canvas.drawInSpace(
        art.flame, frame: frame, at: place, tint: Color.white.faded(to: flicker ? 1 : 0.7),
        blend: .additive)
    }
    canvas.drawInSpace(art.ship, frame: frame, at: place)
    if isShielded { drawShield(on: &canvas, with: art, at: place) }
  }

  /// It blinks when it is about to end.
  private func drawShield(on canvas: inout Canvas, with art: Art, at place: Vector) {
    let blinks = Int(shield.remaining / .milliseconds(80))
    let isBright = blinks >= 10 || blinks.isMultiple(of: 2)
    let tint = Color.white.faded(to: isBright ? 0.9 : 0.25)
    canvas.drawInSpace(art.shield, at: place, tint: tint, blend: .additive)
  }
}

extension Saucer {
  fileprivate func draw(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    let sheet = kind == .large ? art.saucer : art.smallSaucer
    // It comes from outside: nothing of it is to be seen on the other side.
    canvas.draw(
      sheet, frame: look.frame, at: body.position(at: fraction).rounded(.toNearestOrEven))
  }
}

extension Shot {
  fileprivate func draw(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    let picture = gunner == .ship ? art.shot : art.saucerShot
    canvas.drawInSpace(picture, at: body.position(at: fraction), blend: .additive)
  }
}
