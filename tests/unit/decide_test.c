/* decide_test: outcomes still possible, with and without an order (writ.5, DECIDE),
 * against a table of every answer of three lines, and by hand. */
#include "tests/unit/engine_cases.h"

#include <stdio.h>
#include <stdlib.h>

#include "interp/decide.h"

#define expect(row, value, expected_verdict) do { \
	assert_string_equal(engine_value(&engine, row, "d"), value); \
	assert_int_equal(engine_verdict(&engine, row, "d"), expected_verdict); \
} while (0)

#define INPUT \
	ENGINE_HEAD \
	"input case from \"c.csv\", one row per id\n  id is text\n  x is yes or no, may be " \
	"blank\n" \
	"  y is yes or no, may be blank\n  z is yes or no, may be blank\n  p is date, may be " \
	"blank\n " \
	" q is date, may be blank\n" OURS

static void
open_with(const char *decide, const char *csv)
{
	static char text[4096];

	snprintf(text, sizeof(text), "%s%s", INPUT, decide);
	engine_open(&engine, text, "2022-05-31");
	engine_run(&engine, csv);
}

static void
reading_down_stops_at_the_first_yes(void **state)
{
	(void)state;
	open_with("decide d for case, first that applies\n  gives A when x" OURS
		  "  gives B when y" OURS "  gives A when z" OURS "  otherwise C" OURS,
	    "id,x,y,z\n1,yes,yes,no\n2,no,yes,?\n3,no,no,yes\n4,no,no,no\n5,?,no,yes\n6,?,yes,"
	    "no\n7,no,"
	    "?,yes\n8,?,no,no\n"
	    "9,yes,?,?\n10,,no,yes\n11,no,no,?\n");
	expect(0, "A", VERDICT_RULE);
	assert_int_equal(engine.batch.decisions[engine_column(&engine, "d")->index]->rule[0], 0);
	expect(1, "B", VERDICT_RULE);	/* the unknown line below is never read */
	expect(2, "A", VERDICT_RULE);
	assert_int_equal(engine.batch.decisions[engine_column(&engine, "d")->index]->rule[2], 2);
	expect(3, "C", VERDICT_OTHERWISE);
	expect(4, "A", VERDICT_EITHER_WAY);
	expect(5, "A or B", VERDICT_UNDECIDED);
	expect(6, "A or B", VERDICT_UNDECIDED);
	expect(7, "A or C", VERDICT_UNDECIDED);
	expect(8, "A", VERDICT_RULE);
	expect(9, "A", VERDICT_EITHER_WAY);	/* a blank is no answer either */
	expect(10, "A or C", VERDICT_UNDECIDED);
}

static void
without_an_order_every_line_counts(void **state)
{
	(void)state;
	open_with("decide d for case\n  gives A when x and not y" OURS
		  "  gives B when y and not x" OURS "  gives A when z and not y" OURS
		  "  otherwise C" OURS,
	    "id,x,y,z\n1,yes,no,no\n2,no,yes,no\n3,yes,no,yes\n4,no,no,no\n5,yes,no,?\n6,no,?,"
	    "no\n7,no,"
	    "?,yes\n");
	expect(0, "A", VERDICT_RULE);
	expect(1, "B", VERDICT_RULE);
	expect(2, "A", VERDICT_RULE);
	expect(3, "C", VERDICT_OTHERWISE);
	expect(4, "A", VERDICT_EITHER_WAY);
	expect(5, "B or C", VERDICT_UNDECIDED);
	expect(6, "A or B or C", VERDICT_UNDECIDED);
}

static void
a_line_stands_instead_of_another(void **state)
{
	(void)state;
	open_with("decide d for case\n  gives A when x" OURS "  gives B instead of A when y" OURS
	          "  gives C instead of B when z" OURS "  otherwise D" OURS,
	    "id,x,y,z\n1,yes,yes,no\n2,yes,yes,yes\n3,yes,no,yes\n4,?,yes,no\n5,yes,?,no\n6,yes,?,"
	    "yes\n7,no,no,no\n8,no,no,?\n");
	expect(0, "B", VERDICT_RULE);
	expect(1, "C", VERDICT_RULE);
	expect(2, "C", VERDICT_RULE);		/* through others */
	expect(3, "B", VERDICT_RULE);		/* the unknown line is displaced: not in play */
	expect(4, "A or B", VERDICT_UNDECIDED);
	expect(5, "C", VERDICT_RULE);
	expect(6, "D", VERDICT_OTHERWISE);
	expect(7, "C or D", VERDICT_UNDECIDED);
}

