/// Figures as people read them: two or three digits and a unit.
enum Figure {
  static func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<999.5: "\(rounded(nanoseconds)) ns"
    case ..<999_500: "\(rounded(nanoseconds / 1000)) µs"
    case ..<999_500_000: "\(rounded(nanoseconds / 1_000_000)) ms"
    default: "\(rounded(nanoseconds / 1_000_000_000)) s"
    }
  }

  static func bytes(_ bytes: Double) -> String {
    bytes < 1024 ? "\(rounded(bytes)) B" : "\(rounded(bytes / 1024)) KB"
  }

  static func text(_ value: Double, _ unit: Row.Unit) -> String {
    switch unit {
    case .nanoseconds: time(value)
    case .count: rounded(value)
    }
  }

  /// Three digits, without the zeros at the end.
  static func rounded(_ value: Double) -> String {
    let steps: Double =
      switch abs(value) {
      case ..<9.995: 100
      case ..<99.95: 10
      default: 1
      }
    let rounded = (value * steps).rounded() / steps
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
