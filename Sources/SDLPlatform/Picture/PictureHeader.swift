import GameLoop

/// How large a picture says it is, before anything makes room for it: a broken or hostile file of a few bytes may
/// claim more than the machine's memory.
nonisolated enum PictureHeader {
  /// More no renderer takes in one direction.
  static let longestSide = 16_384
  /// 256 MB of pixels.
  static let mostPixels = 64 << 20

  /// Looks at PNG, JPEG, GIF and BMP. Other formats are SDL_image's to judge.
  ///
  /// - Throws: in plain words, if there are too many pixels.
  static func check(_ bytes: [UInt8]) throws(UnusableFile) {
    guard let (width, height) = size(bytes) else { return }
    if width > longestSide || height > longestSide || width * height > mostPixels {
      throw UnusableFile(
        description: "a picture of \(width) × \(height) is too large:"
          + " \(longestSide) along a side and \(mostPixels) pixels are the most")
    }
  }

  static func size(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    let file = Bytes(all: bytes)
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return file.pair(big: 16, 20, length: 4) }
    if bytes.starts(with: Array("GIF8".utf8)) { return file.pair(little: 6, 8, length: 2) }
    if bytes.starts(with: Array("BM".utf8)) {
      // Heights below zero are of pictures that are stored from their upper edge on.
      return file.pair(little: 18, 22, length: 4).map {
        (Int(Int32(truncatingIfNeeded: $0)).magnitude, Int(Int32(truncatingIfNeeded: $1)).magnitude)
      }.map { (Int($0), Int($1)) }
    }
    if bytes.starts(with: [0xff, 0xd8]) { return jpeg(file) }
    return nil
  }

  /// The size stands in the first frame header, which may come behind other segments.
  private static func jpeg(_ file: Bytes) -> (width: Int, height: Int)? {
    var index = 2
    while let marker = file.big(index, length: 2), marker >> 8 == 0xff {
      let kind = marker & 0xff
      let isFrame = (0xc0...0xcf).contains(kind) && ![0xc4, 0xc8, 0xcc].contains(kind)
      if isFrame { return file.pair(big: index + 7, index + 5, length: 2) }
      guard let length = file.big(index + 2, length: 2) else { return nil }
      index += 2 + max(length, 2)
    }
    return nil
  }

  private struct Bytes {
    let all: [UInt8]

    func big(_ start: Int, length: Int) -> Int? {
      guard start + length <= all.count else { return nil }
      return all[start..<(start + length)].reduce(0) { $0 << 8 | Int($1) }
    }

    func pair(big first: Int, _ second: Int, length: Int) -> (Int, Int)? {
      guard let first = big(first, length: length), let second = big(second, length: length) else {
        return nil
      }
      return (first, second)
    }

    func pair(little first: Int, _ second: Int, length: Int) -> (Int, Int)? {
      guard max(first, second) + length <= all.count else { return nil }
      func number(_ start: Int) -> Int {
        all[start..<(start + length)].reversed().reduce(0) { $0 << 8 | Int($1) }
      }
      return (number(first), number(second))
    }
  }
}
