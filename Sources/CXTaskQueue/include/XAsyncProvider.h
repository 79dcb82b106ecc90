// How asynchronous calls are provided, with the names and types of the GDK's XAsyncProvider.h, for C99 and C++11.
//
// A provider is one function. It is called with an operation for each step in the life of a call; it does what it
// needs to, and returns S_OK for all others.
//
// Threads: every function may be called from any thread, also from inside a provider.

#ifndef XASYNCPROVIDER_H
#define XASYNCPROVIDER_H

#include "XAsync.h"

#ifdef __cplusplus

enum class XAsyncOp : uint32_t {
  // The call begins. On the thread of XAsyncBegin, which this must not hold up: start the work, with XAsyncSchedule or
  // otherwise. A failure completes the call. It may be completed in here.
  Begin,
  // What XAsyncSchedule has put on the work port. Do the work and call XAsyncComplete; or return E_PENDING, where more
  // is to come or somebody else completes it. A failure completes the call; a success of a call that is not complete
  // completes it with E_UNEXPECTED.
  DoWork,
  // Copy the result to buffer, where there is room for bufferSize bytes, no less than what was asked for on completion.
  // Once at most, after a success.
  GetResult,
  // Somebody wants the call to stop. If it can, complete it with E_ABORT, now or later. Once at most; may come while the
  // work is running.
  Cancel,
  // All is over: free what context holds. The last of all, exactly once where XAsyncBegin succeeded, and beside no other.
  Cleanup,
};

#else

typedef uint32_t XAsyncOp;
enum {
  XAsyncOp_Begin,
  XAsyncOp_DoWork,
  XAsyncOp_GetResult,
  XAsyncOp_Cancel,
  XAsyncOp_Cleanup,
};

#endif

// What a provider is told.
typedef struct XAsyncProviderData {
  // The call, to be named to XAsyncSchedule and XAsyncComplete: a copy of the caller's block, at another address.
  XAsyncBlock *async;
  // Of the buffer, for GetResult.
  size_t bufferSize;
  void *buffer;
  // What was given to XAsyncBegin.
  void *context;
} XAsyncProviderData;

typedef HRESULT CALLBACK XAsyncProvider(_In_ XAsyncOp op, _In_ const XAsyncProviderData *data);

// Begins a call: the provider is called with Begin before this returns.
//
// context: for the provider.
// identity: what XAsyncGetResult has to name, so that a result is not taken by the wrong function; often the address of
//           the function that begins the call. May be null.
// identityName: a word for it, by which XAsyncGetResult names it on standard error where another one was given. It is
//               not copied: it has to live as long as the call. May be null.
//
// Returns
//   S_OK                          also where Begin failed: the call is complete with that, then
//   E_POINTER                     provider is null
//   E_INVALIDARG                  asyncBlock is null, or its call is not complete or has a result that was not taken
//   E_GAMERUNTIME_INVALID_HANDLE  that of its queue
//   E_NO_TASK_QUEUE               it names no queue, and the process has none
//   E_ABORT                       the queue is terminated
//   E_OUTOFMEMORY
// Where it fails the provider is not called, not with Cleanup either: what context holds is the caller's.
STDAPI XAsyncBegin(_Inout_ XAsyncBlock *asyncBlock, _In_opt_ void *context, _In_opt_ const void *identity,
                   _In_opt_ const char *identityName, _In_ XAsyncProvider *provider) XTASKQUEUE_NOEXCEPT;

// Puts one DoWork on the work port. One at a time: from inside DoWork the next may be scheduled, which begins after the
// one that runs has returned.
//
// delayInMs: after so long.
//
// Returns
//   S_OK
//   E_UNEXPECTED   one is scheduled already
//   E_INVALIDARG   asyncBlock is null or has no call; the call is complete
//   E_ABORT        the queue is terminated
// or what the call has failed with.
STDAPI XAsyncSchedule(_Inout_ XAsyncBlock *asyncBlock, _In_ uint32_t delayInMs) XTASKQUEUE_NOEXCEPT;

// Completes a call. The first counts, others have no effect; nor has E_PENDING.
//
// result: its status.
// requiredBufferSize: the size of its result. Zero where it has none; taken as zero where it failed.
//
// After it was completed without a result the caller's block may be gone: use neither it nor the copy.
STDAPI_(void) XAsyncComplete(_Inout_ XAsyncBlock *asyncBlock, _In_ HRESULT result,
                             _In_ size_t requiredBufferSize) XTASKQUEUE_NOEXCEPT;

// Takes the result of a call: calls its provider with GetResult, on this thread. The call is over then.
//
// identity: the one that was given to XAsyncBegin.
// buffer: bufferSize bytes, at least what XAsyncGetResultSize says.
// bufferUsed: how many were written. May be null; not touched where this fails.
//
// Returns
//   S_OK                     nothing is written where the call has no result
//   E_PENDING                the call is not complete
//   what it has failed with  also E_ABORT
//   E_ILLEGAL_METHOD_CALL    the result has been taken
//   E_INVALIDARG             asyncBlock or buffer is null; identity is another one, which is said on standard error: the result is kept
//   E_NOT_SUFFICIENT_BUFFER  bufferSize is too small: the result is kept
// or what the provider returned.
STDAPI XAsyncGetResult(_Inout_ XAsyncBlock *asyncBlock, _In_opt_ const void *identity, _In_ size_t bufferSize,
                       _Out_writes_bytes_to_opt_(bufferSize, *bufferUsed) void *buffer,
                       _Out_opt_ size_t *bufferUsed) XTASKQUEUE_NOEXCEPT;

// A method's name as a string, for identityName in C++.
#ifdef __cplusplus
#ifndef XASYNC_IDENTITY
#define XASYNC_IDENTITY(method) #method
#endif
#endif

#endif
