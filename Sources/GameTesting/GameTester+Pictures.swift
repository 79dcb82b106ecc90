import GameLoop
import SDLPlatform

extension GameTester {
  /// Compares the pixels of the last picture with those of a file: `Pictures/NAME.png` beside the test's source.
  ///
  ///     try tester.expectPicture(named: "title")
  ///
  /// With `RECORD_PICTURES=1` in the environment the file is written instead: look at it, and keep it with the test.
  ///
  /// - Throws: `GameTestFailure` where they differ by more than the tolerance. What was seen, and the difference sixteenfold,
  ///   are then written to files in the temporary folder, which the failure names.
  public func expectPicture(
    named name: String, tolerance: PictureTolerance = .unseen, source: String = #filePath,
    line: Int = #line
  ) throws {
    let place = "\(source):\(line)"
    let actual = try picture
    let stored = "\(TestFolders.pictures(besideSource: source))/\(name).png"
    if TestFolders.isRecording { return try record(actual.png(), at: stored) }
    let bytes = try self.stored(stored) {
      let seen = try keep(actual.png(), as: "\(name).actual.png")
      return "\(place): there is no picture \(stored) yet. \(Self.advice)\n  seen: \(seen)"
    }
    let expected = try host.decoder.image(from: bytes)
    guard expected.size == actual.size else {
      let seen = try keep(actual.png(), as: "\(name).actual.png")
      throw GameTestFailure(
        """
        \(place): the picture \(name) is \(actual.width) × \(actual.height), not \
        \(expected.width) × \(expected.height).
          expected: \(stored)
          seen:     \(seen)
        """)
    }
    let difference = PictureDifference(expected, actual, tolerance)
    if difference.isWithin(tolerance) { return }
    let seen = try keep(actual.png(), as: "\(name).actual.png")
    let magnified = try keep(difference.magnified.png(), as: "\(name).difference.png")
    throw GameTestFailure(
      """
      \(place): the picture \(name) is another: \(difference.description).
        expected:   \(stored)
        seen:       \(seen)
        difference: \(magnified)
      If it is right as it is now: \(Self.advice)
      """)
  }

  /// Compares what was drawn last, in words, with a file: `Pictures/NAME.txt` beside the test's source. See
  /// `listing`; it says what has changed, and does not depend on how anything is painted.
  ///
  /// With `RECORD_PICTURES=1` in the environment the file is written instead.
  ///
  /// - Throws: `GameTestFailure` with the lines that differ.
  public func expectCanvas(
    named name: String, source: String = #filePath, line: Int = #line
  ) throws {
    let place = "\(source):\(line)"
    let actual = listing
    let stored = "\(TestFolders.pictures(besideSource: source))/\(name).txt"
    if TestFolders.isRecording { return try record(Array(actual.utf8), at: stored) }
    let bytes = try self.stored(stored) {
      "\(place): there is no canvas \(stored) yet. \(Self.advice)\nSeen:\n\(actual)"
    }
    let expected = String(decoding: bytes, as: UTF8.self)
    if expected == actual { return }
    let seen = try keep(Array(actual.utf8), as: "\(name).actual.txt")
    throw GameTestFailure(
      """
      \(place): the canvas \(name) is another:
      \(LineDifference(from: expected, to: actual).description)
        expected: \(stored)
        seen:     \(seen)
      If it is right as it is now: \(Self.advice)
      """)
  }

  private static var advice: String { "RECORD_PICTURES=1 with the test writes it." }

  private func record(_ bytes: [UInt8], at path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try FileContents.createFolder(folder)
    try FileContents.write(bytes, to: path)
  }

  private func stored(_ path: String, orElse words: () throws -> String) throws -> [UInt8] {
    do {
      return try FileContents.read(path)
    } catch let error where error.isMissing {
      throw GameTestFailure(try words())
    }
  }

  /// - Returns: where it is.
  private func keep(_ bytes: [UInt8], as name: String) throws -> String {
    let path = "\(try TestFolders.failures(of: "\(G.self)"))/\(name)"
    try FileContents.write(bytes, to: path)
    return path
  }
}
