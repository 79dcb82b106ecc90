import Testing

@testable import GameLoop

@Suite("Particles")
struct ParticlesTests {
  private let tick = FrameClock(tickRate: 60).tickLength

  private func settings(rate: Float = 0) -> ParticleSettings {
    ParticleSettings(rate: rate, lifetime: 0.5...1, speed: 10...60)
  }

  private func looks(_ particles: Particles, fraction: Float = 1) -> [Particles.Look] {
    (0..<particles.count).map { particles.look(of: $0, fraction: fraction) }
  }

  @Test func `particles live as long as they are meant to, and no longer`() {
    var particles = Particles(capacity: 300, settings: settings(), at: .zero, seed: 1)
    particles.burst(300)
    for _ in 0..<29 { particles.advance(by: tick) }
    #expect(particles.count == 300)
    for _ in 29..<45 { particles.advance(by: tick) }
    #expect((100..<200).contains(particles.count))
    for _ in 45..<60 { particles.advance(by: tick) }
    #expect(particles.count == 0 && particles.isOver)
  }

  @Test func `a seed gives the same particles, and another seed others`() {
    func played(seed: UInt64) -> [Particles.Look] {
      var settings = settings(rate: 500)
      settings.place = .circle(radius: 5)
      settings.gravity = Vector(0, 90)
      settings.drag = 1
      var particles = Particles(capacity: 400, settings: settings, at: .zero, seed: seed)
      for step in 0..<100 {
        particles.position.x += 1
        if step % 10 == 0 { particles.burst(5) }
        particles.advance(by: tick)
      }
      return looks(particles)
    }
    #expect(played(seed: 3).count > 100)
    #expect(played(seed: 3) == played(seed: 3))
    #expect(played(seed: 3) != played(seed: 4))
  }

  @Test func `as many are born as the rate says`() {
    var settings = settings(rate: 37)
    settings.lifetime = 1000...1000
    var particles = Particles(capacity: 1000, settings: settings, at: .zero)
    for _ in 0..<600 { particles.advance(by: tick) }
    #expect((369...370).contains(particles.count))
  }

  @Test func `bursts of one kind differ in speed, size and tint, and go back to the settings'`() {
    var settings = settings()
    settings.colors = ColorRamp(Color(0xff0080))
    var particles = Particles(capacity: 30, settings: settings, at: .zero)
    particles.burst(10, speed: 200...200, size: 8...8, tint: Color(0x80ff00))
    particles.burst(10)
    particles.advance(by: tick)
    let looks = looks(particles)
    #expect(looks[..<10].allSatisfy { abs($0.position.length - 200.0 / 60) < 0.01 })
    #expect(looks[..<10].allSatisfy { $0.size == 8 && $0.color == Color(0x800000) })
    #expect(looks[10...].allSatisfy { $0.position.length < 1.01 })
    #expect(looks[10...].allSatisfy { $0.size == 1 && $0.color == Color(0xff0080) })
  }

  @Test func `a tint stays with its particle when an older one dies`() {
    var settings = settings()
    settings.lifetime = 0.1...0.1
    var particles = Particles(capacity: 2, settings: settings, at: .zero)
    particles.burst(1, tint: .red)
    particles.advance(by: .milliseconds(60))
    particles.burst(1, tint: .blue)
    particles.advance(by: .milliseconds(60))
    #expect(looks(particles).map(\.color) == [.blue])
  }

  @Test func `looks are those of each, with how old it is`() {
    var particles = Particles(capacity: 20, settings: settings(), at: .zero, seed: 4)
    particles.burst(20)
    particles.advance(by: .milliseconds(250))
    #expect(Array(particles.looks(fraction: 0.5)) == looks(particles, fraction: 0.5))
    #expect(particles.looks().allSatisfy { (0.25...0.5).contains($0.age) })
  }

  @Test(arguments: [0, -3]) func `a burst of none adds none`(count: Int) {
    var particles = Particles(capacity: 10, settings: settings())
    particles.burst(count)
    #expect(particles.count == 0)
    particles.burst(2)
    particles.burst(count)
    #expect(particles.count == 2)
  }

  @Test func `a full house takes no more, and its memory stays`() {
    var particles = Particles(capacity: 50, settings: settings(rate: 1000), at: .zero)
    for _ in 0..<200 {
      particles.advance(by: tick)
      particles.burst(30)
      #expect(particles.count <= 50)
    }
  }

  @Test func `they are born along the way of what moves`() {
    var settings = settings(rate: 600)
    settings.speed = 0...0
    var particles = Particles(capacity: 100, settings: settings, at: .zero)
    particles.position = Vector(100, 0)
    particles.advance(by: .milliseconds(100))
    let places = looks(particles).map(\.position.x)
    #expect(places.count == 60 && places == places.sorted())
    #expect(zip(places, places.dropFirst()).allSatisfy { abs($1 - $0 - 100.0 / 60) < 0.01 })
  }

  @Test func `an emitter that is put to its first place leaves no trail to it`() {
    var settings = settings(rate: 600)
    settings.speed = 0...0
    var particles = Particles(capacity: 100, settings: settings)
    particles.position = Vector(500, 500)
    particles.advance(by: tick)
    #expect(particles.count > 0)
    #expect(looks(particles).allSatisfy { $0.position == Vector(500, 500) })
  }

  @Test func `between two ticks a particle is between its places`() {
    var particles = Particles(capacity: 1, settings: settings(), at: .zero, seed: 5)
    particles.burst(1)
    particles.advance(by: tick)
    let first = particles.look(of: 0).position
    #expect(particles.look(of: 0, fraction: 0).position.distance(to: .zero) < 1e-5)
    particles.advance(by: tick)
    let second = particles.look(of: 0)
    #expect(particles.look(of: 0, fraction: 0).position.distance(to: first) < 1e-5)
    let middle = particles.look(of: 0, fraction: 0.5).position
    #expect(middle.distance(to: (first + second.position) / 2) < 1e-5)
  }

  @Test func `colour and size change over a life`() {
    var settings = ParticleSettings(lifetime: 1...1, speed: 0...0)
    settings.colors = ColorRamp(.white, .black)
    settings.size = 4...4
    settings.growth = 3
    var particles = Particles(capacity: 1, settings: settings, at: .zero)
    particles.burst(1)
    #expect(particles.look(of: 0).color == .white && particles.look(of: 0).size == 4)
    particles.advance(by: .milliseconds(500))
    #expect(particles.look(of: 0).size == 8)
    #expect(abs(Int(particles.look(of: 0).color.red) - 127) <= 1)
  }

  @Test func `particles fly in their fan`() {
    var settings = ParticleSettings(lifetime: 1...1, speed: 10...10)
    settings.direction = .degrees(90)
    settings.spread = .degrees(30)
    var particles = Particles(capacity: 200, settings: settings, at: .zero)
    particles.burst(200)
    particles.advance(by: tick)
    #expect(looks(particles).allSatisfy { abs($0.position.angle.degrees - 90) < 15.1 })
  }

  @Test func `those that are seen are drawn`() {
    var particles = Particles(capacity: 10, settings: settings(), at: Vector(50, 50))
    particles.burst(10)
    var canvas = Canvas(size: Vector(100, 100))
    canvas.draw(particles, texture: Texture(name: "spark", id: AssetID(number: 1)))
    #expect(canvas.sprites.count == 10)
    #expect(canvas.sprites.allSatisfy { $0.destination.size == .one })
  }
}
