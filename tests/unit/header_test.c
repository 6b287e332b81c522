/* header: which row holds the headings, what parts the cells,
 * which cell is which column; and every reason why a file has none. */
#include "test.h"

#include "interp/buffer.h"
#include "interp/header.h"
#include "made_table.h"

static const struct made_field fields[] = {
	{ "case_ref", KIND_TEXT, MADE_KEY, NULL, NULL },
	{ "raised_on", KIND_DATE, 0, NULL, "Date first raised" },
	{ "caf\xC3\xA9", KIND_TEXT, MADE_BLANK, NULL, NULL }
};

struct sample {
	const char *name, *head, *expected;
};

/* Found: the delimiter, the line, rows above it, cells and how many of them are named,
 * then the cell of each column. */
static const struct sample samples[] = {
	{ "as the policy has them", "case_ref,Date first raised,caf\xC3\xA9\n",
	    "a comma, line 1, 0 above, 3/3: 0 1 2" },
	{ "any order, others between", "x,caf\xC3\xA9,y,raised_on,z,case_ref\n",
	    "a comma, line 1, 0 above, 6/6: 5 3 1" },
	{ "case, blanks, hyphens, underscores", "CASE-REF,date_First RAISED,CAF\xC3\x89\n",
	    "a comma, line 1, 0 above, 3/3: 0 1 2" },
	{ "line breaks and no-break spaces", "\"case\nref\",\"Date\xC2\xA0"
	    "first\r\nraised\",caf\xC3\xA9\n",
	    "a comma, line 1, 0 above, 3/3: 0 1 2" },
	{ "empty cells to the right", "case_ref,raised_on,caf\xC3\xA9,, ,\n",
	    "a comma, line 1, 0 above, 6/3: 0 1 2" },
	{ "semicolons", "case_ref;raised_on;caf\xC3\xA9\n",
	    "a semicolon, line 1, 0 above, 3/3: 0 1 2" },
	{ "tabs", "case_ref\traised_on\tcaf\xC3\xA9\n", "a tab, line 1, 0 above, 3/3: 0 1 2" },
	{ "vertical bars", "case_ref|raised_on|caf\xC3\xA9\n",
	    "a vertical bar, line 1, 0 above, 3/3: 0 1 2" },
	{ "sep= decides", "sep=;\ncase_ref,raised_on,caf\xC3\xA9;case_ref;raised_on;caf\xC3\xA9\n",
	    "a semicolon, line 2, 0 above, 4/4: 1 2 3" },
	{ "sep= in quotation marks", "\"SEP=\t\"\ncase_ref\traised_on\tcaf\xC3\xA9\n",
	    "a tab, line 2, 0 above, 3/3: 0 1 2" },
	{ "a title and a blank row above", "Cases, in May\n,,\ncase_ref,raised_on,caf\xC3\xA9\n",
	    "a comma, line 3, 2 above, 3/3: 0 1 2" },
	{ "a title under sep=", "sep=,\nCases\ncase_ref,raised_on,caf\xC3\xA9\n",
	    "a comma, line 3, 1 above, 3/3: 0 1 2" },
	{ "no line end", "case_ref,raised_on,caf\xC3\xA9", "a comma, line 1, 0 above, 3/3: 0 1 2" },

	{ "nothing", "", "cases.csv: is empty\nit should begin with a row of headings" },
	{ "a sep= that cannot be", "sep=x\ncase_refxraised_onxcaf\xC3\xA9\n",
	    "cases.csv: says sep=x, which cannot part cells here\na comma, a semicolon, a tab or "
	    "a vertical bar can" },
	{ "sep= that fits nothing", "sep=;\ncase_ref,raised_on,caf\xC3\xA9\n",
	    "cases.csv: none of the first 2 rows holds a heading that the policy asks for "
	    "('case_ref', 'Date first raised', "
	    "'caf\xC3\xA9')\nline 1 begins with 'sep=': check that this is the right file" },
	{ "two that both fit", "case_ref;raised_on;caf\xC3\xA9;x,case_ref,raised_on,caf\xC3\xA9\n",
	    "cases.csv: its cells could be parted by a comma or by a semicolon: either way every "
	    "column is there\n"
	    "save it again from Excel, or write as its first line sep= with the one that is "
	    "meant" },
	{ "over two lines", "Case,Date first,caf\xC3\xA9\nref,raised,\n",
	    "cases.csv: the headings stand in two lines, 1 and 2\n"
	    "put each heading into one cell of one row; in Excel, unmerge the cells first" },
	{ "over two lines, merged to the right", "Case,,Date first,\nref,caf\xC3\xA9,raised,\n",
	    "cases.csv: the headings stand in two lines, 1 and 2\n"
	    "put each heading into one cell of one row; in Excel, unmerge the cells first" },
	{ "one is missing", "case_ref,raised_on\n",
	    "cases.csv: no column 'caf\xC3\xA9'; the headings were looked for in line 1\n"
	    "add the column: every heading there belongs to another one" },
	{ "one goes by another name", "case_ref,Remarks,x,First date,caf\xC3\xA9\n",
	    "cases.csv: no column 'Date first raised'; the headings were looked for in line 1\n"
	    "headings that the policy does not use: 'Remarks', 'x', 'First date'; if one is "
	    "meant, write: raised_on is date from column \"First date\"; if none is, add the "
	    "column" },
	{ "a heading that is taken is not near", "case_ref,raised_on,cafe,caf\n",
	    "cases.csv: no column 'caf\xC3\xA9'; the headings were looked for in line 1\n"
	    "'cafe' there is near to 'caf\xC3\xA9': rename it, or write in the policy: "
	    "caf\xC3\xA9 is text, may be blank from column \"cafe\"" },
	{ "one is nearly right", "case_ref,Date frist raised,caf\xC3\xA9\n",
	    "cases.csv: no column 'Date first raised'; the headings were looked for in line 1\n"
	    "'Date frist raised' there is near to 'Date first raised': rename it, or write in "
	    "the policy: raised_on is date from "
	    "column \"Date frist raised\"" },
	{ "twice", "case_ref,raised_on,caf\xC3\xA9,Case Ref\n",
	    "cases.csv: line 1 has two headings for 'case_ref': 'case_ref' (column 1) and 'Case "
	    "Ref' (column 4)\n"
	    "keep one of them, or rename the other" },
	{ "heading and own name", "case_ref,raised_on,caf\xC3\xA9,Date first raised\n",
	    "cases.csv: line 1 has two headings for 'raised_on': 'raised_on' (column 2) and "
	    "'Date first raised' (column 4)\n"
	    "keep one of them, or rename the other" },
	{ "headings that took rows in, in a column that nobody asks for",
	    "case_ref,raised_on,caf\xC3\xA9,\"note\nA,2022-05-01,x,1\nB,2022-05-02,y,2\"\n",
	    "cases.csv: a cell that opens in line 1 goes on over lines that have as many cells as "
	    "a row: a quotation mark that was never closed, most likely\n"
	    "look whether the quotation mark in line 1 belongs there: if not, take it out, and no "
	    "row is lost in that cell" },
	{ "a title that took the list in",
	    "\"Cases\ncase_ref,raised_on,caf\xC3\xA9\nA,2022-05-01,\"\n"
	    "case_ref,raised_on,caf\xC3\xA9\nD,2022-05-04,u\n",
	    "cases.csv: a cell that opens in line 1 goes on over lines that have as many cells as "
	    "a row: a quotation mark that was never closed, most likely\n"
	    "look whether the quotation mark in line 1 belongs there: if not, take it out, and no "
	    "row is lost in that cell" },
	{ "a title over two lines", "\"Cases,\nin May\"\ncase_ref,raised_on,caf\xC3\xA9\n",
	    "a comma, line 3, 1 above, 3/3: 0 1 2" },
	{ "a row of data above headings that end in an empty one",
	    "A1,2022-05-01,x\ncase_ref,raised_on,caf\xC3\xA9,\nB2,2022-05-02,y\n",
	    "cases.csv: the headings stand in line 2, below rows of data such as line 1\n"
	    "move the line with the headings to the top of the list and save it: what stands above "
	    "them is not read, and no row may be lost" },
	{ "something else", "a,b\n1,2\n",
	    "cases.csv: none of the first 2 rows holds a heading that the policy asks for "
	    "('case_ref', 'Date first raised', "
	    "'caf\xC3\xA9')\nline 1 begins with 'a': check that this is the right file" }
};

