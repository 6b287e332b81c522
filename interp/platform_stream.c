/* platform_stream: see platform_parts.h. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1	/* lstat */
#define _FILE_OFFSET_BITS 64
#endif
#include "interp/platform.h"
#include "interp/platform_parts.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#if defined(_WIN32)
#include <windows.h>
#endif

FILE *
platform_stream_open(const char *path, const char *mode)
{
	FILE *stream;

	do {
		errno = 0;
		stream = fopen(path, mode);
	} while (stream == NULL && errno == EINTR && !platform_interrupted());
	if (stream != NULL)
		setvbuf(stream, NULL, _IONBF, 0);
	return stream;
}

FILE *
platform_stream_nameless(void)
{
#if defined(__wasi__)
	errno = EROFS;
	return NULL;
#else
	FILE *stream;

	do {
		errno = 0;
		stream = tmpfile();
	} while (stream == NULL && errno == EINTR);
	if (stream != NULL)
		setvbuf(stream, NULL, _IONBF, 0);
	return stream;
#endif
}

size_t
platform_stream_read(FILE *stream, void *bytes, size_t size, int *error)
{
	size_t got = 0;

	*error = 0;
	while (got < size) {
		size_t more;

		errno = 0;
		more = fread((char *)bytes + got, 1, size - got, stream);
		got += more;
		if (got == size)
			break;
		if (!ferror(stream))
			break;			/* the end */
		if (errno != EINTR) {
			*error = errno != 0 ? errno : EIO;
			break;
		}
		clearerr(stream);
	}
	return got;
}

bool
platform_stream_write(FILE *stream, const void *bytes, size_t size)
{
	size_t done = 0;

	while (done < size) {
		errno = 0;
		done += fwrite((const char *)bytes + done, 1, size - done, stream);
		if (done == size)
			break;
		if (errno != EINTR) {
			errno = errno != 0 ? errno : EIO;
			return false;
		}
		clearerr(stream);
	}
	return true;
}

bool
platform_stream_close(FILE *stream)
{
	errno = 0;
	/* Cut off by a signal it is closed too, and all had been written before. */
	return fclose(stream) == 0 || errno == EINTR;
}

struct dirent *
platform_next_entry(void *folder, bool *failed)
{
	struct dirent *entry;

	do {
		errno = 0;
		entry = readdir(folder);
	} while ((entry == NULL && errno == EINTR) || (entry != NULL &&
	    (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)));
	if (entry == NULL && errno != 0)
		*failed = true;
	return entry;
}

enum platform_kind
platform_kind_of(const char *path)
{
#if defined(_WIN32)
	DWORD attributes = GetFileAttributesA(path);

	if (attributes == INVALID_FILE_ATTRIBUTES) {
		DWORD error = GetLastError();

		if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND)
			return KIND_NONE;
		errno = error == ERROR_ACCESS_DENIED ? EACCES : EIO;
		return KIND_UNKNOWN;
	}
	if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
		return KIND_LINK;
	if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
		return KIND_FOLDER;
	return (attributes & FILE_ATTRIBUTE_DEVICE) != 0 ? KIND_OTHER : KIND_FILE;
#else
	struct stat status;

	if (lstat(path, &status) != 0)
		return errno == ENOENT || errno == ENOTDIR ? KIND_NONE : KIND_UNKNOWN;
	if (S_ISLNK(status.st_mode))
		return KIND_LINK;
	if (S_ISDIR(status.st_mode))
		return KIND_FOLDER;
	return S_ISREG(status.st_mode) ? KIND_FILE : KIND_OTHER;
#endif
}
