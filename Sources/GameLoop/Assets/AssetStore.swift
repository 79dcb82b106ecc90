import TaskQueues

/// All assets of a game: what is there, what is on its way, and how it gets there.
///
/// Assets are held weakly, by whoever uses them. When nobody does, the host is told to let go of them at the end of
/// a frame, when its picture has been shown.
final class AssetStore {
  private struct Entry {
    weak var asset: Asset?
    let id: AssetID
    /// Has it loaded, again where it was before.
    let load: (Asset, _ group: Int, AssetPriority) -> Void
  }

  private struct Loading {
    let number: Int
    /// Whether it was counted as unfinished when this load began.
    let isFirst: Bool
  }

  let queue: TaskQueue
  let host: any Host
  let source: any AssetSource
  let changed = NotificationSource<AssetEvent>()
  private(set) var progress = AssetProgress()
  /// How often an asset came in, for the first time or again, or failed to: then a picture may be another.
  private(set) var arrivals = 0

  private let loads: LoadQueue
  private let returned = ReturnedLeases()
  private var entries: [AssetKey: Entry] = [:]
  /// The load of each asset that has one under way. What an older one brings is not looked at.
  private var loading: [AssetID: Loading] = [:]
  private var lastID = 0
  private var freeIDs: [AssetID] = []
  private var lastLoad = 0
  private var lastGroup = 0
  /// Groups that somebody waits for.
  private var awaited: [AssetGroup] = []
  private(set) var hasEnded = false

  /// - Parameter jobThreads: 0 has everything loaded in the frame that asks for it.
  init(queue: TaskQueue, host: any Host, source: any AssetSource, jobThreads: Int) {
    self.queue = queue
    self.host = host
    self.source = source
    loads =
      jobThreads == 0
      ? LoadQueue(mostWorking: .max, mostOnTheirWay: .max)
      : LoadQueue(mostWorking: 2 * jobThreads, mostOnTheirWay: 64)
  }

  func newGroup() -> Int {
    lastGroup += 1
    return lastGroup
  }

  // MARK: Asking

  /// The asset of a name and kind. One that nobody has is made, and begins to load.
  ///
  /// - Parameters:
  ///   - decode: is called on a job thread.
  ///   - add: makes the asset what was decoded.
  func asset<Kind: Asset, Decoded: Sendable>(
    _ kind: Kind.Type, _ name: String, for group: Int, _ priority: AssetPriority,
    decode: @escaping @Sendable ([UInt8]) throws -> Decoded,
    add: @escaping @MainActor (Kind, Decoded) throws -> Void
  ) -> Kind {
    let key = AssetKey(kind: ObjectIdentifier(kind), name: name)
    if let known = entries[key]?.asset as? Kind {
      if let load = loading[known.id] { loads.raise(load.number, to: priority) }
      return known
    }
    let asset = lease(kind, name)
    let load = { [weak self] (asset: Asset, group: Int, priority: AssetPriority) in
      guard let asset = asset as? Kind else { return }
      self?.load(asset, group, priority, decode, add)
    }
    entries[key] = Entry(asset: asset, id: asset.id, load: load)
    progress.total += 1
    load(asset, group, priority)
    return asset
  }

  /// A handle whose number is the host's to free when nobody has it any more.
  func lease<Kind: Asset>(_ kind: Kind.Type, _ name: String) -> Kind {
    let asset = Kind(name: name, id: newID())
    let key = AssetKey(kind: ObjectIdentifier(kind), name: name)
    asset.lease = AssetLease(key: key, id: asset.id, returned: returned)
    return asset
  }

  /// Numbers are used again: a host may keep a table of them.
  private func newID() -> AssetID {
    if let free = freeIDs.popLast() { return free }
    lastID += 1
    return AssetID(number: lastID)
  }

  // MARK: From a file to a handle

