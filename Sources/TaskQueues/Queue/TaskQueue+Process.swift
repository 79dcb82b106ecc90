/// The queue of the whole process: what is used where none is named.
private enum ProcessQueue {
  /// Created when it is first asked for.
  case notAskedFor
  case set(TaskQueue)
  case disabled

  static let current = Monitor(ProcessQueue.notAskedFor)

  /// What was there is let go of when this returns, outside of the lock: that may run callbacks.
  static func replace(with new: ProcessQueue) {
    let old = current.withLock { current in
      defer { current = new }
      return current
    }
    // Else the optimiser lets go of it as early as it can, which is under the lock.
    withExtendedLifetime(old) {}
  }
}

extension TaskQueue {
  /// The queue that is used where none is named: both of its ports on the thread pool, unless another
  /// was set. Nil disables it. Once it was set, the first one comes back only if it is kept and set again,
  /// or through `uninitialize`.
  public static var process: TaskQueue? {
    get {
      TimeSensitiveThread.assertIsNotOne("Asking for the queue of the process")
      return ProcessQueue.current.withLock { current in
        switch current {
        case .set(let queue): return queue
        case .disabled: return nil
        case .notAskedFor:
          let queue = TaskQueue(name: "process", work: .threadPool, completion: .threadPool)
          current = .set(queue)
          return queue
        }
      }
    }
    set {
      TimeSensitiveThread.assertIsNotOne("Setting the queue of the process")
      ProcessQueue.replace(with: newValue.map { .set($0) } ?? .disabled)
    }
  }

  /// Lets go of the process queue and waits for every queue of the process to come to its end, for at
  /// most five seconds.
  ///
  /// - Returns: what is still alive, a line each; nothing if all is well.
  public static func uninitialize(timeout: Duration = .zero) -> [String] {
    ProcessQueue.replace(with: .notAskedFor)
    return LiveQueues.shared.waitForEnd(timeout: min(timeout, .seconds(5)))
  }

  /// Stops all queues of the process: what is submitted is kept and nothing runs, nobody is told or
  /// woken, and a dispatch finds nothing. Delayed callbacks go on becoming ready. What is running is not
  /// waited for. Immediate ports go on.
  public static func suspendAll() { LiveQueues.shared.suspend() }

  /// Takes `suspendAll` back: everything that came meanwhile is told and runs.
  public static func resumeAll() { LiveQueues.shared.resume() }
}
