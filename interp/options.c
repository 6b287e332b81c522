/* options: see options.h. */
#include "interp/options.h"

#include <getopt.h>
#include <string.h>

#include "interp/platform.h"
#include "lang/date.h"
#include "lang/intern.h"

static const struct {
	const char *word;
	enum command command;
	const char *help;
} commands[] = {
	{ "run", COMMAND_RUN,
	    "writ run POLICY [DATA...]      decide every row of the data\n"
	    "\n"
	    "DATA is a folder with the files the policy names, or single files as name=file.csv (- for standard input).\n"
	    "Without DATA the files are looked for beside the policy.\n"
	    "\n"
	    "  --on DATE           the day the run is for, like 2022-05-31; without it today\n"
	    "  --out FOLDER        write everything there: decisions, reports, problems, record and a page to look at\n"
	    "  --set NAME=VALUE    another value for a setting that may vary locally, inside its bounds\n"
	    "  --table NAME        one table or report to standard output\n"
	    "  --columns A,B       only these columns of the table\n"
	    "  --format FORMAT     csv, json, jsonl or text\n"
	    "  --excel             CSV for Excel: byte order mark and CR LF\n"
	    "  --encoding NAME     utf-8, windows-1252 or utf-16le, when the file's own is not found out rightly\n"
	    "  --no-key-check      do not look for repeated keys (saves 16 bytes of memory a row)\n"
	    "  --strict            exit code 1 when rows were refused or cannot be decided\n"
	    "  --quiet             no progress and no summary of problems on standard error\n"
	    "\n"
	    "Example: writ run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --out results\n" },
	{ "check", COMMAND_CHECK,
	    "writ check POLICY              find what is wrong in the text of a policy\n"
	    "\n"
	    "  --format json       messages as JSON\n"
	    "  --show WHAT         tree, program or settings: what was understood\n" },
	{ "test", COMMAND_TEST,
	    "writ test POLICY...            run the tests written in policies\n"
	    "\n"
	    "  --only TEXT         only tests whose name contains this; no such test is a failure\n" },
	{ "explain", COMMAND_EXPLAIN,
	    "writ explain POLICY DATA --row KEY     why a row came out as it did\n"
	    "\n"
	    "  --on DATE, --set NAME=VALUE as for run\n"
	    "  --table NAME        which table, when the policy has several\n"
	    "  --columns A,B       only these decisions\n"
	    "A key of several columns is written with a comma and a blank between: --row \"P81001, 2017/18 Q2\"\n" },
	{ "inspect", COMMAND_INSPECT,
	    "writ inspect POLICY DATA       how each file was read: encoding, delimiter, header, columns, refusals\n" },
	{ "fmt", COMMAND_FORMAT,
	    "writ fmt POLICY                the text in the house layout, to standard output\n"
	    "\n"
	    "  --write             put it back into the file\n" },
	{ "help", COMMAND_HELP,
	    "writ help [WORD]               a command, a word of the language, or the [slug] at the end of a message\n" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const char short_help[] =
    "writ runs written policies: it checks the text, decides every row of a CSV file and says why.\n"
    "\n"
    "  writ run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31\n"
    "\n"
    "  writ run POLICY [DATA...]            decide every row, report\n"
    "  writ check POLICY                    find what is wrong in the text\n"
    "  writ test POLICY...                  run the tests written in policies\n"
    "  writ explain POLICY DATA --row KEY   why a row came out as it did\n"
    "  writ inspect POLICY DATA             how each file was read\n"
    "  writ fmt POLICY                      the text in the house layout\n"
    "  writ help WORD                       a command, a word of the language, or a [slug] of a message\n";

const char *
options_help(enum command command)
{
	for (int i = 0; i < COMMANDS; i++)
		if (commands[i].command == command && command != COMMAND_HELP)
			return commands[i].help;
	return short_help;
}

bool
options_command(const char *word, enum command *command)
{
	for (int i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i].word, word) != 0)
			continue;
		*command = commands[i].command;
		return true;
	}
	return false;
}

static bool
read_command(const char *word, enum command *command, struct fault *fault)
{
	const char *nearest = NULL;
	unsigned best = 3;

	if (options_command(word, command))
		return true;
	for (int i = 0; i < COMMANDS; i++) {
		unsigned distance = names_distance(word, commands[i].word, best);

		if (distance < best) {
			best = distance;
			nearest = commands[i].word;
		}
	}
	if (nearest != NULL)
		return fault_set(fault, EXIT_USAGE, "there is no command '%s'\ndid you mean 'writ %s'?", word, nearest);
	return fault_set(fault, EXIT_USAGE, "there is no command '%s'\n'writ help' lists them", word);
}

