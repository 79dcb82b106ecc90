// What a program in C pays: each function does something so many times, all of it in C.

#include "CBenchmarks.h"

#include <XTaskQueue.h>
#include <stdlib.h>

struct cbenchmarks_queue {
  XTaskQueueHandle handle;
};

struct cbenchmarks_queue *cbenchmarks_open_queue(void) {
  struct cbenchmarks_queue *queue = malloc(sizeof *queue);
  if (!queue || FAILED(XTaskQueueCreate(XTaskQueueDispatchMode_Manual, XTaskQueueDispatchMode_Manual, &queue->handle)))
    abort();
  return queue;
}

void cbenchmarks_close_queue(struct cbenchmarks_queue *queue) {
  XTaskQueueCloseHandle(queue->handle);
  free(queue);
}

XTaskQueueHandle cbenchmarks_handle(const struct cbenchmarks_queue *queue) { return queue->handle; }

void cbenchmarks_submit_and_dispatch(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    XTaskQueueSubmitCallback(queue->handle, XTaskQueuePort_Work, NULL, cbenchmarks_callback);
    XTaskQueueDispatch(queue->handle, XTaskQueuePort_Work, 0);
  }
}

void cbenchmarks_dispatch(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) XTaskQueueDispatch(queue->handle, XTaskQueuePort_Work, 0);
}

void cbenchmarks_duplicate_and_close(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    XTaskQueueHandle duplicate;
    if (FAILED(XTaskQueueDuplicateHandle(queue->handle, &duplicate))) abort();
    XTaskQueueCloseHandle(duplicate);
  }
}
