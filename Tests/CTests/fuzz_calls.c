// Random calls of XAsync. The blocks stay where they are: any thread uses any of them at any time, also while another
// begins a call on it, with one exception: the members that are the caller's are changed by one thread at a time.

#include <XAsyncProviderPriv.h>

#include "fuzz.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static XAsyncBlock blocks[places];
static atomic_flag taken_blocks[places];
static atomic_long begun, cleaned, owed;

static XAsyncBlock *some_block(void) {
  switch (below(40)) {
  case 0: return NULL;
  case 1: return (XAsyncBlock *)((char *)&blocks[0] + 1 + below(7));
  default: return &blocks[below(places)];
  }
}

// MARK: What is called

static void ended(XAsyncBlock *block) {
  // Without waiting: the block may have another call already.
  XAsyncGetStatus(block, false);
  call_inside(4);
  owed--;
}

static void use_copy(XAsyncBlock *copy) {
  switch (below(8)) {
  case 0: XAsyncSchedule(copy, below(3)); break;
  case 1: XAsyncCancel(copy); break;
  // One that is pending would wait for itself.
  case 2: XAsyncGetStatus(copy, true); break;
  default: break;
  }
}

static HRESULT random_status(void) {
  switch (below(6)) {
  case 0: return E_FAIL;
  case 1: return E_ABORT;
  case 2: return E_PENDING;
  default: return S_OK;
  }
}

static HRESULT called(XAsyncOp op, const XAsyncProviderData *data) {
  switch (op) {
  case XAsyncOp_Begin: return one_in(8) ? E_FAIL : XAsyncSchedule(data->async, below(3));
  case XAsyncOp_DoWork:
    use_copy(data->async);
    if (!one_in(4)) XAsyncComplete(data->async, random_status(), below(16));
    return random_status();
  case XAsyncOp_Cancel:
    if (one_in(2)) XAsyncComplete(data->async, E_ABORT, 0);
    return random_status();
  default: return random_status();
  }
}

static HRESULT random_provider(XAsyncOp op, const XAsyncProviderData *data) {
  CHECK((op == XAsyncOp_GetResult) == (data->buffer != NULL));
  inside++;
  if (op == XAsyncOp_Cleanup) cleaned++;
  else if (one_in(8)) call_something();
  HRESULT result = called(op, data);
  inside--;
  return result;
}

static HRESULT random_work(XAsyncBlock *copy) {
  inside++;
  use_copy(copy);
  inside--;
  return random_status();
}

// MARK: Beginning

static HRESULT begin_on(XAsyncBlock *block) {
  char parameters[8] = {0};
  begun++;
  HRESULT result;
  switch (below(8)) {
  case 0: result = XAsyncBegin(block, NULL, NULL, NULL, NULL); break;
  case 1: result = XAsyncBeginAlloc(block, NULL, NULL, random_provider, below(16), below(8), parameters); break;
  case 2:
  case 3: result = XAsyncRun(block, random_work); begun--; return result;
  default: result = XAsyncBegin(block, NULL, NULL, "random", random_provider);
  }
  if (result != S_OK) begun--;
  return result;
}

static XTaskQueueHandle random_queue(void) {
  XTaskQueueHandle shared = NULL, queue = new_queue(below(4), below(4));
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &shared), S_OK);
  keep_queue(shared);
  return queue;
}

// The queues of calls. Each has a handle until the end: what the pool's threads still bring to a manual port has to
// be dispatched by somebody.
static XTaskQueueHandle call_queues[1 << 20];
static atomic_int call_queue_count;
static atomic_int ending;

static XTaskQueueHandle queue_for_calls(void) {
  XTaskQueueHandle queue = random_queue();
  int number = call_queue_count++;
  CHECK(number < (int)(sizeof call_queues / sizeof *call_queues));
  return call_queues[number] = queue;
}

static void queue_ended(void *context) {
  (void)context;
  ending--;
}

static void end_queues(void) {
  int count = call_queue_count;
  ending = count;
  for (int i = 0; i < count; ++i) XTaskQueueTerminate(call_queues[i], false, NULL, queue_ended);
  while (ending > 0) {
    for (int i = 0; i < count; ++i) drain(call_queues[i]);
    sched_yield();
  }
  for (int i = 0; i < count; ++i) XTaskQueueCloseHandle(call_queues[i]);
}

void begin_call(void) {
  int place = below(places);
  if (atomic_flag_test_and_set(&taken_blocks[place])) return;
  XAsyncBlock *block = &blocks[place];
  XAsyncCompletionRoutine *callback = one_in(2) ? ended : NULL;
  block->callback = callback;
  if (callback) owed++;
  HRESULT result = begin_on(block);
  IS_ONE_OF("XAsyncBegin", result, S_OK, E_INVALIDARG, E_POINTER, E_ABORT);
  if (callback && result != S_OK) owed--;
  // Somebody has terminated the queue.
  if (result == E_ABORT) {
    block->queue = queue_for_calls();
  }
  atomic_flag_clear(&taken_blocks[place]);
}

// MARK: Using

void use_call(void) {
  XAsyncBlock *block = some_block();
  char buffer[16];
  size_t size = 0;
  switch (below(8)) {
  case 0: XAsyncGetStatus(block, false); break;
  case 1: XAsyncGetResultSize(block, one_in(8) ? NULL : &size); break;
  case 2: XAsyncCancel(block); break;
  case 3: XAsyncComplete(block, random_status(), below(16)); break;
  case 4: XAsyncSchedule(block, below(3)); break;
  default:
    XAsyncGetResult(block, one_in(8) ? buffer : NULL, below(20), one_in(8) ? NULL : buffer, one_in(2) ? NULL : &size);
  }
  CHECK(size < sizeof buffer);
}

// MARK: From the beginning to the end

void begin_calls(void) {
  for (int i = 0; i < places; ++i) {
    memset(blocks[i].internal, below(256), sizeof blocks[i].internal);
    blocks[i].queue = queue_for_calls();
  }
}

void end_calls(void) {
  for (int i = 0; i < places; ++i) {
    char buffer[16];
    // A thread of the pool may be beginning one; nobody does after this.
    while (atomic_flag_test_and_set(&taken_blocks[i])) sched_yield();
    XAsyncComplete(&blocks[i], E_ABORT, 0);
    XAsyncGetResult(&blocks[i], NULL, sizeof buffer, buffer, NULL);
  }
  end_queues();
}

void check_calls(void) {
  fprintf(stderr, "%ld calls\n", atomic_load(&begun));
  CHECK(begun == cleaned && owed == 0);
}
