import CXTaskQueue
import TestSupport
import Testing
import XTaskQueueExports

private let ok: HRESULT = 0
private let invalidHandle = HRESULT(bitPattern: 0x8924_010C)
private let invalidArgument = HRESULT(bitPattern: 0x8007_0057)
private let nullPointer = HRESULT(bitPattern: 0x8000_4003)
private let abort = HRESULT(bitPattern: 0x8000_4004)

@Suite("The C interface")
struct XTaskQueueTests {
  private let manual: XTaskQueueDispatchMode = 0
  private let work: XTaskQueuePort = 0
  private let completion: XTaskQueuePort = 1

  private func manualQueue() -> XTaskQueueHandle? {
    var queue: XTaskQueueHandle?
    #expect(XTaskQueueCreate(manual, manual, &queue) == ok)
    return queue
  }

  @Test func `calls a callback once, with its context, when the port is dispatched`() {
    let queue = manualQueue()
    var calls: [Bool] = []
    withUnsafeMutablePointer(to: &calls) { calls in
      #expect(XTaskQueueSubmitCallback(queue, work, calls, appendCancelled) == ok)
      #expect(XTaskQueueDispatch(queue, work, 0))
      #expect(!XTaskQueueDispatch(queue, work, 0))
    }
    #expect(calls == [false])
    XTaskQueueCloseHandle(queue)
  }

  @Test func `cancels what waits when the queue is terminated, and refuses more`() {
    let queue = manualQueue()
    var calls: [Bool] = []
    withUnsafeMutablePointer(to: &calls) { calls in
      #expect(XTaskQueueSubmitDelayedCallback(queue, work, 60_000, calls, appendCancelled) == ok)
      #expect(XTaskQueueTerminate(queue, false, calls, { appendCancelled($0, true) }) == ok)
      #expect(XTaskQueueSubmitCallback(queue, work, calls, appendCancelled) == abort)
      #expect(XTaskQueueDispatch(queue, work, 0))
      #expect(!XTaskQueueDispatch(queue, completion, 0))
    }
    #expect(calls == [true, true])
    XTaskQueueCloseHandle(queue)
  }

  @Test func `knows open handles from closed, null and foreign ones`() {
    let queue = manualQueue()
    var duplicate: XTaskQueueHandle?
    #expect(XTaskQueueDuplicateHandle(queue, &duplicate) == ok)
    #expect(duplicate != queue)
    XTaskQueueCloseHandle(queue)
    XTaskQueueCloseHandle(queue)
    let foreign = XTaskQueueHandle(bitPattern: 0x7fff_1234_5678)
    for handle in [queue, nil, foreign] {
      #expect(XTaskQueueSubmitCallback(handle, work, nil, { _, _ in }) == invalidHandle)
      #expect(XTaskQueueTerminate(handle, false, nil, nil) == invalidHandle)
      #expect(!XTaskQueueDispatch(handle, work, 0))
      var none: XTaskQueueHandle?
      #expect(XTaskQueueDuplicateHandle(handle, &none) == invalidHandle && none == nil)
    }
    #expect(XTaskQueueSubmitCallback(duplicate, work, nil, { _, _ in }) == ok)
    XTaskQueueCloseHandle(duplicate)
  }

  @Test func `refuses unknown modes and ports, and null pointers`() {
    var queue: XTaskQueueHandle?
    #expect(XTaskQueueCreate(4, manual, &queue) == invalidArgument && queue == nil)
    #expect(XTaskQueueCreate(manual, manual, nil) == nullPointer)
    queue = manualQueue()
    #expect(XTaskQueueSubmitCallback(queue, 2, nil, { _, _ in }) == invalidArgument)
    #expect(XTaskQueueSubmitCallback(queue, work, nil, nil) == nullPointer)
    #expect(XTaskQueueDuplicateHandle(queue, nil) == nullPointer)
    #expect(!XTaskQueueDispatch(queue, 2, 0))
    XTaskQueueCloseHandle(queue)
  }
}

/// Appends to an array that the context points to.
private func appendCancelled(_ context: UnsafeMutableRawPointer?, _ cancelled: Bool) {
  context?.assumingMemoryBound(to: [Bool].self).pointee.append(cancelled)
}
