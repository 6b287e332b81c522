/* platform_parts: what the files of platform share, and nobody else. A call that a signal cuts off,
 * or that does part of what was asked, is carried on here. */
#ifndef INTERP_PLATFORM_PARTS_H
#define INTERP_PLATFORM_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct dirent;

/* Keeps `error`, a number of <errno.h>, for platform_reason(); always answers false. */
bool platform_failed_with(int error);

/* Repeats `call`, which answers 0 when it is done, while a signal cuts it off. */
#define PLATFORM_AGAIN(result, call) \
	do { \
		(result) = (call); \
	} while ((result) != 0 && errno == EINTR)

/* Without a buffer of its own; NULL with errno. */
FILE *platform_stream_open(const char *path, const char *mode);
/* A nameless one, gone when it is closed. */
FILE *platform_stream_nameless(void);
/* How many bytes came before the end; fewer than `size` with *error 0 there, else the reason. */
size_t platform_stream_read(FILE *stream, void *bytes, size_t size, int *error);
/* False with errno. The stream has no buffer, so what is not written is known. */
bool platform_stream_write(FILE *stream, const void *bytes, size_t size);
/* False with errno; it is closed all the same. */
bool platform_stream_close(FILE *stream);

/* When the program ends in the middle of an answer that goes into a file at once, it is cut off. */
void platform_take_back_at_exit(void);

/* The next name in a folder but "." and ".."; NULL at the end, or with *failed when it cannot be
 * read. `folder` is a DIR. */
struct dirent *platform_next_entry(void *folder, bool *failed);

/* What `path` is, links not followed. KIND_OTHER: there, and none of these: a pipe, a socket, a
 * device. KIND_UNKNOWN with errno: nobody can tell. */
enum platform_kind { KIND_NONE, KIND_FILE, KIND_LINK, KIND_FOLDER, KIND_OTHER, KIND_UNKNOWN };
enum platform_kind platform_kind_of(const char *path);

#endif
