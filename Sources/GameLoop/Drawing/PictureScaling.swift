/// How a game's picture fills a window of another size.
public nonisolated enum PictureScaling: Sendable, Hashable {
  /// As large as fits in its own shape, with bars beside it.
  case fit
  /// As `fit`, but only 1, 2, 3 … times as large: every pixel of the picture is the same square.
  case wholePixels
  /// All of the window, whatever its shape.
  case stretch
}
