/* platform_thread: see platform_thread.h. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1	/* how many processors there are */
#endif
#include "interp/platform_thread.h"

#include <stdbool.h>
#include <stddef.h>

#if defined(_WIN32)
#include <process.h>
#include <windows.h>
#elif !defined(__wasi__)
#include <pthread.h>
#include <unistd.h>
#endif

#include "lang/arena.h"

#if defined(_WIN32)

struct platform_thread {
	HANDLE handle;
	void (*run)(void *context);
	void *context;
};

struct platform_gate {
	CRITICAL_SECTION lock;
	CONDITION_VARIABLE changed;
};

uint32_t
platform_cores(void)
{
	SYSTEM_INFO info;

	GetSystemInfo(&info);
	return info.dwNumberOfProcessors > 0 ? (uint32_t)info.dwNumberOfProcessors : 1;
}

static unsigned __stdcall
run_thread(void *thread)
{
	struct platform_thread *started = thread;

	started->run(started->context);
	return 0;
}

static bool
start(struct platform_thread *thread)
{
	thread->handle = (HANDLE)_beginthreadex(NULL, 0, run_thread, thread, 0, NULL);
	return thread->handle != NULL;
}

static void
end(struct platform_thread *thread)
{
	WaitForSingleObject(thread->handle, INFINITE);
	CloseHandle(thread->handle);
}

static void
gate_init(struct platform_gate *gate)
{
	InitializeCriticalSection(&gate->lock);
	InitializeConditionVariable(&gate->changed);
}

static void
gate_end(struct platform_gate *gate)
{
	DeleteCriticalSection(&gate->lock);
}

void
platform_gate_enter(struct platform_gate *gate)
{
	EnterCriticalSection(&gate->lock);
}

void
platform_gate_leave(struct platform_gate *gate)
{
	LeaveCriticalSection(&gate->lock);
}

void
platform_gate_wait(struct platform_gate *gate)
{
	SleepConditionVariableCS(&gate->changed, &gate->lock, INFINITE);
}

void
platform_gate_changed(struct platform_gate *gate)
{
	WakeAllConditionVariable(&gate->changed);
}

#elif defined(__wasi__)

struct platform_thread {
	void (*run)(void *context);
	void *context;
};

struct platform_gate {
	bool unused;
};

uint32_t
platform_cores(void)
{
	return 1;
}

static bool
start(struct platform_thread *thread)
{
	(void)thread;
	return false;
}

static void
end(struct platform_thread *thread)
{
	(void)thread;
}

static void
gate_init(struct platform_gate *gate)
{
	gate->unused = true;
}

static void
gate_end(struct platform_gate *gate)
{
	(void)gate;
}

void
platform_gate_enter(struct platform_gate *gate)
{
	(void)gate;
}

void
platform_gate_leave(struct platform_gate *gate)
{
	(void)gate;
}

void
platform_gate_wait(struct platform_gate *gate)
{
	(void)gate;
}

void
platform_gate_changed(struct platform_gate *gate)
{
	(void)gate;
}

#else

struct platform_thread {
	pthread_t handle;
	void (*run)(void *context);
	void *context;
};

struct platform_gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

uint32_t
platform_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores > 0 ? (uint32_t)cores : 1;
}

static void *
run_thread(void *thread)
{
	struct platform_thread *started = thread;

	started->run(started->context);
	return NULL;
}

static bool
start(struct platform_thread *thread)
{
	return pthread_create(&thread->handle, NULL, run_thread, thread) == 0;
}

static void
end(struct platform_thread *thread)
{
	pthread_join(thread->handle, NULL);
}

static void
gate_init(struct platform_gate *gate)
{
	pthread_mutex_init(&gate->lock, NULL);
	pthread_cond_init(&gate->changed, NULL);
}

static void
gate_end(struct platform_gate *gate)
{
	pthread_cond_destroy(&gate->changed);
	pthread_mutex_destroy(&gate->lock);
}

void
platform_gate_enter(struct platform_gate *gate)
{
	pthread_mutex_lock(&gate->lock);
}

void
platform_gate_leave(struct platform_gate *gate)
{
	pthread_mutex_unlock(&gate->lock);
}

void
platform_gate_wait(struct platform_gate *gate)
{
	pthread_cond_wait(&gate->changed, &gate->lock);
}

void
platform_gate_changed(struct platform_gate *gate)
{
	pthread_cond_broadcast(&gate->changed);
}

#endif

struct platform_thread *
platform_thread_start(void (*run)(void *context), void *context)
{
	struct platform_thread *thread = memory_grow(NULL, 1, sizeof *thread);

	thread->run = run;
	thread->context = context;
	if (!start(thread)) {
		memory_free(thread);
		return NULL;
	}
	return thread;
}

void
platform_thread_join(struct platform_thread *thread)
{
	if (thread == NULL)
		return;
	end(thread);
	memory_free(thread);
}

struct platform_gate *
platform_gate_make(void)
{
	struct platform_gate *gate = memory_grow(NULL, 1, sizeof *gate);

	gate_init(gate);
	return gate;
}

void
platform_gate_free(struct platform_gate *gate)
{
	if (gate == NULL)
		return;
	gate_end(gate);
	memory_free(gate);
}
