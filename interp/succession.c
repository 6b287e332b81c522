/*
 * Every row is filed under its other keys and its period; a run then looks its periods up,
 * latest first. What is asked of a period is asked from where our row stands: its own year, its
 * own `counting from`.
 */
#include "interp/succession.h"

#include <string.h>

#include "interp/fold_keys.h"
#include "interp/held_keys.h"
#include "lang/arena.h"
#include "lang/date.h"

/* What is recorded of a period; of two rows with one key that differ, nothing is known. */
enum record { RECORD_NO, RECORD_YES, RECORD_UNKNOWN, RECORD_LEFT_OUT, NO_RECORD };

/* Of what: each period has a record of `of` and, where a run has one, of `where`. */
enum recorded { RECORDED_OF, RECORDED_WHERE };

/*
 * Histories are numbered by their other keys. Where periods lie close together each history is a
 * line of a table from the first period of all to the last; else it is found by number and period.
 */
struct histories {
	const struct succession_input *input;
	struct keys others;	/* numbers of histories */
	uint32_t *of;		/* by row */
	int64_t first, last;	/* periods of all that have a record */
	uint32_t width;		/* records of one period */
	uint8_t *table;		/* [(number * span + period - first) * width], or NULL: */
	uint64_t span;
	struct keys numbers;	/* of history and period */
	uint8_t *records;	/* [number * width] */
	uint32_t room;
	uint32_t recorded;	/* numbers from here on are of periods that were only asked for */
	struct buffer key, before;
	uint32_t before_number;
};

enum { FIRST_ROOM = 64, LONGEST_YEAR = 12, TABLE_LOOSE = 16, TABLE_SMALL = 4096 };

/* ---- the calendar ---- */

static bool
in_years(const struct succession_input *input)
{
	return input->keys[input->period]->type.kind == KIND_YEAR;
}

static int64_t
quarter_of_period(const struct succession_input *input, int64_t period)
{
	/* April is the first month of quarter 4 * year */
	return input->keys[input->period]->type.kind == KIND_MONTH ? (period - 3) / 3 : period;
}

static bool
same_year(const struct succession_input *input, int64_t a, int64_t b)
{
	if (in_years(input))
		return true;
	return quarter_year(quarter_of_period(input, a)) ==
	    quarter_year(quarter_of_period(input, b));
}

/* ---- filing ---- */

static bool
has_whole_key(const struct succession_input *input, const struct held *const *keys, uint32_t row)
{
	for (uint32_t i = 0; i < input->key_count; i++)
		if (held_presence(keys[i], row) != GIVEN)
			return false;
	return true;
}

/* The history of a row. Rows stand in key order as a rule, so it is often that of the row
 * before. */
static uint32_t
history_of(struct histories *histories, const struct held *const *keys, uint32_t row)
{
	const struct succession_input *input = histories->input;
	struct buffer turn;
	bool fresh;

	buffer_clear(&histories->key);
	for (uint32_t i = 0; i < input->key_count; i++)
		if (i != input->period)
			held_key_add(&histories->key, keys[i], input->keys[i], row, false);
	if (histories->others.count > 0 && histories->key.length == histories->before.length &&
	    (histories->key.length == 0 ||
	        memcmp(histories->key.at, histories->before.at, histories->key.length) == 0))
		return histories->before_number;
	histories->before_number = keys_number(&histories->others,
	    histories->key.length > 0 ? histories->key.at : "", histories->key.length, &fresh);
	turn = histories->key;
	histories->key = histories->before;
	histories->before = turn;
	return histories->before_number;
}

static uint32_t
record_number(struct histories *histories, uint32_t history, int64_t period, bool *fresh)
{
	char key[sizeof history + sizeof period];

	memcpy(key, &history, sizeof history);
	memcpy(key + sizeof history, &period, sizeof period);
	return keys_number(&histories->numbers, key, sizeof key, fresh);
}

static void
set_record(uint8_t *at, bool fresh, enum record record)
{
	if (fresh)
		*at = (uint8_t)record;
	else if (record != RECORD_LEFT_OUT && *at != record)
		*at = RECORD_UNKNOWN;
}

