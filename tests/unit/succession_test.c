/*
 * succession: worked cases, and thousands of random histories in which everything the unknown
 * facts could be is tried out: the answer is yes or no exactly where all of these agree.
 */
#include "test.h"

#include <string.h>

#include "interp/succession.h"
#include "lang/date.h"

static uint64_t random_state = 3;

static uint32_t
random_below(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % limit;
}

enum { NO = 1, YES = 2, EITHER = 3, ABSENT = 0, PLACES = 2, PERIODS = 30, ROOM = PLACES * PERIODS };

/* What is known of each practice in each period; a fact is the set of what it could be. */
struct history {
	enum kind kind;
	int64_t first;			/* the period of number 0 */
	uint32_t periods;		/* asked for */
	bool previous, earlier, has_from, years_first;
	unsigned named;			/* which of the names below the practices have */
	enum year_end year_end;
	unsigned of[PLACES][PERIODS];	/* ABSENT: no row */
	unsigned where[PLACES][PERIODS];	/* asked for with `earlier` */
	bool blank[PLACES][PERIODS];	/* `of` is nothing: never yes nor no */
	bool doubtful[PLACES][PERIODS], left_out[PLACES][PERIODS];
	unsigned crosses[PLACES][PERIODS];	/* no, yes */
	unsigned from[PLACES][PERIODS];		/* the four quarters */
};

/* ---- worked out in full, for one world ---- */

static int64_t
year_of(const struct history *history, int64_t period)
{
	if (history->kind == KIND_MONTH)
		return date_year(month_first_day(period));
	return history->kind == KIND_QUARTER ? quarter_year(period) : 0;
}

static int
quarter_of(const struct history *history, int64_t period)
{
	if (history->kind == KIND_MONTH)
		period = date_quarter(month_first_day(period));
	return quarter_of_year(period);
}

/* How it crosses and from where it counts, in one world. */
struct world {
	const struct history *history;
	uint32_t place, at;
	bool crosses;
	int from;
};

/* What `of`, or `where`, could be in the period `back` periods before ours; a set. */
static unsigned
fact_in(const struct world *world, bool where, uint32_t back)
{
	const struct history *history = world->history;
	uint32_t place = world->place, at = world->at;
	int64_t ours = history->first + at, period = ours - back;
	unsigned fact = EITHER;

	if (back <= at && history->of[place][at - back] != ABSENT) {
		fact = where ? history->where[place][at - back] : history->of[place][at - back];
		if (history->doubtful[place][at - back] && fact != NO)
			fact = EITHER;
		if (!where && history->blank[place][at - back])
			fact = EITHER;
	} else if (back <= at && history->left_out[place][at - back]) {
		fact = NO;
	}
	if (year_of(history, period) != year_of(history, ours) && !world->crosses)
		fact = NO;
	if (history->has_from && history->kind != KIND_YEAR &&
	    quarter_of(history, period) < world->from)
		fact = NO;
	return fact;
}

static unsigned
both(unsigned a, unsigned b)
{
	return a == NO || b == NO ? NO : a == YES && b == YES ? YES : EITHER;
}

static unsigned
either(unsigned a, unsigned b)
{
	return a == YES || b == YES ? YES : a == NO && b == NO ? NO : EITHER;
}

/* By its meaning: in a run now and one period before, and asked then or earlier in the run
 * before. */
static unsigned
earlier_in(const struct world *world, uint32_t back)
{
	unsigned run = both(fact_in(world, true, back), fact_in(world, true, back + 1));

	if (back > PERIODS)
		return both(run, EITHER);
	return both(run, either(fact_in(world, false, back + 1), earlier_in(world, back + 1)));
}

/* What could be true of the run when the run crosses and counts as said; a set. */
static unsigned
run_in(const struct history *history, uint32_t place, uint32_t at, bool crosses, int from)
{
	struct world world = { history, place, at, crosses, from };
	uint32_t end = history->previous ? 1 : history->periods;
	unsigned run = YES;

	if (history->earlier)
		return earlier_in(&world, 0);
	for (uint32_t i = 0; i < end; i++) {
		unsigned fact = fact_in(&world, false, history->previous ? 1 : i);

		if (fact == NO)
			return NO;
		if (fact == EITHER)
			run = EITHER;
	}
	return run;
}

