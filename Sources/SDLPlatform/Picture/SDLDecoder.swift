import CSDL2
import CSDL2Image
import CSDL2Mixer
import GameLoop
import TaskQueues

/// Decodes pictures with SDL_image, sounds with SDL_mixer, and music with libsndfile while it plays.
nonisolated struct SDLDecoder: AssetDecoder {
  /// SDL_mixer decodes for a device only: the first sound opens it.
  private let device: SoundDevice

  init(_ device: SoundDevice = SoundDevice(isUnheard: true)) { self.device = device }

  func image(from bytes: [UInt8]) throws -> Image {
    if bytes.isEmpty { throw UnusableFile(description: "the file is empty") }
    try PictureHeader.check(bytes)
    let decoded = try bytes.withUnsafeBytes { buffer in
      let file = try require(
        SDL_RWFromConstMem(buffer.baseAddress, Int32(buffer.count)), "SDL_RWFromConstMem")
      return try require(IMG_Load_RW(file, 1), "IMG_Load")
    }
    defer { SDL_FreeSurface(decoded) }
    let converted = try require(
      SDL_ConvertSurfaceFormat(decoded, SDL_PIXELFORMAT_RGBA32.rawValue, 0),
      "SDL_ConvertSurfaceFormat")
    defer { SDL_FreeSurface(converted) }
    return Image(copying: converted)
  }

  func sound(from bytes: [UInt8]) throws -> any DecodedSound {
    if bytes.isEmpty { throw UnusableFile(description: "the file is empty") }
    try device.open()
    let sound = try bytes.withUnsafeBytes { buffer in
      let file = try require(
        SDL_RWFromConstMem(buffer.baseAddress, Int32(buffer.count)), "SDL_RWFromConstMem")
      return MixedSound(try require(Mix_LoadWAV_RW(file, 1), "Mix_LoadWAV"))
    }
    if sound.frames.isEmpty { throw UnusableFile(description: "there is no sound in the file") }
    return sound
  }

  /// What libsndfile cannot read piece by piece is decoded whole, as a sound is.
  func music(from bytes: [UInt8], decodedOn queue: TaskQueue) throws -> any DecodedSound {
    if bytes.isEmpty { throw UnusableFile(description: "the file is empty") }
    let music: MusicFile
    do {
      music = try MusicFile(bytes, decodedOn: queue)
    } catch let reason {
      do {
        return try sound(from: bytes)
      } catch {
        throw UnusableFile(description: "\(reason), and \(error)")
      }
    }
    try device.open()
    return music
  }
}

/// What is wrong with a file before SDL sees it.
nonisolated struct UnusableFile: Error, CustomStringConvertible {
  let description: String
}

/// Makes PNG files with SDL_image.
nonisolated struct SDLEncoder: ImageEncoder {
  func png(of image: Image) throws -> [UInt8] { try image.png() }
}

nonisolated extension Image {
  /// Copies a surface of 4 bytes a pixel: red, green, blue, alpha.
  init(copying surface: UnsafeMutablePointer<SDL_Surface>) {
    let width = Int(surface.pointee.w)
    let height = Int(surface.pointee.h)
    let rowSize = width * 4
    let pixels = [UInt8](unsafeUninitializedCapacity: rowSize * height) { buffer, count in
      for row in 0..<height {
        let source = surface.pointee.pixels! + row * Int(surface.pointee.pitch)
        (UnsafeMutableRawPointer(buffer.baseAddress!) + row * rowSize)
          .copyMemory(from: source, byteCount: rowSize)
      }
      count = rowSize * height
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// The picture as a PNG file.
  package func png() throws -> [UInt8] {
    var pixels = pixels
    // A PNG of noise is a little larger than its pixels: room for every row's and the file's own bytes.
    var file = [UInt8](repeating: 0, count: pixels.count + pixels.count / 8 + 65_536)
    let size = try pixels.withUnsafeMutableBytes { pixels in
      let surface = try require(
        SDL_CreateRGBSurfaceWithFormatFrom(
          pixels.baseAddress, Int32(width), Int32(height), 32, Int32(width * 4),
          SDL_PIXELFORMAT_RGBA32.rawValue), "SDL_CreateRGBSurfaceWithFormatFrom")
      defer { SDL_FreeSurface(surface) }
      return try file.withUnsafeMutableBytes { file in
        let memory = try require(
          SDL_RWFromMem(file.baseAddress, Int32(file.count)), "SDL_RWFromMem")
        defer { SDL_RWclose(memory) }
        try require(IMG_SavePNG_RW(surface, memory, 0), "IMG_SavePNG_RW")
        return Int(SDL_RWtell(memory))
      }
    }
    file.removeLast(file.count - size)
    return file
  }
}
