/// How far an asset is on its way from a file.
public nonisolated enum AssetState: Sendable, Equatable, CustomStringConvertible {
  case loading
  case ready
  case failed(AssetError)

  /// In words, with what is wrong.
  public var description: String {
    switch self {
    case .loading: "loading"
    case .ready: "ready"
    case .failed(let error): "\(error)"
    }
  }
}

/// Something that comes from a file: a picture, letters, a sound, a text. A handle is there at once and can be
/// used at once; what it stands for comes in the completions phase of a later frame.
///
/// Letting go of the last handle frees what it stands for, and ends its loading where that is under way.
public class Asset {
  /// Its path in the asset folder, as `rocks/ship.png`.
  public nonisolated let name: String
  /// Names it to the host.
  public nonisolated let id: AssetID
  public internal(set) final var state = AssetState.loading { didSet { stateChanged() } }

  /// Tells the store when the last handle is gone.
  final var lease: AssetLease?

  package required init(name: String, id: AssetID) {
    self.name = name
    self.id = id
  }

  func stateChanged() {}

  public final var isLoading: Bool { state == .loading }
  public final var isReady: Bool { state == .ready }

  /// What was wrong, nil while nothing is known to be.
  public final var error: AssetError? {
    if case .failed(let error) = state { error } else { nil }
  }
}

/// What tells one asset of a store from the others: the same name and kind, the same asset.
nonisolated struct AssetKey: Hashable, Sendable {
  let kind: ObjectIdentifier
  let name: String
}

/// Dies with its asset, on whichever thread that is.
nonisolated final class AssetLease: Sendable {
  let key: AssetKey
  let id: AssetID
  private let returned: ReturnedLeases

  init(key: AssetKey, id: AssetID, returned: ReturnedLeases) {
    self.key = key
    self.id = id
    self.returned = returned
  }

  deinit { returned.add(key, id) }
}