static unsigned
expected(const struct history *history, uint32_t place, uint32_t at)
{
	unsigned could = history->crosses[place][at], all = 0;

	if (history->year_end != YEAR_END_BY_SETTING)
		could = history->year_end == YEAR_END_CROSSED ? YES : NO;
	for (int from = 0; from < 4; from++)
		for (unsigned crosses = NO; crosses <= YES; crosses++)
			if ((could & crosses) != 0 &&
			    (!history->has_from || (history->from[place][at] >> from & 1)))
				all |= run_in(history, place, at, crosses == YES, from);
	return all;
}

/* Does the period `back` before ours count? A set over all worlds. */
static unsigned
could_count(const struct history *history, uint32_t place, uint32_t at, uint32_t back)
{
	int64_t ours = history->first + at, period = ours - back;
	bool same_year = year_of(history, period) == year_of(history, ours);
	unsigned could = history->crosses[place][at], all = 0;

	if (history->year_end != YEAR_END_BY_SETTING)
		could = history->year_end == YEAR_END_CROSSED ? YES : NO;
	for (int from = 0; from < 4; from++) {
		bool before = history->has_from && history->kind != KIND_YEAR &&
		    quarter_of(history, period) < from;

		if (history->has_from && !(history->from[place][at] >> from & 1))
			continue;
		all |= before ? NO : same_year ? YES : could;
	}
	return all;
}

/* What `of`, or `where`, could be in the period `back` before ours, as it counts; a set. */
static unsigned
could_be(const struct history *history, uint32_t place, uint32_t at, bool where, uint32_t back)
{
	unsigned could = history->crosses[place][at], all = 0;

	if (history->year_end != YEAR_END_BY_SETTING)
		could = history->year_end == YEAR_END_CROSSED ? YES : NO;
	for (int from = 0; from < 4; from++)
		for (unsigned crosses = NO; crosses <= YES; crosses++) {
			struct world world = { history, place, at, crosses == YES, from };

			if ((could & crosses) != 0
			    && (!history->has_from || (history->from[place][at] >> from & 1)))
				all |= fact_in(&world, where, back);
		}
	return all;
}

/* ---- as columns ---- */

struct columns {
	struct succession succession;
	struct succession_input input;
	struct held period, place, of, where, crosses, from, left_period, left_place;
	const struct held *keys[2], *left_out[2];
	uint64_t doubtful[ROOM / 64 + 1];
	uint32_t row_of[PLACES][PERIODS];
	struct held out;
};

static void
add_value(struct held *held, struct value value)
{
	value.type = held->type;
	held_resize(held, held->rows + 1);
	held_put(held, held->rows - 1, &value);
}

/* One the beginning of the other, as short as can be, and as long as each other. */
static const char *const names[][PLACES] = { { "P8", "P81001" }, { "A", "B" },
	{ "P81001", "P81002" } };

static void
add_key(struct held *period, struct held *place, int64_t number, const char *name)
{
	add_value(period, (struct value){ .state = GIVEN, .num = number });
	add_value(place,
	    (struct value){ .state = GIVEN, .text = name, .text_length = strlen(name) });
}

