import ArgumentParser
import Glibc

/// What submitting, dispatching, waiting and ending cost, beside what others pay for it.
@main
struct BenchmarkProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measures the task queues beside a bare ring, a mutex with a deque, and libdispatch.")

  @Option(help: ArgumentHelp("Also write all figures to this file.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Measure only cases with this in their names.", valueName: "word"))
  var filter: String?

  @Option(help: ArgumentHelp("How often everything is measured.", valueName: "n"))
  var repetitions: Int?

  @Flag(help: "A tenth of the operations, three repetitions: to see whether everything runs.")
  var quick = false

  func validate() throws {
    if let repetitions, repetitions < 1 { throw ValidationError("Give at least one repetition.") }
  }

  func run() throws {
    let repetitions = repetitions ?? (quick ? 3 : 7)
    let harness = Harness(repetitions: repetitions, shortening: quick ? 10 : 1)
    let machine = Machine.this
    print("\(machine.processor), \(machine.processors) processors, \(repetitions) repetitions")
    #if DEBUG
      print("This build is not optimised: add -c release.")
    #endif
    if !Allocations.areCounted { print("Allocations are not counted in this build.") }

    // As long as a program has one thread its mutexes are cheaper, which no game has anything of.
    _ = RunningThread { while true { sleep(nanoseconds: .max) } }

    var results: [RowResult] = []
    for measured in allCases where filter.map({ measured.name.contains($0) }) ?? true {
      tell(measured.name)
      results += try harness.run(measured)
    }
    tell("")
    print("\n\(Table(results).text)")
    try json.map { try Report(results, repetitions: repetitions).write(to: $0) }
  }

  /// What is being measured, for those who watch.
  private func tell(_ name: String) {
    if isatty(STDERR_FILENO) == 0 { return }
    let text = "\r\u{1B}[K\(name)"
    write(STDERR_FILENO, text, text.utf8.count)
  }
}
