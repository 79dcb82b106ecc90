/// A scene and the stage it was made with. The stage knows its scene only while somebody else holds it.
struct StagedScene {
  let scene: any Scene
  let stage: Stage
}

/// What is to become of the stack between two ticks.
struct SceneChange {
  enum Place {
    /// Nothing leaves.
    case onTop
    /// The scene of this stage leaves, and all above it; of nil, the uppermost.
    case at(Stage?)
    /// All leave.
    case all
  }

  var place: Place
  /// What enters.
  var new: StagedScene?
  var transition: any Transition
  /// Whose loading screen it is that enters.
  var loading: Loading?
}
