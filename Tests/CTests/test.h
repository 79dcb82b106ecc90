// A test in C: a promise and what shows it. Each runs in a process of its own, which afterwards may have no queue left.

#ifndef TEST_H
#define TEST_H

#include <XTaskQueue.h>
#include <XTaskQueuePriv.h>
#include <XThread.h>

typedef struct test {
  const char *promise;
  void (*body)(void);
  struct test *next;
} test;

void add_test(test *test);

#define TEST(promise) TEST_AT(promise, __LINE__)
#define TEST_AT(promise, line) TEST_IN(promise, line)
#define TEST_IN(promise, line)                                                                                         \
  static void body_##line(void);                                                                                       \
  static test test_##line = {promise, body_##line, 0};                                                                 \
  __attribute__((constructor)) static void add_##line(void) { add_test(&test_##line); }                                \
  static void body_##line(void)

// Says what is not as it should be, and has the process fail. The test goes on.
#define CHECK(condition) check(condition, #condition, __FILE__, __LINE__)
#define CHECK_RESULT(call, expected) check_result(call, expected, #call, __FILE__, __LINE__)

bool check(bool holds, const char *text, const char *file, int line);
void check_result(HRESULT result, HRESULT expected, const char *text, const char *file, int line);
bool has_failed(void);

// What a function says on standard error; good until the next call.
const char *said_by(void (*body)(void));

// MARK: Queues

extern const XTaskQueueDispatchMode manual, pooled, serialized, immediate;
extern const XTaskQueuePort work, completion;

XTaskQueueHandle new_queue(XTaskQueueDispatchMode work, XTaskQueueDispatchMode completion);
XTaskQueueHandle manual_queue(void);
XTaskQueuePortHandle port_of(XTaskQueueHandle queue, XTaskQueuePort port);

// Whether a handle is open.
bool is_open(XTaskQueueHandle queue);

// Dispatches both ports of a manual queue until nothing is left.
void drain(XTaskQueueHandle queue);

// MARK: Callbacks

// Counts how it was called: its context is a counter.
typedef struct counter {
  _Atomic int calls;
  _Atomic int cancelled;
} counter;

void count(void *counter, bool cancelled);
void count_end(void *counter);
void ignore(void *context, bool cancelled);

// MARK: Threads

// Closed until it is opened, once.
typedef struct gate {
  _Atomic unsigned is_open;
} gate;

void open_gate(gate *gate);
// A callback of a queue, too.
void open_gate_of(void *gate, bool cancelled);
void wait_for(gate *gate);

typedef struct thread thread;
thread *start(void (*body)(void *), void *context);
void join(thread *thread);

#endif
