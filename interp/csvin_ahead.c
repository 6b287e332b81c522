/*
 * csvin_ahead: the reading half of csvin in a thread of its own.
 *
 * How to read this file: portions go round in a ring of slots. The thread fills them one after the
 * other, ahead_next() takes them in the same order, and gives each back when it is asked for the
 * next; then the keys of its rows are noted, by one side or the other, and it may be filled again.
 * So who may touch a slot is said by three numbers, how many were filled, given back and noted, and
 * only these stand behind the gate. Nothing is locked where rows are read.
 *
 * A portion holds as many records as a batch has rows, at most. What it points to stands in the
 * blocks that were read, which it keeps, or in its own arena and columns.
 */
#include <string.h>

#include "interp/csvin_parts.h"
#include "interp/platform_thread.h"
#include "interp/rows_strip.h"

enum { SLOTS = 6 };

/* Keys that are to be noted. */
struct later {
	struct later *next;
	const struct strip *strip;	/* a run of it ... */
	uint32_t from, count;
	const uint64_t *digests;	/* ... or one row */
	uint64_t ordinal;
};

struct slot {
	struct portion portion;
	struct later *first_later, *last_later;
	struct arena arena;		/* its pieces */
	struct vec **columns;		/* by index of `reading`; in the arena of the pass */
	uint64_t *lines;
	uint32_t rows;			/* of `columns` that are used */
	struct rows_block *blocks;
};

struct csvin_ahead {
	struct csvin *in;
	struct arena arena;		/* of the pass */
	struct slot slots[SLOTS];
	struct platform_thread *thread;
	bool running;
	struct slot *taken;		/* of whoever asks */
	struct platform_gate *gate;
	/* behind the gate */
	uint64_t filled, given_back, noted;
	bool noting;			/* some side is at the keys of the next */
	bool stopped;
};

/* ---- filling a portion ---- */

/* Cells that are not as they stand in the file were written elsewhere, until the next record. */
static void
keep_record(struct arena *arena, const struct record *from, struct record *to)
{
	const char *begin = from->raw, *end = from->raw + from->raw_length;
	struct row_cell *cells = arena_array(arena, struct row_cell, from->count);

	*to = *from;
	to->cells = cells;
	for (uint32_t i = 0; i < from->count; i++) {
		cells[i] = from->cells[i];
		if (cells[i].length > 0 && (cells[i].at < begin || cells[i].at >= end))
			cells[i].at = arena_copy(arena, cells[i].at, cells[i].length);
	}
}

static const struct record *
keep_apart(struct csvin *in, struct arena *arena, const struct strip *strip)
{
	struct record *records = arena_array(arena, struct record, STRIP_ROWS), *next = records;

	for (uint64_t left = strip->apart; left != 0; left &= left - 1) {
		struct record record;

		rows_strip_record(in->rows, strip->cells, (uint32_t)__builtin_ctzll(left), &record);
		keep_record(arena, &record, next++);
	}
	return records;
}

static bool
add_strip(struct csvin *in, struct slot *slot, struct piece *piece)
{
	struct rows_strip cells;

	piece->kind = PIECE_STRIP;
	piece->strip = (struct strip){ .columns = slot->columns, .at = slot->rows,
		.bits = arena_array(&slot->arena, struct strip_bits, in->reading_count) };
	if (!strip_read(in, BATCH_ROWS - slot->rows, &cells, &piece->strip))
		return false;
	piece->strip.records = piece->strip.apart == 0 ? NULL :
	    keep_apart(in, &slot->arena, &piece->strip);
	piece->strip.cells = NULL;
	piece->strip.line = memcpy(slot->lines + slot->rows, cells.line,
	    cells.rows * sizeof *cells.line);
	slot->rows += cells.rows;
	return true;
}

