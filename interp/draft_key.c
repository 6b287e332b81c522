/* draft_key: what tells the rows of a file apart, and which columns could refer to another file's
 * rows. */
#include "interp/draft_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int
hash_order(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

static uint32_t
rows_kept(const struct draft_file *file)
{
	return file->rows < DRAFT_KEY_ROWS ? (uint32_t)file->rows : (uint32_t)DRAFT_KEY_ROWS;
}

/* Does no pair of rows agree in all of these columns? */
static bool
tells_apart(const struct draft_file *file, const uint32_t *columns, uint32_t count)
{
	uint32_t rows = rows_kept(file);
	uint64_t *keys = memory_grow(NULL, (size_t)rows + 1, sizeof *keys);
	bool apart = true;

	for (uint32_t r = 0; r < rows; r++) {
		keys[r] = 0;
		for (uint32_t i = 0; i < count; i++)
			keys[r] = (keys[r] ^ file->columns[columns[i]].hashes[r])
				* UINT64_C(0x9E3779B97F4A7C15)
			    + i + 1;
	}
	qsort(keys, rows, sizeof *keys, hash_order);
	for (uint32_t r = 1; apart && r < rows; r++)
		apart = keys[r] != keys[r - 1];
	memory_free(keys);
	return apart;
}

static bool
can_be_key(const struct draft_column *column, uint32_t at)
{
	enum kind kind = column->type.kind;

	if (column->name == NULL || column->blank + column->errors > 0 || column->given == 0)
		return false;
	return kind == KIND_TEXT || kind == KIND_LABEL || kind == KIND_DATE || kind_is_period(kind)
	    || (kind == KIND_NUMBER && at == 0);
}

struct search {
	struct draft_file *file;
	uint32_t candidates[32], count;
};

static bool
take(struct search *search, const uint32_t *columns, uint32_t count)
{
	if (!tells_apart(search->file, columns, count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		search->file->columns[columns[i]].is_key = true;
	search->file->key_count = count;
	return true;
}

/* A column alone: the first, else the first other. A date that happens not to repeat says little,
 * so it comes last. */
static bool
try_one(struct search *search, bool dates)
{
	for (uint32_t i = 0; i < search->count; i++) {
		bool date = search->file->columns[search->candidates[i]].type.kind == KIND_DATE
		    && search->candidates[i] > 0;

		if (date == dates && take(search, &search->candidates[i], 1))
			return true;
	}
	return false;
}

static bool
try_two(struct search *search)
{
	for (uint32_t i = 0; i < search->count; i++)
		for (uint32_t j = i + 1; j < search->count; j++)
			if (take(search,
				(const uint32_t[]){ search->candidates[i], search->candidates[j] },
				2))
				return true;
	return false;
}

static bool
try_three(struct search *search)
{
	uint32_t count = search->count < 10 ? search->count : 10;

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count; j++)
			for (uint32_t k = j + 1; k < count; k++)
				if (take(search,
					(const uint32_t[]){ search->candidates[i],
					    search->candidates[j], search->candidates[k] },
					3))
					return true;
	return false;
}

/* Cells that repeat another of the column. */
static uint64_t
repeats(const struct draft_file *file, const struct draft_column *column)
{
	uint32_t rows = rows_kept(file);
	uint64_t *keys = memory_grow(NULL, (size_t)rows + 1, sizeof *keys), count = 0;

	for (uint32_t r = 0; r < rows; r++)
		keys[r] = column->hashes[r];
	qsort(keys, rows, sizeof *keys, hash_order);
	for (uint32_t r = 1; r < rows; r++)
		count += keys[r] != 0 && keys[r] == keys[r - 1];
	memory_free(keys);
	return count;
}

static void
find_nearest(struct draft_file *file)
{
	uint64_t best = file->rows / 3;

	file->nearest_key = NULL;
	for (uint32_t i = 0; i < file->column_count; i++) {
		const struct draft_column *column = &file->columns[i];
		uint64_t again;

		if (column->name == NULL || column->given == 0 || column->type.kind != KIND_TEXT)
			continue;
		again = repeats(file, column);
		if (column->blank + column->errors + again > best
		    || (file->nearest_key != NULL
			&& column->blank + column->errors + again == best))
			continue;
		best = column->blank + column->errors + again;
		file->nearest_key = arena_printf(file->arena,
		    "%s comes nearest: %" PRIu64 " blank, %" PRIu64 " repeated.", column->name,
		    column->blank + column->errors, again);
	}
}

/* Nothing will do: every column that could be part of a key is, so that only rows that repeat in
 * all of them are counted once. */
static void
take_all(struct search *search)
{
	for (uint32_t i = 0; i < search->count; i++)
		search->file->columns[search->candidates[i]].is_key = true;
	if (search->count == 0)
		for (uint32_t i = 0; i < search->file->column_count && search->count == 0; i++)
			if (search->file->columns[i].name != NULL) {
				search->file->columns[i].is_key = true;
				search->count = 1;
			}
	search->file->key_count = 0;
	find_nearest(search->file);
}

void
draft_key(struct draft_file *file)
{
	struct search search = { .file = file };

	for (uint32_t i = 0; i < file->column_count; i++) {
		file->columns[i].is_key = false;
		if (can_be_key(&file->columns[i], i)
		    && search.count < sizeof search.candidates / sizeof search.candidates[0])
			search.candidates[search.count++] = i;
	}
	if (!try_one(&search, false) && !try_two(&search) && !try_one(&search, true)
	    && !try_three(&search))
		take_all(&search);
	for (uint32_t i = 0; i < file->column_count; i++)
		if (file->columns[i].is_key && file->columns[i].type.kind == KIND_NUMBER)
			file->columns[i].type = type_plain(KIND_TEXT);
}

/* ---- references ---- */

static const struct draft_column *
only_key(const struct draft_file *file)
{
	for (uint32_t i = 0; file->key_count == 1 && i < file->column_count; i++)
		if (file->columns[i].is_key)
			return &file->columns[i];
	return NULL;
}

static bool
all_found(const struct draft_file *file, const struct draft_column *column, const uint64_t *keys,
    uint32_t key_count)
{
	for (uint32_t r = 0; r < rows_kept(file); r++)
		if (column->hashes[r] != 0
		    && bsearch(&column->hashes[r], keys, key_count, sizeof *keys, hash_order)
			== NULL)
			return false;
	return column->given > 0;
}

static void
find_references(struct draft_file *files, uint32_t count, const struct draft_file *of,
    const struct draft_column *key)
{
	uint32_t rows = rows_kept(of);
	uint64_t *keys;

	if (rows == 0)
		return;
	keys = memory_grow(NULL, rows, sizeof *keys);
	memcpy(keys, key->hashes, rows * sizeof *keys);
	qsort(keys, rows, sizeof *keys, hash_order);
	for (uint32_t f = 0; f < count; f++) {
		for (uint32_t i = 0; i < files[f].column_count && &files[f] != of; i++) {
			struct draft_column *column = &files[f].columns[i];

			if (column->name == NULL || column->type.kind != key->type.kind
			    || files[f].rows > DRAFT_KEY_ROWS
			    || !all_found(&files[f], column, keys, rows))
				continue;
			draft_remark(column,
			    arena_printf(files[f].arena,
				"Decide: every cell is a %s of %s. If it names a row there, write: "
				"refers to %s",
				key->name, of->file, of->name));
		}
	}
	memory_free(keys);
}

void
draft_references(struct draft_file *files, uint32_t count)
{
	for (uint32_t f = 0; f < count; f++) {
		const struct draft_column *key = only_key(&files[f]);

		if (key != NULL && files[f].rows <= DRAFT_KEY_ROWS)
			find_references(files, count, &files[f], key);
	}
}
