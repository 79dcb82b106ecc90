import TaskQueues

/// Pictures, letters, sounds and texts, by name: `context.assets`.
///
///     let ship = context.assets.texture("rocks/ship.png")  // a handle, at once
///     canvas.draw(ship, at: place)                         // a placeholder is seen until it is there
///
/// Handles are shared and counted: when the last one of a name is let go of, its texture or sound is freed, and
/// where it is still loading that ends. So keep a handle for as long as it is used, in the game or in a group: one
/// that is asked for in each `draw` and not kept begins to load each time, and never comes.
///
/// While a game is developed, it sees files that change: see `LoopConfiguration.reloadsAssets`.
public final class Assets: AssetLoader {
  private var watch: AssetWatch?

  init(
    queue: TaskQueue, host: any Host, source: any AssetSource, jobThreads: Int, reloads: Bool
  ) {
    let store = AssetStore(queue: queue, host: host, source: source, jobThreads: jobThreads)
    super.init(store)
    guard reloads, let folder = source.folder else { return }
    do {
      watch = try AssetWatch(of: folder, on: queue) { [weak store] in store?.filesChanged($0) }
    } catch {
      report("Assets that change are not loaded again: \(error).")
    }
  }

  /// How many of all that were ever asked for, here and in groups, are there.
  public var progress: AssetProgress { store.progress }

  /// A group of assets, which are loaded and let go of together.
  ///
  /// - Parameter name: told in errors.
  public func group(_ name: String) -> AssetGroup { AssetGroup(name, of: store) }

  /// Waits until all that a group has asked for is there: see `AssetGroup.load`.
  public func load(_ group: AssetGroup) async throws { try await group.load() }

  /// Tells of files that changed while the game ran, and were loaded again.
  public var changed: NotificationSource<AssetEvent> { store.changed }

  /// What an asset of a file is called: for tests and tools.
  public func name(of id: AssetID) -> String? { store.name(of: id) }

  // MARK: For the loop

  /// Grows when an asset comes in, also again: what was drawn with it is another picture.
  var arrivals: Int { store.arrivals }

  /// The picture has been shown.
  func frameEnded() { store.frameEnded() }

  func end() {
    watch?.end()
    store.end()
  }
}
