import Glibc

/// Nanoseconds on the monotonic clock.
func now() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Nanoseconds that all threads of this process have spent on a processor.
func processorTime() -> Int64 {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
  let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
  return Int64(seconds) * 1_000_000_000 + Int64(microseconds) * 1000
}

/// Puts the calling thread to sleep, unless the time is over. Nothing here handles signals, which
/// would end the sleep.
func sleep(nanoseconds: Int64) {
  if nanoseconds <= 0 { return }
  var time = timespec(
    tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  nanosleep(&time, nil)
}
