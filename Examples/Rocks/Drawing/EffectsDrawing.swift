import SwiftGameLoop

extension Effects {
  func drawBehind(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    for particle in particles.all where particle.isAlive && particle.kind == .dust {
      canvas.draw(
        art.dust, frame: Int(particle.progress * 4),
        at: Space.wrapped(particle.position(at: fraction)).rounded(.toNearestOrEven),
        tint: particle.color.faded(to: 1.4 - particle.progress))
    }
  }

  func drawInFront(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    for explosion in explosions {
      canvas.drawInSpace(
        art.explosion, frame: explosion.frame, at: explosion.position(at: fraction),
        scale: explosion.scale)
    }
    for ring in rings {
      canvas.drawInSpace(
        art.ring, at: ring.position, scale: ring.radius / 32,
        tint: ring.color.faded(to: ring.opacity), blend: .additive)
    }
    for particle in particles.all where particle.isAlive && particle.kind == .spark {
      canvas.drawInSpace(
        art.spark, at: particle.position(at: fraction),
        tint: particle.color.faded(to: 1 - particle.progress),
        blend: .additive)
    }
    for popUp in popUps {
      canvas.label(
        popUp.text, at: popUp.position - Vector(0, 4), art.font,
        color: popUp.color.faded(to: popUp.opacity), alignment: .center)
    }
  }
}
