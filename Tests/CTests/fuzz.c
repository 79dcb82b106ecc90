// Random calls of every function, from several threads, with handles that are open, closed, changed or none at all.
//
// What must hold: no call traps, hangs or touches what is not its own (the sanitizers look); every result is one that its
// function documents; every callback that was taken is called once; no queue is left at the end.
//
// SEED and FUZZ_MILLISECONDS are taken from the environment. The seed decides the calls of each thread, not how the
// threads meet.

#include "fuzz.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { threads = 4, most_depth = 4 };

static _Atomic(XTaskQueueHandle) queues[places];
static _Atomic(XTaskQueuePortHandle) ports[places];
static _Atomic uint64_t tokens[places];
static int events[places];
static atomic_long taken, called;
static atomic_bool is_over;

static _Thread_local uint64_t state;
// How many calls of this thread are inside of each other.
static _Thread_local int depth;
_Thread_local int inside;

// SplitMix64.
static uint64_t next_of(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

unsigned below(unsigned end) {
  // A thread of the pool, whose calls are inside of callbacks only.
  if (!state) state = (uint64_t)(uintptr_t)&state;
  return (unsigned)(next_of(&state) % end);
}

bool one_in(unsigned count) { return below(count) == 0; }

// MARK: What is given to the functions

static XTaskQueueHandle some_queue(void) {
  uintptr_t queue = (uintptr_t)queues[below(places)];
  switch (below(40)) {
  case 0: return NULL;
  // One of another kind. (Another bit might make it the handle of a queue that a thread has for itself.)
  case 1: return (XTaskQueueHandle)(queue ^ (uintptr_t)1 << (56 + below(8)));
  case 2: return (XTaskQueueHandle)next_of(&state);
  case 3: return (XTaskQueueHandle)&state;
  case 4: return (XTaskQueueHandle)ports[below(places)];
  default: return (XTaskQueueHandle)queue;
  }
}

static XTaskQueuePortHandle some_port_handle(void) {
  uintptr_t port = (uintptr_t)ports[below(places)];
  switch (below(40)) {
  case 0: return NULL;
  case 1: return (XTaskQueuePortHandle)(port ^ (uintptr_t)1 << (56 + below(8)));
  case 2: return (XTaskQueuePortHandle)some_queue();
  default: return (XTaskQueuePortHandle)port;
  }
}

static XTaskQueuePort some_port(void) { return one_in(50) ? (XTaskQueuePort)next_of(&state) : below(2); }
static XTaskQueueDispatchMode some_mode(void) { return one_in(20) ? below(8) : below(4); }
static XTaskQueueRegistrationToken some_token(void) {
  return (XTaskQueueRegistrationToken){one_in(10) ? next_of(&state) : tokens[below(places)]};
}

static HANDLE some_descriptor(void) {
  switch (below(20)) {
  case 0: return NULL;
  case 1: return (HANDLE)(intptr_t)-1;
  case 2: return (HANDLE)next_of(&state);
  default: return (HANDLE)(intptr_t)events[below(places)];
  }
}

// MARK: Results

void is_one_of(HRESULT result, const char *function, int count, const HRESULT *expected) {
  for (int i = 0; i < count; ++i)
    if (result == expected[i]) return;
  fprintf(stderr, "%s returned 0x%08X\n", function, (unsigned)result);
  CHECK(!"a result that is not documented");
}

// MARK: Callbacks

void call_inside(unsigned times) {
  inside++;
  if (one_in(times)) call_something();
  inside--;
}

static void callback(void *context, bool cancelled) {
  (void)context, (void)cancelled;
  call_inside(4);
  called++;
}

static void waited(void *context, bool cancelled) {
  (void)context;
  if (!cancelled) call_inside(4);
}

static void monitor(void *context, XTaskQueueHandle queue, XTaskQueuePort port) {
  (void)context;
  if (one_in(8)) XTaskQueueDispatch(queue, port, 0);
  if (one_in(8)) XTaskQueueCloseHandle(queue);
  call_inside(8);
}

static void ended(void *context) {
  (void)context;
  call_inside(2);
  called++;
}

// MARK: Calls

void keep_queue(XTaskQueueHandle queue) {
  XTaskQueueCloseHandle(atomic_exchange(&queues[below(places)], queue));
}

static void create(void) {
  XTaskQueueHandle queue = NULL;
  HRESULT result = XTaskQueueCreate(some_mode(), some_mode(), &queue);
  IS_ONE_OF("XTaskQueueCreate", result, S_OK, E_INVALIDARG);
  if (result == S_OK) keep_queue(queue);
}

static void create_composite(void) {
  XTaskQueueHandle queue = NULL;
  HRESULT result = XTaskQueueCreateComposite(some_port_handle(), some_port_handle(), &queue);
  IS_ONE_OF("XTaskQueueCreateComposite", result, S_OK, BAD_HANDLE);
  if (result == S_OK) keep_queue(queue);
}

static void get_port(void) {
  XTaskQueuePortHandle port = NULL;
  HRESULT result = XTaskQueueGetPort(some_queue(), some_port(), &port);
  IS_ONE_OF("XTaskQueueGetPort", result, S_OK, BAD_HANDLE, E_INVALIDARG);
  if (result == S_OK) ports[below(places)] = port;
}

static void duplicate(void) {
  XTaskQueueHandle queue = NULL;
  HRESULT result = one_in(2) ? XTaskQueueDuplicateHandle(some_queue(), &queue)
                             : XTaskQueueDuplicateHandleWithOptions(some_queue(), below(3), &queue);
  IS_ONE_OF("XTaskQueueDuplicateHandle", result, S_OK, BAD_HANDLE, E_INVALIDARG);
  if (result == S_OK) keep_queue(queue);
}

static void close_one(void) {
  XTaskQueueCloseHandle(one_in(3) ? some_queue() : atomic_load(&queues[below(places)]));
}

static void submit(void) {
  XTaskQueueCallback *function = one_in(40) ? NULL : callback;
  taken++;
  HRESULT result = one_in(3) ? XTaskQueueSubmitDelayedCallback(some_queue(), some_port(), below(20), NULL, function)
                             : XTaskQueueSubmitCallback(some_queue(), some_port(), NULL, function);
  IS_ONE_OF("XTaskQueueSubmitCallback", result, S_OK, BAD_HANDLE, E_INVALIDARG, E_POINTER, E_ABORT);
  if (result != S_OK) taken--;
}

static void dispatch(void) {
  XTaskQueueDispatch(some_queue(), some_port(), one_in(10) ? below(3) : 0);
}

static void terminate(void) {
  if (!one_in(8)) return;
  taken++;
  HRESULT result = XTaskQueueTerminate(some_queue(), false, NULL, ended);
  IS_ONE_OF("XTaskQueueTerminate", result, S_OK, BAD_HANDLE);
  if (result != S_OK) taken--;
}

// One that is waited for, on a queue that dispatches itself and nobody else knows. Not from inside a callback: all of
// the pool's threads might wait then.
static void terminate_and_wait(void) {
  if (inside) return;
  XTaskQueueHandle queue = new_queue(1 + below(3), 1 + below(3));
  taken += 2;
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, below(2), NULL, callback), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, true, NULL, ended), S_OK);
  XTaskQueueCloseHandle(queue);
}

