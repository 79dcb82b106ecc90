import Glibc

/// A volume that goes from one level to another. Two sounds that fade into each other are as loud together as each
/// of them was: the levels lie on a quarter of a circle.
nonisolated struct Fade: Sendable, Equatable {
  let start: Float
  let end: Float
  /// In seconds.
  let length: Double
  var elapsed = 0.0

  var isOver: Bool { elapsed >= length }

  var level: Float {
    if isOver { return end }
    let turn = Float(elapsed / length) * .pi / 2
    // On the way up the curve is steep first, on the way down last.
    let part = end > start ? sinf(turn) : 1 - cosf(turn)
    return start + (end - start) * part
  }
}
