extension AssetLoader {
  /// A map that was drawn with the editor Tiled, with the tile sets and pictures it names: see `TileMap(tiled:)`.
  ///
  ///     let cave = context.assets.tileMap("maps/cave.tmj")
  ///     …
  ///     if let map = cave.value { canvas.draw(map) }
  ///
  /// Its pictures are loaded when it is there, and belong to the group that it was asked of.
  public final func tileMap(
    _ name: String, priority: AssetPriority = .normal
  ) -> Document<TileMap> {
    let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    let source = store.source
    return asset(
      Document<TileMap>.self, name, priority,
      decode: { bytes in
        try TileMap(tiled: bytes) { try source.read(TileMap.path(of: $0, in: folder)) }
      },
      add: { [weak self, weak store] document, map in
        // Where the group is gone that asked, the map has its pictures all the same.
        guard let loader = self ?? store.map(AssetLoader.init) else { return }
        var map = map
        map.loadTextures(from: loader, folder: folder)
        document.value = map
      })
  }
}

extension TileMap {
  /// Asks for the pictures of all tile sets. Until one is there, placeholders are seen.
  ///
  /// - Parameter folder: the folder of assets the map is in; its sets name their pictures from there.
  public mutating func loadTextures(from assets: AssetLoader, folder: String = "") {
    for index in tileSets.indices where !tileSets[index].image.isEmpty {
      tileSets[index].texture = assets.texture(
        TileMap.path(of: tileSets[index].image, in: folder))
    }
  }

  /// A path from a folder, without the steps up that it begins with.
  nonisolated static func path(of image: String, in folder: String) -> String {
    var parts = folder.split(separator: "/")
    for part in image.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

extension Canvas {
  /// Draws the visible layers of a map, the lowest first: of each the tiles that the camera sees.
  ///
  /// - Parameter origin: where the map's upper left corner is.
  public mutating func draw(
    _ map: TileMap, at origin: Vector = .zero, tint: Color = .white, layer: Int? = nil
  ) {
    for tiles in map.layers where tiles.isVisible {
      draw(tiles, of: map, at: origin, tint: tint, layer: layer)
    }
  }

  /// Draws one layer of a map: to draw something between two of them.
  public mutating func draw(
    _ tiles: TileLayer, of map: TileMap, at origin: Vector = .zero, tint: Color = .white,
    layer: Int? = nil
  ) {
    let worldCamera = camera
    camera.target *= tiles.parallax
    let corner = origin + tiles.offset
    let (columns, rows) = tiles.visibleCells(of: map, in: seen(from: corner))
    let color = tiles.tint * tint
    var set = 0
    for row in rows {
      for column in columns {
        let tile = tiles[column, row]
        guard !tile.isEmpty, map.findSet(of: tile, &set) else { continue }
        draw(
          tile, of: map.tileSets[set], at: map.time,
          foot: corner + Vector(Float(column), Float(row + 1)) * map.tileSize,
          tint: color, layer: layer)
      }
    }
    camera = worldCamera
  }

  /// What the camera sees, from a point of the world.
  private func seen(from corner: Vector) -> Rect {
    camera.visibleRect(in: size).moved(by: -corner)
  }

  /// - Parameter foot: where the tile's lower left corner is.
  private mutating func draw(
    _ tile: Tile, of set: TileSet, at time: Duration, foot: Vector, tint: Color, layer: Int?
  ) {
    guard let texture = set.texture else { return }
    let place = Rect(origin: foot - Vector(0, set.tileSize.y), size: set.tileSize)
    guard !tile.isUpright else {
      return draw(
        texture, in: place, source: set.source(of: tile, at: time), tint: tint, layer: layer)
    }
    let pose = tile.pose
    draw(
      texture, at: place.center, source: set.source(of: tile, at: time),
      rotation: .turns(Float(pose.quarterTurns) / 4),
      scale: Vector(pose.isMirroredAcross ? -1 : 1, pose.isMirroredDown ? -1 : 1), tint: tint,
      layer: layer)
  }
}

nonisolated extension TileLayer {
  /// The cells whose tiles may reach into a rectangle: large ones reach up and to the right of theirs.
  func visibleCells(of map: TileMap, in rect: Rect) -> (columns: Range<Int>, rows: Range<Int>) {
    var largest = map.tileSize
    for set in map.tileSets { largest = pointwiseMax(largest, set.tileSize) }
    let overhang = largest - map.tileSize
    return cells(
      in: rect.inset(by: Insets(left: -overhang.x, bottom: -overhang.y)), tileSize: map.tileSize)
  }
}

nonisolated extension TileMap {
  /// Whether there is a set for a tile. Neighbours are mostly of one set: the last one is tried first.
  func findSet(of tile: Tile, _ set: inout Int) -> Bool {
    if set < tileSets.count, tileSets[set].contains(tile) { return true }
    guard let found = tileSets.firstIndex(where: { $0.contains(tile) }) else { return false }
    set = found
    return true
  }
}
