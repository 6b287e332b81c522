/* testjudge: what came out against what a test expects. See testrun_parts.h. */
#include <string.h>

#include "interp/explain.h"
#include "interp/grid_display.h"
#include "interp/platform.h"
#include "interp/ranking.h"
#include "interp/testrun_parts.h"

enum { EXPECTED_MAX_BYTES = 16 * 1024 * 1024 };

/* How a value that is not known is told, and how the reason for it begins (explain.h). */
static const char undecided[] = "cannot be decided";

/* ---- saying what failed ---- */

void
test_fail(struct one_test *run, struct span at, const char *text)
{
	struct place place = sources_place(run->program->sources, at.start);

	run->failures++;
	display_add(run->out, place.file->name, strlen(place.file->name));
	buffer_printf(run->out, ":%u: test \"", (unsigned)place.line);
	display_add(run->out, run->test->name, strlen(run->test->name));
	buffer_text(run->out, "\": ");
	display_add(run->out, text, strlen(text));
	buffer_char(run->out, '\n');
}

void
test_fail_cell(struct one_test *run, const struct test_sheet *sheet, uint64_t line,
    const char *heading, const char *text)
{
	run->failures++;
	display_add(run->out, sheet->shown, strlen(sheet->shown));
	buffer_printf(run->out, ":%llu: ", (unsigned long long)line);
	if (heading != NULL) {
		buffer_text(run->out, "column \"");
		display_add(run->out, heading, strlen(heading));
		buffer_text(run->out, "\": ");
	}
	buffer_text(run->out, "test \"");
	display_add(run->out, run->test->name, strlen(run->test->name));
	buffer_text(run->out, "\": ");
	display_add(run->out, text, strlen(text));
	buffer_char(run->out, '\n');
}

const struct test_sheet *
test_sheet_of(const struct one_test *run, const struct test_rows *given)
{
	return run->sheets[given - run->givens];
}

void
test_fail_row(struct one_test *run, const struct test_rows *given, uint32_t index, uint32_t column,
    const char *text)
{
	const struct test_sheet *sheet = test_sheet_of(run, given);
	uint32_t width = given->column_count + given->expected_count;

	if (sheet != NULL)
		test_fail_cell(run, sheet, sheet->lines[index],
		    column == SHEET_NO_COLUMN ? NULL : sheet->headings[column], text);
	else
		test_fail(run,
		    column == SHEET_NO_COLUMN ? given->row_at[index] :
						given->values[(size_t)index * width + column].at,
		    text);
}

static const char *
spell_expected(struct arena *arena, const struct test_value *expected)
{
	switch (expected->state) {
	case TEST_VALUE: return value_spell(arena, &expected->value, SPELL_READER);
	case TEST_BLANK: return "blank";
	case TEST_NOTHING: return "nothing";
	case TEST_UNKNOWN: return "unknown (cannot be decided)";
	}
	return "";
}

/* "is Payments", "cannot be decided": to stand behind the column's name. */
static const char *
tell_found(struct arena *arena, const struct value *found)
{
	if (found->state == UNKNOWN)
		return undecided;
	if (found->state == NOTHING)
		return "is nothing";
	return arena_printf(arena, found->type.kind == KIND_TEXT ? "is \"%s\"" : "is %s",
	    value_spell(arena, found, SPELL_READER));
}

/* The comma behind a need, or the end; commas in brackets are of the key of a row. */
static const char *
end_of_need(const char *at)
{
	int depth = 0;

	for (; *at != '\0' && (*at != ',' || depth > 0); at++)
		depth += *at == '(' ? 1 : *at == ')' && depth > 0 ? -1 : 0;
	return at;
}

static bool
is_given_in(const struct one_test *run, const struct table *table, const char *name, size_t length)
{
	for (uint32_t i = 0; i < run->test->given_count; i++) {
		const struct test_rows *given = &run->givens[i];

		for (uint32_t c = 0; given->table == table && c < given->column_count; c++)
			if (strlen(given->columns[c]->name) == length &&
			    memcmp(given->columns[c]->name, name, length) == 0)
				return true;
	}
	return false;
}

static const struct column *
field_called(const struct table *table, const char *name, size_t length)
{
	for (uint32_t i = 0; i < table->field_count; i++)
		if (strlen(table->columns[i]->name) == length &&
		    memcmp(table->columns[i]->name, name, length) == 0)
			return table->columns[i];
	return NULL;
}

/* What to add to the test: fields of the row itself that it needs and no given row states. */
static void
add_advice(
    struct one_test *run, struct buffer *out, const char *needs, const struct table *table)
{
	bool blank = true, first = true;

