/// The gamepads that are connected, each by itself, in the order of their players.
///
///     for pad in tick.input.gamepads where pad.wasPressed(.start) { join(pad.player) }
///     if tick.input.gamepads[1].isHeld(.south) { … }
public nonisolated struct Gamepads: Sendable, Sequence {
  /// By player; a pad that is gone keeps its place until another comes.
  private(set) var slots: [GamepadState] = []

  init() {}

  /// How many are connected.
  public var count: Int {
    var count = 0
    for pad in slots where pad.isConnected { count += 1 }
    return count
  }

  public var isEmpty: Bool { count == 0 }

  /// A player's pad. Where there is none it is not connected, and nothing of it is held.
  public subscript(player: Int) -> GamepadState {
    slots.indices.contains(player) ? slots[player] : GamepadState(player: player)
  }

  public struct Iterator: IteratorProtocol {
    private var slots: [GamepadState].Iterator

    fileprivate init(_ slots: [GamepadState]) { self.slots = slots.makeIterator() }

    public mutating func next() -> GamepadState? {
      while let pad = slots.next() {
        if pad.isConnected { return pad }
      }
      return nil
    }
  }

  public func makeIterator() -> Iterator { Iterator(slots) }

  /// Whose pad this is, or was last.
  func player(of id: GamepadID) -> Int? { slots.lastIndex { $0.id == id } }

  /// - Returns: the player.
  mutating func connect(_ id: GamepadID, name: String) -> Int {
    let free = slots.firstIndex { !$0.isConnected } ?? slots.endIndex
    if free == slots.endIndex { slots.append(GamepadState(player: free)) }
    slots[free].connect(id, name: name)
    return free
  }

  /// Changes a pad that is connected. What is told of others is late or lost, and means nothing.
  ///
  /// - Returns: the player, if a button of the pad went down or up by it.
  mutating func change(_ id: GamepadID, _ change: (inout GamepadState) -> Void) -> Int? {
    guard let player = slots.firstIndex(where: { $0.id == id && $0.isConnected }) else {
      return nil
    }
    let before = slots[player].buttons.down
    change(&slots[player])
    return slots[player].buttons.down == before ? nil : player
  }

  mutating func endTick() {
    for index in slots.indices { slots[index].endTick() }
  }
}
