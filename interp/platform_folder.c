/* platform_folder: looking through a folder, and knowing that another run is at work in one. See
 * platform.h. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1
#endif
#include "interp/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(_WIN32)
#include <windows.h>
#endif

#include "interp/platform_parts.h"
#include "lang/arena.h"

enum { PATH_MAX_BYTES = 4096 };

static bool
walk(const char *path, const char *inside, bool (*see)(void *context, const char *name),
    void *context)
{
	char below[PATH_MAX_BYTES], name[PATH_MAX_BYTES];
	struct dirent *entry;
	DIR *folder = opendir(path);
	bool going = true;

	if (folder == NULL)
		return platform_failed_with(errno);
	while (going && (entry = readdir(folder)) != NULL) {
		int path_length, name_length;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		path_length = snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
		name_length = snprintf(name, sizeof(name), "%s%s%s", inside,
		    *inside == '\0' ? "" : "/", entry->d_name);
		if (path_length < 0 || (size_t)path_length >= sizeof(below) || name_length < 0
		    || (size_t)name_length >= sizeof(name)) {
			going = platform_failed_with(ENAMETOOLONG);
			continue;
		}
		if (platform_is_folder(below) && !platform_is_link(below))
			going = walk(below, name, see, context);
		else
			going = see(context, name);
	}
	closedir(folder);
	return going;
}

bool
platform_walk(const char *folder, bool (*see)(void *context, const char *name), void *context)
{
	return walk(folder, "", see, context);
}

/* ---- locks: they end with the program, however it ends ---- */

struct platform_lock {
#if defined(_WIN32)
	HANDLE file;
#else
	int file;
#endif
};

struct platform_lock *
platform_lock(const char *path)
{
	struct platform_lock *lock = memory_grow(NULL, 1, sizeof(*lock));

#if defined(_WIN32)
	lock->file =
	    CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	if (lock->file != INVALID_HANDLE_VALUE)
		return lock;
	platform_failed_with(GetLastError() == ERROR_SHARING_VIOLATION ? EEXIST : EACCES);
#elif defined(__wasi__)
	/* One run at a time in a page: there is nobody to keep out. */
	(void)path;
	lock->file = -1;
	return lock;
#else
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	lock->file = open(path, O_RDWR | O_CREAT, 0666);
	if (lock->file >= 0 && fcntl(lock->file, F_SETLK, &whole) == 0)
		return lock;
	platform_failed_with(errno);
	if (lock->file >= 0)
		close(lock->file);
#endif
	memory_free(lock);
	return NULL;
}

void
platform_unlock(struct platform_lock *lock)
{
	if (lock == NULL)
		return;
#if defined(_WIN32)
	CloseHandle(lock->file);
#elif !defined(__wasi__)
	close(lock->file);
#endif
	memory_free(lock);
}