  private func load<Kind: Asset, Decoded: Sendable>(
    _ asset: Kind, _ group: Int, _ priority: AssetPriority,
    _ decode: @escaping @Sendable ([UInt8]) throws -> Decoded,
    _ add: @escaping @MainActor (Kind, Decoded) throws -> Void
  ) {
    if hasEnded { return fail(asset, AssetError(name: asset.name, reason: "the game has ended")) }
    lastLoad += 1
    let number = lastLoad
    let old = loading.updateValue(
      Loading(number: number, isFirst: asset.isLoading), forKey: asset.id)
    if let old { loads.cancel(old.number) }
    let (queue, loads, source, name) = (queue, loads, source, asset.name)
    let completion: @MainActor (Result<Decoded, AsyncError>) -> Void = {
      [weak self, weak asset] result in
      loads.completed(number)
      if let self, let asset, loading[asset.id]?.number == number {
        loading[asset.id] = nil
        finish(asset, with: result, add)
      }
    }
    let begin: @Sendable () -> (@Sendable () -> Void)? = {
      let work: @Sendable (AsyncBlock<Decoded>) throws -> Decoded = { block in
        defer { loads.workEnded(number) }
        return try source.load(name, isCancelled: { block.isCancelled }, decode)
      }
      let block = try? queue.run(work, onMainActor: completion)
      // The one refusal is that the queue has ended, and with it the game.
      guard let block else { return nil }
      return { block.cancel() }
    }
    loads.add(AssetLoad(number: number, begin: begin), of: group, priority)
  }

  private func finish<Kind: Asset, Decoded>(
    _ asset: Kind, with result: Result<Decoded, AsyncError>,
    _ add: (Kind, Decoded) throws -> Void
  ) {
    switch result {
    case .success(let decoded):
      do {
        try add(asset, decoded)
        became(asset, .ready)
      } catch {
        fail(asset, source.unusable(asset.name, error))
      }
    case .failure(.failed(let error)): fail(asset, error)
    case .failure(.cancelled): break  // The game has ended, and nobody will use it.
    }
  }

  /// Contents that were there before stay.
  private func fail(_ asset: Asset, _ error: any Error) {
    let error = error as? AssetError ?? AssetError(name: asset.name, reason: "\(error)")
    if !hasEnded { report(error.description) }
    if asset.isReady {
      changed.raise(.failed(error))
    } else {
      became(asset, .failed(error))
    }
  }

  private func became(_ asset: Asset, _ state: AssetState) {
    let old = asset.state
    asset.state = state
    arrivals += 1
    switch (old, state) {
    case (.loading, .failed):
      progress.finished += 1
      progress.failed.append(asset.name)
    case (.loading, _):
      progress.finished += 1
    case (.failed, .ready):
      if let index = progress.failed.firstIndex(of: asset.name) {
        progress.failed.remove(at: index)
      }
      changed.raise(.reloaded(asset.name))
    case (.ready, _):
      changed.raise(.reloaded(asset.name))
    case (.failed(let before), .failed(let error)):
      if before != error { changed.raise(.failed(error)) }
    case (.failed, .loading): break
    }
  }

  // MARK: Loading again

  /// Loads the assets of some files again, where anybody has any.
  func filesChanged(_ names: [String]) {
    for name in names {
      for (key, entry) in entries where key.name == name {
        if let asset = entry.asset { entry.load(asset, 0, .urgent) }
      }
    }
  }

  // MARK: For the loop

  /// The picture has been shown: nothing names what was let go of.
  func frameEnded() {
    for (key, id) in returned.take() { free(key, id) }
    if awaited.isEmpty { return }
    for group in awaited where group.isComplete { group.resume(isComplete: true) }
    awaited.removeAll { !$0.isAwaited }
  }

  private func free(_ key: AssetKey, _ id: AssetID) {
    if let load = loading.removeValue(forKey: id) {
      loads.cancel(load.number)
      if load.isFirst { progress.total -= 1 }
    }
    host.remove(id)
    freeIDs.append(id)
    // The name may have been asked for again meanwhile.
    if entries[key]?.id == id { entries[key] = nil }
  }

  /// Somebody waits for a group, and is resumed when it is complete.
  func await(_ group: AssetGroup) {
    if !awaited.contains(where: { $0 === group }) { awaited.append(group) }
  }

  /// Nothing is loaded any more; who waits sees that.
  func end() {
    hasEnded = true
    loads.end()
    for group in awaited { group.resume(isComplete: false) }
    awaited = []
    changed.end()
  }

  /// What an asset of a file is called.
  func name(of id: AssetID) -> String? {
    entries.first { $0.value.id == id && $0.value.asset != nil }?.key.name
  }

  /// How many assets the table has, let go of or not.
  var entryCount: Int { entries.count }
}

/// What came of an asset's file that changed while the game ran.
public nonisolated enum AssetEvent: Sendable, Equatable {
  /// The handles of this name have the new contents.
  case reloaded(String)
  /// The handles keep what they had.
  case failed(AssetError)
}
