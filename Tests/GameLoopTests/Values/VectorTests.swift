import Testing

@testable import GameLoop

@Suite("Vectors and angles")
struct VectorTests {
  private func isNear(_ a: Vector, _ b: Vector) -> Bool { a.distance(to: b) < 1e-4 }

  @Test func `a move towards a place ends there and not beyond`() {
    let place = Vector(3, 4)
    #expect(isNear(Vector.zero.moved(towards: place, by: 2.5), Vector(1.5, 2)))
    #expect(Vector.zero.moved(towards: place, by: 6) == place)
    #expect(place.moved(towards: place, by: 1) == place)
  }

  @Test func `what can be compared is brought into a range`() {
    #expect(7.clamped(to: 0...5) == 5 && (-7).clamped(to: 0...5) == 0 && 3.clamped(to: 0...5) == 3)
    #expect(0.5.clamped(to: 1...2.5) == 1 && Float(9).clamped(to: 1...2.5) == 2.5)
    #expect(Duration.seconds(3).clamped(to: .zero ... .seconds(1)) == .seconds(1))
  }

  @Test func `a vector is made shorter and never longer`() {
    #expect(isNear(Vector(3, 4).clamped(length: 1), Vector(0.6, 0.8)))
    #expect(Vector(3, 4).clamped(length: 9) == Vector(3, 4))
    #expect(Vector.zero.clamped(length: 0) == .zero)
  }

  @Test func `what bounces off the floor goes up as fast as it came down`() {
    #expect(Vector(2, 5).reflected(off: Vector(0, -1)) == Vector(2, -5))
  }

  @Test func `a perpendicular is a quarter turn clockwise`() {
    let vector = Vector(2, -7)
    #expect(isNear(vector.perpendicular, vector.rotated(by: .turns(0.25))))
    #expect(vector.dot(vector.perpendicular) == 0)
    #expect(vector.cross(vector.perpendicular) > 0)
  }

  @Test func `a projection and the rest make up the vector at a right angle`() {
    let (vector, line) = (Vector(3, 1), Vector(2, 2))
    let along = vector.projected(onto: line)
    #expect(isNear(along, Vector(2, 2)))
    #expect((vector - along).dot(line) == 0)
    #expect(vector.projected(onto: .zero) == .zero)
  }

  @Test func `an angle between two is on the short way`() {
    let half = Angle.interpolated(from: .degrees(350), to: .degrees(20), at: 0.5)
    #expect(abs(half.degrees - 365) < 1e-3)
    #expect(abs(Angle.degrees(10).difference(to: .degrees(350)).degrees + 20) < 1e-3)
  }

  @Test func `a turn towards a direction ends there and not beyond`() {
    let turned = Angle.degrees(350).turned(towards: .degrees(20), by: .degrees(10))
    #expect(abs(turned.degrees - 360) < 1e-3)
    #expect(Angle.degrees(15).turned(towards: .degrees(20), by: .degrees(10)) == .degrees(20))
  }

  @Test func `the turn from a vector to another one turns it there`() {
    let (a, b) = (Vector(1, 2), Vector(-3, 1))
    #expect(isNear(a.normalized.rotated(by: a.turn(to: b)), b.normalized))
  }
}
