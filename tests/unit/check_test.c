/*
 * What the checker makes of a policy: every test compiles a text. Messages about wrong policies
 * have their own files in tests/errors; here is what the program holds, and what only a program or
 * a hand-made tree can show.
 */
#include "tests/unit/made_policy.h"

#include <stdio.h>
#include <string.h>

#include "lang/check.h"

static const char head[] =
    "policy p\n"
    "source guide is \"Guide\"\n"
    "input case from \"cases.csv\", one row per case_ref, settings as at run_date\n"
    "  case_ref is text\n"
    "  status is Red or Amber or Green\n"
    "  shade is Dark or Light, may be blank\n"
    "  score is percent, may be blank\n"
    "  size is number\n"
    "  amount is money\n"
    "  urgent is yes or no\n"
    "  sure is yes or no, may be blank\n"
    "  raised_on is date\n"
    "  closed_on is date, may be blank\n"
    "  quarter is quarter\n";

static const struct program *
compile(struct fixture *fixture, const char *text)
{
	return fixture_compile(fixture, head, text);
}

static const struct column *
column(const struct program *program, const char *name)
{
	return fixture_column(program, "case", name);
}

/* The line of the dump that begins with `start`, after blanks. */
static void
has_line(struct fixture *fixture, const struct program *program, const char *line)
{
	const char *dump = program_dump(&fixture->arena, program);

	if (strstr(dump, arena_printf(&fixture->arena, "%s\n", line)) == NULL)
		fail_msg("no line '%s' in\n%s", line, dump);
}

struct body {
	const char *written, *understood;
};

static void
bodies(struct fixture *fixture, const struct body *body, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = arena_printf(&fixture->arena,
		    "setting limit is 5\n  may vary locally\nsetting sizes is 1 and 2\nsetting q "
		    "is Q2 and Q3\n"
		    "setting one_q is Q1\nsetting bad is Red\nsetting worse is Red and "
		    "Amber\nsetting hours is yes\n"
		    "setting days_off is nothing\ncalendar england is england_and_wales, closed "
		    "also on days_off\n"
		    "define today as run_date\n"
		    "define x for case as %s\n",
		    body[i].written);
		const struct program *program;

		fixture_again(fixture);
		program = compile(fixture, text);
		has_line(fixture, program,
		    arena_printf(&fixture->arena, "  define x: %s", body[i].understood));
	}
}

static void
conditions_become_the_few_forms_of_the_program(void **state)
{
	static const struct body body[] = {
		{ "urgent", "yes or no = (holds urgent)" },
		{ "not urgent", "yes or no = (not (holds urgent))" },
		{ "urgent is yes", "yes or no = (holds urgent)" },
		{ "urgent is no", "yes or no = (not (holds urgent))" },
		{ "urgent is not no", "yes or no = (holds urgent)" },
		{ "urgent is sure", "yes or no = (is urgent sure)" },
		{ "urgent is hours", "yes or no = (is urgent setting:hours)" },
		{ "hours and urgent", "yes or no = (and (holds setting:hours) (holds urgent))" },
		{ "status is Red", "yes or no = (labels-in status Red)" },
		{ "status is \"Red\"", "yes or no = (labels-in status Red)" },
		{ "status is not Red", "yes or no = (not (labels-in status Red))" },
		{ "status is one of Green, Red", "yes or no = (labels-in status Red|Green)" },
		{ "status is not one of Green, Red",
		    "yes or no = (not (labels-in status Red|Green))" },
		{ "status is bad", "yes or no = (is status setting:bad)" },
		{ "status is one of worse", "yes or no = (one-of-setting status setting:worse)" },
		{ "status is one of worse, Green",
		    "yes or no = (any (one-of-setting status setting:worse) (labels-in status "
		    "Green))" },
		{ "bad is Red", "yes or no = (labels-in setting:bad Red)" },
		{ "quarter is Q2", "yes or no = (quarter-is quarter Q2)" },
		{ "quarter is not Q2", "yes or no = (not (quarter-is quarter Q2))" },
		{ "quarter is one of Q2, Q4", "yes or no = (quarter-is quarter Q2|Q4)" },
		{ "quarter is one of q", "yes or no = (one-of-setting quarter setting:q)" },
		{ "quarter is one_q", "yes or no = (one-of-setting quarter setting:one_q)" },
		{ "quarter is after 2021/22 Q3", "yes or no = (after quarter 2021/22 Q3)" },
		{ "size is one of 1, 2", "yes or no = (one-of size 1 2)" },
		{ "size is one of sizes", "yes or no = (one-of-setting size setting:sizes)" },
		{ "case_ref is \"A\"", "yes or no = (is case_ref \"A\")" },
		{ "case is \"A\"", "yes or no = (is case_ref \"A\")" },
		{ "case_ref is like \"@#\"", "yes or no = (like case_ref \"@#\")" },
		{ "size is more than limit", "yes or no = (more size setting:limit)" },
		{ "size is not 5", "yes or no = (not (is size 5))" },
		{ "raised_on is on or before today",
		    "yes or no = (on-or-before raised_on run:today)" },
		{ "shade is given", "yes or no = (given shade)" },
		{ "sure is blank or urgent", "yes or no = (or (blank sure) (holds urgent))" },
		{ "none of\n  - urgent\n  - sure\n  end none",
		    "yes or no = (none (holds urgent) (holds sure))" },
	};

	bodies(*state, body, sizeof body / sizeof *body);
}

