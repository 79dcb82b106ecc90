import Testing

@testable import GameLoop

@Suite("Nine-patches")
struct NinePatchTests {
  private typealias Piece = (source: Rect, destination: Rect)

  private func pieces(
    _ growth: NinePatch.Growth, in rect: Rect, scale: Float = 1,
    insets: Insets = Insets(left: 3, top: 4, right: 5, bottom: 2)
  ) -> [Piece] {
    let texture = Texture(name: "panel", id: AssetID(number: 1))
    let patch = NinePatch(
      texture, insets: insets, source: Rect(x: 10, y: 20, width: 14, height: 12), growth: growth)
    var pieces: [Piece] = []
    patch.forEachPiece(in: rect, scale: scale) { pieces.append(($0, $1)) }
    return pieces
  }

  @Test(
    arguments: [NinePatch.Growth.stretch, .tile],
    [
      Vector(100, 60), Vector(14, 12), Vector(8, 6), Vector(5, 3), Vector(3, 90),
      Vector(33.5, 17.25),
    ])
  func `the pieces cover the rectangle, none over another`(growth: NinePatch.Growth, size: Vector) {
    let rect = Rect(origin: Vector(7, -3), size: size)
    let pieces = pieces(growth, in: rect)
    let area = pieces.reduce(0) { $0 + $1.destination.width * $1.destination.height }
    #expect(abs(area - size.x * size.y) < 0.01)
    for (number, piece) in pieces.enumerated() {
      #expect(rect.inset(by: -0.001).contains(piece.destination))
      for other in pieces[(number + 1)...] {
        #expect(!piece.destination.inset(by: 0.001).intersects(other.destination.inset(by: 0.001)))
      }
    }
  }

  @Test(arguments: [NinePatch.Growth.stretch, .tile], [1, 2] as [Float])
  func `every piece is of the picture, and its corners are as large as they are`(
    growth: NinePatch.Growth, scale: Float
  ) {
    let rect = Rect(x: 0, y: 0, width: 90, height: 50)
    let pieces = pieces(growth, in: rect, scale: scale)
    let picture = Rect(x: 10, y: 20, width: 14, height: 12)
    #expect(pieces.allSatisfy { picture.inset(by: -0.001).contains($0.source) })
    let corner = pieces.first { $0.destination.origin == .zero }
    #expect(corner?.source == Rect(x: 10, y: 20, width: 3, height: 4))
    #expect(corner?.destination.size == Vector(3, 4) * scale)
    let last = pieces.first { $0.destination.end == rect.end }
    #expect(last?.source == Rect(x: 19, y: 30, width: 5, height: 2))
    if growth == .stretch { #expect(pieces.count == 9) }
  }

  @Test func `tiles are of their own size, the last cut off`() {
    let pieces = pieces(.tile, in: Rect(x: 0, y: 0, width: 8 + 15, height: 12))
    let top = pieces.filter { $0.destination.minY == 0 }
    #expect(top.map(\.destination.width) == [3, 6, 6, 3, 5])
    #expect(top.map(\.source.width) == [3, 6, 6, 3, 5])
  }

  @Test func `a picture that is all corners still grows`() {
    let pieces = pieces(
      .stretch, in: Rect(x: 0, y: 0, width: 40, height: 40),
      insets: Insets(left: 7, top: 6, right: 7, bottom: 6))
    let area = pieces.reduce(0) { $0 + $1.destination.width * $1.destination.height }
    #expect(pieces.count == 9 && area == 1600)
  }

  @Test func `the content is what is inside of the frame`() {
    let patch = NinePatch(Texture(name: "panel", id: AssetID(number: 1)), insets: Insets(4))
    #expect(
      patch.content(of: Rect(x: 0, y: 0, width: 50, height: 30), scale: 2)
        == Rect(x: 8, y: 8, width: 34, height: 14))
  }

  @Test func `until its picture is there the placeholder fills the rectangle`() {
    var canvas = Canvas(size: Vector(100, 100))
    let patch = NinePatch(Texture(name: "panel", id: AssetID(number: 1)), insets: Insets(4))
    let rect = Rect(x: 10, y: 10, width: 50, height: 30)
    canvas.draw(patch, in: rect)
    #expect(canvas.sprites.map(\.destination) == [rect])
  }
}

extension Canvas {
  /// What was drawn of textures.
  var sprites: [SpriteCommand] {
    commands.compactMap { if case .sprite(let sprite) = $0 { sprite } else { nil } }
  }
}