static void
add_row(struct columns *columns, const struct history *history, uint32_t place, uint32_t at)
{
	unsigned fact = history->of[place][at], crosses = history->crosses[place][at],
	    from = history->from[place][at];
	bool one = (from & (from - 1)) == 0;
	uint32_t row = columns->period.rows;

	if (history->left_out[place][at])
		add_key(&columns->left_period, &columns->left_place, history->first + at,
		    names[history->named][place]);
	columns->row_of[place][at] = fact == ABSENT ? HELD_NO_ROW : row;
	if (fact == ABSENT)
		return;
	add_key(&columns->period, &columns->place, history->first + at,
	    names[history->named][place]);
	add_value(&columns->of, history->blank[place][at] ? (struct value){ .state = NOTHING } :
	    (struct value){ .state = GIVEN, .labels = fact });
	add_value(&columns->where,
	    (struct value){ .state = GIVEN, .labels = history->where[place][at] });
	add_value(&columns->crosses, (struct value){ .state = GIVEN, .labels = crosses });
	add_value(&columns->from, (struct value){ .state = one ? GIVEN : UNKNOWN,
		.num = one && from != 0 ? __builtin_ctz(from) : 0 });
	if (history->doubtful[place][at])
		columns->doubtful[row / 64] |= UINT64_C(1) << row % 64;
}

static void
make_columns(struct columns *columns, const struct history *history, const uint32_t *order)
{
	struct type yes_no = type_plain(KIND_YES_NO);
	uint32_t period = history->years_first ? 0 : 1;

	memset(columns, 0, sizeof *columns);
	yes_no.labels = &label_set_yes_no;
	held_init(&columns->period, SHAPE_FIGURE, type_plain(history->kind));
	held_init(&columns->left_period, SHAPE_FIGURE, type_plain(history->kind));
	held_init(&columns->place, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&columns->left_place, SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&columns->of, SHAPE_LABELS, yes_no);
	held_init(&columns->where, SHAPE_LABELS, yes_no);
	held_init(&columns->crosses, SHAPE_LABELS, yes_no);
	held_init(&columns->from, SHAPE_FIGURE, type_plain(KIND_QUARTER_OF_YEAR));
	held_init(&columns->out, SHAPE_TRUTH, yes_no);
	for (uint32_t i = 0; i < ROOM; i++)
		add_row(columns, history, order[i] / PERIODS, order[i] % PERIODS);
	columns->keys[period] = &columns->period;
	columns->keys[1 - period] = &columns->place;
	columns->left_out[period] = &columns->left_period;
	columns->left_out[1 - period] = &columns->left_place;
	columns->succession.periods = history->previous ? 1 : history->periods;
	columns->succession.previous = history->previous;
	columns->succession.year_end = history->year_end;
	columns->input = (struct succession_input){ &columns->succession, columns->period.rows,
		&columns->of, columns->keys, 2, period, history->has_from ? &columns->from : NULL,
		history->year_end == YEAR_END_BY_SETTING ? &columns->crosses : NULL,
		columns->left_out, columns->left_period.rows, columns->doubtful,
		history->earlier ? &columns->where : NULL };
}

static void
release_columns(struct columns *columns)
{
	held_release(&columns->period);
	held_release(&columns->left_period);
	held_release(&columns->place);
	held_release(&columns->left_place);
	held_release(&columns->of);
	held_release(&columns->where);
	held_release(&columns->crosses);
	held_release(&columns->from);
	held_release(&columns->out);
}

static unsigned
answer_of(const struct columns *columns, uint32_t row)
{
	if (HELD_BIT(columns->out.first, row))
		return YES;
	return HELD_BIT(columns->out.second, row) ? NO : EITHER;
}

static void
judge_before(const struct columns *columns, const struct history *history, uint32_t place,
    uint32_t at)
{
	uint32_t back = random_below(4), found;
	int64_t period = succession_before(&columns->input, columns->row_of[place][at], back,
	    &found);

	assert_true(period == history->first + at - back);
	assert_int_equal(found, back <= at ? columns->row_of[place][at - back] : HELD_NO_ROW);
}

static void
judge_step(const struct columns *columns, const struct history *history, uint32_t place,
    uint32_t at, uint32_t back)
{
	struct succession_step step =
	    succession_step(&columns->input, columns->row_of[place][at], back);

	assert_true(step.period == history->first + at - back);
	assert_int_equal(step.row, back <= at ? columns->row_of[place][at - back] : HELD_NO_ROW);
	assert_int_equal(step.where, could_be(history, place, at, true, back));
	assert_int_equal(step.of, could_be(history, place, at, false, back));
}

