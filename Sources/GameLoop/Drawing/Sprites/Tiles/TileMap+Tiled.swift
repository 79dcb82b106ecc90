nonisolated extension TileMap {
  /// A map that was drawn with the editor Tiled and exported as JSON, `.tmj`.
  ///
  /// Read are orthogonal maps of a fixed size: tile layers whose data is CSV, in groups, too; tile sets that are
  /// embedded, one picture each; objects; properties. Image layers are left out.
  ///
  /// Threading: any thread.
  public init(tiled bytes: [UInt8]) throws(TileMapError) {
    let file = try TiledFile.decode(bytes)
    guard file.orientation == "orthogonal" else {
      throw TileMapError("the map is \(file.orientation): only orthogonal maps are read")
    }
    guard file.infinite != true else {
      throw TileMapError(
        "the map is infinite: turn that off in its properties (Map > Map Properties)")
    }
    guard file.width > 0, file.height > 0, file.tilewidth > 0, file.tileheight > 0 else {
      throw TileMapError(
        "a map of \(file.width) by \(file.height) tiles of \(file.tilewidth) by \(file.tileheight)")
    }
    var sets: [TileSet] = []
    for set in file.tilesets { sets.append(try TileSet(set)) }
    self.init(
      columns: file.width, rows: file.height,
      tileSize: Vector(Float(file.tilewidth), Float(file.tileheight)), tileSets: sets, layers: [])
    background = try file.backgroundcolor.map { text throws(TileMapError) in
      try Color(tiled: text)
    }
    properties = TileProperties(file.properties)
    for layer in file.layers { try add(layer, within: Surroundings()) }
  }

  /// What the groups around a layer add to it.
  fileprivate struct Surroundings {
    var offset = Vector.zero
    var parallax = Vector.one
    var tint = Color.white
    var isVisible = true
  }

  private mutating func add(_ layer: TiledFile.Layer, within outer: Surroundings)
    throws(TileMapError)
  {
    var place = outer
    place.offset += Vector(layer.offsetx ?? 0, layer.offsety ?? 0)
    place.parallax *= Vector(layer.parallaxx ?? 1, layer.parallaxy ?? 1)
    if let tint = layer.tintcolor { place.tint = place.tint * (try Color(tiled: tint)) }
    place.tint = place.tint.faded(to: layer.opacity ?? 1)
    place.isVisible = place.isVisible && layer.visible ?? true
    switch layer.type {
    case "tilelayer": layers.append(try TileLayer(layer, place))
    case "group": for inner in layer.layers ?? [] { try add(inner, within: place) }
    case "objectgroup":
      for object in layer.objects ?? [] {
        objects.append(TileObject(object, layer: layer.name ?? "", offset: place.offset))
      }
    default: break
    }
  }
}

nonisolated extension TileLayer {
  fileprivate init(_ layer: TiledFile.Layer, _ place: TileMap.Surroundings) throws(TileMapError) {
    let name = layer.name ?? ""
    guard case .numbers(let numbers)? = layer.data else {
      let packing = [layer.encoding, layer.compression].compactMap(\.self).filter { !$0.isEmpty }
      throw TileMapError(
        "the data of layer \"\(name)\" is \(packing.isEmpty ? "missing" : packing.joined(separator: ", ")): "
          + "choose CSV as the tile layer format in the map's properties")
    }
    let (columns, rows) = (layer.width ?? 0, layer.height ?? 0)
    guard columns > 0, rows > 0, numbers.count == columns * rows else {
      throw TileMapError(
        "layer \"\(name)\" has \(numbers.count) tiles, not \(columns) by \(rows)")
    }
    self.init(name: name, columns: columns, rows: rows, tiles: numbers.map(Tile.init(rawValue:)))
    offset = place.offset
    parallax = place.parallax
    tint = place.tint
    isVisible = place.isVisible
    properties = TileProperties(layer.properties)
  }
}

nonisolated extension TileSet {
  fileprivate init(_ set: TiledFile.Set) throws(TileMapError) {
    if let source = set.source {
      throw TileMapError(
        "the tile set \(source) is in a file of its own: embed it (the export option \"Embed tilesets\")"
      )
    }
    let name = set.name ?? "\(set.firstgid)"
    guard let image = set.image, let columns = set.columns, columns > 0 else {
      throw TileMapError("the tile set \"\(name)\" is of single pictures: put its tiles into one")
    }
    guard let count = set.tilecount, count > 0, let width = set.tilewidth, width > 0,
      let height = set.tileheight, height > 0, set.firstgid > 0
    else { throw TileMapError("the tile set \"\(name)\" has no tiles") }
    self.init(
      name: name, firstNumber: set.firstgid, count: count, columns: columns,
      tileSize: Vector(Float(width), Float(height)), margin: set.margin ?? 0,
      spacing: set.spacing ?? 0, image: image)
    for tile in set.tiles ?? [] { properties[tile.id] = TileProperties(tile.properties) }
  }
}

nonisolated extension TileObject {
  fileprivate init(_ object: TiledFile.Object, layer: String, offset: Vector) {
    let size = Vector(object.width ?? 0, object.height ?? 0)
    var corner = Vector(object.x, object.y) + offset
    let points = (object.polygon ?? object.polyline ?? []).map { corner + Vector($0.x, $0.y) }
    // Objects with a tile stand on their place, others hang from it.
    if object.gid != nil { corner.y -= size.y }
    self.init(
      id: object.id, name: object.name ?? "", kind: object.type ?? object.class ?? "", layer: layer,
      rect: Rect(origin: corner, size: size), rotation: .degrees(object.rotation ?? 0),
      tile: Tile(rawValue: object.gid ?? 0), points: points,
      properties: TileProperties(object.properties))
  }
}

nonisolated extension TileProperties {
  fileprivate init(_ properties: [TiledFile.Property]?) {
    self.init(
      (properties ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
  }
}

nonisolated extension Color {
  /// As Tiled writes it, with the opacity first: "#80ff8800".
  fileprivate init(tiled text: String) throws(TileMapError) {
    guard var color = Color(text) else { throw TileMapError("\"\(text)\" is no colour") }
    if text.utf8.count > 7 {
      color = Color(red: color.green, green: color.blue, blue: color.alpha, alpha: color.red)
    }
    self = color
  }
}
