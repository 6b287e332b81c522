/* stage: see stage.h. */
#include "interp/stage.h"

#include <string.h>

#include "interp/fold_keys.h"
#include "interp/platform.h"
#include "interp/sha256.h"

enum { RECORD_MAX_BYTES = 64 * 1024 * 1024 };

static const char new_folder[] = "name a folder that does not exist yet";

static bool
cannot(const struct stage *stage, struct fault *fault, const char *what)
{
	return fault_set(fault, EXIT_USAGE, "--out %s: %s: %s", stage->target, what,
	    platform_reason());
}

/* Whether `text` occurs in `bytes`, which may hold anything. */
static bool
holds(const char *bytes, size_t length, const char *text)
{
	size_t size = strlen(text);

	for (size_t i = 0; i + size <= length; i++)
		if (memcmp(bytes + i, text, size) == 0)
			return true;
	return false;
}

/* A look through an earlier output for something that it did not write. */
struct look {
	const struct stage *stage;
	struct keys names;		/* that the record has, as they stand there */
	const char *foreign;		/* the first found */
};

static bool
is_recorded(void *context, const char *name)
{
	struct look *look = context;
	bool fresh = false;

	if (strcmp(name, "run.json") != 0)
		keys_number(&look->names, name, strlen(name), &fresh);
	if (!fresh)
		return true;
	look->foreign = arena_copy(look->stage->arena, name, strlen(name));
	return false;
}

static void
take_names(struct look *look, const char *record, size_t length)
{
	static const char before[] = "\"name\": \"";
	const char *end = record + length;
	bool fresh;

	for (const char *at = record; (size_t)(end - at) >= sizeof before; at++) {
		const char *close;

		at = memchr(at, '"', (size_t)(end - at));
		if (at == NULL || (size_t)(end - at) < sizeof before)
			return;
		if (memcmp(at, before, sizeof before - 1) != 0)
			continue;
		at += sizeof before - 1;
		close = memchr(at, '"', (size_t)(end - at));
		if (close == NULL)
			return;
		keys_number(&look->names, at, (size_t)(close - at), &fresh);
		at = close;
	}
}

/* A folder with a record of ours, and nothing that the record does not name. `foreign` is set to
 * the first such file; `unread` to why nobody can tell, when that is so. */
static bool
is_ours(const struct stage *stage, const char *folder, const char **foreign, const char **unread)
{
	struct look look = { .stage = stage, .names = KEYS_INIT };
	const char *path = arena_printf(stage->arena, "%s/run.json", folder);
	size_t length;
	bool too_long, ours;
	char *record = platform_slurp(path, RECORD_MAX_BYTES, &length, &too_long);

	*foreign = *unread = NULL;
	if (record == NULL) {
		if (!too_long && platform_exists(path))
			*unread = platform_reason();
		return false;
	}
	ours = holds(record, length, "\"tool\"") && holds(record, length, "\"writ\"");
	if (ours)
		take_names(&look, record, length);
	if (ours && !platform_walk(folder, is_recorded, &look)) {
		*foreign = look.foreign;
		if (look.foreign == NULL)
			*unread = platform_reason();
		ours = false;
	}
	keys_release(&look.names);
	platform_slurp_free(record);
	return ours;
}

/* Whether `target` may be replaced: absent, an empty folder, or one that an earlier run wrote. */
static bool
may_replace(const struct stage *stage, struct fault *fault)
{
	const char *foreign = NULL, *unread = NULL;

	if (platform_is_link(stage->target))
		return fault_set(fault, EXIT_USAGE,
		    "--out %s: this is a link to another place\nname the folder itself",
		    stage->target);
	if (!platform_exists(stage->target))
		return true;
	if (!platform_is_folder(stage->target))
		return fault_set(fault, EXIT_USAGE, "--out %s: there is a file of that name\n%s",
		    stage->target, new_folder);
	if (platform_is_empty_folder(stage->target) ||
	    is_ours(stage, stage->target, &foreign, &unread))
		return true;
	if (unread != NULL)
		return fault_set(fault, EXIT_USAGE, "--out %s: this folder cannot be read: %s; "
		    "nothing was written\n%s", stage->target, unread, new_folder);
	if (foreign != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--out %s: beside the output of an earlier run this folder "
		    "holds '%s', which would be lost; nothing was written\nmove it, or %s",
		    stage->target, foreign, new_folder);
	return fault_set(fault, EXIT_USAGE, "--out %s: this folder holds something that is not the "
	    "output of an earlier run; nothing was written\n%s", stage->target, new_folder);
}

