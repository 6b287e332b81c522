/* draft: what is drafted from a file, and what is asked of a person. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "interp/draft.h"
#include "tests/unit/made_file.h"

struct made_draft {
	struct arena arena;
	struct buffer text;
	struct fault fault;
	bool done;
};

/* The draft of one file; its name is not that of a policy's file, so the input's name is not looked
 * at. */
static const char *
draft_of(struct made_draft *made, const char *bytes, size_t length)
{
	char path[64];
	const char *const files[] = { path };
	const struct draft_request request = { files, 1, NULL, 20000 };

	made_write(path, bytes, length);
	*made =
	    (struct made_draft){ .arena = ARENA_INIT, .text = BUFFER_INIT, .fault = FAULT_NONE };
	made->done = draft_policy(&made->text, &made->arena, &request, &made->fault);
	unlink(path);
	return made->done ? made->text.at : made->fault.text;
}

static void
release(struct made_draft *made)
{
	buffer_release(&made->text);
	arena_release(&made->arena);
}

/* The draft as one line, remarks too, so that where they break does not matter. */
static const char *
flat(struct made_draft *made, const char *text)
{
	char *out = arena_copy(&made->arena, text, strlen(text));
	size_t used = 0;

	for (size_t i = 0; out[i] != '\0'; i++) {
		char byte = out[i] == '\n' || out[i] == '#' ? ' ' : out[i];

		if (byte != ' ' || used == 0 || out[used - 1] != ' ')
			out[used++] = byte;
	}
	out[used] = '\0';
	return out;
}

static const struct {
	const char *file;
	const char *says[6];
	const char *says_not;
} cases[] = {
	/* every kind by all cells */
	{ "ref,a,b,c,d,e,f\nR1,2022-04-01,2022-03,2017/18 Q1,2017/18,\xC2\xA3"
	  "5,5%\nR2,2022-05-01,2022-04,2017/18 Q2,2018/19,\xC2\xA3"
	  "6.50,6%\n",
	    { "a is date b is month", "c is quarter d is year", "e is money f is percent" }, NULL },
	{ "ref,sure,days\nR1,Y,12 days\nR2,n,1 day\n", { "sure is yes or no", "days" }, NULL },
	/* one cell that is not of the kind decides, and is named */
	{ "ref,n\nA,1\nB,2\nC,3\nD,4\nE,5\nF,6\nG,7\nH,8\nI,9\nJ,1O\n",
	    { "n is text", "all but 1 of 10 cells are of the kind 'number'; line 11 holds '1O'" },
	    NULL },
	/* noughts and ones could be a number or an answer */
	{ "ref,flag\nA,0\nB,1\n",
	    { "flag is number", "If they mean no and yes, write: is yes or no" }, NULL },
	/* day or month first: asked where nothing tells */
	{ "ref,on\nA,03/04/2022\nB,05/06/2022\n",
	    { "is date from column \"on\"", "which comes first, day or month?" }, NULL },
	{ "ref,seen\nA,03/04/2022\nB,25/06/2022\n", { "seen is date" }, "which comes first" },
	{ "ref,seen\nA,03/04/22\nB,25/06/22\n", { "seen is date", "Years of two digits" }, NULL },
	{ "ref,seen\nA,44712\nB,44713\n", { "seen is number", "dates as Excel counts them" },
	    NULL },
	/* a closed list: few words that repeat, in any letters; a label that means something of its
	 * own is quoted */
	{ "ref,kind\nA,Red\nB,red\nC,Blue\nD,Blue\n",
	    { "kind is Red or Blue", "are these 2 all there can be?" }, NULL },
	{ "ref,kind\nA,Yes\nB,Perhaps\nC,Yes\nD,Perhaps\n", { "kind is \"Yes\" or Perhaps" },
	    NULL },
	{ "ref,kind\nA,Red\nB,Green\nC,Blue\nD,Grey\n", { "kind is text" }, "all there can be" },
	/* blanks and dashes are counted */
	{ "ref,n\nA,1\nB,\nC,-\n",
	    { "n is number, may be blank", "2 of 3 cells blank.", "1 of them holds a dash" },
	    NULL },
	/* keys: a column, two, none */
	{ "a,b\nX,1\nX,2\n", { "No column" }, NULL },
	{ "shop,month,n\nA,2022-01,5\nA,2022-02,5\nB,2022-01,5\n", { "one row per shop and month" },
	    NULL },
	/* names: words of the language, headings that are no names, twice, none */
	{ "ref,total,\"Was it, then?\",9 lives\nA,x,y,z\nB,x,y,w\n",
	    { "from column \"total\"", "was_it_then", "the_9_lives" }, NULL },
	{ "ref,n,n,\nA,1,2,3\n", { "Left out: the heading 'n' stands there twice." }, NULL },
	/* what parts the cells, and rows above the headings */
	{ "Cases of May;;\n;;\nref;kind;n\nA;x;1\nB;y;2\n",
	    { "cells parted by a semicolon, headings in line 3", "n is number" }, NULL },
	{ "sep=;\nref;n\nA;1,5\nB;2\n", { "cells parted by a semicolon" }, NULL },
	/* what no policy can read is said */
	{ "ref,n\nA,#N/A\nB,2\n",
	    { "1 cell holds an error of Excel",
		"1 cell and 0 rows cannot be read whatever a policy says" },
	    NULL },
	{ "ref,n\nA,1\nB,2,3\nTotal,3\n", { "2 more lines are no rows that can be used" }, NULL },
	/* a file with headings alone */
	{ "ref,n\n", { "0 rows", "Decide: every cell is blank" }, NULL },
};

