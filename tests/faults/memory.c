/* memory: see faults.h. In a plain build these take the place of the C library's own, so that what
 * it allocates for itself (streams, folders) fails too. Under the sanitizers, which have their own,
 * the linker leads the calls of the program and of libcsv here (-Wl,--wrap). */
#include "tests/faults/faults.h"

#include <errno.h>

#if defined(__SANITIZE_ADDRESS__)
#define MADE(name) __wrap_##name
#define REAL(name) __real_##name
#else
#define MADE(name) name
#define REAL(name) __libc_##name
#endif

void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *old, size_t size);
void *MADE(malloc)(size_t size);
void *MADE(calloc)(size_t count, size_t size);
void *MADE(realloc)(void *old, size_t size);

static volatile struct memory_seen *counter;
static uint64_t refused_at;
static bool refused_for_good;

void
memory_arm(uint64_t at, bool for_good, volatile struct memory_seen *seen)
{
	refused_at = at;
	refused_for_good = for_good;
	seen->count = 0;
	seen->site_count = 0;
	counter = seen;
}

void
memory_disarm(void)
{
	counter = NULL;
}

static void
note_site(uintptr_t from)
{
	uint64_t i = 0;

	while (i < counter->site_count && counter->sites[i].from != from)
		i++;
	if (i < counter->site_count || i == MEMORY_SITES)
		return;
	counter->sites[i].from = from;
	counter->sites[i].first = counter->count;
	counter->site_count++;
}

static bool
is_refused(void *from)
{
	uint64_t now;

	if (counter == NULL)
		return false;
	now = ++counter->count;
	note_site((uintptr_t)from);
	if (refused_at == 0 || now < refused_at || (now > refused_at && !refused_for_good))
		return false;
	errno = ENOMEM;
	return true;
}

void *
MADE(malloc)(size_t size)
{
	return is_refused(__builtin_return_address(0)) ? NULL : REAL(malloc)(size);
}

void *
MADE(calloc)(size_t count, size_t size)
{
	return is_refused(__builtin_return_address(0)) ? NULL : REAL(calloc)(count, size);
}

void *
MADE(realloc)(void *old, size_t size)
{
	return is_refused(__builtin_return_address(0)) ? NULL : REAL(realloc)(old, size);
}
