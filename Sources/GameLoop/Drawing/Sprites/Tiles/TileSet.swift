/// A picture of equal tiles, in rows.
public nonisolated struct TileSet: Sendable {
  public var name: String
  /// The number of its first tile among those of the map.
  public var firstNumber: Int
  public var count: Int
  public var columns: Int
  /// In pixels.
  public var tileSize: Vector
  /// Pixels around all tiles.
  public var margin: Float
  /// Pixels between tiles.
  public var spacing: Float
  /// The picture's file, as the map names it: from the map's folder.
  public var image: String
  /// The picture. Tiles without one are not drawn.
  public var texture: Texture?
  /// Tiles that are seen as others of the set in turn: all by their place in the set, from 0.
  public var animations: [Int: Animation] = [:]
  /// What the map says about single tiles, by their place in the set, from 0.
  public var properties: [Int: TileProperties] = [:]

  public init(
    name: String = "", firstNumber: Int = 1, count: Int, columns: Int, tileSize: Vector,
    margin: Float = 0, spacing: Float = 0, image: String = "", texture: Texture? = nil
  ) {
    precondition(
      count > 0 && columns > 0 && tileSize.x > 0 && tileSize.y > 0,
      """
      a set of \(count) tiles of \(tileSize.x) × \(tileSize.y) in \(columns) columns has none to draw: give a count, \
      columns and a tileSize above 0
      """)
    self.name = name
    self.firstNumber = firstNumber
    self.count = count
    self.columns = columns
    self.tileSize = tileSize
    self.margin = margin
    self.spacing = spacing
    self.image = image
    self.texture = texture
  }

  /// Whether a tile of the map is one of this set.
  public func contains(_ tile: Tile) -> Bool {
    tile.number >= firstNumber && tile.number < firstNumber + count
  }

  /// Where a tile is in the picture.
  ///
  /// - Parameter time: since its animation began, if it has one.
  public func source(of tile: Tile, at time: Duration = .zero) -> Rect {
    var index = tile.number - firstNumber
    if !animations.isEmpty, let animation = animations[index] {
      index = animation.frame(at: time)
    }
    let cell = Vector(Float(index % columns), Float(index / columns))
    let corner = Vector(repeating: margin) + cell * (tileSize + Vector(repeating: spacing))
    return Rect(origin: corner, size: tileSize)
  }

  /// What the map says about a tile; empty where it says nothing.
  public func properties(of tile: Tile) -> TileProperties {
    properties[tile.number - firstNumber] ?? [:]
  }
}

/// What is written about a tile, a layer, an object or a map, by name.
public typealias TileProperties = [String: TileProperty]

/// One thing that is written about something.
public nonisolated enum TileProperty: Sendable, Hashable {
  case flag(Bool)
  case number(Double)
  case text(String)
  case group(TileProperties)

  /// False where it is no flag.
  public var isTrue: Bool { self == .flag(true) }
  /// Nil where it is no number.
  public var number: Double? { if case .number(let number) = self { number } else { nil } }
  /// Nil where it is no text.
  public var text: String? { if case .text(let text) = self { text } else { nil } }
}
