/* format: every case is laid out as expected, and laid out again without a change. */
#include "tests/unit/test.h"

#include <string.h>

#include "lang/format.h"

struct format_case {
	const char *before, *after;
};

static const struct format_case cases[] = {
	/* parts 2 in, constructs at the margin */
	{ " setting limit is 40 days\n      cites guide \"1\"\n",
	    "setting limit is 40 days\n  cites guide \"1\"\n" },
	/* CR LF, tabs, blanks at line ends, the end of the text */
	{ "setting limit is 40 days  \r\n\tcites guide \"1\"\r\n\r\n\r\n",
	    "setting limit is 40 days\n  cites guide \"1\"\n" },
	{ "setting limit is 40 days", "setting limit is 40 days\n" },
	{ "", "" },
	{ "\n\n", "" },
	/* a tab between words, and one in a comment */
	{ "setting\tlimit is 1 # a\tb\n", "setting limit is 1 # a b\n" },
	/* bullets: of a definition, nested, and of a decide's line */
	{ "define late for case as all of\n- a\n- any of\n- b\n- c\nend any\nend all\ncites guide "
	  "\"1\"\n",
	    "define late for case as all of\n    - a\n    - any of\n        - b\n        - c\n     "
	    " end any\n  end all\n"
	    "  cites guide \"1\"\n" },
	{ "decide route for case\ngives Late when all of\n\t- a\n\t- b\nend all\ncites guide "
	  "\"1\"\notherwise Usual\nnote \"Ours.\"\n",
	    "decide route for case\n  gives Late when all of\n      - a\n      - b\n    end all\n  "
	    "  cites guide \"1\"\n"
	    "  otherwise Usual\n    note \"Ours.\"\n" },
	{ "report r of case \"R\"\nwhere any of\n- a\nend any\nas at run_date\n",
	    "report r of case \"R\"\n  where any of\n    - a\n  end any\n  as at run_date\n" },
	{ "test \"t\" on 2022-01-01\ngiven case rows a giving b\n- 1  gives 2\nend given\n",
	    "test \"t\" on 2022-01-01\n  given case rows a giving b\n    - 1  gives 2\n  end "
	    "given\n" },
	{ "variation v of p from 2022-01-01 to 2022-02-01\nset limit to 3\nbecause \"why\"\n",
	    "variation v of p from 2022-01-01 to 2022-02-01\n  set limit to 3\n    because "
	    "\"why\"\n" },
	/* what Word pastes */
	{ "define late for case as all of\n \xE2\x80\xA2 a\n \xE2\x80\x93 b\n o c\n end all\n",
	    "define late for case as all of\n    - a\n    - b\n    - c\n  end all\n" },
	{ "setting\xC2\xA0limit is \xE2\x80\x9Ctwo\xC2\xA0words\xE2\x80\x9D\n",
	    "setting limit is \"two words\"\n" },
	/* what nobody can see goes from quotes, and stays in a comment */
	{ "setting limit is \"two\xE2\x80\x8B words\xE2\x80\xAE\" # a\xE2\x80\x8B\n",
	    "setting limit is \"two words\" # a\xE2\x80\x8B\n" },
	/* a numbered list, in order; with letters, in brackets, inside another */
	{ "define late for case as all of\n1. a\n2. any of\n(a) b\n(b) c\nend any\n3. d\nend all\n",
	    "define late for case as all of\n    - a\n    - any of\n        - b\n        - c\n     "
	    " end any\n    - d\n  end all\n" },
	{ "define late for case as any of\n1) a\n2) b\nend any\n",
	    "define late for case as any of\n    - a\n    - b\n  end any\n" },
	/* out of order, or in no list: it could be anything, and stays */
	{ "define late for case as any of\n2. a\nend any\n",
	    "define late for case as any of\n    2. a\n  end any\n" },
	{ "setting limit is 3\n1. a\n", "setting limit is 3\n    1. a\n" },
	/* single curly quotes round a text; an apostrophe is none */
	{ "setting limit is 3\n  cites guide \xE2\x80\x98two words\xE2\x80\x99, \xE2\x80\x98"
	  "3\xE2\x80\x99\n",
	    "setting limit is 3\n  cites guide \"two words\", \"3\"\n" },
	{ "setting limit is \"Ann\xE2\x80\x99s\"\n", "setting limit is \"Ann\xE2\x80\x99s\"\n" },
	/* a date with long dashes; a range is none */
	{ "setting start is 2022\xE2\x80\x93"
	  "03\xE2\x80\x93"
	  "08\n",
	    "setting start is 2022-03-08\n" },
	{ "setting start is 2022\xE2\x80\x91"
	  "03-08\n",
	    "setting start is 2022-03-08\n" },
	/* capitals at the start of a line, where a word of the language is meant; a label that goes
	 * on from the line before stays */
	{ "Define late for case as a\n  Cites guide \"1\"\n",
	    "define late for case as a\n  cites guide \"1\"\n" },
	{ "Define late for case as any of\n- a\nEnd any\n",
	    "define late for case as any of\n    - a\n  end any\n" },
	{ "Letter Letter_1 for case, to practice\n", "letter Letter_1 for case, to practice\n" },
	{ "input case from \"c.csv\", one row per ref\n  kind is Red or\n    Note or Letter\n",
	    "input case from \"c.csv\", one row per ref\n  kind is Red or\n    Note or Letter\n" },
	/* comments: at the margin, above a line, behind a line; blank lines and alignment stay */
	{ "# top\n\n      # about the limit\n    setting limit   is  3    # three\n  # below\n",
	    "# top\n\n  # about the limit\nsetting limit   is  3    # three\n  # below\n" },
	/* a line that continues another moves with it; a note's lines as well */
	{ "define late for case as a\nand b\n", "define late for case as a\n    and b\n" },
	{ "setting limit is 3\n      note \"one\n            two\"\n",
	    "setting limit is 3\n  note \"one\n        two\"\n" },
	/* wrong words are left alone */
	{ "settnig limit >= 3\n", "settnig limit >= 3\n" },
};

