import Testing

@testable import GameLoop

@Suite("Pools and rings")
struct PoolTests {
  @Test func `a full pool takes nothing more`() throws {
    var pool = Pool<String>(capacity: 2)
    let firstInsert = pool.insert("a")
    let first = try #require(firstInsert)
    pool.insert("b")
    #expect(pool.isFull)
    let third = pool.insert("c")
    #expect(third == nil && Array(pool) == ["a", "b"])
    let removed = pool.remove(first)
    #expect(removed == "a")
    pool.insert("d")
    #expect(Array(pool) == ["b", "d"])
  }

  @Test func `a stale handle names nothing, also when its place is taken again`() throws {
    var pool = Pool<Int>(capacity: 1)
    let oldInsert = pool.insert(1)
    let old = try #require(oldInsert)
    pool.remove(old)
    let newInsert = pool.insert(2)
    let new = try #require(newInsert)
    let removed = pool.remove(old)
    #expect(pool[old] == nil && !pool.contains(old) && removed == nil)
    pool[old] = 9
    pool[old]? += 1
    #expect(pool[new] == 2 && old != new)
  }

  @Test(arguments: 0..<30) func `a pool does what a dictionary of names does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var pool = Pool<Int>(capacity: 20)
    var model: [Pool<Int>.Handle: Int] = [:]
    var stale: Set<Pool<Int>.Handle> = []
    for number in 0..<400 {
      switch random.int(0...6) {
      case 0...2:
        let handle = pool.insert(number)
        #expect((handle == nil) == (model.count == 20))
        if let handle {
          #expect(model[handle] == nil && !stale.contains(handle))
          model[handle] = number
        }
      case 3...4:
        guard let handle = random.element(of: pool.indices.map { pool.handle(at: $0) }) else {
          break
        }
        let (removed, expected) = (pool.remove(handle), model.removeValue(forKey: handle))
        #expect(removed == expected)
        stale.insert(handle)
      case 5:
        let divisor = random.int(2...5)
        let gone = model.filter { $0.value % divisor == 0 }.keys
        pool.removeAll { $0 % divisor == 0 }
        for handle in gone { model[handle] = nil }
        stale.formUnion(gone)
      default:
        var walk = pool.walk()
        while let handle = pool.next(&walk) {
          if random.chance(0.3) {
            pool.remove(handle)
            model[handle] = nil
            stale.insert(handle)
          } else {
            pool[handle]? += 1
            model[handle]? += 1
          }
        }
      }
      #expect(pool.sorted() == model.values.sorted())
      #expect(model.allSatisfy { pool[$0.key] == $0.value })
      #expect(stale.allSatisfy { pool[$0] == nil })
      #expect(pool.indices.allSatisfy { pool.index(of: pool.handle(at: $0)) == $0 })
    }
  }

  @Test func `those that stay keep their order, also when the body throws`() {
    struct Enough: Error {}
    var pool = Pool<Int>(capacity: 10)
    let handles = (0..<10).compactMap { pool.insert($0) }
    #expect(throws: Enough.self) {
      try pool.removeAll {
        if $0 == 7 { throw Enough() }
        return $0 % 2 == 0
      }
    }
    #expect(Array(pool) == [1, 3, 5, 7, 8, 9])
    #expect(handles.map { pool[$0] } == [nil, 1, nil, 3, nil, 5, nil, 7, 8, 9])
  }

  @Test func `an element that holds an array changes it where it is`() throws {
    var pool = Pool<[Int]>(capacity: 1)
    let handleInsert = pool.insert(Array(0..<1000))
    let handle = try #require(handleInsert)
    let before = pool[0].withUnsafeBufferPointer { $0.baseAddress }
    pool[handle]?[3] = 9
    #expect(pool[0].withUnsafeBufferPointer { $0.baseAddress } == before && pool[0][3] == 9)
  }

  @Test func `memory stays where it is`() {
    var pool = Pool<Int>(capacity: 100)
    let place = pool.elements.withUnsafeBufferPointer { $0.baseAddress }
    for _ in 0..<10 {
      for number in 0..<100 { pool.insert(number) }
      pool.removeAll { $0 % 3 == 0 }
      pool.removeAll()
    }
    #expect(pool.elements.withUnsafeBufferPointer { $0.baseAddress } == place)
  }

  @Test func `a slot that was given out as often as can be counted is not given out again`() throws
  {
    var pool = Pool<Int>(capacity: 1, generation: .max - 1)
    let lastInsert = pool.insert(1)
    let last = try #require(lastInsert)
    pool.remove(last)
    let next = pool.insert(2)
    #expect(next == nil && pool.isFull)
  }

  @Test func `a ring keeps the last so many, the oldest first`() {
    var ring = Ring<Int>(capacity: 3)
    let gone = (1...5).map { ring.append($0) }
    #expect(gone == [nil, nil, nil, 1, 2])
    #expect(Array(ring) == [3, 4, 5] && ring.first == 3 && ring.last == 5)
    ring.removeAll()
    ring.append(6)
    #expect(Array(ring) == [6])
  }
}
