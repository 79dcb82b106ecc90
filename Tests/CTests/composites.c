#include "everything.h"

// Q3, Q52
TEST("a composite gives the handles of the ports it was made on") {
  XTaskQueueHandle root = manual_queue(), composite = NULL, second = NULL;
  XTaskQueuePortHandle w = port_of(root, work), c = port_of(root, completion);
  CHECK(w != c && w == port_of(root, work));
  CHECK_RESULT(XTaskQueueCreateComposite(c, w, &composite), S_OK);
  CHECK(port_of(composite, work) == c && port_of(composite, completion) == w);
  CHECK_RESULT(XTaskQueueCreateComposite(port_of(composite, work), port_of(composite, work), &second), S_OK);
  CHECK(port_of(second, work) == c && port_of(second, completion) == c);
  XTaskQueueCloseHandle(root);
  XTaskQueueCloseHandle(composite);
  XTaskQueueCloseHandle(second);
}

// Q43, Q52
TEST("queues on one port dispatch each other's callbacks") {
  XTaskQueueHandle root = manual_queue(), composite = NULL;
  XTaskQueuePortHandle port = port_of(root, work);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &composite), S_OK);
  counter counter = {0};
  XTaskQueueSubmitCallback(composite, completion, &counter, count);
  CHECK(!XTaskQueueIsEmpty(root, work) && XTaskQueueDispatch(root, work, 0) && counter.calls == 1);
  XTaskQueueSubmitCallback(root, work, &counter, count);
  CHECK(XTaskQueueDispatch(composite, work, 0) && counter.calls == 2);
  XTaskQueueCloseHandle(composite);
  XTaskQueueCloseHandle(root);
}

// Q54, Q56
TEST("a composite keeps its ports when the queue they come from is closed") {
  XTaskQueueHandle root = manual_queue(), composite = NULL, second = NULL;
  XTaskQueuePortHandle port = port_of(root, work);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &composite), S_OK);
  XTaskQueueCloseHandle(root);
  CHECK_RESULT(XTaskQueueCreateComposite(port, port, &second), S_OK);
  counter counter = {0};
  XTaskQueueSubmitCallback(composite, work, &counter, count);
  CHECK(XTaskQueueDispatch(second, work, 0) && counter.calls == 1);
  XTaskQueueCloseHandle(composite);
  XTaskQueueCloseHandle(second);
}

// Q7, Q52
TEST("the handle of a port that is gone is refused, though its place has another one") {
  XTaskQueueHandle root = manual_queue();
  XTaskQueuePortHandle port = port_of(root, work);
  XTaskQueueCloseHandle(root);
  check_port_refused(port);
  check_port_refused((XTaskQueuePortHandle)((uintptr_t)port ^ 1));
}

// Q55, Q56
TEST("terminating a composite touches only what was submitted through it") {
  XTaskQueueHandle root = manual_queue(), composite = NULL;
  CHECK_RESULT(XTaskQueueCreateComposite(port_of(root, work), port_of(root, completion), &composite), S_OK);
  counter roots = {0}, composites = {0}, ended = {0};
  XTaskQueueSubmitCallback(root, work, &roots, count);
  XTaskQueueSubmitCallback(composite, work, &composites, count);
  XTaskQueueSubmitDelayedCallback(composite, work, 60000, &composites, count);
  CHECK_RESULT(XTaskQueueTerminate(composite, false, &ended, count_end), S_OK);
  drain(root);
  CHECK(roots.calls == 1 && roots.cancelled == 0);
  CHECK(composites.calls == 2 && composites.cancelled == 2 && ended.calls == 1);
  CHECK_RESULT(XTaskQueueSubmitCallback(composite, work, &composites, count), E_ABORT);
  CHECK_RESULT(XTaskQueueSubmitCallback(root, work, &roots, count), S_OK);
  XTaskQueueCloseHandle(composite);
  XTaskQueueCloseHandle(root);
}
