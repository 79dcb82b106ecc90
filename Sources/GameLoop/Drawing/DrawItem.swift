/// One thing to draw as a canvas keeps it: one line of the processor's cache, plain values, so that
/// recording a sprite is a store. What it means depends on its kind; `DrawCommand` says it in words.
package nonisolated struct DrawItem: Equatable {
  package enum Kind: UInt8 {
    case clear
    case sprite
    case rect
    /// From `destination.lowHalf` to `destination.highHalf`, one unit thick.
    case line
    /// `index` counts the canvas's polygons.
    case polygon
    /// `index` counts the canvas's texts.
    case text
  }

  /// x, y, width and height, before it is rotated.
  package var destination: SIMD4<Float>
  /// x, y, width and height in pixels of the texture. All of it has no width.
  package var source: SIMD4<Float> = .zero
  /// Rotates about this point, from the destination's upper left corner.
  package var pivot: Vector = .zero
  package var rotation: Angle = .zero
  package var color: Color
  package var layer: Int32
  /// A texture's number, or where the rest of the command is.
  package var index: Int32 = 0
  /// Which of the canvas's clips it is in.
  package var clip: UInt16
  package var kind: Kind
  package var looks: Looks

  /// How it mixes, and whether it is mirrored, in a byte.
  package struct Looks: Equatable {
    private var bits: UInt8

    package init(_ blend: BlendMode, isMirroredAcross: Bool = false, isMirroredDown: Bool = false) {
      bits = blend.rawValue | (isMirroredAcross ? 0x40 : 0) | (isMirroredDown ? 0x80 : 0)
    }

    package var blend: BlendMode { BlendMode(rawValue: bits & 0x3f) ?? .alpha }
    package var isMirroredAcross: Bool { bits & 0x40 != 0 }
    package var isMirroredDown: Bool { bits & 0x80 != 0 }
    package var isMirrored: Bool { bits & 0xc0 != 0 }
  }

  init(
    destination: SIMD4<Float>, color: Color, layer: Int32, index: Int32 = 0, clip: UInt16,
    kind: Kind, looks: Looks
  ) {
    self.destination = destination
    self.color = color
    self.layer = layer
    self.index = index
    self.clip = clip
    self.kind = kind
    self.looks = looks
  }

  /// A sprite that stands for a part of something else, as a letter does for its text.
  package init(
    sprite destination: SIMD4<Float>, source: SIMD4<Float>, pivot: Vector, rotation: Angle,
    tint: Color
  ) {
    self.init(
      destination: destination, color: tint, layer: 0, clip: 0, kind: .sprite,
      looks: Looks(.alpha))
    self.source = source
    self.pivot = pivot
    self.rotation = rotation
  }

  package var isWholeTexture: Bool { source.z == 0 }
}

/// Which of a canvas's points are those of one polygon.
package nonisolated struct PolygonPoints: Equatable {
  package var first: Int
  package var count: Int
}