static enum rows_result
add_record(struct csvin *in, struct slot *slot, struct piece *piece)
{
	struct record record;
	enum rows_result result = csvin_record(in, &record);

	if (result != ROWS_RECORD && result != ROWS_BROKEN)
		return result;
	piece->kind = PIECE_RECORD;
	piece->damaged = intake_is_damaged(in->intake);
	keep_record(&slot->arena, &record, &piece->record);
	slot->rows++;
	return ROWS_RECORD;
}

static void
fill(struct csvin *in, struct slot *slot)
{
	const struct piece **last = &slot->portion.pieces;

	rows_give_back(in->rows, slot->blocks);
	arena_release(&slot->arena);
	slot->rows = 0;
	slot->portion = (struct portion){ NULL, ROWS_RECORD, 0 };
	slot->first_later = slot->last_later = NULL;
	while (slot->rows < BATCH_ROWS &&
	    rows_held(in->rows) + slot->arena.total < BATCH_MAX_BYTES / SLOTS) {
		struct piece *piece = arena_new(&slot->arena, struct piece);

		if (!add_strip(in, slot, piece))
			slot->portion.last = add_record(in, slot, piece);
		if (slot->portion.last != ROWS_RECORD)
			break;
		*last = piece;
		last = (const struct piece **)&piece->next;
	}
	slot->blocks = rows_take_held(in->rows);
	slot->portion.bytes = intake_bytes(in->intake);
}

/* ---- keys ---- */

static struct later *
add_later(struct slot *slot)
{
	struct later *later = arena_new(&slot->arena, struct later);

	if (slot->last_later != NULL)
		slot->last_later->next = later;
	else
		slot->first_later = later;
	slot->last_later = later;
	return later;
}

void
ahead_note_row(struct csvin_ahead *ahead)
{
	const struct csvin *in = ahead->in;
	uint32_t count = in->options.table->key_count;
	struct later *later = add_later(ahead->taken);
	uint64_t *digests = arena_array(&ahead->taken->arena, uint64_t, count);

	later->digests = memcpy(digests, in->row_digests, count * sizeof *digests);
	later->ordinal = in->ordinal;
}

void
ahead_note_run(struct csvin_ahead *ahead, const struct strip *strip, uint32_t from, uint32_t count)
{
	struct later *later = add_later(ahead->taken);

	later->strip = strip;
	later->from = from;
	later->count = count;
	later->ordinal = ahead->in->ordinal + 1;
}

static void
note_keys(struct csvin *in, const struct slot *slot)
{
	for (const struct later *later = slot->first_later; later != NULL; later = later->next) {
		if (later->strip != NULL)
			keybook_run(in, later->strip, later->from, later->count, later->ordinal);
		else
			keybook_row(in, later->digests, later->ordinal);
	}
}

/* Behind the gate, and again afterwards: notes the keys of the oldest portion that was given back.
 * False when there is none, or somebody is at it. */
static bool
note_oldest(struct csvin_ahead *ahead)
{
	if (ahead->noting || ahead->noted == ahead->given_back)
		return false;
	ahead->noting = true;
	platform_gate_leave(ahead->gate);
	note_keys(ahead->in, &ahead->slots[ahead->noted % SLOTS]);
	platform_gate_enter(ahead->gate);
	ahead->noting = false;
	ahead->noted++;
	platform_gate_changed(ahead->gate);
	return true;
}

/* ---- the thread ---- */

/* The next slot to be filled; NULL when nobody wants it any more. */
static struct slot *
take_empty(struct csvin_ahead *ahead)
{
	struct slot *slot;

	platform_gate_enter(ahead->gate);
	while (ahead->filled - ahead->noted == SLOTS && !ahead->stopped)
		if (!note_oldest(ahead))
			platform_gate_wait(ahead->gate);
	slot = ahead->stopped ? NULL : &ahead->slots[ahead->filled % SLOTS];
	platform_gate_leave(ahead->gate);
	return slot;
}