static void
judge(const struct history *history)
{
	static struct columns columns;
	uint32_t order[ROOM];

	for (uint32_t i = 0; i < ROOM; i++) {
		uint32_t other = random_below(i + 1);

		order[i] = order[other];
		order[other] = i;
	}
	make_columns(&columns, history, order);
	succession_run(&columns.input, &columns.out);
	assert_int_equal(columns.out.rows, columns.period.rows);
	for (uint32_t place = 0; place < PLACES; place++)
		for (uint32_t at = 0; at < PERIODS; at++) {
			if (history->of[place][at] == ABSENT)
				continue;
			assert_int_equal(answer_of(&columns, columns.row_of[place][at]),
			    expected(history, place, at));
			judge_before(&columns, history, place, at);
			for (uint32_t back = 0; back < 6; back++)
				assert_int_equal(succession_counts(&columns.input,
				    columns.row_of[place][at], history->first + at - back),
				    could_count(history, place, at, back));
			for (uint32_t back = 0; back < 6 && history->earlier; back++)
				judge_step(&columns, history, place, at, back);
		}
	release_columns(&columns);
}

static void
histories_hold_whatever_the_facts_turn_out_to_be(void **state)
{
	static const enum kind kinds[] = { KIND_QUARTER, KIND_MONTH, KIND_YEAR };
	static const int64_t starts[] = { 8068, 24207, 2017 };
	static struct history history;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		uint32_t kind = random_below(3), unknowns = random_below(3) * 6;

		memset(&history, 0, sizeof history);
		history.kind = kinds[kind];
		history.first = starts[kind] + random_below(13);
		history.periods = 1 + random_below(random_below(8) == 0 ? 100 : 5);
		history.named = random_below(3);
		history.previous = random_below(4) == 0;
		history.earlier = random_below(3) == 0;
		history.has_from = random_below(2) == 0;
		history.years_first = random_below(2) == 0;
		history.year_end = random_below(3);
		for (uint32_t i = 0; i < ROOM; i++) {
			uint32_t place = i / PERIODS, at = i % PERIODS;

			history.of[place][at] = random_below(5) == 0 ? NO :
			    random_below(100) < unknowns ? EITHER : YES;
			history.where[place][at] = random_below(5) == 0 ? NO :
			    random_below(100) < unknowns ? EITHER : YES;
			if (history.earlier && random_below(3) > 0)
				history.of[place][at] = random_below(6) == 0 ? EITHER : NO;
			if (random_below(8) == 0)
				history.of[place][at] = ABSENT;
			history.left_out[place][at] = random_below(12) == 0;
			history.doubtful[place][at] = random_below(100) < unknowns;
			history.blank[place][at] = random_below(100) < unknowns / 2;
			if (history.blank[place][at] && history.of[place][at] == NO)
				history.of[place][at] = YES;
			history.crosses[place][at] = random_below(100) < unknowns ? EITHER :
			    1 + random_below(2);
			history.from[place][at] = random_below(100) < unknowns ? 15 :
			    1u << random_below(4);
		}
		judge(&history);
	}
}

/* ---- worked cases: one practice, quarters from 2017/18 Q1 ---- */

/* y, n, ?, x (left out) or blank (no row) for each quarter; the answers likewise, blank where
 * there is no row. */
static void
assert_run(struct history *history, const char *of, const char *answers)
{
	static struct columns columns;
	uint32_t order[ROOM];

	history->kind = KIND_QUARTER;
	history->first = 8068;
	memset(history->of, 0, sizeof history->of);
	memset(history->left_out, 0, sizeof history->left_out);
	for (uint32_t i = 0; of[i] != '\0'; i++) {
		history->of[0][i] = of[i] == 'y' ? YES : of[i] == 'n' ? NO : ABSENT;
		if (of[i] == '?')
			history->of[0][i] = EITHER;
		history->left_out[0][i] = of[i] == 'x';
	}
	for (uint32_t i = 0; i < ROOM; i++)
		order[i] = i;
	make_columns(&columns, history, order);
	succession_run(&columns.input, &columns.out);
	for (uint32_t i = 0; of[i] != '\0'; i++) {
		uint32_t row = columns.row_of[0][i];
		char answer = ' ';

		if (row != HELD_NO_ROW)
			answer = "?ny?"[answer_of(&columns, row)];
		assert_int_equal(answer, answers[i]);
	}
	release_columns(&columns);
}

