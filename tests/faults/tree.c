/* tree: see faults.h. */
#include "tests/faults/faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, BLOCK = 64 * 1024 };

void
give_up(const char *what)
{
	fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* FNV-1a, 64 bits. */
static uint64_t
mix(uint64_t digest, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < size; i++)
		digest = (digest ^ at[i]) * 1099511628211u;
	return digest;
}

static void
join(char *path, const char *folder, const char *name)
{
	if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES)
		give_up("a path is too long");
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static uint64_t
file_digest(const char *path, uint64_t digest)
{
	static char block[BLOCK];
	int file = open(path, O_RDONLY);
	ssize_t got;

	if (file < 0)
		give_up(path);
	while ((got = read(file, block, sizeof block)) > 0)
		digest = mix(digest, block, (size_t)got);
	close(file);
	return digest;
}

/* The sum over the entries, so that their order in the folder does not matter. */
uint64_t
tree_digest(const char *path)
{
	uint64_t sum = 14695981039346656037u;
	char inside[PATH_BYTES];
	struct dirent *entry;
	struct stat status;
	DIR *folder;

	if (lstat(path, &status) != 0)
		return 0;
	if (!S_ISDIR(status.st_mode))
		return file_digest(path, sum) | 1;
	folder = opendir(path);
	if (folder == NULL)
		give_up(path);
	while ((entry = readdir(folder)) != NULL) {
		uint64_t of;

		if (is_dots(entry->d_name))
			continue;
		join(inside, path, entry->d_name);
		of = tree_digest(inside);
		sum += mix(of, entry->d_name, strlen(entry->d_name));
	}
	closedir(folder);
	return sum | 1;
}

void
tree_remove(const char *path)
{
	char inside[PATH_BYTES];
	struct dirent *entry;
	struct stat status;
	DIR *folder;

	if (lstat(path, &status) != 0)
		return;
	if (!S_ISDIR(status.st_mode)) {
		unlink(path);
		return;
	}
	folder = opendir(path);
	if (folder == NULL)
		give_up(path);
	while ((entry = readdir(folder)) != NULL)
		if (!is_dots(entry->d_name)) {
			join(inside, path, entry->d_name);
			tree_remove(inside);
		}
	closedir(folder);
	if (rmdir(path) != 0)
		give_up(path);
}

static void
copy_file(const char *from, const char *to)
{
	static char block[BLOCK];
	int source = open(from, O_RDONLY), target = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	ssize_t got;

	if (source < 0 || target < 0)
		give_up(to);
	while ((got = read(source, block, sizeof block)) > 0)
		if (write(target, block, (size_t)got) != got)
			give_up(to);
	close(source);
	close(target);
}

void
tree_copy(const char *from, const char *to)
{
	char inside[PATH_BYTES], copied[PATH_BYTES];
	struct dirent *entry;
	struct stat status;
	DIR *folder;

	if (lstat(from, &status) != 0)
		give_up(from);
	if (!S_ISDIR(status.st_mode)) {
		copy_file(from, to);
		return;
	}
	folder = opendir(from);
	if (folder == NULL || mkdir(to, 0777) != 0)
		give_up(to);
	while ((entry = readdir(folder)) != NULL)
		if (!is_dots(entry->d_name)) {
			join(inside, from, entry->d_name);
			join(copied, to, entry->d_name);
			tree_copy(inside, copied);
		}
	closedir(folder);
}

const char *
tree_stranger(const char *path, const char *const *allowed, size_t count)
{
	static char found[PATH_BYTES];
	struct dirent *entry;
	DIR *folder = opendir(path);
	bool strange = false;

	if (folder == NULL)
		give_up(path);
	while (!strange && (entry = readdir(folder)) != NULL) {
		strange = !is_dots(entry->d_name);
		for (size_t i = 0; i < count; i++)
			strange = strange && strcmp(entry->d_name, allowed[i]) != 0;
		if (strange)
			snprintf(found, sizeof found, "%s", entry->d_name);
	}
	closedir(folder);
	return strange ? found : NULL;
}

char *
tree_read(const char *path)
{
	int file = open(path, O_RDONLY);
	size_t used = 0, capacity = BLOCK;
	char *bytes = malloc(capacity);
	ssize_t got;

	if (bytes == NULL)
		give_up(path);
	while (file >= 0 && (got = read(file, bytes + used, capacity - used - 1)) > 0) {
		used += (size_t)got;
		if (capacity - used > BLOCK / 2)
			continue;
		capacity *= 2;
		bytes = realloc(bytes, capacity);
		if (bytes == NULL)
			give_up(path);
	}
	if (file >= 0)
		close(file);
	bytes[used] = '\0';
	return bytes;
}