/* `like` is opaque to check, so that the lines may meet is only a warning; in a row in which
 * they do, two rules disagree. */
static void
two_lines_that_meet_disagree(void **state)
{
	(void)state;
	open_with("define a for case as id is like \"#?\"" OURS
	          "define b for case as id is like \"?#\"" OURS
	          "decide d for case\n  gives A when a" OURS "  gives B when b" OURS
	          "  otherwise C" OURS,
	    "id\n1A\nA1\n11\nAA\n?\n");
	expect(0, "A", VERDICT_RULE);
	expect(1, "B", VERDICT_RULE);
	expect(2, "A or B", VERDICT_DISAGREE);
	expect(3, "C", VERDICT_OTHERWISE);
	expect(4, "A or B or C", VERDICT_UNDECIDED);
	assert_string_equal(engine_needs(&engine, 2, "d"), "two rules disagree: A, B");
	assert_string_equal(engine_why(&engine, 2, "d"),
	    "two rules disagree: A since a is yes; B since b is yes");
}

static void
without_otherwise_all_no_gives_nothing(void **state)
{
	(void)state;
	open_with("decide d for case\n  gives A when x" OURS
		  "define none_d for case as d is blank" OURS "define is_a for case as d is A" OURS,
	    "id,x\n1,yes\n2,no\n3,?\n");
	expect(0, "A", VERDICT_RULE);
	expect(1, "nothing", VERDICT_OTHERWISE);
	expect(2, "A or nothing", VERDICT_UNDECIDED);
	assert_string_equal(engine_value(&engine, 0, "none_d"), "no");
	assert_string_equal(engine_value(&engine, 1, "none_d"), "yes");
	assert_string_equal(engine_value(&engine, 2, "none_d"), "unknown");
	assert_string_equal(engine_value(&engine, 1, "is_a"), "unknown");
	/* the decide that gave nothing */
	assert_string_equal(engine_needs(&engine, 1, "is_a"), "d");
	assert_string_equal(engine_needs(&engine, 2, "is_a"), "x");
}

static void
outcomes_may_be_dates(void **state)
{
	(void)state;
	open_with("decide d for case, first that applies\n  gives p when x" OURS
		  "  gives q when y" OURS "  otherwise nothing" OURS,
	    "id,x,y,p,q\n1,yes,no,2022-01-01,2022-02-02\n2,no,yes,2022-01-01,2022-02-02\n3,?,yes,"
	    "2022-"
	    "01-01,2022-02-02\n"
	    "4,?,yes,2022-01-01,2022-01-01\n5,no,no,2022-01-01,2022-01-01\n6,yes,no,?,2022-01-"
	    "01\n7,"
	    "yes,no,,2022-01-01\n"
	    "8,?,no,,2022-01-01\n9,?,no,2022-01-01,?\n10,?,yes,?,?\n");
	expect(0, "2022-01-01", VERDICT_RULE);
	expect(1, "2022-02-02", VERDICT_RULE);
	expect(2, "unknown", VERDICT_UNDECIDED);
	expect(3, "2022-01-01", VERDICT_EITHER_WAY);
	expect(4, "nothing", VERDICT_OTHERWISE);
	expect(5, "unknown", VERDICT_RULE);
	expect(6, "nothing", VERDICT_RULE);
	expect(7, "nothing", VERDICT_EITHER_WAY);
	expect(8, "unknown", VERDICT_UNDECIDED);
	expect(9, "unknown", VERDICT_UNDECIDED);
	assert_string_equal(engine_needs(&engine, 2, "d"), "x");
	assert_string_equal(engine_needs(&engine, 5, "d"), "p");
	assert_string_equal(engine_needs(&engine, 9, "d"), "x, p, q");
}

