// What the tests of asynchronous calls share: blocks, and a provider that notes what it was told.

#ifndef CALLS_H
#define CALLS_H

#include <XAsyncProviderPriv.h>

#include "test.h"

// A block of a queue, zero otherwise.
XAsyncBlock block_on(XTaskQueueHandle queue);


// A call of `provider`, and what was done with it: B(egin), D(oWork), G(etResult), X (Cancel), U (Cleanup), c(allback).
typedef struct provided {
  char log[64];
  _Atomic int length;
  // What the callback saw, and whose block it was given.
  _Atomic HRESULT status;
  XAsyncBlock *block;
  // The provider's copy of the block, and the capacity that GetResult was told.
  XAsyncBlock *copy;
  size_t capacity;
  // What the provider does: see `provider`.
  HRESULT begin, work, result;
  bool schedules, completes_in_begin, completes_in_work, aborts_on_cancel;
  HRESULT status_to_give;
  size_t size;
  uint32_t delay;
  int rounds;
  void (*in_work)(struct provided *call);
} provided;

void note(provided *call, char letter);

// Begin schedules where it is to; DoWork completes where it is to; Cancel completes with E_ABORT where it is to; GetResult
// writes bytes of 0x5A. Each returns what it was given to.
HRESULT provider(XAsyncOp op, const XAsyncProviderData *data);

// Its work completes with a success and a result of so many bytes.
provided giving(size_t size);
// Nothing is scheduled: somebody else completes it.
provided waiting(void);

extern const char identity;
HRESULT begin(XAsyncBlock *block, provided *call);

// The block's callback then notes a 'c', the status, and the block; its context is the call.
void note_end(XAsyncBlock *block, provided *call);

#define CHECK_LOG(call, expected) check_log(call, expected, __FILE__, __LINE__)
void check_log(provided *call, const char *expected, const char *file, int line);

// Takes a result of up to 64 bytes.
HRESULT take(XAsyncBlock *block);

// Checks that a pointer is refused everywhere: it is null, or holds what no call has written.
void check_block_refused(XAsyncBlock *block);

#endif
