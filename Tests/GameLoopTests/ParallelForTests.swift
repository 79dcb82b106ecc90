import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("Work in a tick on all processors")
struct ParallelForTests {
  private func loop(jobThreads: Int) throws -> FrameLoop<ProbeGame> {
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: "/nonexistent"), saves: SaveFolder(path: "/nonexistent"))
    configuration.jobThreads = jobThreads
    return try FrameLoop<ProbeGame>(host: TestHost(), configuration: configuration)
  }

  @Test(.patience, arguments: [0, 1, 3])
  func `is done for each index once, before the tick goes on`(jobThreads: Int) throws {
    let loop = try loop(jobThreads: jobThreads)
    defer { loop.end() }
    for count in [0, 1, 99, 1000] {
      let ranges = Log<Range<Int>>()
      loop.context.parallelFor(count, minimumChunk: 10) { ranges.append($0) }
      #expect(ranges.entries.flatMap { Array($0) }.sorted() == Array(0..<count))
      #expect(ranges.entries.dropLast().allSatisfy { $0.count >= 10 || $0.upperBound == count })
    }
  }

  @Test func `is done at once where there are no job threads`() throws {
    let loop = try loop(jobThreads: 0)
    defer { loop.end() }
    let ranges = Log<Range<Int>>()
    loop.context.parallelFor(1000) { ranges.append($0) }
    #expect(ranges.entries == [0..<1000])
  }

  @Test func `is done after the loop has ended, too`() throws {
    let loop = try loop(jobThreads: 2)
    loop.end()
    let ranges = Log<Range<Int>>()
    loop.context.parallelFor(100) { ranges.append($0) }
    #expect(ranges.entries.flatMap { Array($0) } == Array(0..<100))
  }
}
