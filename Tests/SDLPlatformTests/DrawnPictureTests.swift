import CSDL2
import GameLoop
import TestSupport
import Testing

@testable import SDLPlatform

/// What is seen of a canvas, drawn either way: in memory, and as geometry by a renderer.
@Suite("A drawn picture")
final class DrawnPictureTests {
  private let texture = Texture(name: "corners", id: AssetID(number: 1), size: Vector(4, 2))

  /// Red, green, and two that are blue on top; white, and three that are clear below.
  private static let corners = Image(
    width: 4, height: 2,
    pixels: [
      255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 255, 255,
      255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ])

  nonisolated enum Way: CaseIterable { case surface, geometry }

  private func picture(
    _ way: Way, size: Vector = Vector(16, 16), _ draw: (inout Canvas) throws -> Void
  ) throws -> Image {
    var canvas = Canvas(size: size)
    canvas.begin(background: .black)
    try draw(&canvas)
    canvas.end()
    switch way {
    case .surface:
      let picture = try SurfacePicture(size: size)
      defer { picture.close() }
      try prepare(picture.painter)
      return try picture.image(of: canvas)
    case .geometry:
      let surface = try require(
        SDL_CreateRGBSurfaceWithFormat(
          0, Int32(size.x), Int32(size.y), 32, SDL_PIXELFORMAT_RGB888.rawValue), "surface")
      defer { SDL_FreeSurface(surface) }
      let renderer = try require(SDL_CreateSoftwareRenderer(surface), "renderer")
      let picture = RendererPicture(
        renderer: renderer, claimsDisplaySync: false, size: size, scaling: .fit)
      defer { picture.close() }
      try prepare(picture.painter)
      return try picture.image(of: canvas)
    }
  }

  private func prepare(_ painter: any CanvasPainter) throws {
    try painter.add(Self.corners, as: texture.id)
    try painter.addTarget(size: Vector(4, 4), as: target.texture.id)
  }

  private let target = RenderTarget(
    texture: Texture(name: "target", id: AssetID(number: 2), size: Vector(4, 4)),
    size: Vector(4, 4))

  @Test(arguments: Way.allCases)
  func `has sprites on whole pixels, with their holes`(way: Way) throws {
    let image = try picture(way) { $0.draw(texture, at: Vector(2.4, 2.6), origin: .zero) }
    #expect(image.color(2, 3) == Color(0xff0000))
    #expect(image.color(3, 3) == Color(0x00ff00))
    #expect(image.color(5, 3) == Color(0x0000ff))
    #expect(image.color(2, 4) == .white)
    #expect(image.color(3, 4) == .black)
    #expect(image.color(6, 3) == .black)
  }

  @Test(arguments: Way.allCases)
  func `has parts of sprites in a tint`(way: Way) throws {
    let image = try picture(way) {
      $0.draw(
        texture, at: Vector(1, 1), source: Rect(x: 0, y: 1, width: 1, height: 1), origin: .zero,
        tint: Color(0x80ff40))
    }
    #expect(image.color(1, 1).isNear(Color(0x80ff40)))
    #expect(image.color(2, 1) == .black)
  }

  @Test(arguments: Way.allCases)
  func `has sprites enlarged and mirrored`(way: Way) throws {
    let image = try picture(way) {
      $0.draw(texture, at: Vector(0, 0), scale: Vector(-2, 2), origin: .zero)
      $0.draw(texture, at: Vector(8, 4), scale: Vector(-2, 2), origin: Vector(1, 0))
    }
    #expect(image.color(15, 0) == .black)
    #expect(image.color(15, 4) == Color(0xff0000) && image.color(14, 5) == Color(0xff0000))
    #expect(image.color(9, 4) == Color(0x0000ff))
    #expect(image.color(15, 6) == .white)
  }

  // (SDL's software renderer, which stands in for OpenGL here, does geometry that is rotated or added only roughly.)
  @Test(arguments: [Way.surface])
  func `has sprites rotated about their origin`(way: Way) throws {
    let image = try picture(way, size: Vector(32, 32)) {
      $0.draw(
        texture, at: Vector(16, 8), rotation: .degrees(90), scale: Vector(4, 4), origin: .zero)
    }
    // The top goes down along the right side, the left side along the top.
    #expect(image.color(14, 10) == Color(0xff0000))
    #expect(image.color(14, 14) == Color(0x00ff00))
    #expect(image.color(14, 20) == Color(0x0000ff))
    #expect(image.color(10, 10) == .white)
    #expect(image.color(18, 10) == .black)
  }

  @Test(arguments: [Way.surface])
  func `mixes by opacity, adds and multiplies`(way: Way) throws {
    let all = Rect(x: 0, y: 0, width: 4, height: 4)
    let image = try picture(way) { canvas in
      for (column, blend) in [BlendMode.alpha, .additive, .multiply].enumerated() {
        let place = Rect(origin: Vector(Float(column) * 4, 0), size: all.size)
        canvas.fill(place, Color(0x804020))
        canvas.fill(
          place, blend == .multiply ? Color(0x80ff00) : Color(0x808080, alpha: 128), blend: blend)
      }
    }
    #expect(image.color(1, 1).isNear(Color(0x806050)), "\(image.color(1, 1))")
    #expect(image.color(5, 1).isNear(Color(0xc08060)), "\(image.color(5, 1))")
    #expect(image.color(9, 1).isNear(Color(0x404000)), "\(image.color(9, 1))")
  }

