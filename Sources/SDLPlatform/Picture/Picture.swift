import CSDL2
import GameLoop

/// The picture of a game, at its own size.
protocol GamePicture: AnyObject {
  var painter: any CanvasPainter { get }

  /// Paints a canvas and shows it.
  ///
  /// - Returns: whether this waited for the display.
  func show(_ canvas: Canvas, in window: OpaquePointer) -> Bool

  /// Paints a canvas, unseen.
  func image(of canvas: Canvas) throws -> Image

  /// Lets go of everything, before the window goes.
  func close()
}

extension PictureScaling {
  /// Where in a window the picture is seen.
  func place(of size: Vector, in window: Vector) -> Rect {
    var fit = min(window.x / size.x, window.y / size.y)
    switch self {
    case .fit: break
    case .wholePixels: if fit > 1 { fit.round(.down) }
    case .stretch: return Rect(origin: .zero, size: window)
    }
    let scaled = (size * fit).rounded(.toNearestOrEven)
    return Rect(origin: ((window - scaled) / 2).rounded(.down), size: scaled)
  }

  /// A point of the window as a point of the picture.
  func picture(_ size: Vector, pointAt point: Vector, in window: Vector) -> Vector {
    let place = place(of: size, in: window)
    return (point - place.origin) / place.size * size
  }
}
