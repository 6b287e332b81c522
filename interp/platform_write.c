/* platform_write: the writers of platform.h. Files are written through without a second buffer, so
 * that a cut never meets bytes still on their way. */
#if !defined(_WIN32)
#define _FILE_OFFSET_BITS 64
#endif
#include "interp/platform.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <unistd.h>

#if defined(_WIN32)
#include <io.h>
#endif

#include "interp/platform_parts.h"
#include "lang/arena.h"

enum { WRITE_BUFFER = PLATFORM_WRITE_KEEPS };

enum writer_way {
	WAY_FILE,		/* a file of its own, or standard output when that is a file */
	WAY_NAMELESS,		/* kept aside, for the program itself */
	WAY_ASIDE		/* standard output, a pipe or terminal: kept aside until the end */
};

struct platform_writer {
	/* WAY_ASIDE, WAY_NAMELESS: the nameless file, NULL while all fits in `bytes` */
	FILE *stream;
	enum writer_way way;
	bool is_stdout, failed;
	int reason;
	int64_t base;		/* where our part of the file begins */
	uint64_t flushed;	/* bytes behind `base` */
	size_t used;
	char bytes[WRITE_BUFFER];
};

static bool
seek_to(FILE *stream, int64_t offset)
{
#if defined(_WIN32)
	return _fseeki64(stream, offset, SEEK_SET) == 0;
#else
	return fseeko(stream, (off_t)offset, SEEK_SET) == 0;
#endif
}

static bool
cut_stream(FILE *stream, int64_t length)
{
#if defined(_WIN32)
	return _chsize_s(_fileno(stream), length) == 0;
#else
	int result;

	PLATFORM_AGAIN(result, ftruncate(fileno(stream), (off_t)length));
	return result == 0;
#endif
}

/* Standard output can be cut back when it is a file and we write at its end. Anywhere else (a file
 * opened to append to says 0 before its first write) a cut would take what others wrote. */
