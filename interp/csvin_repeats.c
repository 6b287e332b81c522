/*
 * csvin_repeats: rows whose keys have equal digests are read once more and compared as they were
 * read.
 *
 * The first row of a key stays. One that agrees with it in every field that is read is marked as
 * repeated; one that differs likewise, and the fields in which it differs are marked in the row
 * that stays. Which row came first therefore decides only which place is kept. What the first rows
 * hold is kept in memory up to REPEATS_MAX_BYTES; keys beyond that wait for one more reading of the
 * file.
 */
#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/csvin_parts.h"

enum { REPEATS_MAX_BYTES = 64 * 1024 * 1024 };

/* Keys with the same digest: by chance one or two, but a file may be made to have thousands. They
 * stand in a tree by their bytes, kept level as Andersson has it (1993): a left branch is a level
 * lower, a right one at most one step long on the same level. */
struct first {			/* the row that stays of one key */
	struct first *left, *right;
	unsigned level;
	uint64_t row, line;
	const char *key;
	size_t key_length;
	const char *const *values;	/* by field of `reading`, NULL for keys */
	const size_t *lengths;
	uint64_t *contradicted;		/* by field: the first line that differs, 0 none */
};

struct suspicion {			/* one row to look at; by row */
	uint64_t row;
	uint32_t group;
};

struct group {
	struct first *firsts;
	bool waits;			/* for the next reading */
};

struct repeats {
	struct csvin *in;
	struct arena arena;
	struct suspicion *suspicions;
	size_t count;
	struct group *groups;
	struct mark *marks;
	size_t mark_count, mark_capacity;
	struct buffer key, value;
	size_t max_bytes;
	bool again;
};

static void
add_mark(struct repeats *repeats, const struct mark *mark)
{
	if (repeats->mark_count == repeats->mark_capacity) {
		repeats->mark_capacity = repeats->mark_capacity == 0 ? 64 :
		    repeats->mark_capacity * 2;
		repeats->marks = memory_grow(repeats->marks, repeats->mark_capacity,
		    sizeof(*repeats->marks));
	}
	repeats->marks[repeats->mark_count++] = *mark;
}

static int
by_row(const void *left, const void *right)
{
	const struct suspicion *a = left, *b = right;

	return a->row < b->row ? -1 : a->row > b->row;
}

static int
mark_order(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->field < b->field ? -1 : a->field > b->field;
}

static void
add_number(struct buffer *out, uint64_t number)
{
	char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(number >> (8 * i));
	buffer_add(out, bytes, sizeof(bytes));
}

/* A value as bytes that are equal exactly when the values are. What was refused is compared as it
 * stands. */
static void
add_value(struct buffer *out, const struct reader_field *field, const struct quick *value,
    const struct row_cell *cell)
{
	if (value->refused) {
		buffer_char(out, '?');
		buffer_add(out, cell->at, cell->length);
	} else if (value->state == NOTHING) {
		buffer_char(out, '0');
	} else if (field->column->type.kind == KIND_TEXT) {
		buffer_char(out, '=');
		buffer_add(out, value->text, value->length);
	} else {
		buffer_char(out, '=');
		add_number(out,
		    field->column->type.labels != NULL ? value->labels : (uint64_t)value->num);
	}
}

/* The key of a record; false when it has none, or is no row. */
static bool
read_key(struct repeats *repeats, const struct record *record)
{
	struct csvin *in = repeats->in;

	buffer_clear(&repeats->key);
	if (!row_has_shape(in, record))
		return false;
	for (uint32_t i = 0; i < in->reading_count && in->reading[i].is_key; i++) {
		struct reader_field *field = &in->reading[i];
		struct quick value;
		size_t before = repeats->key.length;

		cell_read(in, field, &record->cells[field->cell], record->line, &value);
		if (value.refused || value.state != GIVEN)
			return false;
		add_value(&repeats->key, field, &value, &record->cells[field->cell]);
		add_number(&repeats->key, repeats->key.length - before);
	}
	return true;
}

static int
key_order(const struct first *first, const char *key, size_t length)
{
	if (first->key_length != length)
		return first->key_length < length ? -1 : 1;
	return memcmp(first->key, key, length);
}

