import CBenchmarks

/// The callback as libdispatch takes it. Made once: a new one would be an allocation each time.
let callingBlock: @Sendable @convention(block) () -> Void = { cbenchmarks_callback(nil, false) }