static void
figures_and_dates_have_the_kinds_of_the_manual(void **state)
{
	static const struct body body[] = {
		{ "size plus 1", "number = (plus size 1)" },
		{ "size times 2", "number, fraction = (times size 2)" },
		{ "size divided by 3 minus 1", "number, fraction = (minus (divided size 3) 1)" },
		{ "amount times score", "money, fraction, can be empty = (times amount score)" },
		{ "score times 2", "percent, fraction, can be empty = (times score 2)" },
		{ "amount divided by amount", "number, fraction = (divided amount amount)" },
		{ "amount divided by 3, rounded half up to the penny",
		    "money = (half-up 2 (divided amount 3))" },
		{ "score times 2, rounded half even to 1 decimal place",
		    "percent, can be empty = (half-even 1 (times score 2))" },
		{ "size as percent of limit", "percent, fraction = (share size setting:limit)" },
		{ "28 days after raised_on", "date = (after 28 days raised_on)" },
		{ "28 days before closed_on", "date, can be empty = (before 28 days closed_on)" },
		{ "5 working days after raised_on by calendar england",
		    "date = (after 5 working days raised_on by england)" },
		{ "1 month after raised_on at most month end",
		    "date = (after 1 month raised_on at-most-month-end)" },
		{ "1 quarter before quarter", "quarter = (before 1 quarter quarter)" },
		{ "first working day on or after raised_on by calendar england",
		    "date = (first-working-day raised_on by england)" },
		{ "last day of quarter", "date = (last-day quarter)" },
		{ "month of raised_on", "month = (month-of raised_on)" },
		{ "year of quarter", "year = (year-of quarter)" },
		{ "days from raised_on to closed_on, first day not counted",
		    "days, can be empty = (span raised_on closed_on)" },
		{ "days from raised_on to run_date, first day counted",
		    "days = (span-counting-first raised_on run_date)" },
		{ "working days from raised_on to run_date by calendar england, first day counted",
		    "working days = (span-counting-first raised_on run_date by england)" },
		{ "limit", "number = setting:limit" },
	};

	bodies(*state, body, sizeof body / sizeof *body);
}

static void
a_list_of_nothing_takes_the_kind_of_its_use(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(
	    fixture, "setting extra is nothing\ndefine x for case as size is one of extra\n");

	has_line(fixture, program, "setting extra: list of number");
	has_line(fixture, program, "  define x: yes or no = (one-of-setting size setting:extra)");
}

static void
a_setting_of_labels_takes_the_list_of_the_column_it_meets(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "setting bad is Amber\n  may vary locally among Green, Amber\ndefine x for case as "
	    "status is bad\n");
	const struct setting *bad = program_setting(program, "bad");

	assert_int_equal(bad->type.labels->count, 3);
	assert_int_equal(bad->values[0].values[0].labels, 2);
	assert_int_equal(bad->bounds[0].labels, 4);
}

static void
settings_keep_their_later_values_with_their_clauses(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "setting limit is 40 days\n  cites guide \"1\"\n  from 2022-06-01 is 35 days\n  cites "
	    "guide \"2\", \"3\"\n  note \"Why.\"\n");
	const struct setting *limit = program_setting(program, "limit");

	assert_int_equal(limit->value_count, 2);
	assert_true(limit->values[0].from == INT64_MIN);
	assert_int_equal(limit->values[0].provenance.cite_count, 1);
	assert_int_equal(limit->values[1].values[0].num, 35);
	assert_int_equal(limit->values[1].provenance.cite_count, 2);
	assert_string_equal(limit->values[1].provenance.cites[1].clause, "3");
	assert_string_equal(limit->values[1].provenance.notes[0], "Why.");
}