static void
yes_and_no_are_outcomes_too(void **state)
{
	(void)state;
	open_with("decide d for case\n  gives yes when x" OURS "  otherwise no" OURS
	          "define e for case as not d" OURS,
	    "id,x\n1,yes\n2,no\n3,?\n");
	expect(0, "yes", VERDICT_RULE);
	expect(1, "no", VERDICT_OTHERWISE);
	expect(2, "no or yes", VERDICT_UNDECIDED);
	assert_string_equal(engine_value(&engine, 0, "e"), "no");
	assert_string_equal(engine_value(&engine, 1, "e"), "yes");
	assert_string_equal(engine_value(&engine, 2, "e"), "unknown");
}

static void
a_given_decision_is_taken_as_it_is(void **state)
{
	(void)state;
	open_with("decide d for case\n  gives A when x" OURS "  otherwise B" OURS
	          "define is_a for case as d is A" OURS,
	    "id,x,d\n1,yes,B\n2,no,?\n3,no,nothing\n");
	expect(0, "B", VERDICT_GIVEN);
	expect(1, "A or B or nothing", VERDICT_GIVEN);
	expect(2, "nothing", VERDICT_GIVEN);
	for (uint32_t row = 0; row < 3; row++)		/* no line of the rule */
		assert_int_equal(
		    engine.batch.decisions[engine_column(&engine, "d")->index]->rule[row], -1);
	assert_string_equal(engine_value(&engine, 0, "is_a"), "no");
	assert_string_equal(engine_needs(&engine, 1, "is_a"), "d");
	assert_string_equal(engine_clause(&engine, 0, "d"), "");
}

/* ---- every answer of three lines, both modes, against the words of section 5 ---- */

struct lines {
	struct rule rules[3];
	bool displaces[3][3];
	struct vec when[3], outcome[4], out;
	const struct vec *parts[7];
	struct decisions decisions;
};

/* Written as the text says it: gather, then look. */
static uint64_t
possible_by_the_book(const struct lines *lines, bool ordered, const char *answers, uint32_t row)
{
	uint64_t labels = 0;
	bool any_yes = false;

	for (unsigned i = 0; i < 3; i++) {
		bool displaced = false;

		for (unsigned j = 0; j < 3; j++)
			displaced =
			    displaced || (!ordered && answers[j] == 'y' && lines->displaces[j][i]);
		any_yes = any_yes || answers[i] == 'y';
		if (answers[i] != 'n' && !displaced)
			labels |= lines->outcome[i].labels[row];
		if (ordered && answers[i] == 'y')
			return labels;
	}
	return any_yes ? labels : labels | lines->outcome[3].labels[row];
}

/* Outcomes of the lines and the otherwise among A, B, C: all 81 ways; answers: all 27; two ways
 * of displacing. */
static void
check_mode(struct lines *lines, struct arena *arena, bool ordered, unsigned outcomes,
    unsigned displacing)
{
	static const char words[] = "yn?";
	struct decide decide = { .first_that_applies = ordered,
		.rules = lines->rules,
		.rule_count = 3 };
	enum { FIRST = 50 };	/* the rows straddle two words */

	(void)arena;
	memset(lines->displaces, 0, sizeof(lines->displaces));
	if (displacing == 1)
		lines->displaces[1][0] = true;
	if (displacing == 2)
		lines->displaces[2][1] = lines->displaces[2][0] = lines->displaces[1][0] = true;
	for (unsigned i = 0; i < 3; i++)
		lines->rules[i].displaces = lines->displaces[i];
	for (unsigned i = 0; i < 4; i++, outcomes /= 3)
		for (uint32_t row = 0; row < BATCH_ROWS; row++)
			lines->outcome[i].labels[row] = UINT64_C(1) << (outcomes % 3);
	for (unsigned i = 0; i < 3; i++) {
		memset(&lines->when[i].yes, 0, sizeof(lines->when[i].yes));
		memset(&lines->when[i].no, 0, sizeof(lines->when[i].no));
	}
	for (uint32_t a = 0; a < 27; a++) {
		const char answers[] = { words[a / 9], words[a / 3 % 3], words[a % 3] };

		for (unsigned i = 0; i < 3; i++) {
			if (answers[i] == 'y')
				RAIL_SET(lines->when[i].yes, FIRST + a);
			if (answers[i] == 'n')
				RAIL_SET(lines->when[i].no, FIRST + a);
		}
	}
	decide_run(&lines->out, &lines->decisions, &decide, lines->parts, FIRST + 27);
	for (uint32_t a = 0; a < 27; a++) {
		const char answers[] = { words[a / 9], words[a / 3 % 3], words[a % 3] };
		uint64_t expected = possible_by_the_book(lines, ordered, answers, FIRST + a);
		uint8_t verdict = lines->decisions.verdict[FIRST + a];
		bool settled = (expected & (expected - 1)) == 0;

		assert_int_equal(lines->out.labels[FIRST + a], expected);
		assert_int_equal(settled,
		    verdict != VERDICT_UNDECIDED && verdict != VERDICT_DISAGREE);
	}
}

