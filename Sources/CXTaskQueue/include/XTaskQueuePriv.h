// What libraries and tests that are built on task queues use beyond XTaskQueue.h. The same holds for threads
// and handles.

#ifndef XTASKQUEUEPRIV_H
#define XTASKQUEUEPRIV_H

#include "XTaskQueue.h"

#ifdef __cplusplus

enum class XTaskQueueDuplicateOptions : uint32_t {
  None,
  Reference,
};

#else

typedef uint32_t XTaskQueueDuplicateOptions;
enum {
  XTaskQueueDuplicateOptions_None,
  XTaskQueueDuplicateOptions_Reference,
};

#endif

// Returns whether nothing waits, is delayed or is running on a port, through whatever queue it came; the truth of
// the instant at which it was asked. Waiters and ends of queues do not count. False for a bad handle or port.
STDAPI_(bool) XTaskQueueIsEmpty(_In_ XTaskQueueHandle queue, _In_ XTaskQueuePort port) XTASKQUEUE_NOEXCEPT;

// Has a termination, now or later, cancel everything and refuse as always, but come to no end until
// XTaskQueueResumeTermination has been called as often.
//
// Returns
//   S_OK
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_ABORT                       the queue is terminated
STDAPI XTaskQueueSuspendTermination(_In_ XTaskQueueHandle queue) XTASKQUEUE_NOEXCEPT;

// Takes one XTaskQueueSuspendTermination back. No effect: where there is none left; a bad handle.
STDAPI_(void) XTaskQueueResumeTermination(_In_ XTaskQueueHandle queue) XTASKQUEUE_NOEXCEPT;

// Makes ready at once what is due on a port by now, which the clock would do by itself a little later.
//
// Returns
//   S_OK
//   E_GAMERUNTIME_INVALID_HANDLE
//   E_INVALIDARG                  port is none of XTaskQueuePort
STDAPI XTaskQueueSubmitPendingCallbacks(_In_ XTaskQueueHandle queue,
                                        _In_ XTaskQueuePort port) XTASKQUEUE_NOEXCEPT;

// Stops all queues of the process: what is submitted is kept and nothing runs, nobody is told or woken, and a
// dispatch finds nothing. What is running goes on, and is not waited for. Delayed callbacks go on becoming ready.
// Immediate ports go on. Not counted: the first XTaskQueueGlobalResume ends it.
STDAPI_(void) XTaskQueueGlobalSuspend(void) XTASKQUEUE_NOEXCEPT;

// Takes XTaskQueueGlobalSuspend back: all that has come meanwhile is told and runs. No effect where nothing is
// suspended.
STDAPI_(void) XTaskQueueGlobalResume(void) XTASKQUEUE_NOEXCEPT;

// Makes another handle to the same queue, to be closed by itself, as XTaskQueueDuplicateHandle. Both options give
// one: handles are references here.
//
// Returns the same as XTaskQueueDuplicateHandle, and
//   E_INVALIDARG   options is none of XTaskQueueDuplicateOptions
STDAPI XTaskQueueDuplicateHandleWithOptions(_In_ XTaskQueueHandle queueHandle,
                                            _In_ XTaskQueueDuplicateOptions options,
                                            _Out_ XTaskQueueHandle *duplicatedHandle) XTASKQUEUE_NOEXCEPT;

// As XTaskQueueGetCurrentProcessTaskQueue. Null and false also for unknown options.
STDAPI_(bool)
XTaskQueueGetCurrentProcessTaskQueueWithOptions(_In_ XTaskQueueDuplicateOptions options,
                                                _Out_ XTaskQueueHandle *queue) XTASKQUEUE_NOEXCEPT;

// Lets go of the queue of the process, so that its default is what it was at first, and waits until every queue of
// the process has come to its end: its handles closed and its callbacks run. Terminates none.
//
// timeoutMilliseconds: how long to wait, five seconds at most. Zero does not wait.
//
// Returns whether no queue is left.
#ifdef __cplusplus
STDAPI_(bool) XTaskQueueUninitialize(_In_ uint32_t timeoutMilliseconds = 0) XTASKQUEUE_NOEXCEPT;
#else
STDAPI_(bool) XTaskQueueUninitialize(_In_ uint32_t timeoutMilliseconds) XTASKQUEUE_NOEXCEPT;
#endif

#endif
