import GameLoop
import TestSupport
import Testing

@Suite("Scenes of a game that ends")
struct ScenesEndTests {
  private let folder = TemporaryFolder()
  private let session: SceneSession

  init() throws {
    session = try SceneSession(saves: folder.path)
    session.run()
    session.scenes.push(session.scene("B"))
    session.scenes.push(session.scene("C"))
    session.run()
  }

  /// What the scenes are told at the end.
  private func end() -> [String] {
    session.loop.run()
    return session.loop.game.log.take().filter { !$0.hasSuffix("ticks") }
  }

  @Test func `leave from the uppermost down`() {
    session.loop.context.quit()
    #expect(end() == ["C leaves", "B leaves", "A leaves"])
    session.loop.end()
    #expect(session.loop.game.log.take() == [], "each leaves once")
  }

  @Test func `leave when the player closes the window, too`() {
    session.host.events = [.closeRequested]
    #expect(end() == ["C leaves", "B leaves", "A leaves"])
  }

  @Test func `leave once, also in the middle of a transition`() {
    session.scenes.replace(through: .fade(), session.scene("D"))
    #expect(session.run() == ["C leaves", "D enters"])
    session.loop.context.quit()
    #expect(end() == ["D leaves", "B leaves", "A leaves"])
  }

  @Test func `neither enter nor leave where it was not their turn`() throws {
    let top = try #require(session.top)
    top.onLeave = { [session] in top.stage.push(session.scene("E")) }
    session.loop.context.quit()
    session.scenes.push(session.scene("D"))
    #expect(end() == ["C leaves", "B leaves", "A leaves"])
    #expect(session.scenes.all.isEmpty)
  }

  @Test func `save when they leave`() throws {
    let top = try #require(session.top)
    top.onLeave = { top.stage.context.saves.save([7], as: "level") { _ in } }
    session.loop.context.quit()
    _ = end()
    let saved = try FileContents.read("\(folder.path)/level.json")
    #expect(String(decoding: saved, as: UTF8.self).filter { !$0.isWhitespace } == "[7]")
  }

  @Test func `end what they have under way`() throws {
    let top = try #require(session.top)
    let ends = Log<String>()
    top.onUpdate = { [stage = top.stage] _ in
      stage.task {
        do { try await stage.context.loop.sleep(for: .seconds(60)) } catch {
          ends.append("\(error)")
        }
      }
    }
    session.run()
    top.onUpdate = { _ in }
    session.run()
    #expect(ends.entries == [])
    session.loop.context.quit()
    _ = end()
    #expect(ends.entries == ["CancellationError()"])
  }
}
