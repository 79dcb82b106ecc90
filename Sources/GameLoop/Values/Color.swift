/// A colour of red, green and blue, from 0 to 255 each, and of opacity.
public nonisolated struct Color: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  public var alpha: UInt8

  @inlinable public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A colour as one writes it: `Color(0xff8800)`.
  @inlinable public init(_ rgb: UInt32, alpha: UInt8 = 255) {
    self.init(
      red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
      blue: UInt8(truncatingIfNeeded: rgb), alpha: alpha)
  }

  /// A grey from black (0) to white (1).
  @inlinable public init(white: Float, alpha: Float = 1) {
    self.init(components: SIMD4(white, white, white, alpha))
  }

  /// Red, green, blue and opacity from 0 to 1; what is beyond is taken as that.
  @inlinable public init(components: SIMD4<Float>) {
    let bytes = SIMD4<UInt8>(
      truncatingIfNeeded: SIMD4<Int32>(
        (components.clamped(lowerBound: .zero, upperBound: .one) * 255).rounded(
          .toNearestOrAwayFromZero)))
    self.init(red: bytes.x, green: bytes.y, blue: bytes.z, alpha: bytes.w)
  }

  /// Red, green, blue and opacity from 0 to 1.
  @inlinable public var components: SIMD4<Float> {
    SIMD4<Float>(SIMD4<UInt8>(red, green, blue, alpha)) / 255
  }

  /// The components with red, green and blue multiplied by the opacity, as light adds up.
  @inlinable public var premultiplied: SIMD4<Float> {
    var light = components * components.w
    light.w = Float(alpha) / 255
    return light
  }

  /// The colour of premultiplied components.
  @inlinable public init(premultiplied light: SIMD4<Float>) {
    var straight = light.w > 0 ? light / light.w : .zero
    straight.w = light.w
    self.init(components: straight)
  }

  @inlinable public static func interpolated(from a: Color, to b: Color, at fraction: Float)
    -> Color
  {
    let t = min(max(fraction, 0), 1)
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Float(a) + (Float(b) - Float(a)) * t).rounded())
    }
    return Color(
      red: mix(a.red, b.red), green: mix(a.green, b.green), blue: mix(a.blue, b.blue),
      alpha: mix(a.alpha, b.alpha))
  }
}