static void register_monitor(void) {
  XTaskQueueRegistrationToken token = {0};
  HRESULT result = XTaskQueueRegisterMonitor(some_queue(), NULL, one_in(40) ? NULL : monitor, &token);
  IS_ONE_OF("XTaskQueueRegisterMonitor", result, S_OK, BAD_HANDLE, E_POINTER);
  CHECK((result == S_OK) == (token.token != 0));
  tokens[below(places)] = token.token;
}

static void register_waiter(void) {
  XTaskQueueRegistrationToken token = {0};
  HRESULT result = XTaskQueueRegisterWaiter(some_queue(), some_port(), some_descriptor(), NULL,
                                            one_in(40) ? NULL : waited, &token);
  IS_ONE_OF("XTaskQueueRegisterWaiter", result, S_OK, BAD_HANDLE, E_POINTER, E_INVALIDARG, E_ABORT);
  CHECK((result == S_OK) == (token.token != 0));
  tokens[below(places)] = token.token;
}

// Not from inside a callback or a monitor: two that wait for each other's end would wait for ever.
static void unregister(void) {
  if (inside) return;
  if (one_in(2)) XTaskQueueUnregisterMonitor(some_queue(), some_token());
  else XTaskQueueUnregisterWaiter(some_queue(), some_token());
}

