import TaskQueues

/// Assets that are needed together, as those of a level.
///
///     let group = context.assets.group("level 1")
///     let level = LevelArt(group)       // group.texture("…"), group.sound("…") …
///     try await group.load()            // meanwhile a loading screen shows group.progress.fraction
///     begin(level)
///
/// A group has what it was asked for: letting go of the group lets go of all of it that nobody else has.
public final class AssetGroup: AssetLoader {
  public let name: String
  private var assets: [Asset] = []
  private var known: Set<AssetID> = []
  private var waiting: [Suspension] = []

  init(_ name: String, of store: AssetStore) {
    self.name = name
    super.init(store)
  }

  override func hold(_ asset: Asset) {
    if known.insert(asset.id).inserted { assets.append(asset) }
  }

  /// How many of its assets are there.
  public var progress: AssetProgress {
    var progress = AssetProgress()
    progress.total = assets.count
    for asset in assets {
      switch asset.state {
      case .loading: continue
      case .ready: break
      case .failed: progress.failed.append(asset.name)
      }
      progress.finished += 1
    }
    return progress
  }

  /// Waits until all that the group has asked for by then is ready, and goes on in the completions phase of a frame.
  ///
  /// A task that is cancelled while it waits has the group let go of what has not come yet: what nobody else has is
  /// not loaded any further.
  ///
  /// - Throws: `AssetGroupError` with all that failed, when all the others are ready; `CancellationError` if the
  ///   task is cancelled or the game ends.
  public func load() async throws {
    try Task.checkCancellation()
    if store.hasEnded { throw CancellationError() }
    if assets.contains(where: \.isLoading) {
      let isComplete = await untilComplete()
      if !isComplete { letGoOfLoading() }
      if !isComplete || Task.isCancelled { throw CancellationError() }
    }
    let failures = assets.compactMap(\.error)
    if !failures.isEmpty { throw AssetGroupError(group: name, failures: failures) }
  }

  private func untilComplete() async -> Bool {
    let suspension = Suspension()
    waiting.append(suspension)
    store.await(self)
    let queue = store.queue
    let isComplete = await suspension.wait(onCancel: {
      suspension.resume(returning: false, onCompletionOf: queue)
    })
    waiting.removeAll { $0 === suspension }
    return isComplete
  }

  private func letGoOfLoading() {
    for asset in assets where asset.isLoading { known.remove(asset.id) }
    assets.removeAll(where: \.isLoading)
  }

  // MARK: For the store

  var isAwaited: Bool { !waiting.isEmpty }
  var isComplete: Bool { !assets.contains(where: \.isLoading) }

  func resume(isComplete: Bool) {
    for suspension in waiting {
      suspension.resume(returning: isComplete, onCompletionOf: store.queue)
    }
    waiting = []
  }
}
