/// A closure that does not escape, as the two words it is passed in, so that other threads can call it
/// while its caller waits for them.
///
/// (Not `withoutActuallyEscaping`: that allocates a box for each closure, and counts references to it.)
///
/// It holds because a closure that does not escape is passed as its function and its context, just like a
/// structure of two pointers, and neither is counted. Whoever has one must be done with it before the
/// function that got the closure returns.
// @unchecked: the closure is one that may be called on any thread.
struct BorrowedBody: @unchecked Sendable {
  private struct Words {
    let function: UnsafeRawPointer?
    let context: UnsafeRawPointer?
  }

  // What is cast is kept in structures: a bare function would be wrapped on its way through a generic one.
  private struct WordsToWords { let call: (Words) -> Words }
  private struct BodyToWords { let call: (_ body: (Range<Int>) -> Void) -> Words }
  private struct CallOfBody { let call: (_ body: (Range<Int>) -> Void, Range<Int>) -> Void }
  private struct CallOfWords { let call: (Words, Range<Int>) -> Void }

  private let words: Words

  init(_ body: @Sendable (Range<Int>) -> Void) {
    let words = WordsToWords { $0 }
    self.words = unsafeBitCast(words, to: BodyToWords.self).call(body)
  }

  func callAsFunction(_ range: Range<Int>) {
    let call = CallOfBody { body, range in body(range) }
    unsafeBitCast(call, to: CallOfWords.self).call(words, range)
  }
}
