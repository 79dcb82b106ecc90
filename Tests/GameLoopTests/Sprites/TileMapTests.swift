import Testing

@testable import GameLoop

@Suite("Tile maps")
struct TileMapTests {
  private func map(columns: Int = 30, rows: Int = 20, tileSize: Vector = Vector(16, 16)) -> TileMap
  {
    let texture = Texture(name: "tiles", id: AssetID(number: 1))
    let set = TileSet(
      count: 100, columns: 10, tileSize: tileSize, margin: 1, spacing: 2, texture: texture)
    var map = TileMap(columns: columns, rows: rows, tileSize: Vector(16, 16), tileSets: [set])
    for row in 0..<rows {
      for column in 0..<columns { map.layers[0][column, row] = Tile(1 + (column + row) % 100) }
    }
    return map
  }

  @Test(arguments: 0..<40) func `the tiles that the camera sees are drawn, and no others`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    let map = map()
    var canvas = Canvas(size: Vector(100, 70))
    canvas.camera = Camera(
      target: random.point(in: map.bounds.inset(by: -40)), anchor: Vector(50, 35),
      zoom: random.float(0.5...3))
    canvas.draw(map)
    let seen = canvas.camera.visibleRect(in: canvas.size)
    var expected = 0
    for row in 0..<map.rows {
      for column in 0..<map.columns where map.rect(column: column, row: row).intersects(seen) {
        expected += 1
      }
    }
    #expect(canvas.sprites.count == expected)
    #expect(canvas.sprites.allSatisfy { $0.destination.inset(by: -0.01).intersects(canvas.bounds) })
  }

  @Test func `a tile is drawn where it is, from where it is in the picture`() {
    var canvas = Canvas(size: Vector(16, 16))
    var map = map(columns: 1, rows: 1)
    map.layers[0][0, 0] = Tile(13)
    canvas.draw(map)
    #expect(canvas.sprites.map(\.destination) == [Rect(x: 0, y: 0, width: 16, height: 16)])
    #expect(canvas.sprites.first?.source == Rect(x: 37, y: 19, width: 16, height: 16))
  }

  @Test func `a tile that is larger than its cell reaches up, and is seen from there`() {
    let map = map(columns: 1, rows: 3, tileSize: Vector(24, 40))
    var canvas = Canvas(size: Vector(50, 50))
    canvas.camera.target = Vector(0, -60)
    canvas.draw(map)
    #expect(canvas.sprites.map(\.destination) == [Rect(x: 0, y: 36, width: 24, height: 40)])
  }

  @Test func `a layer far away moves less`() {
    var map = map(columns: 4, rows: 4)
    map.layers[0].parallax = Vector(0.5, 0.5)
    var canvas = Canvas(size: Vector(16, 16))
    canvas.camera.target = Vector(32, 32)
    canvas.draw(map)
    #expect(canvas.sprites.first?.destination.origin == .zero)
    #expect(canvas.sprites.first?.source?.origin == map.tileSets[0].source(of: Tile(3)).origin)
    #expect(canvas.camera.target == Vector(32, 32))
  }

  @Test func `what is empty, hidden or without a picture is not drawn`() {
    var canvas = Canvas(size: Vector(100, 70))
    var map = map()
    map.layers[0].isVisible = false
    map.layers.append(TileLayer(columns: 30, rows: 20))
    canvas.draw(map)
    map.layers[0].isVisible = true
    map.tileSets[0].texture = nil
    canvas.draw(map)
    #expect(canvas.sprites.isEmpty)
  }

  /// A tile as what becomes of the corners of a square, clockwise from the upper left.
  private func corners(of tile: Tile) -> [Character] {
    var corners: [Character] = ["a", "b", "c", "d"]
    let pose = tile.pose
    if pose.isMirroredAcross { corners = [corners[1], corners[0], corners[3], corners[2]] }
    if pose.isMirroredDown { corners = [corners[3], corners[2], corners[1], corners[0]] }
    for _ in 0..<pose.quarterTurns { corners = [corners[3]] + corners[..<3] }
    return corners
  }

  @Test(arguments: [
    (UInt32(0), "abcd"), (0x8000_0000, "badc"), (0x4000_0000, "dcba"), (0xc000_0000, "cdab"),
    (0x2000_0000, "adcb"), (0xa000_0000, "dabc"), (0x6000_0000, "bcda"), (0xe000_0000, "cbad"),
  ])
  func `a tile is mirrored and turned as its bits say`(bits: UInt32, expected: String) {
    #expect(String(corners(of: Tile(rawValue: bits | 5))) == expected)
    #expect(Tile(rawValue: bits | 5).number == 5)
  }

  @Test func `a mirrored tile is drawn mirrored, in its cell`() {
    var canvas = Canvas(size: Vector(64, 64))
    var map = map(columns: 2, rows: 1)
    map.layers[0][0, 0] = .empty
    map.layers[0][1, 0] = Tile(1).mirroredAcross
    canvas.draw(map)
    #expect(canvas.sprites.map(\.destination) == [Rect(x: 16, y: 0, width: 16, height: 16)])
    #expect(canvas.sprites.map(\.isMirroredAcross) == [true])
    #expect(canvas.sprites.map(\.isMirroredDown) == [false])
  }

  @Test func `mirroring twice changes nothing, and two mirrors turn`() {
    let tile = Tile(3)
    #expect(tile.mirroredAcross.mirroredAcross == tile && tile.mirroredDown.mirroredDown == tile)
    #expect(tile.mirroredAcross.mirroredDiagonally.mirroredDiagonally == tile.mirroredAcross)
    #expect(String(corners(of: tile.mirroredDiagonally.mirroredAcross)) == "dabc")
    #expect(String(corners(of: tile.mirroredAcross.mirroredDiagonally)) == "bcda")
  }

  @Test func `solid cells near a hero hold it`() {
    var map = TileMap(columns: 10, rows: 10, tileSize: Vector(16, 16))
    for column in 0..<10 { map.layers[0][column, 5] = Tile(1) }
    let hero = Rect(x: 20, y: 40, width: 10, height: 20)
    let way = Vector(3, 200)
    let near = hero.union(hero.moved(by: way))
    let slide = hero.sliding(by: way, along: map.cells(of: map.layers[0], touching: near))
    #expect(slide.rect.origin == Vector(23, 60) && slide.contacts == .below)
    #expect(Array(map.cells(of: map.layers[0], touching: hero)).isEmpty)
  }

  @Test func `cells are chosen by their tiles`() {
    var set = TileSet(count: 4, columns: 4, tileSize: Vector(16, 16))
    set.properties[1] = ["solid": .flag(true)]
    var map = TileMap(columns: 10, rows: 10, tileSize: Vector(16, 16), tileSets: [set])
    map.layers[0].offset = Vector(0, 8)
    map.layers[0][1, 1] = Tile(1)
    map.layers[0][2, 1] = Tile(2)
    map.layers[0][3, 2] = Tile(2).mirroredAcross
    map.layers[0][9, 9] = Tile(2)
    let near = Rect(x: 0, y: 0, width: 70, height: 70)
    let solid = map.cells(of: map.layers[0], touching: near) {
      map.properties(of: $0)["solid"]?.isTrue == true
    }
    #expect(
      Array(solid) == [
        Rect(x: 32, y: 24, width: 16, height: 16), Rect(x: 48, y: 40, width: 16, height: 16),
      ])
    #expect(Array(map.cells(of: map.layers[0], touching: near)).count == 3)
  }

  @Test func `a picture is found from the folder of the map`() {
    #expect(TileMap.path(of: "cave.png", in: "maps") == "maps/cave.png")
    #expect(TileMap.path(of: "../tiles/./cave.png", in: "maps/one") == "maps/tiles/cave.png")
    #expect(TileMap.path(of: "cave.png", in: "") == "cave.png")
  }
}
