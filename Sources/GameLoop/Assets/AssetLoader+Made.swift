/// Textures that come from no file. Each lives as long as its handle: a group does not hold it, and letting go of the group
/// does not free it.
extension AssetLoader {
  /// A texture that the game paints on itself.
  ///
  /// - Throws: where the machine has no room for a texture of this size.
  public final func renderTarget(
    _ name: String = "render target", size: Vector
  ) throws -> RenderTarget {
    precondition(
      size.x >= 1 && size.y >= 1, "a render target of \(size) has no pixels: give at least 1 × 1")
    let texture = store.lease(Texture.self, name)
    try store.host.addTarget(size: size, as: texture.id)
    texture.pixelSize = size
    texture.state = .ready
    return RenderTarget(texture: texture, size: size)
  }

  /// A texture of a picture that the game has made itself, perhaps on a job thread.
  ///
  /// - Throws: where the machine has no room for a texture of this size.
  public final func texture(of image: Image, named name: String = "image") throws -> Texture {
    let texture = store.lease(Texture.self, name)
    try store.host.add(image, as: texture.id)
    texture.pixelSize = image.size
    texture.state = .ready
    return texture
  }
}
