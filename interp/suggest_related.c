/* suggest_related: what hangs on other rows. The tests that come nearest are made again with one
 * change in what they give, in whatever table: another value, or a row left out; each is run as any
 * test is, and what it tries is read off. See suggest_parts.h. */
#include <string.h>

#include "interp/suggest_parts.h"
#include "interp/testrun.h"

enum { NEAR_TESTS = 4 };	/* tests that are changed, for one rule */

/* ---- tests to start from ---- */

static bool
tries(const struct cover_point *point, uint32_t test)
{
	for (uint32_t side = 0; side < cover_sides(point); side++)
		if (point->tests[side][test])
			return true;
	return false;
}

static bool
tries_any(const struct cover_owner *owner, uint32_t test)
{
	for (uint32_t i = 0; i < owner->point_count; i++)
		if (tries(&owner->points[i], test))
			return true;
	return false;
}

/* Settings of its own make another policy of it; rows in a file are not here to be changed. */
static bool
is_plain(const struct policy_test *test)
{
	for (uint32_t i = 0; i < test->given_count; i++)
		if (test->givens[i].file != NULL)
			return false;
	return test->set_count == 0;
}

/* Those that try the point from its other side first. */
static uint32_t
near_tests(const struct suggest *suggest, const struct cover_owner *owner,
    const struct goal *const *goals, uint32_t goal_count, uint32_t *near)
{
	const struct program *program = suggest->program;
	uint32_t count = 0;

	for (int pass = 0; pass < 2; pass++)
		for (uint32_t t = 0; t < program->test_count && count < NEAR_TESTS; t++) {
			bool fits = pass == 1 && tries_any(owner, t), seen = false;

			for (uint32_t g = 0; g < goal_count && pass == 0 && !fits; g++)
				fits = tries(goals[g]->point, t);
			for (uint32_t i = 0; i < count; i++)
				seen = seen || near[i] == t;
			if (fits && !seen && is_plain(&program->tests[t]))
				near[count++] = t;
		}
	return count;
}

/* ---- one change ---- */

static struct test_rows *
own_givens(struct variants *variants, const struct policy_test *test)
{
	struct test_rows *givens =
	    arena_array(variants->suggest->arena, struct test_rows, test->given_count);

	memcpy(givens, test->givens, test->given_count * sizeof *givens);
	return givens;
}

bool
variants_add(struct variants *variants, const struct policy_test *test, struct test_rows *givens,
    struct suggest_change change)
{
	struct policy_test *variant;

	if (variants->count == SUGGEST_VARIANTS)
		return false;
	variants->changes[variants->count] = change;
	variant = &variants->tests[variants->count++];
	*variant = *test;
	variant->givens = givens;
	return true;
}

static void
change_value(struct variants *variants, const struct policy_test *test,
    struct suggest_change change, const struct test_value *value)
{
	struct test_rows *givens = own_givens(variants, test);
	const struct test_rows *old = &test->givens[change.given];
	size_t width = old->column_count + old->expected_count, all = width * old->row_count;
	struct test_value *values =
	    arena_array(variants->suggest->arena, struct test_value, all);

	memcpy(values, old->values, all * sizeof *values);
	values[change.row * width + change.column] = *value;
	givens[change.given].values = values;
	variants_add(variants, test, givens, change);
}

static void
leave_row_out(
    struct variants *variants, const struct policy_test *test, struct suggest_change change)
{
	struct test_rows *givens = own_givens(variants, test), *rows = &givens[change.given];
	size_t width = rows->column_count + rows->expected_count;
	struct test_value *values = arena_array(
	    variants->suggest->arena, struct test_value, width * rows->row_count);
	struct span *at = arena_array(variants->suggest->arena, struct span, rows->row_count);

	for (uint32_t from = 0, to = 0; from < rows->row_count; from++) {
		if (from == change.row)
			continue;
		memcpy(values + to * width, rows->values + from * width, width * sizeof *values);
		at[to++] = rows->row_at[from];
	}
	rows->values = values;
	rows->row_at = at;
	rows->row_count--;
	change.row_gone = true;
	variants_add(variants, test, givens, change);
}

static void
try_figure(struct variants *variants, const struct policy_test *test, struct suggest_change change,
    const struct test_value *have, int64_t figure)
{
	struct test_value value = *have;

	if (value.value.num == figure)
		return;
	value.value.num = figure;
	change_value(variants, test, change, &value);
}

static void
try_labels(struct variants *variants, const struct policy_test *test, struct suggest_change change,
    const struct test_value *have)
{
	const struct label_set *labels = have->value.type.labels;

	for (uint32_t i = 0; i < labels->count; i++) {
		struct test_value value = *have;

		value.value.labels = UINT64_C(1) << i;
		if (value.value.labels != have->value.labels)
			change_value(variants, test, change, &value);
	}
}