static struct first *
find_first(const struct repeats *repeats, const struct group *group)
{
	struct first *first = group->firsts;
	int order;

	while (first != NULL &&
	    (order = key_order(first, repeats->key.at, repeats->key.length)) != 0)
		first = order > 0 ? first->left : first->right;
	return first;
}

static struct first *
put_in(struct first *tree, struct first *made)
{
	struct first *up;

	if (tree == NULL)
		return made;
	if (key_order(tree, made->key, made->key_length) > 0)
		tree->left = put_in(tree->left, made);
	else
		tree->right = put_in(tree->right, made);
	if (tree->left != NULL && tree->left->level == tree->level) {
		up = tree->left;
		tree->left = up->right;
		up->right = tree;
		tree = up;
	}
	if (tree->right != NULL && tree->right->right != NULL &&
	    tree->right->right->level == tree->level) {
		up = tree->right;
		tree->right = up->left;
		up->left = tree;
		up->level++;
		tree = up;
	}
	return tree;
}

static void
keep_first(struct repeats *repeats, struct group *group, const struct record *record)
{
	struct csvin *in = repeats->in;
	struct first *first = arena_new(&repeats->arena, struct first);
	const char **values = arena_array(&repeats->arena, const char *, in->reading_count);
	size_t *lengths = arena_array(&repeats->arena, size_t, in->reading_count);

	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];
		struct quick value;

		if (field->is_key)
			continue;
		cell_read(in, field, &record->cells[field->cell], record->line, &value);
		buffer_clear(&repeats->value);
		add_value(&repeats->value, field, &value, &record->cells[field->cell]);
		values[i] = arena_copy(&repeats->arena, repeats->value.at, repeats->value.length);
		lengths[i] = repeats->value.length;
	}
	first->row = in->reached;
	first->line = record->line;
	first->key = arena_copy(&repeats->arena, repeats->key.at, repeats->key.length);
	first->key_length = repeats->key.length;
	first->values = values;
	first->lengths = lengths;
	first->contradicted = arena_array(&repeats->arena, uint64_t, in->reading_count);
	first->level = 1;
	group->firsts = put_in(group->firsts, first);
}

static void
compare(struct repeats *repeats, struct first *first, const struct record *record)
{
	struct csvin *in = repeats->in;
	struct mark mark = {
		.row = in->reached, .field = MARK_REPEATED, .other_line = first->line
	};

	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];
		struct quick value;

		if (field->is_key || field->refused != NULL)
			continue;
		cell_read(in, field, &record->cells[field->cell], record->line, &value);
		buffer_clear(&repeats->value);
		add_value(&repeats->value, field, &value, &record->cells[field->cell]);
		if (repeats->value.length == first->lengths[i] &&
		    memcmp(repeats->value.at, first->values[i], first->lengths[i]) == 0)
			continue;
		mark.differs = true;
		if (first->contradicted[i] != 0)
			continue;
		first->contradicted[i] = record->line;
		add_mark(repeats, &(struct mark){ first->row, i, true, record->line });
	}
	add_mark(repeats, &mark);
}

static void
look_at(struct repeats *repeats, struct group *group, const struct record *record)
{
	struct first *first;

	if (group->waits || !read_key(repeats, record))
		return;
	first = find_first(repeats, group);
	if (first != NULL) {
		compare(repeats, first, record);
	} else if (repeats->arena.total > repeats->max_bytes && group->firsts == NULL) {
		group->waits = true;
		repeats->again = true;
	} else {
		keep_first(repeats, group, record);
	}
}

static bool
was_changed(const struct csvin *in, struct fault *fault)
{
	return fault_set(fault, EXIT_USAGE, "%s: was changed while it was read\n"
	    "close it in other programs, then start again", in->options.shown);
}

