/*
 * platform: the one place that knows which system this is (POSIX, Windows, WebAssembly with WASI).
 *
 * Files are always binary. Names are UTF-8. Errors are answered with a reason in words
 * (platform_reason), never printed. Output is staged: everything is written under a name of its own
 * beside the target and put in place with one rename at the end, so a crash, a full disk or Ctrl-C
 * leaves either the old output or none.
 */
#ifndef INTERP_PLATFORM_H
#define INTERP_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* To be called first in main(): binary standard streams, no locale, SIGPIPE ignored, Ctrl-C turned
 * into a flag. */
void platform_start(void);

/* True once Ctrl-C was pressed; long loops ask between batches. */
bool platform_interrupted(void);

/* Why the last call here failed, in words: "no such file or folder", "the disk is full". Valid
 * until the next call. */
const char *platform_reason(void);
/* True when the last call here failed because the program that reads the pipe has ended: `writ run
 * ... | head`. */
bool platform_reader_left(void);

/* True when the last call here failed for a reason that lies in the disk, the network, the machine
 * or a permission, and not in what the path names. */
bool platform_is_trouble(void);

/* ---- reading ---- */
struct platform_file;

struct platform_file *platform_open(const char *path);	/* NULL on failure; "-": standard input */
/* At most `size` bytes; 0 at the end; -1 on failure. */
long platform_read(struct platform_file *file, void *bytes, size_t size);
bool platform_rewind(struct platform_file *file);		/* false for standard input */
bool platform_seek(struct platform_file *file, uint64_t offset);
int64_t platform_size_of(const char *path);	/* -1 for all but plain files; opens nothing */
int64_t platform_size(struct platform_file *file);		/* -1 when not known (a pipe) */
void platform_close(struct platform_file *file);

/* A whole plain file (no pipe, no device; "-" may be anything), at most `limit` bytes, malloc'ed;
 * NULL on failure (then *too_long says whether it was the limit). */
char *platform_slurp(const char *path, size_t limit, size_t *length, bool *too_long);

/* A nameless file to spool standard input to, written and then read again. */
struct platform_file *platform_spool(void);
bool platform_spool_write(struct platform_file *file, const void *bytes, size_t size);

/* Gives back what platform_slurp() made. */
void platform_slurp_free(char *bytes);

/* The last part of a path: what a record may name, since the folders above it differ from machine
 * to machine. */
const char *platform_base(const char *path);

bool platform_is_folder(const char *path);
/* Also where it cannot be asked: whoever then opens it is told why. */
bool platform_exists(const char *path);
/* For certain: no link, no pipe, no device. */
bool platform_is_plain_file(const char *path);
bool platform_is_link(const char *path);	/* a symbolic link or the like, not followed */
bool platform_is_empty_folder(const char *path);
bool platform_is_separator(char byte);		/* of folders: `/`, on Windows also a backslash */

/* ---- writing ---- */
struct platform_writer;

/* Creates or truncates; NULL on failure. Buffered.
 *
 * "-" is standard output: what is written there waits aside (in memory, then in a nameless file)
 * and goes out whole at platform_finish(), so a reader of the pipe never sees half an answer. Where
 * standard output is a file that we write at the end of, it goes there at once and is cut off again
 * if the run fails. */
struct platform_writer *platform_create(const char *path);
/* The same without a name: nothing appears anywhere. What was written waits in memory, then in a
 * nameless file, and is told by platform_retell(); platform_abandon() ends it. */
struct platform_writer *platform_create_nameless(void);
/* Hands over all that was written so far, block by block, until `take` answers false. False when it
 * cannot be read back. */
bool platform_retell(struct platform_writer *writer,
    bool (*take)(void *context, const char *bytes, size_t size), void *context);
/* A writer gathers small pieces up to so many bytes; what is longer goes to the system in one. */
enum { PLATFORM_WRITE_KEEPS = 256 * 1024 };
/* After a failure every further write is ignored and the failure kept: ask once, at
 * platform_finish(). */
void platform_write(struct platform_writer *writer, const void *bytes, size_t size);
bool platform_write_failed(const struct platform_writer *writer);
/* Bytes written since platform_create(). */
uint64_t platform_written(const struct platform_writer *writer);
/* Back to the first `length` bytes, at most those written, to start over from there. */
bool platform_cut(struct platform_writer *writer, uint64_t length);
/* Flushes, closes; false when anything since the start failed. */
bool platform_finish(struct platform_writer *writer);
/* Closes and throws away what was written (a file stays, empty); NULL is allowed. */
void platform_abandon(struct platform_writer *writer);

bool platform_make_folder(const char *path);
bool platform_rename(const char *from, const char *to);
bool platform_remove_file(const char *path);
/* Succeeds only for a folder with nothing in it. */
bool platform_remove_empty_folder(const char *path);
/* A folder that this program made, with everything in it; a file of this name last, so that a
 * removal that is cut off leaves what tells whose the rest is. Never follows links. */
#define PLATFORM_LAST ".lock"
bool platform_remove_tree(const char *path);

/* Every file below a folder, by its name relative to it ("decisions/case.csv"), in no order that
 * may show; links are files. Stops when `see` answers false; false then, or when a folder cannot be
 * read. */
bool platform_walk(const char *folder, bool (*see)(void *context, const char *name), void *context);

/* A file that only one running program can hold; let go of when the program ends, however it ends.
 * NULL when it cannot be made, or another holds it: platform_is_held(). */
struct platform_lock;
struct platform_lock *platform_lock(const char *path);
bool platform_is_held(void);			/* why the last platform_lock() failed */
void platform_unlock(struct platform_lock *lock);	/* NULL is allowed */

/* ---- terminal ---- */
/* To standard error, whole. */
void platform_say(const char *text);
bool platform_is_terminal(int stream);		/* 0, 1, 2 */
/* columns of standard output; 80 when unknown, 120 when it is no terminal */
int platform_terminal_width(void);
const char *platform_environment(const char *name);	/* NO_COLOR and TERM only */
int64_t platform_milliseconds(void);		/* for the progress bar only; never for results */
/* One line on standard error that overwrites itself: "cases.csv  43 %  4 300 000 rows"; `size` 0
 * when not known. */
void platform_progress(const char *name, uint64_t bytes, uint64_t size, uint64_t rows);
void platform_progress_clear(void);
/* The local date as days since 1970-01-01: the default of run_date, which the run then records. */
int64_t platform_today(void);

#endif
