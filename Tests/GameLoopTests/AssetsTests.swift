import Glibc
import TaskQueues
import TestSupport
import Testing

@testable import GameLoop

@Suite("Assets")
struct AssetsTests {
  private let folder = TemporaryFolder()

  init() throws {
    try FileContents.write([1], to: "\(folder.path)/ship.png")
  }

  @Test func `are handles at once and ready in the completions phase of a later frame`() throws {
    let host = TestHost()
    let loop = try probeLoop(host, assets: folder.path)
    let texture = loop.context.assets.texture("ship.png")
    #expect(texture.state == .loading && !loop.context.assets.progress.isComplete)
    loop.runFrame()
    #expect(texture.state == .ready && texture.size == Vector(64, 64))
    #expect(host.added == [texture.id] && loop.context.assets.progress.isComplete)
    loop.end()
  }

  @Test func `of one name and kind are one asset`() throws {
    let loop = try probeLoop(assets: folder.path)
    let texture = loop.context.assets.texture("ship.png")
    #expect(loop.context.assets.texture("ship.png") === texture)
    let text = loop.context.assets.text("ship.png")
    #expect(text.id != texture.id && loop.context.assets.progress.total == 2)
    loop.end()
  }

  @Test func `that are missing say which and where, and do not stop the game`() throws {
    let loop = try probeLoop(assets: folder.path)
    let texture = loop.context.assets.texture("no.png")
    loop.runFrame()
    #expect(
      texture.error?.description
        == "asset no.png: \(folder.path)/no.png: No such file or directory")
    #expect(!texture.isLoading && !texture.isReady)
    #expect(loop.context.assets.progress.failed == ["no.png"])
    loop.end()
  }

  @Test func `that are missing name those that are like them`() throws {
    try FileContents.createFolder("\(folder.path)/rocks")
    try FileContents.write([1], to: "\(folder.path)/rocks/saucer.png")
    let assets = AssetFolder(path: folder.path)
    for (name, question) in [
      ("shop.png", "; did you mean \"ship.png\"?"), ("Ship.png", "; did you mean \"ship.png\"?"),
      ("saucer.png", "; did you mean \"rocks/saucer.png\"?"), ("title.ogg", ""),
    ] {
      let error = #expect(throws: AssetError.self) { try assets.read(name) }
      #expect(
        error?.reason == "\(folder.path)/\(name): No such file or directory\(question)")
    }
  }

  @Test func `without a folder say where one was looked for`() {
    let error = #expect(throws: AssetError.self) {
      try AssetFolder(path: "\(folder.path)/none").read("ship.png")
    }
    #expect(
      error?.reason
        == "there is no folder of assets at \(folder.path)/none; GAME_ASSETS can name another")
  }

  @Test func `say in words how far they are`() throws {
    let loop = try probeLoop(assets: folder.path)
    let texture = loop.context.assets.texture("none.png")
    #expect("\(texture.state)" == "loading")
    loop.runFrame()
    loop.runFrame()
    #expect(
      "\(texture.state)" == "asset none.png: \(folder.path)/none.png: No such file or directory")
    #expect("\(AssetState.ready)" == "ready")
    loop.end()
  }

  @Test func `say of a folder without its mark that it is there`() throws {
    try FileContents.createFolder("\(folder.path)/game/assets")
    let assets = AssetFolder(named: nil, below: ["\(folder.path)/game", folder.path])
    #expect(assets.path == nil)
    let error = #expect(throws: AssetError.self) { try assets.read("ship.png") }
    #expect(
      error?.reason == """
        no asset folder was found (GAME_ASSETS can name it); looked for:
          \(folder.path)/game/assets (which is there, but has no file ASSETS.md in it)
          \(folder.path)/assets
        """)
  }

  @Test(arguments: [
    "../secret.png", "/etc/passwd", "a//b.png", "", ".", "a/../../b", "ship.png/", "a/./b",
    "ship.png\0",
  ])
  func `with names that lead out of the folder are refused`(name: String) {
    let error = #expect(throws: AssetError.self) { try AssetFolder(path: folder.path).read(name) }
    #expect(error?.reason.hasPrefix("not a name in the asset folder") == true)
  }

  @Test func `may come from somewhere else than a folder`() throws {
    struct Packed: AssetSource {
      let folder: String? = nil
      func read(_ name: String) throws(AssetError) -> [UInt8] {
        guard name == "a.txt" else { throw AssetError(name: name, reason: "is not packed") }
        return [65]
      }
    }
    let loop = try FrameLoop<ProbeGame>(
      host: TestHost(),
      configuration: .stepped(seed: 1, assets: Packed(), saves: SaveFolder(path: "/nonexistent")))
    let assets = loop.context.assets
    let (text, other) = (assets.text("a.txt"), assets.text("b.txt"))
    loop.runFrame()
    #expect(text.value == "A" && other.error?.reason == "is not packed")
    loop.end()
  }

  @Test func `are loaded by job threads in any number, however many are let go of meanwhile`()
    throws
  {
    for number in 0..<200 { try FileContents.write([65], to: "\(folder.path)/\(number).txt") }
    var configuration = LoopConfiguration.stepped(
      seed: 1, assets: AssetFolder(path: folder.path), saves: SaveFolder(path: "/nonexistent"))
    configuration.jobThreads = 2
    let loop = try FrameLoop<ProbeGame>(host: TestHost(), configuration: configuration)
    let assets = loop.context.assets
    let (near, far) = (assets.group("near"), assets.group("far"))
    var kept: [Document<String>] = []
    for number in 0..<200 {
      let text = (number % 2 == 0 ? near : assets).text(
        "\(number).txt", priority: AssetPriority.allCases[number % 3])
      if number % 5 == 0 { kept.append(text) }
      if number % 7 == 0 { kept.append(far.text("\(number).txt", priority: .urgent)) }
    }
    loop.runFrame()
    while !assets.progress.isComplete {
      loop.context.queue.dispatch(.completion, timeout: nil)
      loop.runFrame()
    }
    #expect(kept.allSatisfy { $0.value == "A" } && near.progress.isComplete)
    #expect(assets.progress.failed == [] && far.progress.finished == 29)
    loop.end()
  }

  @Test func `behind links that lead out of the folder are refused`() throws {
    let secret = TemporaryFolder()
    try FileContents.write([1], to: "\(secret.path)/secret.png")
    #expect(symlink("\(secret.path)/secret.png", "\(folder.path)/file.png") == 0)
    #expect(symlink(secret.path, "\(folder.path)/folder") == 0)
    let assets = AssetFolder(path: folder.path)
    for name in ["file.png", "folder/secret.png"] {
      let error = #expect(throws: AssetError.self) { try assets.read(name) }
      #expect(error?.reason.contains("is a link that leads out of the asset folder") == true)
    }
  }

  @Test func `behind links within the folder are read, also where the folder is one`() throws {
    let other = TemporaryFolder()
    #expect(symlink("ship.png", "\(folder.path)/alias.png") == 0)
    #expect(symlink(folder.path, "\(other.path)/assets") == 0)
    #expect(try AssetFolder(path: "\(other.path)/assets").read("alias.png") == [1])
  }

  @Test func `frames of a sheet lie in rows and wrap around`() {
    let texture = Texture(name: "sheet", id: AssetID(number: 1))
    texture.pixelSize = Vector(64, 32)
    let sheet = SpriteSheet(texture, frameSize: Vector(16, 16))
    #expect(sheet.frameCount == 8)
    #expect(sheet.source(of: 5) == Rect(x: 16, y: 16, width: 16, height: 16))
    #expect(sheet.source(of: 8) == sheet.source(of: 0))
    #expect(sheet.source(of: -1) == sheet.source(of: 7))
  }
}
