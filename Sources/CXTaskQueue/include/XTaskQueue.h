// Task queues with the names and types of the GDK's XTaskQueue.h, for C99 and C++11.
//
// A queue has two ports, one for work and one for its completions. A callback is submitted to a port and runs
// when the port is dispatched; the port's mode says by whom. Callbacks of a port begin in the order in which
// they became ready.
//
// Threads: every function may be called from any thread, also from inside a callback or a monitor.
//
// Handles: a queue is used through handles, and lives for as long as it has one that is open or callbacks to
// run. A null, closed or foreign handle gives E_GAMERUNTIME_INVALID_HANDLE, or false, or has no effect. A call
// that is under way keeps its queue: its handle may be closed meanwhile. Nothing is ever read through a handle
// that is not open.
//
// What is given back through a pointer is null, or zero, where a function fails.

#ifndef XTASKQUEUE_H
#define XTASKQUEUE_H

#include "XTaskQueueTypes.h"

// MARK: Types

typedef struct XTaskQueueObject *XTaskQueueHandle;

// A port, to make other queues on. It is not closed, and good for as long as the port: while a queue on it lives.
typedef struct XTaskQueuePortObject *XTaskQueuePortHandle;

#ifdef __cplusplus

enum class XTaskQueueDispatchMode : uint32_t {
  // Nothing runs until somebody calls XTaskQueueDispatch.
  Manual,
  // The threads of a pool take callbacks in order and run them side by side.
  ThreadPool,
  // The threads of a pool run callbacks in order, one at a time.
  SerializedThreadPool,
  // A callback runs on the thread that submits it, before the submission returns. One that is delayed runs on
  // the pool when it is due.
  Immediate,
};

enum class XTaskQueuePort : uint32_t {
  Work,
  Completion,
};

#else

// As above. An enum of C would not be sure to have 32 bits.
typedef uint32_t XTaskQueueDispatchMode;
enum {
  XTaskQueueDispatchMode_Manual,
  XTaskQueueDispatchMode_ThreadPool,
  XTaskQueueDispatchMode_SerializedThreadPool,
  XTaskQueueDispatchMode_Immediate,
};

typedef uint32_t XTaskQueuePort;
enum {
  XTaskQueuePort_Work,
  XTaskQueuePort_Completion,
};

#endif

// Names a waiter or a monitor. Zero is none.
typedef struct XTaskQueueRegistrationToken {
  uint64_t token;
} XTaskQueueRegistrationToken;

// canceled: the queue was terminated first; release what context holds and do no more.
typedef void CALLBACK XTaskQueueCallback(_In_opt_ void *context, _In_ bool canceled);

// queue: the monitor's own queue, by a handle that differs from every other one. It may be used like them, but
// not closed; it keeps no queue.
// port: which part the port plays for that queue.
typedef void CALLBACK XTaskQueueMonitorCallback(_In_opt_ void *context, _In_ XTaskQueueHandle queue,
                                                _In_ XTaskQueuePort port);

typedef void CALLBACK XTaskQueueTerminatedCallback(_In_opt_ void *context);

// MARK: Queues and handles

// Creates a queue with two ports of its own. Close its handle with XTaskQueueCloseHandle.
//
// Returns
//   S_OK
//   E_POINTER      queue is null
//   E_INVALIDARG   a mode is none of XTaskQueueDispatchMode
//   E_OUTOFMEMORY  millions of handles are open
STDAPI XTaskQueueCreate(_In_ XTaskQueueDispatchMode workDispatchMode,
                        _In_ XTaskQueueDispatchMode completionDispatchMode,
                        _Out_ XTaskQueueHandle *queue) XTASKQUEUE_NOEXCEPT;

// Creates a queue on ports that there are, of two queues or of one, or twice on the same port. It shares the
// ready callbacks, and who dispatches them, with the other queues there; its termination is its own and touches
// only what was submitted through it. It keeps its ports, also when the queue they come from is closed.
//
// Returns
//   S_OK
//   E_POINTER                     queue is null
//   E_GAMERUNTIME_INVALID_HANDLE  a port is null, is none, or lives no longer
//   E_OUTOFMEMORY                 millions of handles are open
STDAPI XTaskQueueCreateComposite(_In_ XTaskQueuePortHandle workPort,
                                 _In_ XTaskQueuePortHandle completionPort,
                                 _Out_ XTaskQueueHandle *queue) XTASKQUEUE_NOEXCEPT;