static void
every_quarter(struct history *history, unsigned from, unsigned crosses)
{
	for (uint32_t i = 0; i < PERIODS; i++) {
		history->from[0][i] = from;
		history->crosses[0][i] = crosses;
	}
}

static void
a_run_is_every_quarter_of_it(void **state)
{
	static struct history history;

	(void)state;
	memset(&history, 0, sizeof history);
	history.periods = 2;
	history.year_end = YEAR_END_CROSSED;
	assert_run(&history, "yynyyyyy", "?ynnyyyy");
	assert_run(&history, "y?ny yn?", "??nn ?nn");
	assert_run(&history, "yxyy", "? ny");
	history.periods = 3;
	assert_run(&history, "nyyy y", "nnny ?");
	assert_run(&history, "ny y", "nn ?");
	assert_run(&history, "n yy", "n n?");
	history.previous = true;
	assert_run(&history, "yn?y x", "?yn?  ");
	history.previous = false;
	history.periods = UINT32_MAX;
	assert_run(&history, "yyn", "??n");
}

static void
a_run_may_stop_at_the_year_end(void **state)
{
	static struct history history;

	(void)state;
	memset(&history, 0, sizeof history);
	history.periods = 2;
	history.year_end = YEAR_END_STOPS;
	assert_run(&history, "yyyyyy", "nyyyny");
	history.year_end = YEAR_END_BY_SETTING;
	every_quarter(&history, 1, YES);
	assert_run(&history, "yyyyyy", "?yyyyy");
	every_quarter(&history, 1, NO);
	assert_run(&history, "yyyyyy", "nyyyny");
	every_quarter(&history, 1, EITHER);
	assert_run(&history, "yyynyy", "?yynny");
	assert_run(&history, "yyyyyy", "?yyy?y");
}

static void
quarters_before_the_first_that_counts_are_no(void **state)
{
	static struct history history;

	(void)state;
	memset(&history, 0, sizeof history);
	history.periods = 2;
	history.has_from = true;
	history.year_end = YEAR_END_CROSSED;
	every_quarter(&history, 2, YES);
	assert_run(&history, "yyyyyyy", "nnyynny");
	every_quarter(&history, 1, YES);
	assert_run(&history, "yyyyyyy", "?yyyyyy");
	every_quarter(&history, 15, YES);
	assert_run(&history, "yyyyynn", "?????nn");
}

/* A row whose key is not known is in no history: it says nothing of its neighbours, and of its own
 * run only what its own quarter settles. */
static void
a_row_without_a_whole_key_stands_alone(void **state)
{
	static const struct { const char *of, *answers; bool previous; } rows[] = {
		{ "yyy", "???", false }, { "yny", "?n?", false }, { "nyy", "n??", false },
		{ "yny", "???", true }, { "nyy", "???", true },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
		static struct history history;
		static struct columns columns;
		uint32_t order[ROOM];

		memset(&history, 0, sizeof history);
		history.kind = KIND_QUARTER;
		history.first = 8068;
		history.periods = 2;
		history.previous = rows[i / 2].previous;
		history.year_end = YEAR_END_CROSSED;
		for (uint32_t at = 0; at < 3; at++)
			history.of[0][at] = rows[i / 2].of[at] == 'y' ? YES : NO;
		for (uint32_t at = 0; at < ROOM; at++)
			order[at] = at;
		make_columns(&columns, &history, order);
		held_put(i % 2 == 0 ? &columns.period : &columns.place, 1,
		    &(struct value){ .state = UNKNOWN, .type = columns.input.keys[0]->type });
		succession_run(&columns.input, &columns.out);
		for (uint32_t at = 0; at < 3; at++)
			assert_int_equal("?ny?"[answer_of(&columns, at)], rows[i / 2].answers[at]);
		release_columns(&columns);
	}
}

