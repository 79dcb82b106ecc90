import Glibc

/// Specks by the thousand, in memory that never grows.
///
///     var fire = Particles(capacity: 500, settings: .fire, seed: context.seed)
///
///     func update(_ tick: Tick) {
///       fire.position = torch.position
///       fire.update(tick)
///     }
///     func draw(on canvas: inout Canvas, _ frame: Frame) {
///       canvas.draw(fire, texture: spark, fraction: frame.fraction)
///     }
///
/// Those that `settings.rate` asks for are born along the way of the emitter; `burst` adds some at once.
/// When `capacity` are alive, no more are born. The same seed, settings and steps give the same particles.
/// Nothing is allocated after `init`.
public nonisolated struct Particles: Sendable, TimeDriven {
  public var settings: ParticleSettings
  /// Where particles are born.
  public var position: Vector {
    didSet { if !wasPlaced { (wasPlaced, lastPosition) = (true, position) } }
  }
  /// Whether particles are born by themselves.
  public var isEmitting = true
  public let capacity: Int
  /// How many are alive.
  public private(set) var count = 0

  private var random: SeededRandom
  /// Particles that are due and not born yet, less than one.
  private var owed: Float = 0
  private var lastPosition: Vector
  private var wasPlaced = false
  private var step: Float = 0

  // One array for each thing: the loops over them run through memory in order.
  private var positions: [Vector]
  private var velocities: [Vector]
  /// From 0, born, to 1, gone.
  private var ages: [Float]
  /// What an age changes by in a second.
  private var paces: [Float]
  private var sizes: [Float]
  private var rotations: [Float]
  private var spins: [Float]
  private var tints: [Color]

  /// - Parameter position: where the emitter is; nil is the first place it is put to.
  public init(
    capacity: Int, settings: ParticleSettings, at position: Vector? = nil, seed: UInt64 = 0
  ) {
    precondition(capacity > 0, "room for \(capacity) particles shows none: give at least 1")
    self.capacity = capacity
    self.settings = settings
    self.position = position ?? .zero
    lastPosition = position ?? .zero
    wasPlaced = position != nil
    random = SeededRandom(seed: seed)
    positions = Array(repeating: .zero, count: capacity)
    velocities = Array(repeating: .zero, count: capacity)
    ages = Array(repeating: 0, count: capacity)
    paces = Array(repeating: 0, count: capacity)
    sizes = Array(repeating: 0, count: capacity)
    rotations = Array(repeating: 0, count: capacity)
    spins = Array(repeating: 0, count: capacity)
    tints = Array(repeating: .white, count: capacity)
  }

  /// Whether nothing is seen of it and nothing will be.
  public var isOver: Bool { count == 0 && !(isEmitting && settings.rate > 0) }

  /// Moves every particle, takes out those whose life is over, and lets new ones be born.
  public mutating func advance(by time: Duration) {
    let seconds = Float(time / .seconds(1))
    guard seconds > 0 else { return }
    step = seconds
    move(seconds)
    removeDead()
    emit(seconds)
    lastPosition = position
  }

  /// Lets some be born at once; of 0 or fewer, none. Bursts of one kind may differ:
  ///
  ///     sparks.burst(40, at: ship.position, speed: 30...210, tint: .cyan)
  ///
  /// - Parameters:
  ///   - place: nil is where the emitter is.
  ///   - velocity: added to theirs: that of what bursts.
  ///   - speed: nil is that of the settings, and so is `size`.
  ///   - tint: multiplies the colours of the settings.
  public mutating func burst(
    _ count: Int, at place: Vector? = nil, velocity: Vector = .zero,
    speed: ClosedRange<Float>? = nil, size: ClosedRange<Float>? = nil, tint: Color = .white
  ) {
    for _ in 0..<max(0, min(count, capacity - self.count)) {
      add(
        at: place ?? position, velocity: velocity, before: 0, speed: speed ?? settings.speed,
        size: size ?? settings.size, tint: tint)
    }
  }

  public mutating func removeAll() { count = 0 }

  /// A particle as it is seen.
  public struct Look: Sendable, Hashable {
    /// How much of its life is over, from 0 to 1.
    public var age: Float
    public var position: Vector
    public var size: Float
    public var rotation: Angle
    public var color: Color
  }

  /// How a particle is seen, from the oldest (0) to the newest.
  ///
  /// - Parameter fraction: from the tick before the last (0) to the last one (1).
  public func look(of index: Int, fraction: Float = 1) -> Look {
    precondition(index >= 0 && index < count, "there are \(count) particles, and none is \(index)")
    let age = ages[index]
    // Not from before it was born.
    let back = min((1 - fraction) * step, age / paces[index])
    return Look(
      age: min(age, 1),
      position: positions[index] - velocities[index] * back,
      size: sizes[index] * (1 + (settings.growth - 1) * age),
      rotation: .radians(rotations[index] - spins[index] * back),
      color: settings.colors.color(at: age) * tints[index])
  }

  /// How all are seen, the oldest first: for who draws them otherwise than `canvas.draw` does.
  ///
  ///     for look in smoke.looks(fraction: frame.fraction) {
  ///       canvas.draw(puff, frame: Int(look.age * 8), at: look.position, tint: look.color)
  ///     }
  public func looks(fraction: Float = 1) -> some Sequence<Look> {
    (0..<count).lazy.map { look(of: $0, fraction: fraction) }
  }
}

