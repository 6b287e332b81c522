/* platform_lock: knowing that another run is at work in a folder. See platform.h. */
#include "interp/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(_WIN32)
#include <windows.h>
#endif

#include "interp/platform_parts.h"

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
	struct platform_lock *lock = malloc(sizeof(*lock));

	if (lock == NULL) {
		platform_failed_with(ENOMEM);
		return NULL;
	}
#if defined(_WIN32)
	lock->file =
	    CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	if (lock->file != INVALID_HANDLE_VALUE)
		return lock;
	platform_failed_with(GetLastError() == ERROR_SHARING_VIOLATION ? EBUSY : EACCES);
#elif defined(__wasi__)
	/* One run at a time in a page: there is nobody to keep out. */
	(void)path;
	lock->file = -1;
	return lock;
#else
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	do {
		lock->file = open(path, O_RDWR | O_CREAT, 0666);
	} while (lock->file < 0 && errno == EINTR);
	if (lock->file < 0) {
		platform_failed_with(errno);
	} else {
		int result;

		PLATFORM_AGAIN(result, fcntl(lock->file, F_SETLK, &whole));
		if (result == 0)
			return lock;
		platform_failed_with(errno == EACCES || errno == EAGAIN ? EBUSY : errno);
		close(lock->file);
	}
#endif
	free(lock);
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
	free(lock);
}