static bool
read_date(const char *text, int64_t *date, struct fault *fault)
{
	int parts[3] = { 0, 0, 0 };
	bool shaped = strlen(text) == 10 && text[4] == '-' && text[7] == '-';

	for (int i = 0, part = 0; shaped && i < 10; i++) {
		if (i == 4 || i == 7) {
			part++;
			continue;
		}
		shaped = text[i] >= '0' && text[i] <= '9';
		parts[part] = parts[part] * 10 + (text[i] - '0');
	}
	if (shaped && date_from_civil(parts[0], parts[1], parts[2], date))
		return true;
	return fault_set(fault, EXIT_USAGE, "--on %s: %s\nwrite the day like 2022-05-31", text,
	    shaped ? "there is no such day" : "this is not a date");
}

static bool
read_format(const char *text, enum output_format *format, struct fault *fault)
{
	static const char *const names[] = { "text", "csv", "json", "jsonl" };

	for (int i = 0; i < 4; i++) {
		if (strcmp(names[i], text) != 0)
			continue;
		*format = (enum output_format)i;
		return true;
	}
	return fault_set(fault, EXIT_USAGE, "--format %s: there is no such format\nwrite text, csv, json or jsonl", text);
}

enum {
	OPTION_ON = 256, OPTION_SET, OPTION_OUT, OPTION_TABLE, OPTION_COLUMNS, OPTION_ROW, OPTION_ONLY, OPTION_SHOW,
	OPTION_ENCODING, OPTION_FORMAT, OPTION_STRICT, OPTION_EXCEL, OPTION_NO_KEY_CHECK, OPTION_WRITE, OPTION_COLOUR,
	OPTION_VERSION
};

#define BIT(command) (1u << (command))
#define DATA_COMMANDS (BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) | BIT(COMMAND_INSPECT))

/* Which commands take which option; an option that would be ignored is refused instead. */
static const struct {
	struct option option;
	unsigned commands;
} known[] = {
	{ { "on", required_argument, NULL, OPTION_ON }, DATA_COMMANDS },
	{ { "set", required_argument, NULL, OPTION_SET }, BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) },
	{ { "out", required_argument, NULL, OPTION_OUT }, BIT(COMMAND_RUN) },
	{ { "table", required_argument, NULL, OPTION_TABLE }, BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) },
	{ { "columns", required_argument, NULL, OPTION_COLUMNS }, BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) },
	{ { "row", required_argument, NULL, OPTION_ROW }, BIT(COMMAND_EXPLAIN) },
	{ { "only", required_argument, NULL, OPTION_ONLY }, BIT(COMMAND_TEST) },
	{ { "show", required_argument, NULL, OPTION_SHOW }, BIT(COMMAND_CHECK) },
	{ { "encoding", required_argument, NULL, OPTION_ENCODING }, DATA_COMMANDS },
	{ { "format", required_argument, NULL, OPTION_FORMAT }, BIT(COMMAND_RUN) | BIT(COMMAND_CHECK) },
	{ { "strict", no_argument, NULL, OPTION_STRICT }, BIT(COMMAND_RUN) },
	{ { "excel", no_argument, NULL, OPTION_EXCEL }, BIT(COMMAND_RUN) },
	{ { "no-key-check", no_argument, NULL, OPTION_NO_KEY_CHECK }, BIT(COMMAND_RUN) },
	{ { "quiet", no_argument, NULL, 'q' }, ~0u },
	{ { "write", no_argument, NULL, OPTION_WRITE }, BIT(COMMAND_FORMAT) },
	{ { "color", required_argument, NULL, OPTION_COLOUR }, ~0u },
	{ { "help", no_argument, NULL, 'h' }, ~0u },
	{ { "version", no_argument, NULL, OPTION_VERSION }, ~0u },
};

enum { KNOWN = sizeof(known) / sizeof(known[0]) };

static bool
wrong_option(const char *word, enum command command, struct fault *fault)
{
	const char *nearest = NULL, *name = word;
	unsigned best = 4;

	while (*name == '-')
		name++;
	for (int i = 0; i < KNOWN; i++) {
		unsigned distance = names_distance(name, known[i].option.name, best);

		if ((known[i].commands & BIT(command)) && distance < best) {
			best = distance;
			nearest = known[i].option.name;
		}
	}
	for (int i = 0; i < COMMANDS; i++) {
		if (commands[i].command != command)
			continue;
		if (nearest != NULL && best > 0)
			return fault_set(fault, EXIT_USAGE, "writ %s does not know the option '%s'\ndid you mean --%s?", commands[i].word, word, nearest);
		if (nearest != NULL)
			return fault_set(fault, EXIT_USAGE, "the option --%s of writ %s needs a value after it", nearest, commands[i].word);
		return fault_set(fault, EXIT_USAGE, "writ %s does not know the option '%s'\n'writ help %s' lists its options", commands[i].word, word,
		    commands[i].word);
	}
	return fault_set(fault, EXIT_USAGE, "there is no option '%s'", word);
}

