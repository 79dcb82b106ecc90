extension SceneStack {
  /// Makes a scene, and has it enter when it is its turn.
  func change<S: Scene>(
    _ place: SceneChange.Place, _ transition: some Transition, _ loading: LoadingScene?,
    _ make: (Stage) throws -> S
  ) rethrows {
    let new = try staged(make)
    guard let loading else {
      changes.append(SceneChange(place: place, new: new, transition: transition))
      return
    }
    let load = Loading(of: new, place, transition)
    let screen = Stage(on: self, named: "\(new.stage.name), loading")
    load.willBegin(shownOn: screen)
    loadings.append(load)
    let shown = StagedScene(scene: loading(screen, load), stage: screen)
    changes.append(
      SceneChange(place: .onTop, new: shown, transition: transition, loading: load))
  }

  private func staged<S: Scene>(_ make: (Stage) throws -> S) rethrows -> StagedScene {
    let stage = Stage(on: self, named: "\(S.self)")
    let scene = try make(stage)
    precondition(
      scene.stage === stage,
      "\(S.self) has another stage than it was made with: keep the one that its init is given")
    return StagedScene(scene: scene, stage: stage)
  }

  /// What has loaded takes the place of its loading screen.
  func followLoadings() {
    if loadings.isEmpty { return }
    for loading in loadings {
      if loading.isAbandoned {
        loading.abandon()
      } else if loading.isReady, let change = loading.takeChange() {
        changes.append(change)
      }
    }
    loadings.removeAll(where: \.isOver)
  }

  /// Changes that ask for others have them made at once, unless there is a transition.
  func applyChanges() {
    var count = 0
    while transition == nil, !changes.isEmpty {
      count += 1
      precondition(
        count <= 1000,
        "scenes change the stack without end in enter or leave: do it in update, or once")
      apply(changes.removeFirst())
    }
  }

  private func apply(_ change: SceneChange) {
    guard let first = index(of: change.place) else {
      // What it was to take the place of has gone.
      change.new?.stage.end()
      return
    }
    hasChanged = true
    let old = change.transition.length > .zero ? Array(visible) : []
    change.loading?.begin(over: scenes.last?.stage)
    let leaving = scenes[first...].reversed() as [StagedScene]
    scenes.removeSubrange(first...)
    for scene in leaving { leave(scene) }
    if let new = change.new { scenes.append(new) }
    settle(entering: change.new)
    if change.transition.length > .zero {
      transition = RunningTransition(change.transition, from: old)
    }
  }

  private func index(of place: SceneChange.Place) -> Int? {
    switch place {
    case .all: scenes.startIndex
    case .onTop: scenes.endIndex
    case .at(nil): scenes.isEmpty ? nil : scenes.endIndex - 1
    case .at(let stage): scenes.firstIndex { $0.stage === stage }
    }
  }

  /// The game ends: all scenes leave, and what waits to enter never does.
  func end() {
    transition = nil
    let leaving = scenes.reversed() as [StagedScene]
    scenes = []
    for scene in leaving { leave(scene) }
    for loading in loadings { loading.abandon() }
    for change in changes { change.new?.stage.end() }
    loadings = []
    changes = []
  }

  private func leave(_ leaving: StagedScene) {
    leaving.scene.leave()
    leaving.stage.end()
    if namesStragglers { departures.add(leaving.stage, context.settings) }
  }

  /// Has each scene stand still or go on, as those above it say.
  private func settle(entering new: StagedScene?) {
    var isCovered = false
    for scene in scenes.reversed() {
      if isCovered && !scene.stage.isPaused {
        scene.stage.isPaused = true
        scene.scene.pause()
      }
      isCovered = isCovered || scene.scene.pausesBelow
    }
    new?.stage.begin(new?.scene)
    let lowest = scenes.lastIndex { $0.scene.pausesBelow } ?? scenes.startIndex
    for scene in scenes[lowest...] where scene.stage.isPaused {
      scene.stage.isPaused = false
      scene.scene.resume()
    }
  }
}
