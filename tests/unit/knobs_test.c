/* What is fixed for a run: settings by day, --set inside its bounds, calendars from files. */
#include "tests/unit/test.h"

#include "tests/unit/folder.h"

#include "interp/knobs.h"
#include "lang/compile.h"
#include "lang/date.h"
#include "lang/diag.h"

static const char policy[] =
    "policy p\n"
    "  title \"t\"\n"
    "  in force from 2022-01-01\n"
    "  due for review 2030-01-01\n"
    "source guide is \"Guide\"\n"
    "setting waiting_limit is 40 days\n"
    "  may vary locally between 20 days and 60 days\n"
    "  cites guide \"1\"\n"
    "setting fixed_limit is 40 days\n"
    "  from 2022-04-01 is 30 days\n"
    "    cites guide \"2\"\n"
    "  from 2023-04-01 is 20 days\n"
    "    cites guide \"3\"\n"
    "  cites guide \"1\"\n"
    "setting share is 60%\n"
    "  may vary locally\n"
    "  cites guide \"1\"\n"
    "setting places is 3\n"
    "  may vary locally among 3, 5, 7\n"
    "  cites guide \"1\"\n"
    "setting due_in is Q2 and Q3 and Q4\n"
    "  may vary locally among Q1, Q2, Q3, Q4\n"
    "  cites guide \"1\"\n"
    "setting closures is nothing\n"
    "  from 2022-06-01 is 2022-06-10 and 2022-05-30\n"
    "    cites guide \"1\"\n"
    "  may vary locally\n"
    "  cites guide \"1\"\n";

struct made {
	struct sources sources;
	struct diags diags;
	const struct program *program;
	struct knobs knobs;
	struct fault fault;
};

static int64_t
civil(int year, int month, int day)
{
	int64_t date = 0;

	assert_true(date_from_civil(year, month, day, &date));
	return date;
}

/* The policy above with `more` behind it, ready to be set. */
static struct made *
make(struct folder *folder, const char *more)
{
	struct made *made = arena_new(&folder->arena, struct made);
	const char *text = arena_printf(&folder->arena, "%s%s", policy, more);

	sources_init(&made->sources, &folder->arena);
	diags_init(&made->diags, &folder->arena, &made->sources);
	made->program = policy_compile(&folder->arena, &made->sources, &made->diags, "p.writ", text,
	    strlen(text));
	if (made->program == NULL) {
		diags_sort(&made->diags);
		fail_msg("%s", diags_text(&made->diags, &folder->arena, false));
	}
	knobs_init(&made->knobs, &folder->arena, made->program, civil(2022, 5, 31));
	return made;
}

static const struct knob *
knob(const struct made *made, const char *name)
{
	const struct setting *setting = program_setting(made->program, name);

	assert_non_null(setting);
	return &made->knobs.knobs[setting->index];
}

/* The members in force on a day, joined by a bar. */
static const char *
value_on(struct folder *folder, const struct made *made, const char *name, int64_t day)
{
	const struct setting_value *value = knob_on(knob(made, name), day);
	const char *text = "";

	for (uint32_t i = 0; i < value->count; i++)
		text = arena_printf(&folder->arena, "%s%s%s", text, i == 0 ? "" : "|",
		    value_spell(&folder->arena, &value->values[i], SPELL_PLAIN));
	return text;
}

static void
the_policys_own_values_hold_until_the_next_date(void **state)
{
	struct folder *folder = *state;
	const struct made *made = make(folder, "");

	assert_string_equal(knob(made, "fixed_limit")->origin, "policy");
	assert_string_equal(value_on(folder, made, "fixed_limit", DATE_FIRST), "40 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(2022, 3, 31)), "40 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(2022, 4, 1)), "30 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(2023, 3, 31)), "30 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(2023, 4, 1)), "20 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", DATE_LAST), "20 days");
	assert_string_equal(value_on(folder, made, "closures", civil(2022, 5, 31)), "");
	assert_string_equal(value_on(folder, made, "closures", civil(2022, 6, 1)),
	    "2022-06-10|2022-05-30");
}

