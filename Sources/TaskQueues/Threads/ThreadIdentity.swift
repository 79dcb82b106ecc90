import CLinux

/// One thread, to be compared with another while both live.
struct ThreadIdentity: Equatable {
  private let thread: pthread_t

  static var current: ThreadIdentity { ThreadIdentity(thread: pthread_self()) }

  static func == (a: Self, b: Self) -> Bool { pthread_equal(a.thread, b.thread) != 0 }
}
