/*
 * platform_thread: threads, as far as this program needs them, and the one place that knows how
 * this system has them (POSIX, Windows). Where there are none (WebAssembly) there is one core, and
 * no thread can be started: whoever starts one goes on without it.
 *
 * A gate is a lock with one thing to wait for: that something behind it has changed.
 */
#ifndef INTERP_PLATFORM_THREAD_H
#define INTERP_PLATFORM_THREAD_H

#include <stdint.h>

/* How many threads can run at once; at least 1. */
uint32_t platform_cores(void);

struct platform_thread;

/* NULL when it cannot be started. */
struct platform_thread *platform_thread_start(void (*run)(void *context), void *context);
/* Waits until it has ended; NULL is allowed. */
void platform_thread_join(struct platform_thread *thread);

struct platform_gate;

struct platform_gate *platform_gate_make(void);
void platform_gate_free(struct platform_gate *gate);	/* NULL is allowed */
void platform_gate_enter(struct platform_gate *gate);
void platform_gate_leave(struct platform_gate *gate);
/* Inside: leaves, waits until the other side said that something changed, and enters. May come back
 * without cause: to be called in a loop that looks. */
void platform_gate_wait(struct platform_gate *gate);
/* Inside: something has changed. */
void platform_gate_changed(struct platform_gate *gate);

#endif
