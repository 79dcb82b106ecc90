import SwiftGameLoop

extension Effects {
  func drawBehind(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    for chip in dust.looks(fraction: fraction) {
      canvas.drawInSpace(
        art.dust, frame: Int(chip.age * 4), at: chip.position, tint: chip.color)
    }
  }

  func drawInFront(on canvas: inout Canvas, with art: Art, at fraction: Float) {
    for ball in fire.looks(fraction: fraction) {
      canvas.drawInSpace(
        art.explosion, frame: Int(ball.age * 16), at: ball.position, scale: ball.size / 64)
    }
    for ring in rings {
      canvas.drawInSpace(
        art.ring, at: ring.place, scale: ring.radius.value / 32,
        tint: ring.color.faded(to: ring.opacity), blend: .additive)
    }
    for particles in [exhaust, sparks] {
      for spark in particles.looks(fraction: fraction) {
        canvas.drawInSpace(art.spark, at: spark.position, tint: spark.color, blend: .additive)
      }
    }
    for popUp in popUps {
      canvas.label(
        popUp.text, at: (popUp.place.value - Vector(0, 4)).rounded(.toNearestOrEven), art.font,
        color: popUp.color.faded(to: popUp.opacity), alignment: .center)
    }
  }
}
