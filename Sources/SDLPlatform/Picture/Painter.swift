import CSDL2
import GameLoop

/// Plays canvases, one way of drawing or the other, and keeps the textures and fonts they name.
final class Painter<Way: Drawing>: CanvasPainter {
  private let drawing: Way
  /// By number.
  private var textures: [Way.Picture?] = []
  private let texts: TextPainter<Way>
  private var triangulation = Triangulation()

  private(set) var drawCalls = 0
  private(set) var sprites = 0

  init(_ drawing: Way) {
    self.drawing = drawing
    texts = TextPainter(drawing)
    texts.atlas.willEmptyPage = { [drawing] in drawing.flush() }
  }

  func close() {
    texts.close()
    textures.removeAll()
  }

  // MARK: Assets

  func add(_ image: Image, as id: AssetID) throws { set(id, to: try drawing.texture(of: image)) }

  func addTarget(size: Vector, as id: AssetID) throws {
    set(id, to: try drawing.targetTexture(size: size))
  }

  func add(font bytes: [UInt8], as id: AssetID) throws -> any FontMetrics {
    try texts.add(font: bytes, as: id)
  }

  func remove(_ id: AssetID) {
    texts.remove(id)
    if id.number < textures.count { textures[id.number] = nil }
  }

  private func set(_ id: AssetID, to texture: Way.Picture?) {
    while textures.count <= id.number { textures.append(nil) }
    textures[id.number] = texture
  }

  private func texture(_ number: Int32) -> Way.Picture? {
    Int(number) < textures.count ? textures[Int(number)] : nil
  }

  // MARK: Painting

  func paint(_ canvas: Canvas) {
    drawing.drawCalls = 0
    sprites = 0
    for target in canvas.paintings {
      guard let texture = texture(target.texture.id.number32) else { continue }
      drawing.begin(on: texture)
      play(target.canvas)
    }
    drawing.begin(on: nil)
    play(canvas)
    drawCalls = drawing.drawCalls
    if let overlay = canvas.overlay { play(overlay.canvas) }
  }

  private func play(_ canvas: Canvas) {
    canvas.withItems { items in
      var clip: UInt16 = 0
      var place = 0
      while place < items.count {
        let item = items[place]
        if item.clip != clip {
          clip = item.clip
          drawing.clip(to: clip == 0 ? nil : SDL_Rect(canvas.clips[Int(clip)]))
        }
        if item.kind == .sprite {
          let run = items.run(from: place)
          sprites += run.count
          if let texture = texture(item.index) {
            drawing.sprites(run, texture)
          } else {
            for place in 0..<run.count { placeholder(run[place]) }
          }
          place += run.count
        } else {
          play(item, of: canvas)
          place += 1
        }
      }
      drawing.flush()
      if clip != 0 { drawing.clip(to: nil) }
    }
  }

  /// Anything but a sprite.
  private func play(_ item: DrawItem, of canvas: Canvas) {
    let (low, high) = (item.destination.lowHalf, item.destination.highHalf)
    switch item.kind {
    case .sprite: preconditionFailure("sprites are drawn with their textures")
    case .clear: drawing.clear(item.color)
    case .rect: drawing.fill(Rect(origin: low, size: high), item.color, item.looks.blend)
    case .line: drawing.line(from: low, to: high, item.color, item.looks.blend)
    case .polygon:
      let place = canvas.polygons[Int(item.index)]
      let outline = canvas.points[place.first..<place.first + place.count]
      drawing.triangles(triangulation.triangles(of: outline), item.color, item.looks.blend)
    case .text:
      texts.paint(
        canvas.texts[Int(item.index)], texture: { letters(of: $0) }, { drawing.sprite($0, $1) })
    }
  }

  /// The texture of a bitmap font. The built-in letters come with the first text that is written in them.
  private func letters(of id: AssetID) -> Way.Picture? {
    if let texture = texture(id.number32) { return texture }
    guard id == .builtInFont else { return nil }
    do {
      try add(BuiltInLetters.image, as: id)
    } catch {
      report("the built-in font cannot be shown: \(error)")
    }
    return texture(id.number32)
  }

  /// A texture that is not there is seen as a crossed frame: not to be overlooked, and not blinding.
  private func placeholder(_ item: DrawItem) {
    let color = Color(0xff40c0, alpha: 140)
    let (low, size) = (item.destination.lowHalf, item.destination.highHalf)
    let high = low + size - .one
    func line(_ a: Vector, _ b: Vector) { drawing.line(from: a, to: b, color, .alpha) }
    line(low, Vector(high.x, low.y))
    line(Vector(high.x, low.y), high)
    line(high, Vector(low.x, high.y))
    line(Vector(low.x, high.y), low)
    line(low, high)
    line(Vector(low.x, high.y), Vector(high.x, low.y))
  }
}

/// What a picture needs of whatever paints it.
protocol CanvasPainter: AnyObject {
  /// How many calls the last canvas took, and how many sprites it had, without those of its overlay.
  var drawCalls: Int { get }
  var sprites: Int { get }

  /// Lets go of textures and fonts, before what they were made for goes.
  func close()

  func add(_ image: Image, as id: AssetID) throws
  func addTarget(size: Vector, as id: AssetID) throws
  func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics
  /// Lets go of a texture or a font that nothing names any more.
  func remove(_ id: AssetID)
  /// Paints on what the painter was made for.
  func paint(_ canvas: Canvas)
}

extension CanvasPainter {
  func drawing(by renderer: String, uploadedBytes: Int) -> DrawingStatistics {
    DrawingStatistics(
      renderer: renderer, drawCalls: drawCalls, sprites: sprites, uploadedBytes: uploadedBytes)
  }
}

extension AssetID {
  fileprivate var number32: Int32 { Int32(truncatingIfNeeded: number) }
}
