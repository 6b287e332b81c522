/* platform: see platform.h. Everything goes through the C library's streams, which all three
 * systems have; what differs stands in the few functions between #ifdefs. Writers are in
 * platform_write.c, terminal and clock in platform_terminal.c. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1	/* lstat */
#define _FILE_OFFSET_BITS 64
#endif
#include "interp/platform.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#if !defined(__wasi__)
#include <signal.h>
#endif
#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#endif

#include "interp/platform_parts.h"
#include "lang/arena.h"

struct platform_file {
	FILE *stream;
	bool is_stdin, writing;
	int64_t size;		/* when it was opened; of a spool, so far; -1: a pipe */
	int error;		/* that came behind what was read last: for the next call */
};

/* The only state that outlives a call: the flag a signal handler sets, and the reason of the last
 * failure in this thread. */
#if !defined(__wasi__)
static volatile sig_atomic_t interrupted;
#endif
static _Thread_local int last_error;
enum { NO_PLAIN_FILE = -1 };		/* beside the numbers of errno */

#if !defined(__wasi__)
static void
on_interrupt(int signal_number)
{
	interrupted = 1;
	/* Who presses a second time wants it to end at once. */
	signal(signal_number, SIG_DFL);
}
#endif

void
platform_start(void)
{
#if defined(_WIN32)
	_setmode(0, _O_BINARY);
	_setmode(1, _O_BINARY);
	_setmode(2, _O_BINARY);
	SetConsoleOutputCP(CP_UTF8);
#endif
	/* What is written there is buffered before; a second buffer would lose what a signal cuts
	 * off. */
	setvbuf(stdout, NULL, _IONBF, 0);
	platform_take_back_at_exit();
#if !defined(__wasi__)
	signal(SIGINT, on_interrupt);
	signal(SIGTERM, on_interrupt);
#endif
#if defined(SIGPIPE)
	signal(SIGPIPE, SIG_IGN);
#endif
}

bool
platform_interrupted(void)
{
#if defined(__wasi__)
	return false;
#else
	return interrupted != 0;
#endif
}

const char *
platform_reason(void)
{
	switch (last_error) {
	case ENOENT: return "there is no such file or folder";
	case EACCES:
	case EPERM: return "permission denied";
	case EISDIR: return "it is a folder";
	case ENOTDIR: return "a part of the path is not a folder";
	case ENOSPC: return "the disk is full";
	case EROFS: return "the disk or folder is read-only";
	case EEXIST: return "it is there already";
	case EPIPE: return "the program it was written to has closed";
	case ESPIPE: return "it cannot be read twice";
	case ENOTEMPTY: return "the folder is not empty";
	case ELOOP: return "its links lead round in a circle";
	case EMFILE:
	case ENFILE: return "too many files are open";
	case ENAMETOOLONG: return "the name is too long";
	case EFBIG: return "the file would become too large";
	case NO_PLAIN_FILE: return "it is a pipe or a device, not a plain file";
	case EIO: return "the disk or network gave an error";
	case ENOMEM: return "the machine has no memory left for it";
	case EBUSY: return "it is in use by another program";
	case ENOLCK: return "files cannot be locked there";
#if defined(EDQUOT)
	case EDQUOT: return "your share of the disk is full";
#endif
#if defined(ESTALE)
	case ESTALE: return "it has changed on another machine";
#endif
	default: return last_error == 0 ? "unknown reason" : strerror(last_error);
	}
}

bool
platform_reader_left(void)
{
	return last_error == EPIPE;
}

bool
platform_is_trouble(void)
{
	switch (last_error) {
	case 0:
	case NO_PLAIN_FILE:
	case ENOENT:
	case ENOTDIR:
	case EISDIR:
	case ENAMETOOLONG:
	case EINVAL:
	case ELOOP:
		return false;
	default:
		return true;
	}
}

bool
platform_is_held(void)
{
	return last_error == EBUSY;
}

bool
platform_failed_with(int error)
{
	last_error = error;
	return false;
}

static bool
failed(void)
{
	return platform_failed_with(errno);
}

/* ---- reading ---- */

