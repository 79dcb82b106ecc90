import TaskQueues

/// Why a queue refuses what `body` asks for, nil if it does not.
func refusal(of body: () throws -> Void) -> TaskQueueError? {
  do {
    try body()
    return nil
  } catch {
    return error as? TaskQueueError
  }
}
