import TestSupport
import Testing

/// On the first thread of a process of its own, which a test has not got.
@Suite("The main actor of a program whose main runs the loop")
struct MainActorTests {
  @Test(.timeLimit(.minutes(2)), arguments: [[], ["--headless"]])
  func `runs in the completions phase, within its budget and in order`(arguments: [String]) throws {
    let program = try Program(Program.example("MainActorProgram"), arguments)
    #expect(program.status() == 0)
    #expect(program.errors == "")
    #expect(
      program.output == """
        0 of 106 jobs misplaced, at most 3 in a frame
        task0 completion0 task1 completion1 task2 completion2 task3 completion3

        """)
  }
}
