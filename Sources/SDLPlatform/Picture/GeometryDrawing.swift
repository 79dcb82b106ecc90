import CSDL2
import GameLoop
import Glibc

/// Draws with a renderer that has a graphics processor, or OpenGL: sprites in a row that share a texture and a way
/// to mix are handed over as one list of triangles, rotated or not.
final class GeometryDrawing: Drawing {
  private let renderer: OpaquePointer
  var drawCalls = 0
  private var vertices: [SDL_Vertex] = []
  /// Two triangles for every four vertices.
  private var indices: [Int32] = []
  private var texture: OpaquePointer?
  private var blend = BlendMode.alpha
  /// What is drawn on where no target is.
  var picture: OpaquePointer?

  private static let mostSprites = 4096

  init(_ renderer: OpaquePointer) {
    self.renderer = renderer
    vertices.reserveCapacity(Self.mostSprites * 4)
    indices.reserveCapacity(Self.mostSprites * 6)
    for first in stride(from: Int32(0), to: Int32(Self.mostSprites * 4), by: 4) {
      indices += [first, first + 1, first + 2, first + 2, first + 3, first]
    }
  }

  isolated deinit { SDL_DestroyRenderer(renderer) }

  func texture(of image: Image) throws -> GeometryTexture {
    try image.withSurface { surface in
      GeometryTexture(
        try require(
          SDL_CreateTextureFromSurface(renderer, surface), "SDL_CreateTextureFromSurface"),
        size: image.size)
    }
  }