static void
file_record(struct histories *histories, uint32_t history, int64_t period,
    const enum record *record)
{
	uint32_t number;
	uint8_t *at;
	bool fresh;

	if (histories->table != NULL) {
		at = &histories->table[(history * histories->span +
					   (uint64_t)(period - histories->first)) *
		    histories->width];
		fresh = *at == NO_RECORD;
		for (uint32_t i = 0; i < histories->width; i++)
			set_record(&at[i], fresh, record[i]);
		return;
	}
	number = record_number(histories, history, period, &fresh);
	if (number >= histories->room) {
		histories->room = histories->room * 2 + FIRST_ROOM;
		histories->records = memory_grow(histories->records,
		    (size_t)histories->room * histories->width, sizeof *histories->records);
	}
	for (uint32_t i = 0; i < histories->width; i++)
		set_record(&histories->records[(size_t)number * histories->width + i], fresh,
		    record[i]);
}

static enum record
record_of(const struct succession_input *input, const struct held *held, uint32_t row)
{
	uint64_t labels = held_labels(held, row);

	if (labels == LABEL_NO)
		return RECORD_NO;
	if (input->doubtful != NULL && HELD_BIT(input->doubtful, row))
		return RECORD_UNKNOWN;
	return labels == LABEL_YES ? RECORD_YES : RECORD_UNKNOWN;
}

/* Numbers the history of each row, and finds the first period and the last. */
static void
number_histories(struct histories *histories, const struct held *const *keys, uint32_t rows,
    uint32_t *of)
{
	const struct held *periods = keys[histories->input->period];

	for (uint32_t row = 0; row < rows; row++) {
		of[row] = HELD_NO_ROW;
		if (!has_whole_key(histories->input, keys, row))
			continue;
		of[row] = history_of(histories, keys, row);
		if (periods->num[row] < histories->first)
			histories->first = periods->num[row];
		if (periods->num[row] > histories->last)
			histories->last = periods->num[row];
	}
}

static void
make_table(struct histories *histories, uint32_t rows)
{
	uint64_t most = (uint64_t)rows * TABLE_LOOSE + TABLE_SMALL, size;

	if (histories->last < histories->first ||
	    (uint64_t)(histories->last - histories->first) >= most)
		return;
	histories->span = (uint64_t)(histories->last - histories->first) + 1;
	size = histories->span * histories->others.count;
	if (size > most)
		return;
	size *= histories->width;
	histories->table = memory_grow(NULL, size, sizeof *histories->table);
	memset(histories->table, NO_RECORD, size);
}

static void
histories_make(struct histories *histories, const struct succession_input *input)
{
	static const enum record none[2] = { RECORD_LEFT_OUT, RECORD_LEFT_OUT };
	uint32_t *left_out = memory_grow(NULL, (size_t)input->left_out_rows + 1, sizeof *left_out);

	memset(histories, 0, sizeof *histories);
	histories->input = input;
	histories->width = input->where != NULL ? 2 : 1;
	histories->first = INT64_MAX;
	histories->last = INT64_MIN;
	histories->of = memory_grow(NULL, (size_t)input->rows + 1, sizeof *histories->of);
	number_histories(histories, input->keys, input->rows, histories->of);
	if (input->left_out_rows > 0)
		number_histories(histories, input->left_out, input->left_out_rows, left_out);
	make_table(histories, input->rows + input->left_out_rows);
	for (uint32_t row = 0; row < input->rows; row++) {
		enum record record[2] = { RECORD_UNKNOWN, RECORD_UNKNOWN };

		if (histories->of[row] == HELD_NO_ROW)
			continue;
		record[RECORDED_OF] = record_of(input, input->of, row);
		if (input->where != NULL)
			record[RECORDED_WHERE] = record_of(input, input->where, row);
		file_record(histories, histories->of[row], input->keys[input->period]->num[row],
		    record);
	}
	for (uint32_t row = 0; row < input->left_out_rows; row++)
		if (left_out[row] != HELD_NO_ROW)
			file_record(histories, left_out[row],
			    input->left_out[input->period]->num[row], none);
	histories->recorded = histories->numbers.count;
	memory_free(left_out);
}

static void
histories_release(struct histories *histories)
{
	keys_release(&histories->others);
	keys_release(&histories->numbers);
	memory_free(histories->of);
	memory_free(histories->table);
	memory_free(histories->records);
	buffer_release(&histories->key);
	buffer_release(&histories->before);
}

