import GameLoop
import TestSupport
import Testing

@Suite("A canvas")
struct CanvasTests {
  private let ship = Texture(name: "ship", id: AssetID(number: 3), size: Vector(32, 16))

  private func canvas(_ draw: (inout Canvas) -> Void) -> Canvas {
    var canvas = Canvas(size: Vector(320, 180))
    canvas.begin(background: .black)
    draw(&canvas)
    canvas.end()
    return canvas
  }

  private func sprites(_ canvas: Canvas) -> [SpriteCommand] {
    canvas.commands.compactMap { if case .sprite(let sprite) = $0 { sprite } else { nil } }
  }

  @Test func `draws from the lowest layer to the highest, each as recorded`() {
    var random = GameLoop.SeededRandom(seed: 7)
    let layers = (0..<500).map { _ in
      [-70_000, -1, 0, 1, 2, 300, 70_000][Int.random(in: 0...6, using: &random)]
    }
    let canvas = canvas { canvas in
      for (number, layer) in layers.enumerated() {
        canvas.draw(ship, at: Vector(Float(number), 0), origin: .zero, layer: layer)
      }
    }
    let expected = layers.indices.sorted { (layers[$0], $0) < (layers[$1], $1) }
    #expect(sprites(canvas).map { Int($0.destination.origin.x) } == expected)
    #expect(canvas.commands.first == DrawCommand.clear(.black))
  }

  @Test func `places a sprite by its origin`() {
    let sprites = sprites(
      canvas { $0.draw(ship, at: Vector(50, 50), scale: Vector(2, 1), origin: Vector(0, 1)) })
    #expect(sprites[0].destination == Rect(x: 50, y: 34, width: 64, height: 16))
    #expect(sprites[0].pivot == Vector(0, 16))
    #expect(sprites[0].texture == ship.id)
  }

  @Test func `moves and scales what is drawn while a camera is set`() {
    let canvas = canvas { canvas in
      canvas.camera = Camera(target: Vector(10, 10), anchor: Vector(50, 50), zoom: 2)
      canvas.fill(Rect(x: 10, y: 10, width: 5, height: 5), .white)
      canvas.camera = .still
      canvas.fill(Rect(x: 10, y: 10, width: 5, height: 5), .white)
    }
    #expect(
      canvas.commands == [
        .clear(.black), .rect(Rect(x: 50, y: 50, width: 10, height: 10), .white, .alpha),
        .rect(Rect(x: 10, y: 10, width: 5, height: 5), .white, .alpha),
      ])
  }

  @Test func `is drawn in order also before it has ended`() {
    var canvas = Canvas(size: Vector(10, 10))
    canvas.layer = 2
    canvas.fill(Rect(x: 0, y: 0, width: 1, height: 1), .white)
    canvas.layer = 1
    canvas.fill(Rect(x: 0, y: 0, width: 1, height: 1), .black)
    #expect(
      canvas.commands == [
        .rect(Rect(x: 0, y: 0, width: 1, height: 1), .black, .alpha),
        .rect(Rect(x: 0, y: 0, width: 1, height: 1), .white, .alpha),
      ])
  }

  @Test func `forgets everything when it is cleared`() {
    let canvas = canvas { canvas in
      canvas.draw(ship, at: .zero, layer: 9)
      canvas.clear(.white)
    }
    #expect(canvas.commands == [.clear(.white)])
  }

  @Test func `mirrors what has a scale below 0, about the same origin`() {
    let sprites = sprites(
      canvas { canvas in
        canvas.draw(ship, at: Vector(100, 50), scale: Vector(-2, 1), origin: Vector(0.25, 0))
      })
    #expect(sprites[0].isMirroredAcross && !sprites[0].isMirroredDown)
    #expect(sprites[0].destination == Rect(x: 52, y: 50, width: 64, height: 16))
    #expect(sprites[0].pivot == Vector(48, 0))
  }

  @Test func `draws a texture as large as a rectangle`() {
    let place = Rect(x: 10, y: 20, width: 100, height: 40)
    let sprites = sprites(canvas { $0.draw(ship, in: place) })
    #expect(sprites[0].destination == place && sprites[0].source == nil)
  }

  @Test func `turns the world against its camera`() {
    let sprites = sprites(
      canvas { canvas in
        canvas.camera = Camera(
          target: Vector(100, 100), anchor: Vector(160, 90), zoom: 2, rotation: .degrees(90))
        canvas.draw(ship, at: Vector(110, 100))
      })
    // What is right of the target is seen above of it.
    let middle = sprites[0].destination.center
    #expect((middle - Vector(160, 70)).length < 0.01, "\(middle)")
    #expect(abs(sprites[0].rotation.degrees + 90) < 0.01)
    #expect(sprites[0].destination.size == Vector(64, 32))
  }

  @Test func `fills a rectangle as a polygon where the camera is turned`() {
    let canvas = canvas { canvas in
      canvas.camera = Camera(rotation: .degrees(-45))
      canvas.fill(Rect(x: 0, y: 0, width: 10, height: 10), .white)
    }
    guard case .polygon(let points, .white, .alpha)? = canvas.commands.last else {
      Issue.record("no polygon: \(canvas.commands)")
      return
    }
    #expect(points.count == 4)
    #expect((points[2] - Vector(0, 14.142)).length < 0.01, "\(points[2])")
  }

  @Test func `clips inside of the clip it is in`() {
    var clips: [Rect] = []
    let canvas = canvas { canvas in
      canvas.clipped(to: Rect(x: 10, y: 10, width: 50, height: 50)) { canvas in
        canvas.clipped(to: Rect(x: 40, y: 0, width: 100, height: 30)) { canvas in
          canvas.draw(ship, at: .zero)
        }
        canvas.draw(ship, at: .zero)
      }
      canvas.draw(ship, at: .zero)
    }
    for item in canvas.items where item.kind == .sprite {
      clips.append(canvas.clips[Int(item.clip)])
    }
    #expect(
      clips == [
        Rect(x: 40, y: 10, width: 20, height: 20), Rect(x: 10, y: 10, width: 50, height: 50),
        canvas.bounds,
      ])
  }

  @Test func `makes a circle that is nowhere a quarter of a pixel off`() {
    for radius in [1, 3.5, 20, 150] as [Float] {
      let canvas = canvas { $0.fillCircle(at: Vector(160, 90), radius: radius, .white) }
      guard case .polygon(let points, _, _)? = canvas.commands.last else {
        Issue.record("a circle is a polygon, not \(canvas.commands)")
        continue
      }
      for (a, b) in zip(points, points.dropFirst() + [points[0]]) {
        #expect(abs((a - Vector(160, 90)).length - radius) < 0.01)
        #expect(radius - ((a + b) / 2 - Vector(160, 90)).length <= 0.26)
      }
    }
  }

  @Test func `places and turns a polygon, of an array or of any other sequence`() {
    let outline = [Vector(0, -10), Vector(5, 5), Vector(-5, 5)]
    let array = canvas {
      $0.fillPolygon(outline, at: Vector(20, 30), rotation: .degrees(90), .white)
    }
    let other = canvas {
      $0.fillPolygon(
        (0..<3).lazy.map { outline[$0] },
        at: Vector(20, 30), rotation: .degrees(90), .white)
    }
    guard case .polygon(let points, .white, .alpha)? = array.commands.last else {
      Issue.record("no polygon in \(array.commands)")
      return
    }
    for (point, there) in zip(points, [Vector(30, 30), Vector(15, 35), Vector(15, 25)]) {
      #expect((point - there).length < 0.001)
    }
    #expect(other.commands == array.commands)
  }

  @Test func `leaves out a polygon of less than three corners`() {
    let canvas = canvas { $0.fillPolygon([Vector(1, 1), Vector(2, 2)], .white) }
    #expect(canvas.commands == [.clear(.black)])
  }

  @Test func `is written down line by line`() {
    let canvas = canvas { canvas in
      canvas.draw(
        ship, at: Vector(16.25, 8), source: Rect(x: 0, y: 0, width: 8, height: 8),
        rotation: .degrees(14), tint: Color(0xff8000, alpha: 128), blend: .additive)
      canvas.line(from: .zero, to: Vector(-1.5, 2), .white)
      canvas.text("Hi \"you\"", at: Vector(8, 8), shadow: .black)
    }
    #expect(
      canvas.listing { $0.number == 3 ? "ship.png" : nil } == """
        clear #000000
        sprite ship.png 0,0 8×8 at 12.25,4 8×8 turned 14° about 4,4 #ff800080 additive
        line 0,0 to -1.5,2 #ffffff
        text "Hi \\"you\\"" #0 8 at 8,8 #ffffff shadow #000000

        """)
  }
}