	for (const char *at = needs; *at != '\0'; at = end_of_need(at)) {
		const struct column *column;
		size_t length;

		at += strspn(at, ", ");
		length = strcspn(at, ", ");
		column = field_called(table, at, length);
		/* of other rows it says more behind the name */
		if (column == NULL || at + length != end_of_need(at) ||
		    is_given_in(run, table, at, length))
			continue;
		buffer_printf(out, "%s%s is ...", first ? " (add to what is given of " : ", ",
		    first ? arena_printf(&run->arena, "%s: %s", table->name,
		                column->name)
		          : column->name);
		blank = blank && column->field != NULL && column->field->may_be_blank;
		first = false;
	}
	if (!first)
		buffer_text(out, blank ? ", or is blank)" : ")");
}

/* ": " and the reason, or "". What came out has just been said: the reason does not begin with it
 * again. */
static const char *
why_text(struct one_test *run, const struct batch *batch, uint32_t row, const struct column *column)
{
	struct buffer why = BUFFER_INIT;
	size_t said = 0;
	const char *text;

	explain_why(&why, batch, row, column);
	if (explain_is_undecided(batch, row, column)) {
		struct buffer needs = BUFFER_INIT;

		explain_needs(&needs, batch, row, column);
		buffer_printf(&why, "%sneeds %s", why.length > 0 ? "; " : "",
		    needs.length > 0 ? needs.at : "");
		if (needs.length > 0)
			add_advice(run, &why, needs.at, column->table);
		buffer_release(&needs);
	}
	if (why.length > strlen(undecided) + 2 && memcmp(why.at, undecided, strlen(undecided)) == 0)
		said = strlen(undecided) + 2;
	text = why.length == 0 ? "" : arena_printf(&run->arena, ": %s", why.at + said);
	buffer_release(&why);
	return text;
}

static bool
is_as_expected(const struct test_value *expected, const struct value *found)
{
	switch (expected->state) {
	case TEST_UNKNOWN:
		return found->state == UNKNOWN;
	case TEST_BLANK:
	case TEST_NOTHING:
		return found->state == NOTHING;
	case TEST_VALUE:
		if (found->state != GIVEN)
			return false;
		if (found->type.labels != NULL)
			return found->labels == expected->value.labels;
		return exact_compare(found, &expected->value) == 0;
	}
	return false;
}

/* ---- expectations over a batch ---- */

static bool
same_names(const char *needs, const struct expectation *expect)
{
	uint32_t found = 0, named = 0;

	/* Each name in `needs` must be one that the test names, and as many. What follows a name
	 * says in which row of another table it is looked for, or for which period: "validated_on
	 * (quarter_end 2017/18 Q2)", "of_concern for 2017/18 Q2". */
	while (*needs != '\0') {
		size_t length = strcspn(needs, ", ");
		bool known = false;

		for (uint32_t i = 0; i < expect->without_count; i++)
			known = known || (strlen(expect->without[i]->name) == length
			    && memcmp(expect->without[i]->name, needs, length) == 0);
		found++;
		named += known;
		needs = end_of_need(needs);
		while (*needs == ',' || *needs == ' ')
			needs++;
	}
	return found == expect->without_count && named == found;
}

static void
judge_row(struct one_test *run, const struct batch *batch, uint32_t row,
    const struct expectation *expect, struct outcome *outcome)
{
	struct value found = vec_value(batch_column(batch, expect->column), row);

	outcome->why = why_text(run, batch, row, expect->column);
	outcome->found = tell_found(&run->arena, &found);
	if (expect->kind == EXPECT_IS) {
		outcome->as_expected = is_as_expected(&expect->value, &found);
		return;
	}
	outcome->as_expected = false;
	if (explain_is_undecided(batch, row, expect->column)) {
		struct buffer needs = BUFFER_INIT;

		explain_needs(&needs, batch, row, expect->column);
		outcome->as_expected = same_names(needs.length > 0 ? needs.at : "", expect);
		buffer_release(&needs);
	}
}

const struct table *
test_table_of(const struct expectation *expect)
{
	if (expect->kind == EXPECT_ROWS)
		return expect->table;
	return expect->kind == EXPECT_REPORT ? expect->report->table : expect->column->table;
}

