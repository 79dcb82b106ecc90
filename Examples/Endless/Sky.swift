import SwiftGameLoop

/// What is over the landscape: clouds with their shadows, and mist where there is no landscape yet.
///
/// Their pictures are made on a job thread, like chunks. Until they are there, there are none.
final class Sky {
  private(set) var mist: Texture?
  private var clouds: [Texture] = []
  private var shadows: [Texture] = []
  private let seed: UInt64
  private var seconds: Float = 0

  /// How much nearer than the ground the clouds are.
  private static let nearness: Float = 1.3
  private static let wind = Vector(11, 5)
  /// There may be a cloud in each square so large.
  private static let cell: Float = 300

  init(_ context: GameContext) {
    seed = context.seed
    let assets = context.assets
    do {
      try context.run { [seed] _ in
        SkyPictures(seed: seed)
      } completion: { [weak self] result in
        switch result {
        case .success(let pictures): self?.takeIn(pictures, assets)
        case .failure(.cancelled): break
        case .failure(.failed(let error)): report("There are no clouds: \(error)")
        }
      }
    } catch {
      report("There are no clouds: \(error)")
    }
  }

  private func takeIn(_ pictures: SkyPictures, _ assets: Assets) {
    do {
      mist = try assets.texture(of: pictures.mist, named: "mist")
      shadows = try pictures.shadows.map { try assets.texture(of: $0, named: "cloud's shadow") }
      clouds = try pictures.clouds.map { try assets.texture(of: $0, named: "cloud") }
    } catch {
      report("There are no clouds: \(error)")
    }
  }

  func pass(seconds: Float) { self.seconds += seconds }

  /// Draws the shadows, or what casts them, where a camera looks at the ground.
  func draw(shadows isShadow: Bool, above eye: Vector, on canvas: inout Canvas) {
    guard !clouds.isEmpty else { return }
    let blown = Self.wind * seconds
    let middle = canvas.size / 2
    let reach = middle + 190
    let first = ((eye - blown - reach) / Self.cell).rounded(.down)
    let last = ((eye - blown + reach) / Self.cell).rounded(.down)
    for y in Int(first.y)...Int(last.y) {
      for x in Int(first.x)...Int(last.x) {
        var random = SeededRandom(
          seed: seed ^ UInt64(truncatingIfNeeded: x &* 92_821 &+ y &* 689_287_499))
        guard random.chance(0.5) else { continue }
        let number = random.int(0...clouds.count - 1)
        let corner = Vector(Float(x), Float(y)) * Self.cell
        let ground = random.point(in: Rect(origin: corner, size: .one * Self.cell)) + blown
        let seen =
          isShadow
          ? ground - eye + Vector(46, 58) : (ground - eye) * Self.nearness
        canvas.draw(
          isShadow ? shadows[number] : clouds[number],
          at: (seen + middle).rounded(.toNearestOrEven))
      }
    }
  }
}

/// Clouds, their shadows, and a mist that goes on at its edges.
nonisolated struct SkyPictures: Sendable {
  let clouds: [Image]
  let shadows: [Image]
  let mist: Image

  init(seed: UInt64) {
    let sizes = [Vector(230, 140), Vector(170, 100), Vector(250, 110), Vector(120, 80)]
    let shapes = sizes.enumerated().map { CloudShape(size: $1, seed: seed &+ UInt64($0)) }
    let pictures = shapes.map { $0.pictures() }
    clouds = pictures.map(\.cloud)
    shadows = pictures.map(\.shadow)
    mist = Self.mist(seed: seed)
  }

  private static func mist(seed: UInt64) -> Image {
    let noise = Noise(seed: seed, wavelength: 64, octaves: 3)
    let side = Float(ChunkPlace.side)
    return Image(width: ChunkPlace.side, height: ChunkPlace.side) { point in
      // Each edge is mixed with what is beyond the opposite one.
      let part = point / side
      func row(_ y: Float) -> Float {
        noise.value(at: Vector(point.x, y)) * (1 - part.x)
          + noise.value(at: Vector(point.x - side, y)) * part.x
      }
      let value = row(point.y) * (1 - part.y) + row(point.y - side) * part.y
      return SIMD4(SIMD3(0.56, 0.66, 0.76) + SIMD3(0.1, 0.09, 0.08) * value, 1)
    }
  }
}

private nonisolated struct CloudShape: Sendable {
  let size: Vector
  private let noise: Noise

  init(size: Vector, seed: UInt64) {
    self.size = size
    noise = Noise(seed: seed, wavelength: 62, octaves: 4, persistence: 0.55)
  }

  func pictures() -> (cloud: Image, shadow: Image) {
    var covers: [Float] = []
    let cloud = Image(width: Int(size.x), height: Int(size.y)) { point in
      let out = ((point - size / 2) / (size / 2)).length
      let here = out < 1 ? thickness(at: point, out) : -1
      let cover = smoothStep(here, from: 0, to: 0.42) * smoothStep(out, from: 1, to: 0.8)
      covers.append(cover)
      guard cover > 0 else { return .zero }
      // It is bright where it gets thinner towards the sun.
      let light = (0.62 + (here - thickness(at: point - 7, out)) * 1.6).clamped(to: 0...1)
      return SIMD4(SIMD3(0.74, 0.8, 0.89) + SIMD3(0.26, 0.2, 0.11) * light, cover * 0.9)
    }
    let shadow = Image(width: cloud.width, height: cloud.height) { point in
      SIMD4(0.02, 0.06, 0.16, covers[Int(point.y) * cloud.width + Int(point.x)] * 0.3)
    }
    return (cloud, shadow)
  }

  /// - Parameter out: from 0, in the middle, to 1 at the edge.
  private func thickness(at point: Vector, _ out: Float) -> Float {
    (1 - out * out) * 0.95 - 0.3 + noise.value(at: point) * 0.95
  }
}

extension Image {
  fileprivate nonisolated init(width: Int, height: Int, _ color: (Vector) -> SIMD4<Float>) {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let color = Color(components: color(Vector(Float(x), Float(y))))
        pixels.append(color.red)
        pixels.append(color.green)
        pixels.append(color.blue)
        pixels.append(color.alpha)
      }
    }
    self.init(width: width, height: height, pixels: pixels)
  }
}
