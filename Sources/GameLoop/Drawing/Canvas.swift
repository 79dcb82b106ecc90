/// The picture of one frame, as a list of what to draw.
///
/// Coordinates are those of the game's picture, `size` wide and high, whatever the size of the window. What is
/// drawn later covers what was drawn before, layer by layer: the highest `layer` comes last.
public struct Canvas {
  public let size: Vector

  /// Applies to what is drawn while it is set.
  public var camera = Camera.still {
    didSet { view = CameraView(camera) }
  }

  /// What is drawn while it is set belongs to this layer. Layers are drawn from the lowest to the highest,
  /// each in the order in which it was recorded.
  public var layer = 0

  private(set) var view = CameraView()
  private var currentClip: UInt16 = 0

  package private(set) var items: [DrawItem] = []
  package private(set) var texts: [TextCommand] = []
  package private(set) var polygons: [PolygonPoints] = []
  package private(set) var points: [Vector] = []
  /// The first is the whole canvas.
  package private(set) var clips: [Rect]
  /// What is painted before this canvas, in order.
  package private(set) var paintings: [RenderTarget] = []
  package private(set) var layers = LayerOrder()
  /// What is drawn over everything and is no part of the game's picture.
  package var overlay: CanvasOverlay?

  public init(size: Vector) {
    self.size = size
    clips = [Rect(origin: .zero, size: size)]
  }

  public var bounds: Rect { clips[0] }

  /// Empties the list and keeps its memory.
  ///
  /// - Parameter background: nil leaves what is there, to be drawn on.
  package mutating func begin(background: Color?) {
    items.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    polygons.removeAll(keepingCapacity: true)
    points.removeAll(keepingCapacity: true)
    clips.removeLast(clips.count - 1)
    paintings.removeAll(keepingCapacity: true)
    layers.begin()
    camera = .still
    layer = 0
    if let background { clear(background) }
  }

  /// Everything is recorded: puts the layers in order.
  package mutating func end() { layers.end(items) }

  /// Covers everything, also what is in higher layers and was drawn before.
  public mutating func clear(_ color: Color) {
    items.removeAll(keepingCapacity: true)
    layers.begin()
    let item = DrawItem(
      destination: SIMD4(0, 0, size.x, size.y), color: color, layer: .min, clip: 0, kind: .clear,
      looks: .init(.none))
    record(item)
  }

  /// Draws in a part of the canvas only.
  ///
  /// - Parameter rect: in coordinates of the canvas: the camera does not move it.
  public mutating func clipped(
    to rect: Rect, _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    let outer = currentClip
    precondition(clips.count < UInt16.max, "a frame has room for \(UInt16.max) clips")
    clips.append(clips[Int(outer)].common(with: rect))
    currentClip = UInt16(clips.count - 1)
    defer { currentClip = outer }
    try draw(&self)
  }

  /// Paints on a texture before this frame is drawn. The texture keeps its picture until it is painted again.
  public mutating func paint(
    on target: RenderTarget, background: Color = .clear,
    _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    target.canvas.begin(background: background)
    try draw(&target.canvas)
    target.canvas.end()
    // What is painted for it comes first.
    paintings.append(contentsOf: target.canvas.paintings)
    target.canvas.paintings.removeAll(keepingCapacity: true)
    paintings.append(target)
  }

  /// Begins a picture over the one that is there: what is drawn from here on covers it, whatever the layers.
  package mutating func flatten() {
    layers.flatten(&items)
    camera = .still
    layer = 0
  }

  // MARK: Recording

  @inline(__always)
  mutating func record(_ item: DrawItem) {
    layers.add(item.layer)
    items.append(item)
  }

  /// An item as everything drawn now is.
  @inline(__always)
  func item(
    _ kind: DrawItem.Kind, _ destination: SIMD4<Float>, _ color: Color, _ blend: BlendMode,
    index: Int32 = 0
  ) -> DrawItem {
    DrawItem(
      destination: destination, color: color, layer: Int32(truncatingIfNeeded: layer),
      index: index, clip: currentClip, kind: kind, looks: .init(blend))
  }

  /// - Parameter outline: gives the corners of a polygon, in the units of the world, one by one.
  mutating func record(
    _ color: Color, _ blend: BlendMode, outline: (_ add: (Vector) -> Void) -> Void
  ) {
    let first = points.count
    outline { points.append(view.apply($0)) }
    let count = points.count - first
    guard count >= 3 else { return points.removeLast(count) }
    polygons.append(PolygonPoints(first: first, count: count))
    record(item(.polygon, .zero, color, blend, index: Int32(polygons.count - 1)))
  }

  mutating func record(_ text: TextCommand) {
    texts.append(text)
    record(item(.text, .zero, text.color, .alpha, index: Int32(texts.count - 1)))
  }

  /// The items in the order of drawing.
  package func withItems(_ body: (DrawItems) -> Void) {
    guard layers.isSorted || layers.order.count == items.count else {
      var ended = self
      ended.end()
      return ended.withItems(body)
    }
    items.withUnsafeBufferPointer { items in
      if layers.isSorted { return body(DrawItems(items, order: nil)) }
      layers.order.withUnsafeBufferPointer { body(DrawItems(items, order: $0)) }
    }
  }
}

nonisolated extension Rect {
  /// What two rectangles have in common; without size where that is nothing.
  func common(with other: Rect) -> Rect {
    let least = pointwiseMax(origin, other.origin)
    let most = pointwiseMin(end, other.end)
    return Rect(origin: least, size: pointwiseMax(most - least, .zero))
  }
}
