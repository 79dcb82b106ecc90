/// A world of tiles: grids that lie over each other, the sets their tiles are of, and named places.
///
///     let cave = context.assets.tileMap("maps/cave.tmj")    // drawn with the editor Tiled
///     …
///     if let map = cave.value { canvas.draw(map) }          // only what the camera sees
///
/// Or made by the game:
///
///     var map = TileMap(columns: 40, rows: 20, tileSize: Vector(16, 16), tileSets: [cave])
///     map.layers[0][3, 5] = Tile(7)
///
/// Tiles that are animated move on where the map is moved on in time: `map.update(tick)`.
///
/// Threading: a value.
public nonisolated struct TileMap: Sendable, TimeDriven {
  public let columns: Int
  public let rows: Int
  /// Of a cell, in units. Larger tiles stand on the lower left corner of theirs.
  public let tileSize: Vector
  /// The lowest first.
  public var layers: [TileLayer]
  /// In order of their numbers.
  public var tileSets: [TileSet]
  /// Named places, in no layer's way.
  public var objects: [TileObject] = []
  public var background: Color?
  /// How long animated tiles have moved.
  public var time = Duration.zero
  public var properties: TileProperties = [:]

  /// A map with layers, or with an empty one.
  public init(
    columns: Int, rows: Int, tileSize: Vector, tileSets: [TileSet] = [],
    layers: [TileLayer]? = nil
  ) {
    precondition(
      tileSize.x > 0 && tileSize.y > 0,
      "a map with cells of \(tileSize.x) × \(tileSize.y) has no extent: give a tileSize above 0 × 0"
    )
    precondition(
      columns >= 0 && rows >= 0,
      "a map of \(columns) by \(rows) cells: give 0 or more columns and rows")
    self.columns = columns
    self.rows = rows
    self.tileSize = tileSize
    self.tileSets = tileSets.sorted { $0.firstNumber < $1.firstNumber }
    self.layers = layers ?? [TileLayer(columns: columns, rows: rows)]
  }

  /// Moves animated tiles on.
  public mutating func advance(by time: Duration) { self.time += time }

  /// In units.
  public var size: Vector { Vector(Float(columns), Float(rows)) * tileSize }
  public var bounds: Rect { Rect(origin: .zero, size: size) }

  /// The layer with a name; nil if there is none.
  public func layer(named name: String) -> TileLayer? { layers.first { $0.name == name } }

  /// The object with a name; nil if there is none.
  public func object(named name: String) -> TileObject? { objects.first { $0.name == name } }

  /// The cell a point is in; it may be outside of the map.
  public func cell(at point: Vector) -> (column: Int, row: Int) {
    let place = (point / tileSize).rounded(.down)
    return (Int(place.x), Int(place.y))
  }

  /// Where a cell is.
  public func rect(column: Int, row: Int) -> Rect {
    Rect(origin: Vector(Float(column), Float(row)) * tileSize, size: tileSize)
  }

  /// What the map says about a tile; empty where it says nothing.
  public func properties(of tile: Tile) -> TileProperties {
    tileSets.first { $0.contains(tile) }?.properties(of: tile) ?? [:]
  }

  /// The cells of a layer that are not empty and that a rectangle touches: what is solid near a hero.
  ///
  ///     let way = hero.velocity * tick.seconds
  ///     let near = hero.box.union(hero.box.moved(by: way))
  ///     let slide = hero.box.sliding(by: way, along: map.cells(of: walls, touching: near))
  ///
  /// Looked up as it is gone through; nothing is allocated.
  public func cells(of layer: TileLayer, touching rect: Rect) -> TileCells {
    TileCells(layer: layer, rect: rect, tileSize: tileSize)
  }

  /// As `cells(of:touching:)`, of the tiles that `isWanted` says: of a layer that has more than what is solid.
  ///
  ///     let solid = map.cells(of: ground, touching: near) { map.properties(of: $0)["solid"]?.isTrue == true }
  public func cells(
    of layer: TileLayer, touching rect: Rect, where isWanted: @escaping (Tile) -> Bool
  ) -> ChosenTileCells {
    ChosenTileCells(all: cells(of: layer, touching: rect), isWanted: isWanted)
  }
}

/// A named place in a map: where the hero begins, what opens a door.
public nonisolated struct TileObject: Sendable, Hashable {
  public var id: Int
  public var name: String
  /// What the map calls its class or type.
  public var kind: String
  /// The name of the layer it is in.
  public var layer: String
  /// A point has no size.
  public var rect: Rect
  /// Turned about its upper left corner.
  public var rotation: Angle
  /// The tile it shows, if it shows one.
  public var tile: Tile
  /// The corners of a polygon or of a line, in units of the map; else none.
  public var points: [Vector]
  public var properties: TileProperties

  public init(
    id: Int = 0, name: String, kind: String = "", layer: String = "", rect: Rect,
    rotation: Angle = .zero, tile: Tile = .empty, points: [Vector] = [],
    properties: TileProperties = [:]
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.layer = layer
    self.rect = rect
    self.rotation = rotation
    self.tile = tile
    self.points = points
    self.properties = properties
  }
}

/// The cells of a layer that are not empty, in a part of it, row by row.
public nonisolated struct TileCells: Sequence, IteratorProtocol, Sendable {
  private let layer: TileLayer
  private let tileSize: Vector
  private let columns: Range<Int>
  private let rows: Range<Int>
  private var column: Int
  private var row: Int

  init(layer: TileLayer, rect: Rect, tileSize: Vector) {
    self.layer = layer
    self.tileSize = tileSize
    (columns, rows) = layer.cells(in: rect.moved(by: -layer.offset), tileSize: tileSize)
    (column, row) = (columns.lowerBound, rows.lowerBound)
  }

  public mutating func next() -> Rect? { nextCell()?.rect }

  mutating func nextCell() -> (tile: Tile, rect: Rect)? {
    while row < rows.upperBound {
      while column < columns.upperBound {
        defer { column += 1 }
        let tile = layer[column, row]
        if !tile.isEmpty {
          let corner = Vector(Float(column), Float(row)) * tileSize
          return (tile, Rect(origin: corner + layer.offset, size: tileSize))
        }
      }
      column = columns.lowerBound
      row += 1
    }
    return nil
  }
}

/// The cells of a layer whose tiles are wanted, in a part of it, row by row.
public nonisolated struct ChosenTileCells: Sequence, IteratorProtocol {
  fileprivate var all: TileCells
  fileprivate let isWanted: (Tile) -> Bool

  public mutating func next() -> Rect? {
    while let cell = all.nextCell() {
      if isWanted(cell.tile) { return cell.rect }
    }
    return nil
  }
}
