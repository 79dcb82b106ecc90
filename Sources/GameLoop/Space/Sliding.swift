nonisolated extension Rect {
  /// Where the rectangle first meets another one when it moves, however fast: what is thin is not jumped
  /// over. Nil if it does not. Gliding along an edge is no meeting.
  @inlinable public func hit(_ other: Rect, movingBy way: Vector) -> Hit? {
    // The middle of one meets the other grown by half of the one.
    let grown = Rect(origin: other.origin - size / 2, size: other.size + size)
    return Segment(from: center, to: center + way).hit(grown)
  }

  /// Moves the rectangle along a way, stops it at what is solid and lets it slide on along that: the
  /// movement of a platformer.
  ///
  ///     let slide = hero.box.sliding(by: hero.velocity * tick.seconds, along: walls)
  ///     hero.box = slide.rect
  ///     if slide.contacts.contains(.below) { hero.velocity.y = 0 }
  ///
  /// First across, then up or down, each as far as it is free. A solid that the rectangle is in already
  /// does not stop it: push it out first.
  ///
  /// - Parameter solids: those near the way are enough, as a `RectGrid` or `TileMap` tells them.
  @inlinable
  public func sliding(by way: Vector, along solids: some Sequence<Rect>) -> Slide {
    let across = blocked(axis: 0, by: way.x, along: solids)
    let down = across.rect.blocked(axis: 1, by: way.y, along: solids)
    return Slide(rect: down.rect, contacts: across.contacts.union(down.contacts))
  }

  @inlinable
  func blocked(axis: Int, by distance: Float, along solids: some Sequence<Rect>) -> Slide {
    guard distance != 0 else { return Slide(rect: self, contacts: []) }
    let other = 1 - axis
    var start = origin[axis] + distance
    var contacts = Slide.Contacts()
    for solid in solids {
      guard origin[other] < solid.end[other] - Self.touch(solid.end[other]),
        end[other] > solid.origin[other] + Self.touch(solid.origin[other])
      else { continue }
      if distance > 0 {
        let limit = solid.origin[axis] - size[axis]
        if end[axis] <= solid.origin[axis] + Self.touch(solid.origin[axis]), start > limit {
          start = limit
          contacts = axis == 0 ? .right : .below
        }
      } else if origin[axis] >= solid.end[axis] - Self.touch(solid.end[axis]),
        start < solid.end[axis]
      {
        start = solid.end[axis]
        contacts = axis == 0 ? .left : .above
      }
    }
    var moved = self
    moved.origin[axis] = start
    return Slide(rect: moved, contacts: contacts)
  }

  /// How much rounding may have put an edge that touches into the solid.
  @inlinable static func touch(_ edge: Float) -> Float { max(abs(edge), 1) * 1e-5 }
}

/// What came of sliding.
public nonisolated struct Slide: Sendable, Hashable {
  /// Where the rectangle is now.
  public var rect: Rect
  /// On which of its sides it was stopped.
  public var contacts: Contacts

  public struct Contacts: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable public static var left: Contacts { Contacts(rawValue: 1) }
    @inlinable public static var right: Contacts { Contacts(rawValue: 2) }
    @inlinable public static var above: Contacts { Contacts(rawValue: 4) }
    @inlinable public static var below: Contacts { Contacts(rawValue: 8) }
  }

  @inlinable public init(rect: Rect, contacts: Contacts) {
    self.rect = rect
    self.contacts = contacts
  }
}
