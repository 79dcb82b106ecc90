import CLinux

/// A turn of the main actor in which its thread drains a port.
///
/// A task of the main actor that a callback of the drain resumes goes on at once, inside of that callback,
/// as if the callback were its own job: nothing else of the main actor is in the middle of anything then.
/// Everywhere else it would have to be handed to the main actor first, and to wait for its next turn.
public struct MainActorTurn {
  private let executor: UnownedSerialExecutor
  /// What the thread was inside of when the turn began.
  private let mark: UnsafeMutableRawPointer?

  /// Runs `body`, which is to do nothing but to dispatch ports.
  @MainActor
  public static func run<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    let outer = clinux_get_current_turn()
    var turn = MainActorTurn(
      executor: MainActor.sharedUnownedExecutor, mark: CurrentCallback.mark)
    let result = withUnsafeMutablePointer(to: &turn) { turn -> Result<R, E> in
      clinux_set_current_turn(turn)
      defer { clinux_set_current_turn(outer) }
      do throws(E) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The executor whose task may go on right here: the caller is a callback that was taken by the drain of
  /// a turn, and neither it nor anything below it belongs to the game.
  static var executorOfCallback: UnownedSerialExecutor? {
    guard let turn = clinux_get_current_turn()?.assumingMemoryBound(to: MainActorTurn.self),
      CurrentCallback.mark != turn.pointee.mark, CurrentCallback.outerMark == turn.pointee.mark
    else { return nil }
    return turn.pointee.executor
  }
}
