import Glibc

/// How long the process has been there.
nonisolated enum ProcessAge {
  /// Since the kernel made it or gave it this program, to 5 ms; nil where the kernel does not say.
  static var now: Duration? {
    guard let begin = beginTicks else { return nil }
    let ticks = Int64(sysconf(Int32(_SC_CLK_TCK)))
    var time = timespec()
    guard ticks > 0, clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
    let now = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    let tick = 1_000_000_000 / ticks
    // The kernel tells the last whole tick before: in the middle it was half a one later.
    return .nanoseconds(max(0, now - begin * tick - tick / 2))
  }

  /// When the process began, in ticks since the machine did.
  private static var beginTicks: Int64? {
    let file = open("/proc/self/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = InlineArray<1024, UInt8>(repeating: 0)
    let length = withUnsafeMutableBytes(of: &text) { read(file, $0.baseAddress, $0.count) }
    // The second field is a name in brackets, with anything in it: fields are counted from its end.
    guard let nameEnd = (0..<max(0, length)).last(where: { text[$0] == UInt8(ascii: ")") })
    else { return nil }
    var (field, value) = (2, Int64(0))
    for index in (nameEnd + 1)..<length {
      if text[index] == UInt8(ascii: " ") { field += 1 }
      if field == 22, (0x30...0x39).contains(text[index]) {
        value = value * 10 + Int64(text[index] - 0x30)
      }
    }
    return field >= 22 ? value : nil
  }
}
