// Nothing: this target is what the library's linker settings belong to, and not the tests', which link the same
// functions into a program of their own.

@_exported public import XTaskQueueExports
