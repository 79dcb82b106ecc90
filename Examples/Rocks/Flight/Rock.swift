import SwiftGameLoop

/// A tumbling rock. Shot, it breaks in two of the next smaller size, and the smallest to dust.
struct Rock: Equatable {
  enum Size: Int, CaseIterable {
    case large, medium, small

    var radius: Float { [24, 15, 8][rawValue] }
    var points: Int { [20, 50, 100][rawValue] }
    var smaller: Size? { Size(rawValue: rawValue + 1) }
    /// How many shots it takes until nothing is left of it.
    var shotsToClear: Int { [7, 3, 1][rawValue] }
    /// In units a second, in the first wave.
    var speeds: ClosedRange<Float> { [22...46, 38...76, 56...108][rawValue] }
  }

  let size: Size
  /// Which of the pictures of its size, from 0.
  let look: Int
  var body: Body
  /// How far through its tumble it is, in frames of its picture.
  private var tumble: Float
  private var previousTumble: Float
  private let tumbleSpeed: Float
  /// A new rock comes out of the dark.
  private(set) var dawn = Countdown(.milliseconds(300))

  static let looks = 3

  init(
    _ size: Size, at position: Vector, towards direction: Angle, pace: Float,
    random: inout SeededRandom
  ) {
    self.size = size
    let speed = random.float(size.speeds) * pace
    body = Body(at: position, velocity: .pointing(direction) * speed, radius: size.radius)
    look = random.int(0...Self.looks - 1)
    tumble = random.float(0...31)
    previousTumble = tumble
    tumbleSpeed = random.float(6...14) * (random.chance(0.5) ? 1 : -1)
  }

  /// The frame of its picture.
  func frame(at fraction: Float) -> Int {
    Int(Float.interpolated(from: previousTumble, to: tumble, at: fraction).rounded(.down))
  }

  mutating func drift(_ tick: Tick) {
    dawn.update(tick)
    previousTumble = tumble
    tumble += tumbleSpeed * tick.seconds
    body.move(tick)
  }

  /// The two it breaks into; they part to both sides of where it went.
  func halves(pace: Float, random: inout SeededRandom) -> [Rock] {
    guard let smaller = size.smaller else { return [] }
    return [-1, 1].map { (side: Float) in
      let direction = body.velocity.angle + .degrees(side * random.float(18...75))
      let place = Space.wrapped(body.position + .pointing(direction) * (size.radius / 3))
      return Rock(smaller, at: place, towards: direction, pace: pace, random: &random)
    }
  }
}
