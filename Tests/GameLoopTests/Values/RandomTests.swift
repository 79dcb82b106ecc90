import FoundationEssentials
import Testing

@testable import GameLoop

@Suite("Random values")
struct RandomTests {
  @Test func `numbers go on from a state that was written down`() throws {
    var random = SeededRandom(seed: 42)
    for _ in 0..<10 { _ = random.next() }
    let data = try JSONEncoder().encode(random)
    var again = try JSONDecoder().decode(SeededRandom.self, from: data)
    var other = SeededRandom(state: random.state)
    for _ in 0..<100 {
      let number = random.next()
      #expect(again.next() == number && other.next() == number)
    }
  }

  @Test func `a seed gives the numbers it always gave`() {
    var random = SeededRandom(seed: 1)
    #expect(
      [random.next(), random.next()] == [12_966_619_160_104_079_557, 9_600_361_134_598_540_522])
  }

  @Test func `points are where they are asked for`() {
    var random = SeededRandom(seed: 9)
    let (rect, circle) = (
      Rect(x: -5, y: 2, width: 10, height: 1), Circle(center: Vector(4, 4), radius: 3)
    )
    for _ in 0..<1000 {
      #expect(rect.inset(by: -1e-4).contains(random.point(in: rect)))
      #expect(random.point(in: circle).distance(to: circle.center) <= 3.0001)
      #expect(abs(random.point(on: circle).distance(to: circle.center) - 3) < 1e-4)
    }
  }

  @Test func `points fill a circle evenly`() {
    var random = SeededRandom(seed: 9)
    let circle = Circle(center: .zero, radius: 1)
    let inner = (0..<10_000).count { _ in random.point(in: circle).length < Float(0.5).squareRoot()
    }
    #expect((4800...5200).contains(inner))
  }

  @Test func `what weighs more is chosen more often, and what weighs nothing never`() {
    var random = SeededRandom(seed: 2)
    let weights: [Float] = [1, 0, 3, -1]
    var counts = [0, 0, 0, 0]
    for _ in 0..<10_000 {
      guard let index = random.element(of: weights.indices, weight: { weights[$0] }) else {
        continue
      }
      counts[index] += 1
    }
    #expect(counts[1] == 0 && counts[3] == 0)
    #expect((2300...2700).contains(counts[0]) && counts[0] + counts[2] == 10_000)
    #expect(random.element(of: [1, 2], weight: { _ in 0 }) == nil)
  }

  @Test func `gaussian numbers have their mean and deviation`() {
    var random = SeededRandom(seed: 2)
    let numbers = (0..<20_000).map { _ in random.gaussian(mean: 10, deviation: 2) }
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean - 10) < 0.1 && abs(variance - 4) < 0.2)
  }
}

@Suite("Noise")
struct NoiseTests {
  @Test(arguments: [Noise.Kind.gradient, .value], [1, 5])
  func `noise stays from -1 to 1, uses most of that, and is smooth`(kind: Noise.Kind, octaves: Int)
  {
    let noise = Noise(seed: 7, kind: kind, wavelength: 40, octaves: octaves)
    var (least, most) = (Float(0), Float(0))
    for step in 0..<20_000 {
      let (x, next) = (Float(step) * 0.25, Float(step) * 0.25 + 0.25)
      for (here, there) in [
        (noise.value(at: x), noise.value(at: next)),
        (noise.value(at: Vector(x, x / 3)), noise.value(at: Vector(next, next / 3))),
      ] {
        (least, most) = (min(least, here), max(most, here))
        #expect(abs(here - there) < 0.2)
      }
    }
    #expect(least >= -1 && most <= 1)
    #expect(least < -0.5 && most > 0.5)
  }

  @Test func `a seed gives the same landscape and another seed another one`() {
    let places = (0..<50).map { Vector(Float($0) * 1.7, Float($0) * -0.6) }
    let heights = places.map { Noise(seed: 1, octaves: 3).value(at: $0) }
    #expect(heights == places.map { Noise(seed: 1, octaves: 3).value(at: $0) })
    #expect(heights != places.map { Noise(seed: 2, octaves: 3).value(at: $0) })
  }

  @Test func `noise does not repeat on the other side of zero`() {
    let noise = Noise(seed: 4)
    #expect(
      (1..<20).contains { noise.value(at: Float($0) + 0.3) != noise.value(at: -Float($0) - 0.3) })
  }
}
