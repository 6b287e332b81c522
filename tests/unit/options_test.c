/* The command line: what each word does, and what is said to a word that does nothing. */
#include "tests/unit/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/options.h"
#include "interp/platform.h"
#include "lang/date.h"

enum { WORDS_MAX = 16 };

struct parsed {
	struct arena arena;
	struct options options;
	struct fault fault;
	bool read;
};

static struct parsed parsed;

static int
release(void **state)
{
	(void)state;
	arena_release(&parsed.arena);
	return 0;
}

/* Words parted by bars: "run|p.writ|--on|2022-05-31". */
static const struct options *
parse(const char *line)
{
	char *words[WORDS_MAX + 1];
	int count = 1;
	char *at;

	arena_release(&parsed.arena);
	parsed.fault = (struct fault)FAULT_NONE;
	words[0] = arena_copy(&parsed.arena, "writ", 4);
	at = arena_copy(&parsed.arena, line, strlen(line));
	while (*line != '\0' && at != NULL) {
		char *bar = strchr(at, '|');

		assert_true(count < WORDS_MAX);
		words[count++] = at;
		if (bar != NULL)
			*bar++ = '\0';
		at = bar;
	}
	words[count] = NULL;
	parsed.read = options_read(&parsed.options, &parsed.arena, count, words, &parsed.fault);
	return &parsed.options;
}

static const struct options *
good(const char *line)
{
	const struct options *options = parse(line);

	if (!parsed.read)
		fail_msg("%s: %s", line, parsed.fault.text);
	assert_int_equal(parsed.fault.code, EXIT_DONE);
	return options;
}

static int64_t
civil(int year, int month, int day)
{
	int64_t date = 0;

	assert_true(date_from_civil(year, month, day, &date));
	return date;
}

static void
every_option_of_run_is_taken(void **state)
{
	const struct options *options = good("run|p.writ|data|case=c.csv|--on|2022-05-31"
	    "|--set|a=1|--set=b=2 days"
	    "|--out|results|--strict|--encoding|utf-8|--no-key-check");

	(void)state;
	assert_int_equal(options->command, COMMAND_RUN);
	assert_string_equal(options->policy, "p.writ");
	assert_int_equal(options->argument_count, 2);
	assert_string_equal(options->arguments[0], "data");
	assert_string_equal(options->arguments[1], "case=c.csv");
	assert_true(options->on_given);
	assert_int_equal(options->on, civil(2022, 5, 31));
	assert_int_equal(options->set_count, 2);
	assert_string_equal(options->sets[0], "a=1");
	assert_string_equal(options->sets[1], "b=2 days");
	assert_string_equal(options->out, "results");
	assert_true(options->strict && options->no_key_check);
	assert_false(options->quiet || options->excel || options->format_given
	    || options->in_place);
	assert_string_equal(options->encoding, "utf-8");
	options = good("run|p.writ|--table|case|--columns|a,b|--format|csv|--excel|-q");
	assert_string_equal(options->table, "case");
	assert_string_equal(options->columns, "a,b");
	assert_true(options->excel && options->quiet && options->format_given);
	assert_int_equal(options->format, FORMAT_CSV);
}

static void
options_of_the_other_commands_are_taken(void **state)
{
	const struct options *options;

	(void)state;
	options = good("explain|p.writ|data|--row|P81001, 2017/18 Q2|--table|t|--columns|c"
	    "|--on|2022-05-31|--set|a=1");
	assert_int_equal(options->row_count, 1);
	assert_string_equal(options->rows[0], "P81001, 2017/18 Q2");
	assert_int_equal(options->argument_count, 1);
	options = good("check|p.writ|--show|tree|--format|json");
	assert_string_equal(options->show, "tree");
	assert_int_equal(options->format, FORMAT_JSON);
	options = good("test|a.writ|b.writ|--only|day by day");
	assert_string_equal(options->policy, "a.writ");
	assert_int_equal(options->argument_count, 2);
	assert_string_equal(options->arguments[0], "a.writ");
	assert_string_equal(options->arguments[1], "b.writ");
	assert_string_equal(options->only, "day by day");
	options = good("inspect|p.writ|--encoding|windows-1252|--quiet|--on|2022-05-31");
	assert_string_equal(options->encoding, "windows-1252");
	options = good("doc|p.writ|--format|markdown|--out|p.md|--with|local.writ");
	assert_int_equal(options->command, COMMAND_DOC);
	assert_int_equal(options->format, FORMAT_MARKDOWN);
	assert_string_equal(options->out, "p.md");
	assert_int_equal(options->with_count, 1);
	options = good("init|a.csv|b.csv|--out|draft.writ|--encoding|utf-8");
	assert_int_equal(options->command, COMMAND_INIT);
	assert_null(options->policy);
	assert_int_equal(options->argument_count, 2);
	assert_string_equal(options->arguments[1], "b.csv");
	options = good("fmt|p.writ|--write");
	assert_int_equal(options->command, COMMAND_FORMAT);
	assert_true(options->in_place);
	options = good("help|unknown-name");
	assert_int_equal(options->command, COMMAND_HELP);
	assert_string_equal(options->arguments[0], "unknown-name");
}

