import CLinux
import TaskQueues

/// Sees the files of a folder change, and of the folders below it, also those that come later. Editors write a file
/// in place or rename a new one over it: both are seen when the new contents are whole.
///
/// What comes within a moment is told at once: a tool may write many files, and some several times.
final class AssetWatch {
  /// So long after the first change of a burst it is told.
  private static let moment = Duration.milliseconds(50)

  private let root: String
  private let queue: TaskQueue
  private let tell: ([String]) -> Void
  private let inotify: CInt
  private var waiter: WaiterToken?
  /// The folders that are watched, as `rocks/`; the root is "".
  private var folders: [CInt: String] = [:]
  private var changes: Set<String> = []
  private var isToldSoon = false

  /// - Parameter tell: is called in completions, with the names of the files that changed.
  /// - Throws: in plain words, why nothing can be watched.
  init(of folder: String, on queue: TaskQueue, _ tell: @escaping ([String]) -> Void) throws {
    root = folder
    self.queue = queue
    self.tell = tell
    inotify = clinux_inotify()
    guard inotify >= 0 else { throw FileError(path: folder, code: -inotify) }
    let code = watch("")
    guard code >= 0 else {
      close(inotify)
      throw FileError(path: folder, code: -code)
    }
    watchFoldersBelow("")
    waiter = try queue.registerWaiter(on: .completion, descriptor: inotify, kind: .level) {
      [weak self] cancelled in
      if !cancelled { MainActor.assumeIsolated { self?.readChanges() } }
    }
  }

  isolated deinit {
    end()
    close(inotify)
  }

  func end() {
    if let waiter { queue.unregisterWaiter(waiter) }
    waiter = nil
  }

  @discardableResult
  private func watch(_ folder: String) -> CInt {
    let number = clinux_inotify_watch(inotify, "\(root)/\(folder)")
    if number >= 0 { folders[number] = folder }
    return number
  }

  /// Watches first and looks then: what comes in between is seen twice rather than not at all.
  private func watchFoldersBelow(_ folder: String, _ tellFile: (String) -> Void = { _ in }) {
    FolderTree.visit("\(root)/\(folder)") { name, isFolder in
      if isFolder {
        let code = watch("\(folder)\(name)/")
        if code < 0 {
          report(
            "Changes are not seen: \(FileError(path: "\(root)/\(folder)\(name)", code: -code)).")
        }
      } else {
        tellFile(folder + name)
      }
      return true
    }
  }

  private func readChanges() {
    clinux_inotify_read(inotify, Unmanaged.passUnretained(self).toOpaque()) {
      watch, number, what, name in
      guard let watch, let name else { return }
      let change = (number: number, what: what, name: String(cString: name))
      let address = UInt(bitPattern: watch)
      MainActor.assumeIsolated {
        guard let watch = UnsafeRawPointer(bitPattern: address) else { return }
        Unmanaged<AssetWatch>.fromOpaque(watch).takeUnretainedValue()
          .take(change.number, change.what, change.name)
      }
    }
    if !changes.isEmpty { tellSoon() }
  }

  private func take(_ number: CInt, _ what: UInt32, _ name: String) {
    if what & UInt32(clinux_changes_lost) != 0 {
      // There were more than the system keeps: any file may have changed, and any folder may be new.
      watchFoldersBelow("") { changes.insert($0) }
      return
    }
    guard let folder = folders[number] else { return }
    if what & UInt32(clinux_watch_ended) != 0 {
      folders[number] = nil
    } else if what & UInt32(clinux_is_folder) != 0 {
      watch("\(folder)\(name)/")
      watchFoldersBelow("\(folder)\(name)/") { changes.insert($0) }
    } else if what & UInt32(clinux_file_written) != 0 {
      changes.insert(folder + name)
    }
  }

  private func tellSoon() {
    if isToldSoon { return }
    isToldSoon = true
    do {
      try queue.submit(to: .completion, after: Self.moment) { [weak self] cancelled in
        if !cancelled { MainActor.assumeIsolated { self?.tellNow() } }
      }
    } catch {
      // The game ends: nobody wants to know.
    }
  }

  private func tellNow() {
    isToldSoon = false
    let names = changes.sorted()
    changes = []
    tell(names)
  }
}
