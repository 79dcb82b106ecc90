import CSDL2
import CSDL2TTF
import GameLoop

/// Plays without a display and without sound: the picture is painted in memory, always by the same
/// renderer, so that the same game gives the same pixels.
public final class HeadlessHost: Host {
  public let decoder: any AssetDecoder = SDLDecoder()
  public var isFullScreen = false
  private let picture: Picture
  /// Nobody hears it, but sounds are decoded for it: one that is broken is seen here, too.
  private let mixer: Mixer
  private let surface: UnsafeMutablePointer<SDL_Surface>

  public init(settings: GameSettings) throws {
    mixer = try Mixer(unheard: ())
    try require(TTF_Init(), "TTF_Init")
    surface = try require(
      SDL_CreateRGBSurfaceWithFormat(
        0, Int32(settings.size.x), Int32(settings.size.y), 32, SDL_PIXELFORMAT_RGB888.rawValue),
      "SDL_CreateRGBSurfaceWithFormat")
    let renderer = try require(SDL_CreateSoftwareRenderer(surface), "SDL_CreateSoftwareRenderer")
    picture = Picture(rendererOfSameSize: renderer, size: settings.size)
  }

  isolated deinit {
    picture.close()
    SDL_FreeSurface(surface)
    TTF_Quit()
  }

  public func takeEvents(_ handle: (HostEvent) -> Void) {}

  public func present(_ canvas: Canvas) -> Bool {
    picture.paint(canvas)
    SDL_RenderFlush(picture.renderer)
    return false
  }

  public func play(_ sounds: [SoundCommand]) {}

  public func add(_ image: Image, as id: AssetID) throws { try picture.add(image, as: id) }
  public func add(font: [UInt8], as id: AssetID) throws { try picture.add(font: font, as: id) }
  public func add(_ sound: any DecodedSound, as id: AssetID) {}
  public func remove(_ id: AssetID) { picture.remove(id) }

  /// The picture that was painted last.
  public func screenshot() throws -> Image { try picture.image() }
}
