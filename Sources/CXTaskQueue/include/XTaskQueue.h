// Task queues with the names and types of the GDK's XTaskQueue.h, for C99 and C++11.
//
// A queue has two ports, one for work and one for its completions. How the callbacks of a port come to run
// is decided by its dispatch mode. Every function may be called from any thread, also from inside a callback.
//
// Handles are checked: a null, closed or foreign one gives E_GAMERUNTIME_INVALID_HANDLE, or false, or nothing.

#ifndef XTASKQUEUE_H
#define XTASKQUEUE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
#define XTASKQUEUE_NOEXCEPT noexcept
#else
#define XTASKQUEUE_NOEXCEPT
#endif

#ifndef STDAPI
#ifdef __cplusplus
#define STDAPI extern "C" HRESULT
#define STDAPI_(type) extern "C" type
#else
#define STDAPI extern HRESULT
#define STDAPI_(type) extern type
#endif
#endif

#ifndef CALLBACK
#define CALLBACK
#endif

#ifndef S_OK
typedef int32_t HRESULT;
#define S_OK ((HRESULT)0)
#define E_ABORT ((HRESULT)0x80004004)
#define E_POINTER ((HRESULT)0x80004003)
#define E_UNEXPECTED ((HRESULT)0x8000FFFF)
#define E_INVALIDARG ((HRESULT)0x80070057)
#define SUCCEEDED(hr) ((HRESULT)(hr) >= 0)
#define FAILED(hr) ((HRESULT)(hr) < 0)
#endif

#ifndef E_GAMERUNTIME_INVALID_HANDLE
#define E_GAMERUNTIME_INVALID_HANDLE ((HRESULT)0x8924010C)
#endif

#ifndef INFINITE
#define INFINITE 0xFFFFFFFF
#endif

// Which threads dispatch a port: whoever calls XTaskQueueDispatch; the threads of a pool, side by side; the
// same, one callback at a time; the thread that submits, at once.
//
// Which port of a queue is meant.
#ifdef __cplusplus
enum class XTaskQueueDispatchMode : uint32_t { Manual, ThreadPool, SerializedThreadPool, Immediate };
enum class XTaskQueuePort : uint32_t { Work, Completion };
#else
typedef uint32_t XTaskQueueDispatchMode;
#define XTaskQueueDispatchMode_Manual ((XTaskQueueDispatchMode)0)
#define XTaskQueueDispatchMode_ThreadPool ((XTaskQueueDispatchMode)1)
#define XTaskQueueDispatchMode_SerializedThreadPool ((XTaskQueueDispatchMode)2)
#define XTaskQueueDispatchMode_Immediate ((XTaskQueueDispatchMode)3)

typedef uint32_t XTaskQueuePort;
#define XTaskQueuePort_Work ((XTaskQueuePort)0)
#define XTaskQueuePort_Completion ((XTaskQueuePort)1)
#endif

typedef struct XTaskQueueObject *XTaskQueueHandle;

// canceled: the queue was terminated first; release what context holds and do no more.
typedef void CALLBACK XTaskQueueCallback(void *context, bool canceled);
typedef void CALLBACK XTaskQueueTerminatedCallback(void *context);

// Creates a queue with two ports of its own. Close its handle with XTaskQueueCloseHandle.
//
// Returns S_OK; E_POINTER for a null queue; E_INVALIDARG for an unknown mode. On failure *queue is null.
STDAPI XTaskQueueCreate(XTaskQueueDispatchMode workDispatchMode,
                        XTaskQueueDispatchMode completionDispatchMode,
                        XTaskQueueHandle *queue) XTASKQUEUE_NOEXCEPT;

// Makes another handle to the same queue, to be closed by itself.
//
// Returns S_OK; E_POINTER for a null duplicatedHandle; E_GAMERUNTIME_INVALID_HANDLE.
STDAPI XTaskQueueDuplicateHandle(XTaskQueueHandle queueHandle,
                                 XTaskQueueHandle *duplicatedHandle) XTASKQUEUE_NOEXCEPT;

// Closes one handle. When the last one is closed, what still waits on a manual port runs now, on this thread,
// with canceled true; what waits on other ports runs as if nothing had happened. A second close does nothing.
STDAPI_(void) XTaskQueueCloseHandle(XTaskQueueHandle queue) XTASKQUEUE_NOEXCEPT;

// Hands a callback to a port. It is called exactly once.
//
// Returns S_OK; E_ABORT if the queue is terminated; E_POINTER for a null callback; E_INVALIDARG for an unknown
// port; E_GAMERUNTIME_INVALID_HANDLE.
STDAPI XTaskQueueSubmitCallback(XTaskQueueHandle queue, XTaskQueuePort port, void *callbackContext,
                                XTaskQueueCallback *callback) XTASKQUEUE_NOEXCEPT;

// The same after a delay, never earlier. Delayed callbacks become ready in the order they are due.
STDAPI XTaskQueueSubmitDelayedCallback(XTaskQueueHandle queue, XTaskQueuePort port, uint32_t delayMs,
                                       void *callbackContext,
                                       XTaskQueueCallback *callback) XTASKQUEUE_NOEXCEPT;

// Runs the next callback of a port on this thread. Waits for one for timeoutInMs at most; INFINITE waits
// until there is one or the queue is terminated.
//
// Returns whether a callback ran. False for a bad handle or port.
STDAPI_(bool) XTaskQueueDispatch(XTaskQueueHandle queue, XTaskQueuePort port,
                                 uint32_t timeoutInMs) XTASKQUEUE_NOEXCEPT;

// Ends a queue: what has not begun runs with canceled true, and nothing more is taken. Then callback is called,
// once, where the completion port is dispatched. Does not close the handle.
//
// wait: return after all that; on manual ports another thread has to dispatch meanwhile.
//
// Returns S_OK; E_UNEXPECTED if asked to wait from inside a callback of this queue, which is not terminated
// then; E_GAMERUNTIME_INVALID_HANDLE.
STDAPI XTaskQueueTerminate(XTaskQueueHandle queue, bool wait, void *callbackContext,
                           XTaskQueueTerminatedCallback *callback) XTASKQUEUE_NOEXCEPT;

#endif