static void
formats_have_their_names(void **state)
{
	(void)state;
	assert_int_equal(good("run|p|--table|t|--format|text")->format, FORMAT_TEXT);
	assert_int_equal(good("run|p|--table|t|--format|csv")->format, FORMAT_CSV);
	assert_int_equal(good("run|p|--table|t|--format|json")->format, FORMAT_JSON);
	assert_int_equal(good("run|p|--table|t|--format=jsonl")->format, FORMAT_JSONL);
}

static void
help_and_version_are_found_wherever_they_stand(void **state)
{
	(void)state;
	assert_int_equal(good("")->command, COMMAND_HELP);
	assert_int_equal(good("")->argument_count, 0);
	assert_int_equal(good("help")->argument_count, 0);
	assert_int_equal(good("-h")->command, COMMAND_HELP);
	assert_int_equal(good("--help")->command, COMMAND_HELP);
	assert_int_equal(good("--version")->command, COMMAND_VERSION);
	assert_int_equal(good("run|--version")->command, COMMAND_VERSION);
	assert_int_equal(good("run|p.writ|--help")->command, COMMAND_HELP);
	assert_int_equal(parsed.options.argument_count, 1);
	assert_string_equal(parsed.options.arguments[0], "run");
	assert_string_equal(good("explain|-h")->arguments[0], "explain");
}

static void
options_may_stand_anywhere_and_two_dashes_end_them(void **state)
{
	const struct options *options = good("run|--on|2022-05-31|p.writ|--quiet|data");

	(void)state;
	assert_string_equal(options->policy, "p.writ");
	assert_string_equal(options->arguments[0], "data");
	options = good("run|p.writ|--|--quiet|-");
	assert_int_equal(options->argument_count, 2);
	assert_string_equal(options->arguments[0], "--quiet");
	assert_false(options->quiet);
	options = good("run|p.writ|case=-|-");
	assert_int_equal(options->argument_count, 2);
	assert_string_equal(options->arguments[1], "-");
	assert_string_equal(good("test|p|--only=--odd")->only, "--odd");
	assert_string_equal(good("test|p|--only|-odd")->only, "-odd");
}

static void
without_on_the_day_is_today(void **state)
{
	int64_t before = platform_today();
	const struct options *options = good("run|p.writ");

	(void)state;
	assert_false(options->on_given);
	assert_in_range(options->on, before, platform_today());
}