static void
columns_come_after_those_they_need_and_else_as_written(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "define d for case as c and urgent\n"
	    "define a for case as urgent\n"
	    "define c for case as b or a\n"
	    "define b for case as not a\n"
	    "deadline reply for case is 5 days after start, met by closed_on\n"
	    "define start for case as 1 day after raised_on\n"
	    "define late for case as reply is Missed and reply_due is before run_date\n");

	has_line(fixture, program, "  evaluation: a b c d start reply_due reply late");
}

static void
what_can_be_empty_is_worked_out(void **state)
{
	static const struct {
		const char *column;
		bool can_be_empty;
	} expected[] = {
		{ "plain", false },
		{ "no_otherwise", true },
		{ "to_nothing", true },
		{ "by_value", true },
		{ "condition", false },
		{ "level", true },
		{ "reply_due", true },
		{ "reply", false },
	};
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "decide plain for case\n  gives A when urgent\n  otherwise B\n"
	    "decide no_otherwise for case\n  gives A when urgent\n"
	    "decide to_nothing for case\n  gives A when urgent\n  otherwise nothing\n"
	    "decide by_value for case\n  gives raised_on when urgent\n  otherwise closed_on\n"
	    "define condition for case as sure\n"
	    "bands level for case by score\n  below 60% is Low\n  60% or more is High\n"
	    "deadline reply for case is 5 days after closed_on, met by raised_on\n");

	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		if (column(program, expected[i].column)->type.can_be_empty !=
		    expected[i].can_be_empty)
			fail_msg("%s", expected[i].column);
	}
}

static void
a_line_stands_instead_of_others_also_through_others(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "decide route for case\n"
	    "  gives A instead of B when urgent\n"
	    "  gives B instead of C when size is more than 1\n"
	    "  gives C when size is more than 0\n"
	    "  gives E instead of A when sure\n"
	    "  otherwise D\n");
	const struct decide *decide = column(program, "route")->decide;
	static const bool expected[4][4] = { { 0, 1, 1, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 0 },
		{ 1, 1, 1, 0 } };

	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			assert_int_equal(decide->rules[i].displaces[j], expected[i][j]);
	has_line(fixture, program, "  decide route: labels A|B|C|E|D");
}

static void
an_outcome_that_is_a_column_of_labels_keeps_its_list(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "decide shown for case, first that applies\n  gives Not_rated when urgent\n  gives "
	    "status when size is 1\n  otherwise Red\n");

	has_line(fixture, program,
	    "  decide shown: labels Red|Amber|Green|Not_rated, first that applies");
	assert_int_equal(column(program, "shown")->decide->rules[0].outcome->value.labels, 8);
	assert_int_equal(column(program, "shown")->decide->otherwise->value.labels, 1);
}

static void
outcomes_may_be_yes_or_no_or_figures(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "decide apply for case\n  gives yes when urgent\n  otherwise no\n"
	    "define both for case as apply and urgent\n"
	    "decide fee for case, first that applies\n  gives amount times 2 when urgent\n  gives "
	    "\xC2\xA3"
	    "5 when sure\n"
	    "  otherwise amount\n");

	has_line(fixture, program, "  decide apply: yes or no");
	has_line(fixture, program, "  define both: yes or no = (and (holds apply) (holds urgent))");
	has_line(fixture, program, "  decide fee: money, fraction, first that applies");
}

static void
bands_say_which_ends_belong_to_them(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "bands a for case by score\n  below 60% is Low\n  60% to under 75% is Mid\n  75% or "
	    "more is High\n"
	    "bands b for case by score\n  60% or less is Low\n  over 60% to 75% is Mid\n  over 75% "
	    "is High\n");

	has_line(
	    fixture, program, "    Low under 60%\n    Mid from 60% under 75%\n    High from 75%");
	has_line(fixture, program, "    Low to 60%\n    Mid over 60% to 75%\n    High over 75%");
}

