#define _GNU_SOURCE
#include "test.h"

#include <linux/futex.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// MARK: Checks

static atomic_bool failed;

bool has_failed(void) { return failed; }

bool check(bool holds, const char *text, const char *file, int line) {
  if (holds) return true;
  failed = true;
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
  return false;
}

void check_result(HRESULT result, HRESULT expected, const char *text, const char *file, int line) {
  if (result == expected) return;
  failed = true;
  fprintf(stderr, "%s:%d: 0x%08X and not 0x%08X: %s\n", file, line, (unsigned)result, (unsigned)expected, text);
}

// MARK: What is said

const char *said_by(void (*body)(void)) {
  static char said[4096];
  int ends[2], saved = dup(STDERR_FILENO);
  memset(said, 0, sizeof said);
  CHECK(pipe(ends) == 0);
  dup2(ends[1], STDERR_FILENO);
  close(ends[1]);
  body();
  dup2(saved, STDERR_FILENO);
  close(saved);
  CHECK(read(ends[0], said, sizeof said - 1) >= 0);
  close(ends[0]);
  return said;
}

// MARK: Queues

const XTaskQueueDispatchMode manual = XTaskQueueDispatchMode_Manual, pooled = XTaskQueueDispatchMode_ThreadPool,
                             serialized = XTaskQueueDispatchMode_SerializedThreadPool,
                             immediate = XTaskQueueDispatchMode_Immediate;
const XTaskQueuePort work = XTaskQueuePort_Work, completion = XTaskQueuePort_Completion;

XTaskQueueHandle new_queue(XTaskQueueDispatchMode workMode, XTaskQueueDispatchMode completionMode) {
  XTaskQueueHandle queue = NULL;
  CHECK_RESULT(XTaskQueueCreate(workMode, completionMode, &queue), S_OK);
  CHECK(queue != NULL);
  return queue;
}

XTaskQueueHandle manual_queue(void) { return new_queue(manual, manual); }

XTaskQueuePortHandle port_of(XTaskQueueHandle queue, XTaskQueuePort port) {
  XTaskQueuePortHandle handle = NULL;
  CHECK_RESULT(XTaskQueueGetPort(queue, port, &handle), S_OK);
  CHECK(handle != NULL);
  return handle;
}

bool is_open(XTaskQueueHandle queue) {
  XTaskQueuePortHandle port = NULL;
  return XTaskQueueGetPort(queue, work, &port) != E_GAMERUNTIME_INVALID_HANDLE;
}

void drain(XTaskQueueHandle queue) {
  while (XTaskQueueDispatch(queue, work, 0) || XTaskQueueDispatch(queue, completion, 0)) continue;
}

// MARK: Callbacks

void count(void *context, bool cancelled) {
  counter *counter = context;
  if (cancelled) counter->cancelled++;
  counter->calls++;
}

void count_end(void *context) { count(context, false); }

void ignore(void *context, bool cancelled) { (void)context, (void)cancelled; }

// MARK: Threads

void open_gate(gate *gate) {
  gate->is_open = 1;
  syscall(SYS_futex, &gate->is_open, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

void open_gate_of(void *gate, bool cancelled) {
  (void)cancelled;
  open_gate(gate);
}

void wait_for(gate *gate) {
  while (!gate->is_open) syscall(SYS_futex, &gate->is_open, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
}

struct thread {
  pthread_t thread;
  void (*body)(void *);
  void *context;
};

static void *run(void *context) {
  thread *thread = context;
  thread->body(thread->context);
  return NULL;
}

thread *start(void (*body)(void *), void *context) {
  thread *thread = malloc(sizeof *thread);
  thread->body = body;
  thread->context = context;
  if (pthread_create(&thread->thread, NULL, run, thread) != 0) abort();
  return thread;
}

void join(thread *thread) {
  pthread_join(thread->thread, NULL);
  free(thread);
}
