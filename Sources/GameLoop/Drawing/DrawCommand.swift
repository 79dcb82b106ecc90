/// How what is drawn mixes with what is there.
public nonisolated enum BlendMode: UInt8, Sendable, Hashable {
  /// Over it, by opacity.
  case alpha
  /// Added to it: light, fire, glow.
  case additive
  /// In its place.
  case none
  /// Multiplied with it: shadow, coloured glass.
  case multiply
}

/// Names a texture or a font among those of one host.
public nonisolated struct AssetID: Sendable, Hashable {
  public let number: Int

  public init(number: Int) { self.number = number }
}

/// One thing to draw, as a canvas tells it when it is asked for its `commands`: plain values, so that a
/// picture can be compared and written down.
public nonisolated enum DrawCommand: Sendable, Hashable {
  case clear(Color)
  case sprite(SpriteCommand)
  case rect(Rect, Color, BlendMode)
  case line(from: Vector, to: Vector, Color, BlendMode)
  case polygon([Vector], Color, BlendMode)
  case text(TextCommand)
}

public nonisolated struct SpriteCommand: Sendable, Hashable {
  public var texture: AssetID
  /// The part of the texture, in its pixels; nil is all of it.
  public var source: Rect?
  /// Where it is drawn before it is rotated.
  public var destination: Rect
  /// Rotates about this point, from the destination's upper left corner.
  public var pivot: Vector
  public var rotation: Angle
  public var isMirroredAcross = false
  public var isMirroredDown = false
  public var tint: Color
  public var blend: BlendMode
}
