import TestSupport
import Testing

@testable import GameLoop

@Suite("What has no extent is refused, with what to give")
struct ExtentTests {
  @Test func `a map`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TileMap(columns: 4, rows: 4, tileSize: Vector(-16, 16)) }
    #expect(result.says("cells of -16.0 × 16.0 has no extent: give a tileSize above 0 × 0"))
  }

  @Test func `a layer`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TileLayer(columns: -1, rows: 4) }
    #expect(result.says("-1 by 4 tiles: give 0 or more columns and rows"))
  }

  @Test func `a set of tiles`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TileSet(count: 4, columns: -2, tileSize: Vector(16, 16)) }
    #expect(result.says("give a count, columns and a tileSize above 0"))
  }

  @Test func `a frame of a sheet`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      await MainActor.run {
        let texture = Texture(
          name: "hero.png", id: AssetID(number: 1), size: Vector(64, 64))
        _ = SpriteSheet(texture, frameSize: Vector(0, 32))
      }
    }
    #expect(result.says("0.0 × 32.0 of hero.png has no pixels: give a frameSize of at least 1 × 1"))
  }
}