static void
each_file_is_drafted_as_it_is(void **state)
{
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct made_draft made;
		const char *text = draft_of(&made, cases[i].file, strlen(cases[i].file)),
			   *line = flat(&made, text);

		for (size_t j = 0;
		     j < sizeof cases[i].says / sizeof cases[i].says[0] && cases[i].says[j] != NULL;
		     j++) {
			if (strstr(line, cases[i].says[j]) != NULL)
				continue;
			failed++;
			printf("--- case %zu lacks: %s\n%s\n", i, cases[i].says[j], text);
		}
		if (cases[i].says_not != NULL && strstr(line, cases[i].says_not) != NULL) {
			failed++;
			printf("--- case %zu has: %s\n%s\n", i, cases[i].says_not, text);
		}
		release(&made);
	}
	assert_int_equal(failed, 0);
}

static void
what_is_no_file_of_rows_is_refused(void **state)
{
	struct made_draft made;

	(void)state;
	assert_non_null(strstr(draft_of(&made, "", 0), "empty"));
	assert_false(made.done);
	release(&made);
	assert_non_null(strstr(draft_of(&made, "1,2\n3,4\n", 8), "no row of headings"));
	assert_false(made.done);
	release(&made);
	draft_of(&made, "ref,n\0\nA,1\n", 11);
	assert_false(made.done);
	release(&made);
}

/* Bytes that are Windows-1252 only far behind the start: the file is read again. */
static void
another_encoding_is_found_out_late(void **state)
{
	struct buffer file = BUFFER_INIT;
	struct made_draft made;
	const char *text;

	(void)state;
	buffer_text(&file, "ref,fee\n");
	for (int i = 0; i < 60000; i++)
		buffer_printf(&file, "R%d,\n", i);
	buffer_text(&file, "last,\xA3" "5\n");
	text = draft_of(&made, file.at, file.length);
	assert_non_null(strstr(text, "60001 rows"));
	assert_non_null(strstr(text, "is money, may be blank"));
	assert_non_null(strstr(text, "one row per ref"));
	release(&made);
	buffer_release(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_file_is_drafted_as_it_is),
		cmocka_unit_test(what_is_no_file_of_rows_is_refused),
		cmocka_unit_test(another_encoding_is_found_out_late),
	};

	return RUN_TESTS(tests);
}