static const struct bad_row {
	const char *line, *first, *second;	/* second: what to type instead */
} bad_rows[] = {
	{ "rnu", "no command 'rnu'", "did you mean 'writ run'?" },
	{ "chekc|p", "no command 'chekc'", "did you mean 'writ check'?" },
	{ "frobnicate", "no command 'frobnicate'", "'writ help' lists them" },
	{ "p.writ", "no command 'p.writ'", "'writ help' lists them" },
	{ "--on|2022-05-31|run", "the command comes first", "'writ help'" },
	{ "run", "which policy?", "like this: writ run POLICY [DATA...]" },
	{ "test", "which policy?", "like this: writ test POLICY..." },
	{ "fmt|--write", "which policy?", "like this: writ fmt POLICY" },
	{ "explain|p.writ|--row|A|--all-rows", "--row names rows", "give one of the two" },
	{ "explain|p.writ|data", "which row?", "writ explain POLICY [DATA...] --row KEY" },
	{ "check|a.writ|b.writ", "'b.writ' is one too many", "writ check POLICY" },
	{ "fmt|a.writ|b.writ", "'b.writ' is one too many", "writ fmt POLICY" },
	{ "doc|a.writ|b.writ", "'b.writ' is one too many", "writ doc POLICY" },
	{ "doc|a.writ|--format|csv", "'writ doc' makes HTML or Markdown",
	    "--format html or --format markdown" },
	{ "doc|a.writ|--format|pdf", "there is no such format", "write html or markdown" },
	{ "run|a.writ|--table|t|--format|html", "'writ run' prints a table as text, CSV or JSON",
	    "--out makes pages" },
	{ "init", "from which files?", "like this: writ init FILE.csv..." },
	{ "help|a|b", "'b' is one too many", "'writ help'" },
	/* unknown, nearly known, cut short, and of other commands */
	{ "run|p|--tabel|t", "does not know the option '--tabel'", "did you mean --table?" },
	{ "run|p|--tabel=t", "does not know the option '--tabel=t'", "did you mean --table?" },
	{ "run|p|--tab|t", "does not know the option '--tab'", "did you mean --table?" },
	{ "run|p|--frobnicate", "does not know the option '--frobnicate'", "'writ help run'" },
	{ "run|p|-z", "does not know the option '-z'", "'writ help run'" },
	{ "run|p|-zq", "does not know the option '-zq'", "'writ help run'" },
	{ "run|p|-qz", "does not know the option '-qz'", "'writ help run'" },
	{ "run|p|-on|2022-05-31", "does not know the option '-on'", "'writ help run'" },
	{ "run|p|--row|x", "--row is no option of 'writ run'", "'writ explain'" },
	{ "check|p|--set|a=1", "--set is no option of 'writ check'", "'writ run'" },
	{ "test|p|--on|2022-05-31", "--on is no option of 'writ test'", "'writ run'" },
	{ "inspect|p|--out|x", "--out is no option of 'writ inspect'", "'writ run'" },
	{ "run|p|--write", "--write is no option of 'writ run'", "'writ fmt'" },
	{ "explain|p|--row|x|--strict", "--strict is no option of 'writ explain'", "'writ run'" },
	{ "help|--only|x", "--only is no option of 'writ help'", "'writ test'" },
	/* values */
	{ "run|p|--on", "--on of 'writ run' needs a value", "'writ help run'" },
	{ "run|p|--table|--quiet", "--table of 'writ run' needs a value", "'writ help run'" },
	{ "run|p|--out=", "--out of 'writ run' needs a value", "'writ help run'" },
	{ "run|p|--out|", "--out of 'writ run' needs a value", "'writ help run'" },
	{ "run|p|--quiet=yes", "--quiet takes no value", "write only --quiet" },
	{ "run|p|--out|a|--out|b", "--out is given twice", "leave one" },
	{ "run|p|--on|2022-05-31|--on|2022-05-31", "--on is given twice", "leave one" },
	{ "run|p|--on|31/05/2022", "a day is written year, month, day", "--on 2022-05-31" },
	{ "run|p|--on|1/4/23", "a day is written year, month, day", "--on 2023-04-01, read day" },
	{ "run|p|--on|01.04.2023", "a day is written year, month, day", "--on 2023-04-01" },
	{ "run|p|--on|31/02/2022", "--on 31/02/2022: this is not a date", "like 2022-05-31" },
	{ "run|p|--on|1/4/2023/5", "this is not a date", "like 2022-05-31" },
	{ "run|p|--on|1/4/202", "this is not a date", "like 2022-05-31" },
	{ "run|p|--on|2022-5-31", "this is not a date", "like 2022-05-31" },
	{ "run|p|--on|2022-05-3x", "this is not a date", "like 2022-05-31" },
	{ "run|p|--on|today", "this is not a date", "like 2022-05-31" },
	{ "run|p|--on|2022-02-29", "there is no such day", "like 2022-05-31" },
	{ "run|p|--on|2022-13-01", "there is no such day", "like 2022-05-31" },
	{ "run|p|--on|1599-12-31", "there is no such day", "like 2022-05-31" },
	{ "run|p|--on|3000-01-01", "there is no such day", "like 2022-05-31" },
	{ "run|p|--table|t|--format|xml", "--format xml", "text, csv, json or jsonl" },
	{ "run|p|--color|red", "--color red", "auto, always or never" },
	/* what would contradict or be ignored */
	{ "run|p|--out|o|--table|t", "--out writes every table", "one of the two" },
	{ "run|p|--columns|a", "--columns needs --table", "of which table" },
	{ "run|p|--format|csv", "--format is for one table", "--table" },
	{ "run|p|--format|json|--out|o", "--format is for one table", "--table" },
	{ "run|p|--excel", "--excel is for files", "--out" },
	{ "run|p|--table|t|--excel|--format|json", "--excel is for CSV", "csv" },
	{ "check|p|--format|csv", "text or JSON", "--format json" },
};

