import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("The contents of an asset")
struct AssetContentsTests {
  private nonisolated struct Level: Decodable, Sendable, Equatable {
    struct Room: Decodable, Sendable, Equatable { let size: Int }
    let title: String
    let rooms: [Room]
  }

  private let folder = TemporaryFolder()

  private func write(_ text: String, to name: String) throws {
    try FileContents.write(Array(text.utf8), to: "\(folder.path)/\(name)")
  }

  private func failure<Kind: Asset>(
    _ ask: (Assets) -> Kind
  ) throws -> String? {
    let loop = try probeLoop(assets: folder.path)
    let asset = ask(loop.context.assets)
    loop.runFrame()
    #expect(loop.context.assets.progress.failed == [asset.name])
    loop.end()
    return asset.error?.reason.replacing("\(folder.path)/", with: "")
  }

  @Test func `is a map of Tiled with the tile sets and pictures it names`() throws {
    for name in ["maps", "sets"] { #expect(mkdir("\(folder.path)/\(name)", 0o777) == 0) }
    let layer = #"{ "type": "tilelayer", "name": "a", "width": 1, "height": 1, "data": [3] }"#
    try write(
      #"""
      { "orientation": "orthogonal", "width": 1, "height": 1, "tilewidth": 8, "tileheight": 8,
        "layers": [\#(layer)], "tilesets": [{ "firstgid": 1, "source": "../sets/cave.tsj" }] }
      """#, to: "maps/cave.tmj")
    try write(
      #"""
      { "name": "cave", "image": "../pictures/cave.png", "tilewidth": 8, "tileheight": 8, "tilecount": 4,
        "columns": 2 }
      """#, to: "sets/cave.tsj")
    let loop = try probeLoop(assets: folder.path)
    let group = loop.context.assets.group("cave")
    let map = group.tileMap("maps/cave.tmj")
    loop.runFrame()
    #expect(map.value?.layers[0].tiles == [Tile(3)])
    #expect(map.value?.tileSets[0].texture?.name == "pictures/cave.png")
    #expect(group.progress.total == 2)
    loop.end()
  }

  @Test func `of a map is not there where its tile set is not`() throws {
    try write(
      #"""
      { "orientation": "orthogonal", "width": 1, "height": 1, "tilewidth": 8, "tileheight": 8,
        "layers": [], "tilesets": [{ "firstgid": 1, "source": "none.tsj" }] }
      """#, to: "cave.tmj")
    let reason = try #require(try failure { $0.tileMap("cave.tmj") })
    #expect(reason.contains("cave.tmj cannot be used: the tile set none.tsj: "), "\(reason)")
  }

  @Test func `is the text of a text file`() throws {
    try write("\u{feff}Grüße\n", to: "a.txt")
    let loop = try probeLoop(assets: folder.path)
    let text = loop.context.assets.text("a.txt")
    #expect(text.value == nil)
    loop.runFrame()
    #expect(text.value == "Grüße\n")
    loop.end()
  }

  @Test func `is a value of a JSON file`() throws {
    try write(#"{"title": "Cave", "rooms": [{"size": 3}]}"#, to: "level.json")
    let loop = try probeLoop(assets: folder.path)
    let level = loop.context.assets.json("level.json", as: Level.self)
    loop.runFrame()
    #expect(level.value == Level(title: "Cave", rooms: [Level.Room(size: 3)]))
    loop.end()
  }

  @Test func `that is not UTF-8 fails with its line`() throws {
    try FileContents.write([65, 10, 66, 0xff, 10], to: "\(folder.path)/a.txt")
    #expect(try failure { $0.text("a.txt") } == "a.txt cannot be used: line 2 is not UTF-8")
  }

  @Test(arguments: [
    ("", "the file is empty"),
    ("{\n  \"title\": \"Cave\",\n  \"rooms\": }", "line 3 is not JSON"),
    ("{\n  \"title\": \"Cave\"\n  \"rooms\": [] }", "line 3 is not JSON"),
    ("{\n  \"title\": \"Cave", "line 2 is not JSON"),
    ("{}\n{}", "line 2 is not JSON"),
    (#"{"title": "Cave"}"#, #"the file has no "rooms""#),
    (
      "{\"title\": \"Cave\",\n \"rooms\": [{\"size\": 1},\n {\"size\": \"x\"}]}",
      "line 3: rooms[1].size: "
    ),
    (#"{"title": "Cave", "rooms": [{"size": 1}, {}]}"#, #"line 1: rooms[1] has no "size""#),
  ])
  func `that is broken JSON fails with its place`(text: String, words: String) throws {
    try write(text, to: "level.json")
    let reason = try failure { $0.json("level.json", as: Level.self) }
    #expect(reason?.hasPrefix("level.json cannot be used: ") == true)
    #expect(reason?.contains(words) == true, "\(reason ?? "")")
  }

  @Test func `that is a folder fails`() throws {
    try FileContents.createFolder("\(folder.path)/a.png")
    #expect(try failure { $0.texture("a.png") } == "a.png: is not a file")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `that may not be read fails`() throws {
    try write("x", to: "a.png")
    chmod("\(folder.path)/a.png", 0)
    #expect(try failure { $0.texture("a.png") } == "a.png: Permission denied")
  }
}

@Suite("A sheet with a file beside it")
struct SheetFileTests {
  private let folder = TemporaryFolder()

  private func sheet(_ json: String) throws -> SpriteSheet {
    try FileContents.write([1], to: "\(folder.path)/hero.png")
    try FileContents.write(Array(json.utf8), to: "\(folder.path)/hero.json")
    let loop = try probeLoop(assets: folder.path)
    let sheet = loop.context.assets.sheet("hero.png")
    #expect(sheet.isLoading && sheet.frameCount == 1)
    loop.runFrame()
    loop.end()
    return sheet
  }

  private static let array = """
    { "frames": [
      { "filename": "hero 0.aseprite", "frame": { "x": 0, "y": 0, "w": 8, "h": 8 }, "rotated": false,
        "trimmed": false, "spriteSourceSize": { "x": 0, "y": 0, "w": 8, "h": 8 },
        "sourceSize": { "w": 8, "h": 8 }, "duration": 100 },
      { "filename": "hero 1.aseprite", "frame": { "x": 8, "y": 0, "w": 4, "h": 2 }, "rotated": false,
        "trimmed": true, "spriteSourceSize": { "x": 2, "y": 6, "w": 4, "h": 2 },
        "sourceSize": { "w": 8, "h": 8 }, "duration": 200 },
      { "filename": "hero 2.aseprite", "frame": { "x": 16, "y": 0, "w": 8, "h": 8 }, "duration": 50 } ],
      "meta": { "app": "https://www.aseprite.org/", "image": "hero.png", "scale": "1",
        "frameTags": [
          { "name": "walk", "from": 0, "to": 2, "direction": "pingpong" },
          { "name": "die", "from": 1, "to": 2, "direction": "reverse", "repeat": "2" } ] } }
    """

  @Test func `has the frames and animations that Aseprite exports`() throws {
    let sheet = try sheet(Self.array)
    #expect(sheet.isReady && sheet.frameCount == 3 && sheet.frameSize == Vector(8, 8))
    #expect(sheet.source(of: 1) == Rect(x: 8, y: 0, width: 4, height: 2))
    #expect(sheet.source(of: 4) == sheet.source(of: 1))
    #expect(sheet.frame(named: "hero 2.aseprite") == 2)
    #expect(sheet.animationNames == ["walk", "die"])
    #expect(sheet.animation("walk")?.frames == [0, 1, 2, 1])
    #expect(sheet.animation("walk")?.duration == .milliseconds(550))
    #expect(sheet.animation("die")?.frames == [2, 1, 2, 1])
    #expect(sheet.animation("die")?.isRepeated == false)
    #expect(sheet.frame(of: "walk", at: .milliseconds(299)) == 1)
  }

  @Test func `has the frames of an object in the order of the file`() throws {
    let sheet = try sheet(
      """
      { "meta": {"frames": {"no": 1}}, "frames": {
        "z \\"1\\"": { "frame": { "x": 0, "y": 0, "w": 8, "h": 8 } },
        "a": { "frame": { "x": 8, "y": 0, "w": 8, "h": 8 }, "duration": 30 },
        "m": { "frame": { "x": 16, "y": 0, "w": 8, "h": 8 } } } }
      """)
    #expect(sheet.frame(named: "z \"1\"") == 0)
    #expect(sheet.frame(named: "a") == 1)
    #expect(sheet.frame(named: "m") == 2)
    #expect(sheet.animationNames == [])
  }

  @Test func `draws what was trimmed where it was`() throws {
    let sheet = try sheet(Self.array)
    var canvas = Canvas(size: Vector(100, 100))
    canvas.draw(sheet, frame: 1, at: Vector(50, 50), origin: Vector(0.5, 0.5))
    guard case .sprite(let sprite) = canvas.commands[0] else {
      Issue.record("no sprite")
      return
    }
    // The whole frame of 8 × 8 begins at 46, and what is left of it 2 and 6 further.
    #expect(sprite.destination == Rect(x: 48, y: 52, width: 4, height: 2))
  }

  @Test(arguments: [
    (#"{ "frames": [] }"#, "it has no frames"),
    (
      #"{ "frames": [{ "frame": { "x": 0, "y": 0, "w": 0, "h": 8 } }] }"#, "frame \"\" of 0.0 × 8.0"
    ),
    (
      #"{ "frames": [{ "frame": {"x":0,"y":0,"w":8,"h":8}, "rotated": true }] }"#,
      "is rotated: export it without"
    ),
    (
      #"{ "frames": [{ "frame": {"x":0,"y":0,"w":8,"h":8} }], "meta": {"frameTags": [{"name": "a", "from": 0, "to": 1}]} }"#,
      #"animation "a" has frames 0 to 1 of 1"#
    ),
    (#"{ "meta": {} }"#, #"the file has no "frames""#),
  ])
  func `says what is wrong in it`(json: String, words: String) throws {
    let sheet = try sheet(json)
    guard case .failed(let error) = sheet.state else {
      Issue.record("it did not fail but is \(sheet.state)")
      return
    }
    #expect(error.name == "hero.json" && error.reason.contains(words), "\(error)")
  }
}
