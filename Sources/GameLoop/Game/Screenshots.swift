import TaskQueues

extension Window {
  /// Saves what is seen as a PNG file and returns its path: `hello-1.png` and so on, in the folder of the player's
  /// pictures.
  ///
  ///     let path = try await context.window.saveScreenshot()
  ///     message = "Saved in \(path)"
  ///
  /// The picture is that of the last frame, taken when the next one begins. It is made a file on a job thread, and
  /// no frame waits for that. A loop that ends waits for it: what was asked for before is saved.
  ///
  /// - Throws: `FileError` if there is no place for it; `NoPicture` where the host has none; `CancellationError` if
  ///   the loop ends or the task is cancelled.
  public func saveScreenshot() async throws -> String { try await screenshots.save() }
}

/// A host draws nothing that could be saved.
public nonisolated struct NoPicture: Error, CustomStringConvertible {
  public var description: String { "there is no picture: this host does not draw" }
}

/// Saves pictures of the game.
final class Screenshots {
  /// What was drawn last, if anything was.
  var lastCanvas: () -> Canvas? = { nil }

  private let host: any Host
  private let queue: TaskQueue
  private let frame: FrameSignal
  private let folder: PictureFolder
  /// How many were asked for and are not saved yet.
  private var pending = 0
  private var isEnding = false

  init(host: any Host, queue: TaskQueue, frame: FrameSignal, folder: PictureFolder) {
    self.host = host
    self.queue = queue
    self.frame = frame
    self.folder = folder
  }

  func save() async throws -> String {
    pending += 1
    defer { pending -= 1 }
    guard let encoder = host.encoder else { throw NoPicture() }
    let image = try await nextPicture()
    return try await queue.run { [folder] in
      let png = try encoder.png(of: image)
      return try folder.save(png)
    }
  }

  /// Never in the middle of a frame, where a canvas may be half drawn.
  private func nextPicture() async throws -> Image {
    while true {
      try await frame.next()
      if let canvas = lastCanvas() { return try host.picture(of: canvas) }
      // Nothing was drawn, and nothing will be.
      if isEnding { throw CancellationError() }
    }
  }

  /// The player wants one.
  func saveAndReport() {
    // From now on, not from when the task begins: the game may end before.
    pending += 1
    Task {
      defer { pending -= 1 }
      do {
        let path = try await save()
        report("The picture is in \(path)")
      } catch is CancellationError {
        // The game has ended before.
      } catch {
        report("The picture cannot be saved: \(error).")
      }
    }
  }

  /// Waits until all that were asked for are saved. The main thread goes on draining completions meanwhile.
  ///
  /// - Parameter helping: whether nobody else dispatches the work port.
  func finish(helping: Bool) {
    isEnding = true
    while pending > 0 {
      if helping { queue.dispatchAll(.work) }
      _ = MainActorTurn.run { queue.dispatch(.completion, timeout: helping ? .zero : nil) }
    }
  }
}
