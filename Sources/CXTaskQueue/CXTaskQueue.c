// The headers are all there is; this checks that they compile by themselves.
#include "XTaskQueue.h"
