#include "everything.h"

static XTaskQueueHandle process_queue(void) {
  XTaskQueueHandle queue = NULL;
  CHECK(XTaskQueueGetCurrentProcessTaskQueue(&queue) && queue != NULL);
  return queue;
}

// Q98
TEST("the process has a queue, and each call gives a new handle of it") {
  XTaskQueueHandle first = process_queue(), second = process_queue(), third = NULL;
  CHECK(XTaskQueueGetCurrentProcessTaskQueueWithOptions(XTaskQueueDuplicateOptions_Reference, &third));
  CHECK(first != second && second != third && first != third);
  CHECK(port_of(first, work) == port_of(second, work) && port_of(first, work) == port_of(third, work));
  gate ran = {0};
  CHECK_RESULT(XTaskQueueSubmitCallback(first, completion, &ran, open_gate_of), S_OK);
  wait_for(&ran);
  XTaskQueueCloseHandle(first);
  XTaskQueueCloseHandle(second);
  XTaskQueueCloseHandle(third);
}

// Q98
TEST("unknown options give no queue of the process") {
  XTaskQueueHandle queue = (XTaskQueueHandle)&queue;
  CHECK(!XTaskQueueGetCurrentProcessTaskQueueWithOptions(2, &queue));
  CHECK(queue == NULL);
}

static void get_it(void *port) {
  XTaskQueueHandle queue = process_queue();
  *(XTaskQueuePortHandle *)port = port_of(queue, work);
  XTaskQueueCloseHandle(queue);
}

// Q98
TEST("threads that ask for the queue of the process for the first time get the same one") {
  enum { many = 8 };
  XTaskQueuePortHandle ports[many];
  thread *threads[many];
  for (int i = 0; i < many; ++i) threads[i] = start(get_it, &ports[i]);
  for (int i = 0; i < many; ++i) join(threads[i]);
  for (int i = 1; i < many; ++i) CHECK(ports[i] == ports[0]);
}

// Q99
TEST("the queue of the process is what was set, and is kept") {
  XTaskQueueHandle queue = manual_queue();
  XTaskQueuePortHandle port = port_of(queue, work);
  XTaskQueueSetCurrentProcessTaskQueue(queue);
  XTaskQueueCloseHandle(queue);
  XTaskQueueHandle own = process_queue();
  CHECK(own != queue && port_of(own, work) == port);
  XTaskQueueCloseHandle(own);
}

// Q99
TEST("setting null leaves the process without a queue, and a bad handle changes nothing") {
  XTaskQueueHandle queue = (XTaskQueueHandle)&queue;
  XTaskQueueSetCurrentProcessTaskQueue(queue);
  XTaskQueueCloseHandle(process_queue());
  XTaskQueueSetCurrentProcessTaskQueue(NULL);
  CHECK(!XTaskQueueGetCurrentProcessTaskQueue(&queue) && queue == NULL);
}

// Q100
TEST("the first queue of the process comes back where a handle of it was kept, or uninitialized") {
  XTaskQueueHandle first = process_queue(), queue = NULL;
  XTaskQueuePortHandle port = port_of(first, work);
  XTaskQueueSetCurrentProcessTaskQueue(NULL);
  XTaskQueueSetCurrentProcessTaskQueue(first);
  XTaskQueueCloseHandle(first);
  queue = process_queue();
  CHECK(port_of(queue, work) == port);
  XTaskQueueCloseHandle(queue);
  XTaskQueueSetCurrentProcessTaskQueue(NULL);
  CHECK(XTaskQueueUninitialize(5000));
  XTaskQueueCloseHandle(process_queue());
}

// Q101
TEST("a queue of the process that was terminated stays so until uninitialized") {
  XTaskQueueHandle queue = process_queue();
  CHECK_RESULT(XTaskQueueTerminate(queue, true, NULL, NULL), S_OK);
  XTaskQueueCloseHandle(queue);
  queue = process_queue();
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, ignore), E_ABORT);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  queue = process_queue();
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, ignore), S_OK);
  XTaskQueueCloseHandle(queue);
}

// Q107
TEST("uninitializing says whether a queue is left, and terminates none") {
  CHECK(XTaskQueueUninitialize(0));
  XTaskQueueHandle queue = manual_queue();
  CHECK(!XTaskQueueUninitialize(0) && !XTaskQueueUninitialize(1));
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, ignore), S_OK);
  CHECK(XTaskQueueDispatch(queue, work, 0));
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(0));
}

// Q51, Q104, Q105
TEST("while all queues are suspended nothing runs, and then everything does") {
  XTaskQueueHandle queue = new_queue(manual, pooled);
  counter counter = {0};
  gate ran = {0};
  XTaskQueueGlobalSuspend();
  XTaskQueueGlobalSuspend();
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), S_OK);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, completion, &ran, open_gate_of), S_OK);
  CHECK(!XTaskQueueDispatch(queue, work, 0) && !XTaskQueueDispatch(queue, completion, 10));
  CHECK(!ran.is_open && counter.calls == 0);
  XTaskQueueGlobalResume();
  CHECK(XTaskQueueDispatch(queue, work, 0) && counter.calls == 1);
  wait_for(&ran);
  XTaskQueueGlobalResume();
  XTaskQueueCloseHandle(queue);
}
