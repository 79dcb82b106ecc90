import TaskQueues

/// Makes the scene that is shown while another loads, as `LoadingScreen.init`.
public typealias LoadingScene = (Stage, Loading) -> any Scene

/// A scene that is on its way: what a loading screen shows.
///
///     final class Please: Scene {
///       let stage: Stage
///       let loading: Loading
///       init(_ stage: Stage, _ loading: Loading) { (self.stage, self.loading) = (stage, loading) }
///
///       func draw(on canvas: inout Canvas, _ frame: Frame) {
///         canvas.text("Please wait: \(Int(loading.fraction * 100)) %", at: Vector(8, 8))
///         for (line, failure) in loading.failures.enumerated() { canvas.text(failure, …) }
///       }
///     }
///
///     stage.replace(loading: Please.init) { Level($0, number: 2) }
///
/// The loading screen enters over the scenes that are there, which pause. (A transition is seen twice: to the loading
/// screen, and from there.) When the new scene's `load` has returned and all
/// assets of its stage are there, it enters in their place, and the loading screen leaves with those that were to be
/// replaced. Until then there is a way back to them: `goBack`. Where something fails, the loading screen stays and says so.
public final class Loading {
  /// Of the scene that loads: its type's.
  public var name: String { new.stage.name }

  /// What is wrong, a line for each asset. Empty while all goes well.
  public private(set) var failures: [String] = []

  private enum State {
    case loading, failed, ready, over
  }

  private let new: StagedScene
  private var place: SceneChange.Place
  private let transition: any Transition
  private var state = State.loading
  private var screen: Stage?
  private var farthest: Float = 0

  init(of new: StagedScene, _ place: SceneChange.Place, _ transition: any Transition) {
    self.new = new
    self.place = place
    self.transition = transition
  }

  /// How many of its assets are there.
  public var progress: AssetProgress { new.stage.assets.progress }

  /// How far it is, from 0 to 1: never less than it was before, also where more assets are asked for on the way.
  public var fraction: Float {
    let progress = progress
    let fraction =
      state == .ready || state == .over ? 1 : progress.total == 0 ? 0 : progress.fraction
    farthest = max(farthest, fraction)
    return farthest
  }

  /// Whether it has ended with failures, and waits for `goOn` or `goBack`.
  public var hasFailed: Bool { state == .failed }

  /// Has the scene enter all the same. What is missing is seen as a placeholder.
  public func goOn() {
    if state == .failed { state = .ready }
  }

  /// Gives up: the scenes that are there go on. Where there are none the game quits.
  public func goBack() { screen?.pop() }

  // MARK: For the stack

  var isReady: Bool { state == .ready }
  var isOver: Bool { state == .over }
  /// Whether nobody is shown it any more.
  var isAbandoned: Bool { state != .over && screen?.hasEnded ?? true }

  func willBegin(shownOn screen: Stage) { self.screen = screen }

  /// The loading screen enters over a scene.
  func begin(over top: Stage?) {
    if case .at(nil) = place { place = .at(top) }
    let new = new
    new.stage.scope.task { [weak self] in
      do {
        try await new.stage.load(new.scene)
        try await new.stage.assets.load()
        self?.ended(with: [])
      } catch let error as AssetGroupError {
        self?.ended(with: error.failures.map(\.description))
      } catch is CancellationError {
        // Nobody waits for it any more.
      } catch {
        report("\(new.stage.name) cannot be loaded: \(error)")
        self?.ended(with: ["\(error)"])
      }
    }
  }

  private func ended(with failures: [String]) {
    guard state == .loading else { return }
    self.failures = failures
    state = failures.isEmpty ? .ready : .failed
  }

  /// What makes the scene enter, once.
  func takeChange() -> SceneChange? {
    guard let screen else { return nil }
    state = .over
    self.screen = nil
    if case .at(let stage?) = place, !stage.hasEnded {
      return SceneChange(place: place, new: new, transition: transition)
    }
    if case .all = place { return SceneChange(place: .all, new: new, transition: transition) }
    return SceneChange(place: .at(screen), new: new, transition: transition)
  }

  /// Stops loading, and lets go of what is there.
  func abandon() {
    state = .over
    screen = nil
    new.stage.end()
  }
}
