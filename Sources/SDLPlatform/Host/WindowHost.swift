import CSDL2
import CSDL2TTF
import GameLoop
import TaskQueues

/// A window, its keyboard, mouse and gamepads, and a sound device.
///
/// The game's picture is painted at its own size and shown as large as the window allows, its pixels
/// square and in their own shape.
public final class WindowHost: Host {
  public let decoder: any AssetDecoder = SDLDecoder()
  private let window: OpaquePointer
  private let picture: Picture
  private let mixer: Mixer
  private let events = SDLEvents()
  private var fullScreen = FullScreen()
  private var displaySync: DisplaySync
  private let clock = SystemClock.shared

  /// Opens the window.
  ///
  /// - Throws: `NoDisplay` where there is nothing to show a window on.
  public init(settings: GameSettings) throws {
    try Self.startVideo()
    let size = settings.size * settings.windowScale
    window = try require(
      SDL_CreateWindow(
        settings.title, csdl_windowpos_centered(), csdl_windowpos_centered(), Int32(size.x),
        Int32(size.y), SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_ALLOW_HIGHDPI.rawValue),
      "SDL_CreateWindow")
    SDL_SetWindowMinimumSize(window, Int32(settings.size.x / 2), Int32(settings.size.y / 2))
    let choice = try RendererChoice.choose(for: window)
    report("Drawing with SDL's \(choice.name) renderer: \(choice.reason).")
    displaySync = DisplaySync(isClaimed: choice.claimsDisplaySync)
    picture = try Picture(renderer: choice.renderer, size: settings.size)
    mixer = try Self.startSound()
  }

  isolated deinit {
    // The renderer goes before its window, the window before the display.
    picture.close()
    SDL_DestroyWindow(window)
    TTF_Quit()
    SDL_QuitSubSystem(SDL_INIT_VIDEO)
  }

  private static func startVideo() throws {
    guard NoDisplay.mayBeOne else { throw NoDisplay() }
    guard SDL_Init(SDL_INIT_VIDEO) == 0 else { throw NoDisplay(SDLError("SDL_Init")) }
    if !NoDisplay.isDriverNamed, let driver = SDL_GetCurrentVideoDriver() {
      // What SDL falls back to shows nothing to anyone.
      let name = String(cString: driver)
      if name == "offscreen" || name == "dummy" {
        SDL_QuitSubSystem(SDL_INIT_VIDEO)
        throw NoDisplay()
      }
    }
    if SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) != 0 {
      report("Gamepads cannot be used: \(SDLError("SDL_InitSubSystem")).")
    }
    try require(TTF_Init(), "TTF_Init")
  }

  private static func startSound() throws -> Mixer {
    do {
      return try Mixer()
    } catch {
      report("Playing without sound: \(error).")
      return try Mixer(unheard: ())
    }
  }

  // MARK: Host

  public func takeEvents(_ handle: (HostEvent) -> Void) {
    events.take(toPicture: { [self] in picture.fromWindow($0, windowSize: windowSize) }, handle)
  }

  private var windowSize: Vector {
    var (width, height): (Int32, Int32) = (0, 0)
    SDL_GetWindowSize(window, &width, &height)
    return Vector(Float(width), Float(height))
  }

  public func present(_ canvas: Canvas) -> Bool {
    picture.paint(canvas)
    picture.show()
    let begin = clock.now
    SDL_RenderPresent(picture.renderer)
    displaySync.presented(took: begin.duration(to: clock.now))
    return displaySync.isSeen
  }

  public func play(_ sounds: [SoundCommand]) { mixer.play(sounds) }

  public var isFullScreen: Bool {
    get { fullScreen.isOn(window) }
    set { fullScreen.set(newValue, window) }
  }

  public func add(_ image: Image, as id: AssetID) throws { try picture.add(image, as: id) }
  public func add(font: [UInt8], as id: AssetID) throws { try picture.add(font: font, as: id) }
  public func add(_ sound: any DecodedSound, as id: AssetID) { mixer.add(sound, as: id) }
  public func remove(_ id: AssetID) {
    picture.remove(id)
    mixer.remove(id)
  }

  /// The picture that was shown last, at the game's own size.
  public func screenshot() throws -> Image { try picture.image() }
}
