/*
 * csvin_keys: the keys of the rows that count are noted, to find out whether one comes twice: by
 * their digests (keys.h), and those of several parts in a grid as well (keygrid.h), in a long file
 * in the grid alone.
 */
#include "interp/csvin_parts.h"
#include "interp/rows_strip.h"

void
keybook_make(struct csvin *in)
{
	uint32_t parts = in->options.table->key_count;

	in->run_digests = arena_array(in->options.arena, uint64_t *, parts);
	for (uint32_t part = 0; part < parts; part++)
		in->run_digests[part] = arena_array(in->options.arena, uint64_t, STRIP_ROWS);
}

void
keybook_start(struct csvin *in)
{
	keys_free(in->keys);
	keygrid_free(in->grid);
	in->keys = keys_make();
	in->grid = NULL;
	in->grid_alone = false;
	in->keys_noted = 0;
	if (!in->keys_judged && !in->grid_failed && in->options.table->key_count > 1)
		in->grid = keygrid_make(in->options.table->key_count);
}

static bool
wants(const struct csvin *in)
{
	return in->options.table->key_count > 0 && in->options.check_keys && !in->keys_judged;
}

/* ---- digests ---- */

void
keybook_part(struct csvin *in, uint32_t part, const struct quick *value)
{
	const struct type *type = &in->reading[part].column->type;

	if (type->kind == KIND_TEXT)
		in->row_digests[part] = key_digest(0, value->text, value->length);
	else if (type->labels != NULL)
		in->row_digests[part] = key_digest_number(0, value->labels);
	else
		in->row_digests[part] = key_digest_number(0, (uint64_t)value->num);
}

static void
digest_run(const struct strip *strip, uint32_t part, uint32_t from, uint32_t count,
    uint64_t *digests)
{
	const struct vec *read = strip->columns[part];
	uint32_t at = strip->at + from;

	if (read->text != NULL)
		for (uint32_t row = 0; row < count; row++)
			digests[row] = key_digest(0, read->text[at + row].at,
			    read->text[at + row].length);
	else if (read->labels != NULL)
		for (uint32_t row = 0; row < count; row++)
			digests[row] = key_digest_number(0, read->labels[at + row]);
	else
		for (uint32_t row = 0; row < count; row++)
			digests[row] = key_digest_number(0, (uint64_t)read->num[at + row]);
}

/* Of all parts of a row one. */
static uint64_t
whole_digest(const uint64_t *const *parts, uint32_t count, uint32_t row)
{
	uint64_t digest = parts[0][row];

	for (uint32_t part = 1; part < count; part++)
		digest = key_digest_number(digest, parts[part][row]);
	return digest;
}

/* ---- noting ---- */

/* The grid found a key that came before, or has no room. */
static void
drop_grid(struct csvin *in)
{
	in->grid_failed = true;
	keygrid_free(in->grid);
	in->grid = NULL;
}

/* The grid knows as much as the digests do, of which there were many. */
static void
leave_digests(struct csvin *in)
{
	if (keygrid_settle(in->grid) != KEYGRID_FRESH) {
		drop_grid(in);
		return;
	}
	keys_free(in->keys);
	in->keys = keys_make();
	in->grid_alone = true;
}

/* Keys of `rows` rows, by part the digest of each; the first is record `ordinal`. */
static void
add_keys(struct csvin *in, const uint64_t *const *digests, uint32_t rows, uint64_t ordinal)
{
	uint64_t alone_from =
	    in->options.grid_alone_from > 0 ? in->options.grid_alone_from : GRID_ALONE_FROM;
	uint64_t before = in->keys_noted;

	in->keys_noted += rows;
	if (in->grid_failed && in->grid_alone)
		return;
	if (in->grid != NULL && keygrid_add(in->grid, digests, rows) != KEYGRID_FRESH)
		drop_grid(in);
	if (in->grid != NULL && !in->grid_alone && before >= alone_from)
		leave_digests(in);
	for (uint32_t row = 0; row < rows && !in->grid_alone; row++)
		keys_add(in->keys, whole_digest(digests, in->options.table->key_count, row),
		    ordinal + row);
}

void
keybook_row(struct csvin *in, const uint64_t *digests, uint64_t ordinal)
{
	for (uint32_t part = 0; part < in->options.table->key_count; part++)
		in->run_digests[part][0] = digests[part];
	add_keys(in, (const uint64_t *const *)in->run_digests, 1, ordinal);
}

void
keybook_run(struct csvin *in, const struct strip *strip, uint32_t from, uint32_t count,
    uint64_t ordinal)
{
	for (uint32_t part = 0; part < in->options.table->key_count; part++)
		digest_run(strip, part, from, count, in->run_digests[part]);
	add_keys(in, (const uint64_t *const *)in->run_digests, count, ordinal);
}

/* ---- now or later ---- */

static bool
goes_ahead(const struct csvin *in)
{
	return in->ahead != NULL && ahead_is_running(in->ahead);
}

void
keybook_take_row(struct csvin *in)
{
	if (!wants(in))
		return;
	if (goes_ahead(in))
		ahead_note_row(in->ahead);
	else
		keybook_row(in, in->row_digests, in->ordinal);
}

void
keybook_take_run(struct csvin *in, const struct strip *strip, uint32_t from, uint32_t count)
{
	if (!wants(in))
		return;
	if (goes_ahead(in))
		ahead_note_run(in->ahead, strip, from, count);
	else
		keybook_run(in, strip, from, count, in->ordinal + 1);
}

bool
keybook_tells(struct csvin *in)
{
	/* The grid says that there are repeated keys, or has no room: which rows they are takes
	 * digests. */
	if (in->grid_alone && in->grid != NULL && keygrid_settle(in->grid) != KEYGRID_FRESH)
		drop_grid(in);
	return !in->grid_alone || !in->grid_failed;
}
