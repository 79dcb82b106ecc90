import SwiftGameLoop
import Testing

@testable import Rocks

@Suite struct `The screen` {
  private let nothing = Presses()
  private let enter = Presses(confirms: true, isAny: true)
  private let idle = Screen.Situation(
    isReady: true, isFlightOver: false, isScoreAmongBest: false, isUnattended: false)

  /// Lets ticks pass without presses until the game has something to do.
  private func wait(
    _ screen: inout Screen, _ situation: Screen.Situation, atMost seconds: Int = 100
  ) -> Screen.Action? {
    for _ in 0..<seconds * 60 {
      if let action = screen.tick(nothing, situation) { return action }
    }
    return nil
  }

  @Test func `does not start before everything is loaded`() {
    var screen = Screen.title(ticks: 0)
    var loading = idle
    loading.isReady = false
    let early = screen.tick(enter, loading)
    #expect(early == nil)
    let ready = screen.tick(enter, idle)
    #expect(ready == .startGame)
  }

  @Test func `goes from title to demo and back, if nobody touches anything`() {
    var screen = Screen.title(ticks: 0)
    let actions = (0..<3).map { _ in wait(&screen, idle) }
    #expect(actions == [.startDemo, .endGame, .startDemo])
  }

  @Test func `stays with a demo that nobody watches until it is lost`() {
    var screen = Screen.title(ticks: 0)
    var situation = idle
    situation.isUnattended = true
    let start = wait(&screen, situation)
    #expect(start == .startDemo)
    let nothing = wait(&screen, situation, atMost: 1000)
    #expect(nothing == nil)
    situation.isFlightOver = true
    let end = wait(&screen, situation)
    #expect(end == .endGame)
    let again = wait(&screen, situation)
    #expect(again == .startDemo)
  }

  @Test func `shows the end of a game to whoever hammers on the keys`() {
    var screen = Screen.gameOver(ticks: 0)
    for _ in 0..<30 { _ = screen.tick(enter, idle) }
    #expect(screen == .gameOver(ticks: 30))
    for _ in 0..<60 { _ = screen.tick(nothing, idle) }
    _ = screen.tick(enter, idle)
    #expect(screen == .scores(ticks: 0, marked: nil))
  }

  @Test func `leads from pause to the title`() {
    var screen = Screen.paused
    let action = screen.tick(Presses(quits: true, isAny: true), idle)
    #expect(action == .endGame)
    #expect(screen == .title(ticks: 0))
  }
}

extension Screen {
  var isDemo: Bool { if case .demo = self { true } else { false } }
}