static bool
stdout_is_file(int64_t *base)
{
	struct stat status;

	if (fstat(1, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
#if defined(_WIN32)
	*base = _lseeki64(1, 0, SEEK_CUR);
#else
	*base = (int64_t)lseek(1, 0, SEEK_CUR);
#endif
	return *base >= 0 && *base == (int64_t)status.st_size;
}

/* The writer whose bytes are on their way into a file that is standard output: what a run that ends
 * for want of memory has written there is cut off again. */
static struct platform_writer *unfinished;

static struct platform_writer *
make_writer(FILE *stream, enum writer_way way, bool is_stdout, int64_t base)
{
	struct platform_writer *writer = memory_grow(NULL, 1, sizeof(*writer));

	writer->stream = stream;
	writer->way = way;
	writer->is_stdout = is_stdout;
	writer->failed = false;
	writer->reason = 0;
	writer->base = base;
	writer->flushed = 0;
	writer->used = 0;
	return writer;
}

struct platform_writer *
platform_create_nameless(void)
{
	return make_writer(NULL, WAY_NAMELESS, false, 0);
}

struct platform_writer *
platform_create(const char *path)
{
	bool is_stdout = strcmp(path, "-") == 0;
	enum writer_way way = WAY_FILE;
	FILE *stream = NULL;
	int64_t base = 0;

	struct platform_writer *writer;

	if (is_stdout && stdout_is_file(&base))
		stream = stdout;
	else if (is_stdout)
		way = WAY_ASIDE;
	/* Made first: a run that ends for want of memory leaves no file behind. */
	writer = make_writer(stream, way, is_stdout, base);
	if (!is_stdout)
		writer->stream = platform_stream_open(path, "wb+");
	if (writer->stream == NULL && way == WAY_FILE) {
		platform_failed_with(errno);
		free(writer);
		return NULL;
	}
	if (is_stdout && way == WAY_FILE)
		unfinished = writer;
	return writer;
}

static void
writer_fail(struct platform_writer *writer, int reason)
{
	if (writer->failed)
		return;
	writer->failed = true;
	writer->reason = reason != 0 ? reason : EIO;
}

/* Where output waits that has no name yet. A page in a browser has no such files, and no runs that
 * long: there what is for a pipe goes out at once. */
static FILE *
nameless_file(enum writer_way way)
{
#if defined(__wasi__)
	if (way == WAY_ASIDE)
		return stdout;
#else
	(void)way;
#endif
	return platform_stream_nameless();
}

static void
write_through(struct platform_writer *writer, const void *bytes, size_t size)
{
	if (writer->failed || size == 0)
		return;
	errno = 0;
	if (writer->stream == NULL)
		writer->stream = nameless_file(writer->way);
	if (writer->stream == NULL || !platform_stream_write(writer->stream, bytes, size))
		writer_fail(writer, errno);
	else
		writer->flushed += size;
}

void
platform_write(struct platform_writer *writer, const void *bytes, size_t size)
{
	if (size == 0)
		return;
	if (size > WRITE_BUFFER - writer->used) {
		write_through(writer, writer->bytes, writer->used);
		writer->used = 0;
	}
	if (size > WRITE_BUFFER) {
		write_through(writer, bytes, size);
		return;
	}
	memcpy(writer->bytes + writer->used, bytes, size);
	writer->used += size;
}

bool
platform_write_failed(const struct platform_writer *writer)
{
	if (writer->failed)
		platform_failed_with(writer->reason);
	return writer->failed;
}

uint64_t
platform_written(const struct platform_writer *writer)
{
	return writer->flushed + writer->used;
}

bool
platform_cut(struct platform_writer *writer, uint64_t length)
{
	assert(length <= platform_written(writer));
	if (writer->failed)
		return platform_failed_with(writer->reason);
	if (length >= writer->flushed) {
		writer->used = (size_t)(length - writer->flushed);
		return true;
	}
	writer->used = 0;
	writer->flushed = length;
	if (!cut_stream(writer->stream, writer->base + (int64_t)length)
	    || !seek_to(writer->stream, writer->base + (int64_t)length)) {
		writer_fail(writer, errno);
		return platform_failed_with(writer->reason);
	}
	return true;
}

/* What we wrote to a file is cut off, and whoever writes there next goes on where we began. Should
 * even that fail there is nothing left to try: the failure that led here is the one to report. */
static void
take_back(struct platform_writer *writer)
{
	if (cut_stream(writer->stream, writer->base))
		seek_to(writer->stream, writer->base);
}

static void
take_back_unfinished(void)
{
	if (unfinished != NULL)
		take_back(unfinished);
	unfinished = NULL;
}

void
platform_take_back_at_exit(void)
{
	atexit(take_back_unfinished);
}

/* From the nameless file to standard output. */
static void
send_aside(struct platform_writer *writer)
{
	size_t got = WRITE_BUFFER;
	int error = 0;

	if (writer->stream == NULL || writer->stream == stdout) {
		if (!platform_stream_write(stdout, writer->bytes, writer->used))
			writer_fail(writer, errno);
		return;
	}
	write_through(writer, writer->bytes, writer->used);
	if (!writer->failed && !seek_to(writer->stream, 0))
		writer_fail(writer, errno);
	while (!writer->failed && got == WRITE_BUFFER) {
		got = platform_stream_read(writer->stream, writer->bytes, WRITE_BUFFER, &error);
		if (error != 0 || !platform_stream_write(stdout, writer->bytes, got))
			writer_fail(writer, error != 0 ? error : errno);
	}
}

/* The bytes that are still in `bytes` come last; the file is put back to its end. */
bool
platform_retell(struct platform_writer *writer,
    bool (*take)(void *context, const char *bytes, size_t size), void *context)
{
	char *block = memory_grow(NULL, WRITE_BUFFER, 1);
	uint64_t left = writer->flushed;
	bool more = true;

	errno = 0;
	if (left > 0 && !seek_to(writer->stream, writer->base))
		writer_fail(writer, errno);
	while (!writer->failed && more && left > 0) {
		size_t want = left < WRITE_BUFFER ? (size_t)left : WRITE_BUFFER;
		int error;

		if (platform_stream_read(writer->stream, block, want, &error) < want)
			writer_fail(writer, error);
		else
			more = take(context, block, want);
		left -= want;
	}
	if (!writer->failed && more && writer->used > 0)
		take(context, writer->bytes, writer->used);
	if (!writer->failed && writer->flushed > 0 &&
	    !seek_to(writer->stream, writer->base + (int64_t)writer->flushed))
		writer_fail(writer, errno);
	memory_free(block);
	return writer->failed ? platform_failed_with(writer->reason) : true;
}

static void
writer_close(struct platform_writer *writer)
{
	if (unfinished == writer)
		unfinished = NULL;
	if (writer->stream != NULL && writer->stream != stdout &&
	    !platform_stream_close(writer->stream))
		writer_fail(writer, errno);
}

bool
platform_finish(struct platform_writer *writer)
{
	bool done;

	errno = 0;
	if (writer->way == WAY_ASIDE)
		send_aside(writer);
	else
		write_through(writer, writer->bytes, writer->used);
	if (writer->failed && writer->way == WAY_FILE && writer->is_stdout)
		take_back(writer);
	writer_close(writer);
	done = !writer->failed;
	if (!done)
		platform_failed_with(writer->reason);
	free(writer);
	return done;
}

void
platform_abandon(struct platform_writer *writer)
{
	if (writer == NULL)
		return;
	if (writer->way == WAY_FILE)
		take_back(writer);
	writer->used = 0;
	writer_close(writer);
	free(writer);
}
