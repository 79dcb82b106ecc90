import CXTaskQueue
import TaskQueues

/// The model's result codes. (C's are macros with casts, which Swift does not import.)
enum ResultCode {
  static let ok: HRESULT = 0
  static let pending = HRESULT(bitPattern: 0x8000_000A)
  static let illegalMethodCall = HRESULT(bitPattern: 0x8000_000E)
  static let notSufficientBuffer = HRESULT(bitPattern: 0x8007_007A)
  static let noTaskQueue = HRESULT(bitPattern: 0x8007_01AB)
  static let abort = HRESULT(bitPattern: 0x8000_4004)
  static let pointer = HRESULT(bitPattern: 0x8000_4003)
  static let unexpected = HRESULT(bitPattern: 0x8000_FFFF)
  static let outOfMemory = HRESULT(bitPattern: 0x8007_000E)
  static let invalidArgument = HRESULT(bitPattern: 0x8007_0057)
  static let invalidHandle = HRESULT(bitPattern: 0x8924_010C)

  @inline(__always)
  static func isFailure(_ code: HRESULT) -> Bool { code < 0 }

  /// `ok`, or what stands for the error that `body` throws.
  @inline(__always)
  static func of(_ body: () throws(TaskQueueError) -> Void) -> HRESULT {
    do throws(TaskQueueError) {
      try body()
      return ok
    } catch {
      return error.resultCode
    }
  }
}

extension TaskQueueError {
  var resultCode: HRESULT {
    switch self {
    case .terminated: ResultCode.abort
    case .wouldWaitForItself, .alreadyScheduled: ResultCode.unexpected
    case .alreadyComplete: ResultCode.invalidArgument
    case .notWaitable: ResultCode.invalidArgument
    case .outOfDescriptors: ResultCode.outOfMemory
    }
  }
}

extension DispatchMode {
  init?(_ mode: XTaskQueueDispatchMode) {
    switch mode {
    case 0: self = .manual
    case 1: self = .threadPool
    case 2: self = .serializedThreadPool
    case 3: self = .immediate
    default: return nil
    }
  }
}

extension PortRole {
  @inline(__always)
  init?(_ port: XTaskQueuePort) {
    switch port {
    case 0: self = .work
    case 1: self = .completion
    default: return nil
    }
  }

  var number: XTaskQueuePort {
    switch self {
    case .work: 0
    case .completion: 1
    }
  }
}

/// A pointer of C's that is handed back to it and never looked at.
// @unchecked: it is not looked at here
struct Context: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer?
}

/// A timeout as C has it: the greatest one waits for ever.
func timeout(_ milliseconds: UInt32) -> Duration? {
  milliseconds == .max ? nil : .milliseconds(Int(milliseconds))
}

typealias QueuePointer = UnsafeMutablePointer<XTaskQueueHandle?>

/// Gives a handle to C, if there is one.
func give(_ handle: XTaskQueueHandle?, to pointer: QueuePointer) -> HRESULT {
  pointer.pointee = handle
  return handle == nil ? ResultCode.outOfMemory : ResultCode.ok
}
