/*
 * related: rows of one table that belong to each row of another (language.md section 4): there is,
 * count, sum, average, latest, list and the rest, `in TABLE for the same K`, and over the rows a
 * row of a group stands for.
 *
 * Each of their rows is taken once and found by its key; our rows are never paired with theirs one
 * by one. With a comparison (`meeting_date is on or after ready_on`) the rows of a key are sorted
 * by it once and searched. Cost: (ours + theirs) and a logarithm. Rows whose key is unknown, on
 * either side, go to short lists of their own.
 *
 * A row of theirs belongs surely when every key is the same and its `where` and the comparison are
 * yes; surely not when a key differs or is empty, or `where` or the comparison is no; else it may
 * belong. `doubtful` rows may not exist: they may belong at most. An empty key matches nothing;
 * over a table without rows every answer is settled.
 */
#ifndef INTERP_RELATED_H
#define INTERP_RELATED_H

#include "interp/held.h"
#include "lang/program.h"

struct related_input {
	const struct related *related;
	uint32_t ours, theirs;				/* rows */
	const struct held *const *our_keys, *const *their_keys;	/* one a key */
	const struct held *where;			/* of their rows, a truth; or NULL */
	/* of the comparison; both NULL without one */
	const struct held *their_value, *our_value;
	const uint64_t *doubtful;			/* rail over their rows; or NULL */
	/* With `members`: the row of the group each of their rows belongs to; HELD_NO_ROW: to none.
	 * A row whose group is not known (a key is unknown) is in `stray`: it may belong to any row
	 * of the group. */
	const uint32_t *group;
	const uint64_t *stray;				/* rail over their rows; or NULL */
};

struct related_index;

/* The input and its columns stay until related_free(). */
struct related_index *related_make(const struct related_input *input);
void related_free(struct related_index *index);

/* `out` has one row for each of ours: a truth. */
void related_exists(const struct related_index *index, struct held *out);

/*
 * `what` of their rows (NULL for a plain count), `out` of the type and shape the expression has.
 * `order`: their rows in key order, for lists; equal texts of `list of` stay apart. `texts` holds
 * the bytes of lists, which are parted by ", ". A row whose figure does not fit 64 bits, or whose
 * list is longer than RELATED_LIST_MAX, is unknown and has its bit in `too_large` (over our rows;
 * or NULL).
 *
 * Over no rows: count and sum 0, list an empty text, the others nothing. An empty or unknown `what`
 * of a row that belongs or may makes the result unknown; so does a row that may belong, unless it
 * could not change the result (latest, earliest, lowest, highest, list and count of different: it
 * could, whatever its value, unless the value is already among the sure ones and the figure stays).
 */
void related_aggregate(const struct related_index *index, enum aggregate_kind kind,
    const struct held *what, const uint32_t *order, struct arena *texts, struct held *out,
    uint64_t *too_large);

/*
 * The same for count, sum, average and `there is`, where their rows go by and are not held: each is
 * added to the total of the row of ours it belongs to. No index, so no explanation. A total over
 * some rows answers for all expressions over just these rows that have its figure, or none.
 */
struct related_total {		/* 24 bytes */
	uint64_t low;		/* of the sum, which has 96 bits */
	int32_t high;
	uint32_t sure;		/* rows that surely belong */
	uint8_t open;		/* RELATED_MAY ... */
};
enum { RELATED_LIST_MAX = 32767 };	/* bytes of a list: what a cell of a spreadsheet holds */
enum { RELATED_MAY = 1, RELATED_UNFIT = 2, RELATED_TELLING = 4 };

struct related_totals {
	struct related_total *at;	/* one a row of ours */
	uint32_t ours;
	uint8_t open_to_all;		/* of rows that may belong to any of ours */
};

bool related_totals_fit(const struct expr *expr);	/* can it be worked out so? */
void related_totals_init(struct related_totals *totals, uint32_t ours);
void related_totals_clear(struct related_totals *totals);
void related_totals_release(struct related_totals *totals);
/* `too_large` as in related_aggregate(). */
void related_totals_put(const struct related_totals *totals, const struct expr *expr,
    struct held *out, uint64_t *too_large);

/* A row of theirs that belongs to `row` of ours (HELD_NO_ROW: to any), or may when it is not
 * `sure`; `state` and `num` of its figure, GIVEN and 0 without one. */
static inline void
related_totals_add(struct related_totals *totals, uint32_t row, bool sure, enum presence state,
    int64_t num)
{
	struct related_total *total;
	uint8_t open = 0;

	if (state != GIVEN)
		open = RELATED_UNFIT | (sure ? 0 : RELATED_MAY | RELATED_TELLING);
	else if (!sure)
		open = (uint8_t)(RELATED_MAY | (num != 0 ? RELATED_TELLING : 0));
	if (row == HELD_NO_ROW) {
		totals->open_to_all |= open | RELATED_MAY;
		return;
	}
	total = &totals->at[row];
	total->open |= open;
	total->sure += sure;
	if (sure && state == GIVEN) {
		total->high += (num < 0 ? -1 : 0) +
		    (__builtin_add_overflow(total->low, (uint64_t)num, &total->low) ? 1 : 0);
	}
}

/* Their rows that belong to `row` of ours, or may (`sure[i]` is false then), in the order of their
 * table; at most `room`. Returns how many there are. For explanations and forms; takes time in
 * proportion to their rows. */
uint32_t related_list(const struct related_index *index, uint32_t row, uint32_t *rows, bool *sure,
    uint32_t room);

/* Which of them are named, and by which keys (columns of their table) they are ordered. */
enum related_which { RELATED_ALL, RELATED_SURE, RELATED_OPEN };
struct related_choice {
	enum related_which which;
	/* RELATED_OPEN: the aggregate or `there is` that is open, and ... */
	const struct expr *aggregate;
	/* ... its figure over their rows; or NULL */
	const struct held *what;
	const struct held *const *keys;
	uint32_t key_count;
};
/* The first `room` of them by key; returns how many there are. Time in proportion to the rows that
 * belong or may. */
uint32_t related_pick(const struct related_index *index, uint32_t row,
    const struct related_choice *choice, uint32_t *rows, uint32_t room);

#endif
