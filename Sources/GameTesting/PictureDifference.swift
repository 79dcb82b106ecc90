import GameLoop

/// How much a picture may differ from the stored one.
public nonisolated struct PictureTolerance: Sendable {
  /// A pixel counts as different where red, green, blue or opacity differ by more than this, of 255.
  public var channel: Int
  /// How many pixels may be different, as a part of all.
  public var part: Double

  public init(channel: Int = 0, part: Double = 0) {
    self.channel = channel
    self.part = part
  }

  /// Each pixel has to be the same.
  public static let exact = PictureTolerance()
  /// What nobody sees: differences that come from another version of a library that rounds in another way.
  public static let unseen = PictureTolerance(channel: 8, part: 0.001)
}

/// How two pictures of one size differ.
nonisolated struct PictureDifference {
  /// How many pixels are different.
  private(set) var count = 0
  /// The largest difference of a channel of any pixel.
  private(set) var largest = 0
  /// What surrounds the pixels that are different.
  private(set) var low = (x: Int.max, y: Int.max)
  private(set) var high = (x: -1, y: -1)
  /// The differences, sixteenfold.
  let magnified: Image
  private let pixels: Int

  init(_ a: Image, _ b: Image, _ tolerance: PictureTolerance) {
    pixels = a.width * a.height
    var shown = [UInt8](repeating: 255, count: a.pixels.count)
    for index in 0..<pixels {
      var most = 0
      for channel in 0..<4 {
        let at = index * 4 + channel
        let difference = abs(Int(a.pixels[at]) - Int(b.pixels[at]))
        most = max(most, difference)
        if channel < 3 { shown[at] = UInt8(min(difference * 16, 255)) }
      }
      largest = max(largest, most)
      if most <= tolerance.channel { continue }
      count += 1
      let (y, x) = index.quotientAndRemainder(dividingBy: a.width)
      low = (min(low.x, x), min(low.y, y))
      high = (max(high.x, x), max(high.y, y))
    }
    magnified = Image(width: a.width, height: a.height, pixels: shown)
  }

  func isWithin(_ tolerance: PictureTolerance) -> Bool {
    Double(count) <= tolerance.part * Double(pixels)
  }

  var description: String {
    """
    \(count) of \(pixels) pixels are different, by \(largest) of 255 at most, from \
    (\(low.x), \(low.y)) to (\(high.x), \(high.y))
    """
  }
}
