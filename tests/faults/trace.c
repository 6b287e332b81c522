/* trace: see faults.h. The child is traced: it stops at the beginning and the end of each call to
 * the system, and its registers can be changed there. x86-64: the number of the call is in
 * orig_rax, its arguments in rdi, rsi, rdx and r10, its answer in rax. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define BIT(mishap) (1u << (mishap))

enum {
	ANY = BIT(MISHAP_IO) | BIT(MISHAP_GONE) | BIT(MISHAP_KILL),
	READS = ANY | BIT(MISHAP_SIGNAL) | BIT(MISHAP_SHORT),
	WRITES = READS | BIT(MISHAP_FULL) | BIT(MISHAP_STAYS_FULL),
	OPENS = ANY | BIT(MISHAP_SIGNAL) | BIT(MISHAP_DENIED) | BIT(MISHAP_MANY),
	MAKES = ANY | BIT(MISHAP_SIGNAL) | BIT(MISHAP_DENIED) | BIT(MISHAP_FULL),
	TAKES = ANY | BIT(MISHAP_SIGNAL) | BIT(MISHAP_DENIED),
	ASKS = ANY | BIT(MISHAP_DENIED)
};

/* What the calls that are watched are about: a path in an argument, or a descriptor in the
 * first. */
static const struct watched {
	long number;
	const char *name;
	int path;		/* which argument, from 0; -1: a descriptor */
	unsigned mishaps;
} watched[] = {
	{ SYS_read, "read", -1, READS },
	{ SYS_pread64, "pread", -1, READS },
	{ SYS_write, "write", -1, WRITES },
	{ SYS_writev, "writev", -1, ANY | BIT(MISHAP_FULL) },
	{ SYS_open, "open", 0, OPENS },
	{ SYS_openat, "openat", 1, OPENS },
	{ SYS_close, "close", -1, ANY | BIT(MISHAP_SIGNAL) | BIT(MISHAP_FULL) },
	{ SYS_stat, "stat", 0, ASKS },
	{ SYS_lstat, "lstat", 0, ASKS },
	{ SYS_newfstatat, "stat", 1, ASKS },
	{ SYS_statx, "stat", 1, ASKS },
	{ SYS_fstat, "fstat", -1, ANY },
	{ SYS_access, "access", 0, ASKS },
	{ SYS_lseek, "lseek", -1, ANY },
	{ SYS_fsync, "fsync", -1, ANY | BIT(MISHAP_FULL) },
	{ SYS_fdatasync, "fdatasync", -1, ANY | BIT(MISHAP_FULL) },
	{ SYS_ftruncate, "ftruncate", -1, ANY | BIT(MISHAP_SIGNAL) },
	{ SYS_rename, "rename", 1, MAKES },
	{ SYS_renameat, "rename", 3, MAKES },
	{ SYS_renameat2, "rename", 3, MAKES },
	{ SYS_mkdir, "mkdir", 0, MAKES },
	{ SYS_mkdirat, "mkdir", 1, MAKES },
	{ SYS_unlink, "unlink", 0, TAKES },
	{ SYS_unlinkat, "unlink", 1, TAKES },
	{ SYS_rmdir, "rmdir", 0, TAKES },
	{ SYS_getdents64, "getdents", -1, ANY },
	{ SYS_fcntl, "fcntl", -1, ANY },
};

static const struct watched *
watched_of(long number)
{
	for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++)
		if (watched[i].number == number)
			return &watched[i];
	return NULL;
}

bool
trace_fits(const struct call *call, enum mishap mishap)
{
	const struct watched *kind = watched_of(call->number);

	if (mishap == MISHAP_SHORT && call->result < 2)
		return false;
	/* Nothing can be said where messages cannot be written. */
	if (call->file == 2 && (mishap == MISHAP_GONE || mishap == MISHAP_STAYS_FULL))
		return false;
	if (mishap == MISHAP_FULL && call->creates)
		return true;
	return (kind->mishaps & BIT(mishap)) != 0;
}

const char *
trace_call_name(const struct call *call)
{
	return watched_of(call->number)->name;
}

const char *
trace_mishap_name(enum mishap mishap)
{
	static const char *const names[MISHAP_COUNT] = { "nothing", "EIO", "ENOSPC", "EACCES",
		"EMFILE", "EINTR", "cut short", "full from here on", "gone from here on",
		"killed" };

	return names[mishap];
}

/* A signal that the tracer sees and does not deliver; nobody sees it when nobody traces. */
enum { NO_MORE = SIGUSR2 };

