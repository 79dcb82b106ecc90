#include "everything.h"

#include <stdlib.h>

// Q1
TEST("a queue is created with a handle, which is null where that fails") {
  XTaskQueueHandle queue = NULL;
  CHECK_RESULT(XTaskQueueCreate(manual, serialized, &queue), S_OK);
  CHECK(is_open(queue));
  XTaskQueueHandle none = queue;
  CHECK_RESULT(XTaskQueueCreate(4, manual, &none), E_INVALIDARG);
  CHECK(none == NULL);
  XTaskQueueCloseHandle(queue);
}

// Q2
TEST("an unknown dispatch mode is refused for either port") {
  const XTaskQueueDispatchMode unknown[] = {4, 5, 0x80000000, 0xFFFFFFFF};
  for (int i = 0; i < 4; ++i) {
    XTaskQueueHandle queue = (XTaskQueueHandle)&unknown;
    CHECK_RESULT(XTaskQueueCreate(unknown[i], manual, &queue), E_INVALIDARG);
    CHECK(queue == NULL);
    CHECK_RESULT(XTaskQueueCreate(manual, unknown[i], &queue), E_INVALIDARG);
  }
}

// Q3
TEST("an unknown port is refused by every function") {
  XTaskQueueHandle queue = manual_queue();
  const XTaskQueuePort unknown[] = {2, 0xFFFFFFFF};
  for (int i = 0; i < 2; ++i) {
    XTaskQueuePortHandle port = (XTaskQueuePortHandle)&unknown;
    CHECK_RESULT(XTaskQueueGetPort(queue, unknown[i], &port), E_INVALIDARG);
    CHECK(port == NULL);
    CHECK_RESULT(XTaskQueueSubmitCallback(queue, unknown[i], NULL, ignore), E_INVALIDARG);
    CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, unknown[i], 1, NULL, ignore), E_INVALIDARG);
    CHECK(!XTaskQueueDispatch(queue, unknown[i], 0));
    CHECK(!XTaskQueueDispatch(queue, unknown[i], INFINITE));
    CHECK(!XTaskQueueIsEmpty(queue, unknown[i]));
    CHECK_RESULT(XTaskQueueSubmitPendingCallbacks(queue, unknown[i]), E_INVALIDARG);
    XTaskQueueRegistrationToken token;
    CHECK_RESULT(XTaskQueueRegisterWaiter(queue, unknown[i], (HANDLE)1, NULL, ignore, &token), E_INVALIDARG);
  }
  XTaskQueueCloseHandle(queue);
}

// Q4
TEST("a duplicate is another handle to the same queue") {
  XTaskQueueHandle queue = manual_queue(), duplicate = NULL, reference = NULL;
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &duplicate), S_OK);
  CHECK_RESULT(XTaskQueueDuplicateHandleWithOptions(queue, XTaskQueueDuplicateOptions_Reference, &reference), S_OK);
  CHECK(duplicate != queue && reference != queue && reference != duplicate);
  counter counter = {0};
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), S_OK);
  XTaskQueueCloseHandle(queue);
  XTaskQueueCloseHandle(reference);
  CHECK(counter.calls == 0 && XTaskQueueDispatch(duplicate, work, 0) && counter.calls == 1);
  XTaskQueueCloseHandle(duplicate);
}

// Q4
TEST("unknown options of a duplicate are refused") {
  XTaskQueueHandle queue = manual_queue(), duplicate = queue;
  CHECK_RESULT(XTaskQueueDuplicateHandleWithOptions(queue, 2, &duplicate), E_INVALIDARG);
  CHECK(duplicate == NULL);
  CHECK_RESULT(XTaskQueueDuplicateHandleWithOptions(queue, 2, NULL), E_POINTER);
  XTaskQueueCloseHandle(queue);
}

