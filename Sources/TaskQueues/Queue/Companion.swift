import Synchronization

/// The number by which another interface knows a queue or a port, for as long as that can be used: made when it
/// is first asked for.
struct Companion: ~Copyable, Sendable {
  typealias Close = @Sendable (UInt) -> Void

  private final class Number: Sendable {
    let value: UInt
    private let close: Close

    init(_ value: UInt, _ close: @escaping Close) {
      self.value = value
      self.close = close
    }

    deinit { close(value) }
  }

  /// A `Number`, which this holds, or zero.
  private let kept = Atomic<UInt>(0)

  init() {}

  /// The number. Where several threads ask at once for the first time, one of theirs is kept and the others
  /// are closed.
  ///
  /// Call it while the queue or the port can be used.
  ///
  /// - Parameters:
  ///   - make: may have none to give.
  ///   - close: what is done with the number in the end.
  @inline(__always)
  func number(orMake make: () -> UInt?, close: @escaping Close) -> UInt? {
    // acquiring: what the number is, as `keep` releases it
    let kept = kept.load(ordering: .acquiring)
    return kept == 0 ? keep(make(), close) : Self.number(kept)._withUnsafeGuaranteedRef(\.value)
  }

  @inline(never)
  private func keep(_ value: UInt?, _ close: @escaping Close) -> UInt? {
    guard let value else { return nil }
    let new = Unmanaged.passRetained(Number(value, close))
    let (isFirst, kept) = kept.compareExchange(
      expected: 0, desired: UInt(bitPattern: new.toOpaque()), ordering: .acquiringAndReleasing)
    if isFirst { return value }
    new.release()
    return Self.number(kept)._withUnsafeGuaranteedRef(\.value)
  }

  /// Closes the number. Nobody asks for it any more, unless the port comes to be used again.
  func letGo() {
    // acquiring: as above
    let kept = kept.exchange(0, ordering: .acquiring)
    if kept != 0 { Self.number(kept).release() }
  }

  private static func number(_ bits: UInt) -> Unmanaged<Number> {
    .fromOpaque(UnsafeRawPointer(bitPattern: bits).unsafelyUnwrapped)
  }

  deinit { letGo() }
}