/* Folders above the target are made when missing: `--out results/2022-05`. */
static bool
make_parents(const struct stage *stage, struct fault *fault)
{
	char *path = arena_copy(stage->arena, stage->target, strlen(stage->target));

	for (char *at = path + 1; *at != '\0'; at++) {
		char separator = *at;

		if (!platform_is_separator(separator))
			continue;
		*at = '\0';
		if (!platform_is_folder(path) && !platform_make_folder(path))
			return cannot(stage, fault, arena_printf(stage->arena,
			    "the folder %s cannot be made", path));
		*at = separator;
	}
	return true;
}

/* The lock of DIR.writing could not be had. */
static bool
not_locked(const struct stage *stage, struct fault *fault)
{
	if (!platform_is_held())
		return fault_set(fault, EXIT_USAGE, "--out %s: %s cannot be written: %s",
		    stage->target, stage->lock_file, platform_reason());
	return fault_set(fault, EXIT_USAGE, "--out %s: another run is writing there now\n"
	    "wait until it has ended, or name another folder", stage->target);
}

static bool
name_is_taken(const struct stage *stage, const char *name, struct fault *fault)
{
	return fault_set(fault, EXIT_USAGE,
	    "--out %s: the name %s is needed, and something else is there\n"
	    "move it, or name another folder", stage->target, name);
}

/* A run that was cut off leaves its lock behind; or, at its very beginning, a folder with nothing
 * in it, and at its very end a whole output. */
static bool
is_half_written(const struct stage *stage)
{
	const char *foreign, *unread;

	if (platform_is_link(stage->folder) || !platform_is_folder(stage->folder))
		return false;
	return platform_is_plain_file(stage->lock_file) ||
	    platform_is_empty_folder(stage->folder) || is_ours(stage, stage->folder, &foreign,
	    &unread);
}

/* What a run that was cut off left half-written; not that of a run which is still at it, and not
 * what somebody else has put there. */
static bool
clear_half_written(const struct stage *stage, struct fault *fault)
{
	struct platform_lock *lock;

	if (!platform_exists(stage->folder) && !platform_is_link(stage->folder))
		return true;
	if (!is_half_written(stage))
		return name_is_taken(stage, stage->folder, fault);
	lock = platform_lock(stage->lock_file);
	if (lock == NULL)
		return not_locked(stage, fault);
	platform_unlock(lock);
	if (!platform_remove_tree(stage->folder))
		return cannot(stage, fault, arena_printf(stage->arena,
		    "%s is left from a run that was cut off, and cannot be removed",
		    stage->folder));
	return true;
}

/*
 * Removes the output that was replaced. Half removed it would have no record left and nobody could
 * tell whose it is; so it is moved into a half-written folder first, which the next run clears away
 * whatever it holds.
 */
static bool
remove_old(const struct stage *stage)
{
	struct platform_lock *lock;
	bool moved;

	if (!platform_make_folder(stage->folder))
		return platform_remove_tree(stage->old);
	lock = platform_lock(stage->lock_file);
	moved = lock != NULL && platform_rename(stage->old, stage->old_inside);
	if (lock != NULL)
		platform_unlock(lock);
	return platform_remove_tree(stage->folder) && (moved || platform_remove_tree(stage->old));
}

/* A run that was cut off may have left its half-written folder, or the output it was about to
 * replace. */
static bool
clear_left_overs(const struct stage *stage, struct fault *fault)
{
	bool old_there = platform_exists(stage->old) || platform_is_link(stage->old);
	const char *foreign, *unread;

	if (old_there && !is_ours(stage, stage->old, &foreign, &unread) &&
	    !platform_is_empty_folder(stage->old))
		return name_is_taken(stage, stage->old, fault);
	if (!clear_half_written(stage, fault))
		return false;
	if (old_there && platform_exists(stage->target) && !remove_old(stage))
		return cannot(stage, fault, arena_printf(stage->arena,
		    "%s is left from an earlier run, and cannot be removed", stage->old));
	if (old_there && !platform_exists(stage->target)
	    && !platform_rename(stage->old, stage->target))
		return cannot(stage, fault, arena_printf(stage->arena,
		    "%s is left from an earlier run, and cannot be put back", stage->old));
	return true;
}

