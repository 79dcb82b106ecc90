import TaskQueues

/// What a loop needs of the machine: events, pictures and sounds. A window is one host, playing without
/// a display another.
@MainActor
public protocol Host: InputDevices {
  /// Tells what happened since the last call, in order.
  func takeEvents(_ handle: (HostEvent) -> Void)

  /// Draws a canvas and shows it.
  ///
  /// - Returns: whether this waited for the display.
  func present(_ canvas: Canvas) -> Bool

  /// Paints a canvas once more, unseen, and gives the picture.
  ///
  /// - Throws: if this host has no pictures.
  func picture(of canvas: Canvas) throws -> Image

  /// What the last `present` took. Nothing where nothing is drawn.
  var drawing: DrawingStatistics { get }

  /// Makes files of pictures. Used on job threads. Nil where there are no pictures.
  var encoder: (any ImageEncoder)? { get }

  func play(_ sounds: [SoundCommand])

  /// Tells what has become of music since the last call.
  func takeMusicEvents(_ handle: (MusicEvent) -> Void)

  var isFullScreen: Bool { get set }

  /// How many pictures a second the display shows; nil where that is not known.
  var displayRate: Int? { get }

  /// Whether `takeEvents` has something to tell. Asked while nobody sees the window and frames are seldom.
  var hasEvents: Bool { get }

  /// Turns the contents of files into what `add` takes. Used on job threads.
  var decoder: any AssetDecoder { get }

  /// Makes a picture ready to be drawn.
  func add(_ image: Image, as id: AssetID) throws
  /// Makes a texture to be painted on.
  func addTarget(size: Vector, as id: AssetID) throws
  /// Makes a font ready to be drawn with, from the contents of its file, and gives its measures.
  func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics
  /// Makes a sound ready to be played, from what the decoder made of it.
  func add(_ sound: any DecodedSound, as id: AssetID) throws
  /// Lets go of what was added: nothing names it any more.
  func remove(_ id: AssetID)
}

extension Host {
  public var displayRate: Int? { nil }
  public var hasEvents: Bool { false }
  public var drawing: DrawingStatistics { DrawingStatistics() }
  public var encoder: (any ImageEncoder)? { nil }
  public func takeMusicEvents(_ handle: (MusicEvent) -> Void) {}
}

/// Makes files of pictures, on any thread, several at once.
public nonisolated protocol ImageEncoder: Sendable {
  /// The contents of a PNG file.
  func png(of image: Image) throws -> [UInt8]
}

/// Decodes files, on any thread, several at once.
public nonisolated protocol AssetDecoder: Sendable {
  func image(from bytes: [UInt8]) throws -> Image
  func sound(from bytes: [UInt8]) throws -> any DecodedSound
  /// Reads what a file of music says of itself; the rest is decoded while it plays, on the work port of a queue.
  func music(from bytes: [UInt8], decodedOn queue: TaskQueue) throws -> any DecodedSound
}

extension AssetDecoder {
  /// Decodes it whole, as a sound.
  public nonisolated func music(
    from bytes: [UInt8], decodedOn queue: TaskQueue
  ) throws -> any DecodedSound {
    try sound(from: bytes)
  }
}

/// A sound as its host plays it.
public nonisolated protocol DecodedSound: Sendable {
  var length: Duration { get }
}

/// A picture in memory: 4 bytes a pixel, red, green, blue, alpha, row after row.
public nonisolated struct Image: Sendable, Equatable {
  public let width: Int
  public let height: Int
  public let pixels: [UInt8]
  /// Whether no pixel lets anything through.
  public let isOpaque: Bool

  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == width * height * 4,
      "an image of \(width) × \(height) has \(width * height * 4) bytes, not \(pixels.count)")
    self.width = width
    self.height = height
    self.pixels = pixels
    isOpaque = pixels.withUnsafeBytes { bytes in
      bytes.assumingMemoryBound(to: UInt32.self).allSatisfy { $0 >> 24 == 255 }
    }
  }

  public var size: Vector { Vector(Float(width), Float(height)) }
}