  @Test(arguments: Way.allCases)
  func `has nothing outside of a clip`(way: Way) throws {
    let image = try picture(way) { canvas in
      canvas.clipped(to: Rect(x: 4, y: 4, width: 4, height: 4)) { canvas in
        canvas.fill(canvas.bounds, .white)
        canvas.draw(texture, in: canvas.bounds)
      }
      canvas.fill(Rect(x: 15, y: 15, width: 1, height: 1), .white)
    }
    #expect(image.color(3, 5) == .black && image.color(8, 5) == .black)
    #expect(image.color(4, 4) != .black)
    #expect(image.color(15, 15) == .white)
  }

  @Test(arguments: Way.allCases)
  func `has concave polygons without what they leave out`(way: Way) throws {
    // An arrow head that points right, with a notch at its back.
    let points = [Vector(0, 0), Vector(16, 8), Vector(0, 16), Vector(8, 8)]
    for points in [points, points.reversed()] {
      let image = try picture(way) { $0.fillPolygon(points, .white) }
      #expect(image.color(10, 8) == .white)
      #expect(image.color(3, 2) == .white && image.color(3, 13) == .white)
      #expect(image.color(2, 8) == .black)
    }
  }

  @Test(arguments: Way.allCases)
  func `shows what was painted on a target, wherever that is drawn`(way: Way) throws {
    let image = try picture(way) { canvas in
      canvas.paint(on: target) { canvas in
        canvas.fill(Rect(x: 0, y: 0, width: 2, height: 4), Color(0xff0000))
        canvas.draw(texture, at: Vector(2, 0), rotation: .degrees(180), origin: .zero)
      }
      canvas.draw(target.texture, at: Vector(8, 8), origin: .zero)
      canvas.draw(target.texture, in: Rect(x: 0, y: 0, width: 8, height: 8))
    }
    #expect(image.color(8, 8) == Color(0xff0000) && image.color(9, 11) == Color(0xff0000))
    #expect(image.color(11, 11) == .black)
    #expect(image.color(3, 7) == Color(0xff0000) && image.color(5, 7) == .black)
  }

  @Test(arguments: Way.allCases)
  func `draws layers in their order, whatever was recorded first`(way: Way) throws {
    let image = try picture(way) { canvas in
      canvas.layer = 1
      canvas.fill(canvas.bounds, Color(0xff0000))
      canvas.layer = 0
      canvas.fill(canvas.bounds, Color(0x0000ff))
    }
    #expect(image.color(8, 8) == Color(0xff0000))
  }

  @Test(arguments: Way.allCases)
  func `takes places that are no numbers`(way: Way) throws {
    for wrong in [Float.nan, .infinity, -.infinity, 1e30] {
      let rect = Rect(x: wrong, y: wrong, width: wrong, height: wrong)
      let image = try picture(way) { canvas in
        canvas.draw(texture, at: Vector(wrong, wrong))
        canvas.draw(texture, at: Vector(wrong, 1), source: rect, origin: .zero)
        canvas.clipped(to: rect) { $0.fill(Rect(x: 0, y: 0, width: 1, height: 1), .white) }
      }
      #expect(image.color(9, 9) == .black)
    }
  }

  @Test(arguments: Way.allCases)
  func `shows a frame where a texture is missing`(way: Way) throws {
    let missing = Texture(name: "missing", id: AssetID(number: 77), size: Vector(8, 8))
    let image = try picture(way) { $0.draw(missing, at: Vector(2, 2), origin: .zero) }
    #expect(image.color(2, 6) != .black && image.color(5, 2) != .black)
    #expect(image.color(12, 12) == .black)
  }

  @Test func `keeps textures when a target that they were drawn on has gone`() throws {
    let picture = try SurfacePicture(size: Vector(16, 16))
    defer { picture.close() }
    try prepare(picture.painter)
    var canvas = Canvas(size: Vector(16, 16))
    for isPainted in [true, false] {
      canvas.begin(background: .black)
      if isPainted {
        canvas.paint(on: target) { $0.draw(texture, at: .zero, rotation: .degrees(90)) }
      } else {
        picture.painter.remove(target.texture.id)
      }
      canvas.draw(
        texture, at: Vector(8, 8), rotation: .degrees(90), scale: Vector(2, 2), origin: .zero)
      canvas.end()
      #expect(try picture.image(of: canvas).color(6, 9) == Color(0xff0000))
    }
  }
}

extension Color {
  /// Renderers round each in its own way.
  fileprivate func isNear(_ other: Color) -> Bool {
    func near(_ a: UInt8, _ b: UInt8) -> Bool { abs(Int(a) - Int(b)) <= 3 }
    return near(red, other.red) && near(green, other.green) && near(blue, other.blue)
  }
}
