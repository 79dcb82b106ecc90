import SwiftGameLoop
import TestSupport
import Testing

@testable import GameTesting

@Suite("The stored picture of a test") struct PictureTests {
  private let folder = TemporaryFolder()
  private let tester: GameTester<TestedGame>
  private var source: String { "\(folder.path)/Tests.swift" }

  init() throws {
    tester = try GameTester()
    tester.run()
    try FileContents.createFolder("\(folder.path)/Pictures")
    try FileContents.write(tester.picture.png(), to: "\(folder.path)/Pictures/square.png")
    try FileContents.write(
      Array(tester.listing.utf8), to: "\(folder.path)/Pictures/square.txt")
  }

  private func failure(_ body: () throws -> Void) -> String {
    #expect(throws: GameTestFailure.self) { try body() }?.description ?? ""
  }

  @Test func `is the one that is seen`() throws {
    try tester.expectPicture(named: "square", tolerance: .exact, source: source)
    try tester.expectCanvas(named: "square", source: source)
  }

  @Test func `is another by more than the tolerance`() throws {
    tester.game.color = Color(0x000000)
    tester.run()
    let words = failure { try tester.expectPicture(named: "square", source: source) }
    #expect(words.contains("16 of 2048 pixels are different"))
    #expect(words.contains("from (8, 8) to (11, 11)"))
    let folder = try TestFolders.failures(of: "TestedGame")
    for name in ["square.actual.png", "square.difference.png"] {
      #expect(words.contains("\(folder)/\(name)"))
      let bytes = try FileContents.read("\(folder)/\(name)")
      #expect(try tester.host.decoder.image(from: bytes).width == 64)
    }
    try tester.expectPicture(
      named: "square", tolerance: PictureTolerance(part: 0.01), source: source)
    try tester.expectPicture(
      named: "square", tolerance: PictureTolerance(channel: 255), source: source)
  }

  @Test func `is asked for where there is none`() {
    let words = failure { try tester.expectPicture(named: "none", source: source) }
    #expect(words.contains("there is no picture \(folder.path)/Pictures/none.png yet"))
    #expect(words.contains("RECORD_PICTURES=1"))
  }

  @Test func `in words is compared line by line`() {
    tester.game.color = .white
    tester.run()
    let words = failure { try tester.expectCanvas(named: "square", source: source) }
    #expect(
      words.contains(
        """
          clear #000000
        - rect 8,8 4×4 #e83b3b
        + rect 8,8 4×4 #ffffff
        """), "\(words)")
  }
}