static void
read_ahead(void *context)
{
	struct csvin_ahead *ahead = context;
	enum rows_result last = ROWS_RECORD;

	while (last == ROWS_RECORD) {
		struct slot *slot = take_empty(ahead);

		if (slot == NULL)
			return;
		fill(ahead->in, slot);
		last = slot->portion.last;
		platform_gate_enter(ahead->gate);
		ahead->filled++;
		platform_gate_changed(ahead->gate);
		platform_gate_leave(ahead->gate);
	}
}

/* ---- asking ---- */

struct csvin_ahead *
ahead_make(struct csvin *in)
{
	struct csvin_ahead *ahead = memory_grow(NULL, 1, sizeof *ahead);

	memset(ahead, 0, sizeof *ahead);
	ahead->in = in;
	arena_init(&ahead->arena);
	for (uint32_t s = 0; s < SLOTS; s++)
		arena_init(&ahead->slots[s].arena);
	ahead->gate = platform_gate_make();
	return ahead;
}

static void
make_columns(struct csvin_ahead *ahead, struct slot *slot)
{
	const struct csvin *in = ahead->in;

	slot->lines = arena_array(&ahead->arena, uint64_t, BATCH_ROWS);
	slot->columns = arena_array(&ahead->arena, struct vec *, in->reading_count);
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct type type = in->reading[i].column->type;

		slot->columns[i] = arena_new(&ahead->arena, struct vec);
		vec_init(slot->columns[i], &ahead->arena, shape_of(type), type);
	}
}

bool
ahead_start(struct csvin_ahead *ahead)
{
	arena_release(&ahead->arena);
	for (uint32_t s = 0; s < SLOTS; s++)
		make_columns(ahead, &ahead->slots[s]);
	ahead->filled = ahead->given_back = ahead->noted = 0;
	ahead->stopped = false;
	ahead->thread = platform_thread_start(read_ahead, ahead);
	ahead->running = ahead->thread != NULL;
	return ahead->running;
}

bool
ahead_is_running(const struct csvin_ahead *ahead)
{
	return ahead->running;
}

const struct portion *
ahead_next(struct csvin_ahead *ahead)
{
	platform_gate_enter(ahead->gate);
	if (ahead->taken != NULL) {
		ahead->given_back++;
		platform_gate_changed(ahead->gate);
	}
	while (ahead->filled == ahead->given_back)
		if (!note_oldest(ahead))
			platform_gate_wait(ahead->gate);
	ahead->taken = &ahead->slots[ahead->given_back % SLOTS];
	platform_gate_leave(ahead->gate);
	if (ahead->taken->portion.last != ROWS_RECORD) {
		platform_thread_join(ahead->thread);
		ahead->thread = NULL;
	}
	return &ahead->taken->portion;
}

/* The thread has ended: nobody else is at them. The last portion is not given back yet. */
void
ahead_note_rest(struct csvin_ahead *ahead)
{
	for (; ahead->noted < ahead->filled; ahead->noted++)
		note_keys(ahead->in, &ahead->slots[ahead->noted % SLOTS]);
}

void
ahead_rest(struct csvin_ahead *ahead)
{
	if (ahead->thread != NULL) {
		platform_gate_enter(ahead->gate);
		ahead->stopped = true;
		platform_gate_changed(ahead->gate);
		platform_gate_leave(ahead->gate);
		platform_thread_join(ahead->thread);
		ahead->thread = NULL;
	}
	for (uint32_t s = 0; s < SLOTS; s++) {
		rows_give_back(ahead->in->rows, ahead->slots[s].blocks);
		ahead->slots[s].blocks = NULL;
		arena_release(&ahead->slots[s].arena);
	}
	ahead->taken = NULL;
	ahead->running = false;
}

void
ahead_free(struct csvin_ahead *ahead)
{
	if (ahead == NULL)
		return;
	ahead_rest(ahead);
	platform_gate_free(ahead->gate);
	arena_release(&ahead->arena);
	memory_free(ahead);
}
