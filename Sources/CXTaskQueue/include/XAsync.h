// Asynchronous calls with the names and types of the GDK's XAsync.h, for C99 and C++11.
//
// Who makes a call gives it a block: which queue it runs on, and what is called when it is complete. The block is
// where the call's status and result are asked for. How calls are provided is in XAsyncProvider.h.
//
// Threads: every function may be called from any thread, also from inside a callback, unless it says otherwise.

#ifndef XASYNC_H
#define XASYNC_H

#include "XTaskQueue.h"

struct XAsyncBlock;

// Called when a call is complete, on the completion port of its queue: once for each that was begun, also where it
// failed or was cancelled.
typedef void CALLBACK XAsyncCompletionRoutine(_Inout_ struct XAsyncBlock *asyncBlock);

// What a caller gives a call. Set it to zero, then the first three members, and change none until the call is
// complete. One block has one call at a time; it may have the next one when the call has failed, or has no result,
// or its result has been taken.
//
// It has to stay where it is: where there is a callback until that has begun, else until a status other than
// E_PENDING was returned and the result, if there is one, was taken. The callback may free it.
typedef struct XAsyncBlock {
  // Where the call runs. Null: the queue of the process.
  XTaskQueueHandle queue;
  // For the callback.
  void *context;
  // Null where nobody is to be called.
  XAsyncCompletionRoutine *callback;
  // The library's.
  unsigned char internal[sizeof(void *) * 4];
} XAsyncBlock;

// Work for XAsyncRun. What it returns becomes the call's status; E_PENDING becomes E_UNEXPECTED.
typedef HRESULT CALLBACK XAsyncWork(_Inout_ XAsyncBlock *asyncBlock);

// Gives the status of a call.
//
// wait: return when the call is complete and its callback, if there is one, has returned. From inside that callback,
// it returns at once. On a thread that alone dispatches one of the ports the wait does not end.
//
// Returns
//   S_OK, or what else the call was completed with: E_ABORT where it was cancelled
//   E_PENDING      it is not complete
//   E_INVALIDARG   asyncBlock is null, or holds nothing that this library has written
//   E_UNEXPECTED   wait, from inside the call's own work
// A block of zeros that was never used gives S_OK.
STDAPI XAsyncGetStatus(_Inout_ XAsyncBlock *asyncBlock, _In_ bool wait) XTASKQUEUE_NOEXCEPT;

// Gives the size of a call's result: zero while it is not complete, where it failed or has none, and when it has been
// taken.
//
// Returns the status as XAsyncGetStatus, and
//   E_POINTER      bufferSize is null
STDAPI XAsyncGetResultSize(_Inout_ XAsyncBlock *asyncBlock, _Out_ size_t *bufferSize) XTASKQUEUE_NOEXCEPT;

// Asks a call to stop early. Whether and when it does is its provider's matter; one that stops is complete with E_ABORT.
// Once a call is complete, or was asked before, this has no effect. Calls of XAsyncRun are not cancelled by it.
//
// Do not call it where the callback may have freed the block, nor with a lock that the provider needs.
STDAPI_(void) XAsyncCancel(_Inout_ XAsyncBlock *asyncBlock) XTASKQUEUE_NOEXCEPT;

// Runs a function on the work port. The call has a status and no result. If the queue terminates first, the function
// is not run and the status is E_ABORT.
//
// Returns
//   S_OK                          the callback will be called
//   E_POINTER                     work is null
//   E_INVALIDARG                  asyncBlock is null, or its call is not complete or has a result that was not taken
//   E_GAMERUNTIME_INVALID_HANDLE  that of its queue
//   E_NO_TASK_QUEUE               it names no queue, and the process has none
//   E_ABORT                       the queue is terminated
//   E_OUTOFMEMORY
// Where it fails nothing is called, and the code is the block's status unless its call goes on.
STDAPI XAsyncRun(_Inout_ XAsyncBlock *asyncBlock, _In_ XAsyncWork *work) XTASKQUEUE_NOEXCEPT;

#endif