/* ---- asking ---- */

/* Does the run reach over a year end? A truth as a set of labels. */
static uint64_t
crosses_year_end(const struct succession_input *input, uint32_t row)
{
	switch (input->succession->year_end) {
	case YEAR_END_STOPS:
		return LABEL_NO;
	case YEAR_END_CROSSED:
		return LABEL_YES;
	case YEAR_END_BY_SETTING:
		break;
	}
	return held_labels(input->crosses, row);
}

/* Does a period count as it is recorded? Else it counts as no. */
static uint64_t
period_counts(const struct succession_input *input, uint32_t row, int64_t ours, int64_t period)
{
	int64_t quarter = quarter_of_year(quarter_of_period(input, period));
	uint64_t counts = LABEL_YES;

	if (!same_year(input, ours, period))
		counts = crosses_year_end(input, row);
	if (counts == LABEL_NO || input->counting_from == NULL || in_years(input))
		return counts;
	if (held_presence(input->counting_from, row) == GIVEN)
		return quarter < input->counting_from->num[row] ? LABEL_NO : counts;
	/* nothing is before the last quarter for want of a later one */
	return quarter < 3 ? LABEL_YES | LABEL_NO : counts;
}

static enum record
period_record(struct histories *histories, uint32_t row, int64_t period, enum recorded recorded)
{
	uint32_t number;
	bool fresh;

	if (histories->table != NULL) {
		uint8_t record = NO_RECORD;

		if (period >= histories->first && period <= histories->last)
			record = histories->table[(histories->of[row] * histories->span +
			    (uint64_t)(period - histories->first)) * histories->width + recorded];
		return record == NO_RECORD ? RECORD_UNKNOWN : (enum record)record;
	}
	number = record_number(histories, histories->of[row], period, &fresh);
	if (number >= histories->recorded)
		return RECORD_UNKNOWN;
	return (enum record)histories->records[(size_t)number * histories->width + recorded];
}

/* A record as it counts: no, yes or unknown. */
static enum record
as_it_counts(enum record record, uint64_t counts)
{
	if (record == RECORD_NO || record == RECORD_LEFT_OUT || counts == LABEL_NO)
		return RECORD_NO;
	return record == RECORD_YES && counts == LABEL_YES ? RECORD_YES : RECORD_UNKNOWN;
}

static enum record
run_of(struct histories *histories, uint32_t row)
{
	const struct succession_input *input = histories->input;
	int64_t ours = input->keys[input->period]->num[row];
	uint32_t back = input->succession->previous ? 1 : 0,
	    end = back + (back == 1 ? 1 : input->succession->periods);
	enum record run = RECORD_YES;

	for (; back < end; back++) {
		int64_t period = ours - back;
		enum record record =
		    as_it_counts(period_record(histories, row, period, RECORDED_OF),
			period_counts(input, row, ours, period));

		if (record == RECORD_NO)
			return RECORD_NO;
		if (record == RECORD_UNKNOWN)
			run = RECORD_UNKNOWN;
		/* before all records one year is like another */
		if (period < histories->first - LONGEST_YEAR)
			break;
	}
	return run;
}

/*
 * Walks the run back from our own period. What is unknown counts once as no and once as yes; as
 * more facts that hold never make the answer less, no more need be tried. Beyond the first record
 * all is unknown, so the walk ends there at the latest.
 */
static enum record
earlier_of(struct histories *histories, uint32_t row)
{
	const struct succession_input *input = histories->input;
	int64_t ours = input->keys[input->period]->num[row];
	bool certain = true, possible = false;

	for (uint32_t back = 0;; back++) {
		uint64_t counts = period_counts(input, row, ours, ours - back);
		enum record where = as_it_counts(
		    period_record(histories, row, ours - back, RECORDED_WHERE), counts);
		enum record of =
		    as_it_counts(period_record(histories, row, ours - back, RECORDED_OF), counts);

		if (where == RECORD_NO)
			return possible ? RECORD_UNKNOWN : RECORD_NO;
		certain = certain && where == RECORD_YES;
		if (back > 0 && of == RECORD_YES && certain)
			return RECORD_YES;
		possible = possible || (back > 0 && of != RECORD_NO);
		if (possible && !certain)
			return RECORD_UNKNOWN;
	}
}

