import Glibc

/// Says something to whoever started the game, once, on standard error.
public nonisolated func report(_ message: String) {
  let line = message + "\n"
  _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}
