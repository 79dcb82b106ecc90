import FoundationEssentials

nonisolated extension TileMap {
  /// A map that was drawn with the editor Tiled and exported as JSON, `.tmj`.
  ///
  /// Read are orthogonal maps of a fixed size: tile layers whose data is CSV or Base64 without compression, in
  /// groups, too; tile sets of one picture each, embedded or in files of their own (`.tsj`), with their animations;
  /// objects; properties. Image layers are left out.
  ///
  /// `assets.tileMap` reads one with all that belongs to it. Threading: any thread.
  ///
  /// - Parameter readTileSet: gives the contents of a tile set's file, by its path from the map's folder.
  public init(
    tiled bytes: [UInt8], readTileSet: (String) throws -> [UInt8] = TileMap.noTileSet
  ) throws(TileMapError) {
    let file = try TiledFile.decode(TiledFile.self, bytes)
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
    for set in file.tilesets {
      let known = try set.source.map { source throws(TileMapError) in
        try TiledFile.Set(file: source, firstNumber: set.firstgid, readTileSet)
      }
      sets.append(try TileSet(known ?? set))
    }
    self.init(
      columns: file.width, rows: file.height,
      tileSize: Vector(Float(file.tilewidth), Float(file.tileheight)), tileSets: sets, layers: [])
    background = try file.backgroundcolor.map { text throws(TileMapError) in
      try Color(tiled: text)
    }
    properties = TileProperties(file.properties)
    for layer in file.layers { try add(layer, within: Surroundings()) }
  }

  /// Refuses to look for files.
  @usableFromInline
  static func noTileSet(_ source: String) throws -> [UInt8] {
    throw TileMapError(
      "give what reads it, or embed it in the map (the export option \"Embed tilesets\")")
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
    let numbers = try layer.numbers(of: name)
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

nonisolated extension TiledFile.Layer {
  /// Of its cells, row by row.
  fileprivate func numbers(of name: String) throws(TileMapError) -> [UInt32] {
    let packing = [encoding, compression].compactMap(\.self).filter { !$0.isEmpty }
    switch data {
    case .numbers(let numbers): return numbers
    case .packed(let text) where packing == ["base64"]:
      guard let bytes = Data(base64Encoded: text), bytes.count % 4 == 0 else {
        throw TileMapError("the data of layer \"\(name)\" is not Base64, as it says")
      }
      return bytes.withUnsafeBytes { bytes in
        (0..<bytes.count / 4).map {
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
        }
      }
    case .packed, nil:
      throw TileMapError(
        "the data of layer \"\(name)\" is \(packing.isEmpty ? "missing" : packing.joined(separator: ", ")): "
          + "choose CSV as the tile layer format in the map's properties")
    }
  }
}

nonisolated extension TiledFile.Set {
  /// What is in a tile set's file. Its picture's path is then from the map's folder, too.
  fileprivate init(
    file source: String, firstNumber: Int?, _ read: (String) throws -> [UInt8]
  ) throws(TileMapError) {
    do {
      self = try TiledFile.decode(Self.self, try read(source))
    } catch {
      throw TileMapError("the tile set \(source): \(error)")
    }
    firstgid = firstNumber
    if let end = source.lastIndex(of: "/") { image = image.map { source[...end] + $0 } }
  }
}

nonisolated extension TileSet {
  fileprivate init(_ set: TiledFile.Set) throws(TileMapError) {
    guard let first = set.firstgid, first > 0 else {
      throw TileMapError("the tile set \"\(set.name ?? set.source ?? "")\" has no \"firstgid\"")
    }
    let name = set.name ?? "\(first)"
    guard let image = set.image, let columns = set.columns, columns > 0 else {
      throw TileMapError("the tile set \"\(name)\" is of single pictures: put its tiles into one")
    }
    guard let count = set.tilecount, count > 0, let width = set.tilewidth, width > 0,
      let height = set.tileheight, height > 0
    else { throw TileMapError("the tile set \"\(name)\" has no tiles") }
    self.init(
      name: name, firstNumber: first, count: count, columns: columns,
      tileSize: Vector(Float(width), Float(height)), margin: set.margin ?? 0,
      spacing: set.spacing ?? 0, image: image)
    for tile in set.tiles ?? [] {
      properties[tile.id] = TileProperties(tile.properties)
      guard let frames = tile.animation, !frames.isEmpty else { continue }
      guard frames.allSatisfy({ (0..<count).contains($0.tileid) && $0.duration > 0 }) else {
        throw TileMapError(
          "the animation of tile \(tile.id) of \"\(name)\" has a tile that is not there, or is seen for no time"
        )
      }
      animations[tile.id] = Animation(
        frames: frames.map(\.tileid), durations: frames.map { .milliseconds($0.duration) })
    }
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