/* What is read whole must end, and opening a pipe nobody writes to would wait for ever. */
static bool
is_plain(const char *path)
{
	struct stat status;

	if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || S_ISREG(status.st_mode) ||
	    S_ISDIR(status.st_mode))
		return true;			/* or what is wrong is said when it is opened */
	return platform_failed_with(NO_PLAIN_FILE);
}

int64_t
platform_size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

struct platform_file *
platform_open(const char *path)
{
	struct platform_file *file;
	struct stat status;
	int64_t size = -1;
	FILE *stream;

	if (strcmp(path, "-") == 0) {
		stream = stdin;
	} else {
		if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
			last_error = EISDIR;
			return NULL;
		}
		stream = platform_stream_open(path, "rb");
		if (stream == NULL) {
			failed();
			return NULL;
		}
		/* Where even that fails nothing good will be read. */
		if (fstat(fileno(stream), &status) != 0) {
			failed();
			platform_stream_close(stream);
			return NULL;
		}
		if (S_ISREG(status.st_mode))
			size = (int64_t)status.st_size;
	}
	file = memory_grow(NULL, 1, sizeof(*file));
	*file = (struct platform_file){ .stream = stream, .is_stdin = stream == stdin,
		.size = size };
	return file;
}

long
platform_read(struct platform_file *file, void *bytes, size_t size)
{
	size_t got = 0;

	if (file->writing && !platform_rewind(file))
		return -1;
	if (file->error == 0)
		got = platform_stream_read(file->stream, bytes, size, &file->error);
	if (got == 0 && file->error != 0) {
		platform_failed_with(file->error);
		return -1;
	}
	return (long)got;
}

bool
platform_seek(struct platform_file *file, uint64_t offset)
{
	if (file->is_stdin)
		return platform_failed_with(ESPIPE);
	file->writing = false;
	file->error = 0;
	clearerr(file->stream);
#if defined(_WIN32)
	if (_fseeki64(file->stream, (long long)offset, SEEK_SET) != 0)
		return failed();
#else
	if (fseeko(file->stream, (off_t)offset, SEEK_SET) != 0)
		return failed();
#endif
	return true;
}

bool
platform_rewind(struct platform_file *file)
{
	return platform_seek(file, 0);
}

int64_t
platform_size(struct platform_file *file)
{
	return file->size;
}

void
platform_close(struct platform_file *file)
{
	if (file == NULL)
		return;
	if (!file->is_stdin)
		platform_stream_close(file->stream);
	free(file);
}

char *
platform_slurp(const char *path, size_t limit, size_t *length, bool *too_long)
{
	struct platform_file *file = is_plain(path) ? platform_open(path) : NULL;
	size_t capacity = 64 * 1024, used = 0;
	char *bytes;
	long got;

	*too_long = false;
	if (file == NULL)
		return NULL;
	bytes = memory_grow(NULL, capacity, 1);
	while ((got = platform_read(file, bytes + used, capacity - used - 1)) > 0) {
		used += (size_t)got;
		if (used > limit)
			break;
		if (capacity - used - 1 == 0) {
			capacity *= 2;
			bytes = memory_grow(bytes, capacity, 1);
		}
	}
	platform_close(file);
	*too_long = used > limit;
	if (got < 0 || *too_long) {
		free(bytes);
		return NULL;
	}
	bytes[used] = '\0';
	*length = used;
	return bytes;
}

void
platform_slurp_free(char *bytes)
{
	free(bytes);
}

struct platform_file *
platform_spool(void)
{
	struct platform_file *file;
	FILE *stream = platform_stream_nameless();

	if (stream == NULL) {
		failed();
		return NULL;
	}
	file = memory_grow(NULL, 1, sizeof(*file));
	*file = (struct platform_file){ .stream = stream, .writing = true };
	return file;
}

bool
platform_spool_write(struct platform_file *file, const void *bytes, size_t size)
{
	file->size += (int64_t)size;
	return platform_stream_write(file->stream, bytes, size) || failed();
}

const char *
platform_base(const char *path)
{
	const char *base = path;

	for (; *path != '\0'; path++)
		if (platform_is_separator(*path))
			base = path + 1;
	return base;
}

bool
platform_is_separator(char byte)
{
#if defined(_WIN32)
	return byte == '/' || byte == '\\';
#else
	return byte == '/';
#endif
}