// Gives a port of a queue. A port has one handle: a composite queue gives the one that its port was made from.
// Works on a terminated queue, too.
//
// Returns
//   S_OK
//   E_POINTER                     portHandle is null
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_INVALIDARG                  port is none of XTaskQueuePort
//   E_OUTOFMEMORY                 millions of ports have handles
STDAPI XTaskQueueGetPort(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port,
                         _Out_ XTaskQueuePortHandle *portHandle) XTASKQUEUE_NOEXCEPT;

// Makes another handle to the same queue, to be closed by itself. It differs from every other handle.
//
// Returns
//   S_OK
//   E_POINTER                     duplicatedHandle is null
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_OUTOFMEMORY                 millions of handles are open
STDAPI XTaskQueueDuplicateHandle(_In_ XTaskQueueHandle queueHandle,
                                 _Out_ XTaskQueueHandle *duplicatedHandle) XTASKQUEUE_NOEXCEPT;

// Closes one handle; calls that use it meanwhile go on to their end, and the last of them lets go of the queue. Closing
// is not terminating: when a queue's last handle is let go of, what still waits on automatic ports runs as if nothing had
// happened. What waits on a manual port that no other queue is left on, where nobody could run it any more, runs at that
// moment, on that thread, with canceled true. Waiters end without a word.
//
// No effect: a null, closed or foreign handle, so also a second close, and the handle that a monitor was told.
STDAPI_(void) XTaskQueueCloseHandle(_In_ XTaskQueueHandle queue) XTASKQUEUE_NOEXCEPT;

// MARK: Submitting

// Hands a callback to a port. It is called exactly once. What was written before is seen by it.
//
// On an immediate port it runs before this returns.
//
// Returns
//   S_OK
//   E_POINTER                     callback is null
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_INVALIDARG                  port is none of XTaskQueuePort
//   E_ABORT                       the queue is terminated: its work port takes nothing from that call on, its
//                                 completion port takes completions until the last of the work has run
STDAPI XTaskQueueSubmitCallback(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port,
                                _In_opt_ void *callbackContext,
                                _In_ XTaskQueueCallback *callback) XTASKQUEUE_NOEXCEPT;

// The same after a delay, never earlier. Delayed callbacks become ready in the order in which they are due,
// those of one instant in the order of their submission. The clock is the monotonic one.
//
// delayMs: from now; every value is a delay, the greatest one of 49.7 days.
//
// Returns the same.
STDAPI XTaskQueueSubmitDelayedCallback(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port,
                                       _In_ uint32_t delayMs, _In_opt_ void *callbackContext,
                                       _In_ XTaskQueueCallback *callback) XTASKQUEUE_NOEXCEPT;

// MARK: Dispatching

// Runs the next callback of a port on this thread, through whatever queue it was submitted.
//
// timeoutInMs: how long to wait for one. Zero does not wait. INFINITE waits until there is one, or until the
// queue of this handle has terminated. Closing handles does not end it. From inside a callback of this queue,
// the call of XTaskQueueTerminate ends it.
//
// Returns whether a callback ran, cancelled or not. False also for a bad handle and for a port that is none.
STDAPI_(bool) XTaskQueueDispatch(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port,
                                 _In_ uint32_t timeoutInMs) XTASKQUEUE_NOEXCEPT;

// MARK: Terminating

// Ends a queue: what has not begun runs with canceled true, delayed callbacks at once, and nothing more is
// taken. Then callback is called, once for each call of this, where the completion port is dispatched, or, if
// the queue has ended before, at once. Queues on the same ports are not touched. Does not close the handle.
//
// Cancelled callbacks run where they would have run: a manual port has to be dispatched, again and again the
// work port and then the completion port, until callback has been called.
//
// wait: return after all that. On manual ports another thread, or a monitor, has to dispatch meanwhile: a wait on
//       the only thread that dispatches does not end.
// callback: may be null.
//
// Returns
//   S_OK
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_UNEXPECTED                  wait, from inside a callback of this queue, which this would wait for: the
//                                 queue is not terminated
STDAPI XTaskQueueTerminate(_In_ XTaskQueueHandle queue, _In_ bool wait, _In_opt_ void *callbackContext,
                           _In_opt_ XTaskQueueTerminatedCallback *callback) XTASKQUEUE_NOEXCEPT;

// MARK: Waiters