static void
every_answer_of_three_lines_agrees_with_the_book(void **state)
{
	struct lines *lines;
	struct arena arena;
	struct type type = type_plain(KIND_YES_NO);

	(void)state;
	memset(&engine, 0, sizeof(engine));
	arena_init(&arena);
	lines = arena_new(&arena, struct lines);
	for (unsigned i = 0; i < 3; i++) {
		vec_init(&lines->when[i], &arena, SHAPE_TRUTH, type);
		lines->parts[2 * i] = &lines->when[i];
	}
	for (unsigned i = 0; i < 4; i++) {
		vec_init(&lines->outcome[i], &arena, SHAPE_LABELS, type);
		lines->parts[i < 3 ? 2 * i + 1 : 6] = &lines->outcome[i];
	}
	vec_init(&lines->out, &arena, SHAPE_LABELS, type);
	for (unsigned outcomes = 0; outcomes < 81; outcomes++)
		for (unsigned displacing = 0; displacing < 3; displacing++) {
			check_mode(lines, &arena, false, outcomes, displacing);
			check_mode(lines, &arena, true, outcomes, displacing);
		}
	arena_release(&arena);
}

/* ---- the same for outcomes that are figures, and for labels that are not settled: what is
 * possible, whether it is one thing, and what the verdict says of it ---- */

enum { KINDS = 4, LINES = 3, ANSWERS = 27, FIRST_ROW = 50 };

struct outcomes {
	enum shape shape;
	bool shared;			/* lines with one outcome share its vec */
	struct vec vecs[LINES + 1][KINDS], when[LINES], out;
	struct decisions decisions;
};

/* Of figures: 1/1, 1/2, nothing, and one that is not known though something is left behind there.
 * Of labels: A, B, A or B, nothing or A. */
static void
put_kind(struct vec *vec, uint32_t row, unsigned kind)
{
	static const uint64_t labels[] = { 1, 2, 3, LABEL_NOTHING | 1 };

	if (vec->shape == SHAPE_LABELS) {
		vec->labels[row] = labels[kind];
		return;
	}
	vec->num[row] = 1;
	vec->den[row] = kind == 1 ? 2 : 1;
	if (kind < 2)
		RAIL_SET(vec->given, row);
	if (kind == 2)
		RAIL_SET(vec->nothing, row);
}

static const struct vec *
vec_of(const struct outcomes *outcomes, unsigned line, unsigned kind)
{
	return &outcomes->vecs[outcomes->shared ? 0 : line][kind];
}

static bool
kind_is_known(const struct outcomes *outcomes, unsigned kind)
{
	return outcomes->shape == SHAPE_LABELS ? kind < 2 : kind < 3;
}

static bool
kinds_differ(const struct outcomes *outcomes, unsigned a, unsigned b)
{
	if (outcomes->shape == SHAPE_LABELS)
		return (a == 1) != (b == 1) && a != 2 && b != 2;
	return a != b && a < 3 && b < 3;
}