  func targetTexture(size: Vector) throws -> GeometryTexture {
    let texture = try require(
      SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, Int32(SDL_TEXTUREACCESS_TARGET.rawValue),
        Int32(size.x), Int32(size.y)), "SDL_CreateTexture")
    return GeometryTexture(texture, size: size)
  }

  func page(size: Int32) throws -> GeometryTexture {
    let texture = try require(
      SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, Int32(SDL_TEXTUREACCESS_STATIC.rawValue),
        size, size), "SDL_CreateTexture")
    return GeometryTexture(texture, size: Vector(Float(size), Float(size)))
  }

  func update(
    _ page: GeometryTexture, _ rect: SDL_Rect, _ pixels: UnsafeRawPointer, pitch: Int32
  ) {
    flush()
    var rect = rect
    SDL_UpdateTexture(page.texture, &rect, pixels, pitch)
  }

  func begin(on target: GeometryTexture?) {
    flush()
    SDL_SetRenderTarget(renderer, target?.texture ?? picture)
    SDL_RenderSetClipRect(renderer, nil)
  }

  func clip(to rect: SDL_Rect?) {
    flush()
    if var rect {
      SDL_RenderSetClipRect(renderer, &rect)
    } else {
      SDL_RenderSetClipRect(renderer, nil)
    }
  }

  func clear(_ color: Color) {
    flush()
    SDL_SetRenderDrawColor(renderer, color.red, color.green, color.blue, color.alpha)
    SDL_RenderClear(renderer)
    drawCalls += 1
  }

  // MARK: Sprites

  func sprites(_ run: DrawItems, _ texture: GeometryTexture) {
    for place in 0..<run.count { sprite(run[place], texture) }
  }

  func sprite(_ item: DrawItem, _ texture: GeometryTexture) {
    prepare(texture.texture, item.looks.blend)
    var least = Vector.zero
    var most = Vector.one
    if !item.isWholeTexture {
      least = item.source.lowHalf * texture.pixel
      most = (item.source.lowHalf + item.source.highHalf) * texture.pixel
    }
    if item.looks.isMirroredAcross { (least.x, most.x) = (most.x, least.x) }
    if item.looks.isMirroredDown { (least.y, most.y) = (most.y, least.y) }
    let color = SDL_Color(item.color)
    if item.rotation == .zero {
      let (low, high) = Self.onPixels(item.destination)
      add(low, color, least)
      add(Vector(high.x, low.y), color, Vector(most.x, least.y))
      add(high, color, most)
      add(Vector(low.x, high.y), color, Vector(least.x, most.y))
    } else {
      let (s, c) = (sin(item.rotation.radians), cos(item.rotation.radians))
      let center = item.destination.lowHalf + item.pivot
      let (right, down) = (Vector(c, s), Vector(-s, c))
      let (low, high) = (Vector.zero - item.pivot, item.destination.highHalf - item.pivot)
      add(center + right * low.x + down * low.y, color, least)
      add(center + right * high.x + down * low.y, color, Vector(most.x, least.y))
      add(center + right * high.x + down * high.y, color, most)
      add(center + right * low.x + down * high.y, color, Vector(least.x, most.y))
    }
  }

  /// What is upright begins and ends at whole pixels: sharp, and pieces that touch leave no gap.
  private static func onPixels(_ rect: SIMD4<Float>) -> (Vector, Vector) {
    let low = Vector(Float(nearestPixel(rect.x)), Float(nearestPixel(rect.y)))
    let end = rect.lowHalf + rect.highHalf
    return (low, Vector(Float(nearestPixel(end.x)), Float(nearestPixel(end.y))))
  }

  private func add(_ position: Vector, _ color: SDL_Color, _ place: Vector) {
    vertices.append(
      SDL_Vertex(
        position: SDL_FPoint(x: position.x, y: position.y), color: color,
        tex_coord: SDL_FPoint(x: place.x, y: place.y)))
  }

  /// What is added next has this texture, or none.
  private func prepare(_ texture: OpaquePointer?, _ blend: BlendMode) {
    if texture != self.texture || blend != self.blend
      || vertices.count >= Self.mostSprites * 4
    {
      flush()
      self.texture = texture
      self.blend = blend
    }
  }

  func flush() {
    guard !vertices.isEmpty else { return }
    if let texture {
      SDL_SetTextureBlendMode(texture, SDL_BlendMode(blend))
    } else {
      SDL_SetRenderDrawBlendMode(renderer, SDL_BlendMode(blend))
    }
    SDL_RenderGeometry(
      renderer, texture, vertices, Int32(vertices.count), indices, Int32(vertices.count / 4 * 6))
    drawCalls += 1
    vertices.removeAll(keepingCapacity: true)
  }

  // MARK: Shapes

  func fill(_ rect: Rect, _ color: Color, _ blend: BlendMode) {
    prepare(nil, blend)
    let color = SDL_Color(color)
    let (low, high) = Self.onPixels(SIMD4(lowHalf: rect.origin, highHalf: rect.size))
    add(low, color, .zero)
    add(Vector(high.x, low.y), color, .zero)
    add(high, color, .zero)
    add(Vector(low.x, high.y), color, .zero)
  }

  func line(from: Vector, to: Vector, _ color: Color, _ blend: BlendMode) {
    flush()
    SDL_SetRenderDrawBlendMode(renderer, SDL_BlendMode(blend))
    SDL_SetRenderDrawColor(renderer, color.red, color.green, color.blue, color.alpha)
    SDL_RenderDrawLineF(renderer, from.x, from.y, to.x, to.y)
    drawCalls += 1
  }

  func triangles(_ corners: [Vector], _ color: Color, _ blend: BlendMode) {
    flush()
    SDL_SetRenderDrawBlendMode(renderer, SDL_BlendMode(blend))
    renderTriangles(corners, color, on: renderer)
    drawCalls += 1
  }
}

/// A texture of a renderer.
final class GeometryTexture {
  let texture: OpaquePointer
  /// One pixel as a part of the whole.
  let pixel: Vector

  /// Takes the texture over.
  init(_ texture: OpaquePointer, size: Vector) {
    self.texture = texture
    pixel = .one / size
  }

  isolated deinit { SDL_DestroyTexture(texture) }
}