static void
a_listing_and_a_table_of_groups_are_told_apart(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "report rows_of_it of case \"Rows\"\n  as at run_date\n  one row per case_ref, headed "
	    "\"Case\"\n"
	    "  column size \"Size\" is size\n  column twice \"Twice\" is size times 2, rounded "
	    "half up to 1 decimal place\n"
	    "  column more \"More\" is twice plus 1\n"
	    "report groups_of_it of case \"Groups\"\n  one row per status and shade\n"
	    "  column cases \"Cases\" is count where urgent\n  column total_amount \"Sum\" is sum "
	    "of amount\n"
	    "  column mean \"Mean\" is average of size\n  column share \"%\" is cases as percent "
	    "of cases\n"
	    "  sorted by cases, highest first\n  total row \"Total\"\n"
	    "report per_key of case \"Each\"\n  one row per case_ref\n  column cases \"Cases\" is "
	    "count\n"
	    "report all_of_it of case \"All\"\n  one row in all\n  column cases \"Cases\" is "
	    "count\n");

	assert_int_equal(program_report(program, "rows_of_it")->shape, REPORT_LISTING);
	assert_int_equal(program_report(program, "groups_of_it")->shape, REPORT_GROUPS);
	assert_int_equal(program_report(program, "per_key")->shape, REPORT_GROUPS);
	assert_int_equal(program_report(program, "all_of_it")->shape, REPORT_ONE_ROW);
	has_line(fixture, program, "  key case_ref \"Case\" = case_ref");
	has_line(fixture, program,
	    "  column more \"More\": number = (plus (half-up 1 (times size 2)) 1)");
	has_line(fixture, program,
	    "  column mean \"Mean\": number, fraction, can be empty = average size");
	has_line(fixture, program,
	    "  column share \"%\": percent, fraction = (share report:cases report:cases)");
	has_line(fixture, program, "  key status \"Status\" = status");
	has_line(fixture, program, "  sorted by cases, highest first");
}

static void
periods_without_rows_run_between_periods(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "setting start is 2022-03-08\n"
	    "report months_of_it of case \"Months\"\n"
	    "  one row per month of raised_on, including empty months from start to run_date\n"
	    "  column cases \"Cases\" is count\n"
	    "report quarters_of_it of case \"Quarters\"\n"
	    "  one row per quarter, including empty quarters\n"
	    "  column cases \"Cases\" is count\n");

	has_line(fixture, program,
	    "  including empty from (month-of setting:start) to (month-of run_date)");
	has_line(fixture, program, "  key quarter \"Quarter\" = quarter\n  including empty");
}

static void
tests_hold_rows_and_expectations(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "setting limit is 5\n"
	    "define late for case as size is more than limit\n"
	    "test \"both\" on 2022-05-31\n"
	    "  set limit to 4\n"
	    "  given case rows size, shade giving late\n"
	    "    - 5, blank gives yes\n"
	    "    - unknown, Dark gives unknown\n"
	    "  end given\n"
	    "  expect late is yes where size is 5\n"
	    "  expect late cannot be decided without size where shade is Dark\n"
	    "  expect 1 rows of case where late\n");

	has_line(fixture, program, "  set limit to 4");
	has_line(fixture, program, "    size=5 shade=blank gives late=yes");
	has_line(fixture, program, "    size=unknown shade=Dark gives late=unknown");
	has_line(fixture, program, "  expect case.late is yes where (is size 5)");
	has_line(fixture, program,
	    "  expect case.late undecided without size where (labels-in shade Dark)");
	has_line(fixture, program, "  expect 1 rows of case where (holds late)");
}

static void
two_tables_stand_side_by_side(void **state)
{
	struct fixture *fixture = *state;
	const struct program *program = compile(fixture,
	    "input other from \"others.csv\", one row per ref, dated by made_on, settings as at "
	    "made_on\n"
	    "  ref is text\n  size is number\n  made_on is date\n"
	    "setting limit is 5\n  from 2022-06-01 is 6\n"
	    "define big for other as size is more than limit\n"
	    "define big for case as size is more than limit\n");

	assert_int_equal(program->table_count, 2);
	assert_ptr_not_equal(
	    table_column(program_table(program, "other"), "big"), column(program, "big"));
	assert_int_equal(program_table(program, "other")->settings_day, SETTINGS_AT_COLUMN);
	has_line(fixture, program,
	    "table other from \"others.csv\", dated by made_on, settings as at made_on");
}

static void
every_independent_mistake_is_reported_in_one_run(void **state)
{
	struct fixture *fixture = *state;
	const char *text = arena_printf(&fixture->arena, "%s%s", head,
	    "define a for case as nowhere\n"
	    "define b for case as a and size\n"
	    "define c for case as b is more than 5\n"
	    "define d for case as status is Rde\n");

	assert_null(policy_compile(
	    &fixture->arena, &fixture->sources, &fixture->diags, "p.writ", text, strlen(text)));
	assert_int_equal(fixture->diags.errors, 3);
}

/* The uses of a construct that could not be read are no mistakes of their own. */
static void
a_construct_that_could_not_be_read_is_not_missed(void **state)
{
	struct fixture *fixture = *state;
	const char *text = arena_printf(&fixture->arena, "%s%s", head,
	    "define a for case as size >>\n"
	    "define b for case as a and urgent\n");

	assert_null(policy_compile(
	    &fixture->arena, &fixture->sources, &fixture->diags, "p.writ", text, strlen(text)));
	for (const struct diag *diag = fixture->diags.first; diag != NULL; diag = diag->next)
		assert_string_not_equal(diag->slug, "unknown-name");
}

