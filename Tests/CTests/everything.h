// Every function that takes a handle, called with one.

#ifndef EVERYTHING_H
#define EVERYTHING_H

#include "test.h"

// Checks that a handle is refused everywhere: it is closed, or null, or none.
void check_refused_everywhere(XTaskQueueHandle queue);

// The same for the handle of a port.
void check_port_refused(XTaskQueuePortHandle port);

#endif
