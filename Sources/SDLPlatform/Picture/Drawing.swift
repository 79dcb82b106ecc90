import CSDL2
import GameLoop

/// One way of drawing with SDL: which of its calls is fastest depends on who draws.
///
/// Order is kept: what is asked for later covers what was asked for before, at the latest when `flush` returns.
protocol Drawing: AnyObject {
  /// A texture as this way of drawing keeps it.
  associatedtype Picture: AnyObject

  /// How many calls of SDL that draw were made.
  var drawCalls: Int { get set }

  func texture(of image: Image) throws -> Picture
  func targetTexture(size: Vector) throws -> Picture
  /// A square texture that is filled piece by piece.
  func page(size: Int32) throws -> Picture
  /// Puts pixels (32 bits: alpha, red, green, blue) into a page. What was drawn from it is not changed.
  func update(_ page: Picture, _ rect: SDL_Rect, _ pixels: UnsafeRawPointer, pitch: Int32)

  /// What follows is drawn on a texture, or with nil on the picture.
  func begin(on target: Picture?)
  func clip(to rect: SDL_Rect?)
  func clear(_ color: Color)
  func sprite(_ item: DrawItem, _ texture: Picture)
  /// Sprites of one texture, one after the other.
  func sprites(_ run: DrawItems, _ texture: Picture)
  func fill(_ rect: Rect, _ color: Color, _ blend: BlendMode)
  func line(from: Vector, to: Vector, _ color: Color, _ blend: BlendMode)
  /// Every three corners are a triangle.
  func triangles(_ corners: [Vector], _ color: Color, _ blend: BlendMode)
  /// Everything that was asked for is handed to SDL, and others may use the renderer.
  func flush()
}

nonisolated extension SDL_FRect {
  init(_ rect: Rect) {
    self.init(x: rect.origin.x, y: rect.origin.y, w: rect.size.x, h: rect.size.y)
  }
}

nonisolated extension SDL_Rect {
  init(_ rect: Rect) {
    self.init(SIMD4(lowHalf: rect.origin, highHalf: rect.size))
  }

  /// x, y, width and height. What is no number or beyond all pictures is taken for something that is.
  init(_ rect: SIMD4<Float>) {
    func pixel(_ value: Float) -> Int32 { Int32(max(-1e6, min(value, 1e6))) }
    self.init(x: pixel(rect.x), y: pixel(rect.y), w: pixel(rect.z), h: pixel(rect.w))
  }
}

nonisolated extension SDL_BlendMode {
  init(_ mode: BlendMode) {
    self =
      switch mode {
      case .alpha: SDL_BLENDMODE_BLEND
      case .additive: SDL_BLENDMODE_ADD
      case .none: SDL_BLENDMODE_NONE
      case .multiply: SDL_BLENDMODE_MOD
      }
  }
}

/// The nearest whole number, halves up. (The library's rounding is a call for each.)
@inline(__always)
nonisolated func nearestPixel(_ value: Float) -> Int32 {
  // Bits below the point fall off towards zero: well above it for every place that can be seen.
  Int32(truncatingIfNeeded: Int(max(-1e6, min(value, 1e6)) + 1_048_576.5) - 1_048_576)
}
