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

  public static let white = Color(0xffffff)
  public static let black = Color(0x000000)
  public static let clear = Color(0x000000, alpha: 0)

  /// The colour with its opacity multiplied by a factor from 0 to 1.
  @inlinable public func faded(to opacity: Float) -> Color {
    var color = self
    color.alpha = UInt8((Float(alpha) * min(max(opacity, 0), 1)).rounded())
    return color
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