/* Rows of 2017/18 Q1, Q2, ... with up to two further keys. */
struct keyed_row {
	int64_t quarter;
	const char *first, *second;
	char of, answer;
};

static void
assert_keyed(const struct keyed_row *rows, uint32_t count, uint32_t key_count)
{
	struct held columns[3], of, out;
	const struct held *keys[] = { &columns[0], &columns[1], &columns[2] };
	struct succession succession = { .periods = 2, .year_end = YEAR_END_CROSSED };
	struct type yes_no = type_plain(KIND_YES_NO);
	struct succession_input input = { .succession = &succession, .rows = count, .of = &of,
		.keys = keys, .key_count = key_count };

	held_init(&columns[0], SHAPE_FIGURE, type_plain(KIND_QUARTER));
	held_init(&columns[1], SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&columns[2], SHAPE_TEXT, type_plain(KIND_TEXT));
	held_init(&of, SHAPE_LABELS, yes_no);
	held_init(&out, SHAPE_TRUTH, yes_no);
	for (uint32_t row = 0; row < count; row++) {
		add_value(&columns[0], (struct value){ .state = rows[row].quarter < 0 ? UNKNOWN :
		    GIVEN, .num = 8068 + rows[row].quarter });
		add_value(&columns[1], (struct value){ .state = GIVEN, .text = rows[row].first,
		    .text_length = (uint32_t)strlen(rows[row].first) });
		add_value(&columns[2], (struct value){ .state = GIVEN, .text = rows[row].second,
		    .text_length = (uint32_t)strlen(rows[row].second) });
		add_value(&of, (struct value){ .state = GIVEN,
		    .labels = rows[row].of == 'y' ? YES : NO });
	}
	succession_run(&input, &out);
	for (uint32_t row = 0; row < count; row++) {
		char answer = HELD_BIT(out.first, row) ? 'y' :
		    HELD_BIT(out.second, row)          ? 'n' :
							 '?';

		if (answer != rows[row].answer)
			fail_msg("row %u is %c", row, answer);
	}
	for (uint32_t i = 0; i < 3; i++)
		held_release(&columns[i]);
	held_release(&of);
	held_release(&out);
}

/* 64 quarters, as many as a word of a rail has bits. */
static void
before_the_first_row_there_is_none(void **state)
{
	enum { COUNT = 64 };
	struct held quarters;
	const struct held *keys[] = { &quarters };
	struct succession_input input = { .rows = COUNT, .keys = keys, .key_count = 1 };
	uint32_t found;

	(void)state;
	held_init(&quarters, SHAPE_FIGURE, type_plain(KIND_QUARTER));
	for (uint32_t row = 0; row < COUNT; row++)
		add_value(&quarters, (struct value){ .state = GIVEN, .num = 8068 + row });
	assert_int_equal(succession_before(&input, COUNT - 1, 1, &found), 8068 + COUNT - 2);
	assert_int_equal(found, COUNT - 2);
	assert_int_equal(succession_before(&input, COUNT - 1, COUNT - 1, &found), 8068);
	assert_int_equal(found, 0);
	assert_int_equal(succession_before(&input, 0, 1, &found), 8067);
	assert_int_equal(found, HELD_NO_ROW);
	held_release(&quarters);
}

