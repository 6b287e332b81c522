/* platform_folder: folders and what is in them. See platform.h. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1
#define _FILE_OFFSET_BITS 64
#endif
#include "interp/platform.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(_WIN32)
#include <windows.h>
#endif

#include "interp/platform_parts.h"

enum { PATH_MAX_BYTES = 4096 };

static bool
failed(void)
{
	return platform_failed_with(errno);
}

bool
platform_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool
platform_is_plain_file(const char *path)
{
	return platform_kind_of(path) == KIND_FILE;
}

/* Only these say that nothing is there; of what cannot be asked, that is not known. */
static bool
says_absent(int error)
{
#if defined(ENOTCAPABLE)
	if (error == ENOTCAPABLE)	/* WASI: outside the folders that were opened */
		return true;
#endif
	return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG || error == EINVAL;
}

bool
platform_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 || !says_absent(errno);
}

bool
platform_is_link(const char *path)
{
	return platform_kind_of(path) == KIND_LINK;
}

static DIR *
open_folder(const char *path)
{
	DIR *folder;

	do {
		errno = 0;
		folder = opendir(path);
	} while (folder == NULL && errno == EINTR);
	return folder;
}

bool
platform_is_empty_folder(const char *path)
{
	DIR *folder = open_folder(path);
	bool unread = false, empty;
	int error;

	if (folder == NULL)
		return failed();
	empty = platform_next_entry(folder, &unread) == NULL && !unread;
	error = errno;
	closedir(folder);
	return empty || platform_failed_with(unread ? error : ENOTEMPTY);
}

bool
platform_make_folder(const char *path)
{
	int result;

#if defined(_WIN32)
	PLATFORM_AGAIN(result, mkdir(path));
#else
	PLATFORM_AGAIN(result, mkdir(path, 0777));
#endif
	return result == 0 || failed();
}

bool
platform_rename(const char *from, const char *to)
{
#if defined(_WIN32)
	/* rename() there does not replace a file; this does, in one step. */
	if (!MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING))
		return platform_failed_with(
		    GetLastError() == ERROR_ACCESS_DENIED ? EACCES : EIO);
	return true;
#else
	int result;

	PLATFORM_AGAIN(result, rename(from, to));
	return result == 0 || failed();
#endif
}

bool
platform_remove_file(const char *path)
{
	int result;

	PLATFORM_AGAIN(result, remove(path));
	return result == 0 || failed();
}

bool
platform_remove_empty_folder(const char *path)
{
	int result;

	PLATFORM_AGAIN(result, rmdir(path));
	return result == 0 || failed();
}

/* "folder/name" in PATH_MAX_BYTES bytes; false when it does not fit. */
static bool
join(char *path, const char *folder, const char *name)
{
	int length = snprintf(path, PATH_MAX_BYTES, "%s/%s", folder, name);

	return (length >= 0 && length < PATH_MAX_BYTES) || platform_failed_with(ENAMETOOLONG);
}

/* The name last, when it is there: by it the next run tells whose the rest is. */
static bool
remove_last(const char *folder, const char *name)
{
	char inside[PATH_MAX_BYTES];

	if (!join(inside, folder, name) || platform_kind_of(inside) == KIND_NONE)
		return true;
	return platform_remove_file(inside);
}

static bool
remove_inside(const char *path)
{
	char inside[PATH_MAX_BYTES];
	struct dirent *entry;
	bool done = true, unread = false;
	DIR *folder = open_folder(path);

	if (folder == NULL)
		return failed();
	while ((entry = platform_next_entry(folder, &unread)) != NULL)
		if (strcmp(entry->d_name, PLATFORM_LAST) != 0)
			done = join(inside, path, entry->d_name) && platform_remove_tree(inside) &&
			    done;
	if (unread)
		done = failed();
	closedir(folder);
	return done;
}

bool
platform_remove_tree(const char *path)
{
	enum platform_kind kind = platform_kind_of(path);

	if (kind == KIND_UNKNOWN)
		return failed();
	if (kind != KIND_FOLDER)
		return platform_remove_file(path);
	/* What tells whose it is goes only when nothing else is left. */
	return remove_inside(path) && remove_last(path, PLATFORM_LAST) &&
	    platform_remove_empty_folder(path);
}

static bool
walk(const char *path, const char *inside, bool (*see)(void *context, const char *name),
    void *context)
{
	char below[PATH_MAX_BYTES], name[PATH_MAX_BYTES];
	struct dirent *entry;
	DIR *folder = open_folder(path);
	bool going = true, unread = false;

	if (folder == NULL)
		return failed();
	while (going && (entry = platform_next_entry(folder, &unread)) != NULL) {
		int length = snprintf(name, sizeof(name), "%s%s%s", inside,
		    *inside == '\0' ? "" : "/", entry->d_name);
		enum platform_kind kind;

		if (length < 0 || (size_t)length >= sizeof(name)) {
			going = platform_failed_with(ENAMETOOLONG);
			continue;
		}
		if (!join(below, path, entry->d_name)) {
			going = false;
			continue;
		}
		kind = platform_kind_of(below);
		if (kind == KIND_UNKNOWN)
			going = failed();
		else if (kind == KIND_FOLDER)
			going = walk(below, name, see, context);
		else
			going = see(context, name);
	}
	if (unread)
		going = failed();
	closedir(folder);
	return going;
}

bool
platform_walk(const char *folder, bool (*see)(void *context, const char *name), void *context)
{
	return walk(folder, "", see, context);
}