static void
a_variation_holds_between_its_dates_and_gives_way_after_them(void **state)
{
	struct folder *folder = *state;
	struct made *made = make(folder,
	    "variation north of p from 2022-05-01 to 2022-06-30\n"
	    "  set waiting_limit to 25 days because \"pilot\"\n"
	    "  set closures to 2022-06-20 because \"fair\"\n");

	assert_int_equal(made->program->variation_count, 1);
	knobs_vary(&made->knobs, made->program->variations[0]);
	assert_string_equal(value_on(folder, made, "waiting_limit", civil(2022, 4, 30)), "40 days");
	assert_string_equal(value_on(folder, made, "waiting_limit", civil(2022, 5, 1)), "25 days");
	assert_string_equal(value_on(folder, made, "waiting_limit", civil(2022, 6, 30)), "25 days");
	assert_string_equal(value_on(folder, made, "waiting_limit", civil(2022, 7, 1)), "40 days");
	/* The policy's own value of 1 June begins inside the variation: it is back the day
	 * after. */
	assert_string_equal(value_on(folder, made, "closures", civil(2022, 6, 1)), "2022-06-20");
	assert_string_equal(value_on(folder, made, "closures", civil(2022, 7, 1)),
	    "2022-06-10|2022-05-30");
	assert_string_equal(value_on(folder, made, "closures", civil(2022, 4, 30)), "");
	assert_string_equal(knob(made, "waiting_limit")->origin, "variation north");
	assert_true(knob_is_changed(knob(made, "waiting_limit")));
}

static void
a_test_may_set_anything_for_all_days(void **state)
{
	struct folder *folder = *state;
	struct made *made = make(folder, "");
	struct value value = { .state = GIVEN, .type = type_plain(KIND_DAYS), .num = 999 };

	knobs_set(&made->knobs, program_setting(made->program, "fixed_limit"), &value, 1, "test");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(1970, 1, 1)), "999 days");
	assert_string_equal(value_on(folder, made, "fixed_limit", civil(2500, 1, 1)), "999 days");
	assert_string_equal(knob(made, "fixed_limit")->origin, "test");
	assert_string_equal(value_on(folder, made, "waiting_limit", 0), "40 days");
}

static const struct good_row {
	const char *assignment, *name, *value;
} good_rows[] = {
	{ "waiting_limit=20 days", "waiting_limit", "20 days" },
	{ "waiting_limit=60 days", "waiting_limit", "60 days" },
	{ "waiting_limit= 30 days ", "waiting_limit", "30 days" },
	{ "share=0%", "share", "0%" },
	{ "share=100.5%", "share", "100.5%" },
	{ "places=3", "places", "3" },
	{ "places=7", "places", "7" },
	{ "due_in=Q1", "due_in", "Q1" },
	{ "due_in=Q1 and Q4", "due_in", "Q1|Q4" },
	{ "due_in=nothing", "due_in", "" },
	{ "closures=2022-12-29", "closures", "2022-12-29" },
	{ "closures=nothing", "closures", "" },
};

static void
set_takes_values_inside_their_bounds(void **state)
{
	struct folder *folder = *state;

	for (size_t i = 0; i < sizeof(good_rows) / sizeof(good_rows[0]); i++) {
		struct made *made = make(folder, "");

		if (!knobs_set_text(&made->knobs, good_rows[i].assignment, &made->fault))
			fail_msg("%s: %s", good_rows[i].assignment, made->fault.text);
		assert_string_equal(value_on(folder, made, good_rows[i].name, DATE_FIRST),
		    good_rows[i].value);
		assert_string_equal(value_on(folder, made, good_rows[i].name, DATE_LAST),
		    good_rows[i].value);
		assert_string_equal(knob(made, good_rows[i].name)->origin, "--set");
	}
}

static const struct bad_row {
	const char *assignment, *first, *second;	/* parts of the two lines of the message */
} bad_rows[] = {
	{ "waiting_limit=30", "'30' lacks its unit",
	  "in quotation marks: --set \"waiting_limit=30 days\"" },
	{ "waiting_limit= 30 ", "lacks its unit", "days" },
	{ "waiting_limit=19 days", "19 days is outside", "it allows between 20 days and 60 days" },
	{ "waiting_limit=61 days", "61 days is outside", "it allows between 20 days and 60 days" },
	{ "waiting_limit=thirty", "--set waiting_limit: 'thirty': ",
	  "like the policy's own: 40 days" },
	{ "waiting_limit=30 working days", "'30 working days': ", "40 days" },
	{ "waiting_limit=", "'': empty", "40 days" },
	{ "waiting_limit=nothing", "'nothing': ", "40 days" },
	{ "waiting_limit=20 days and 30 days", "--set waiting_limit: ", "40 days" },
	{ "fixed_limit=30 days", "this setting is fixed", "may vary locally" },
	{ "share=x%", "'x%': ", "60%" },
	{ "places=4", "4 is outside", "it allows one of 3, 5, 7" },
	{ "due_in=Q1 and Q5", "'Q5': ", "Q2" },
	{ "due_in=Q1 and", "'Q1 and': ", "Q2" },
	{ "closures=2022-02-30", "'2022-02-30': ", "nothing" },
	{ "waiting_limt=30 days", "no setting 'waiting_limt'", "did you mean 'waiting_limit'?" },
	{ "Waiting-Limit=30 days", "no setting 'Waiting-Limit'", "did you mean 'waiting_limit'?" },
	{ "something_else=30 days", "no setting 'something_else'", "--show settings" },
	{ "=30 days", "no setting ''", "--show settings" },
	{ "waiting_limit", "'waiting_limit' has no value", "--set name=value" },
	{ "", "'' has no value", "--set name=value" },
};