void
test_judge_batch(struct one_test *run, const struct table *table, const struct batch *batch)
{
	for (uint32_t i = 0; i < run->test->expectation_count; i++) {
		const struct expectation *expect = &run->test->expectations[i];
		struct outcome *outcome = &run->outcomes[i];

		if (test_table_of(expect) != table || expect->kind == EXPECT_TIES)
			continue;
		if (expect->kind == EXPECT_REPORT) {
			fold_batch(run->folds[i], batch);
			continue;
		}
		for (uint32_t row = 0; row < batch->rows; row++) {
			const struct vec *where =
			    expect->where == NULL ? NULL : batch_expr(batch, expect->where);

			if (where != NULL && !RAIL_GET(where->yes, row)) {
				outcome->unknown += !RAIL_GET(where->no, row);
				continue;
			}
			/* A row that may not exist is no sure one of those counted. */
			if (expect->kind == EXPECT_ROWS && batch_is_doubtful(batch, row)) {
				outcome->unknown++;
				continue;
			}
			outcome->matches++;
			if (expect->kind != EXPECT_ROWS)
				judge_row(run, batch, row, expect, outcome);
		}
	}
}

/* Which settings bring clauses that the cell lacks: those that the row looked at and that have
 * later values, or another value than the policy's own, name theirs behind those of the rule. */
static const char *
clauses_of_settings(struct one_test *run, const struct batch *batch, const char *found,
    const char *expected)
{
	const struct program *program = run->program;
	const struct knobs *knobs = plan_knobs(batch->plan);
	const char *named = "";
	bool later = true;

	if (!plan_settings_changed(batch->plan) ||
	    strncmp(found, expected, strlen(expected)) != 0)
		return "";
	for (uint32_t i = 0; i < program->setting_count; i++)
		if (batch->setting_marks[i] != 0) {
			later = later && knobs->knobs[i].values == program->settings[i]->values;
			named = arena_printf(&run->arena, "%s%s'%s'", named,
			    *named == '\0' ? "" : ", ", program->settings[i]->name);
		}
	if (*named == '\0')
		return "";
	return arena_printf(&run->arena,
	    later ? ": the row goes by %s, which has later values, so the clause of the value that "
	            "holds "
		    "for it is told too, on every day; write it behind the others" :
		    ": the row goes by %s, whose value is not the one the text begins with, so the "
	            "clause "
		    "it comes from is told too; write it behind the others",
	    named);
}

/* The reasons, clauses and needs that a table of tests has beside an outcome. */
static void
judge_parts(struct one_test *run, const struct batch *batch, uint32_t row,
    const struct test_sheet *sheet, uint32_t index)
{
	for (uint32_t i = 0; i < sheet->part_count; i++) {
		const struct sheet_part *part = &sheet->parts[i];
		struct buffer found = BUFFER_INIT;

		if (part->texts[index] == NULL)
			continue;
		buffer_text(&found, "");
		if (part->what == SHEET_WHY)
			explain_why(&found, batch, row, part->column);
		else if (part->what == SHEET_CLAUSE)
			explain_clause(&found, batch, row, part->column);
		else
			explain_needs(&found, batch, row, part->column);
		if (strcmp(found.at, part->texts[index]) != 0) {
			test_fail_cell(run, sheet, sheet->lines[index], part->heading,
			    arena_printf(&run->arena, "is %s, expected %s%s",
				found.length == 0 ? "nothing" : found.at,
				*part->texts[index] == '\0' ? "nothing" : part->texts[index],
				part->what != SHEET_CLAUSE ?
				    "" :
				    clauses_of_settings(
					run, batch, found.at, part->texts[index])));
			run->failed_expectations++;
		}
		buffer_release(&found);
	}
}

/* The expectations beside a row: `gives …`. */
void
test_judge_beside(struct one_test *run, const struct batch *batch, uint32_t row,
    const struct test_rows *given, uint32_t index)
{
	const struct test_sheet *sheet = test_sheet_of(run, given);

	for (uint32_t i = 0; i < given->expected_count; i++) {
		const struct column *column = given->expected[i];
		const struct test_value *expected =
		    &given->values[index * (given->column_count + given->expected_count) +
			given->column_count + i];
		struct value found = vec_value(batch_column(batch, column), row);

		if (sheet != NULL && sheet->left_open[index * given->expected_count + i])
			continue;
		if (is_as_expected(expected, &found))
			continue;
		test_fail_row(run, given, index, given->column_count + i,
		    arena_printf(&run->arena, "%s %s, expected %s%s", column->name,
			tell_found(&run->arena, &found), spell_expected(&run->arena, expected),
			why_text(run, batch, row, column)));
		run->failed_expectations++;
	}
	if (sheet != NULL)
		judge_parts(run, batch, row, sheet, index);
}

