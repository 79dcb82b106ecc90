import CSwiftRuntime
import TaskQueues

/// Runs a game: frame after frame, until it ends.
///
/// A frame has five phases, always in this order: input, completions, ticks, draw, present. All run on
/// the main thread. Completions never run in the middle of a tick or a draw.
///
/// The jobs of the main actor are completions, too: see `runCompletions`.
public final class FrameLoop<G: Game> {
  public let game: G
  public let context: GameContext
  /// How the run goes.
  public var statistics: FrameStatistics { context.statistics }

  private let host: any Host
  private let configuration: LoopConfiguration
  private let jobThreads: JobThreads?
  /// Where the main actor's jobs go while this loop is there.
  private let jobs: MainActorExecutor.Route
  private var clock: FrameClock
  private var drain: CompletionDrain
  private var timer: FrameTimer
  private let overlay: StatisticsOverlay
  /// What was drawn last.
  public private(set) var canvas: Canvas
  private var tickNumber = 0

  public init(host: any Host, configuration: LoopConfiguration) throws {
    let settings = G.settings
    let queue = TaskQueue(
      work: .manual, completion: .manual, environment: configuration.environment)
    self.host = host
    self.configuration = configuration
    jobThreads =
      configuration.jobThreads > 0
      ? JobThreads(
        dispatching: queue, count: configuration.jobThreads, priority: .background) : nil
    clock = FrameClock(tickRate: settings.tickRate)
    drain = CompletionDrain(
      budget: settings.completionBudget,
      watch: CallbackWatch(
        clock: configuration.stopwatch, follows: configuration.namesCallbacks))
    timer = FrameTimer(
      stopwatch: configuration.stopwatch, period: configuration.pacer.period,
      keepsTime: configuration.pacer.keepsTime)
    canvas = Canvas(size: settings.size)
    overlay = StatisticsOverlay(size: settings.size, period: configuration.pacer.period)
    let context = GameContext(
      queue: queue, host: host, settings: settings, configuration: configuration,
      tickLength: clock.tickLength)
    context.jobThreads = jobThreads
    self.context = context
    jobs = MainActorExecutor.Route(queue: queue, doesWork: jobThreads == nil)
    isOnFirstThread = csr_is_first_thread()
    if isOnFirstThread { MainActorExecutor.shared.mainLoopBegins(jobs) }
    do {
      game = try MainActorExecutor.shared.direct(to: jobs) { try G(context) }
    } catch {
      Self.end(context, jobThreads, jobs)
      throw error
    }
    context.window.screenshots.lastCanvas = { [weak self] in self?.lastCanvas }
  }

  /// Runs frames until the game quits, the player leaves or the limit is reached; then ends the queue.
  public func run() {
    while !isOver { runFrame() }
    end()
  }

  /// Whether there is to be no further frame.
  public var isOver: Bool {
    context.isQuitting || configuration.frameLimit.map { context.statistics.frames >= $0 } ?? false
  }

  /// Runs one frame.
  public func runFrame() {
    timer.frameBegins()
    let hostWaited = MainActorExecutor.shared.direct(to: jobs) {
      takeInput()
      timer.phaseEnded(.input)
      runCompletions()
      timer.phaseEnded(.completions)
      runTicks()
      timer.phaseEnded(.ticks)
      let isDrawn = draw()
      timer.phaseEnded(.draw)
      let hostWaited = present(isDrawn)
      timer.phaseEnded(.present)
      return hostWaited
    }
    endFrame(hostWaited: hostWaited)
  }

  // MARK: The phases

  private func takeInput() {
    context.input.bind(context.actions.table)
    host.takeEvents { event in
      switch event {
      case .input(let event):
        context.input.take(event)
        takeKey(event)
      case .closeRequested:
        if game.shouldClose() { context.quit() }
      case .focusChanged(let hasFocus):
        if !hasFocus { context.input.take(.focusLost) }
        game.focusChanged(hasFocus: hasFocus)
      case .visibilityChanged(let isVisible):
        isPictureSeen = isVisible
        mustDraw = true
      case .resized: mustDraw = true
      }
      context.raise(event)
    }
  }

  /// What keys do beside what the game does with them.
  private func takeKey(_ event: InputEvent) {
    guard case .key(let key, isDown: true) = event else { return }
    if key == context.settings.statisticsKey {
      overlay.toggle()
      mustDraw = true
    }
    if key == context.settings.screenshotKey { context.window.screenshots.saveAndReport() }
  }

  /// Here, and only here, runs what belongs to the main actor beside the game's own functions: every job of
  /// it is a completion, in the order it was enqueued and under the budget. A job that waits is resumed by a
  /// later completion; one that waits for this framework's calls goes on inside of the very completion that
  /// brings what it waits for.
  ///
  /// What comes through libdispatch's main queue (`DispatchQueue.main.async`, and all jobs on a runtime of
  /// Swift that has no hook for its main executor) runs first, all that is there, whatever the budget.
  private func runCompletions() {
    if isOnFirstThread { csr_run_main_queue() }
    // Without job threads the frame does their work, so that one thread does everything in one order.
    if jobThreads == nil { context.queue.dispatchAll(.work) }
    MainActorTurn.run { drain.drain(context.queue) }
    context.statistics.completions = drain.completed
    context.statistics.lastCompletions = drain.last.ran
    context.statistics.waitingCompletions = drain.last.left
  }

