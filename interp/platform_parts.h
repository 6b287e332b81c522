/* platform_parts: what the files of platform share, and nobody else. */
#ifndef INTERP_PLATFORM_PARTS_H
#define INTERP_PLATFORM_PARTS_H

#include <stdbool.h>

/* Keeps `error`, a number of <errno.h>, for platform_reason(); always answers false. */
bool platform_failed_with(int error);

#endif
