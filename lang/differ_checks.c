/* differ_checks: reports and tests, taken apart. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/dump.h"
#include "lang/strand.h"

/* ---- reports ---- */

static const char *
column_body(struct diff_side *side, const struct report_column *column, bool same)
{
	const struct expr *what = column->body == REPORT_VALUE ? column->value : column->what;
	const char *text = what == NULL ? "" :
	    same			? diff_same(side, what) :
					  diff_text(side, what);

	if (column->body == REPORT_REASON)
		text = arena_printf(side->arena, "the reason for %s", column->reason_for->name);
	if (column->body == REPORT_AGGREGATE)
		text = arena_printf(side->arena, "%s%s%s",
		    dump_aggregate_word(column->aggregate), text[0] == '\0' ? "" : " of ", text);
	if (column->where != NULL)
		text = arena_printf(side->arena, "%s where %s", text,
		    same ? diff_same(side, column->where) : diff_text(side, column->where));
	if (column->text_when != NULL)
		text = arena_printf(side->arena, "%s, \"%s\" when %s", text, column->text_instead,
		    same ? diff_same(side, column->text_when) :
			   diff_text(side, column->text_when));
	return text;
}

static void
take_report_columns(struct diff_side *side, struct diff_thing *thing, const struct report *report)
{
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];
		const char *label = arena_printf(side->arena, "column %s", column->name);
		struct diff_part *part = diff_named(
		    side, thing, "column", label, column_body(side, column, false));

		part->same = column_body(side, column, true);
		part->noun = "column";
		part->ordered = true;
		diff_named(side, thing, "heading",
		    arena_printf(side->arena, "heading of %s", label),
		    diff_quoted(side, column->heading));
	}
}

static const char *
sorting(struct diff_side *side, const struct report *report)
{
	const char *by = report->sorted_by != NULL ? report->sorted_by->name :
	    report->sorted_key != NULL		   ? report->sorted_key->name :
						     NULL;

	if (by == NULL)
		return NULL;
	return arena_printf(
	    side->arena, "%s, %s", by, report->descending ? "falling" : "rising");
}

void
diff_take_report(struct diff_side *side, const struct report *report)
{
	static const char *const shapes[] = { "groups", "a list", "one row" };
	struct diff_thing *thing = diff_thing(side, CLASS_REPORT, "report", report->name,
	    arena_printf(side->arena, "Report %s", report->name));

	thing->name = report->name;
	thing->summary = diff_quoted(side, report->title);
	diff_named(side, thing, "title", "title", diff_quoted(side, report->title));
	diff_named(side, thing, "table", "of", report->table->name);
	diff_named(side, thing, "shape", "shape", shapes[report->shape]);
	diff_expr(side, thing, "rows where", report->where);
	diff_named(
	    side, thing, "as at", "as at run_date", report->as_at_run_date ? "yes" : "no");
	for (uint32_t i = 0; i < report->key_count; i++) {
		const struct report_key *key = &report->keys[i];
		struct diff_part *part = diff_listed(side, thing, "key", "row for each",
		    arena_printf(side->arena, "%s, headed \"%s\"", diff_text(side, key->value),
			key->heading));

		part->same = arena_printf(
		    side->arena, "%s \"%s\"", diff_same(side, key->value), key->heading);
		part->ordered = true;
	}
	if (report->including_empty)
		diff_named(side, thing, "empty", "including empty ones",
		    report->empty_from == NULL ?
			"from the first to the last" :
			arena_printf(side->arena, "from %s to %s",
			    diff_text(side, report->empty_from),
			    diff_text(side, report->empty_to)));
	take_report_columns(side, thing, report);
	diff_named(side, thing, "total", "total", diff_quoted(side, report->total_label));
	diff_named(side, thing, "sorted", "sorted by", sorting(side, report));
	diff_provenance(side, thing, &report->provenance);
}

/* ---- tests ---- */

static const char *
test_value(struct diff_side *side, const struct test_value *value)
{
	switch (value->state) {
	case TEST_BLANK: return "blank";
	case TEST_UNKNOWN: return "unknown";
	case TEST_NOTHING: return "nothing";
	case TEST_VALUE:
	default: return diff_values(side, &value->value, 1);
	}
}

static const char *
file_of_rows(struct diff_side *side, const struct test_rows *rows)
{
	const char *text = arena_printf(side->arena, "those of \"%s\"", rows->file);

	for (uint32_t i = 0; i < rows->expected_count; i++)
		text = arena_printf(side->arena, "%s%s %s", text, i == 0 ? ", expecting" : ",",
		    rows->expected[i]->name);
	return text;
}

static void
take_rows(struct diff_side *side, struct diff_thing *thing, const struct test_rows *rows)
{
	uint32_t width = rows->column_count + rows->expected_count;
	const char *noun = arena_printf(side->arena, "row of %s", rows->table->name);

	if (rows->file != NULL)
		diff_listed(side, thing, noun, noun, file_of_rows(side, rows))->loose = true;
	for (uint32_t r = 0; rows->file == NULL && r < rows->row_count; r++) {
		const char *text = "";

		for (uint32_t i = 0; i < width; i++)
			text = arena_printf(side->arena, "%s%s%s %s", text,
			    i == rows->column_count ? " gives " :
				i > 0		    ? ", " :
						      "",
			    i < rows->column_count ?
				rows->columns[i]->name :
				rows->expected[i - rows->column_count]->name,
			    test_value(side, &rows->values[(size_t)r * width + i]));
		diff_listed(side, thing, noun, noun, text)->loose = true;
	}
}

static void
take_test(struct diff_side *side, const struct policy_test *test)
{
	const char *name = diff_quoted(side, test->name);
	struct diff_thing *thing = diff_thing(
	    side, CLASS_TEST, "test", name, arena_printf(side->arena, "Test %s", name));

	diff_named(side, thing, "day", "on", diff_day(side, test->on));
	for (uint32_t i = 0; i < test->set_count; i++)
		diff_named(side, thing, "set",
		    arena_printf(side->arena, "set %s", test->sets[i].setting->name),
		    diff_values(side, test->sets[i].values, test->sets[i].count));
	for (uint32_t i = 0; i < test->given_count; i++)
		take_rows(side, thing, &test->givens[i]);
	for (uint32_t i = 0; i < test->expectation_count; i++)
		diff_listed(side, thing, "expect", "expectation",
		    diff_written(side, test->expectations[i].at))
		    ->loose = true;
}

void
diff_take_tests(struct diff_side *side)
{
	diff_provenance(side, diff_thing(side, CLASS_TEST, "tests", "", "Tests"),
	    &side->program->tests_provenance);
	for (uint32_t i = 0; i < side->program->test_count; i++)
		take_test(side, &side->program->tests[i]);
}
