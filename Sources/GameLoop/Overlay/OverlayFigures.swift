import TaskQueues

/// The figures of the overlay, in words.
struct OverlayFigures {
  /// The work of the last frames, the shortest first; kept for its memory.
  private var sorted: [Duration] = []

  /// Of the work of the last frames the median and what 95 and 99 of 100 did not exceed; what happened in the last
  /// second; what has hitched, missed its picture or waits for the budget; the last picture; how much of a core
  /// the thread that draws and the others had in the last second, and the memory, now and (at most).
  mutating func text(of statistics: FrameStatistics) -> String {
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: statistics.recent)
    sorted.sort()
    let rates = statistics.lastSecond
    let use = statistics.processorUse
    let drawing = statistics.drawing
    return """
      work \(number(percentile(50))) ms, 95 % \(number(percentile(95))), \
      99 % \(number(percentile(99)))
      \(whole(rates.pictures)) pictures, \(whole(rates.ticks)) ticks, \
      \(whole(rates.completions)) completions/s
      \(count(statistics.hitchCount, "hitch", "hitches")), \(statistics.missedDeadlines) missed, \
      \(statistics.waitingCompletions) waiting
      \(count(drawing.drawCalls, "draw call", "draw calls")), \
      \(count(drawing.sprites, "sprite", "sprites"))\(renderer(drawing))
      main \(percent(use.mainThread)) %, others \(percent(use.otherThreads)) %, \
      \(megabytes(ProcessMemory.current)) MB (\(megabytes(ProcessMemory.peak)))
      """
  }

  private func renderer(_ drawing: DrawingStatistics) -> String {
    drawing.renderer.isEmpty ? "" : " (\(drawing.renderer))"
  }

  private func percentile(_ part: Int) -> Duration {
    guard !sorted.isEmpty else { return .zero }
    return sorted[min(sorted.count - 1, (sorted.count * part + 99) / 100 - 1)]
  }

  /// In milliseconds, to a hundredth.
  private func number(_ time: Duration) -> String {
    let hundredths = (time.wholeNanoseconds + 5_000) / 10_000
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private func count(_ number: Int, _ one: String, _ several: String) -> String {
    "\(number) \(number == 1 ? one : several)"
  }

  private func whole(_ rate: Double) -> Int { Int(rate.rounded()) }
  private func percent(_ part: Double) -> Int { Int((part * 100).rounded()) }
  private func megabytes(_ bytes: Int) -> Int { (bytes + 500_000) / 1_000_000 }
}