/* What section 5 says of one row; `kinds`: of each line, then of the otherwise. */
static void
expect_row(const struct outcomes *outcomes, bool ordered, const char *answers,
    const unsigned *kinds, uint32_t row)
{
	unsigned lines[LINES + 1], count = 0;
	bool open = false, any_yes = false, one = true, disagree = false;
	const struct vec *out = &outcomes->out, *from;
	uint8_t verdict = outcomes->decisions.verdict[row];
	int first_yes = -1, rule = outcomes->decisions.rule[row];
	uint64_t labels = 0;

	for (unsigned i = 0; i < LINES && !(ordered && any_yes); i++) {
		if (answers[i] == 'n')
			continue;
		lines[count++] = i;
		open = open || answers[i] == '?';
		first_yes = answers[i] == 'y' && !any_yes ? (int)i : first_yes;
		any_yes = any_yes || answers[i] == 'y';
		for (unsigned j = 0; j < i && answers[i] == 'y'; j++)
			disagree = disagree || (!ordered && answers[j] == 'y'
				&& kinds_differ(outcomes, kinds[i], kinds[j])
				&& vec_of(outcomes, i, kinds[i]) != vec_of(outcomes, j, kinds[j]));
	}
	if (!any_yes)
		lines[count++] = LINES;
	from = vec_of(outcomes, lines[0], kinds[lines[0]]);
	for (unsigned i = 0; i < count; i++) {
		const struct vec *vec = vec_of(outcomes, lines[i], kinds[lines[i]]);

		if (outcomes->shape == SHAPE_LABELS)
			labels |= vec->labels[row];
		one = one && (vec == from || (kinds[lines[i]] == kinds[lines[0]]
				&& kind_is_known(outcomes, kinds[lines[0]])));
	}
	if (outcomes->shape == SHAPE_LABELS)
		assert_true(out->labels[row] == labels);
	else
		assert_true(RAIL_GET(out->given, row) == (one && RAIL_GET(from->given, row))
		    && RAIL_GET(out->nothing, row) == (one && RAIL_GET(from->nothing, row)));
	if (outcomes->shape != SHAPE_LABELS && RAIL_GET(out->given, row))
		assert_true(out->num[row] == from->num[row] && out->den[row] == from->den[row]);
	if (disagree)
		assert_int_equal(verdict, VERDICT_DISAGREE);
	else if (!one || ((open || (count > 1 && !outcomes->shared))
		&& !kind_is_known(outcomes, kinds[lines[0]])))
		assert_int_equal(verdict, VERDICT_UNDECIDED);
	else if (open)
		assert_int_equal(verdict, VERDICT_EITHER_WAY);
	else
		assert_int_equal(verdict, any_yes ? VERDICT_RULE : VERDICT_OTHERWISE);
	if (verdict == VERDICT_RULE || verdict == VERDICT_EITHER_WAY)
		assert_int_equal(rule, first_yes);
	else
		assert_int_equal(rule, -1);
}

static void
check_kinds(struct outcomes *outcomes, bool ordered, const unsigned *kinds)
{
	static const char words[] = "yn?";
	struct rule rules[LINES] = { { 0 } };
	struct decide decide = { .first_that_applies = ordered, .rules = rules,
		.rule_count = LINES };
	const struct vec *parts[2 * LINES + 1];

	for (unsigned i = 0; i < LINES; i++) {
		parts[2 * i] = &outcomes->when[i];
		parts[2 * i + 1] = vec_of(outcomes, i, kinds[i]);
	}
	parts[2 * LINES] = vec_of(outcomes, LINES, kinds[LINES]);
	decide_run(&outcomes->out, &outcomes->decisions, &decide, parts, FIRST_ROW + ANSWERS);
	for (uint32_t a = 0; a < ANSWERS; a++) {
		const char answers[] = { words[a / 9], words[a / 3 % 3], words[a % 3] };

		expect_row(outcomes, ordered, answers, kinds, FIRST_ROW + a);
	}
	/* A batch with fewer rows, into the same vec: nothing is left of the others. */
	decide_run(&outcomes->out, &outcomes->decisions, &decide, parts, FIRST_ROW);
	for (uint32_t row = FIRST_ROW; row < 2 * 64; row++)
		assert_false(outcomes->shape != SHAPE_LABELS &&
		    (RAIL_GET(outcomes->out.given, row) || RAIL_GET(outcomes->out.nothing, row)));
}

