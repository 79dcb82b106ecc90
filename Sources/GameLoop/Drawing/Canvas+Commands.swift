extension Canvas {
  /// What is drawn, in the order of drawing.
  ///
  /// For tests and tools: the commands are made for whoever asks.
  public var commands: [DrawCommand] {
    var commands: [DrawCommand] = []
    withItems { items in
      for place in 0..<items.count { commands.append(command(of: items[place])) }
    }
    return commands
  }

  private func command(of item: DrawItem) -> DrawCommand {
    let rect = Rect(origin: item.destination.lowHalf, size: item.destination.highHalf)
    return switch item.kind {
    case .clear: .clear(item.color)
    case .sprite: .sprite(sprite(of: item, in: rect))
    case .rect: .rect(rect, item.color, item.looks.blend)
    case .line:
      .line(
        from: item.destination.lowHalf, to: item.destination.highHalf, item.color,
        item.looks.blend)
    case .polygon: .polygon(polygon(of: item), item.color, item.looks.blend)
    case .text: .text(texts[Int(item.index)])
    }
  }

  private func sprite(of item: DrawItem, in rect: Rect) -> SpriteCommand {
    SpriteCommand(
      texture: AssetID(number: Int(item.index)),
      source: item.isWholeTexture
        ? nil : Rect(origin: item.source.lowHalf, size: item.source.highHalf),
      destination: rect, pivot: item.pivot, rotation: item.rotation,
      isMirroredAcross: item.looks.isMirroredAcross, isMirroredDown: item.looks.isMirroredDown,
      tint: item.color, blend: item.looks.blend)
  }

  private func polygon(of item: DrawItem) -> [Vector] {
    let place = polygons[Int(item.index)]
    return Array(points[place.first..<place.first + place.count])
  }

  /// The picture in words, one line for each command: to be compared, kept beside a test, or read.
  ///
  ///     clear #101830
  ///     sprite rocks/ship.png 32,0 32×32 at 144,74 32×32 turned 14° #ffffff
  ///     text "Hello" fonts/pebble.ttf 8 at 8,8 #ffffff
  ///
  /// - Parameter name: what a texture or font is called; nil is shown as its number.
  public func listing(naming name: (AssetID) -> String? = { _ in nil }) -> String {
    let painted = paintings.map { target in
      let lines = target.canvas.listing(naming: name).split(separator: "\n").map { "  \($0)\n" }
      return "paint \(target.texture.name) \(Listing.pair(target.size, "×"))\n\(lines.joined())"
    }
    let own = commands.map { Listing.line($0, name) + "\n" }
    return (painted + own).joined()
  }
}

/// How commands are written down: numbers to a hundredth, so that a difference that cannot be seen is none.
private nonisolated enum Listing {
  static func line(_ command: DrawCommand, _ name: (AssetID) -> String?) -> String {
    func asset(_ id: AssetID) -> String { name(id) ?? "#\(id.number)" }
    return switch command {
    case .clear(let color): "clear \(hex(color))"
    case .sprite(let sprite): self.sprite(sprite, asset(sprite.texture))
    case .rect(let rect, let color, let blend):
      "rect \(place(rect)) \(hex(color))\(mix(blend))"
    case .line(let from, let to, let color, let blend):
      "line \(pair(from, ",")) to \(pair(to, ",")) \(hex(color))\(mix(blend))"
    case .polygon(let points, let color, let blend):
      "polygon \(points.map { pair($0, ",") }.joined(separator: " ")) \(hex(color))\(mix(blend))"
    case .text(let text):
      """
      text \(text.text.debugDescription) \(faces(of: text, asset)) at \
      \(pair(text.position, ",")) \(hex(text.color))\(look(of: text))
      """
    }
  }

  private static func sprite(_ sprite: SpriteCommand, _ texture: String) -> String {
    var words = ["sprite", texture]
    if let source = sprite.source { words.append(place(source)) }
    words.append("at \(place(sprite.destination))")
    if sprite.rotation != .zero {
      words.append("turned \(number(sprite.rotation.degrees))° about \(pair(sprite.pivot, ","))")
    }
    if sprite.isMirroredAcross { words.append("mirrored across") }
    if sprite.isMirroredDown { words.append("mirrored down") }
    return words.joined(separator: " ") + " \(hex(sprite.tint))\(mix(sprite.blend))"
  }

  private static func faces(
    of text: TextCommand, _ asset: (AssetID) -> String
  ) -> String {
    text.layout.faces.map { "\(asset($0.font)) \(number($0.size))" }.joined(separator: " and ")
  }

  private static func look(of text: TextCommand) -> String {
    var words = ""
    if let shadow = text.shadow { words += " shadow \(hex(shadow))" }
    if let outline = text.outline { words += " outline \(hex(outline))" }
    if text.rotation != .zero { words += " turned \(number(text.rotation.degrees))°" }
    if text.scale != 1 { words += " scaled \(number(text.scale))" }
    return words
  }

  static func place(_ rect: Rect) -> String { "\(pair(rect.origin, ",")) \(pair(rect.size, "×"))" }
  static func pair(_ pair: Vector, _ sign: String) -> String {
    "\(number(pair.x))\(sign)\(number(pair.y))"
  }

  static func number(_ value: Float) -> String {
    let hundredths = (Double(value) * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "\(value)" }
    let (whole, rest) = Int(hundredths.magnitude).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole).\(rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")"
  }

  private static func hex(_ color: Color) -> String {
    func two(_ byte: UInt8) -> String {
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "#" + two(color.red) + two(color.green) + two(color.blue)
      + (color.alpha == 255 ? "" : two(color.alpha))
  }

  private static func mix(_ blend: BlendMode) -> String { blend == .alpha ? "" : " \(blend)" }
}
