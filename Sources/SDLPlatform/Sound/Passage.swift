/// A sample for the left and one for the right.
typealias StereoFrame = (left: Int16, right: Int16)

/// Frames in a row, as a channel reads them: those of a sound, or those of a ring that are there by now.
nonisolated struct Passage {
  enum Following {
    /// The last frame is the end.
    case nothing
    /// After the last comes the first.
    case itself
    /// More will be there later.
    case more
  }

  private let frames: UnsafePointer<StereoFrame>
  private let first: Int
  private let mask: Int
  let count: Int
  let after: Following

  /// - Parameter mask: frame number n lies at (first + n) & mask.
  init(
    frames: UnsafePointer<StereoFrame>, first: Int = 0, mask: Int = .max, count: Int,
    after: Following
  ) {
    self.frames = frames
    self.first = first
    self.mask = mask
    self.count = count
    self.after = after
  }

  /// Where there is nothing more to be heard. One that goes on is not heard between its last frame and the one that
  /// is not there yet.
  var end: Double { Double(after == .more ? max(0, count - 1) : count) }

  /// - Parameter index: below `count`.
  @inline(__always)
  subscript(index: Int) -> StereoFrame { frames[(first &+ index) & mask] }

  /// The frame after one that is before the end.
  @inline(__always)
  func following(_ index: Int) -> StereoFrame {
    if index &+ 1 < count { return self[index &+ 1] }
    return self[after == .itself ? 0 : index]
  }
}