// Q4, Q61, Q69
TEST("a null pointer for what is to be given back is refused") {
  XTaskQueueHandle queue = manual_queue();
  XTaskQueuePortHandle port = port_of(queue, work);
  CHECK_RESULT(XTaskQueueCreate(manual, manual, NULL), E_POINTER);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, NULL), E_POINTER);
  CHECK_RESULT(XTaskQueueGetPort(queue, work, NULL), E_POINTER);
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, NULL), E_POINTER);
  CHECK_RESULT(XTaskQueueDuplicateHandleWithOptions(queue, XTaskQueueDuplicateOptions_None, NULL), E_POINTER);
  CHECK(!XTaskQueueGetCurrentProcessTaskQueue(NULL));
  CHECK(!XTaskQueueGetCurrentProcessTaskQueueWithOptions(XTaskQueueDuplicateOptions_None, NULL));
  XTaskQueueCloseHandle(queue);
}

// Q6
TEST("a null handle is refused by every function") {
  check_refused_everywhere(NULL);
  check_port_refused(NULL);
}

// Q7
TEST("a closed handle is refused by every function, though its place has another one") {
  XTaskQueueHandle queue = manual_queue();
  XTaskQueueCloseHandle(queue);
  check_refused_everywhere(queue);
  XTaskQueueHandle next = manual_queue();
  check_refused_everywhere(queue);
  CHECK(is_open(next));
  XTaskQueueCloseHandle(next);
}

// Q5, Q7
TEST("what is no handle is refused by every function") {
  int local = 0;
  int *heap = malloc(sizeof *heap);
  XTaskQueueHandle queue = manual_queue();
  XTaskQueuePortHandle port = port_of(queue, work);
  check_refused_everywhere((XTaskQueueHandle)&local);
  check_refused_everywhere((XTaskQueueHandle)heap);
  check_refused_everywhere((XTaskQueueHandle)port);
  check_refused_everywhere((XTaskQueueHandle)(uintptr_t)1);
  check_refused_everywhere((XTaskQueueHandle)UINTPTR_MAX);
  check_port_refused((XTaskQueuePortHandle)&local);
  check_port_refused((XTaskQueuePortHandle)queue);
  check_port_refused((XTaskQueuePortHandle)UINTPTR_MAX);
  XTaskQueueCloseHandle(queue);
  free(heap);
}

// Q7
TEST("a handle with any one bit changed is refused") {
  XTaskQueueHandle queue = manual_queue();
  for (int bit = 0; bit < 64; ++bit) {
    XTaskQueueHandle changed = (XTaskQueueHandle)((uintptr_t)queue ^ (uintptr_t)1 << bit);
    if (is_open(changed)) CHECK(!"a handle that was never given out is open");
    XTaskQueueCloseHandle(changed);
  }
  CHECK(is_open(queue));
  XTaskQueueCloseHandle(queue);
}

// Q7
TEST("a second close has no effect on anybody else's handle") {
  XTaskQueueHandle first = manual_queue(), others[100];
  XTaskQueueCloseHandle(first);
  for (int i = 0; i < 100; ++i) others[i] = manual_queue();
  XTaskQueueCloseHandle(first);
  for (int i = 0; i < 100; ++i) {
    CHECK(is_open(others[i]));
    XTaskQueueCloseHandle(others[i]);
  }
}

// Q7
TEST("no handle is given out twice") {
  enum { many = 20000 };
  XTaskQueueHandle queue = manual_queue(), *closed = calloc(many, sizeof *closed);
  for (int i = 0; i < many; ++i) {
    XTaskQueueDuplicateHandle(queue, &closed[i]);
    XTaskQueueCloseHandle(closed[i]);
  }
  XTaskQueueHandle next = NULL;
  XTaskQueueDuplicateHandle(queue, &next);
  for (int i = 0; i < many; ++i) CHECK(closed[i] != next && !is_open(closed[i]));
  XTaskQueueCloseHandle(next);
  XTaskQueueCloseHandle(queue);
  free(closed);
}