static void
try_values(struct variants *variants, const struct policy_test *test, struct suggest_change change,
    const struct column *column, const struct test_value *have)
{
	struct test_value blank = { .state = column->origin == COLUMN_FIELD ? TEST_BLANK :
									     TEST_NOTHING };
	enum kind kind = column->type.kind;
	int64_t step = suggest_step(kind);

	blank.value.type = column->type;
	if (column->type.can_be_empty && have->state == TEST_VALUE)
		change_value(variants, test, change, &blank);
	if (have->state != TEST_VALUE || have->value.state != GIVEN || have->value.den > 1)
		return;
	if (have->value.type.labels != NULL)
		try_labels(variants, test, change, have);
	if (have->value.type.labels != NULL || kind == KIND_TEXT)
		return;
	for (int64_t i = -1; i <= 1; i += 2)
		try_figure(variants, test, change, have, have->value.num + i * step);
	for (uint32_t i = 0; kind == KIND_DATE && i < variants->date_count; i++)
		for (int64_t off = -1; off <= 1; off++)
			try_figure(variants, test, change, have, variants->dates[i] + off);
}

static void
note_date(struct variants *variants, int64_t date)
{
	for (uint32_t i = 0; i < variants->date_count; i++)
		if (variants->dates[i] == date)
			return;
	if (variants->date_count < SUGGEST_DATES)
		variants->dates[variants->date_count++] = date;
}

static void
note_dates(struct variants *variants, const struct policy_test *test)
{
	variants->date_count = 0;
	note_date(variants, test->on);
	for (uint32_t g = 0; g < test->given_count; g++) {
		const struct test_rows *rows = &test->givens[g];
		uint32_t width = rows->column_count + rows->expected_count;

		for (uint32_t i = 0; i < width * rows->row_count; i++)
			if (rows->values[i].state == TEST_VALUE && i % width < rows->column_count &&
			    rows->values[i].value.type.kind == KIND_DATE)
				note_date(variants, rows->values[i].value.num);
	}
}

static void
change_test(struct variants *variants, uint32_t number)
{
	const struct policy_test *test = &variants->suggest->program->tests[number];

	for (uint32_t g = 0; g < test->given_count; g++) {
		const struct test_rows *rows = &test->givens[g];
		uint32_t width = rows->column_count + rows->expected_count;

		for (uint32_t r = 0; r < rows->row_count; r++) {
			struct suggest_change change = { .test = number, .given = g, .row = r };

			for (uint32_t c = 0; c < rows->column_count; c++) {
				const struct column *column = rows->columns[c];

				change.column = c;
				if (column->refers_to == NULL &&
				    (column->field == NULL || !column->field->is_key))
					try_values(variants, test, change, column,
					    &rows->values[(size_t)r * width + c]);
			}
			if (rows->row_count > 1)
				leave_row_out(variants, test, change);
		}
	}
}

/* ---- run them ---- */

bool
suggest_related(struct suggest *suggest, uint32_t owner, struct goal *const *goals,
    uint32_t goal_count, const char *folder, const struct options *options,
    struct suggest_variant *found, struct fault *fault)
{
	const struct cover_owner *own = &suggest->coverage->owners[owner];
	struct program changed = *suggest->program;
	struct variants variants = { .suggest = suggest };
	struct testrun_result result = { 0 };
	struct buffer said = BUFFER_INIT;
	struct coverage *coverage;
	uint32_t near[NEAR_TESTS], count;
	bool done;

	count = near_tests(
	    suggest, own, (const struct goal *const *)goals, goal_count, near);
	variants.tests = arena_array(suggest->arena, struct policy_test, SUGGEST_VARIANTS);
	variants.changes = arena_array(suggest->arena, struct suggest_change, SUGGEST_VARIANTS);
	for (uint32_t i = 0; i < count; i++) {
		note_dates(&variants, &suggest->program->tests[near[i]]);
		suggest_partners(&variants, own->column, near[i]);
		change_test(&variants, near[i]);
	}
	changed.tests = variants.tests;
	changed.test_count = variants.count;
	if (variants.count == 0)
		return true;
	coverage = coverage_make(suggest->arena, &changed);
	done = testrun_all(&changed, arena_printf(suggest->arena, "%s/policy", folder), options,
	    &said, coverage, NULL, &result, fault);
	buffer_release(&said);
	for (uint32_t g = 0; done && g < goal_count; g++) {
		const struct cover_point *point =
		    &coverage->owners[owner].points[goals[g]->point - own->points];

		for (uint32_t v = 0; v < variants.count && found[g].test == NULL; v++)
			if (point->tests[goals[g]->side][v])
				found[g] = (struct suggest_variant){ &variants.tests[v],
					variants.changes[v] };
	}
	return done;
}

