/* differ: each kind of change has its sentence; a policy and itself have none; turned round, before
 * and after change places. */
#include <string.h>

#include "lang/compile.h"
#include "lang/differ.h"
#include "tests/unit/test.h"

static const char head[] =
    "policy lent\n"
    "  title \"Lent\"\n"
    "  version \"1\"\n"
    "  owner \"o\"\n"
    "  in force from 2022-01-01\n"
    "source guide is \"Guide\"\n";
static const char settings[] =
    "setting limit is 40 days\n"
    "  may vary locally between 20 days and 60 days\n"
    "  cites guide \"3\"\n";
static const char inputs[] =
    "input loan from \"loans.csv\", one row per loan_ref, settings as at run_date\n"
    "  loan_ref is text\n"
    "  lent_on is date\n"
    "  kind is Book or Map\n"
    "  asked is yes or no\n"
    "  cites guide \"1\"\n";
static const char waits[] =
    "define waits for loan as days from lent_on to run_date, first day not counted\n"
    "  cites guide \"2\"\n";
static const char route[] =
    "decide route for loan\n"
    "  gives Call when all of\n"
    "      - waits is more than limit\n"
    "      - not asked\n"
    "    end all\n"
    "    cites guide \"4\"\n"
    "  gives Write when waits is at most limit and kind is Map\n"
    "    cites guide \"5\"\n"
    "  otherwise Wait\n"
    "    cites guide \"6\"\n";

static const struct program *
compiled(struct arena *arena, const char *text)
{
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;
	const struct program *program;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	program = policy_compile(arena, sources, &diags, "lent.writ", text, strlen(text));
	if (program == NULL)
		print_error("%s", diags_text(&diags, arena, false));
	assert_non_null(program);
	return program;
}

static char *
whole(struct arena *arena)
{
	return arena_printf(arena, "%s%s%s%s%s", head, settings, inputs, waits, route);
}