static void
find(struct buffer *out, const char *head, size_t length)
{
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, fields);
	struct fault fault = FAULT_NONE;
	struct header header;

	buffer_clear(out);
	if (header_find(&header, &arena, table, "cases.csv", head, length, &fault)) {
		buffer_printf(out, "%s, line %u, %u above, %u/%u:",
		    delimiter_name(header.delimiter), (unsigned)header.line,
		    (unsigned)header.skipped_rows, (unsigned)header.count, (unsigned)header.named);
		for (uint32_t i = 0; i < table->field_count; i++)
			buffer_printf(out, " %u", (unsigned)header.cell_of[i]);
	} else {
		assert_int_equal(fault.code, EXIT_DATA);
		buffer_text(out, fault.text);
	}
	arena_release(&arena);
}

static void
headings_are_found_or_it_is_said_why_not(void **state)
{
	struct buffer out = BUFFER_INIT;
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		find(&out, samples[i].head, strlen(samples[i].head));
		if (strcmp(out.at, samples[i].expected) != 0) {
			printf("%s:\n  expected %s\n  found    %s\n", samples[i].name,
			    samples[i].expected, out.at);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
	buffer_release(&out);
}

/* The headings in row `row`, below lines of something else. */
static void
find_in_row(struct buffer *out, int row)
{
	struct buffer head = BUFFER_INIT;

	for (int i = 1; i < row; i++)
		buffer_text(&head, "something else\n");
	buffer_text(&head, "case_ref,raised_on,caf\xC3\xA9\n");
	find(out, head.at, head.length);
	buffer_release(&head);
}

static void
headings_are_looked_for_in_the_first_fifty_rows(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	find_in_row(&out, HEADER_SEARCH);
	assert_string_equal(out.at, "a comma, line 50, 49 above, 3/3: 0 1 2");
	find_in_row(&out, HEADER_SEARCH + 1);
	assert_non_null(strstr(out.at, "none of the first 50 rows holds a heading"));
	buffer_release(&out);
}

/* borrowed_on is missing, returned_on is there: what is near is not what belongs to another. */
static void
a_heading_that_another_field_has_is_not_offered(void **state)
{
	static const struct made_field dates[] = {
		{ "loan_ref", KIND_TEXT, MADE_KEY, NULL, NULL },
		{ "asked_on", KIND_DATE, 0, NULL, NULL },
		{ "answer_on", KIND_DATE, 0, NULL, NULL },
		{ "state", KIND_LABEL, 0, "Red|Amber", NULL },
		{ "code", KIND_TEXT, MADE_BLANK | MADE_SMALL, "@##", NULL }
	};
	static const struct {
		const char *head, *expected;
	} rows[] = {
		{ "loan_ref,answer_on,Date asked,Remarks,state,code\n",
		    "cases.csv: no column 'asked_on'; the headings were looked for in line 1\n"
		    "headings that the policy does not use: 'Date asked', 'Remarks'; if one is "
		    "meant, write: asked_on is date from column \"Date asked\"; if none is, add "
		    "the column" },
		{ "loan_ref,asked_on,answer_on,Colour,code\n",
		    "cases.csv: no column 'state'; the headings were looked for in line 1\n"
		    "headings that the policy does not use: 'Colour'; if one is meant, write: "
		    "state is ... from column \"Colour\"; if none is, add the column" },
		{ "loan_ref,asked_on,answer_on,state,a1,a2,a3,a4,a5,a6,a7,a8,a9\n",
		    "cases.csv: no column 'code'; the headings were looked for in line 1\n"
		    "headings that the policy does not use: 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', "
		    "'a7', 'a8' and 1 more; if one is meant, write: code is text like \"@##\", "
		    "small letters accepted, may be blank from column \"a1\"; if none is, add the "
		    "column" }
	};
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, dates);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fault fault = FAULT_NONE;
		struct header header;

		assert_false(header_find(&header, &arena, table, "cases.csv", rows[i].head,
		    strlen(rows[i].head), &fault));
		assert_string_equal(fault.text, rows[i].expected);
	}
	arena_release(&arena);
}

/* Names in messages hold nothing that would drive a terminal,
 * and are cut between two characters. */
static void
names_are_fit_to_be_shown(void **state)
{
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, fields);
	struct fault fault = FAULT_NONE;
	struct buffer head = BUFFER_INIT;
	struct header header;

	(void)state;
	buffer_text(&head, "case_ref,raised_on,caf\xC3\xA9,\"a\tb\x1b[1m\nc\",x");
	for (int i = 0; i < 60; i++)
		buffer_text(&head, "\xC3\xA9");
	buffer_text(&head, "\n");
	assert_true(header_find(&header, &arena, table, "cases.csv", head.at, head.length, &fault));
	assert_string_equal(header.names[3], "a b?[1m c");
	assert_int_equal(strlen(header.names[4]),
	    99);	/* 1 and 49 of two bytes: a hundred would cut one */
	assert_string_equal(delimiter_name('x'), "another character");
	buffer_release(&head);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_found_or_it_is_said_why_not),
		cmocka_unit_test(headings_are_looked_for_in_the_first_fifty_rows),
		cmocka_unit_test(a_heading_that_another_field_has_is_not_offered),
		cmocka_unit_test(names_are_fit_to_be_shown)
	};

	return RUN_TESTS(tests);
}
