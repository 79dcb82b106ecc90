/// Something that the player does, by the game's own name for it, whatever key or button it is done with.
///
///     extension Action {
///       static let jump: Action = "jump"
///       static let move: Action = "move"
///     }
///
///     context.actions.bind(.jump, to: .key(.space), .gamepad(.south))
///     context.actions.bind(.move, to: .arrowKeys, .wasd, .stick(.left))
///
///     if tick.actions.wasPressed(.jump) { jump() }
///     position += tick.actions.direction(.move) * speed * tick.seconds
public nonisolated struct Action: RawRepresentable, ExpressibleByStringLiteral, Hashable, Sendable,
  CustomStringConvertible
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public var description: String { rawValue }
}