/* The names that a run gives what is not whole yet, or is about to go. */
static bool
is_passing_name(const char *target)
{
	static const char *const ends[] = { ".writing", ".before" };
	size_t length = strlen(target);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (length > strlen(ends[i]) &&
		    strcmp(target + length - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

bool
stage_open(struct stage *stage, struct arena *arena, const char *target, struct fault *fault)
{
	size_t length = strlen(target);

	while (length > 1 && platform_is_separator(target[length - 1]))
		length--;
	*stage = (struct stage){ .arena = arena };
	stage->target = arena_copy(arena, target, length);
	stage->folder = arena_printf(arena, "%s.writing", stage->target);
	stage->old = arena_printf(arena, "%s.before", stage->target);
	stage->lock_file = arena_printf(arena, "%s/" PLATFORM_LAST, stage->folder);
	stage->old_inside = arena_printf(arena, "%s/before", stage->folder);
	if (length == 0)
		return fault_set(fault, EXIT_USAGE, "--out needs the name of a folder");
	if (is_passing_name(stage->target))
		return fault_set(fault, EXIT_USAGE,
		    "--out %s: names that end so are for results that are not whole yet, and the "
		    "next run takes them away\n"
		    "name the folder without that ending", stage->target);
	if (!make_parents(stage, fault) || !may_replace(stage, fault)
	    || !clear_left_overs(stage, fault))
		return false;
	if (!platform_make_folder(stage->folder))
		return cannot(stage, fault, "cannot write there");
	stage->open = true;
	stage->lock = platform_lock(stage->lock_file);
	if (stage->lock != NULL)
		return true;
	/* Two runs may have begun at the same moment, and the other was quicker. */
	stage->open = false;
	not_locked(stage, fault);
	if (!platform_is_held())
		platform_remove_tree(stage->folder);
	return false;
}

void
stage_open_aside(struct stage *stage, struct arena *arena, const struct stage_taker *taker)
{
	*stage =
	    (struct stage){ .arena = arena, .taker = taker, .target = "", .folder = "", .old = "" };
}

static bool
digest_block(void *context, const char *bytes, size_t size)
{
	sha256_add(context, bytes, size);
	return true;
}

bool
stage_take(struct stage *stage, const char *name, struct platform_writer *file, struct fault *fault)
{
	struct sha256 digest;

	sha256_init(&digest);
	if (!platform_retell(file, digest_block, &digest))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be kept: %s", name,
		    platform_reason());
	sha256_hex(&digest, stage->taken_digest);
	stage->taken_size = platform_written(file);
	return stage->taker->take(stage->taker->context, name, stage->taken_digest, file, fault);
}

static void
note_file(struct stage *stage, const char *name)
{
	if (stage->file_count == stage->file_capacity) {
		size_t capacity = stage->file_capacity * 2 + 16;
		const char **files = arena_array(stage->arena, const char *, capacity);

		if (stage->file_count > 0)
			memcpy(files, stage->files, stage->file_count * sizeof(*files));
		stage->files = files;
		stage->file_capacity = capacity;
	}
	stage->files[stage->file_count++] = arena_copy(stage->arena, name, strlen(name));
}

const char *
stage_path(struct stage *stage, const char *name, struct fault *fault)
{
	char *path = arena_printf(stage->arena, "%s/%s", stage->folder, name);

	for (char *at = path + strlen(stage->folder) + 1; *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (!platform_is_folder(path) && !platform_make_folder(path)) {
			cannot(stage, fault, "cannot write there");
			return NULL;
		}
		*at = '/';
	}
	note_file(stage, name);
	return path;
}

/* The lock goes with its file: a folder with an open file in it cannot be renamed on Windows. */
static bool
let_go(struct stage *stage)
{
	platform_unlock(stage->lock);
	stage->lock = NULL;
	return platform_remove_file(stage->lock_file);
}

bool
stage_commit(struct stage *stage, struct fault *fault)
{
	bool had_before = stage->taker == NULL && platform_exists(stage->target);

	if (stage->taker != NULL)
		return true;

	/* Asked again: a run takes minutes, and someone may have put a file there meanwhile. */
	if (!may_replace(stage, fault)) {
		stage_abort(stage);
		return false;
	}
	if (had_before && !platform_rename(stage->target, stage->old)) {
		fault_set(fault, EXIT_USAGE, "--out %s: the earlier output cannot be replaced: %s\n"
		    "close any file of it that is open in another program", stage->target,
		    platform_reason());
		stage_abort(stage);
		return false;
	}
	if (!let_go(stage) || !platform_rename(stage->folder, stage->target)) {
		cannot(stage, fault, "cannot be put in place");
		if (had_before)
			platform_rename(stage->old, stage->target);
		/* So that what is left, should it not go, is known for ours. */
		stage->lock = platform_lock(stage->lock_file);
		stage_abort(stage);
		return false;
	}
	stage->open = false;
	/* The new output is in place; an earlier one that will not go is removed by the next
	 * run. */
	if (had_before)
		remove_old(stage);
	return true;
}

void
stage_abort(struct stage *stage)
{
	/* The lock's file goes with the folder: without it nobody could tell whose the rest is. */
	platform_unlock(stage->lock);
	stage->lock = NULL;
	if (stage->open)
		platform_remove_tree(stage->folder);
	stage->open = false;
}
