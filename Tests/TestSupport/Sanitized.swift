import Glibc

/// Whether tests run under a sanitizer, some twenty times slower: what calculates for long on one thread, and has nothing
/// that a sanitizer would find, may be left out. `Tests/run` says so.
public let isSanitized = getenv("SANITIZED") != nil