static bool
set_colour(struct options *options, const char *when, struct fault *fault)
{
	const char *none = platform_environment("NO_COLOR"), *term = platform_environment("TERM");
	bool allowed = (none == NULL || *none == '\0') && (term == NULL || strcmp(term, "dumb") != 0);

	if (strcmp(when, "auto") == 0) {
		options->colour = allowed && platform_is_terminal(1);
		options->colour_errors = allowed && platform_is_terminal(2);
	} else if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0) {
		options->colour = options->colour_errors = strcmp(when, "always") == 0;
	} else {
		return fault_set(fault, EXIT_USAGE, "--color %s: write auto, always or never", when);
	}
	return true;
}

static bool
take_option(struct options *options, int option, const char *value, struct fault *fault)
{
	switch (option) {
	case OPTION_ON:
		options->on_given = true;
		return read_date(value, &options->on, fault);
	case OPTION_SET: options->sets[options->set_count++] = value; return true;
	case OPTION_OUT: options->out = value; return true;
	case OPTION_TABLE: options->table = value; return true;
	case OPTION_COLUMNS: options->columns = value; return true;
	case OPTION_ROW: options->row = value; return true;
	case OPTION_ONLY: options->only = value; return true;
	case OPTION_SHOW: options->show = value; return true;
	case OPTION_ENCODING: options->encoding = value; return true;
	case OPTION_FORMAT:
		options->format_given = true;
		return read_format(value, &options->format, fault);
	case OPTION_STRICT: options->strict = true; return true;
	case OPTION_EXCEL: options->excel = true; return true;
	case OPTION_NO_KEY_CHECK: options->no_key_check = true; return true;
	case OPTION_WRITE: options->in_place = true; return true;
	case 'q': options->quiet = true; return true;
	case OPTION_COLOUR: return set_colour(options, value, fault);
	default: return true;
	}
}

/* The options of one command, so that --row is unknown to `writ run` rather than ignored. */
static struct option *
table_for(struct arena *arena, enum command command)
{
	struct option *table = arena_array(arena, struct option, KNOWN + 1);
	int count = 0;

	for (int i = 0; i < KNOWN; i++)
		if (known[i].commands & BIT(command))
			table[count++] = known[i].option;
	return table;
}

static bool
read_words(struct options *options, struct arena *arena, int count, char **words, struct fault *fault)
{
	struct option *table = table_for(arena, options->command);
	const char **arguments = arena_array(arena, const char *, (size_t)count + 1);
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(count, words, "qh", table, NULL)) != -1) {
		if (option == '?')
			return wrong_option(words[optind - 1], options->command, fault);
		if (option == 'h') {
			options->arguments = arguments;
			arguments[0] = words[0];
			options->argument_count = 1;
			options->command = COMMAND_HELP;
			return true;
		}
		if (option == OPTION_VERSION) {
			options->command = COMMAND_VERSION;
			return true;
		}
		if (!take_option(options, option, optarg, fault))
			return false;
	}
	for (int i = optind; i < count; i++)
		arguments[options->argument_count++] = words[i];
	options->arguments = arguments;
	return true;
}

static bool
need_policy(struct options *options, struct fault *fault)
{
	if (options->command == COMMAND_HELP || options->command == COMMAND_VERSION)
		return true;
	if (options->argument_count == 0)
		return fault_set(fault, EXIT_USAGE, "which policy? name a .writ file\n\n%s", options_help(options->command));
	options->policy = options->arguments[0];
	if (options->command != COMMAND_TEST) {
		options->arguments++;
		options->argument_count--;
	}
	if (options->command == COMMAND_EXPLAIN && options->row == NULL)
		return fault_set(fault, EXIT_USAGE, "which row? add --row and its key\n\n%s", options_help(options->command));
	if (options->argument_count > 0 && (options->command == COMMAND_CHECK || options->command == COMMAND_FORMAT))
		return fault_set(fault, EXIT_USAGE, "one policy at a time: '%s' is one too many", options->arguments[0]);
	if (options->out != NULL && options->table != NULL)
		return fault_set(fault, EXIT_USAGE, "--out writes every table; --table prints one: give one of the two");
	if (options->columns != NULL && options->table == NULL && options->command == COMMAND_RUN)
		return fault_set(fault, EXIT_USAGE, "--columns needs --table: of which table?");
	return true;
}

bool
options_read(struct options *options, struct arena *arena, int count, char **words, struct fault *fault)
{
	*options = (struct options){ .command = COMMAND_HELP };
	options->sets = arena_array(arena, const char *, (size_t)count + 1);
	if (!set_colour(options, "auto", fault))
		return false;
	if (count < 2)
		return true;
	if (strcmp(words[1], "--version") == 0) {
		options->command = COMMAND_VERSION;
		return true;
	}
	if (strcmp(words[1], "-h") == 0 || strcmp(words[1], "--help") == 0)
		return true;
	if (!read_command(words[1], &options->command, fault) || !read_words(options, arena, count - 1, words + 1, fault)
	    || !need_policy(options, fault))
		return false;
	if (!options->on_given)
		options->on = platform_today();
	return true;
}
