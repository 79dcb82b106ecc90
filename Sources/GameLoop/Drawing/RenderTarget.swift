/// A texture that a game paints on.
///
///     let minimap = try stage.assets.renderTarget(size: Vector(64, 64))      // or context.assets
///     …
///     canvas.paint(on: minimap) { minimap in
///       for rock in rocks { minimap.fill(Rect(center: rock.position / 20, size: .one), .white) }
///     }
///     canvas.draw(minimap.texture, at: corner)
///
/// What is not painted again keeps its picture: a background of many pieces is painted once.
public final class RenderTarget {
  /// Drawn like any other.
  public let texture: Texture
  public let size: Vector
  /// What is to be painted on it, or was painted last.
  package var canvas: Canvas

  package init(texture: Texture, size: Vector) {
    self.texture = texture
    self.size = size
    canvas = Canvas(size: size)
  }
}
