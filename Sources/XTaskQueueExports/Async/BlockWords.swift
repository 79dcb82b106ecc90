import CXTaskQueue
import Synchronization

/// What the library keeps in a caller's block: which call it has, and how its last one ended.
///
/// | word | |
/// |---|---|
/// | 0 | the handle of the block's call, or why that could not begin; zero where there never was one |
/// | 1 | how it ended: the status, whether it had a result, and a tag that only this handle has |
/// | 2 | the handle once more, changed: told from whatever lies in a block that was never set to zero |
/// | 3 | nothing |
///
/// As long as the handle is open the call itself is asked. A call writes its end to the block while it completes,
/// before anyone can see that, and closes its handle later: so who finds the handle closed finds the end. After
/// that it never touches the block again, which may be gone.
///
/// The words are atomic, as a block may be looked at while its call completes. Edge D: who writes the end
/// releases it with word 1, who reads it acquires it there. That it is there at all is edge C of `HandleSlot`.
struct BlockWords {
  private let words: UnsafePointer<Atomic<UInt>>

  /// - Returns: nil where there can be no block.
  @inline(__always)
  init?(_ block: UnsafeMutablePointer<XAsyncBlock>?) {
    guard let block, UInt(bitPattern: block) % UInt(MemoryLayout<XAsyncBlock>.alignment) == 0 else {
      return nil
    }
    let offset = 3 * MemoryLayout<UnsafeRawPointer>.stride  // that of `internal`
    words = (UnsafeRawPointer(block) + offset).assumingMemoryBound(to: Atomic<UInt>.self)
  }

  /// The handle of the call.
  @inline(__always)
  var call: UInt { words[0].load(ordering: .acquiring) }  // what the call was begun with

  /// Gives the block to another call.
  ///
  /// - Returns: whether the block still had the call that was seen.
  @inline(__always)
  func replace(_ seen: UInt, with call: UInt) -> Bool {
    words[0].compareExchange(
      expected: seen, desired: call, successOrdering: .acquiringAndReleasing,  // as `call`
      failureOrdering: .relaxed  // relaxed: nothing is done then
    ).exchanged
  }

  /// Names the call of a block that nobody else has yet.
  @inline(__always)
  func name(_ call: UInt) {
    words[0].store(call, ordering: .relaxed)  // relaxed: nobody else has it
  }

  // MARK: The end

  /// How the call of this handle, which is closed, has ended. Nil where the block holds nothing that a call has
  /// written, or a call that never ended here.
  func end(of handle: UInt) -> CallEnd? {
    if handle >> 32 == Self.refused {
      return CallEnd(status: HRESULT(truncatingIfNeeded: handle), hadResult: false)
    }
    let end = words[1].load(ordering: .acquiring)  // D
    let mark = words[2].load(ordering: .relaxed)  // relaxed: written before word 1
    if handle == 0 && end == 0 && mark == 0 { return .neverBegan }
    guard mark == Self.mark(handle), end >> 33 == Self.tag(handle) else { return nil }
    return CallEnd(
      status: HRESULT(truncatingIfNeeded: end), hadResult: end >> 32 & 1 == 1)
  }

  /// Writes how a call ended, if the block is still its.
  @inline(__always)
  func write(_ end: CallEnd, of handle: UInt) {
    // relaxed: only compared
    guard words[0].load(ordering: .relaxed) == handle else { return }
    let status = UInt(UInt32(bitPattern: end.status))
    words[2].store(Self.mark(handle), ordering: .relaxed)  // relaxed: D comes after
    words[1].store(
      Self.tag(handle) << 33 | (end.hadResult ? 1 << 32 : 0) | status, ordering: .releasing)  // D
  }

  /// What the block has in place of a handle where a call could not begin.
  static func refusal(_ code: HRESULT) -> UInt { refused << 32 | UInt(UInt32(bitPattern: code)) }

  /// No handle has this in its upper half, as none has this mark.
  private static var refused: UInt { 0xABF0_57E9 }

  @inline(__always)
  private static func mark(_ handle: UInt) -> UInt { handle ^ 0x9E37_79B9_7F4A_7C15 }
  @inline(__always)
  private static func tag(_ handle: UInt) -> UInt { (handle &* 0xD129_0E2C_0B3F_C4A5) >> 33 }
}

/// How a call ended.
struct CallEnd {
  let status: HRESULT
  let hadResult: Bool

  static var neverBegan: CallEnd { CallEnd(status: ResultCode.ok, hadResult: false) }
}
