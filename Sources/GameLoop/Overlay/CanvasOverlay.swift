/// What is drawn over a canvas, in its coordinates, without being a part of it: neither its `commands` nor its
/// `listing` tell of it.
package final class CanvasOverlay {
  package internal(set) var canvas: Canvas

  init(size: Vector) { canvas = Canvas(size: size) }
}
