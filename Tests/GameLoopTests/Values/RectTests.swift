import Testing

@testable import GameLoop

@Suite("Rectangles")
struct RectTests {
  private let rect = Rect(x: 10, y: 20, width: 30, height: 40)

  @Test func `rectangles beside each other do not intersect`() {
    #expect(!rect.intersects(rect.moved(by: Vector(30, 0))))
    #expect(rect.intersection(rect.moved(by: Vector(0, 40))) == nil)
    #expect(rect.intersects(rect.moved(by: Vector(29, 39))))
  }

  @Test func `what two share is in both, and both are in their union`() throws {
    var random = SeededRandom(seed: 5)
    for _ in 0..<200 {
      let space = Rect(x: -50, y: -50, width: 100, height: 100)
      let a = Rect(corners: random.point(in: space), random.point(in: space))
      let b = Rect(corners: random.point(in: space), random.point(in: space))
      let both = a.union(b)
      #expect(both.inset(by: -0.001).contains(a) && both.inset(by: -0.001).contains(b))
      let shared = a.intersection(b)
      #expect((shared != nil) == a.intersects(b))
      if let shared {
        #expect(a.inset(by: -0.001).contains(shared) && b.inset(by: -0.001).contains(shared))
      }
    }
  }

  @Test func `an inset larger than the rectangle leaves nothing in its middle`() {
    #expect(rect.inset(by: 5) == Rect(x: 15, y: 25, width: 20, height: 30))
    let gone = rect.inset(by: 50)
    #expect(gone.size == .zero && gone.center == rect.center)
  }

  @Test func `a rectangle grows as far as a point`() {
    #expect(rect.expanded(toInclude: Vector(0, 100)) == Rect(x: 0, y: 20, width: 40, height: 80))
    #expect(rect.expanded(toInclude: rect.center) == rect)
  }

  @Test func `corners may be given in any order`() {
    #expect(Rect(corners: Vector(40, 20), Vector(10, 60)) == rect)
    let corners = rect.corners
    #expect(corners.0 == Vector(10, 20) && corners.1 == Vector(40, 20))
    #expect(corners.2 == Vector(40, 60) && corners.3 == Vector(10, 60))
  }

  @Test func `a point outside is clamped to the nearest of the edge`() {
    #expect(rect.clamp(Vector(0, 30)) == Vector(10, 30))
    #expect(rect.clamp(Vector(99, 99)) == rect.end)
    #expect(rect.clamp(rect.center) == rect.center)
  }
}
