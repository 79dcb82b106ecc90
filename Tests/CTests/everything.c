#include "everything.h"

static void never(void *context, bool cancelled) {
  (void)context, (void)cancelled;
  CHECK(!"called through a handle that was refused");
}

static void never_told(void *context, XTaskQueueHandle queue, XTaskQueuePort port) {
  (void)queue, (void)port;
  never(context, false);
}

static void never_ended(void *context) { never(context, false); }

void check_refused_everywhere(XTaskQueueHandle queue) {
  const HRESULT refused = E_GAMERUNTIME_INVALID_HANDLE;
  XTaskQueueHandle other = (XTaskQueueHandle)&refused;
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &other), refused);
  CHECK(other == NULL);
  other = (XTaskQueueHandle)&refused;
  CHECK_RESULT(XTaskQueueDuplicateHandleWithOptions(queue, XTaskQueueDuplicateOptions_Reference, &other), refused);
  CHECK(other == NULL);
  XTaskQueuePortHandle port = (XTaskQueuePortHandle)&refused;
  CHECK_RESULT(XTaskQueueGetPort(queue, work, &port), refused);
  CHECK(port == NULL);

  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, never), refused);
  CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, work, 1, NULL, never), refused);
  CHECK(!XTaskQueueDispatch(queue, work, 0));
  CHECK(!XTaskQueueDispatch(queue, completion, INFINITE));
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, never_ended), refused);
  CHECK_RESULT(XTaskQueueTerminate(queue, true, NULL, NULL), refused);

  XTaskQueueRegistrationToken token = {1};
  CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, (HANDLE)1, NULL, never, &token), refused);
  CHECK(token.token == 0);
  token.token = 1;
  CHECK_RESULT(XTaskQueueRegisterMonitor(queue, NULL, never_told, &token), refused);
  CHECK(token.token == 0);
  token.token = 1;
  XTaskQueueUnregisterWaiter(queue, token);
  XTaskQueueUnregisterMonitor(queue, token);

  CHECK(!XTaskQueueIsEmpty(queue, work));
  CHECK_RESULT(XTaskQueueSuspendTermination(queue), refused);
  XTaskQueueResumeTermination(queue);
  CHECK_RESULT(XTaskQueueSubmitPendingCallbacks(queue, work), refused);
  XTaskQueueCloseHandle(queue);
}

void check_port_refused(XTaskQueuePortHandle port) {
  XTaskQueueHandle root = manual_queue(), composite = root;
  XTaskQueuePortHandle good = port_of(root, work);
  CHECK_RESULT(XTaskQueueCreateComposite(port, good, &composite), E_GAMERUNTIME_INVALID_HANDLE);
  CHECK(composite == NULL);
  composite = root;
  CHECK_RESULT(XTaskQueueCreateComposite(good, port, &composite), E_GAMERUNTIME_INVALID_HANDLE);
  CHECK(composite == NULL);
  XTaskQueueCloseHandle(root);
}
