/* doc_tests: the policy's tests as examples: what is given, what is expected. */
#include "interp/doc_parts.h"

#include <string.h>

static const char *
test_value(struct doc *doc, const struct test_value *value)
{
	switch (value->state) {
	case TEST_BLANK:
		return "blank";
	case TEST_UNKNOWN:
		return "cannot be decided";
	case TEST_NOTHING:
		return "nothing";
	case TEST_VALUE:
		break;
	}
	if (value->value.type.kind == KIND_TEXT)
		return arena_copy(doc->arena, value->value.text, value->value.text_length);
	return doc_value(doc, &value->value);
}

static void
put_given(struct doc *doc, const struct test_rows *rows)
{
	struct doc_writer *writer = doc->writer;
	uint32_t width = rows->column_count + rows->expected_count;

	if (rows->file != NULL) {
		doc_put(writer, DOC_PARAGRAPH,
		    arena_printf(doc->arena, "Given: %s, from the file %s.",
			doc_human(doc, rows->table->name, false), rows->file));
		return;
	}
	doc_begin(writer, DOC_TABLE);
	doc_put(writer, DOC_CAPTION,
	    arena_printf(doc->arena, "%s%s", doc_human(doc, rows->table->name, true),
		rows->expected_count > 0 ? ": given, and expected" : ": given"));
	doc_begin(writer, DOC_HEAD);
	for (uint32_t i = 0; i < width; i++) {
		bool expected = i >= rows->column_count;
		const struct column *column =
		    expected ? rows->expected[i - rows->column_count] : rows->columns[i];

		doc_put(writer, expected ? DOC_EXPECTED_HEADING : DOC_HEADING_CELL,
		    arena_printf(doc->arena, expected ? "expected: %s" : "%s",
			doc_column_name(doc, column, false)));
	}
	doc_end(writer, DOC_HEAD);
	for (uint32_t r = 0; r < rows->row_count; r++) {
		doc_begin(writer, DOC_ROW);
		for (uint32_t i = 0; i < width; i++)
			doc_put(writer, i >= rows->column_count ? DOC_EXPECTED_CELL : DOC_CELL,
			    test_value(doc, &rows->values[(size_t)r * width + i]));
		doc_end(writer, DOC_ROW);
	}
	doc_end(writer, DOC_TABLE);
}

static void
put_expectation(struct doc *doc, const struct expectation *expectation)
{
	struct doc_writer *writer = doc->writer;

	if (expectation->column != NULL) {
		writer->form->link(writer, doc_column_id(doc, expectation->column),
		    doc_column_name(doc, expectation->column, false));
		if (expectation->column->table != doc->program->run)
			doc_text(writer,
			    arena_printf(doc->arena, " of %s",
				doc_human(doc, expectation->column->table->name, false)));
	}
	switch (expectation->kind) {
	case EXPECT_IS:
		doc_text(writer, expectation->value.state == TEST_UNKNOWN ? " " : " is ");
		writer->form->strong(writer, test_value(doc, &expectation->value));
		break;
	case EXPECT_UNDECIDED:
		doc_text(writer, " cannot be decided without ");
		for (uint32_t i = 0; i < expectation->without_count; i++)
			doc_text(writer,
			    arena_printf(doc->arena, "%s%s", i == 0 ? "" : ", ",
				doc_human(doc, expectation->without[i]->name, false)));
		break;
	case EXPECT_ROWS:
		doc_text(writer,
		    arena_printf(doc->arena, "%u row%s of %s", (unsigned)expectation->rows,
			expectation->rows == 1 ? "" : "s",
			doc_human(doc, expectation->table->name, false)));
		if (expectation->where != NULL) {
			doc_text(writer, " where ");
			doc_expr(doc, expectation->where);
		}
		break;
	case EXPECT_REPORT:
		doc_text(writer, "the report ");
		writer->form->link(writer, doc_report_id(doc, expectation->report),
		    doc_human(doc, expectation->report->name, false));
		doc_text(writer,
		    arena_printf(doc->arena, " comes out as in the file %s", expectation->file));
		break;
	case EXPECT_TIES:
		doc_text(writer, expectation->none ? " has no ties for the last place"
						   : " has ties for the last place");
		break;
	}
}

static void
put_test(struct doc *doc, const struct policy_test *test, enum doc_block heading)
{
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, heading);
	doc_flowing(doc, doc_human(doc, test->name, true));
	doc_end(writer, heading);
	doc_begin(writer, DOC_PARAGRAPH);
	doc_text(writer, arena_printf(doc->arena, "On %s", doc_day(doc, test->on)));
	for (uint32_t i = 0; i < test->set_count; i++) {
		doc_text(writer, i == 0 ? ", with " : " and ");
		writer->form->link(writer, doc_setting_id(doc, test->sets[i].setting),
		    doc_human(doc, test->sets[i].setting->name, false));
		doc_text(writer,
		    arena_printf(doc->arena, " set to %s",
			doc_values(doc, test->sets[i].values, test->sets[i].count)));
	}
	doc_text(writer, ".");
	doc_end(writer, DOC_PARAGRAPH);
	for (uint32_t i = 0; i < test->given_count; i++)
		put_given(doc, &test->givens[i]);
	if (test->expectation_count == 0)
		return;
	doc_put(writer, DOC_PARAGRAPH, "Expected:");
	doc_begin(writer, DOC_LIST);
	for (uint32_t i = 0; i < test->expectation_count; i++) {
		doc_begin(writer, DOC_ITEM);
		put_expectation(doc, &test->expectations[i]);
		doc_end(writer, DOC_ITEM);
	}
	doc_end(writer, DOC_LIST);
}

/* The last heading above the test in its file. */
static const char *
heading_of(const struct doc_heading *headings, uint32_t count, uint32_t at)
{
	const char *title = NULL;

	for (uint32_t i = 0; i < count && headings[i].at < at; i++)
		title = headings[i].title;
	return title;
}

static void
put_file(struct doc *doc, const struct source_file *file)
{
	struct doc_heading *headings;
	uint32_t count = doc_headings(doc, file, &headings);
	const char *last = NULL;

	for (uint32_t i = 0; i < doc->program->test_count; i++) {
		const struct policy_test *test = &doc->program->tests[i];
		const char *title;

		if (test->at.start < file->base || test->at.start > file->base + file->length)
			continue;
		title = heading_of(headings, count, test->at.start);
		if (title != NULL && (last == NULL || strcmp(last, title) != 0))
			doc_put(doc->writer, DOC_HEADING_3, title);
		last = title != NULL ? title : last;
		put_test(doc, test, last != NULL ? DOC_HEADING_4 : DOC_HEADING_3);
	}
}

void
doc_tests(struct doc *doc)
{
	doc_put(doc->writer, DOC_PARAGRAPH,
	    "Each example was worked out by hand and is tried whenever the policy is tested. A "
	    "column that is not "
	    "given plays no part; one that was worked out and is given here is taken as given.");
	for (const struct source_file *file = doc->program->sources->first; file != NULL;
	     file = file->next)
		put_file(doc, file);
}
