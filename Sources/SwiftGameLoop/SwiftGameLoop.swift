// One import for a whole game.
@_exported public import GameLoop
@_exported public import SDLPlatform
@_exported public import TaskQueues