TEST("a hundred thousand handles are open at once") {
  enum { many = 100000 };
  XTaskQueueHandle queue = manual_queue(), *open = calloc(many, sizeof *open);
  for (int i = 0; i < many; ++i) CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &open[i]), S_OK);
  XTaskQueueCloseHandle(queue);
  for (int i = 0; i < many; ++i) {
    CHECK(is_open(open[i]));
    XTaskQueueCloseHandle(open[i]);
  }
  free(open);
}

static void wait_inside(void *context, bool cancelled) {
  (void)cancelled;
  wait_for(context);
}

// Q9
TEST("what waits on an automatic port runs though the last handle is closed, and is not cancelled") {
  XTaskQueueHandle queue = new_queue(serialized, manual);
  gate go = {0};
  counter counter = {0};
  gate done = {0};
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &go, wait_inside), S_OK);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), S_OK);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &done, open_gate_of), S_OK);
  XTaskQueueCloseHandle(queue);
  open_gate(&go);
  wait_for(&done);
  CHECK(counter.calls == 1 && counter.cancelled == 0);
}

// Q10
TEST("closing the last handle runs what waits on a manual port, cancelled, before it returns") {
  XTaskQueueHandle queue = manual_queue(), duplicate = NULL;
  counter counter = {0};
  XTaskQueueDuplicateHandle(queue, &duplicate);
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  XTaskQueueSubmitCallback(queue, completion, &counter, count);
  XTaskQueueSubmitDelayedCallback(queue, work, 60000, &counter, count);
  XTaskQueueCloseHandle(queue);
  CHECK(counter.calls == 0);
  XTaskQueueCloseHandle(duplicate);
  CHECK(counter.calls == 3 && counter.cancelled == 3);
}

static void close_handle(void *handle, bool cancelled) {
  (void)cancelled;
  XTaskQueueCloseHandle(handle);
  check_refused_everywhere(handle);
}

static void close_handle_at_end(void *handle) { close_handle(handle, false); }

// Q11
TEST("the last handle is closed inside a callback, in every mode") {
  for (XTaskQueueDispatchMode mode = manual; mode <= immediate; ++mode) {
    XTaskQueueHandle queue = new_queue(mode, mode);
    CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, queue, close_handle), S_OK);
    if (mode == manual) CHECK(XTaskQueueDispatch(queue, work, 0));
    CHECK(XTaskQueueUninitialize(5000));
    CHECK(!is_open(queue));
  }
}

// Q11, Q86
TEST("the last handle is closed inside the callback of the termination, in every mode") {
  for (XTaskQueueDispatchMode mode = manual; mode <= immediate; ++mode) {
    XTaskQueueHandle queue = new_queue(mode, mode);
    CHECK_RESULT(XTaskQueueTerminate(queue, mode != manual, queue, close_handle_at_end), S_OK);
    if (mode == manual) drain(queue);
    CHECK(XTaskQueueUninitialize(5000));
    CHECK(!is_open(queue));
  }
}

static void dispatch_one(void *queue) { CHECK(XTaskQueueDispatch(queue, work, INFINITE)); }

static void meet(void *context, bool cancelled) {
  (void)cancelled;
  gate **gates = context;
  open_gate(gates[0]);
  wait_for(gates[1]);
}

// Q8
TEST("a call that is under way keeps its queue when the handle is closed") {
  XTaskQueueHandle queue = manual_queue();
  XTaskQueueHandle other = NULL;
  XTaskQueuePortHandle port = port_of(queue, work);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &other), S_OK);
  thread *dispatcher = start(dispatch_one, queue);
  gate inside = {0}, go = {0};
  // Once a callback has run there, the dispatcher's call is known to have begun.
  struct {
    gate *inside, *go;
  } both = {&inside, &go};
  CHECK_RESULT(XTaskQueueSubmitCallback(other, work, &both, meet), S_OK);
  wait_for(&inside);
  XTaskQueueCloseHandle(queue);
  CHECK(!is_open(queue));
  open_gate(&go);
  join(dispatcher);
  XTaskQueueCloseHandle(other);
}