/* Of a row without a whole key, whose history is not known. */
static enum record
own_period_of(const struct succession_input *input, uint32_t row)
{
	const struct held *own = input->where != NULL ? input->where : input->of;

	if (!input->succession->previous && record_of(input, own, row) == RECORD_NO)
		return RECORD_NO;
	return RECORD_UNKNOWN;
}

void
succession_run(const struct succession_input *input, struct held *out)
{
	struct histories histories;

	histories_make(&histories, input);
	held_resize(out, input->rows);
	for (uint32_t row = 0; row < input->rows; row++) {
		struct value truth = { .state = UNKNOWN, .type = out->type };
		enum record run;

		if (histories.of[row] == HELD_NO_ROW)
			run = own_period_of(input, row);
		else
			run = input->where != NULL ? earlier_of(&histories, row) :
						     run_of(&histories, row);
		if (run != RECORD_UNKNOWN) {
			truth.state = GIVEN;
			truth.labels = run == RECORD_YES ? LABEL_YES : LABEL_NO;
		}
		held_put(out, row, &truth);
	}
	histories_release(&histories);
}

/* ---- for explanations ---- */

static bool
same_key(const struct held *key, uint32_t a, uint32_t b)
{
	return held_presence(key, b) == GIVEN && held_compare(key, a, b) == 0;
}

int64_t
succession_before(const struct succession_input *input, uint32_t row, uint32_t back,
    uint32_t *found)
{
	const struct held *periods = input->keys[input->period];
	int64_t period = periods->num[row] - back;

	*found = HELD_NO_ROW;
	for (uint32_t other = 0; other < input->rows && *found == HELD_NO_ROW; other++) {
		bool same = HELD_BIT(periods->first, other) && periods->num[other] == period;

		for (uint32_t i = 0; i < input->key_count && same; i++)
			same = i == input->period || same_key(input->keys[i], row, other);
		if (same)
			*found = other;
	}
	return period;
}

static bool
same_as_left_out(const struct succession_input *input, uint32_t key, uint32_t row,
    uint32_t left_out)
{
	struct buffer ours = BUFFER_INIT, theirs = BUFFER_INIT;
	bool same;

	held_key_add(&ours, input->keys[key], input->keys[key], row, true);
	held_key_add(&theirs, input->left_out[key], input->keys[key], left_out, true);
	same = ours.length == theirs.length &&
	    (ours.length == 0 || memcmp(ours.at, theirs.at, ours.length) == 0);
	buffer_release(&ours);
	buffer_release(&theirs);
	return same;
}

static bool
is_left_out(const struct succession_input *input, uint32_t row, int64_t period)
{
	for (uint32_t other = 0; other < input->left_out_rows; other++) {
		bool same = has_whole_key(input, input->left_out, other) &&
		    input->left_out[input->period]->num[other] == period;

		for (uint32_t i = 0; i < input->key_count && same; i++)
			same = i == input->period || same_as_left_out(input, i, row, other);
		if (same)
			return true;
	}
	return false;
}

static uint64_t
step_labels(const struct succession_input *input, const struct held *held, uint32_t row,
    uint64_t counts)
{
	enum record record = row == HELD_NO_ROW ? RECORD_UNKNOWN : record_of(input, held, row);

	record = as_it_counts(record, counts);
	return record == RECORD_NO ? LABEL_NO :
	    record == RECORD_YES   ? LABEL_YES :
				     LABEL_NO | LABEL_YES;
}

uint64_t
succession_counts(const struct succession_input *input, uint32_t row, int64_t period)
{
	return period_counts(input, row, input->keys[input->period]->num[row], period);
}

struct succession_step
succession_step(const struct succession_input *input, uint32_t row, uint32_t back)
{
	int64_t ours = input->keys[input->period]->num[row];
	struct succession_step step;
	uint64_t counts;

	step.period = succession_before(input, row, back, &step.row);
	counts = period_counts(input, row, ours, step.period);
	if (step.row == HELD_NO_ROW && is_left_out(input, row, step.period))
		counts = LABEL_NO;
	step.where = step_labels(input, input->where, step.row, counts);
	step.of = step_labels(input, input->of, step.row, counts);
	return step;
}
