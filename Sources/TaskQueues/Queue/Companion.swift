import Synchronization

/// A place for what another interface keeps for a queue or a port, for as long as that lives: one object,
/// made when it is first asked for.
package struct Companion: ~Copyable, Sendable {
  /// The object, which this holds, or zero.
  private let object = Atomic<UInt>(0)

  init() {}

  /// The object. Where several threads ask at once for the first time, one of theirs is kept; `make` returns
  /// the same type every time.
  package func get<Object: AnyObject>(orMake make: () -> Object) -> Object {
    // acquiring: what the object is, as `publish` releases it
    let kept = object.load(ordering: .acquiring)
    return Self.object(kept == 0 ? publish(make()) : kept)
  }

  private func publish(_ new: AnyObject) -> UInt {
    let new = Unmanaged.passRetained(new)
    let (isFirst, kept) = object.compareExchange(
      expected: 0, desired: UInt(bitPattern: new.toOpaque()), ordering: .acquiringAndReleasing)
    if isFirst { return UInt(bitPattern: new.toOpaque()) }
    new.release()
    return kept
  }

  private static func object<Object: AnyObject>(_ bits: UInt) -> Object {
    Unmanaged<Object>.fromOpaque(UnsafeRawPointer(bitPattern: bits)!).takeUnretainedValue()
  }

  deinit {
    // relaxed: who lets go of this comes after all who have used it
    guard let object = UnsafeRawPointer(bitPattern: object.load(ordering: .relaxed)) else { return }
    Unmanaged<AnyObject>.fromOpaque(object).release()
  }
}
