/*
 * How to read this file: the reader's thread fills slots (a set of columns, lines and the text they
 * point to) and puts them into a queue as items; csvin_ahead_next() takes them out, and gives the
 * slot back when it is asked again. Slots are few, so the reader waits when it is far ahead.
 *
 * Problems are put down as they are found (a telling), and go with the item that follows them; a
 * telling that grows large goes alone, so that a file of nothing but refused rows takes no more
 * memory than another. All that both threads touch stands in struct ahead behind the gate; the rest
 * belongs to the reader until its thread has ended, and a slot to whoever holds it.
 */
#include "interp/csvin_ahead.h"

#include <string.h>

#include "interp/csvin_parts.h"
#include "interp/platform_thread.h"

enum {
	SLOTS = 4,
	QUEUE = 8,
	TELLING_BYTES = 1024 * 1024
};

struct telling {
	struct arena arena;
	struct told *first, *last;
};

struct told {
	struct told *next;
	struct problem problem;
};

struct slot {
	struct vec **fields;		/* by column index; NULL where nothing is wanted */
	uint64_t *lines;
	uint32_t rows;
	struct csvin_text text;
	bool free;
};

struct item {
	struct telling *telling;	/* told first; NULL: nothing */
	struct slot *slot;		/* NULL: this is all */
	enum csvin_result result;
	struct csvin_counts counts;
};

struct csvin_ahead {
	struct csvin *in;
	struct csvin_options options;	/* as they were given */
	/* without a thread that is all; with one the reader has its own ... */
	bool threaded;
	struct arena arena;
	struct problems problems;
	struct telling *telling;
	struct fault fault;		/* before its item, and after that of whoever took it */
	/* ... behind the gate ... */
	struct platform_gate *gate;
	struct platform_thread *thread;
	struct item queue[QUEUE];
	uint32_t first, count;
	bool stopped;
	struct slot slots[SLOTS];
	/* ... and whoever asks has the last item that was taken. */
	struct slot *taken;
	struct vec *const *fields;
	uint64_t **lines;
	struct csvin_counts counts;
	const struct csvin_facts *facts;
	enum csvin_result ended;	/* CSVIN_END or CSVIN_FAULT, once that was the answer */
};

/* ---- the queue ---- */

/* False when nobody takes any more. */
static bool
put_item(struct csvin_ahead *ahead, const struct item *item)
{
	bool stopped;

	platform_gate_enter(ahead->gate);
	while (ahead->count == QUEUE && !ahead->stopped)
		platform_gate_wait(ahead->gate);
	stopped = ahead->stopped;
	if (!stopped) {
		ahead->queue[(ahead->first + ahead->count) % QUEUE] = *item;
		ahead->count++;
		platform_gate_changed(ahead->gate);
	}
	platform_gate_leave(ahead->gate);
	return !stopped;
}

static struct item
take_item(struct csvin_ahead *ahead)
{
	struct item item;

	platform_gate_enter(ahead->gate);
	while (ahead->count == 0)
		platform_gate_wait(ahead->gate);
	item = ahead->queue[ahead->first];
	ahead->first = (ahead->first + 1) % QUEUE;
	ahead->count--;
	platform_gate_changed(ahead->gate);
	platform_gate_leave(ahead->gate);
	return item;
}

static struct slot *
free_slot(struct csvin_ahead *ahead)
{
	for (uint32_t i = 0; i < SLOTS; i++)
		if (ahead->slots[i].free)
			return &ahead->slots[i];
	return NULL;
}

/* NULL when the thread is to end. */
static struct slot *
take_slot(struct csvin_ahead *ahead)
{
	struct slot *slot;

	platform_gate_enter(ahead->gate);
	while ((slot = free_slot(ahead)) == NULL && !ahead->stopped)
		platform_gate_wait(ahead->gate);
	if (ahead->stopped)
		slot = NULL;
	if (slot != NULL)
		slot->free = false;
	platform_gate_leave(ahead->gate);
	return slot;
}

static void
give_slot(struct csvin_ahead *ahead, struct slot *slot)
{
	platform_gate_enter(ahead->gate);
	slot->free = true;
	platform_gate_changed(ahead->gate);
	platform_gate_leave(ahead->gate);
}

/* ---- problems, from the reader to whoever asks ---- */

static void
free_telling(struct telling *telling)
{
	if (telling == NULL)
		return;
	arena_release(&telling->arena);
	memory_free(telling);
}

