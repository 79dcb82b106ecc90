#include "calls.h"

#include <string.h>

// A23
TEST("a result has a size from completion until it is taken") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(24);
  size_t size = 1;
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), E_PENDING);
  CHECK(size == 0);
  drain(queue);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), S_OK);
  CHECK(size == 24);
  CHECK_RESULT(take(&block), S_OK);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), S_OK);
  CHECK(size == 0);
  XTaskQueueCloseHandle(queue);
}

// A23, A25, P16
TEST("a failure has no result, whatever size it declares, and can be asked for again and again") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(24);
  call.status_to_give = E_FAIL;
  size_t size = 1, used = 7;
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), E_FAIL);
  CHECK(size == 0);
  char buffer[24];
  for (int i = 0; i < 3; ++i) CHECK_RESULT(XAsyncGetResult(&block, &identity, 24, buffer, &used), E_FAIL);
  CHECK(used == 7);
  CHECK_LOG(&call, "BDU");
  XTaskQueueCloseHandle(queue);
}

// A24, A26, A31, A32, P20
TEST("a result is taken once, by its provider, which is told the capacity") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  char buffer[24] = {0}, expected[24] = {0};
  memset(expected, 0x5A, 8);
  size_t used = 7;
  CHECK_RESULT(begin(&block, &call), S_OK);
  for (int i = 0; i < 2; ++i)
    CHECK_RESULT(XAsyncGetResult(&block, &identity, sizeof buffer, buffer, &used), E_PENDING);
  CHECK(used == 7);
  drain(queue);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, sizeof buffer, buffer, &used), S_OK);
  CHECK(used == 8 && call.capacity == sizeof buffer && memcmp(buffer, expected, sizeof buffer) == 0);
  used = 7;
  for (int i = 0; i < 2; ++i)
    CHECK_RESULT(XAsyncGetResult(&block, &identity, sizeof buffer, buffer, &used), E_ILLEGAL_METHOD_CALL);
  CHECK(used == 7);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

// A27, D5
TEST("a success without a result has one of no bytes, again and again") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  for (int i = 0; i < 3; ++i) {
    size_t used = 7;
    CHECK_RESULT(XAsyncGetResult(&block, NULL, 0, NULL, &used), S_OK);
    CHECK(used == 0);
  }
  CHECK_LOG(&call, "BDU");
  XTaskQueueCloseHandle(queue);
}

// A28, A29, A30, A34, A35
TEST("wrong arguments leave a result where it is") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  char buffer[8];
  size_t used = 7;
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetResult(&block, buffer, 8, buffer, &used), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetResult(&block, NULL, 8, buffer, &used), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 8, NULL, &used), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 7, buffer, &used), E_NOT_SUFFICIENT_BUFFER);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 0, buffer, &used), E_NOT_SUFFICIENT_BUFFER);
  CHECK(used == 7);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 8, buffer, &used), S_OK);
  CHECK(used == 8);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

// A28
TEST("where a call has no identity none has to be named") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  CHECK_RESULT(XAsyncBegin(&block, &call, NULL, NULL, provider), S_OK);
  drain(queue);
  char buffer[8];
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 8, buffer, NULL), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetResult(&block, NULL, 8, buffer, NULL), S_OK);
  XTaskQueueCloseHandle(queue);
}

static XAsyncBlock *asked;

static void ask_as_another(void) {
  char buffer[8];
  CHECK_RESULT(XAsyncGetResult(asked, "another", sizeof buffer, buffer, NULL), E_INVALIDARG);
}

// A28
TEST("who asks for the result of another's call is told whose it is, each time") {
  XTaskQueueHandle queue = manual_queue();
  provided calls[2] = {giving(8), giving(8)};
  const char *names[] = {"LoadAsync", NULL};
  for (int i = 0; i < 2; ++i) {
    XAsyncBlock block = block_on(queue);
    CHECK_RESULT(XAsyncBegin(&block, &calls[i], &identity, names[i], provider), S_OK);
    asked = &block;
    // Nothing is wrong yet: the call has no result.
    char buffer[8];
    CHECK_RESULT(XAsyncGetResult(&block, NULL, 8, buffer, NULL), E_PENDING);
    drain(queue);
    for (int j = 0; j < 2; ++j) {
      const char *said = said_by(ask_as_another);
      CHECK(strstr(said, "begun by") != NULL && strstr(said, names[i] ? names[i] : "without a name") != NULL);
    }
    CHECK_RESULT(take(&block), S_OK);
  }
  XTaskQueueCloseHandle(queue);
}

// A31, A35
TEST("a provider that fails to give its result has given it") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  call.result = E_FAIL;
  size_t used = 7;
  char buffer[8];
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetResult(&block, &identity, 8, buffer, &used), E_FAIL);
  CHECK(used == 7);
  CHECK_RESULT(take(&block), E_ILLEGAL_METHOD_CALL);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

static XAsyncBlock wanted;
static _Atomic int got;

static void take_wanted(void *gate) {
  wait_for(gate);
  HRESULT result = take(&wanted);
  if (result == S_OK) got++;
  else CHECK_RESULT(result, E_ILLEGAL_METHOD_CALL);
}

// A48
TEST("of several threads that take a result at once one gets it") {
  XTaskQueueHandle queue = manual_queue();
  for (int round = 0; round < 200; ++round) {
    provided call = giving(8);
    gate gate = {0};
    thread *threads[4];
    got = 0;
    wanted = block_on(queue);
    CHECK_RESULT(begin(&wanted, &call), S_OK);
    drain(queue);
    for (int i = 0; i < 4; ++i) threads[i] = start(take_wanted, &gate);
    open_gate(&gate);
    for (int i = 0; i < 4; ++i) join(threads[i]);
    CHECK(got == 1);
    CHECK_LOG(&call, "BDGU");
  }
  XTaskQueueCloseHandle(queue);
}

static void take_in_callback(XAsyncBlock *block) {
  provided *call = block->context;
  note(call, 'c');
  CHECK_RESULT(take(block), S_OK);
  CHECK_RESULT(XAsyncGetStatus(block, true), S_OK);
  CHECK_RESULT(take(block), E_ILLEGAL_METHOD_CALL);
  memset(block, 0xDD, sizeof *block);
}

// A15, P25
TEST("a result may be taken in the callback, and cleanup follows that") {
  XTaskQueueHandle queue = manual_queue();
  provided call = giving(8);
  XAsyncBlock block = {queue, &call, take_in_callback, {0}};
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_LOG(&call, "BDcGU");
  XTaskQueueCloseHandle(queue);
}