static void
a_history_goes_by_all_other_keys(void **state)
{
	static const struct keyed_row none[] = { { 0, "", "", 'y', '?' }, { 1, "", "", 'y', 'y' },
		{ 2, "", "", 'n', 'n' }, { 3, "", "", 'y', 'n' } };
	static const struct keyed_row two[] = { { 0, "a", "bc", 'n', 'n' },
		{ 0, "ab", "c", 'y', '?' }, { 1, "a", "bc", 'y', 'n' }, { 1, "ab", "c", 'y', 'y' },
		{ 1, "", "abc", 'y', '?' }, { 2, "abc", "", 'y', '?' } };
	/* two rows of one quarter: they count as one where they agree, else nothing is known */
	static const struct keyed_row twice[] = { { 0, "a", "", 'y', '?' },
		{ 0, "a", "", 'y', '?' }, { 1, "a", "", 'y', 'y' }, { 3, "a", "", 'y', '?' },
		{ 3, "a", "", 'n', '?' }, { 4, "a", "", 'y', '?' }, { 6, "a", "", 'n', 'n' },
		{ 6, "a", "", 'n', 'n' }, { 7, "a", "", 'y', 'n' } };
	static const struct keyed_row far[] = { { 0, "a", "", 'y', '?' }, { 1, "a", "", 'y', 'y' },
		{ 1000000, "a", "", 'y', '?' }, { 1000001, "a", "", 'y', 'y' },
		{ 1000001, "a", "", 'y', 'y' }, { 1000002, "a", "", 'n', 'n' } };
	static const struct keyed_row unknown[] = { { -1, "a", "", 'y', '?' },
		{ -1, "a", "", 'n', 'n' } };

	(void)state;
	assert_keyed(none, 4, 1);
	assert_keyed(two, 6, 3);
	assert_keyed(twice, 9, 2);
	assert_keyed(far, 6, 2);
	assert_keyed(unknown, 2, 2);
	assert_keyed(unknown, 0, 2);
}

/* Of each quarter: the run goes on (y, n, ?), x left out, blank no row; and whether it was asked
 * for in it. */
static void
assert_earlier(struct history *history, const char *run, const char *of, const char *answers)
{
	history->earlier = true;
	memset(history->where, 0, sizeof history->where);
	for (uint32_t i = 0; run[i] != '\0'; i++)
		history->where[0][i] = run[i] == 'y' ? YES : run[i] == 'n' ? NO : EITHER;
	assert_run(history, of, answers);
}

static void
earlier_is_before_this_quarter_and_in_its_run(void **state)
{
	static struct history history;

	(void)state;
	memset(&history, 0, sizeof history);
	history.year_end = YEAR_END_CROSSED;
	/* five quarters on, over the year end, it still holds; a break starts afresh */
	assert_earlier(&history, "nyyyyyynyyy", "nynnnnnnnnn", "nnyyyyynnnn");
	assert_earlier(&history, "nyynyy", "nynnyn", "nnynny");
	/* not in this quarter itself, nor before the run */
	assert_earlier(&history, "nyyy", "ynny", "nnnn");
	/* open in between, or asked perhaps; a certain one nearer settles it, as does a break */
	assert_earlier(&history, "nyy?yyyn", "nynnynnn", "nny??yyn");
	assert_earlier(&history, "nyyyy", "n?nyn", "nn??y");
	assert_earlier(&history, "n?yny", "nynyn", "nn?nn");
	assert_earlier(&history, "n?yny", "nnnyn", "nnnnn");
	assert_earlier(&history, "y", "n", "?");
	/* no row is open, a quarter left out is a break */
	assert_earlier(&history, "nyy yyy", "nyn nyn", "nny ??y");
	assert_earlier(&history, "nyyxyyy", "nynxnyn", "nny nny");
	history.year_end = YEAR_END_STOPS;
	assert_earlier(&history, "yyyyyyyy", "ynnnnnyn", "nyyynnny");
	history.has_from = true;
	every_quarter(&history, 2, YES);
	assert_earlier(&history, "yyyyyyyy", "ynnnnnyn", "nnnnnnny");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_run_is_every_quarter_of_it),
		cmocka_unit_test(a_run_may_stop_at_the_year_end),
		cmocka_unit_test(quarters_before_the_first_that_counts_are_no),
		cmocka_unit_test(earlier_is_before_this_quarter_and_in_its_run),
		cmocka_unit_test(a_row_without_a_whole_key_stands_alone),
		cmocka_unit_test(before_the_first_row_there_is_none),
		cmocka_unit_test(a_history_goes_by_all_other_keys),
		cmocka_unit_test(histories_hold_whatever_the_facts_turn_out_to_be)
	};

	return RUN_TESTS(tests);
}
