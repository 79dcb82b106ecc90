import CSDL2
import CSDL2TTF
import GameLoop

/// Plays without a display and without sound: the picture is painted in memory, always by the same
/// renderer, so that the same game gives the same pixels.
@MainActor
public final class HeadlessHost: Host {
  public let decoder: any AssetDecoder
  public let encoder: (any ImageEncoder)? = SDLEncoder()
  private var uploadedBytes = 0
  public var isFullScreen = false
  private let picture: SurfacePicture
  /// Nobody hears it, but sounds are decoded for it: one that is broken is seen here, too.
  private let mixer: Mixer

  public init(settings: GameSettings) throws {
    mixer = Mixer(unheard: ())
    decoder = mixer.decoder
    try require(TTF_Init(), "TTF_Init")
    picture = try SurfacePicture(size: settings.size)
  }

  isolated deinit {
    picture.close()
    TTF_Quit()
  }

  public func takeEvents(_ handle: (HostEvent) -> Void) { EndSignals.tell(handle) }

  public func present(_ canvas: Canvas) -> Bool {
    picture.paint(canvas)
    return false
  }

  public func play(_ sounds: [SoundCommand]) {}

  public var drawing: DrawingStatistics {
    picture.painter.drawing(by: "software", uploadedBytes: uploadedBytes)
  }

  public func add(_ image: Image, as id: AssetID) throws {
    try picture.painter.add(image, as: id)
    uploadedBytes += image.pixels.count
  }
  public func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics {
    try picture.painter.add(font: font, as: id)
  }
  public func add(_ sound: any DecodedSound, as id: AssetID) {}
  public func remove(_ id: AssetID) { picture.painter.remove(id) }

  public func addTarget(size: Vector, as id: AssetID) throws {
    try picture.painter.addTarget(size: size, as: id)
  }
  public func picture(of canvas: Canvas) throws -> Image { try picture.image(of: canvas) }

  /// The picture that was painted last.
  public func screenshot() throws -> Image { try picture.image() }
}