static void
check_outcomes(struct arena *arena, enum shape shape, bool shared)
{
	struct outcomes *outcomes = arena_new(arena, struct outcomes);
	struct type type = type_plain(shape == SHAPE_LABELS ? KIND_LABEL : KIND_NUMBER);

	type.fraction = shape == SHAPE_FRACTION;
	outcomes->shape = shape;
	outcomes->shared = shared;
	vec_init(&outcomes->out, arena, shape, type);
	for (unsigned line = 0; line <= LINES; line++)
		for (unsigned kind = 0; kind < KINDS; kind++) {
			vec_init(&outcomes->vecs[line][kind], arena, shape, type);
			for (uint32_t row = 0; row < BATCH_ROWS; row++)
				put_kind(&outcomes->vecs[line][kind], row, kind);
		}
	for (uint32_t line = 0; line < LINES; line++) {
		static const uint32_t every[] = { 9, 3, 1 };

		vec_init(&outcomes->when[line], arena, SHAPE_TRUTH, type_plain(KIND_YES_NO));
		for (uint32_t a = 0; a < ANSWERS; a++) {
			if (a / every[line] % 3 == 0)
				RAIL_SET(outcomes->when[line].yes, FIRST_ROW + a);
			if (a / every[line] % 3 == 1)
				RAIL_SET(outcomes->when[line].no, FIRST_ROW + a);
		}
	}
	for (unsigned all = 0; all < KINDS * KINDS * KINDS * KINDS; all++) {
		unsigned kinds[] = { all % KINDS, all / KINDS % KINDS, all / KINDS / KINDS % KINDS,
			all / KINDS / KINDS / KINDS };

		check_kinds(outcomes, false, kinds);
		check_kinds(outcomes, true, kinds);
	}
}

/* The parts are the otherwise and nothing behind it. */
static void
without_lines_it_is_otherwise(void **state)
{
	struct arena arena;
	struct decide decide = { 0 };
	struct vec *otherwise, *out;
	struct decisions *decisions;
	const struct vec **parts = malloc(sizeof *parts);

	(void)state;
	memset(&engine, 0, sizeof(engine));
	assert_non_null(parts);
	arena_init(&arena);
	otherwise = arena_new(&arena, struct vec);
	out = arena_new(&arena, struct vec);
	decisions = arena_new(&arena, struct decisions);
	vec_init(otherwise, &arena, SHAPE_FIGURE, type_plain(KIND_MONEY));
	vec_init(out, &arena, SHAPE_FIGURE, type_plain(KIND_MONEY));
	for (uint32_t row = 0; row < 70; row++) {
		otherwise->num[row] = row;
		RAIL_SET(otherwise->given, row);
	}
	parts[0] = otherwise;
	for (int ordered = 0; ordered < 2; ordered++) {
		decide.first_that_applies = ordered == 1;
		decide_run(out, decisions, &decide, parts, 70);
		for (uint32_t row = 0; row < 70; row++) {
			assert_true(RAIL_GET(out->given, row) && out->num[row] == row);
			assert_int_equal(decisions->verdict[row], VERDICT_OTHERWISE);
			assert_int_equal(decisions->rule[row], -1);
		}
	}
	free(parts);
	arena_release(&arena);
}

static void
every_answer_with_every_outcome_has_its_verdict(void **state)
{
	struct arena arena;

	(void)state;
	memset(&engine, 0, sizeof(engine));
	arena_init(&arena);
	check_outcomes(&arena, SHAPE_FRACTION, false);
	check_outcomes(&arena, SHAPE_FRACTION, true);
	check_outcomes(&arena, SHAPE_LABELS, false);
	check_outcomes(&arena, SHAPE_LABELS, true);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ENGINE(reading_down_stops_at_the_first_yes),
		IN_ENGINE(without_an_order_every_line_counts),
		IN_ENGINE(a_line_stands_instead_of_another),
		IN_ENGINE(two_lines_that_meet_disagree),
		IN_ENGINE(without_otherwise_all_no_gives_nothing),
		IN_ENGINE(outcomes_may_be_dates),
		IN_ENGINE(yes_and_no_are_outcomes_too),
		IN_ENGINE(a_given_decision_is_taken_as_it_is),
		cmocka_unit_test(every_answer_of_three_lines_agrees_with_the_book),
		cmocka_unit_test(every_answer_with_every_outcome_has_its_verdict),
		cmocka_unit_test(without_lines_it_is_otherwise),
	};

	return RUN_TESTS(tests);
}