/* One reading of the file, as far as the last row that is looked at. */
static bool
read_once(struct repeats *repeats, struct fault *fault)
{
	struct csvin *in = repeats->in;
	struct record record;
	size_t next = 0;

	if (!csvin_rewind(in, fault))
		return false;
	repeats->again = false;
	while (next < repeats->count) {
		enum rows_result result = csvin_record(in, &record);

		if (result == ROWS_END || result == ROWS_STOPPED)
			return was_changed(in, fault);
		rows_release(in->rows);		/* the record is in the newest block */
		if (in->reached != repeats->suspicions[next].row)
			continue;
		in->damaged = intake_is_damaged(in->intake);
		if (result == ROWS_RECORD)
			look_at(repeats, &repeats->groups[repeats->suspicions[next].group],
			    &record);
		next++;
		area_clear(&in->area);
		if (in->scratch.total > AREA_BLOCK)
			arena_release(&in->scratch);
	}
	return true;
}

/*
 * No two rows have the same key after all: two digests met by chance, or the file is another one by
 * now. In that case no later reading would notice; at the end of the file the intake does.
 */
static bool
read_to_the_end(struct csvin *in, struct fault *fault)
{
	struct record record;
	enum rows_result result;

	do {
		rows_release(in->rows);
		result = csvin_record(in, &record);
	} while (result == ROWS_RECORD || result == ROWS_BROKEN);
	return result == ROWS_END || was_changed(in, fault);
}

/* After a reading: what waits stays, the rest is settled. */
static void
drop_settled(struct repeats *repeats)
{
	size_t left = 0;

	for (size_t i = 0; i < repeats->count; i++) {
		struct group *group = &repeats->groups[repeats->suspicions[i].group];

		group->firsts = NULL;
		if (group->waits)
			repeats->suspicions[left++] = repeats->suspicions[i];
	}
	for (size_t i = 0; i < left; i++)
		repeats->groups[repeats->suspicions[i].group].waits = false;
	repeats->count = left;
	arena_release(&repeats->arena);
}

static void
set_up(struct repeats *repeats, const struct key_row *rows, size_t count)
{
	uint32_t group = 0;

	repeats->suspicions = memory_grow(NULL, count, sizeof(*repeats->suspicions));
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && rows[i].digest != rows[i - 1].digest)
			group++;
		repeats->suspicions[i].row = rows[i].row;
		repeats->suspicions[i].group = group;
	}
	repeats->count = count;
	repeats->groups = memory_grow(NULL, (size_t)group + 1, sizeof(*repeats->groups));
	memset(repeats->groups, 0, ((size_t)group + 1) * sizeof(*repeats->groups));
	qsort(repeats->suspicions, count, sizeof(*repeats->suspicions), by_row);
}

bool
repeats_find(struct csvin *in, bool *looked, struct fault *fault)
{
	struct repeats repeats;
	size_t count;
	struct key_row *rows = keys_repeated(in->keys, &count);
	struct reader_field *before;
	/* The last batch is still to be handed over when no row turns out to be repeated: its texts
	 * stay as they are. */
	const struct area texts = in->area;
	bool fine = true;

	*looked = count > 0;
	if (count == 0)
		return true;
	in->area = (struct area){ 0 };
	/* Cells that are read here were counted already. */
	before = memory_grow(NULL, in->reading_count, sizeof(*before));
	memcpy(before, in->reading, in->reading_count * sizeof(*before));
	memset(&repeats, 0, sizeof(repeats));
	repeats.in = in;
	repeats.max_bytes = in->options.repeats_max_bytes > 0 ? in->options.repeats_max_bytes :
	    REPEATS_MAX_BYTES;
	set_up(&repeats, rows, count);
	free(rows);
	do {
		fine = read_once(&repeats, fault);
		drop_settled(&repeats);
	} while (fine && repeats.again);
	if (fine && repeats.mark_count == 0)
		fine = read_to_the_end(in, fault);
	memcpy(in->reading, before, in->reading_count * sizeof(*before));
	free(before);
	area_release(&in->area);
	in->area = texts;
	if (repeats.mark_count > 0)
		qsort(repeats.marks, repeats.mark_count, sizeof(*repeats.marks), mark_order);
	in->marks = repeats.marks;
	in->mark_count = repeats.mark_count;
	free(repeats.suspicions);
	free(repeats.groups);
	buffer_release(&repeats.key);
	buffer_release(&repeats.value);
	return fine;
}