/* ---- written down ---- */

static void
write_value(struct buffer *out, struct arena *arena, const struct test_value *value)
{
	switch (value->state) {
	case TEST_BLANK: buffer_text(out, "blank"); return;
	case TEST_UNKNOWN: buffer_text(out, "unknown"); return;
	case TEST_NOTHING: buffer_text(out, "nothing"); return;
	case TEST_VALUE:
	default: suggest_spell(out, arena, &value->value); return;
	}
}

static void
write_names(struct buffer *out, const struct column *const *columns, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		buffer_printf(out, "%s%s", i > 0 ? ", " : "", columns[i]->name);
}

static void
write_rows(struct buffer *out, struct arena *arena, const struct test_rows *rows)
{
	uint32_t width = rows->column_count + rows->expected_count;

	buffer_printf(out, "  given %s rows ", rows->table->name);
	write_names(out, rows->columns, rows->column_count);
	if (rows->expected_count > 0) {
		buffer_text(out, "\n      giving ");
		write_names(out, rows->expected, rows->expected_count);
	}
	buffer_char(out, '\n');
	for (uint32_t r = 0; r < rows->row_count; r++) {
		buffer_text(out, "    - ");
		for (uint32_t c = 0; c < width; c++) {
			buffer_text(out, c == rows->column_count ? "  gives " : c > 0 ? ", " : "");
			if (c >= rows->column_count)
				buffer_text(out, "to fill in");
			else
				write_value(out, arena, &rows->values[(size_t)r * width + c]);
		}
		buffer_char(out, '\n');
	}
	buffer_text(out, "  end given\n");
}

static void
write_source(struct buffer *out, const struct program *program, struct span at)
{
	size_t length;
	const char *text = sources_text(program->sources, at, &length);

	for (size_t i = 0; i < length; i++) {
		bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' ||
		    text[i] == '\r';

		if (!blank || (i > 0 && text[i - 1] > ' '))
			buffer_char(out, blank ? ' ' : text[i]);
	}
}

static void
write_expectation(
    struct buffer *out, const struct program *program, const struct expectation *expectation)
{
	if (expectation->kind != EXPECT_IS && expectation->kind != EXPECT_UNDECIDED) {
		buffer_text(out, "  # as it was; what it says now is to be worked out too\n  ");
		write_source(out, program, expectation->at);
		buffer_char(out, '\n');
		return;
	}
	buffer_printf(out, "  expect %s", expectation->column->name);
	if (expectation->column->table != program->run)
		buffer_printf(out, " of %s", expectation->column->table->name);
	buffer_text(out, " is to fill in");
	if (expectation->where != NULL) {
		buffer_text(out, " where ");
		write_source(out, program, expectation->where->at);
	}
	buffer_char(out, '\n');
}

void
suggest_write_variant(struct buffer *out, struct suggest *suggest,
    const struct suggest_variant *variant, const char *name, const char *remarks)
{
	const struct policy_test *test = variant->test;
	const struct policy_test *was = &suggest->program->tests[variant->change.test];
	const struct test_rows *rows = &was->givens[variant->change.given];
	const struct table *partner = variant->change.partner;
	struct value day = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = test->on };

	buffer_printf(out, "\ntest \"%s\" on ", name);
	buffer_value(out, &day, SPELL_PLAIN);
	buffer_printf(out, "\n  # the test \"%s\" with ", was->name);
	if (partner != NULL) {
		buffer_printf(out, "a row of %s for row 1 of %s\n", partner->name,
		    rows->table->name);
	} else if (variant->change.row_gone) {
		buffer_printf(out, "row %u of %s left out\n", (unsigned)variant->change.row + 1,
		    rows->table->name);
	} else {
		const struct test_rows *now = &test->givens[variant->change.given];
		uint32_t width = now->column_count + now->expected_count;

		buffer_printf(out, "%s of row %u of %s changed to ",
		    rows->columns[variant->change.column]->name,
		    (unsigned)variant->change.row + 1, rows->table->name);
		write_value(out, suggest->arena,
		    &now->values[variant->change.row * width + variant->change.column]);
		buffer_char(out, '\n');
	}
	buffer_text(out, remarks);
	for (uint32_t g = 0; g < test->given_count; g++)
		write_rows(out, suggest->arena, &test->givens[g]);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		write_expectation(out, suggest->program, &test->expectations[i]);
}