static void
every_wrong_line_says_what_is_wrong_and_what_to_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_rows) / sizeof(bad_rows[0]); i++) {
		const char *line;

		parse(bad_rows[i].line);
		if (parsed.read)
			fail_msg("'%s' was taken", bad_rows[i].line);
		assert_int_equal(parsed.fault.code, EXIT_USAGE);
		line = strchr(parsed.fault.text, '\n');
		if (line == NULL || strstr(parsed.fault.text, bad_rows[i].first) == NULL
		    || strstr(parsed.fault.text, bad_rows[i].first) > line
		    || strstr(line, bad_rows[i].second) == NULL)
			fail_msg("%s: %s", bad_rows[i].line, parsed.fault.text);
		if (strlen(line + 1) != strcspn(line + 1, "\n") || strlen(parsed.fault.text) > 200)
			fail_msg("%s: not two short lines: %s", bad_rows[i].line,
			    parsed.fault.text);
	}
}

static void
every_command_has_help_that_begins_with_how_it_is_typed(void **state)
{
	static const char *const words[] = { "run", "check", "test", "explain", "inspect", "fmt",
	    "help" };
	enum command command;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		char begin[32];

		assert_true(options_command(words[i], &command));
		snprintf(begin, sizeof(begin), "writ %s ", words[i]);
		assert_non_null(strstr(options_help(COMMAND_HELP), begin));
		if (command != COMMAND_HELP)
			assert_memory_equal(options_help(command), begin, strlen(begin));
	}
	assert_false(options_command("version", &command));
	assert_false(options_command("", &command));
	assert_ptr_equal(options_help(COMMAND_VERSION), options_help(COMMAND_HELP));
}

/* An option that is taken but not in the help, or the other way round, would be found by nobody. */
static void
the_help_of_each_command_lists_the_options_it_takes(void **state)
{
	static const char *const names[] = { "on", "set", "out", "table", "columns", "row", "only",
	    "show",
		"encoding", "format", "strict", "excel", "no-key-check", "write" };
	static const char *const words[] = { "run", "check", "test", "explain", "inspect", "fmt" };

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		for (size_t j = 0; j < sizeof(names) / sizeof(names[0]); j++) {
			enum command command;
			char line[64], option[32];

			snprintf(line, sizeof(line), "%s|p|--%s", words[i], names[j]);
			parse(line);
			snprintf(option, sizeof(option), "--%s ", names[j]);
			assert_true(options_command(words[i], &command));
			if ((strstr(options_help(command), option) != NULL)
			    != (strstr(parsed.fault.text, "is no option of") == NULL))
				fail_msg("writ %s --%s: %s", words[i], names[j], parsed.fault.text);
		}
}

static void
the_help_fits_a_narrow_terminal(void **state)
{
	(void)state;
	for (int command = COMMAND_RUN; command <= COMMAND_VERSION; command++)
		for (const char *line = options_help((enum command)command); *line != '\0';) {
			size_t length = strcspn(line, "\n");

			if (length > 80)
				fail_msg("%.*s", (int)length, line);
			line += length + 1;
		}
}

static void
colour_is_as_asked_and_never_on_a_pipe_by_itself(void **state)
{
	(void)state;
	assert_true(good("run|p|--color|always")->colour
	    && good("run|p|--color=always")->colour_errors);
	assert_false(good("run|p|--color|never")->colour
	    || good("run|p|--color|never")->colour_errors);
	assert_int_equal(setenv("NO_COLOR", "1", 1), 0);
	assert_false(good("run|p")->colour || good("run|p")->colour_errors);
	assert_false(good("run|p|--color|auto")->colour);
	assert_true(good("run|p|--color|always")->colour);	/* what is typed wins */
	assert_int_equal(unsetenv("NO_COLOR"), 0);
	assert_int_equal(good("run|p")->colour, platform_is_terminal(1) && getenv("TERM") != NULL
	    && strcmp(getenv("TERM"), "dumb") != 0);
}

#define RELEASED(test) cmocka_unit_test_teardown(test, release)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RELEASED(every_option_of_run_is_taken),
		RELEASED(options_of_the_other_commands_are_taken),
		RELEASED(formats_have_their_names),
		RELEASED(help_and_version_are_found_wherever_they_stand),
		RELEASED(options_may_stand_anywhere_and_two_dashes_end_them),
		RELEASED(without_on_the_day_is_today),
		RELEASED(every_wrong_line_says_what_is_wrong_and_what_to_type),
		RELEASED(every_command_has_help_that_begins_with_how_it_is_typed),
		RELEASED(the_help_of_each_command_lists_the_options_it_takes),
		RELEASED(the_help_fits_a_narrow_terminal),
		RELEASED(colour_is_as_asked_and_never_on_a_pipe_by_itself),
	};

	return RUN_TESTS(tests);
}
