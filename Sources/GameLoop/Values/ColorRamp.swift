/// Colours that go over into each other: fire over its life, the sky over the day.
///
///     let fire = ColorRamp(.white, .yellow, .red, .clear)
///     canvas.fill(spark, fire.color(at: age / lifetime))
///
/// Mixed as light, so that going over to `.clear` fades and does not darken. Asking for a colour is one
/// look into a table.
public nonisolated struct ColorRamp: Sendable, Hashable {
  /// A colour and where it is, from 0 to 1.
  public struct Stop: Sendable, Hashable {
    public var fraction: Float
    public var color: Color

    public init(at fraction: Float, _ color: Color) {
      self.fraction = fraction
      self.color = color
    }
  }

  public let stops: [Stop]
  private let table: [Color]

  private static let steps = 256

  /// Colours at equal distances.
  public init(_ colors: Color...) {
    precondition(!colors.isEmpty, "a ramp of no colours has nothing to show: give it at least one")
    let last = Float(max(1, colors.count - 1))
    self.init(stops: colors.enumerated().map { Stop(at: Float($0) / last, $1) })
  }

  /// Colours where they are said to be, in order of their fractions.
  public init(stops: [Stop]) {
    precondition(!stops.isEmpty, "a ramp of no colours has nothing to show: give it at least one")
    let stops = stops.sorted { $0.fraction < $1.fraction }
    self.stops = stops
    table = (0..<Self.steps).map { Self.mix(stops, at: Float($0) / Float(Self.steps - 1)) }
  }

  /// The colour from the first (0) to the last (1).
  public func color(at fraction: Float) -> Color {
    let last = Float(Self.steps - 1)
    return table[Int((fraction * last + 0.5).clamped(to: 0...last))]
  }

  private static func mix(_ stops: [Stop], at fraction: Float) -> Color {
    guard let next = stops.firstIndex(where: { $0.fraction > fraction }) else {
      return stops[stops.count - 1].color
    }
    guard next > 0 else { return stops[0].color }
    let (a, b) = (stops[next - 1], stops[next])
    let part = fraction.fraction(of: a.fraction...b.fraction)
    let (from, to) = (a.color.premultiplied, b.color.premultiplied)
    return Color(premultiplied: from + (to - from) * part)
  }
}