// MARK: A step

nonisolated extension Particles {
  private mutating func move(_ seconds: Float) {
    let (pull, brake) = (settings.gravity * seconds, exp(-settings.drag * seconds))
    let count = count
    positions.withUnsafeMutableBufferPointer { positions in
      velocities.withUnsafeMutableBufferPointer { velocities in
        for index in 0..<count {
          let velocity = (velocities[index] + pull) * brake
          velocities[index] = velocity
          positions[index] += velocity * seconds
        }
      }
    }
    Self.add(paces, to: &ages, times: seconds, count)
    Self.add(spins, to: &rotations, times: seconds, count)
  }

  private static func add(
    _ changes: [Float], to values: inout [Float], times seconds: Float, _ count: Int
  ) {
    changes.withUnsafeBufferPointer { changes in
      values.withUnsafeMutableBufferPointer { values in
        for index in 0..<count { values[index] += changes[index] * seconds }
      }
    }
  }

  /// The others keep their order.
  private mutating func removeDead() {
    guard let first = ages[..<count].firstIndex(where: { $0 >= Self.end }) else { return }
    var kept = first
    for index in first + 1..<max(count, first + 1) where ages[index] < Self.end {
      positions[kept] = positions[index]
      velocities[kept] = velocities[index]
      ages[kept] = ages[index]
      paces[kept] = paces[index]
      sizes[kept] = sizes[index]
      rotations[kept] = rotations[index]
      spins[kept] = spins[index]
      tints[kept] = tints[index]
      kept += 1
    }
    count = kept
  }

  /// The age at which a life is over: a trace below 1, for what rounding takes from a sum of many steps.
  private static var end: Float { 0.9999 }

  private mutating func emit(_ seconds: Float) {
    guard isEmitting, settings.rate > 0 else {
      owed = 0
      return
    }
    owed += settings.rate * seconds
    let due = owed.rounded(.down)
    guard due >= 1 else { return }
    let velocity = (position - lastPosition) / seconds
    let first = owed - due
    for number in (0..<min(Int(due), capacity - count)).reversed() {
      // The last of them is due `first` before now, those before it at equal distances.
      let before = min((first + Float(number)) / settings.rate, seconds)
      let place = position - velocity * before
      add(
        at: place, velocity: velocity * settings.inheritance, before: before,
        speed: settings.speed, size: settings.size, tint: .white)
    }
    owed = first
  }

  private mutating func add(
    at place: Vector, velocity: Vector, before: Float, speed: ClosedRange<Float>,
    size: ClosedRange<Float>, tint: Color
  ) {
    let half = settings.spread.radians / 2
    let flight = Vector.pointing(settings.direction + .radians(random.float(-half...half)))
    let velocity = flight * random.float(speed) + velocity
    let pace = 1 / random.float(settings.lifetime)
    var start = place
    switch settings.place {
    case .point: break
    case .circle(let radius): start = random.point(in: Circle(center: place, radius: radius))
    case .rect(let size): start = random.point(in: Rect(center: place, size: size))
    }
    sizes[count] = random.float(size)
    rotations[count] = random.angle(settings.rotation).radians
    spins[count] = random.angle(settings.spin).radians
    positions[count] = start + velocity * before
    velocities[count] = velocity
    paces[count] = pace
    ages[count] = pace * before
    tints[count] = tint
    count += 1
  }
}
