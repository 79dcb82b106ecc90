import TaskQueues

/// What a game gets: its queue, assets, sounds, saved files and window.
public final class GameContext {
  /// Work port: the job threads. Completion port: the completions phase of every frame.
  public let queue: TaskQueue
  public let assets: Assets
  public let sounds = Sounds()
  public let saves: SaveFiles
  public let window: Window
  /// What keys, buttons and sticks do.
  public let actions = Actions()
  /// What the player's hands hold, for pictures: which gamepads there are, where the pointer is. Ticks have their own.
  public internal(set) var input: Input
  public let mouse: Mouse
  public let textInput: TextInput
  /// Gamepads that come and go.
  public let gamepads = NotificationSource<GamepadEvent>()
  /// Waiting for frames.
  public let frame: FrameSignal
  /// The time of the game, and waiting in it.
  public let loop: LoopTime
  /// Owns what is to end with the game.
  public let scope = CancelScope()
  public let settings: GameSettings
  /// What the game's random numbers are to begin with: the same seed and input, the same game.
  public let seed: UInt64
  /// What stands after `--` on the game's command line: `Swarm --seed 3 -- 20000`.
  public let arguments: [String]
  /// Whether nobody is there to play: the game should play by itself.
  public let isUnattended: Bool

  /// How the run goes: frame times, hitches, what waits.
  public internal(set) var statistics = FrameStatistics()

  /// Told when the game ends, while everything can still be used.
  var willEnd: [() -> Void] = []

  private(set) var isQuitting = false
  let inputDevices: any InputDevices
  /// Nil where the frame does the work.
  var jobThreads: JobThreads?

  init(
    queue: TaskQueue, host: any Host, settings: GameSettings, configuration: LoopConfiguration,
    tickLength: Duration
  ) {
    self.queue = queue
    self.settings = settings
    seed = configuration.seed
    isUnattended = configuration.isUnattended
    arguments = configuration.arguments
    assets = Assets(
      queue: queue, host: host, source: configuration.assets, jobThreads: configuration.jobThreads,
      reloads: configuration.reloadsAssets)
    saves = SaveFiles(queue: queue, folder: configuration.saves)
    input = Input(tickLength: tickLength)
    mouse = Mouse(host)
    textInput = TextInput(host)
    inputDevices = host
    frame = FrameSignal(queue: queue)
    window = Window(
      host,
      Screenshots(
        host: host, queue: queue, frame: frame,
        folder: configuration.pictures
          ?? PictureFolder(game: settings.identifier, orIn: configuration.saves)))
    loop = LoopTime(queue: queue, tickLength: tickLength)
  }

  /// Ends the game after this frame. What is being saved is saved first.
  public func quit() { isQuitting = true }

  /// Runs `work` on a job thread, then `completion` with its result in the completions phase of a
  /// frame, on the main thread. A loop that ends calls the completions it still owes with `.cancelled`.
  public func run<Output: Sendable>(
    _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    completion: @escaping @MainActor (Result<Output, AsyncError>) -> Void
  ) throws(TaskQueueError) {
    try queue.run(work, onMainActor: completion)
  }
}

extension TaskQueue {
  /// Runs `work` on the work port, then `completion` on the completion port, which the main thread
  /// dispatches.
  @discardableResult
  public nonisolated func run<Output: Sendable>(
    _ work: @escaping @Sendable (AsyncBlock<Output>) throws -> Output,
    onMainActor completion: @escaping @MainActor (Result<Output, AsyncError>) -> Void
  ) throws(TaskQueueError) -> AsyncBlock<Output> {
    try run(work) { result in
      MainActorCompletion(completion).call(with: result)
    }
  }

  /// Begins a call of `provider`, whose result comes to `completion` on the completion port, which the main
  /// thread dispatches.
  @discardableResult
  public nonisolated func begin<Provider: AsyncProvider>(
    _ provider: Provider,
    onMainActor completion: @escaping @MainActor (Result<Provider.Output, AsyncError>) -> Void
  ) throws(TaskQueueError) -> AsyncBlock<Provider.Output> {
    try begin(provider) { result in
      MainActorCompletion(completion).call(with: result)
    }
  }
}

/// The game's window.
public final class Window {
  /// What happens to it.
  public let events = NotificationSource<WindowEvent>()
  private let host: any Host
  let screenshots: Screenshots

  init(_ host: any Host, _ screenshots: Screenshots) {
    self.host = host
    self.screenshots = screenshots
  }

  /// Without a window this stays false.
  public var isFullScreen: Bool {
    get { host.isFullScreen }
    set { host.isFullScreen = newValue }
  }
}
