/// Where the overlay of statistics and its parts are in a picture: in its upper left corner, in letters that
/// grow with the picture, and no wider than that is.
struct OverlayPlace {
  /// One pixel of the letters, which is the width of a frame in the graph.
  let unit: Float
  let graph: Rect
  /// The upper left corner of the figures.
  let text: Vector
  let style: LayoutStyle

  private static let mostFrames: Float = 240
  private static let graphHeight: Float = 32
  private static let margin: Float = 3

  init(in picture: Vector) {
    // Smaller pictures are shown enlarged.
    let least = min(picture.y / 300, picture.x / (Self.mostFrames + 4 * Self.margin))
    unit = max(1, least.rounded(.down))
    let margin = Self.margin * unit
    let width = min(Self.mostFrames * unit, max(unit, picture.x - 4 * margin))
    graph = Rect(
      x: 2 * margin, y: 2 * margin, width: (width / unit).rounded(.down) * unit,
      height: Self.graphHeight * unit)
    text = Vector(graph.origin.x, graph.end.y + margin)
    let room = picture.y - text.y - 2 * margin
    style = LayoutStyle(
      size: 8 * unit, width: graph.size.x,
      mostLines: max(1, Int(room / Font.builtIn.lineHeight(size: 8 * unit))))
  }

  /// What is behind all of it.
  func box(textHeight: Float) -> Rect {
    let margin = Self.margin * unit
    return Rect(
      x: margin, y: margin, width: graph.size.x + 2 * margin,
      height: text.y - margin + textHeight + margin)
  }
}