void
trace_me(void)
{
	signal(NO_MORE, SIG_IGN);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(98);
	raise(SIGSTOP);
}

void
trace_no_more(void)
{
	raise(NO_MORE);
}

/* ---- one stop after the other ---- */

enum stop { STOP_CALL, STOP_OTHER, STOP_NO_MORE, STOP_ENDED };

static enum stop
go_on(pid_t child, int *deliver, int *status)
{
	if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(intptr_t)*deliver) != 0)
		give_up("ptrace");
	*deliver = 0;
	if (waitpid(child, status, 0) != child)
		give_up("waitpid");
	if (WIFEXITED(*status) || WIFSIGNALED(*status))
		return STOP_ENDED;
	if (WSTOPSIG(*status) == (SIGTRAP | 0x80))
		return STOP_CALL;
	if (WSTOPSIG(*status) == NO_MORE)
		return STOP_NO_MORE;
	*deliver = WSTOPSIG(*status);
	return STOP_OTHER;
}

/* The rest is not watched. */
static int
let_go(pid_t child)
{
	int status;

	if (ptrace(PTRACE_DETACH, child, NULL, NULL) != 0 || waitpid(child, &status, 0) != child)
		give_up("the child cannot be let go");
	return status;
}

static void
begin(pid_t child)
{
	int status;

	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		give_up("the child cannot be traced");
	if (ptrace(PTRACE_SETOPTIONS, child, NULL,
	    (void *)(intptr_t)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0)
		give_up("ptrace");
}

static struct user_regs_struct
registers(pid_t child)
{
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, child, NULL, &regs) != 0)
		give_up("ptrace");
	return regs;
}

static void
set_registers(pid_t child, struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_SETREGS, child, NULL, regs) != 0)
		give_up("ptrace");
}

/* ---- noting the calls ---- */

enum { FILES = 256 };

static void
read_path(pid_t child, unsigned long long at, char *path, size_t size)
{
	struct iovec here = { path, size - 1 }, there = { (void *)(uintptr_t)at, size - 1 };
	ssize_t got;

	/* A string near the end of a page: what follows may not be there. */
	got = process_vm_readv(child, &here, 1, &there, 1, 0);
	if (got <= 0) {
		here.iov_len = there.iov_len = (size_t)(4096 - at % 4096);
		if (here.iov_len > size - 1)
			here.iov_len = there.iov_len = size - 1;
		got = process_vm_readv(child, &here, 1, &there, 1, 0);
	}
	path[got > 0 ? got : 0] = '\0';
}

static bool
is_open(long number)
{
	return number == SYS_open || number == SYS_openat;
}

static void
note(struct calls *calls, pid_t child, const struct user_regs_struct *regs,
    char names[FILES][512])
{
	const struct watched *kind = watched_of((long)regs->orig_rax);
	const unsigned long long arguments[] = { regs->rdi, regs->rsi, regs->rdx, regs->r10 };
	struct call *call;

	if (calls->count == calls->capacity) {
		calls->capacity = calls->capacity * 2 + 256;
		calls->items = realloc(calls->items, calls->capacity * sizeof(*calls->items));
		if (calls->items == NULL)
			give_up("the list of calls");
	}
	call = &calls->items[calls->count++];
	*call = (struct call){ .number = (long)regs->orig_rax, .file = -1 };
	if (kind->path >= 0)
		read_path(child, arguments[kind->path], call->path, sizeof call->path);
	if (kind->path < 0 || call->path[0] == '\0') {
		call->file = (int)regs->rdi;
		if (call->file >= 0 && call->file < FILES)
			snprintf(call->path, sizeof call->path, "%s", names[call->file]);
	}
	if (!is_open(call->number))
		return;
	call->creates = (arguments[kind->path + 1] & O_CREAT) != 0;
	/* A nameless file is opened by the name of the folder that it is kept in. */
	if ((arguments[kind->path + 1] & O_TMPFILE) == O_TMPFILE)
		call->path[0] = '\0';
}