/* The text with one stretch replaced; it must be there. */
static char *
with(struct arena *arena, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	assert_non_null(at);
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static enum change_kind
turned(enum change_kind kind)
{
	switch (kind) {
	case CHANGE_THING_NEW: return CHANGE_THING_GONE;
	case CHANGE_THING_GONE: return CHANGE_THING_NEW;
	case CHANGE_PART_NEW: return CHANGE_PART_GONE;
	case CHANGE_PART_GONE: return CHANGE_PART_NEW;
	case CHANGE_THING_RENAMED: case CHANGE_PART: case CHANGE_CITES: case CHANGE_NOTES:
	case CHANGE_ORDER:
	default: return kind;
	}
}

static bool
has_turned(const struct changes *changes, const struct change *of)
{
	for (const struct change *change = changes->first; change != NULL; change = change->next)
		if (change->kind == turned(of->kind) && same_text(change->before, of->after) &&
		    same_text(change->after, of->before))
			return true;
	return false;
}

/* What is said, a sentence a line; and the same the other way round. */
static const char *
said(struct arena *arena, const char *before, const char *after)
{
	const struct program *old = compiled(arena, before), *new = compiled(arena, after);
	struct changes forth, back;
	const char *text = "";

	programs_differ(arena, old, new, &forth);
	programs_differ(arena, new, old, &back);
	assert_int_equal(forth.count, back.count);
	for (const struct change *change = forth.first; change != NULL; change = change->next) {
		if (change->kind != CHANGE_ORDER)
			assert_true(has_turned(&back, change));
		text = arena_printf(arena, "%s%s\n", text, change->sentence);
	}
	programs_differ(arena, new, new, &back);
	assert_int_equal(back.count, 0);
	return text;
}

static void
expect(const char *from, const char *to, const char *sentences)
{
	struct arena arena = ARENA_INIT;
	const char *text = whole(&arena);

	assert_string_equal(said(&arena, text, with(&arena, text, from, to)), sentences);
	arena_release(&arena);
}

static void
test_nothing_for_layout(void **state)
{
	(void)state;
	expect("setting limit is 40 days\n",
	    "\n# the limit\nsetting limit   is\n  40 days # days\n", "");
	expect("waits is at most limit and kind is Map",
	    "all of\n      - waits is at most limit\n      - kind is Map\n    end all", "");
}

static void
test_settings(void **state)
{
	(void)state;
	expect("limit is 40 days", "limit is 30 days",
	    "Setting limit: 30 days instead of 40 days (guide \"3\").\n");
	expect("between 20 days and 60 days", "between 20 days and 50 days",
	    "Setting limit, may vary locally: between 20 days and 50 days instead of between 20 "
	    "days "
	    "and 60 days.\n");
	expect("  cites guide \"3\"\n",
	    "  cites guide \"3\"\n  from 2023-01-01 is 35 days\n    cites guide \"3a\"\n",
	    "Setting limit: new, from 2023-01-01: 35 days (guide \"3a\").\n");
	expect("  cites guide \"3\"\n", "  cites guide \"3\", \"9\"\n",
	    "Setting limit: cites guide \"3\", \"9\" instead of guide \"3\".\n");
	expect("  cites guide \"3\"\n", "  cites guide \"3\"\n  note \"Why.\"\n",
	    "Setting limit: now notes \"Why.\".\n");
	expect("  version \"1\"", "  version \"2\"", "Policy, version: \"2\" instead of \"1\".\n");
}

static void
test_rules(void **state)
{
	(void)state;
	expect("      - not asked\n", "      - not asked\n      - kind is Book\n",
	    "Decide route, line 1 gives Call: now also asks that kind is Book (guide \"4\").\n");
	expect("      - waits is more than limit\n      - not asked\n",
	    "      - waits is more than 90 days\n      - not asked\n",
	    "Decide route, line 1 gives Call: asks that waits is more than 90 days instead of "
	    "waits "
	    "is "
	    "more than limit (guide \"4\").\n");
	expect("gives Write when", "gives Post when",
	    "Decide route, line 2: gives Post instead of Write when waits is at most limit and "
	    "kind "
	    "is Map (guide \"5\").\n");
	expect("    cites guide \"5\"\n", "    cites guide \"7\"\n",
	    "Decide route, line 2 gives Write: cites guide \"7\" instead of guide \"5\".\n");
	expect("  gives Write when waits is at most limit and kind is Map\n    cites guide \"5\"\n",
	    "",
	    "Decide route: line 2 is gone: gives Write when waits is at most limit and kind is Map "
	    "(guide \"5\").\n");
	expect("  otherwise Wait\n", "  otherwise Call\n",
	    "Decide route, otherwise: Call instead of Wait (guide \"6\").\n");
	expect("kind is Book or Map\n", "kind is Book or Map or Print\n",
	    "Field kind: new value allowed: Print.\n");
	expect("lent_on is date\n", "lent_on is date, may be blank\n",
	    "Field lent_on, may be blank: yes instead of no.\n");
}

static void
test_renamed(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *text = whole(&arena), *other = text;

	(void)state;
	while (strstr(other, "waits") != NULL)
		other = with(&arena, other, "waits", "lasts");
	assert_string_equal(said(&arena, text, other),
	    "Define waits is called lasts now; everything else is equal.\n");
	/* A field is read under its name: another name is another column of the file. */
	assert_string_equal(said(&arena, text, with(&arena, text, "  asked is yes or no\n",
				"  asked is yes or no\n  told is yes or no\n")),
	    "Field told is new: yes or no.\n");
	arena_release(&arena);
}

static void
test_order(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *first = with(&arena, whole(&arena), "decide route for loan\n",
	    "decide route for loan, first that applies\n");
	const char *other = with(&arena, first,
	    "  gives Write when waits is at most limit and kind is Map\n    cites guide \"5\"\n",
	    "");

	(void)state;
	other = with(&arena, other, "first that applies\n",
	    "first that applies\n  gives Write when waits is at most limit and kind is Map\n"
	    "    cites guide \"5\"\n");
	assert_string_equal(said(&arena, first, other),
	    "Decide route: its outcomes are in another order, by which reports are sorted: Write, "
	    "Call, Wait instead of Call, Write, Wait.\n"
	    "Decide route: the same lines in another order: number 1, 2 was number 2, 1.\n");
	arena_release(&arena);
}

/* The text with a word replaced wherever it stands. */
static const char *
throughout(struct arena *arena, const char *text, const char *from, const char *to)
{
	const char *out = "", *at;

	while ((at = strstr(text, from)) != NULL) {
		out = arena_printf(arena, "%s%.*s%s", out, (int)(at - text), text, to);
		text = at + strlen(from);
	}
	return arena_printf(arena, "%s%s", out, text);
}

static void
test_labels(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *text = arena_printf(&arena,
	    "%sdefine called for loan as route is Call\n  cites guide "
	    "\"7\"\ndefine mapped for loan as kind is Map\n  note \"Map: a plan.\"\n",
	    whole(&arena));

	(void)state;
	expect("kind is Book or Map\n", "kind is Print or Book or Map\n",
	    "Field kind: new value allowed: Print.\n");
	assert_string_equal(said(&arena, with(&arena, text, "Book or", "Print or Book or"), text),
	    "Field kind: value allowed is gone: Print.\n");
	/* used by no rule: it may be another thing */
	expect("kind is Book or Map\n", "kind is Film or Map\n",
	    "Field kind, value allowed: Film instead of Book.\n");
	expect("kind is Book or Map\n", "kind is Map or Book\n",
	    "Field kind: the same values allowed in another order: number 1, 2 was number 2, "
	    "1.\n");
	/* used, and the same in all else; a note that names it is another text */
	assert_string_equal(said(&arena, text, throughout(&arena, text, "Map", "Plan")),
	    "Field kind: its value Map is called Plan now, and so must it be in the file.\n"
	    "Define mapped: notes \"Plan: a plan.\" instead of \"Map: a plan.\".\n");
	assert_string_equal(said(&arena, text, throughout(&arena, text, "Call", "Phone")),
	    "Decide route: its outcome Call is called Phone now.\n");
	/* one of two places only: two things changed */
	assert_string_equal(said(&arena, text,
				with(&arena, text,
				    "gives Write when waits is at most "
				    "limit and kind is Map",
				    "gives Call when waits is at most limit and kind is Map")),
	    "Decide route, line 2: gives Call instead of Write when waits is at most limit and "
	    "kind "
	    "is Map (guide \"5\").\n");
	arena_release(&arena);
}

/* What stands in an order that is seen in what is printed. */
static void
test_order_of_parts(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *text = arena_printf(&arena,
	    "%sreport listed of loan \"Loans\"\n  one row per loan_ref\n"
	    "  column route \"Route\" is route\n  column kind \"Kind\" is kind\n"
	    "form F1 for loan \"Form\"\n  header \"Route\" is route\n"
	    "  header \"Kind\" is kind\n"
	    "  8 empty rows\n  column \"A\" to fill in\n",
	    whole(&arena));

	(void)state;
	assert_string_equal(
	    said(&arena, text,
		with(&arena, text,
		    "  column route \"Route\" is route\n  column kind \"Kind\" is kind\n",
		    "  column kind \"Kind\" is kind\n  column route \"Route\" is route\n")),
	    "Report listed: the same columns in another order: column kind, column route instead "
	    "of "
	    "column route, column kind.\n");
	assert_string_equal(said(&arena, text, with(&arena, text,
	    "  header \"Route\" is route\n  header \"Kind\" is kind\n",
	    "  header \"Kind\" is kind\n  header \"Route\" is route\n")),
	    "Form F1: the same lines in another order: line \"Kind\", line \"Route\" instead "
	    "of line \"Route\", line \"Kind\".\n");
	assert_string_equal(said(&arena, text, with(&arena, text,
	    "  column route \"Route\" is route\n", "")),
	    "Report listed: gone, column route: route.\n"
	    "Report listed: gone, heading of column route: \"Route\".\n");
	arena_release(&arena);
}

static void
test_sources(void **state)
{
	(void)state;
	expect("source guide is \"Guide\"\n",
	    "source guide is \"Guide\"\n  note \"Our copy.\"\n",
	    "Source guide: now notes \"Our copy.\".\n");
}

/* What is said once in each label is told once, by the name and the line it has in the text. */
static void
test_said_in_each_label(void **state)
{
	struct arena arena = ARENA_INIT;
	const char *text = arena_printf(&arena, "%s%s%s%s%s%s", head, settings,
	    "input reader from \"readers.csv\", one row per reader_ref, settings as at run_date\n"
	    "  reader_ref is text\n"
	    "  cites guide \"1\"\n",
	    with(&arena, inputs, "  kind is", "  reader_ref is text\n  kind is"), waits,
	    "define owes for reader, in each kind, as there is a loan for the same reader_ref and "
	    "kind where asked\n"
	    "  cites guide \"4\"\n"
	    "decide step for reader, in each kind, first that applies\n"
	    "  gives Fold when kind is Map and owes\n"
	    "    cites guide \"5\"\n"
	    "  gives Call when owes and run_date is after 2022-01-01\n"
	    "    cites guide \"5\"\n"
	    "  otherwise Wait\n"
	    "    cites guide \"6\"\n");

	(void)state;
	assert_string_equal(said(&arena, text, text), "");
	assert_string_equal(
	    said(&arena, text, with(&arena, text, "where asked", "where waits is more than limit")),
	    "Define owes for reader, in each kind: there is a loan for the same reader_ref and "
	    "kind where waits is more than limit instead of there is a loan for the same "
	    "reader_ref and kind where asked.\n");
	assert_string_equal(
	    said(&arena, text, with(&arena, text, "after 2022-01-01", "after 2022-02-01")),
	    "Decide step for reader, in each kind, line 2 gives Call: asks that run_date is after "
	    "2022-02-01 instead of run_date is after 2022-01-01 (guide \"5\").\n");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_for_layout),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_order_of_parts),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_said_in_each_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