@Suite("A camera")
struct CameraTests {
  @Test(arguments: [
    Camera.still,
    Camera(target: Vector(50, 20), anchor: Vector(160, 90), zoom: 3, rotation: .degrees(33)),
  ])
  func `knows which point of the world is seen where`(camera: Camera) {
    for point in [Vector.zero, Vector(17, -40), Vector(300, 170)] {
      #expect((camera.apply(camera.world(at: point)) - point).length < 0.001)
    }
  }

  @Test func `sees all that is on the canvas`() {
    let camera = Camera(target: Vector(100, 100), anchor: Vector(160, 90), zoom: 2)
    #expect(camera.visibleRect(in: Vector(320, 180)) == Rect(x: 20, y: 55, width: 160, height: 90))
  }

  @Test func `stays inside of the world, or in its middle`() {
    var camera = Camera(target: Vector(-500, 90), anchor: Vector(160, 90))
    camera.stay(inside: Rect(x: 0, y: 0, width: 1000, height: 100), size: Vector(320, 180))
    #expect(camera.target == Vector(160, 50))
  }

  @Test func `follows as far in a second at any rate of ticks`() {
    var slow = Camera.still
    var fast = Camera.still
    for _ in 0..<10 { slow.follow(Vector(100, 0), seconds: 0.1) }
    for _ in 0..<240 { fast.follow(Vector(100, 0), seconds: 1 / 240) }
    #expect((slow.target - fast.target).length < 0.01)
  }

  @Test func `is still again when a shake has calmed`() {
    var shake = Shake(strength: 10, turn: .degrees(5), calming: 2)
    shake.add(0.7)
    var farthest: Float = 0
    for number in 0..<30 {
      shake.update(Tick(number: number, length: .milliseconds(16), input: Input()))
      farthest = max(farthest, shake.offset.length)
    }
    #expect(farthest > 0.5 && farthest < 15)
    #expect(Camera.still.shaken(by: shake) == .still)
  }
}
