import SwiftGameLoop

/// Every picture, font and sound of the game.
///
/// Asking for one makes it load: its file is read and decoded on a job thread, and made ready in a later
/// frame. What is drawn behind the title comes first.
struct Art {
  let font: Font
  let logo: Texture
  let sky: Texture
  let farStars: Texture
  let nearStars: Texture

  let ship: SpriteSheet
  let flame: SpriteSheet
  let shield: Texture
  let shipIcon: Texture
  let shot: Texture
  let saucerShot: Texture
  let saucer: SpriteSheet
  let smallSaucer: SpriteSheet
  /// By size and look.
  let rocks: [[SpriteSheet]]

  let explosion: SpriteSheet
  let spark: Texture
  let dust: SpriteSheet
  let ring: Texture

  let sounds: SoundArt

  static let fontName = "fonts/pebble.ttf"

  init(_ assets: AssetLoader) {
    font = assets.font(Self.fontName)
    logo = assets.texture("rocks/logo.png")
    sky = assets.texture("rocks/sky.png")
    farStars = assets.texture("rocks/stars-far.png")
    nearStars = assets.texture("rocks/stars-near.png")

    ship = assets.sheet("rocks/ship.png", frameSize: Vector(32, 32))
    flame = assets.sheet("rocks/flame.png", frameSize: Vector(32, 32))
    shield = assets.texture("rocks/shield.png")
    shipIcon = assets.texture("rocks/ship-icon.png")
    shot = assets.texture("rocks/shot.png")
    saucerShot = assets.texture("rocks/saucer-shot.png")
    saucer = assets.sheet("rocks/saucer.png", frameSize: Vector(40, 24))
    smallSaucer = assets.sheet("rocks/saucer-small.png", frameSize: Vector(28, 16))
    rocks = [("large", 64), ("medium", 40), ("small", 24)].map { name, side in
      (1...Rock.looks).map {
        assets.sheet("rocks/rock-\(name)-\($0).png", frameSize: Vector(side, side))
      }
    }

    explosion = assets.sheet("rocks/explosion.png", frameSize: Vector(64, 64))
    spark = assets.texture("rocks/spark.png")
    dust = assets.sheet("rocks/dust.png", frameSize: Vector(8, 8))
    ring = assets.texture("rocks/ring.png")

    sounds = SoundArt(assets)
  }
}

/// Every sound of the game.
struct SoundArt {
  let shot: Sound
  let thrust: Sound
  /// By the size of the rock.
  let explosions: [Sound]
  let shipExplosion: Sound
  let saucer: Sound
  let saucerShot: Sound
  let extraLife: Sound
  let wave: Sound
  let move: Sound
  let select: Sound
  let lowBeat: Sound
  let highBeat: Sound
  let gameOver: Sound
  let highScore: Sound

  init(_ assets: AssetLoader) {
    shot = assets.sound("rocks/shot.wav")
    thrust = assets.sound("rocks/thrust.wav")
    explosions = ["large", "medium", "small"].map { assets.sound("rocks/explosion-\($0).wav") }
    shipExplosion = assets.sound("rocks/ship-explosion.wav")
    saucer = assets.sound("rocks/saucer.wav")
    saucerShot = assets.sound("rocks/saucer-shot.wav")
    extraLife = assets.sound("rocks/extra-life.wav")
    wave = assets.sound("rocks/wave.wav")
    move = assets.sound("rocks/move.wav")
    select = assets.sound("rocks/select.wav")
    lowBeat = assets.sound("rocks/beat-low.wav")
    highBeat = assets.sound("rocks/beat-high.wav")
    gameOver = assets.sound("rocks/game-over.wav")
    highScore = assets.sound("rocks/high-score.wav")
  }
}
