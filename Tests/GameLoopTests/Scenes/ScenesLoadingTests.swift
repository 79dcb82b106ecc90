import GameLoop
import TestSupport
import Testing

@Suite("A scene that loads")
struct ScenesLoadingTests {
  private let folder = TemporaryFolder()
  private let session: SceneSession

  init() throws {
    for name in ["a.png", "b.png", "c.png", "d.png"] {
      try FileContents.write([1], to: "\(folder.path)/\(name)")
    }
    session = try SceneSession(assets: folder.path)
    session.run()
  }

  /// A scene that wants some pictures.
  private func level(_ names: [String]) -> (Stage) -> ProbeScene {
    session.scene("Level") { scene in
      for name in names { _ = scene.stage.assets.texture(name) }
    }
  }

  @Test func `shows how far it is, then enters in place of the other`() {
    session.scenes.replace(
      loading: ProbeLoading.init, level(["a.png", "b.png", "c.png", "d.png"]))
    #expect(session.run() == ["A pauses"])
    #expect(session.host.texts == ["100 %"] || session.host.texts == ["0 %"])
    var calls: [String] = []
    for _ in 0..<6 { calls += session.run() }
    #expect(calls.prefix(3) == ["A leaves", "Level enters", "Level ticks"])
    #expect(session.names == ["Level"] && session.scenes.all.count == 1)
  }

  @Test func `enters when its own work is done, too`() throws {
    var isDone = false
    session.scenes.push(
      loading: ProbeLoading.init,
      session.scene("Level") { scene in
        let loop = scene.stage.context.loop
        scene.onLoad = {
          try await loop.ticks(10)
          isDone = true
        }
      })
    session.run(frames: 8)
    #expect(session.names == ["A"] && session.host.texts == ["0 %"])
    session.run(frames: 8)
    #expect(isDone && session.names == ["A", "Level"] && session.scenes.all.count == 2)
  }

  @Test func `says what has failed, and goes back`() {
    session.scenes.replace(
      loading: ProbeLoading.init, level(["a.png", "gone.png", "lost.png"]))
    session.run(frames: 8)
    let path = folder.path
    #expect(
      session.host.texts.dropFirst() == [
        "asset gone.png: \(path)/gone.png: No such file or directory",
        "asset lost.png: \(path)/lost.png: No such file or directory",
      ])
    (session.scenes.top as? ProbeLoading)?.loading.goBack()
    #expect(session.run() == ["A resumes", "A ticks"])
    session.run()
    #expect(session.names == ["A"] && session.host.removed.count >= 1)
  }

  @Test func `names the buttons of a gamepad, where there is one`() {
    session.scenes.replace(loading: LoadingScreen.init, level(["gone.png"]))
    session.run(frames: 8)
    #expect(session.host.texts.last == "Enter: play without it\nEscape: go back")
    let pad = GamepadID(rawValue: 1)
    session.host.events = [.input(.gamepadConnected(pad, name: "Pad"))]
    session.run()
    #expect(
      session.host.texts.last
        == "Enter or lower button: play without it\nEscape or right button: go back")
    session.host.events = [.input(.gamepadButton(.south, isDown: true, pad: pad))]
    session.run(frames: 2)
    #expect(session.names == ["Level"])
  }

  @Test func `goes on with what it has`() {
    session.scenes.replace(loading: ProbeLoading.init, level(["a.png", "gone.png"]))
    session.run(frames: 8)
    (session.scenes.top as? ProbeLoading)?.loading.goOn()
    #expect(session.run() == ["A leaves", "Level enters", "Level ticks"])
  }

  @Test func `fails with what its own work throws`() {
    session.scenes.replace(
      loading: ProbeLoading.init,
      session.scene("Level") { $0.onLoad = { throw NoWorld() } })
    session.run(frames: 4)
    #expect(session.host.texts.contains("NoWorld()"))
  }

  @Test func `stops loading when one goes back before it is there`() {
    session.scenes.push(
      loading: ProbeLoading.init,
      session.scene("Level") { scene in
        let loop = scene.stage.context.loop
        scene.onLoad = { try await loop.sleep(for: .seconds(100)) }
      })
    session.run(frames: 3)
    (session.scenes.top as? ProbeLoading)?.loading.goBack()
    session.run(frames: 3)
    #expect(session.names == ["A"] && session.scenes.all.count == 1)
    #expect(session.scenes.stragglers == [])
  }

  @Test func `does its work after it has entered, where no screen waits for it`() {
    var isDone = false
    session.scenes.push(session.scene("Level") { $0.onLoad = { isDone = true } })
    session.run()
    #expect(session.names == ["A", "Level"])
    session.run()
    #expect(isDone)
  }

  @Test func `has a screen that names what failed, and a key for each way`() {
    session.scenes.push(loading: LoadingScreen.init, level(["gone.png"]))
    session.run(frames: 6)
    #expect(session.host.texts.first?.contains("gone.png") == true)
    session.host.press(.escape)
    session.run(frames: 2)
    #expect(session.names == ["A"] && session.scenes.all.count == 1)

    session.scenes.push(loading: LoadingScreen.init, level(["gone.png"]))
    session.run(frames: 6)
    session.host.press(.enter)
    session.run(frames: 2)
    #expect(session.names == ["A", "Level"])
  }
}

private struct NoWorld: Error {}
