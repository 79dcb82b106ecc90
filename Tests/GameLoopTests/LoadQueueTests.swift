import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("Loads that wait")
struct LoadQueueTests {
  private let begun = Log<Int>()

  private func load(_ number: Int) -> AssetLoad {
    AssetLoad(
      number: number,
      begin: { [begun] in
        begun.append(number)
        return {}
      })
  }

  /// Ends what was begun, one after the other, until nothing is left.
  private func finishAll(_ queue: LoadQueue) -> [Int] {
    var done = 0
    while done < begun.entries.count {
      queue.workEnded(begun.entries[done])
      queue.completed(begun.entries[done])
      done += 1
    }
    return begun.entries
  }

  @Test func `of two groups take turns`() {
    let queue = LoadQueue(mostWorking: 1, mostOnTheirWay: 10)
    for number in 1...4 { queue.add(load(number), of: 1, .normal) }
    for number in 11...12 { queue.add(load(number), of: 2, .normal) }
    #expect(finishAll(queue) == [1, 2, 11, 3, 12, 4])
  }

  @Test func `are begun by their priority`() {
    let queue = LoadQueue(mostWorking: 1, mostOnTheirWay: 10)
    queue.add(load(1), of: 1, .background)
    queue.add(load(2), of: 1, .background)
    queue.add(load(3), of: 1, .normal)
    queue.add(load(4), of: 1, .urgent)
    queue.add(load(5), of: 1, .background)
    queue.raise(5, to: .urgent)
    #expect(finishAll(queue) == [1, 4, 5, 3, 2])
  }

  @Test func `are no more at a time than the job threads can take soon`() {
    let queue = LoadQueue(mostWorking: 2, mostOnTheirWay: 10)
    for number in 1...5 { queue.add(load(number), of: 1, .normal) }
    #expect(begun.entries == [1, 2])
    queue.workEnded(2)
    #expect(begun.entries == [1, 2, 3])
  }

  @Test func `are no more at a time than may wait for a frame`() {
    let queue = LoadQueue(mostWorking: 2, mostOnTheirWay: 3)
    for number in 1...5 { queue.add(load(number), of: 1, .normal) }
    queue.workEnded(1)
    queue.workEnded(2)
    #expect(begun.entries == [1, 2, 3])
    queue.completed(1)
    #expect(begun.entries == [1, 2, 3, 4])
  }

  @Test func `and are cancelled never begin`() {
    let queue = LoadQueue(mostWorking: 1, mostOnTheirWay: 10)
    for number in 1...3 { queue.add(load(number), of: 1, .normal) }
    queue.cancel(2)
    #expect(finishAll(queue) == [1, 3])
  }

  @Test func `never begin after the end`() {
    let queue = LoadQueue(mostWorking: 1, mostOnTheirWay: 10)
    for number in 1...3 { queue.add(load(number), of: 1, .normal) }
    queue.end()
    #expect(finishAll(queue) == [1])
  }

  @Test func `that were cancelled before their work began make room for others`() {
    let queue = LoadQueue(mostWorking: 1, mostOnTheirWay: 10)
    for number in 1...2 { queue.add(load(number), of: 1, .normal) }
    queue.cancel(1)
    queue.completed(1)
    #expect(begun.entries == [1, 2])
  }
}
