/*
 * csvin_keys: the keys of the rows that count are noted, to find out whether one comes twice: by
 * their digests (keys.h), and those of several parts in a grid as well (keygrid.h), in a long file
 * in the grid alone.
 */
#include "interp/csvin_parts.h"

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

static uint64_t
digest_of(const struct reader_field *field, const struct quick *value, uint64_t digest)
{
	unsigned char bytes[8];
	uint64_t number;

	if (field->column->type.kind == KIND_TEXT)
		return key_digest(digest, value->text, value->length);
	number = field->column->type.labels != NULL ? value->labels : (uint64_t)value->num;
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(number >> (8 * i));
	return key_digest(digest, bytes, sizeof(bytes));
}

void
keybook_part(struct csvin *in, uint32_t part, const struct quick *value)
{
	uint32_t count = in->options.table->key_count;

	if (count > 1)
		in->row_digests[part] = digest_of(&in->reading[part], value, 0);
	in->row_digests[count] = digest_of(&in->reading[part], value,
	    part > 0 ? in->row_digests[count] : 0);
}

/* The grid found a key that came before, or has no room. */
static void
drop_grid(struct csvin *in)
{
	in->grid_failed = true;
	keygrid_free(in->grid);
	in->grid = NULL;
}

/* The parts of the key are in the grid already; `digest` is of all of it, and of no meaning with
 * the grid alone. */
static void
add_key(struct csvin *in, uint64_t digest, uint64_t ordinal)
{
	uint64_t alone_from =
	    in->options.grid_alone_from > 0 ? in->options.grid_alone_from : GRID_ALONE_FROM;
	uint64_t before = in->keys_noted++;

	if (in->grid_failed && in->grid_alone)
		return;
	if (in->grid != NULL && keygrid_add(in->grid) != KEYGRID_FRESH) {
		drop_grid(in);
		if (in->grid_alone)
			return;
	}
	if (in->grid != NULL && !in->grid_alone && before >= alone_from &&
	    keygrid_settle(in->grid) != KEYGRID_FRESH)
		drop_grid(in);
	if (in->grid != NULL && !in->grid_alone && before >= alone_from) {
		keys_free(in->keys);
		in->keys = keys_make();
		in->grid_alone = true;
	}
	if (!in->grid_alone)
		keys_add(in->keys, digest, ordinal);
}

void
keybook_row(struct csvin *in, const uint64_t *digests, uint64_t ordinal)
{
	uint32_t count = in->options.table->key_count;

	for (uint32_t part = 0; part < count && in->grid != NULL; part++)
		keygrid_part(in->grid, part, digests[part]);
	add_key(in, digests[count], ordinal);
}

static struct quick
value_in(const struct strip *strip, uint32_t part, uint32_t row)
{
	const struct vec *read = strip->columns[part];
	uint32_t at = strip->at + row;
	struct quick value = { 0 };

	if (read->text != NULL) {
		value.text = read->text[at].at;
		value.length = read->text[at].length;
	} else if (read->labels != NULL) {
		value.labels = read->labels[at];
	} else {
		value.num = read->num[at];
	}
	return value;
}

void
keybook_run(struct csvin *in, const struct strip *strip, uint32_t from, uint32_t count,
    uint64_t ordinal)
{
	for (uint32_t row = from; row < from + count; row++) {
		uint64_t digest = 0;

		for (uint32_t part = 0; part < in->options.table->key_count; part++) {
			struct quick value = value_in(strip, part, row);

			if (in->grid != NULL)
				keygrid_part(in->grid, part,
				    digest_of(&in->reading[part], &value, 0));
			if (!in->grid_alone)
				digest = digest_of(&in->reading[part], &value, digest);
		}
		add_key(in, digest, ordinal++);
	}
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
