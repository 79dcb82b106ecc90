import FoundationEssentials

/// A map as the editor Tiled exports it: the parts of its JSON format that a `TileMap` has a place for.
/// (https://doc.mapeditor.org/en/stable/reference/json-map-format/)
nonisolated struct TiledFile: Decodable {
  var orientation: String
  var infinite: Bool?
  var width: Int
  var height: Int
  var tilewidth: Int
  var tileheight: Int
  var backgroundcolor: String?
  var layers: [Layer]
  var tilesets: [Set]
  var properties: [Property]?

  struct Layer: Decodable {
    var type: String
    var name: String?
    var width: Int?
    var height: Int?
    var data: Cells?
    var encoding: String?
    var compression: String?
    var objects: [Object]?
    var layers: [Layer]?
    var offsetx: Float?
    var offsety: Float?
    var parallaxx: Float?
    var parallaxy: Float?
    var opacity: Float?
    var tintcolor: String?
    var visible: Bool?
    var properties: [Property]?
  }

  /// Numbers, or text where they are packed.
  enum Cells: Decodable {
    case numbers([UInt32])
    case packed(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .packed(text)
      } else {
        self = .numbers(try container.decode([UInt32].self))
      }
    }
  }

  /// In the map, or in a file of its own, which the map names as `source`.
  struct Set: Decodable {
    /// Only said by the map.
    var firstgid: Int?
    var source: String?
    var name: String?
    var image: String?
    var tilewidth: Int?
    var tileheight: Int?
    var tilecount: Int?
    var columns: Int?
    var margin: Float?
    var spacing: Float?
    var tiles: [SetTile]?
  }

  struct SetTile: Decodable {
    var id: Int
    var animation: [SetFrame]?
    var properties: [Property]?
  }

  struct SetFrame: Decodable {
    /// In milliseconds.
    var duration: Int64
    var tileid: Int
  }

  struct Object: Decodable {
    var id: Int
    var name: String?
    var type: String?
    /// What Tiled 1.9 called the type.
    var `class`: String?
    var x: Float
    var y: Float
    var width: Float?
    var height: Float?
    var rotation: Float?
    var gid: UInt32?
    var polygon: [Point]?
    var polyline: [Point]?
    var properties: [Property]?
  }

  struct Point: Decodable {
    var x: Float
    var y: Float
  }

  struct Property: Decodable {
    var name: String
    var value: TileProperty
  }

  /// Reads a map or a tile set.
  static func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8]
  ) throws(TileMapError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw TileMapError("\(place(context.codingPath)) has no \"\(key.stringValue)\"")
    } catch DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context)
    {
      throw TileMapError(
        "\(place(context.codingPath)) is not what it should be: \(context.debugDescription)")
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw TileMapError("\(place(context.codingPath)) cannot be read: \(context.debugDescription)")
    } catch {
      throw TileMapError(
        "this is no file of Tiled in JSON: export maps as .tmj and tile sets as .tsj: \(error)")
    }
  }

  /// As `layers[2].data[17]`.
  private static func place(_ path: [any CodingKey]) -> String {
    guard !path.isEmpty else { return "the file" }
    return path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}

nonisolated extension TileProperty: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .group(try container.decode(TileProperties.self))
    }
  }
}

/// What is wrong with a map, in words.
public nonisolated struct TileMapError: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String

  init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
