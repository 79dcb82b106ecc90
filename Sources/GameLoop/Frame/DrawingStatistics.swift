/// What the last picture took to draw: `context.statistics.drawing`.
///
///     if context.statistics.drawing.drawCalls > 200 { … }   // too many textures in turn?
///
/// The overlay of statistics is not counted.
public nonisolated struct DrawingStatistics: Sendable, Equatable, Codable {
  /// What draws, as SDL names it: `software`, `opengl`. Empty where nothing does.
  public var renderer: String
  /// How often the one who draws was called. In memory that is once for each sprite; a graphics processor has
  /// those that follow each other with one texture at once.
  public var drawCalls: Int
  /// The sprites that were drawn, without the letters of texts.
  public var sprites: Int
  /// How many bytes of pictures were made ready to be drawn, since the game began.
  public var uploadedBytes: Int

  public init(
    renderer: String = "", drawCalls: Int = 0, sprites: Int = 0, uploadedBytes: Int = 0
  ) {
    self.renderer = renderer
    self.drawCalls = drawCalls
    self.sprites = sprites
    self.uploadedBytes = uploadedBytes
  }
}
