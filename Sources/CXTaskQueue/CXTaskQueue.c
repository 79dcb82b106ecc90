// The headers are all there is; this checks that they compile together, and that layouts are the model's.

#include "XAsync.h"
#include "XAsyncProvider.h"
#include "XAsyncProviderPriv.h"
#include "XTaskQueue.h"
#include "XTaskQueuePriv.h"
#include "XThread.h"

_Static_assert(sizeof(XAsyncBlock) == 7 * sizeof(void *), "as the model has it");
_Static_assert(offsetof(XAsyncBlock, internal) == 3 * sizeof(void *), "as the model has it");
_Static_assert(sizeof(XAsyncProviderData) == 4 * sizeof(void *), "as the model has it");
_Static_assert(sizeof(XTaskQueueRegistrationToken) == 8, "as the model has it");
