import FoundationEssentials

/// The frames and animations of a sheet, from the JSON file beside its picture. The format is the one that
/// Aseprite exports ("Export Sprite Sheet" with "JSON Data", as an array or a hash), and these parts of it count:
///
///     { "frames": [
///         { "filename": "hero 0",
///           "frame": { "x": 0, "y": 0, "w": 32, "h": 32 },       where it is in the picture
///           "duration": 100,                                     in milliseconds; 100 where it is not said
///           "sourceSize": { "w": 40, "h": 40 },                  before it was trimmed, where it was
///           "spriteSourceSize": { "x": 4, "y": 8, "w": 32, "h": 32 } } ],
///       "meta": { "frameTags": [
///         { "name": "walk", "from": 0, "to": 7,
///           "direction": "forward",                              or reverse, pingpong, pingpong_reverse
///           "repeat": "2" } ] } }                                for ever where it is not said
///
/// `frames` may also be an object whose keys are the frames' names, in the order of the frames.
final class SheetLayout: Asset {
  struct Named: Sendable {
    let name: String
    let animation: Animation
  }

  private(set) var frames: [SheetFrame] = []
  private(set) var animations: [Named] = []

  func take(_ file: SheetFile) {
    frames = file.frames
    animations = file.animations
  }
}

nonisolated struct SheetFrame: Sendable, Equatable {
  let name: String
  let source: Rect
  /// Before it was trimmed.
  let size: Vector
  /// Where `source` is in what it was before.
  let offset: Vector
  let duration: Duration
}

/// The contents of a sheet's file.
nonisolated struct SheetFile: Sendable {
  let frames: [SheetFrame]
  let animations: [SheetLayout.Named]

  init(_ bytes: [UInt8]) throws {
    let file = try TextContents.value(AsepriteFile.self, of: bytes)
    let frames =
      switch file.frames {
      case .array(let frames): frames.map { ($0.filename ?? "", $0) }
      case .hash(let frames):
        try JSONWalk.keys(ofObjectAt: "frames", in: bytes).map { key in
          let name = try JSONDecoder().decode(String.self, from: Data("\"\(key)\"".utf8))
          guard let frame = frames[name] else {
            throw TextError(description: "frames: \(name) is lost")
          }
          return (name, frame)
        }
      }
    if frames.isEmpty { throw TextError(description: "it has no frames") }
    self.frames = try frames.map { try Self.frame($1, named: $0) }
    let durations = self.frames.map(\.duration)
    animations = try (file.meta?.frameTags ?? []).map { try Self.animation($0, durations) }
  }

  private static func frame(_ frame: AsepriteFile.Frame, named name: String) throws -> SheetFrame {
    let source = frame.frame
    guard source.w > 0, source.h > 0, source.x >= 0, source.y >= 0 else {
      throw TextError(
        description: "frame \"\(name)\" of \(source.w) × \(source.h) at \(source.x), \(source.y)")
    }
    if frame.rotated == true {
      throw TextError(description: "frame \"\(name)\" is rotated: export it without rotation")
    }
    let rect = Rect(x: source.x, y: source.y, width: source.w, height: source.h)
    let milliseconds = frame.duration ?? 100
    guard milliseconds > 0, milliseconds < 1e9 else {
      throw TextError(description: "frame \"\(name)\" has a duration of \(milliseconds)")
    }
    return SheetFrame(
      name: name, source: rect,
      size: frame.sourceSize.map { Vector($0.w, $0.h) } ?? rect.size,
      offset: frame.spriteSourceSize.map { Vector($0.x, $0.y) } ?? .zero,
      duration: .microseconds(Int64(milliseconds * 1000)))
  }

  private static func animation(
    _ tag: AsepriteFile.Tag, _ durations: [Duration]
  ) throws -> SheetLayout.Named {
    guard tag.from >= 0, tag.from <= tag.to, tag.to < durations.count else {
      throw TextError(
        description:
          "animation \"\(tag.name)\" has frames \(tag.from) to \(tag.to) of \(durations.count)")
    }
    var frames = Array(tag.from...tag.to)
    switch tag.direction ?? "forward" {
    case "forward": break
    case "reverse": frames.reverse()
    case "pingpong": frames += frames.dropFirst().dropLast().reversed()
    case "pingpong_reverse":
      frames.reverse()
      frames += frames.dropFirst().dropLast().reversed()
    case let other:
      throw TextError(description: "animation \"\(tag.name)\" has a direction \"\(other)\"")
    }
    let times = tag.repeats.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return SheetLayout.Named(
      name: tag.name,
      animation: Animation(
        frames: frames, durations: frames.map { durations[$0] },
        repeats: times.map { .times($0) } ?? .always))
  }
}

/// The format, as it is written.
private nonisolated struct AsepriteFile: Decodable {
  struct Area: Decodable { let x, y, w, h: Float }
  struct Size: Decodable { let w, h: Float }

  struct Frame: Decodable {
    let filename: String?
    let frame: Area
    let rotated: Bool?
    let spriteSourceSize: Area?
    let sourceSize: Size?
    let duration: Double?
  }

  enum Frames: Decodable {
    case array([Frame])
    case hash([String: Frame])

    init(from decoder: any Decoder) throws {
      let isArray = (try? decoder.unkeyedContainer()) != nil
      self =
        isArray
        ? .array(try [Frame](from: decoder)) : .hash(try [String: Frame](from: decoder))
    }
  }

  struct Tag: Decodable {
    let name: String
    let from, to: Int
    let direction: String?
    let repeats: String?

    enum CodingKeys: String, CodingKey {
      case name, from, to, direction
      case repeats = "repeat"
    }
  }

  struct Meta: Decodable { let frameTags: [Tag]? }

  let frames: Frames
  let meta: Meta?
}
