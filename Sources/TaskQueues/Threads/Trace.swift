import CLinux

/// What is said to whoever develops the program.
package enum Trace {
  /// Writes a line to standard error, as a whole.
  package static func say(_ line: String) { clinux_say(line + "\n") }
}
