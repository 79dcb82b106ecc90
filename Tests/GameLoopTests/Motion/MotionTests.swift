import Testing

@testable import GameLoop

@Suite("Easing")
struct EasingTests {
  private nonisolated static let all: [Easing] =
    [.linear, .steps(4)] + Easing.Curve.allCases.flatMap { [.in($0), .out($0), .inOut($0)] }

  @Test(arguments: all) func `an easing begins at 0 and ends at 1`(easing: Easing) {
    #expect(easing(0) == 0 && easing(1) == 1)
    #expect(easing(-2) == 0 && easing(3) == 1)
    guard easing != .steps(4) else { return }
    #expect(abs(easing(1e-4)) < 0.02 && abs(easing(0.9999) - 1) < 0.02)
  }

  @Test(arguments: all) func `an easing has no jumps`(easing: Easing) {
    guard easing != .steps(4) else { return }
    for step in 0..<1000 {
      #expect(abs(easing(Float(step + 1) / 1000) - easing(Float(step) / 1000)) < 0.05)
    }
  }

  @Test(arguments: Easing.Curve.allCases)
  func `what goes in and out is at the half in the middle`(curve: Easing.Curve) {
    #expect(abs(Easing.inOut(curve)(0.5) - 0.5) < 1e-3)
    #expect(abs(Easing.in(curve)(0.3) + Easing.out(curve)(0.7) - 1) < 1e-4)
  }

  @Test func `steps jump at their ends`() {
    #expect(Easing.steps(4)(0.24) == 0 && Easing.steps(4)(0.26) == 0.25)
  }
}

@Suite("Tweens")
struct TweenTests {
  /// A sixtieth of a second, as the clock has it: a number of nanoseconds.
  private let tick = Duration.nanoseconds(16_666_667)

  private func ticks(_ tween: inout some TimeDriven, _ count: Int) {
    for _ in 0..<count { tween.advance(by: tick) }
  }

