/// Something that was typed.
public nonisolated enum Typed: Sendable, Equatable {
  /// Text as it was typed or composed.
  case text(String)
  /// A key went down, or is held so long that it types again. A key that types text comes as both.
  case key(Key, isRepeated: Bool)
}