/* The reader's own telling so far, and none from now on; it may be left empty. */
static struct telling *
end_telling(struct csvin_ahead *ahead)
{
	struct telling *telling = ahead->telling;

	ahead->telling = NULL;
	return telling;
}

static void
tell(const struct csvin_ahead *ahead, struct telling *telling)
{
	for (const struct told *told = telling == NULL ? NULL : telling->first; told != NULL;
	    told = told->next)
		problems_add(ahead->options.problems, &told->problem);
	free_telling(telling);
}

static const char *
copied(struct arena *arena, const char *bytes, size_t length)
{
	return bytes == NULL ? NULL : arena_copy(arena, bytes, length);
}

static void
note_problem(void *context, const struct problem *problem)
{
	struct csvin_ahead *ahead = context;
	struct telling *telling = ahead->telling;
	struct told *told;
	struct item item = { .result = CSVIN_ROWS };

	if (telling == NULL) {
		telling = ahead->telling = memory_grow(NULL, 1, sizeof *telling);
		memset(telling, 0, sizeof *telling);
		arena_init(&telling->arena);
	}
	told = arena_new(&telling->arena, struct told);
	told->problem = *problem;
	told->problem.cause = problem->cause == NULL ? NULL :
	    copied(&telling->arena, problem->cause, strlen(problem->cause));
	told->problem.fix = problem->fix == NULL ? NULL :
	    copied(&telling->arena, problem->fix, strlen(problem->fix));
	told->problem.text = copied(&telling->arena, problem->text, problem->text_length);
	told->problem.row = copied(&telling->arena, problem->row, problem->row_length);
	if (telling->last != NULL)
		telling->last->next = told;
	else
		telling->first = told;
	telling->last = told;
	if (telling->arena.total < TELLING_BYTES)
		return;
	if (!ahead->threaded) {		/* none could be started */
		tell(ahead, end_telling(ahead));
		return;
	}
	item.telling = end_telling(ahead);
	if (!put_item(ahead, &item))
		free_telling(item.telling);
}

static void
forget_problems(void *context)
{
	free_telling(end_telling(context));
}

/* ---- the reader's thread ---- */

static void
read_ahead(void *context)
{
	struct csvin_ahead *ahead = context;
	struct item item = { .result = CSVIN_ROWS };

	while (item.result == CSVIN_ROWS || item.result == CSVIN_AGAIN) {
		item.slot = take_slot(ahead);
		if (item.slot == NULL)
			return;
		csvin_text_release(ahead->in, &item.slot->text);
		item.result = csvin_next(ahead->in, item.slot->fields, item.slot->lines,
		    &item.slot->rows, &ahead->fault);
		csvin_text_take(ahead->in, &item.slot->text);
		item.counts = *csvin_counts(ahead->in);
		item.telling = end_telling(ahead);
		if (!put_item(ahead, &item)) {
			free_telling(item.telling);
			return;
		}
	}
}

static void
make_slots(struct csvin_ahead *ahead, struct vec *const *fields)
{
	uint32_t count = ahead->options.table->field_count;

	for (uint32_t s = 0; s < SLOTS; s++) {
		struct slot *slot = &ahead->slots[s];

		slot->fields = arena_array(&ahead->arena, struct vec *, count);
		slot->lines = arena_array(&ahead->arena, uint64_t, BATCH_ROWS);
		slot->free = true;
		for (uint32_t i = 0; i < count; i++)
			if (fields[i] != NULL) {
				slot->fields[i] = arena_new(&ahead->arena, struct vec);
				vec_init(slot->fields[i], &ahead->arena, fields[i]->shape,
				    fields[i]->type);
			}
	}
}

/* False: the caller goes on without one. */
static bool
start(struct csvin_ahead *ahead, struct vec *const *fields)
{
	if (ahead->thread != NULL)
		return true;
	make_slots(ahead, fields);
	ahead->thread = platform_thread_start(read_ahead, ahead);
	return ahead->thread != NULL;
}

/* ---- asking ---- */

