import SwiftGameLoop

/// A shock wave that widens, fast at first, and fades.
struct Ring {
  let place: Vector
  let color: Color
  var radius: Tween<Float>

  init(at place: Vector, color: Color, widest: Float) {
    self.place = place
    self.color = color
    radius = Tween(
      from: 0, to: widest, duration: .milliseconds(530), easing: .out(.cubic))
  }

  var opacity: Float { (1 - radius.fraction) * (1 - radius.fraction) }
}

/// The points that something brought, rising from where it was.
struct PopUp {
  let text: String
  let color: Color
  var place: Tween<Vector>

  init(_ text: String, at start: Vector, color: Color) {
    self.text = text
    self.color = color
    place = Tween(
      from: start, to: start - Vector(0, 18), duration: .milliseconds(830), easing: .linear)
  }

  var opacity: Float { min(1, (1 - place.fraction) * 2.5) }
}