  @Test func `a tween ends in its last tick at exactly its end`() {
    var tween = Tween<Float>(from: 3, to: 7.1, duration: .seconds(1), easing: .out(.elastic))
    #expect(tween.value == 3)
    for _ in 0..<59 { #expect(tween.advance(by: tick) == false) }
    #expect(!tween.isDone)
    #expect(tween.advance(by: tick) == true)
    #expect(tween.isDone && tween.value == 7.1)
    #expect(tween.advance(by: tick) == false)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `a tween of no time is at its end after the first step`(duration: Duration) {
    var tween = Tween<Float>(from: 3, to: 7, duration: duration)
    #expect(tween.value == 3 && tween.fraction == 0)
    #expect(tween.advance(by: tick) == true)
    #expect(tween.isDone && tween.value == 7)
  }

  @Test func `a sequence leaps where a movement has no time`() {
    var lift = TweenSequence<Float>(from: 0)
      .then(to: 1, over: tick, easing: .linear)
      .then(to: 5, over: .seconds(-1))
      .then(to: 7, over: tick * 2, easing: .linear)
    #expect(lift.duration == tick * 3)
    lift.advance(by: tick * 2)
    #expect(abs(lift.value - 6) < 1e-5)
    lift.advance(by: tick)
    #expect(lift.isDone && lift.value == 7)
  }

  @Test(arguments: [30, 50, 60, 90, 120, 144, 165, 240])
  func `a second has as many ticks as the rate says`(rate: Int) {
    let tick = FrameClock(tickRate: rate).tickLength
    var tween = Tween<Float>(from: 0, to: 1, duration: .seconds(1))
    var count = 0
    while !tween.isDone {
      tween.advance(by: tick)
      count += 1
    }
    #expect(count == rate)
  }

  @Test func `a delay is waited for once`() {
    var tween = Tween<Float>(
      from: 0, to: 1, duration: .seconds(1), easing: .linear, delay: .seconds(2), plays: .times(2))
    tween.advance(by: .seconds(2))
    #expect(tween.value == 0)
    tween.advance(by: .milliseconds(500))
    #expect(tween.value == 0.5)
    tween.advance(by: .milliseconds(750))
    #expect(tween.value == 0.25)
    #expect(tween.advance(by: .milliseconds(750)) == true)
    #expect(tween.value == 1)
  }

  @Test func `a tween that returns goes there and back`() {
    var tween = Tween<Float>(
      from: 0, to: 8, duration: .seconds(1), easing: .linear, plays: .times(2), returns: true)
    tween.advance(by: .milliseconds(1250))
    #expect(tween.value == 6)
    #expect(tween.advance(by: .milliseconds(750)) == true)
    #expect(tween.value == 0)
  }

  @Test func `a tween that is played forever keeps its place after a year`() {
    var tween = Tween<Float>(
      from: 0, to: 1, duration: .milliseconds(300), easing: .linear, plays: .forever)
    tween.advance(by: .seconds(365 * 86_400))
    tween.advance(by: .milliseconds(75))
    #expect(tween.value == 0.25 && !tween.isDone)
  }

  @Test func `a tween that is led elsewhere goes on from where it is`() {
    var tween = Tween<Float>(from: 0, to: 10, duration: .seconds(1), easing: .linear)
    tween.advance(by: .milliseconds(500))
    tween.redirect(to: 1)
    #expect(tween.value == 5)
    tween.advance(by: .seconds(1))
    #expect(tween.value == 1 && tween.isDone)
  }

  @Test func `a tween without a duration is at its end after a step`() {
    var tween = Tween<Float>(from: 1, to: 2, duration: .zero)
    #expect(tween.value == 1)
    #expect(tween.advance(by: tick) == true)
    #expect(tween.value == 2)
  }

  @Test func `a sequence goes from place to place`() {
    var lift = TweenSequence<Float>(from: 0, plays: .times(2))
      .then(to: 10, over: .seconds(1), easing: .linear)
      .thenWait(.seconds(1))
      .then(to: 4, over: .seconds(2), easing: .linear)
    var seen: [Float] = [lift.value]
    for _ in 0..<16 {
      lift.advance(by: .milliseconds(500))
      seen.append(lift.value)
    }
    let once: [Float] = [0, 5, 10, 10, 10, 8.5, 7, 5.5]
    #expect(seen == once + once + [4])
    #expect(lift.isDone)
  }
}

@Suite("Springs")
struct SpringTests {
  @Test(arguments: [0.2, 1, 3] as [Float])
  func `a spring moves the same at any rate of ticks`(damping: Float) {
    var coarse = Spring<Float>(at: 0, frequency: 2, damping: damping)
    coarse.target = 1
    coarse.push(5)
    var fine = coarse
    for _ in 0..<15 { coarse.advance(by: .milliseconds(50)) }
    for _ in 0..<750 { fine.advance(by: .milliseconds(1)) }
    #expect(abs(coarse.value - fine.value) < 1e-3)
    #expect(abs(coarse.velocity - fine.velocity) < 1e-2)
  }

  @Test(arguments: [0.3, 1, 2] as [Float])
  func `a spring comes to rest at its target`(damping: Float) {
    var spring = Spring(at: Vector(4, 4), frequency: 2, damping: damping)
    spring.target = Vector(-1, 9)
    spring.advance(by: .seconds(20))
    #expect(spring.value.distance(to: spring.target) < 1e-4 && spring.velocity.length < 1e-3)
  }

  @Test func `a spring of an angle turns the short way`() {
    var spring = Spring(at: Angle.degrees(350), frequency: 1)
    spring.target = .degrees(10)
    spring.advance(by: .milliseconds(100))
    #expect(spring.value.difference(to: .zero).magnitude < .degrees(10))
  }

  @Test func `half of the way is left after each half-life, at any rate`() {
    var value: Float = 8
    for _ in 0..<20 {
      value = value.damped(towards: 0, halfLife: .seconds(1), over: .milliseconds(100))
    }
    #expect(abs(value - 2) < 1e-4)
  }
}