struct csvin_ahead *
csvin_ahead_open(const struct csvin_options *options, bool thread, struct fault *fault)
{
	struct csvin_ahead *ahead = memory_grow(NULL, 1, sizeof *ahead);
	struct csvin_options own = *options;

	memset(ahead, 0, sizeof *ahead);
	ahead->options = *options;
	arena_init(&ahead->arena);
	ahead->threaded = thread && options->cells == NULL;
	if (ahead->threaded) {
		ahead->gate = platform_gate_make();
		own.arena = &ahead->arena;
		own.problems = &ahead->problems;
		problems_init(&ahead->problems, &ahead->arena,
		    (struct problem_sink){ note_problem, forget_problems, ahead });
	}
	ahead->in = csvin_open(&own, fault);
	if (ahead->in == NULL) {
		csvin_ahead_close(ahead);
		return NULL;
	}
	return ahead;
}

static void
exchange(struct csvin_ahead *ahead)
{
	struct slot *slot = ahead->taken;
	uint64_t *lines = *ahead->lines;

	*ahead->lines = slot->lines;
	slot->lines = lines;
	for (uint32_t i = 0; i < ahead->options.table->field_count; i++)
		if (ahead->fields[i] != NULL) {
			struct vec vec = *ahead->fields[i];

			*ahead->fields[i] = *slot->fields[i];
			*slot->fields[i] = vec;
		}
}

static void
give_back(struct csvin_ahead *ahead)
{
	if (ahead->taken == NULL)
		return;
	exchange(ahead);
	give_slot(ahead, ahead->taken);
	ahead->taken = NULL;
}

/* The last: the thread has no more to do. */
static void
finish(struct csvin_ahead *ahead, enum csvin_result result)
{
	platform_thread_join(ahead->thread);
	ahead->thread = NULL;
	ahead->ended = result;
	ahead->facts = csvin_facts_copy(csvin_facts(ahead->in), ahead->options.arena);
}

static enum csvin_result
next_directly(struct csvin_ahead *ahead, struct vec *const *fields, uint64_t **lines,
    uint32_t *rows, struct fault *fault)
{
	enum csvin_result result = csvin_next(ahead->in, fields, *lines, rows, fault);

	tell(ahead, end_telling(ahead));
	ahead->counts = *csvin_counts(ahead->in);
	if (result == CSVIN_END)
		ahead->facts = csvin_facts_copy(csvin_facts(ahead->in), ahead->options.arena);
	return result;
}

enum csvin_result
csvin_ahead_next(struct csvin_ahead *ahead, struct vec *const *fields, uint64_t **lines,
    uint32_t *rows, struct fault *fault)
{
	struct item item;

	*rows = 0;
	if (ahead->ended == CSVIN_END || ahead->ended == CSVIN_FAULT)
		return ahead->ended;
	if (ahead->threaded && !start(ahead, fields))
		ahead->threaded = false;
	if (!ahead->threaded)
		return next_directly(ahead, fields, lines, rows, fault);
	give_back(ahead);
	do {
		item = take_item(ahead);
		tell(ahead, item.telling);
	} while (item.slot == NULL);
	ahead->taken = item.slot;
	ahead->fields = fields;
	ahead->lines = lines;
	ahead->counts = item.counts;
	exchange(ahead);
	*rows = item.slot->rows;
	if (item.result == CSVIN_FAULT)
		*fault = ahead->fault;
	if (item.result == CSVIN_END || item.result == CSVIN_FAULT)
		finish(ahead, item.result);
	return item.result;
}

const struct csvin_counts *
csvin_ahead_counts(const struct csvin_ahead *ahead)
{
	return &ahead->counts;
}

const struct csvin_facts *
csvin_ahead_facts(const struct csvin_ahead *ahead)
{
	return ahead->facts;
}

const char *
csvin_ahead_digest(const struct csvin_ahead *ahead)
{
	return csvin_digest(ahead->in);
}

void
csvin_ahead_close(struct csvin_ahead *ahead)
{
	if (ahead == NULL)
		return;
	if (ahead->thread != NULL) {
		platform_gate_enter(ahead->gate);
		ahead->stopped = true;
		platform_gate_changed(ahead->gate);
		platform_gate_leave(ahead->gate);
		platform_thread_join(ahead->thread);
	}
	for (; ahead->count > 0; ahead->count--) {
		free_telling(ahead->queue[ahead->first].telling);
		ahead->first = (ahead->first + 1) % QUEUE;
	}
	free_telling(ahead->telling);
	if (ahead->taken != NULL)
		exchange(ahead);
	for (uint32_t s = 0; s < SLOTS && ahead->in != NULL; s++)
		csvin_text_release(ahead->in, &ahead->slots[s].text);
	csvin_close(ahead->in);
	platform_gate_free(ahead->gate);
	arena_release(&ahead->arena);
	memory_free(ahead);
}