int
trace_record(pid_t child, struct calls *calls)
{
	static char names[FILES][512];
	bool entering = true;
	int status, deliver = 0;
	enum stop stop;

	memset(names, 0, sizeof names);
	snprintf(names[0], sizeof names[0], "standard input");
	snprintf(names[1], sizeof names[1], "standard output");
	snprintf(names[2], sizeof names[2], "standard error");
	calls->count = 0;
	begin(child);
	while ((stop = go_on(child, &deliver, &status)) != STOP_ENDED) {
		struct user_regs_struct regs;

		if (stop == STOP_NO_MORE)
			return let_go(child);
		if (stop != STOP_CALL)
			continue;
		regs = registers(child);
		if (watched_of((long)regs.orig_rax) != NULL && entering)
			note(calls, child, &regs, names);
		if (watched_of((long)regs.orig_rax) != NULL && !entering) {
			struct call *call = &calls->items[calls->count - 1];

			call->result = (long)regs.rax;
			if (is_open(call->number) && call->result >= 0 && call->result < FILES)
				snprintf(names[call->result], sizeof names[0], "%s", call->path);
		}
		entering = !entering;
	}
	return status;
}

/* ---- mishaps ---- */

static long
answer_of(enum mishap mishap)
{
	switch (mishap) {
	case MISHAP_IO:
	case MISHAP_GONE:
		return -EIO;
	case MISHAP_FULL:
	case MISHAP_STAYS_FULL:
		return -ENOSPC;
	case MISHAP_DENIED:
		return -EACCES;
	case MISHAP_MANY:
		return -EMFILE;
	case MISHAP_SIGNAL:
		return -EINTR;
	case MISHAP_NONE:
	case MISHAP_SHORT:
	case MISHAP_KILL:
	case MISHAP_COUNT:
		break;
	}
	return 0;
}

/* Whether a call after the first of a lasting mishap meets it too. */
static bool
meets(const struct user_regs_struct *regs, enum mishap mishap)
{
	const struct watched *kind = watched_of((long)regs->orig_rax);
	long number = (long)regs->orig_rax;

	if (kind == NULL || (kind->path < 0 && regs->rdi == 2) || number == SYS_close)
		return false;
	if (mishap == MISHAP_GONE)
		return true;
	if (is_open(number))
		return ((number == SYS_open ? regs->rsi : regs->rdx) & O_CREAT) != 0;
	return number == SYS_write || number == SYS_writev || number == SYS_mkdir ||
	    number == SYS_mkdirat;
}

/* The call is not made, and answers `answer`; one that closes is made all the same, as Linux closes
 * what it answers an error for. */
static void
spoil(pid_t child, struct user_regs_struct *regs, long answer, int *deliver, int *status)
{
	if (regs->orig_rax != SYS_close) {
		regs->orig_rax = (unsigned long long)-1;
		set_registers(child, regs);
	}
	if (go_on(child, deliver, status) != STOP_CALL)
		give_up("a call that does not end");
	*regs = registers(child);
	regs->rax = (unsigned long long)answer;
	set_registers(child, regs);
}

int
trace_with(pid_t child, const struct calls *calls, size_t at, enum mishap mishap)
{
	bool lasting = mishap == MISHAP_GONE || mishap == MISHAP_STAYS_FULL;
	bool entering = true, begun = false;
	int status, deliver = 0;
	size_t seen = 0;
	enum stop stop;

	begin(child);
	while ((stop = go_on(child, &deliver, &status)) != STOP_ENDED) {
		struct user_regs_struct regs;

		if (stop == STOP_NO_MORE)
			return let_go(child);
		if (stop != STOP_CALL)
			continue;
		if (!entering) {
			entering = true;
			continue;
		}
		entering = false;
		regs = registers(child);
		if (watched_of((long)regs.orig_rax) == NULL)
			continue;
		if (begun) {
			if (meets(&regs, mishap)) {
				spoil(child, &regs, answer_of(mishap), &deliver, &status);
				entering = true;
			}
			continue;
		}
		if (seen++ < at)
			continue;
		begun = true;
		if ((long)regs.orig_rax != calls->items[at].number) {
			fprintf(stderr, "faults: call %zu is %ld and not %ld as in the rehearsal\n",
			    at, (long)regs.orig_rax, calls->items[at].number);
			exit(2);
		}
		if (mishap == MISHAP_KILL) {
			if (kill(child, SIGKILL) != 0 || waitpid(child, &status, 0) != child)
				give_up("the child cannot be killed");
			return status;
		}
		if (mishap == MISHAP_SHORT || mishap == MISHAP_STAYS_FULL) {
			if (calls->items[at].result > 1)
				regs.rdx = (unsigned long long)calls->items[at].result / 2;
			set_registers(child, &regs);
		} else {
			spoil(child, &regs, answer_of(mishap), &deliver, &status);
			entering = true;
		}
		if (!lasting)
			return let_go(child);
	}
	return status;
}