static char *
format(struct arena *arena, const char *text, struct diags *diags, struct sources *sources)
{
	const struct source_file *file;

	sources_init(sources, arena);
	diags_init(diags, arena, sources);
	file = sources_add(sources, "t.writ", text, strlen(text));
	return format_policy(arena, file, diags);
}

static void
each_case_is_laid_out_and_stays(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct diags diags;
		char *once = format(&arena, cases[i].before, &diags, &sources);

		assert_int_equal(diags.errors, 0);
		assert_string_equal(once, cases[i].after);
		assert_string_equal(format(&arena, once, &diags, &sources), once);
		arena_release(&arena);
	}
}

static void
a_text_with_an_open_quote_comes_back_as_it_was(void **state)
{
	static const char text[] = " setting limit is \"three\n  cites guide \"1\"\n";
	struct arena arena = ARENA_INIT;
	struct sources sources;
	struct diags diags;

	(void)state;
	assert_string_equal(format(&arena, text, &diags, &sources), text);
	assert_int_equal(diags.errors, 1);
	assert_string_equal(diags.first->slug, "format");
	arena_release(&arena);
}

static void
windows_text_comes_back_as_utf8(void **state)
{
	struct arena arena = ARENA_INIT;
	struct sources sources;
	struct diags diags;

	(void)state;
	assert_string_equal(format(&arena,
				"setting fee is \xA3"
				"50\n",
				&diags, &sources),
	    "setting fee is \xC2\xA3"
	    "50\n");
	assert_int_equal(diags.errors, 0);
	assert_int_equal(diags.warnings, 1);
	arena_release(&arena);
}

static void
what_was_changed_is_counted(void **state)
{
	static const char text[] = "Define late for case as all of\n\xE2\x80\xA2 a\n\xE2\x80\xA2 "
	                           "b\nend all\n  cites\xC2\xA0guide "
				   "\xE2\x80\x9C"
				   "1\xE2\x80\x9D\ndefine old for case as any of\n1. a\n2. b\n3. "
	                           "c\nend any\nsetting s is 2022\xE2\x80\x93"
				   "03\xE2\x80\x93"
				   "08\n";
	struct arena arena = ARENA_INIT;
	struct format_changes changes;
	struct sources sources;
	struct diags diags;
	const struct source_file *file;

	(void)state;
	sources_init(&sources, &arena);
	diags_init(&diags, &arena, &sources);
	file = sources_add(&sources, "t.writ", text, strlen(text));
	format_policy_told(&arena, file, &diags, &changes);
	assert_int_equal(diags.errors, 0);
	assert_int_equal(changes.quotes, 2);
	assert_int_equal(changes.blanks, 1);
	assert_int_equal(changes.bullets, 2);
	assert_int_equal(changes.numbers, 3);
	assert_int_equal(changes.dashes, 2);
	assert_int_equal(changes.capitals, 1);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case_is_laid_out_and_stays),
		cmocka_unit_test(a_text_with_an_open_quote_comes_back_as_it_was),
		cmocka_unit_test(windows_text_comes_back_as_utf8),
		cmocka_unit_test(what_was_changed_is_counted),
	};

	return RUN_TESTS(tests);
}
