import GameLoop

/// A game whose `init` threw: what it threw, and what whoever started it can look at.
struct GameCannotBegin: Error, CustomStringConvertible {
  let description: String

  init(_ error: any Error, assets: AssetFolder) {
    description = "\(error)\n\(Self.advice(assets))"
  }

  private static func advice(_ assets: AssetFolder) -> String {
    guard let path = assets.path else {
      return """
        There is no folder of assets, which is one called assets with a file ASSETS.md in it. It was looked for in \
        \(assets.placesLookedIn.joined(separator: ", ")). Set GAME_ASSETS to where it is.
        """
    }
    return
      "If a file is missing or broken: assets are read from \(path); GAME_ASSETS names another folder."
  }
}