static void
set_refuses_what_the_policy_does_not_allow_and_says_what_it_does(void **state)
{
	struct folder *folder = *state;

	for (size_t i = 0; i < sizeof(bad_rows) / sizeof(bad_rows[0]); i++) {
		struct made *made = make(folder, "");
		const char *line;

		if (knobs_set_text(&made->knobs, bad_rows[i].assignment, &made->fault))
			fail_msg("%s was taken", bad_rows[i].assignment);
		assert_int_equal(made->fault.code, EXIT_USAGE);
		line = strchr(made->fault.text, '\n');
		if (line == NULL || strstr(made->fault.text, bad_rows[i].first) == NULL
		    || strstr(line, bad_rows[i].second) == NULL)
			fail_msg("%s: %s", bad_rows[i].assignment, made->fault.text);
		for (uint32_t j = 0; j < made->program->setting_count; j++)
			assert_string_equal(made->knobs.knobs[j].origin, "policy");
	}
}

static void
a_setting_is_set_only_once(void **state)
{
	struct folder *folder = *state;
	struct made *made = make(folder, "");

	assert_true(knobs_set_text(&made->knobs, "waiting_limit=30 days", &made->fault));
	assert_true(knobs_set_text(&made->knobs, "share=50%", &made->fault));
	assert_false(knobs_set_text(&made->knobs, "waiting_limit=31 days", &made->fault));
	assert_non_null(strstr(made->fault.text, "set twice"));
	assert_string_equal(value_on(folder, made, "waiting_limit", 0), "30 days");
}

/* ---- calendars ---- */

#define OWN "calendar own is england_and_wales\n  cites guide \"1\"\n"
#define LOCAL "calendar local is england_and_wales, closed also on closures\n  cites guide \"1\"\n"
#define FROM_FILE "calendar filed from \"closures.csv\"\n  cites guide \"1\"\n"

static bool
is_open(const struct made *made, uint32_t calendar, int64_t date)
{
	bool working = false;

	assert_true(workdays_is_working(made->knobs.workdays[calendar], date, &working));
	return working;
}