static bool
judge_report(struct one_test *run, const struct expectation *expect, struct fold *fold)
{
	const char *path = arena_printf(&run->arena, "%s/%s", run->folder, expect->file);
	const struct grid *grid = fold_finish(fold, &run->arena, &run->run);
	struct csvtext expected, found;
	struct buffer ours = BUFFER_INIT;
	uint64_t neutralised = 0;
	size_t length;
	bool too_long;
	char *bytes = platform_slurp(path, EXPECTED_MAX_BYTES, &length, &too_long);

	if (bytes == NULL)
		return fault_set(run->fault, EXIT_USAGE,
		    "%s: cannot be read: %s\nthe test \"%s\" compares a report with it", path,
		    too_long ? "it is longer than 16 MB" : platform_reason(), run->test->name);
	grid_csv(&ours, grid, false, &neutralised);
	if (csvtext_read(&expected, &run->arena, bytes, length) &&
	    csvtext_read(&found, &run->arena, ours.at, ours.length))
		test_compare(run, expect, &expected, &found);
	else
		test_fail(run, expect->at,
		    arena_printf(&run->arena, "%s is not a CSV file: a quote in it is never closed",
			expect->file));
	platform_slurp_free(bytes);
	buffer_release(&ours);
	return true;
}

static void
judge_ties(struct one_test *run, const struct expectation *expect, const struct outcome *outcome)
{
	if (expect->none && outcome->matches > 0)
		test_fail(run, expect->at,
		    arena_printf(&run->arena, "%s: %u took the %u places, expected no ties",
			expect->column->name, (unsigned)outcome->ties[0].taken,
			(unsigned)outcome->ties[0].places));
	else if (!expect->none && outcome->matches == 0)
		test_fail(run, expect->at,
		    arena_printf(&run->arena,
			"%s: nobody took more places than there are, expected ties",
			expect->column->name));
}

static void
judge_outcome(struct one_test *run, const struct expectation *expect, const struct outcome *outcome)
{
	struct arena *arena = &run->arena;
	const char *names = "";

	if (expect->kind == EXPECT_ROWS) {
		if (outcome->matches != expect->rows || outcome->unknown > 0)
			test_fail(run, expect->at,
			    arena_printf(arena, "%u rows of %s%s, expected %u",
				(unsigned)outcome->matches, expect->table->name,
				outcome->unknown == 0 ?
				    "" :
				    arena_printf(arena, " and %u that cannot be decided",
					(unsigned)outcome->unknown),
				(unsigned)expect->rows));
		return;
	}
	if (expect->kind == EXPECT_TIES) {
		judge_ties(run, expect, outcome);
		return;
	}
	if (outcome->matches != 1) {
		test_fail(run, expect->at,
		    arena_printf(arena,
			outcome->matches == 0 ? "there is no row to look at for '%s'" :
						"'%s' is expected of one row, and there are %u; "
		                                "add 'where' and what tells it apart",
			expect->column->name, (unsigned)outcome->matches));
		return;
	}
	if (outcome->unknown > 0) {
		test_fail(run, expect->at,
		    arena_printf(arena,
			"'%s' is expected of one row, and of %u more it cannot be decided whether "
		        "it is meant; say more in "
			"'where', or state what is missing",
			expect->column->name, (unsigned)outcome->unknown));
		return;
	}
	if (outcome->as_expected)
		return;
	for (uint32_t i = 0; i < expect->without_count; i++)
		names = arena_printf(arena, "%s%s%s", names, i == 0 ? "" : ", ",
		    expect->without[i]->name);
	if (expect->kind == EXPECT_UNDECIDED)
		test_fail(run, expect->at,
		    arena_printf(arena, "%s %s, expected: cannot be decided without %s%s",
			expect->column->name, outcome->found, names, outcome->why));
	else
		test_fail(run, expect->at,
		    arena_printf(arena, "%s %s, expected %s%s", expect->column->name,
			outcome->found, spell_expected(arena, &expect->value), outcome->why));
}

bool
test_judge_all(struct one_test *run)
{
	for (uint32_t i = 0; i < run->test->expectation_count; i++) {
		const struct expectation *expect = &run->test->expectations[i];
		uint32_t before = run->failures;

		if (expect->kind == EXPECT_REPORT) {
			if (!judge_report(run, expect, run->folds[i]))
				return false;
		} else {
			judge_outcome(run, expect, &run->outcomes[i]);
		}
		run->failed_expectations += run->failures > before;
	}
	return true;
}
