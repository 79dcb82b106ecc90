#include "everything.h"

typedef struct told {
  int calls;
  int works;
  XTaskQueueHandle queue;
  XTaskQueueRegistrationToken token;
  void (*body)(struct told *);
} told;

static void tell(void *context, XTaskQueueHandle queue, XTaskQueuePort port) {
  told *told = context;
  told->calls++;
  told->works += port == work;
  told->queue = queue;
  if (told->body) told->body(told);
}

static void monitor(XTaskQueueHandle queue, told *told) {
  CHECK_RESULT(XTaskQueueRegisterMonitor(queue, told, tell, &told->token), S_OK);
  CHECK(told->token.token != 0);
}

// Q69
TEST("a monitor without a function or a token is refused") {
  XTaskQueueHandle queue = manual_queue();
  XTaskQueueRegistrationToken token = {1};
  CHECK_RESULT(XTaskQueueRegisterMonitor(queue, NULL, NULL, &token), E_POINTER);
  CHECK(token.token == 0);
  CHECK_RESULT(XTaskQueueRegisterMonitor(queue, NULL, tell, NULL), E_POINTER);
  XTaskQueueCloseHandle(queue);
}

// Q69
TEST("there are more monitors on a queue than the model allows") {
  enum { many = 100 };
  XTaskQueueHandle queue = manual_queue();
  told tolds[many] = {{0}};
  for (int i = 0; i < many; ++i) monitor(queue, &tolds[i]);
  XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  for (int i = 0; i < many; ++i) {
    CHECK(tolds[i].calls == 1);
    for (int j = 0; j < i; ++j) CHECK(tolds[i].token.token != tolds[j].token.token);
    XTaskQueueUnregisterMonitor(queue, tolds[i].token);
  }
  XTaskQueueCloseHandle(queue);
}

// Q70, Q71
TEST("a monitor is told of each callback, and of the port it is for") {
  XTaskQueueHandle queue = manual_queue(), composite = NULL;
  XTaskQueuePortHandle port = port_of(queue, work);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &composite), S_OK);
  told own = {0}, twice = {0};
  monitor(queue, &own);
  monitor(composite, &twice);
  XTaskQueueSubmitCallback(queue, completion, NULL, ignore);
  CHECK(own.calls == 1 && own.works == 0 && twice.calls == 0);
  XTaskQueueSubmitCallback(composite, completion, NULL, ignore);
  CHECK(own.calls == 2 && own.works == 1);
  CHECK(twice.calls == 2 && twice.works == 1);
  XTaskQueueCloseHandle(composite);
  XTaskQueueCloseHandle(queue);
}

static void use_its_handle(told *told) {
  XTaskQueueHandle duplicate = NULL;
  CHECK(is_open(told->queue) && !XTaskQueueIsEmpty(told->queue, work));
  CHECK(XTaskQueueDispatch(told->queue, work, 0));
  CHECK_RESULT(XTaskQueueDuplicateHandle(told->queue, &duplicate), S_OK);
  CHECK(is_open(duplicate) && duplicate != told->queue);
  XTaskQueueCloseHandle(duplicate);
}

// Q12, Q75
TEST("a monitor is told a handle of its queue that is nobody else's and can be used") {
  XTaskQueueHandle queue = manual_queue();
  told told = {.body = use_its_handle};
  counter counter = {0};
  monitor(queue, &told);
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  CHECK(told.calls == 1 && counter.calls == 1 && told.queue != queue);
  XTaskQueueHandle before = told.queue;
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  CHECK(told.queue == before);
  XTaskQueueCloseHandle(queue);
}

static void close_its_handle(told *told) { XTaskQueueCloseHandle(told->queue); }

// Q12
TEST("the handle a monitor is told cannot be closed, and keeps no queue") {
  XTaskQueueHandle queue = manual_queue();
  told told = {.body = close_its_handle};
  monitor(queue, &told);
  for (int i = 0; i < 3; ++i) XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  CHECK(told.calls == 3 && is_open(told.queue) && is_open(queue));
  drain(queue);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  check_refused_everywhere(told.queue);
}

static void unregister_itself(told *told) { XTaskQueueUnregisterMonitor(told->queue, told->token); }

// Q76
TEST("a monitor ends itself") {
  XTaskQueueHandle queue = manual_queue();
  told told = {.body = unregister_itself};
  monitor(queue, &told);
  for (int i = 0; i < 3; ++i) XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  CHECK(told.calls == 1);
  drain(queue);
  XTaskQueueCloseHandle(queue);
}

// Q77
TEST("unregistering a monitor that there is not has no effect") {
  XTaskQueueHandle queue = manual_queue(), other = manual_queue();
  told told = {0};
  monitor(queue, &told);
  const uint64_t unknown[] = {0, told.token.token + 1, UINT64_MAX};
  for (int i = 0; i < 3; ++i) XTaskQueueUnregisterMonitor(queue, (XTaskQueueRegistrationToken){unknown[i]});
  XTaskQueueUnregisterMonitor(other, told.token);
  XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  CHECK(told.calls == 1);
  XTaskQueueUnregisterMonitor(queue, told.token);
  XTaskQueueUnregisterMonitor(queue, told.token);
  XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  CHECK(told.calls == 1);
  drain(queue);
  XTaskQueueCloseHandle(queue);
  XTaskQueueCloseHandle(other);
}

static void make_and_end_a_composite(told *told) {
  XTaskQueuePortHandle port = port_of(told->queue, work);
  XTaskQueueHandle composite = NULL;
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &composite), S_OK);
  XTaskQueueCloseHandle(composite);
}

// Q60
TEST("a monitor makes and closes a composite on its own port") {
  XTaskQueueHandle queue = manual_queue();
  told told = {.body = make_and_end_a_composite};
  monitor(queue, &told);
  XTaskQueueSubmitCallback(queue, work, NULL, ignore);
  CHECK(told.calls == 1);
  drain(queue);
  XTaskQueueCloseHandle(queue);
}

static void dispatch_both(told *told) {
  while (XTaskQueueDispatch(told->queue, work, 0) || XTaskQueueDispatch(told->queue, completion, 0)) continue;
}

// Q75, Q88
TEST("a monitor that dispatches lets a termination be waited for on the same thread") {
  XTaskQueueHandle queue = manual_queue();
  told told = {.body = dispatch_both};
  counter counter = {0};
  monitor(queue, &told);
  XTaskQueueSubmitDelayedCallback(queue, work, 60000, &counter, count);
  CHECK_RESULT(XTaskQueueTerminate(queue, true, &counter, count_end), S_OK);
  CHECK(counter.calls == 2 && counter.cancelled == 1);
  XTaskQueueCloseHandle(queue);
}