static void
a_day_is_closed_when_the_list_in_force_on_that_very_day_names_it(void **state)
{
	struct folder *folder = *state;
	struct made *made = make(folder, OWN LOCAL);

	assert_true(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_true(is_open(made, 0, civil(2022, 6, 10)));
	/* named by the list that holds from 1 June: 10 June is closed; 30 May, when it did not hold
	 * yet, is not */
	assert_false(is_open(made, 1, civil(2022, 6, 10)));
	assert_true(is_open(made, 1, civil(2022, 5, 30)));
	assert_false(is_open(made, 1, civil(2022, 6, 2)));

	made = make(folder, OWN LOCAL);
	assert_true(knobs_set_text(&made->knobs, "closures=2022-05-30 and 2022-05-31",
	    &made->fault));
	assert_true(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_false(is_open(made, 1, civil(2022, 5, 30)));
	assert_false(is_open(made, 1, civil(2022, 5, 31)));
	assert_true(is_open(made, 1, civil(2022, 6, 10)));
	assert_true(is_open(made, 0, civil(2022, 5, 30)));
}

/* Files that are read alike: 26 December 2022 and 3 January 2023 are closed. */
static const char *const good_files[] = {
	"2022-12-26\n2023-01-03\n",
	"date\n2022-12-26\n2023-01-03",
	"date,what\r\n2022-12-26,Boxing Day\r\n2023-01-03,x\r\n",
	"2023-01-03\r2022-12-26\r",
	"\xEF\xBB\xBF" "date\n\n2022-12-26\n\n2023-01-03\n\n",
	"\"date\"\n\"2022-12-26\",\"Boxing, Day\"\n\"2023-01-03\"\n",
	"\xEF\xBB\xBF" "2022-12-26;x\n2023-01-03\tx\n2022-12-26\n",
};

static void
a_calendar_file_holds_for_its_whole_years(void **state)
{
	struct folder *folder = *state;

	for (size_t i = 0; i < sizeof(good_files) / sizeof(good_files[0]); i++) {
		struct made *made = make(folder, FROM_FILE);
		bool working;

		put(in(folder, "closures.csv"), good_files[i]);
		if (!knobs_load_calendars(&made->knobs, folder->path, &made->fault))
			fail_msg("file %zu: %s", i, made->fault.text);
		assert_int_equal(workdays_first(made->knobs.workdays[0]), civil(2022, 1, 1));
		assert_int_equal(workdays_last(made->knobs.workdays[0]), civil(2023, 12, 31));
		assert_false(is_open(made, 0, civil(2022, 12, 26)));
		assert_false(is_open(made, 0, civil(2023, 1, 3)));
		assert_true(is_open(made, 0, civil(2022, 12, 27)));
		assert_false(workdays_is_working(made->knobs.workdays[0], civil(2024, 1, 1),
		    &working));
	}
}

static const struct bad_file {
	const char *text;
	enum exit_code code;
	const char *said;
} bad_files[] = {
	{ "", EXIT_DATA, "closures.csv has no dates" },
	{ "date\n", EXIT_DATA, "closures.csv has no dates" },
	{ "date\n26/12/2022\n", EXIT_DATA,
	  "closures.csv:2: '26/12/2022' does not begin with a date" },
	{ "26/12/2022\n", EXIT_DATA, "closures.csv:1: '26/12/2022' does not begin" },
	{ "2022-02-30\n2022-03-01\n", EXIT_DATA, "closures.csv:1: '2022-02-30' does not begin" },
	{ "\"2022-02-30\"\n2022-03-01\n", EXIT_DATA,
	  "closures.csv:1: '\"2022-02-30\"' does not begin" },
	{ "date\n2022-12-26\nnext year\n", EXIT_DATA, "closures.csv:3: 'next year'" },
	{ "date\n2022-12-2\n6\n", EXIT_DATA, "closures.csv:2: '2022-12-2'" },
	{ "date\n2022-12-261\n", EXIT_DATA, "closures.csv:2: '2022-12-261'" },
	{ "date\n2022-12-26T00:00\n", EXIT_DATA, "closures.csv:2: " },
	{ "date\n\"2022-12-26x,\n", EXIT_DATA, "closures.csv:2: " },
	{ "date\n\"2022-12-26\n", EXIT_DATA, "closures.csv:2: " },
	{ "date\n2022-1-26xx\n", EXIT_DATA, "closures.csv:2: " },
	{ "date\n,2022-12-26\n", EXIT_DATA, "closures.csv:2: ',2022-12-26'" },
	{ "date\n1599-12-26\n", EXIT_DATA, "closures.csv:2: " },
};

static void
a_calendar_file_that_is_not_one_is_refused_at_its_line(void **state)
{
	struct folder *folder = *state;

	for (size_t i = 0; i < sizeof(bad_files) / sizeof(bad_files[0]); i++) {
		struct made *made = make(folder, FROM_FILE);

		put(in(folder, "closures.csv"), bad_files[i].text);
		assert_false(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
		assert_int_equal(made->fault.code, bad_files[i].code);
		if (strstr(made->fault.text, bad_files[i].said) == NULL
		    || strstr(made->fault.text, "calendar filed: ") == NULL)
			fail_msg("file %zu: %s", i, made->fault.text);
	}
}

static void
a_calendar_file_that_is_absent_no_text_or_too_long_is_told_so(void **state)
{
	enum { TOO_LONG = 4 * 1024 * 1024 + 1 };
	struct folder *folder = *state;
	struct made *made = make(folder, FROM_FILE);
	char *text = arena_alloc(&folder->arena, TOO_LONG + 1);
	FILE *file;

	assert_false(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_int_equal(made->fault.code, EXIT_USAGE);
	assert_non_null(strstr(made->fault.text,
	    "closures.csv: there is no such file or folder\n"));

	made = make(folder, FROM_FILE);
	file = fopen(in(folder, "closures.csv"), "wb");
	assert_int_equal(fwrite("2022-12-26\n\0" "2\0", 1, 14, file), 14);
	fclose(file);
	assert_false(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_int_equal(made->fault.code, EXIT_DATA);
	assert_non_null(strstr(made->fault.text, "is not plain text"));

	/* a line of 11 bytes again and again: read at once at the limit, refused one byte above */
	made = make(folder, FROM_FILE);
	for (size_t i = 0; i < TOO_LONG; i++)
		text[i] = "2022-12-26\n"[i % 11];
	put(in(folder, "closures.csv"), text);
	assert_false(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_int_equal(made->fault.code, EXIT_USAGE);
	assert_non_null(strstr(made->fault.text, "longer than 4 MB"));

	made = make(folder, FROM_FILE);
	text[TOO_LONG / 11 * 11] = '\0';
	put(in(folder, "closures.csv"), text);
	assert_true(knobs_load_calendars(&made->knobs, folder->path, &made->fault));
	assert_false(is_open(made, 0, civil(2022, 12, 26)));
}

/* The words of a label, the label itself and what a decide hands on; on which day, and by whom. */
static void
labels_have_words_and_come_from_a_variation(void **state)
{
	struct folder *folder = *state;
	struct made *made = make(folder,
	    "input case from \"c.csv\", one row per case_ref\n"
	    "  case_ref is text\n  kind is Bus or Taxi, may vary locally\n"
	    "  other is Bus or Taxi\n"
	    "decide shown for case\n  gives kind when case_ref is \"A\"\n  otherwise nothing\n"
	    "variation north of p from 2022-05-01 to 2022-05-31\n"
	    "  set Taxi of kind of case to \"hackney carriage\" because \"said so here\"\n"
	    "variation south of p from 2022-05-01 to 2022-05-31\n"
	    "  set kind of case to Bus or Taxi or Tram because \"rails\"\n");
	const struct table *table = program_table(made->program, "case");
	struct value value = { .state = GIVEN };

	value.type = table_column(table, "kind")->type;
	value.labels = UINT64_C(1) << 1;
	assert_null(knobs_label_words(&made->knobs, &value));
	for (uint32_t i = 0; i < made->program->variation_count; i++)
		knobs_vary(&made->knobs, made->program->variations[i]);
	assert_string_equal(knobs_label_words(&made->knobs, &value), "hackney carriage");
	assert_string_equal(knobs_words_from(&made->knobs, &value)->name, "north");
	assert_null(knobs_label_from(&made->knobs, &value));
	assert_true(knobs_has_words(&made->knobs, &made->program->variations[0]->labels[0]));
	value.type = table_column(table, "shown")->type;
	assert_string_equal(knobs_label_words(&made->knobs, &value), "hackney carriage");
	value.type = table_column(table, "other")->type;
	assert_null(knobs_label_words(&made->knobs, &value));
	value.type = table_column(table, "kind")->type;
	value.labels = UINT64_C(1) << 0;
	assert_null(knobs_label_words(&made->knobs, &value));
	value.labels = UINT64_C(1) << 2;
	assert_null(knobs_words_from(&made->knobs, &value));
	assert_string_equal(knobs_label_from(&made->knobs, &value)->name, "south");
	/* Two labels left are none that has words; and the day after there are none. */
	value.labels = UINT64_C(3);
	assert_null(knobs_label_words(&made->knobs, &value));
	value.labels = UINT64_C(1) << 1;
	made->knobs.run_date = civil(2022, 6, 1);
	assert_null(knobs_label_words(&made->knobs, &value));
	assert_false(knobs_has_words(&made->knobs, &made->program->variations[0]->labels[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(the_policys_own_values_hold_until_the_next_date),
		IN_FOLDER(a_variation_holds_between_its_dates_and_gives_way_after_them),
		IN_FOLDER(labels_have_words_and_come_from_a_variation),
		IN_FOLDER(a_test_may_set_anything_for_all_days),
		IN_FOLDER(set_takes_values_inside_their_bounds),
		IN_FOLDER(set_refuses_what_the_policy_does_not_allow_and_says_what_it_does),
		IN_FOLDER(a_setting_is_set_only_once),
		IN_FOLDER(a_day_is_closed_when_the_list_in_force_on_that_very_day_names_it),
		IN_FOLDER(a_calendar_file_holds_for_its_whole_years),
		IN_FOLDER(a_calendar_file_that_is_not_one_is_refused_at_its_line),
		IN_FOLDER(a_calendar_file_that_is_absent_no_text_or_too_long_is_told_so),
	};

	return RUN_TESTS(tests);
}
