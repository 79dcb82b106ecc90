// Time-sensitive threads: those that may only do what costs the same each time, as the one that draws.
//
// Functions of this library that may take long say so when they are called on one, once for each function, on
// standard error, and do all the same what they are asked for: XTaskQueueTerminate, XTaskQueueGetPort,
// XTaskQueueCreateComposite, the registrations of waiters and monitors and their ends, the queue of the process,
// and a dispatch with a timeout.

#ifndef XTHREAD_H
#define XTHREAD_H

#include "XTaskQueueTypes.h"

// Marks the calling thread, or takes its mark away. No thread has one at first.
//
// Returns S_OK.
STDAPI XThreadSetTimeSensitive(_In_ bool isTimeSensitiveThread) XTASKQUEUE_NOEXCEPT;

// Returns whether the calling thread is marked.
STDAPI_(bool) XThreadIsTimeSensitive(void) XTASKQUEUE_NOEXCEPT;

// Says that the caller may take long: to be called first by every function that may. Silent on a thread that is
// not marked.
STDAPI_(void) XThreadAssertNotTimeSensitive(void) XTASKQUEUE_NOEXCEPT;

#endif