// Submits a callback to a port whenever a descriptor becomes readable. It runs as any other on that port; on an
// immediate port on the pool. After it has returned, the descriptor is waited for again: callbacks of one waiter
// never overlap. When the queue terminates it runs a last time, with canceled true. A waiter keeps no queue: it
// ends without a word when the last handle is closed.
//
// waitHandle: (HANDLE)(intptr_t)descriptor. What kind it is decides what a signal is:
//   eventfd, timerfd  like an event that resets itself: the counter is read before the callback is submitted, so
//                     that there is one callback for the signals that come together, and one more for those that
//                     come while it is on its way. An eventfd with EFD_SEMAPHORE gives one for each. The open
//                     file is made non-blocking.
//   any other         like an event that is reset by hand: a pipe, a socket, a signalfd … calls back again and
//                     again until what is there has been read. Its end or an error counts as readable.
//   Descriptor 0 is the null handle: duplicate it first. The descriptor may be closed at any time; the waiter has
//   one of its own for the same open file.
//
// Returns
//   S_OK
//   E_POINTER                     callback or token is null
//   E_GAMERUNTIME_INVALID_HANDLE  the queue's
//   E_INVALIDARG                  port is none of XTaskQueuePort; waitHandle is null or no open descriptor, or can
//                                 not be waited for, as a regular file
//   E_ABORT                       the queue is terminated
//   E_OUTOFMEMORY                 the process may have no more descriptors
STDAPI XTaskQueueRegisterWaiter(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port,
                                _In_ void *waitHandle, _In_opt_ void *callbackContext,
                                _In_ XTaskQueueCallback *callback,
                                _Out_ XTaskQueueRegistrationToken *token) XTASKQUEUE_NOEXCEPT;

// Ends a waiter: once this returns its callback does not run any more, also where it was submitted already. Waits
// for one that is running on another thread; from inside of it, it goes on to its end.
//
// No effect: a token that is no waiter of this queue, or not any more; a bad handle.
STDAPI_(void) XTaskQueueUnregisterWaiter(_In_ XTaskQueueHandle queue,
                                         _In_ XTaskQueueRegistrationToken token) XTASKQUEUE_NOEXCEPT;

// MARK: Monitors

// Has a function called for each callback that becomes ready on a port of this queue, through whatever queue it
// was submitted: after it may be dispatched, and, on an immediate port, before it runs. A delayed callback is told
// when it is due. A queue's end that waits for being dispatched on a port is told, too, though the port may be
// empty then. It may be told on any thread, and several at once.
//
// The function may do anything: submit, dispatch, terminate, make queues, register and unregister, itself
// included.
//
// Returns
//   S_OK
//   E_POINTER                     callback or token is null
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_OUTOFMEMORY                 millions of queues have monitors
STDAPI XTaskQueueRegisterMonitor(_In_ XTaskQueueHandle queue, _In_opt_ void *callbackContext,
                                 _In_ XTaskQueueMonitorCallback *callback,
                                 _Out_ XTaskQueueRegistrationToken *token) XTASKQUEUE_NOEXCEPT;

// Ends a monitor: once this returns it is not called any more. Waits for calls of it on other threads, for none of
// another monitor's; from inside of it, it goes on to its end.
//
// No effect: a token that is no monitor of this queue, or not any more; a bad handle.
STDAPI_(void) XTaskQueueUnregisterMonitor(_In_ XTaskQueueHandle queue,
                                          _In_ XTaskQueueRegistrationToken token) XTASKQUEUE_NOEXCEPT;

// MARK: The queue of the process

// Gives a new handle, to be closed, of the queue that is used where none is named. Unless another was set it has
// two ports on the pool, and is made when it is first asked for. Whoever has a handle may terminate it; then it
// stays so.
//
// Returns whether there is one. Null and false after null was set, and for a null queue.
STDAPI_(bool) XTaskQueueGetCurrentProcessTaskQueue(_Out_ XTaskQueueHandle *queue) XTASKQUEUE_NOEXCEPT;

// Sets it. The handle stays the caller's, and may be closed at once. Null says that there is none. The first one
// comes back only if a handle of it was kept and is set, or through XTaskQueueUninitialize.
//
// No effect: a handle that is closed or none.
STDAPI_(void) XTaskQueueSetCurrentProcessTaskQueue(_In_opt_ XTaskQueueHandle queue) XTASKQUEUE_NOEXCEPT;

#endif
