import CSDL2
import CSDL2TTF
import GameLoop
import TaskQueues

/// A window, its keyboard, mouse and gamepads, and a sound device.
///
/// The game's picture is painted at its own size and shown as large as the window allows, its pixels
/// square and in their own shape.
@MainActor
public final class WindowHost: Host {
  public let decoder: any AssetDecoder
  public let encoder: (any ImageEncoder)? = SDLEncoder()
  private let rendererName: String
  private var uploadedBytes = 0
  let window: OpaquePointer
  let settings: GameSettings
  private let picture: any GamePicture
  private let mixer: Mixer
  let events = SDLEvents()
  private var fullScreen = FullScreen()

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
    let choice = RendererChoice.choose(for: window)
    report("Drawing with SDL's \(choice.name) renderer: \(choice.reason).")
    self.settings = settings
    rendererName = choice.name
    if let renderer = choice.renderer {
      picture = RendererPicture(
        renderer: renderer, claimsDisplaySync: choice.claimsDisplaySync, size: settings.size,
        scaling: settings.scaling)
    } else {
      picture = try SurfacePicture(size: settings.size, scaling: settings.scaling)
    }
    mixer = Self.mixer
    decoder = mixer.decoder
    // SDL begins with it.
    SDL_StopTextInput()
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

  private static var mixer: Mixer {
    if SoundDevice.mayBeOne { return Mixer(SoundDevice(isUnheard: false)) }
    report("Playing without sound: this machine has no sound device.")
    return Mixer(unheard: ())
  }

  // MARK: Host

  public func takeEvents(_ handle: (HostEvent) -> Void) {
    EndSignals.tell(handle)
    events.take(
      toPicture: { [self] in
        settings.scaling.picture(settings.size, pointAt: $0, in: windowSize)
      }, handle)
  }

  var windowSize: Vector {
    var (width, height): (Int32, Int32) = (0, 0)
    SDL_GetWindowSize(window, &width, &height)
    return Vector(Float(width), Float(height))
  }

  public func present(_ canvas: Canvas) -> Bool {
    picture.show(canvas, in: window)
  }

  public var displayRate: Int? {
    var mode = SDL_DisplayMode()
    guard SDL_GetCurrentDisplayMode(SDL_GetWindowDisplayIndex(window), &mode) == 0 else {
      return nil
    }
    return mode.refresh_rate > 0 ? Int(mode.refresh_rate) : nil
  }

  public var hasEvents: Bool { EndSignals.isWaiting || SDL_PollEvent(nil) != 0 }

  public func play(_ sounds: [SoundCommand]) { mixer.play(sounds) }
  public func takeMusicEvents(_ handle: (MusicEvent) -> Void) { mixer.takeMusicEvents(handle) }

  public var isFullScreen: Bool {
    get { fullScreen.isOn(window) }
    set { fullScreen.set(newValue, window) }
  }

  public var drawing: DrawingStatistics {
    picture.painter.drawing(by: rendererName, uploadedBytes: uploadedBytes)
  }

  public func add(_ image: Image, as id: AssetID) throws {
    try picture.painter.add(image, as: id)
    uploadedBytes += image.pixels.count
  }
  public func add(font: [UInt8], as id: AssetID) throws -> any FontMetrics {
    try picture.painter.add(font: font, as: id)
  }
  public func add(_ sound: any DecodedSound, as id: AssetID) { mixer.add(sound, as: id) }
  public func remove(_ id: AssetID) {
    picture.painter.remove(id)
    mixer.remove(id)
  }

  public func addTarget(size: Vector, as id: AssetID) throws {
    try picture.painter.addTarget(size: size, as: id)
  }
  public func picture(of canvas: Canvas) throws -> Image { try picture.image(of: canvas) }
}
