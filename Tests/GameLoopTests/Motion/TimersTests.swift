import Testing

@testable import GameLoop

@Suite("Timers in game time")
struct TimersTests {
  private let tick = FrameClock(tickRate: 60).tickLength

  @Test func `a countdown runs out once, in the tick its time is over`() {
    var countdown = Countdown(.seconds(3))
    let ends = (1...400).filter { _ in countdown.advance(by: tick) }
    #expect(ends == [180])
    #expect(countdown.isOver && countdown.fractionLeft == 0)
  }

  @Test func `a countdown tells how much is left`() {
    var countdown = Countdown(.seconds(2))
    #expect(countdown.fractionLeft == 1)
    countdown.advance(by: .milliseconds(500))
    #expect(countdown.fractionLeft == 0.75 && countdown.remaining == .milliseconds(1500))
    countdown.restart()
    #expect(countdown.remaining == .seconds(2))
    #expect(Countdown.over.isOver)
  }

  @Test(arguments: [60, 144]) func `two hours of seconds are as many seconds`(rate: Int) {
    let tick = FrameClock(tickRate: rate).tickLength
    var every = Every(.seconds(1))
    var count = 0
    var passed = Duration.zero
    while passed < .seconds(7200) {
      count += every.advance(by: tick)
      passed += tick
    }
    #expect(count == 7200)
  }

  @Test func `what is more often than a tick comes several times in it`() {
    var every = Every(.milliseconds(5))
    var count = 0
    for _ in 0..<600 { count += every.advance(by: tick) }
    #expect(count == 2000)
  }

  @Test func `the first time may be at once`() {
    var every = Every(.seconds(1), after: .zero)
    #expect(every.advance(by: tick) == 1)
    #expect(every.advance(by: tick) == 0)
  }

  @Test(arguments: [70, 100, 250, 5])
  func `a cooldown used as soon as it is ready keeps its rate`(milliseconds: Int) {
    var gun = Cooldown(.milliseconds(milliseconds))
    var shots = 0
    for _ in 0..<(60 * 70) {
      gun.advance(by: tick)
      while gun.use() { shots += 1 }
    }
    // The first is in the first tick.
    let expected = (70_000 - 17) / milliseconds + 1
    #expect(abs(shots - expected) <= 1)
  }

  @Test func `a cooldown saves nothing up`() {
    var gun = Cooldown(.milliseconds(250))
    let (first, second) = (gun.use(), gun.use())
    #expect(first && !second)
    gun.advance(by: .seconds(10))
    gun.advance(by: .seconds(10))
    #expect(gun.use() == true)
    #expect(!gun.isReady)
    gun.advance(by: .milliseconds(200))
    #expect(gun.use() == false)
    gun.advance(by: .milliseconds(50))
    #expect(gun.use() == true)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `a countdown of no time has run out before it begins`(length: Duration) {
    var countdown = Countdown(length)
    #expect(countdown.isOver && countdown.remaining == .zero && countdown.fractionLeft == 0)
    #expect(countdown.advance(by: tick) == false)
    countdown.restart(.milliseconds(1))
    countdown.restart(length)
    #expect(countdown.isOver)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `a cooldown of no time is ready once in each tick`(length: Duration) {
    var gun = Cooldown(length)
    for _ in 0..<3 {
      var shots = 0
      while shots < 10, gun.use() { shots += 1 }
      #expect(shots == 1 && gun.fractionLeft == 1)
      gun.advance(by: tick)
      #expect(gun.isReady && gun.fractionLeft == 0)
    }
  }
}
