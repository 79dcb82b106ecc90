import Foundation
import Testing

/// The statements of the model, and where their tests are. Above each test stands a line with the numbers of
/// those that it shows, as in `// Q8, Q38`: look for `Q38` as a word.
///
///     chapter                       statements        folder
///     1    vocabulary               1.1–1.16          wherever the word belongs
///     2.1  creation and handles     Q1–Q12            Queues/Creation
///     2.2  dispatch modes           Q13–Q27           Queues/DispatchModes, Threads for the pool
///     2.3  submit                   Q28–Q32           Queues/Submit
///     2.4  delayed submit           Q33–Q41           Queues/Delayed, Clock
///     2.5  dispatch                 Q42–Q51           Queues/Dispatch
///     2.6  composite queues         Q52–Q60           Queues/Composite
///     2.7  waiters                  Q61–Q68, W1–W6    Queues/Waiter
///     2.8  monitors                 Q69–Q78           Queues/Monitor
///     2.9  termination              Q79–Q97           Queues/Termination
///     2.10 process task queue       Q98–Q101          Queues/ProcessQueue
///     2.11 suspend, uninitialise    Q102–Q108         Queues/Suspension
///     6    time-sensitive threads   S1–S8             TimeSensitive
///
/// Not here: what concerns handles, null pointers and codes of results, which only C has (Q2, Q4–Q7, S7), and
/// Q106, which promises nothing.
struct StatementsTests {
  private static let elsewhere: Set = ["Q2", "Q4", "Q5", "Q6", "Q7", "Q106", "S7"]

  // The numbers of a comment, on the line before a test.
  private func shown() throws -> Set<String> {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    var shown: Set<String> = []
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for match in text.matches(of: /\/\/ ([QSW0-9][0-9QSW., ]*)\n *@Test/) {
        shown.formUnion(match.1.split(separator: ", ").map(String.init))
      }
    }
    return shown
  }

  @Test func `every statement about queues and time-sensitive threads has a test`() throws {
    let all = [("Q", 108), ("W", 6), ("S", 8)].flatMap { letter, count in
      (1...count).map { letter + String($0) }
    }
    let missing = try Set(all).subtracting(Self.elsewhere).subtracting(shown())
    #expect(missing.sorted() == [])
  }
}