static void
a_long_chain_of_definitions_is_no_trouble(void **state)
{
	enum { LINKS = 20000 };
	struct fixture *fixture = *state;
	char *text = arena_alloc(&fixture->arena, sizeof head + (size_t)LINKS * 64),
	     *end = text + strlen(head);

	memcpy(text, head, sizeof head);
	for (int i = LINKS; i > 0; i--)
		end += sprintf(end, "define c%d for case as c%d and urgent\n", i, i - 1);
	end += sprintf(end, "define c0 for case as urgent\n");
	assert_non_null(policy_compile(&fixture->arena, &fixture->sources, &fixture->diags,
	    "p.writ", text, (size_t)(end - text)));
}

static void
a_text_that_is_too_long_is_refused(void **state)
{
	struct fixture *fixture = *state;

	assert_null(policy_compile(&fixture->arena, &fixture->sources, &fixture->diags, "p.writ",
	    head, (size_t)SOURCE_MAX_BYTES + 1));
	assert_int_equal(fixture->diags.errors, 1);
	assert_string_equal(fixture->diags.first->slug, "too-long");
}

/* The grammar has a limit of its own; the checker's keeps it safe from any tree. */
static void
a_tree_that_is_too_deep_is_refused(void **state)
{
	struct fixture *fixture = *state;
	const struct source_file *file =
	    sources_add(&fixture->sources, "p.writ", head, strlen(head));
	struct span at = { file->base, file->base + 6 };
	struct ast *tree = ast_make(&fixture->arena, AST_FILE, at),
		   *policy = ast_make(&fixture->arena, AST_POLICY, at);
	struct ast *define = ast_make(&fixture->arena, AST_DEFINE, at),
		   *body = ast_make(&fixture->arena, AST_LITERAL, at);
	struct names names;

	names_init(&names, &fixture->arena);
	policy->name = names_intern(&names, "p", 1);
	define->name = names_intern(&names, "x", 1);
	body->value.state = GIVEN;
	body->value.type.kind = KIND_NUMBER;
	for (int i = 0; i < 5000; i++) {
		struct ast *sum = ast_make(&fixture->arena, AST_PLUS, at),
			   *one = ast_make(&fixture->arena, AST_LITERAL, at);

		one->value = body->value;
		one->value.type.kind = KIND_NUMBER;
		ast_add(sum, body);
		ast_add(sum, one);
		body = sum;
	}
	ast_add(define, body);
	ast_add(tree, policy);
	ast_add(tree, define);
	assert_null(check_policy(&fixture->arena, &names, &fixture->diags, tree));
	assert_int_equal(fixture->diags.errors, 1);
	for (const struct diag *diag = fixture->diags.first; diag != NULL; diag = diag->next)
		if (diag->severity == SEVERITY_ERROR)
			assert_string_equal(diag->slug, "too-deep");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FIXTURE(conditions_become_the_few_forms_of_the_program),
		IN_FIXTURE(figures_and_dates_have_the_kinds_of_the_manual),
		IN_FIXTURE(a_list_of_nothing_takes_the_kind_of_its_use),
		IN_FIXTURE(a_setting_of_labels_takes_the_list_of_the_column_it_meets),
		IN_FIXTURE(settings_keep_their_later_values_with_their_clauses),
		IN_FIXTURE(columns_come_after_those_they_need_and_else_as_written),
		IN_FIXTURE(what_can_be_empty_is_worked_out),
		IN_FIXTURE(a_line_stands_instead_of_others_also_through_others),
		IN_FIXTURE(an_outcome_that_is_a_column_of_labels_keeps_its_list),
		IN_FIXTURE(outcomes_may_be_yes_or_no_or_figures),
		IN_FIXTURE(bands_say_which_ends_belong_to_them),
		IN_FIXTURE(a_listing_and_a_table_of_groups_are_told_apart),
		IN_FIXTURE(periods_without_rows_run_between_periods),
		IN_FIXTURE(tests_hold_rows_and_expectations),
		IN_FIXTURE(two_tables_stand_side_by_side),
		IN_FIXTURE(every_independent_mistake_is_reported_in_one_run),
		IN_FIXTURE(a_construct_that_could_not_be_read_is_not_missed),
		IN_FIXTURE(a_long_chain_of_definitions_is_no_trouble),
		IN_FIXTURE(a_text_that_is_too_long_is_refused),
		IN_FIXTURE(a_tree_that_is_too_deep_is_refused),
	};

	return RUN_TESTS(tests);
}
