import Testing

@testable import Rocks

@Suite struct `Choosing initials` {
  @Test func `types letters, and the last letter can be typed again`() {
    var initials = Initials()
    let isDone = initials.take(Initials.Presses(letters: "XYZW"))
    #expect(!isDone)
    #expect(initials.name == "XYW")
  }

  @Test func `turns letters with the arrows, around both ends of the alphabet`() {
    var initials = Initials()
    for step in [(0, -1), (1, 0), (0, 1), (1, 0), (0, 1), (0, 1)] {
      _ = initials.take(Initials.Presses(step: step))
    }
    #expect(initials.name == "ZBC")
  }

  @Test func `takes no notice of a key that is held since the game`() {
    var initials = Initials()
    _ = initials.take(Initials.Presses(step: (0, 1), isStepRepeated: true))
    #expect(initials.name == "AAA")
    _ = initials.take(Initials.Presses(step: (0, 1)))
    _ = initials.take(Initials.Presses(step: (0, 1), isStepRepeated: true))
    #expect(initials.name == "CAA")
  }

  @Test func `is done with Enter`() {
    var initials = Initials()
    let isDone = initials.take(Initials.Presses(confirms: true))
    #expect(isDone)
  }

  @Test func `is done with the thumb on the last letter`() {
    var initials = Initials()
    let isDone = (0..<3).map { _ in initials.take(Initials.Presses(chooses: true)) }
    #expect(isDone == [false, false, true])
  }
}