static void signal_some(void) { eventfd_write(events[below(places)], 1); }

static void look(void) {
  XTaskQueueIsEmpty(some_queue(), some_port());
  HRESULT result = XTaskQueueSubmitPendingCallbacks(some_queue(), some_port());
  IS_ONE_OF("XTaskQueueSubmitPendingCallbacks", result, S_OK, BAD_HANDLE, E_INVALIDARG);
}

static void suspend(void) {
  XTaskQueueHandle queue = NULL;
  // By a handle of its own, that nobody closes: a queue that is never resumed never ends.
  if (XTaskQueueDuplicateHandle(some_queue(), &queue) != S_OK) return;
  HRESULT result = XTaskQueueSuspendTermination(queue);
  IS_ONE_OF("XTaskQueueSuspendTermination", result, S_OK, E_ABORT);
  call_something();
  if (result == S_OK) XTaskQueueResumeTermination(queue);
  if (one_in(4)) XTaskQueueResumeTermination(queue);
  XTaskQueueCloseHandle(queue);
}

static void process(void) {
  XTaskQueueHandle queue = NULL;
  switch (below(4)) {
  case 0: XTaskQueueSetCurrentProcessTaskQueue(one_in(8) ? NULL : some_queue()); break;
  case 1: XTaskQueueUninitialize(0); break;
  case 2:
    XTaskQueueGlobalSuspend();
    XTaskQueueGlobalResume();
    break;
  default:
    if (XTaskQueueGetCurrentProcessTaskQueueWithOptions(below(3), &queue)) keep_queue(queue);
    else CHECK(queue == NULL);
  }
}

static void thread_functions(void) {
  XThreadSetTimeSensitive(one_in(2));
  XThreadAssertNotTimeSensitive();
  XThreadSetTimeSensitive(XThreadIsTimeSensitive() && one_in(2));
}

void call_something(void) {
  static void (*const calls[])(void) = {
      create,  create_composite, get_port,  duplicate,        close_one,       submit,           submit,
      submit,  submit,           dispatch,  dispatch,         dispatch,        terminate,        terminate_and_wait,
      look,    unregister,       process,   register_monitor, register_waiter, thread_functions, signal_some,
      suspend, begin_call,       begin_call, use_call,        use_call,        use_call,         use_call,
  };
  if (depth >= most_depth) return;
  depth++;
  calls[below(sizeof calls / sizeof *calls)]();
  depth--;
}

static void call_on_and_on(void *seed) {
  state = *(uint64_t *)seed;
  while (!is_over) call_something();
}

static uint64_t from_environment(const char *name, uint64_t otherwise) {
  const char *text = getenv(name);
  return text && *text ? strtoull(text, NULL, 10) : otherwise;
}

TEST("random calls from several threads do what is documented and nothing else") {
  uint64_t seed = from_environment("SEED", (uint64_t)time(NULL) << 20 ^ (uint64_t)getpid());
  uint64_t milliseconds = from_environment("FUZZ_MILLISECONDS", 3000);
  fprintf(stderr, "SEED=%llu\n", (unsigned long long)seed);
  for (int i = 0; i < places; ++i) events[i] = eventfd(0, EFD_NONBLOCK);
  begin_calls();
  uint64_t seeds[threads];
  thread *running[threads];
  for (int i = 0; i < threads; ++i) seeds[i] = next_of(&seed);
  for (int i = 0; i < threads; ++i) running[i] = start(call_on_and_on, &seeds[i]);
  usleep((useconds_t)milliseconds * 1000);
  is_over = true;
  for (int i = 0; i < threads; ++i) join(running[i]);

  // What the last callbacks still call may make more.
  depth = most_depth;
  XTaskQueueGlobalResume();
  end_calls();
  for (int round = 0; round < 100; ++round) {
    XTaskQueueSetCurrentProcessTaskQueue(NULL);
    for (int i = 0; i < places; ++i) XTaskQueueCloseHandle(atomic_exchange(&queues[i], NULL));
    if (XTaskQueueUninitialize(100)) break;
  }
  fprintf(stderr, "%ld callbacks\n", atomic_load(&called));
  CHECK(XTaskQueueUninitialize(0));
  CHECK(taken == called);
  check_calls();
  for (int i = 0; i < places; ++i) close(events[i]);
}
