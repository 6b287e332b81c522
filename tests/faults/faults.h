/*
 * faults: runs the program over and over, each time with one thing going wrong, and judges what it
 * left behind. Linux on x86-64; elsewhere tests/faults/run.sh says that it skips.
 *
 *   memory.c   the N-th allocation fails, or all from there on
 *   trace.c    the N-th call to the system fails, is cut short, or is the last one there is
 *   tree.c     folders: a digest of all that is in one, copying, removing
 *   trial.c    one run of the program under one mishap, and the judgement
 *   faults.c   the command line, and which trials there are
 *
 * The program is linked in (its main is writ_main) and runs in a fork, so a trial costs no start.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

int writ_main(int count, char **words);

/* ---- memory.c ---- */

enum { MEMORY_SITES = 512 };

struct memory_seen {
	uint64_t count;
	uint64_t site_count;		/* places in the program and its libraries that allocate */
	struct {
		uintptr_t from;
		uint64_t first;		/* which allocation was its first */
	} sites[MEMORY_SITES];
};

/* From now on allocations are counted; number `at` (from 1; 0: none) answers NULL, with `for_good`
 * every later one too. `seen` is kept up to date. */
void memory_arm(uint64_t at, bool for_good, volatile struct memory_seen *seen);
/* No more of that: the rest is the end of the process. */
void memory_disarm(void);

/* ---- trace.c ---- */

enum mishap {
	MISHAP_NONE,
	MISHAP_IO,		/* EIO */
	MISHAP_FULL,		/* ENOSPC */
	MISHAP_DENIED,		/* EACCES */
	MISHAP_MANY,		/* EMFILE */
	MISHAP_SIGNAL,		/* EINTR: to be carried on */
	MISHAP_SHORT,		/* half of what was asked for: to be carried on */
	MISHAP_STAYS_FULL,	/* half is written, and from there on the disk has no room */
	MISHAP_GONE,		/* from there on nothing but EIO: a drive that was pulled out */
	MISHAP_KILL,		/* SIGKILL before the call */
	MISHAP_COUNT
};

/* One call to the system that a run made. */
struct call {
	long number, result;
	int file;		/* the descriptor it is about, or -1 */
	bool creates;		/* an open that may make the file */
	char path[512];		/* of the file or folder; "" when it has no name */
};

struct calls {
	struct call *items;
	size_t count, capacity;
};

/* Whether this mishap can befall this call. */
bool trace_fits(const struct call *call, enum mishap mishap);
const char *trace_call_name(const struct call *call);
const char *trace_mishap_name(enum mishap mishap);

/* To be called first by the child that is to be traced: it waits for its parent. */
void trace_me(void);
/* By the same at its end, when its parent is to watch no longer. */
void trace_no_more(void);

/* Sees the child to its end and notes its calls; returns the status of waitpid(). */
int trace_record(pid_t child, struct calls *calls);

/* The same with a mishap at call `at` of `calls`. After one that comes once the child is let go, so
 * that the leak check at its end works. */
int trace_with(pid_t child, const struct calls *calls, size_t at, enum mishap mishap);

/* ---- tree.c ---- */

/* A digest of all names and bytes below `path`; 0 when nothing is there. */
uint64_t tree_digest(const char *path);
void tree_remove(const char *path);
void tree_copy(const char *from, const char *to);
/* The first name in `folder` that is not among the `count` allowed, or NULL; until the next
 * call. */
const char *tree_stranger(const char *folder, const char *const *allowed, size_t count);
/* The whole file, with a NUL behind it; to be freed. "" when it is not there. */
char *tree_read(const char *path);

_Noreturn void give_up(const char *what);

/* Where the results go: standard output itself is left untouched for the program. */
extern FILE *report;

/* ---- trial.c ---- */

struct scene {
	int count;			/* the command line of the program */
	char **words;
	const char *work;		/* a folder of our own: stdout and stderr of the run */
	const char *out;		/* what the run is to write, or NULL; alone in its folder */
	const char *before;		/* what stands there before each trial, or NULL: nothing */
	bool piped;			/* standard output is a pipe, not a file */
	bool verbose;

	/* found by scene_rehearse() */
	int usual_code;
	uint64_t usual_out, before_out;
	char *usual_text, *usual_messages;
	struct calls calls;
	const volatile struct memory_seen *allocations;
};

struct trial {
	enum { TRIAL_PLAIN, TRIAL_MEMORY, TRIAL_CALL, TRIAL_TIME } kind;
	uint64_t at;			/* which allocation, which call, or after how many us */
	enum mishap mishap;		/* TRIAL_CALL */
	bool for_good;			/* TRIAL_MEMORY */
};

struct tally {
	unsigned long trials, wrong, as_usual, refused, no_memory, killed, put_back;
};

/* Runs it undisturbed, twice, and notes what comes out. */
void scene_rehearse(struct scene *scene, bool trace);
/* One trial, judged; what is wrong is printed. */
void scene_try(struct scene *scene, const struct trial *trial, struct tally *tally);

#endif
