import Testing

@testable import GameLoop

@Suite("Maps of Tiled")
struct TiledTests {
  private func map(_ text: String) throws -> TileMap { try TileMap(tiled: Array(text.utf8)) }

  /// A map with some of it replaced.
  private func json(
    map: String = #""orientation": "orthogonal", "infinite": false, "width": 2, "height": 2"#,
    layers: String = "",
    tilesets: String = ""
  ) -> String {
    #"{ \#(map), "tilewidth": 16, "tileheight": 8, "layers": [\#(layers)], "tilesets": [\#(tilesets)], "type": "map" }"#
  }

  private let ground = #"""
    { "type": "tilelayer", "name": "ground", "id": 1, "width": 2, "height": 2, "x": 0, "y": 0,
      "opacity": 0.5, "visible": true, "offsetx": 3, "parallaxx": 0.5,
      "data": [1, 0, 2147483650, 3], "properties": [{ "name": "solid", "type": "bool", "value": true }] }
    """#

  private let cave = #"""
    { "firstgid": 1, "name": "cave", "image": "../tiles/cave.png", "imagewidth": 64, "imageheight": 32,
      "tilewidth": 16, "tileheight": 8, "tilecount": 16, "columns": 4, "margin": 0, "spacing": 0,
      "tiles": [{ "id": 2, "properties": [{ "name": "damage", "type": "int", "value": 7 }] }] }
    """#

  @Test func `layers, tiles and sets are read`() throws {
    let map = try map(json(layers: ground, tilesets: cave))
    #expect(map.columns == 2 && map.rows == 2 && map.tileSize == Vector(16, 8))
    let layer = try #require(map.layer(named: "ground"))
    #expect(layer.tiles == [Tile(1), .empty, Tile(2).mirroredAcross, Tile(3)])
    #expect(layer.tint == Color(0xffffff, alpha: 128) && layer.offset == Vector(3, 0))
    #expect(layer.parallax == Vector(0.5, 1) && layer.properties["solid"]?.isTrue == true)
    #expect(map.tileSets[0].image == "../tiles/cave.png" && map.tileSets[0].columns == 4)
    #expect(map.properties(of: Tile(3))["damage"]?.number == 7)
    #expect(map.properties(of: Tile(2)).isEmpty)
  }

  @Test func `data in Base64 is read`() throws {
    let layer =
      #"{ "type": "tilelayer", "name": "a", "width": 2, "height": 1, "encoding": "base64", "data": "AQAAAAIAAIA=" }"#
    #expect(try map(json(layers: layer)).layers[0].tiles == [Tile(1), Tile(2).mirroredAcross])
  }

  @Test func `tiles that are animated change while the map moves on in time`() throws {
    let water = cave.replacing(
      #""id": 2"#,
      with:
        #""id": 2, "animation": [{ "duration": 100, "tileid": 4 }, { "duration": 50, "tileid": 2 }]"#
    )
    var map = try map(json(layers: ground, tilesets: water))
    map.tileSets[0].texture = Texture(name: "cave", id: AssetID(number: 1))
    func sources() -> [Rect] {
      var canvas = Canvas(size: Vector(100, 100))
      canvas.draw(map)
      return canvas.items.filter { $0.kind == .sprite }.map {
        Rect(origin: $0.source.lowHalf, size: $0.source.highHalf)
      }
    }
    let (still, first, second) = (Rect(x: 0, y: 0, width: 16, height: 8), sources(), sources)
    #expect(first[0] == still && first.last == Rect(x: 0, y: 8, width: 16, height: 8))
    map.advance(by: .milliseconds(120))
    #expect(second()[0] == still && second().last == Rect(x: 32, y: 0, width: 16, height: 8))
  }

  @Test func `a tile set may be in a file of its own, elsewhere`() throws {
    let file = json(tilesets: #"{ "firstgid": 5, "source": "../sets/cave.tsj" }"#)
    let set = cave.replacing(#""firstgid": 1,"#, with: "")
    let map = try TileMap(tiled: Array(file.utf8)) { source in
      #expect(source == "../sets/cave.tsj")
      return Array(set.utf8)
    }
    #expect(map.tileSets[0].firstNumber == 5 && map.tileSets[0].count == 16)
    #expect(map.tileSets[0].image == "../sets/../tiles/cave.png")
    #expect(TileMap.path(of: map.tileSets[0].image, in: "maps") == "tiles/cave.png")
    #expect(map.properties(of: Tile(7))["damage"]?.number == 7)
  }

  @Test func `layers in groups are moved, faded and hidden with them`() throws {
    let group =
      #"{ "type": "group", "name": "far", "offsetx": 10, "opacity": 0.5, "visible": false, "layers": [\#(ground)] }"#
    let layer = try #require(try map(json(layers: group)).layers.first)
    #expect(layer.offset == Vector(13, 0) && layer.tint.alpha == 64 && !layer.isVisible)
  }

  @Test func `objects are read`() throws {
    let objects = #"""
      { "type": "objectgroup", "name": "things", "objects": [
        { "id": 4, "name": "start", "type": "place", "x": 10, "y": 20, "width": 0, "height": 0, "point": true },
        { "id": 5, "name": "chest", "type": "", "gid": 3, "x": 32, "y": 48, "width": 16, "height": 16 },
        { "id": 6, "name": "way", "x": 1, "y": 2, "polyline": [{ "x": 0, "y": 0 }, { "x": 5, "y": -1 }],
          "properties": [{ "name": "to", "type": "string", "value": "cellar" }] }] }
      """#
    let map = try map(json(layers: objects))
    #expect(map.object(named: "start")?.rect == Rect(x: 10, y: 20, width: 0, height: 0))
    #expect(map.object(named: "start")?.kind == "place")
    #expect(map.object(named: "chest")?.rect == Rect(x: 32, y: 32, width: 16, height: 16))
    #expect(map.object(named: "chest")?.tile == Tile(3))
    #expect(map.object(named: "way")?.points == [Vector(1, 2), Vector(6, 1)])
    #expect(map.object(named: "way")?.properties["to"]?.text == "cellar")
  }

  @Test func `a background has its opacity first`() throws {
    let plain =
      ##""orientation": "orthogonal", "width": 1, "height": 1, "backgroundcolor": "#102030""##
    #expect(try map(json(map: plain)).background == Color(0x102030))
    let clear =
      ##""orientation": "orthogonal", "width": 1, "height": 1, "backgroundcolor": "#80102030""##
    #expect(try map(json(map: clear)).background == Color(0x102030, alpha: 128))
  }

  /// What a map is refused with.
  private func refusal(_ text: String) -> String {
    do {
      _ = try map(text)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  @Test func `what cannot be read says what to do instead`() {
    let isometric = #""orientation": "isometric", "width": 1, "height": 1"#
    #expect(refusal(json(map: isometric)).contains("isometric"))
    let infinite = #""orientation": "orthogonal", "infinite": true, "width": 1, "height": 1"#
    #expect(refusal(json(map: infinite)).contains("infinite: turn that off"))
    let packed =
      #"{ "type": "tilelayer", "name": "a", "width": 1, "height": 1, "encoding": "base64", "compression": "zlib", "data": "eJw=" }"#
    #expect(refusal(json(layers: packed)).contains("\"a\" is base64, zlib: choose CSV"))
    let short = #"{ "type": "tilelayer", "name": "a", "width": 2, "height": 2, "data": [1, 2, 3] }"#
    #expect(refusal(json(layers: short)).contains("has 3 tiles, not 2 by 2"))
    let outside = refusal(json(tilesets: #"{ "firstgid": 1, "source": "cave.tsj" }"#))
    #expect(outside.contains("cave.tsj") && outside.contains("embed it"))
    let still = cave.replacing(
      #""id": 2"#, with: #""id": 2, "animation": [{ "duration": 0, "tileid": 3 }]"#)
    #expect(refusal(json(tilesets: still)).contains("tile 2 of \"cave\""))
    let broken =
      #"{ "type": "tilelayer", "name": "a", "width": 1, "height": 1, "encoding": "base64", "data": "AQ" }"#
    #expect(refusal(json(layers: broken)).contains("not Base64"))
    #expect(
      refusal(json(tilesets: #"{ "firstgid": 1, "name": "bits", "columns": 0, "tilecount": 3 }"#))
        .contains("single pictures"))
  }

  @Test func `a mistake in the file says where it is`() {
    #expect(refusal("{}") == "the file has no \"orientation\"")
    #expect(refusal("<map/>").contains("export maps as .tmj"))
    let wrong = #"{ "type": "tilelayer", "width": 1, "height": 1, "data": [true] }"#
    #expect(refusal(json(layers: wrong)).contains("layers[0].data"))
  }
}
