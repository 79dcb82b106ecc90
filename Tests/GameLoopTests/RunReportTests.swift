import GameLoop
import TaskQueues
import TestSupport
import Testing

@Suite("The report of a run")
struct RunReportTests {
  @Test func `is the same when it was written and read`() throws {
    let host = TestHost()
    host.drawing = DrawingStatistics(
      renderer: "software", drawCalls: 3, sprites: 2, uploadedBytes: 16)
    let loop = try probeLoop(host)
    for _ in 0..<10 { loop.runFrame() }
    loop.end()
    let report = RunReport(loop.statistics)
    #expect(try RunReport(json: report.json()) == report)
    #expect(report.frames == 10 && report.ticks == 10 && report.pictures == 10)
    #expect(report.drawing == host.drawing)
    #expect(report.intervals == nil, "headless frames keep no time")
    #expect(report.peakMemory > 1_000_000)
  }

  @Test func `tells how long after the start of the process the first frame ended`() throws {
    let loop = try probeLoop()
    #expect(loop.statistics.firstFrame == nil)
    loop.runFrame()
    let first = try #require(loop.statistics.firstFrame)
    #expect(first > .zero)
    loop.runFrame()
    #expect(loop.statistics.firstFrame == first)
    loop.end()
  }
}
