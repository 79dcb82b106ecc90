nonisolated extension Color {
  /// The colour with its opacity multiplied by a factor from 0 to 1.
  @inlinable public func faded(to opacity: Float) -> Color {
    var color = self
    color.alpha = UInt8((Float(alpha) * min(max(opacity, 0), 1)).rounded())
    return color
  }

  /// The colour a part of the way to another one.
  @inlinable public func mixed(with other: Color, at fraction: Float = 0.5) -> Color {
    .interpolated(from: self, to: other, at: fraction)
  }

  /// The colour a part of the way to white, as opaque as it is.
  @inlinable public func lighter(by fraction: Float = 0.2) -> Color {
    mixed(with: Color(0xffffff, alpha: alpha), at: fraction)
  }

  /// The colour a part of the way to black, as opaque as it is.
  @inlinable public func darker(by fraction: Float = 0.2) -> Color {
    mixed(with: Color(0x000000, alpha: alpha), at: fraction)
  }

  /// What a texture of colour `a` looks like with the tint `b`: white changes nothing.
  @inlinable public static func * (a: Color, b: Color) -> Color {
    func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(truncatingIfNeeded: (UInt16(a) * UInt16(b) + 127) / 255)
    }
    return Color(
      red: product(a.red, b.red), green: product(a.green, b.green), blue: product(a.blue, b.blue),
      alpha: product(a.alpha, b.alpha))
  }

  // MARK: Hue, saturation and value

  /// A colour of the colour circle.
  ///
  ///     Color(hue: .degrees(120), saturation: 1, value: 1)   // green
  ///
  /// - Parameters:
  ///   - hue: 0 is red, a third of a turn green, two thirds blue.
  ///   - saturation: from 0, grey, to 1.
  ///   - value: from 0, black, to 1.
  public init(hue: Angle, saturation: Float = 1, value: Float = 1, alpha: Float = 1) {
    let turns = hue.turns - hue.turns.rounded(.down)
    let (s, v) = (saturation.clamped(to: 0...1), value.clamped(to: 0...1))
    func channel(_ offset: Float) -> Float {
      let k = (offset + turns * 6).truncatingRemainder(dividingBy: 6)
      return v - v * s * max(0, min(k, 4 - k, 1))
    }
    self.init(components: SIMD4(channel(5), channel(3), channel(1), alpha))
  }

  /// Where the colour is in the colour circle, from 0 to a whole turn; a grey is at 0.
  public var hue: Angle {
    let c = components
    let (most, least) = (max(c.x, c.y, c.z), min(c.x, c.y, c.z))
    let span = most - least
    guard span > 0 else { return .zero }
    let sixths =
      most == c.x
      ? (c.y - c.z) / span + (c.y < c.z ? 6 : 0)
      : most == c.y ? (c.z - c.x) / span + 2 : (c.x - c.y) / span + 4
    return .turns(sixths / 6)
  }

  /// From 0, grey, to 1.
  public var saturation: Float {
    let (most, least) = (max(red, green, blue), min(red, green, blue))
    return most == 0 ? 0 : Float(most - least) / Float(most)
  }

  /// How bright the brightest of red, green and blue is, from 0 to 1.
  public var value: Float { Float(max(red, green, blue)) / 255 }

  /// How bright the eye sees it, from 0 to 1.
  public var luminance: Float { (components * SIMD4(0.2126, 0.7152, 0.0722, 0)).sum() }
}
