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
enum record { RECORD_NO, RECORD_YES, RECORD_UNKNOWN, RECORD_LEFT_OUT };

struct histories {
	const struct succession_input *input;
	struct keys numbers;
	uint8_t *records;	/* by number */
	uint32_t room;
	uint32_t recorded;	/* numbers from here on are of periods that were only asked for */
	int64_t first;		/* the first period of all that has a record */
	struct buffer key;
};

enum { FIRST_ROOM = 64, LONGEST_YEAR = 12 };

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

/* The other keys of a row with any period. */
static void
spell_key(struct histories *histories, const struct held *const *keys, uint32_t row, int64_t period)
{
	const struct succession_input *input = histories->input;

	buffer_clear(&histories->key);
	for (uint32_t i = 0; i < input->key_count; i++)
		if (i != input->period)
			held_key_add(&histories->key, keys[i], input->keys[i], row, false);
	buffer_add(&histories->key, (const char *)&period, sizeof period);
}

static void
file_record(struct histories *histories, const struct held *const *keys, uint32_t row,
    enum record record)
{
	const struct succession_input *input = histories->input;
	int64_t period;
	uint32_t number;
	bool fresh;

	if (!has_whole_key(input, keys, row))
		return;
	period = keys[input->period]->num[row];
	if (period < histories->first)
		histories->first = period;
	spell_key(histories, keys, row, period);
	number = keys_number(&histories->numbers, histories->key.at, histories->key.length, &fresh);
	if (number >= histories->room) {
		histories->room = histories->room * 2 + FIRST_ROOM;
		histories->records = memory_grow(histories->records, histories->room,
		    sizeof *histories->records);
	}
	if (fresh)
		histories->records[number] = (uint8_t)record;
	else if (record != RECORD_LEFT_OUT && histories->records[number] != record)
		histories->records[number] = RECORD_UNKNOWN;
}

static enum record
record_of(const struct succession_input *input, uint32_t row)
{
	uint64_t labels = held_labels(input->of, row);

	if (labels == LABEL_NO)
		return RECORD_NO;
	if (input->doubtful != NULL && HELD_BIT(input->doubtful, row))
		return RECORD_UNKNOWN;
	return labels == LABEL_YES ? RECORD_YES : RECORD_UNKNOWN;
}

static void
histories_make(struct histories *histories, const struct succession_input *input)
{
	memset(histories, 0, sizeof *histories);
	histories->input = input;
	histories->first = INT64_MAX;
	for (uint32_t row = 0; row < input->rows; row++)
		file_record(histories, input->keys, row, record_of(input, row));
	for (uint32_t row = 0; row < input->left_out_rows; row++)
		file_record(histories, input->left_out, row, RECORD_LEFT_OUT);
	histories->recorded = histories->numbers.count;
}

static void
histories_release(struct histories *histories)
{
	keys_release(&histories->numbers);
	memory_free(histories->records);
	buffer_release(&histories->key);
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
	return input->crosses == NULL ? LABEL_YES | LABEL_NO : held_labels(input->crosses, row);
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
period_record(struct histories *histories, uint32_t row, int64_t period)
{
	uint32_t number;
	bool fresh;

	spell_key(histories, histories->input->keys, row, period);
	number = keys_number(&histories->numbers, histories->key.at, histories->key.length, &fresh);
	if (number >= histories->recorded)
		return RECORD_UNKNOWN;
	return (enum record)histories->records[number];
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
		enum record record = period_record(histories, row, period);
		uint64_t counts = period_counts(input, row, ours, period);

		if (record == RECORD_NO || record == RECORD_LEFT_OUT || counts == LABEL_NO)
			return RECORD_NO;
		if (record == RECORD_UNKNOWN || counts != LABEL_YES)
			run = RECORD_UNKNOWN;
		/* before all records one year is like another */
		if (period < histories->first - LONGEST_YEAR)
			break;
	}
	return run;
}

void
succession_run(const struct succession_input *input, struct held *out)
{
	struct histories histories;

	histories_make(&histories, input);
	held_resize(out, input->rows);
	for (uint32_t row = 0; row < input->rows; row++) {
		struct value truth = { .state = UNKNOWN, .type = out->type };
		enum record run = RECORD_UNKNOWN;

		if (has_whole_key(input, input->keys, row))
			run = run_of(&histories, row);
		else if (!input->succession->previous && record_of(input, row) == RECORD_NO)
			run = RECORD_NO;
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
