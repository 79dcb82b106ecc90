import Testing

extension Trait where Self == TimeLimitTrait {
  /// A minute for what ends at once unless something is stuck. A sanitizer keeps all processors busy, so that a test
  /// may have none for a while: five minutes there.
  public static var patience: Self { .timeLimit(isSanitized ? .minutes(5) : .minutes(1)) }
}
