import Testing

@testable import GameLoop

@Suite("Collisions")
struct CollisionsTests {
  private let box = Rect(x: 10, y: 10, width: 20, height: 10)

  private func circles(_ seed: UInt64) -> (Circle, Circle) {
    var random = SeededRandom(seed: seed)
    let space = Rect(x: 0, y: 0, width: 40, height: 30)
    return (
      Circle(center: random.point(in: space), radius: random.float(0.5...8)),
      Circle(center: random.point(in: space), radius: random.float(0.5...8))
    )
  }

  @Test(arguments: 0..<300) func `after a push shapes touch no more, and hardly part`(seed: UInt64)
  {
    let (a, b) = circles(seed)
    for (touches, push) in [
      (a.intersects(b), a.push(outOf: b)), (a.intersects(box), a.push(outOf: box)),
    ] {
      #expect(touches == (push != nil))
    }
    if let way = a.push(outOf: b) {
      let moved = Circle(center: a.center + way, radius: a.radius)
      #expect(abs(moved.center.distance(to: b.center) - a.radius - b.radius) < 1e-3)
    }
    if let way = a.push(outOf: box) {
      let smaller = Circle(center: a.center + way, radius: a.radius - 1e-3)
      let larger = Circle(center: a.center + way, radius: a.radius + 1e-3)
      #expect(!smaller.intersects(box) && larger.intersects(box))
    }
    if let way = a.bounds.push(outOf: box) {
      let moved = a.bounds.moved(by: way)
      #expect(!moved.inset(by: 1e-3).intersects(box) && moved.inset(by: -1e-3).intersects(box))
      #expect(way.x == 0 || way.y == 0)
    }
  }

  @Test func `circles with one middle part upwards`() {
    let circle = Circle(center: Vector(3, 3), radius: 2)
    #expect(circle.push(outOf: circle) == Vector(0, -4))
  }

  @Test func `a rectangle goes out by the nearest edge`() {
    let inside = Rect(x: 28, y: 12, width: 4, height: 4)
    #expect(inside.push(outOf: box) == Vector(2, 0))
    #expect(inside.moved(by: Vector(2, 0)).push(outOf: box) == nil)
  }

  @Test func `a segment meets the near side of a rectangle`() {
    let hit = Segment(from: Vector(0, 15), to: Vector(40, 15)).hit(box)
    #expect(hit == Hit(fraction: 0.25, normal: Vector(-1, 0)))
    #expect(Segment(from: Vector(20, 40), to: Vector(20, 0)).hit(box)?.normal == Vector(0, 1))
    #expect(Segment(from: Vector(0, 15), to: Vector(9, 15)).hit(box) == nil)
    #expect(Segment(from: Vector(40, 15), to: Vector(50, 15)).hit(box) == nil)
    #expect(Segment(from: Vector(0, 10), to: Vector(40, 10)).hit(box) == nil)
    #expect(
      Segment(from: box.center, to: Vector(90, 90)).hit(box) == Hit(fraction: 0, normal: .zero))
  }

  @Test(arguments: 0..<300) func `a segment meets a shape where it first comes into it`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    let space = Rect(x: 0, y: 0, width: 50, height: 40)
    let segment = Segment(from: random.point(in: space), to: random.point(in: space))
    let circle = Circle(center: random.point(in: space), radius: 6)
    let steps = (0...2000).map { Float($0) / 2000 }
    let inBox = steps.first { box.inset(by: 0.01).contains(segment.point(at: $0)) }
    let inCircle = steps.first { circle.contains(segment.point(at: $0)) }
    if let inBox {
      #expect(abs((segment.hit(box)?.fraction ?? 9) - inBox) * segment.length < 0.2)
    }
    if let inCircle {
      #expect(abs((segment.hit(circle)?.fraction ?? 9) - inCircle) * segment.length < 0.2)
    } else {
      #expect(segment.hit(Circle(center: circle.center, radius: 5.9)) == nil)
    }
  }

  @Test func `segments cross in one point`() {
    let a = Segment(from: Vector(0, 0), to: Vector(4, 4))
    #expect(a.crossing(Segment(from: Vector(0, 4), to: Vector(4, 0))) == Vector(2, 2))
    #expect(a.crossing(Segment(from: Vector(1, 0), to: Vector(5, 4))) == nil)
    #expect(a.crossing(Segment(from: Vector(9, 0), to: Vector(9, 9))) == nil)
  }
}

@Suite("Sliding")
struct SlidingTests {
  private let hero = Rect(x: 0, y: 0, width: 8, height: 16)
  private let floor = Rect(x: -100, y: 20, width: 200, height: 1)

  @Test func `what is fast does not pass through what is thin`() {
    let slide = hero.sliding(by: Vector(0, 5000), along: [floor])
    #expect(slide.rect.origin == Vector(0, 4) && slide.contacts == .below)
    #expect(hero.hit(floor, movingBy: Vector(0, 400)) == Hit(fraction: 0.01, normal: Vector(0, -1)))
  }

  @Test func `what stands on the floor slides along it, over the seams of its tiles`() {
    let tiles = (-10..<10).map { Rect(x: Float($0) * 0.7, y: 20.1, width: 0.7, height: 0.7) }
    var rect = hero.sliding(by: Vector(0, 10), along: tiles).rect
    for _ in 0..<10 {
      let slide = rect.sliding(by: Vector(-0.33, 0.5), along: tiles)
      #expect(slide.contacts == .below)
      rect = slide.rect
    }
    #expect(abs(rect.origin.x + 3.3) < 1e-4)
  }

  @Test func `a wall stops one direction only`() {
    let wall = Rect(x: 10, y: -50, width: 4, height: 100)
    let slide = hero.sliding(by: Vector(9, -7), along: [wall, floor])
    #expect(slide.rect.origin == Vector(2, -7) && slide.contacts == .right)
    let left = hero.sliding(by: Vector(-30, 0), along: [Rect(x: -20, y: 0, width: 5, height: 5)])
    #expect(left.rect.origin == Vector(-15, 0) && left.contacts == .left)
  }

  @Test func `a ceiling stops a jump`() {
    let slide = hero.sliding(by: Vector(0, -40), along: [Rect(x: 0, y: -12, width: 5, height: 2)])
    #expect(slide.rect.origin == Vector(0, -10) && slide.contacts == .above)
  }

  @Test func `what it is in already does not hold it`() {
    let slide = hero.sliding(by: Vector(3, 0), along: [Rect(x: 4, y: 4, width: 50, height: 5)])
    #expect(slide.rect.origin == Vector(3, 0) && slide.contacts == [])
  }

  @Test(arguments: 0..<100) func `nothing slides into a solid`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let space = Rect(x: 0, y: 0, width: 200, height: 200)
    let solids = (0..<40).map { _ in
      Rect(
        origin: random.point(in: space), size: Vector(random.float(1...30), random.float(1...30)))
    }.filter { !$0.intersects(hero.inset(by: -1)) }
    var rect = hero
    for _ in 0..<50 {
      rect = rect.sliding(by: random.direction() * random.float(0...80), along: solids).rect
      #expect(!solids.contains { $0.intersects(rect.inset(by: 0.01)) })
    }
  }
}
