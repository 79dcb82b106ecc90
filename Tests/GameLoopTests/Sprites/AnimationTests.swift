import Testing

@testable import GameLoop

@Suite("Animations")
struct AnimationTests {
  private let tick = FrameClock(tickRate: 60).tickLength

  private func frames(_ player: inout AnimationPlayer, _ count: Int, step: Duration) -> [Int] {
    (0..<count).map { _ in
      defer { player.advance(by: step) }
      return player.frame
    }
  }

  @Test func `frames follow each other at their rate`() {
    var player = AnimationPlayer(Animation(frames: 4..<7, rate: 10))
    #expect(frames(&player, 8, step: .milliseconds(50)) == [4, 4, 5, 5, 6, 6, 4, 4])
  }

  @Test func `each frame is seen as long as it says`() {
    var player = AnimationPlayer(
      Animation(frames: [9, 8], durations: [.milliseconds(30), .milliseconds(10)]))
    #expect(frames(&player, 8, step: .milliseconds(10)) == [9, 9, 9, 8, 9, 9, 9, 8])
  }

  @Test func `one that is not repeated stays at its last frame and says so once`() {
    var player = AnimationPlayer(Animation(frames: 0..<3, rate: 10, repeats: .never))
    let ends = (1...10).filter { _ in player.advance(by: .milliseconds(100)) }
    #expect(ends == [3] && player.isDone && player.frame == 2)
  }

  @Test func `there and back shows the ends once`() {
    var player = AnimationPlayer(Animation(frames: 0..<4, rate: 10, repeats: .thereAndBack))
    #expect(frames(&player, 9, step: .milliseconds(100)) == [0, 1, 2, 3, 2, 1, 0, 1, 2])
  }

  @Test func `an animation does not drift in an hour of ticks`() {
    var player = AnimationPlayer(Animation(frames: 0..<12, rate: 12))
    let rounds = (0..<(3600 * 60)).count { _ in player.advance(by: tick) }
    #expect(rounds == 3600)
  }

  @Test func `playing what is played already goes on, playing another begins`() {
    let (run, jump) = (Animation(frames: 0..<3, rate: 10), Animation(frames: 5..<8, rate: 10))
    var player = AnimationPlayer(run)
    player.advance(by: .milliseconds(150))
    player.play(run)
    #expect(player.frame == 1)
    player.play(jump)
    #expect(player.frame == 5)
  }

  @Test func `twice the speed is half the time`() {
    var player = AnimationPlayer(Animation(frames: 0..<4, rate: 10), speed: 2)
    #expect(frames(&player, 5, step: .milliseconds(50)) == [0, 1, 2, 3, 0])
    player.speed = 0
    #expect(player.advance(by: .seconds(5)) == false)
  }

  @Test(arguments: [(0, 4), (99, 4), (100, 7), (149, 7), (150, 4), (1050, 4), (1150, 7), (-5, 4)])
  func `a frame can be asked for by its time`(milliseconds: Int, frame: Int) {
    let animation = Animation(frames: [4, 7], durations: [.milliseconds(100), .milliseconds(50)])
    #expect(animation.frame(at: .milliseconds(milliseconds)) == frame)
  }

  @Test func `one that is played twice stays at its last frame after that`() {
    let animation = Animation(frames: [4, 7], rate: 10, repeats: .times(2))
    #expect(!animation.isOver(at: .milliseconds(399)) && animation.isOver(at: .milliseconds(400)))
    #expect(animation.frame(at: .milliseconds(200)) == 4)
    #expect(animation.frame(at: .seconds(5)) == 7)
    var player = AnimationPlayer(animation)
    #expect(!player.advance(by: .milliseconds(390)) && player.advance(by: .milliseconds(10)))
    #expect(player.isDone && player.frame == 7)
  }
}
