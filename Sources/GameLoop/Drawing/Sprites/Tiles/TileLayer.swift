import Glibc

/// A grid of tiles, one of those that lie over each other in a map.
public nonisolated struct TileLayer: Sendable {
  public var name: String
  public let columns: Int
  public let rows: Int
  public private(set) var tiles: [Tile]
  /// Where its upper left corner is, from the map's.
  public var offset = Vector.zero
  /// How far it moves when the camera moves by 1: less is farther away.
  public var parallax = Vector.one
  public var tint = Color.white
  public var isVisible = true
  public var properties: TileProperties = [:]

  /// - Parameter tiles: row by row; nil is empty.
  public init(name: String = "", columns: Int, rows: Int, tiles: [Tile]? = nil) {
    precondition(
      columns >= 0 && rows >= 0,
      "a layer of \(columns) by \(rows) tiles: give 0 or more columns and rows")
    let tiles = tiles ?? Array(repeating: .empty, count: columns * rows)
    precondition(
      tiles.count == columns * rows,
      "a layer of \(columns) by \(rows) needs \(columns * rows) tiles, not \(tiles.count)")
    self.name = name
    self.columns = columns
    self.rows = rows
    self.tiles = tiles
  }

  /// Outside of the layer there is nothing, and setting it has no effect.
  public subscript(column: Int, row: Int) -> Tile {
    get { contains(column, row) ? tiles[row * columns + column] : .empty }
    set { if contains(column, row) { tiles[row * columns + column] = newValue } }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && row >= 0 && column < columns && row < rows
  }

  /// The cells that a rectangle shares more than an edge with.
  ///
  /// - Parameter rect: in units from the layer's corner, where a cell is `tileSize` large.
  func cells(in rect: Rect, tileSize: Vector) -> (columns: Range<Int>, rows: Range<Int>) {
    func range(_ least: Float, _ most: Float, _ count: Int) -> Range<Int> {
      let first = Int(least.rounded(.down).clamped(to: 0...Float(count)))
      let end = Int(most.rounded(.up).clamped(to: 0...Float(count)))
      return first..<max(first, end)
    }
    guard !rect.isEmpty else { return (0..<0, 0..<0) }
    let (least, most) = (rect.origin / tileSize, rect.end / tileSize)
    return (range(least.x, most.x, columns), range(least.y, most.y, rows))
  }
}