  private func runTicks() {
    let time = context.loop
    let due = clock.ticks(
      at: configuration.environment.clock.now, speed: time.isPaused ? 1 : time.speed,
      isHidden: !isPictureSeen || wasPictureHidden)
    var begin = timer.now
    for _ in 0..<due {
      let length = time.tickBegins()
      // Nothing of the tick is left behind its update: the input would be copied to be changed.
      game.update(
        Tick(number: tickNumber, length: length, input: context.input.beginTick()))
      context.input.endTick()
      time.tickEnded(length)
      let end = timer.now
      timer.tickEnded(tickNumber, began: begin, at: end)
      begin = end
      tickNumber += 1
    }
    context.statistics.ticks = tickNumber
    wasPictureHidden = !isPictureSeen
    followFraction(isPaused: time.isPaused)
  }

  /// In a pause things stay where they are between two ticks, and go on from there.
  private func followFraction(isPaused: Bool) {
    if isFractionHeld && !isPaused { clock.goOn(from: fraction) }
    if !isPaused { fraction = clock.fraction }
    isFractionHeld = isPaused
  }

  /// - Returns: whether there is a picture to present.
  private func draw() -> Bool {
    let arrivals = context.assets.arrivals
    if arrivals != arrivalsDrawn { mustDraw = true }
    let now = timer.now
    guard isPictureSeen, mustDraw || overlay.isDue(at: now) || game.needsDrawing else {
      return false
    }
    mustDraw = false
    arrivalsDrawn = arrivals
    canvas.begin(background: G.settings.background)
    game.draw(on: &canvas, Frame(number: context.statistics.frames, fraction: fraction))
    canvas.end()
    canvas.overlay = overlay.picture(of: context.statistics, at: now)
    context.statistics.pictures += 1
    return true
  }

  /// - Returns: whether presenting waited for the display.
  private func present(_ isDrawn: Bool) -> Bool {
    context.sounds.present(at: configuration.environment.clock.now, on: host)
    context.statistics.musicGaps = context.sounds.musicGaps
    defer { context.assets.frameEnded() }
    guard isDrawn else { return false }
    let hostWaited = host.present(canvas)
    context.statistics.drawing = host.drawing
    return hostWaited
  }

  private var lastCanvas: Canvas? { context.statistics.pictures > 0 ? canvas : nil }

  private var isPictureSeen = true
  private var wasPictureHidden = false
  /// Whether the last picture cannot stay, whatever the game says.
  private var mustDraw = true
  /// How many assets had come in, some again, when the last picture was drawn.
  private var arrivalsDrawn = 0
  private var fraction: Float = 0
  private var isFractionHeld = false

  // MARK: Between frames

  /// Counts the frame and waits for the next.
  private func endFrame(hostWaited: Bool) {
    let hitch = timer.frameEnded(
      hostWaited: hostWaited, isSeen: isPictureSeen, completions: drain.watch, &context.statistics)
    drain.watch.reset()
    if let hitch { configuration.whenHitching?(hitch) }
    if context.isQuitting { return }
    configuration.pacer.endFrame(
      FrameEnd(length: timer.length, hostWaited: hostWaited, isSeen: isPictureSeen),
      meanwhile: { wait(until: $0) })
  }

  /// Uses the time that a frame waits, or lets it pass.
  ///
  /// - Returns: false where the next frame should begin at once.
  private func wait(until end: Instant) -> Bool {
    if isPictureSeen {
      if G.settings.drainsWhileWaiting && jobThreads != nil { drainWhileWaiting(until: end) }
      return true
    }
    // Nobody sees it: look now and then whether the window is shown again.
    let clock = SystemClock.shared
    while true {
      let look = clock.now.advanced(by: .milliseconds(20))
      if look >= end { return true }
      clock.sleep(until: look)
      if host.hasEvents { return false }
    }
  }

  /// The completions are the first of the next frame's completions phase. None begins in the last millisecond.
  private func drainWhileWaiting(until end: Instant) {
    let end = end.advanced(by: .milliseconds(-1))
    MainActorExecutor.shared.direct(to: jobs) {
      MainActorTurn.run { drain.drainEarly(context.queue, until: end) }
    }
  }

  private let isOnFirstThread: Bool

  // MARK: The end

  /// Finishes what must not be lost, then ends the queue and its threads.
  public func end() {
    guard !hasEnded else { return }
    hasEnded = true
    timer.runEnded(&context.statistics)
    Self.end(context, jobThreads, jobs)
  }

  private var hasEnded = false

  private static func end(
    _ context: GameContext, _ jobThreads: JobThreads?, _ jobs: MainActorExecutor.Route
  ) {
    MainActorExecutor.shared.direct(to: jobs) { endQueue(of: context, jobThreads) }
    MainActorExecutor.shared.mainLoopEnded(jobs)
  }

  /// Whatever waits for the queue or the loop is resumed, to see that it is cancelled.
  private static func endQueue(of context: GameContext, _ jobThreads: JobThreads?) {
    context.window.screenshots.finish(helping: jobThreads == nil)
    for tell in context.willEnd { tell() }
    context.scope.end()
    context.loop.end()
    context.assets.end()
    context.saves.finish(helping: jobThreads == nil)
    let queue = context.queue
    let isTerminated = Flag()
    do {
      try queue.terminate { isTerminated.set() }
    } catch {
      preconditionFailure(
        "only waiting for a termination is refused, and nobody waits here: \(error)")
    }
    while !isTerminated.isSet {
      if jobThreads == nil { queue.dispatchAll(.work) }
      // Job threads may still be in the middle of something: wait for what they complete.
      _ = MainActorTurn.run {
        queue.dispatch(.completion, timeout: jobThreads == nil ? .zero : nil)
      }
    }
    jobThreads?.join()
    // A game that listens is held by what it has registered.
    context.gamepads.end()
    context.window.events.end()
  }
}

/// Set once, from any thread.
nonisolated final class Flag: Sendable {
  private let state = Monitor(false)

  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}
