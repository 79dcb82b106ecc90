import Glibc
import Synchronization
import TaskQueues

/// How much of the processors a time took: 1 is the whole of one core.
public nonisolated struct ProcessorUse: Sendable {
  /// All threads of the process.
  public var process = 0.0
  /// The thread that draws.
  public var mainThread = 0.0
  /// The others: job threads, sound, the window system's library.
  public var otherThreads: Double { max(0, process - mainThread) }
}

/// What the process and the calling thread have had of the processors, at a moment.
nonisolated struct ProcessorTime: Sendable {
  private let moment: Instant
  private let process: Duration
  private let thread: Duration

  /// Call it on the thread that draws.
  static func now(at moment: Instant) -> ProcessorTime {
    ProcessorTime(
      moment: moment, process: used(RUSAGE_SELF.rawValue), thread: used(rusageOfThread))
  }

  func use(until later: ProcessorTime) -> ProcessorUse {
    let passed = moment.duration(to: later.moment).seconds
    guard passed > 0 else { return ProcessorUse() }
    return ProcessorUse(
      process: (later.process - process).seconds / passed,
      mainThread: (later.thread - thread).seconds / passed)
  }

  /// `RUSAGE_THREAD`, which not every header of Glibc shows.
  private static var rusageOfThread: Int32 { 1 }

  private static func used(_ who: Int32) -> Duration {
    var usage = rusage()
    getrusage(__rusage_who_t(who), &usage)
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    return .seconds(user.tv_sec + system.tv_sec)
      + .microseconds(Int64(user.tv_usec) + Int64(system.tv_usec))
  }
}

/// The memory of this process, in bytes.
public nonisolated enum ProcessMemory {
  /// The most that `current` has ever told. Each thread only raises it: it needs no order.
  private static let highest = Atomic<Int>(0)

  /// The most it ever had, and no less than `current` ever was.
  public static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    // The kernel notes it now and then, and may be behind.
    _ = current
    return max(usage.ru_maxrss * 1024, highest.load(ordering: .relaxed))
  }

  /// What it has now; 0 where the kernel does not say.
  public static var current: Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = InlineArray<128, UInt8>(repeating: 0)
    let length = withUnsafeMutableBytes(of: &text) { read(file, $0.baseAddress, $0.count) }
    // The second number is the pages in memory.
    var (field, pages) = (0, 0)
    for index in 0..<max(0, length) {
      if text[index] == 0x20 { field += 1 }
      if field == 1, (0x30...0x39).contains(text[index]) {
        pages = pages * 10 + Int(text[index] - 0x30)
      }
    }
    let size = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    highest.max(size, ordering: .relaxed)
    return size
  }
}
