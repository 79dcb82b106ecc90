// What the tests in C share.

#ifndef TEST_H
#define TEST_H

#include <XThread.h>

#include "promise.h"

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
