/// A call with whatever another module stores in it: one allocation for all of it. The C interface makes
/// its calls of this.
///
/// In terms of the model: `perform` is the provider, called with Begin, DoWork, Cancel and Cleanup; GetResult
/// goes through `takePayload`, on its caller's thread; XAsyncComplete is `claim`, storing status and size,
/// `publish(withPayload:)`. A DoWork or Begin that fails claims, stores its failure and returns `.claimed`.
/// `callCompletion` is the user's completion callback, which is given the user's own block.
///
/// A user's block may be gone as soon as the user can see a terminal status, if there is no payload and no
/// callback. So the status is written to the block between `claim` and `publish`, as the last access to
/// it, and is in the same store what makes it visible; whoever waits does so on the operation, to which
/// the block holds a reference until then.
// @unchecked: what is stored is ordered as `AsyncOperation` says.
package final class StoringOperation<Storage>: AsyncOperation, @unchecked Sendable {
  @exclusivity(unchecked) package var storage: Storage

  /// - Parameter perform: gets the operation itself, to be cast with `unsafeDowncast`: so it captures
  ///   nothing, and costs no allocation.
  package init(_ storage: Storage, perform: @escaping Perform) {
    self.storage = storage
    super.init(perform)
  }
}
