/* options: see options.h. */
#include "interp/options.h"

#include <string.h>

#include "interp/options_parts.h"
#include "interp/platform.h"
#include "lang/date.h"
#include "lang/intern.h"

static bool
read_command(const char *word, enum command *command, struct fault *fault)
{
	const char *nearest = NULL;
	unsigned best = 3;

	if (options_command(word, command))
		return true;
	for (int i = 0; i < COMMANDS; i++) {
		unsigned distance = names_distance(word, command_helps[i].word, best);

		if (distance < best) {
			best = distance;
			nearest = command_helps[i].word;
		}
	}
	if (word[0] == '-')
		return fault_set(fault, EXIT_USAGE,
		    "the command comes first, then its options such as '%s'\n"
		    "'writ help' lists the commands", word);
	if (nearest != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "there is no command '%s'\ndid you mean 'writ %s'?", word, nearest);
	return fault_set(fault, EXIT_USAGE,
	    "there is no command '%s'\n'writ help' lists them", word);
}

/* `01/04/2023`, also with points or dashes: a day that exists, read day first. */
static bool
british_date(const char *text, int parts[3])
{
	int64_t date;
	int part = 0, digits = 0;

	memset(parts, 0, 3 * sizeof *parts);
	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9' && digits < (part == 2 ? 4 : 2)) {
			parts[part] = parts[part] * 10 + (*text - '0');
			digits++;
		} else if (strchr("/.-", *text) != NULL && digits > 0 && part < 2) {
			part++;
			digits = 0;
		} else {
			return false;
		}
	}
	if (part == 2 && digits == 2)
		parts[2] += 2000;
	return part == 2 && (digits == 2 || digits == 4)
	    && date_from_civil(parts[2], parts[1], parts[0], &date);
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
	if (british_date(text, parts))
		return fault_set(fault, EXIT_USAGE,
		    "--on %s: a day is written year, month, day\n"
		    "write --on %04d-%02d-%02d, read day first", text, parts[2], parts[1],
		    parts[0]);
	return fault_set(fault, EXIT_USAGE, "--on %s: %s\nwrite the day like 2022-05-31", text,
	    shaped ? "there is no such day" : "this is not a date");
}

static bool
read_format(const char *text, enum command command, enum output_format *format, struct fault *fault)
{
	static const char *const names[] = { "text", "csv", "json", "jsonl", "html", "markdown" };

	for (int i = 0; i < 6; i++) {
		if (strcmp(names[i], text) != 0)
			continue;
		*format = (enum output_format)i;
		return true;
	}
	return fault_set(fault, EXIT_USAGE,
	    "--format %s: there is no such format\nwrite %s", text,
	    command == COMMAND_DOC       ? "html or markdown" :
		command == COMMAND_EXPLAIN ? "text, json or html" :
		command == COMMAND_DIFF    ? "text, csv or html" :
					     "text, csv, json or jsonl");
}

enum option {
	OPTION_ON,
	OPTION_SET,
	OPTION_WITH,
	OPTION_OUT,
	OPTION_TABLE,
	OPTION_COLUMNS,
	OPTION_ROW,
	OPTION_ALL_ROWS,
	OPTION_NOT,
	OPTION_WHAT_IF,
	OPTION_ONLY,
	OPTION_COVERAGE,
	OPTION_SUGGEST,
	OPTION_SHOW,
	OPTION_ENCODING,
	OPTION_FORMAT,
	OPTION_STRICT,
	OPTION_EXCEL,
	OPTION_NO_KEY_CHECK,
	OPTION_THREADS,
	OPTION_LOG,
	OPTION_NO_LOG,
	OPTION_SEED,
	OPTION_WITH_ANSWERS,
	OPTION_BY,
	OPTION_COLUMN,
	OPTION_QUIET,
	OPTION_WRITE,
	OPTION_COLOUR,
	OPTION_HELP,
	OPTION_VERSION,
	OPTIONS
};

#define BIT(command) (1u << (command))
#define DATA_COMMANDS \
	(BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) | BIT(COMMAND_INSPECT) | BIT(COMMAND_DIFF))

/* Which commands take which option; an option that would be ignored is refused instead. `letter`:
 * its short form, or 0. */
static const struct {
	const char *name;
	char letter;
	bool has_value;
	unsigned commands;
} known[OPTIONS] = {
	[OPTION_ON] = { "on", 0, true, DATA_COMMANDS | BIT(COMMAND_CHECK) },
	[OPTION_SET] = { "set", 0, true,
	    BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) | BIT(COMMAND_TEST) | BIT(COMMAND_DIFF) },
	[OPTION_WITH] = { "with", 0, true,
	    BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) | BIT(COMMAND_SAMPLE) |
		BIT(COMMAND_TEST) | BIT(COMMAND_CHECK) |
		BIT(COMMAND_DOC) | BIT(COMMAND_VERIFY) | BIT(COMMAND_DIFF) },
	[OPTION_OUT] = { "out", 0, true,
	    BIT(COMMAND_RUN) | BIT(COMMAND_DOC) | BIT(COMMAND_INIT) | BIT(COMMAND_DIFF) },
	[OPTION_TABLE] = { "table", 0, true,
	    BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) | BIT(COMMAND_SAMPLE) },
	[OPTION_COLUMNS] = { "columns", 0, true, BIT(COMMAND_RUN) | BIT(COMMAND_EXPLAIN) },
	[OPTION_ROW] = { "row", 0, true, BIT(COMMAND_EXPLAIN) },
	[OPTION_ALL_ROWS] = { "all-rows", 0, false, BIT(COMMAND_EXPLAIN) },
	[OPTION_NOT] = { "not", 0, true, BIT(COMMAND_EXPLAIN) },
	[OPTION_WHAT_IF] = { "what-if", 0, false, BIT(COMMAND_EXPLAIN) },
	[OPTION_ONLY] = { "only", 0, true, BIT(COMMAND_TEST) },
	[OPTION_COVERAGE] = { "coverage", 0, false, BIT(COMMAND_TEST) },
	[OPTION_SUGGEST] = { "suggest", 0, false, BIT(COMMAND_TEST) },
	[OPTION_SHOW] = { "show", 0, true, BIT(COMMAND_CHECK) },
	[OPTION_ENCODING] = { "encoding", 0, true, DATA_COMMANDS | BIT(COMMAND_INIT) },
	[OPTION_FORMAT] = { "format", 0, true,
	    BIT(COMMAND_RUN) | BIT(COMMAND_CHECK) | BIT(COMMAND_TEST) | BIT(COMMAND_DOC) |
		BIT(COMMAND_SAMPLE) | BIT(COMMAND_DIFF) | BIT(COMMAND_EXPLAIN) },
	[OPTION_STRICT] = { "strict", 0, false, BIT(COMMAND_RUN) },
	[OPTION_EXCEL] = { "excel", 0, false,
	    BIT(COMMAND_RUN) | BIT(COMMAND_SAMPLE) | BIT(COMMAND_DIFF) },
	[OPTION_NO_KEY_CHECK] = { "no-key-check", 0, false, BIT(COMMAND_RUN) },
	[OPTION_THREADS] = { "threads", 0, true, BIT(COMMAND_RUN) },
	[OPTION_LOG] = { "log", 0, false, BIT(COMMAND_RUN) },
	[OPTION_NO_LOG] = { "no-log", 0, false, BIT(COMMAND_RUN) },
	[OPTION_WITH_ANSWERS] = { "with-answers", 0, false, BIT(COMMAND_SAMPLE) },
	[OPTION_SEED] = { "seed", 0, true, BIT(COMMAND_SAMPLE) },
	[OPTION_BY] = { "by", 0, true, BIT(COMMAND_SAMPLE) },
	[OPTION_COLUMN] = { "column", 0, true, BIT(COMMAND_SAMPLE) },
	[OPTION_QUIET] = { "quiet", 'q', false, ~0u },
	[OPTION_WRITE] = { "write", 0, false, BIT(COMMAND_FORMAT) },
	[OPTION_COLOUR] = { "color", 0, true, ~0u },
	[OPTION_HELP] = { "help", 'h', false, ~0u },
	[OPTION_VERSION] = { "version", 0, false, ~0u },
};

/* The word of the first command of a set. */
static const char *
first_command(unsigned set)
{
	int i = 0;

	while (i < COMMANDS - 1 && !(set & BIT(command_helps[i].command)))
		i++;
	return command_helps[i].word;
}

/* No such option here: it belongs to another command, is nearly one of ours, or is neither. */
static bool
wrong_option(const char *word, const char *name, enum command command, struct fault *fault)
{
	const char *ours = command_word(command), *nearest = NULL;
	unsigned best = 4;

	for (int i = 0; i < OPTIONS; i++) {
		unsigned distance = names_distance(name, known[i].name, best);

		if (distance == 0 && !(known[i].commands & BIT(command)))
			return fault_set(fault, EXIT_USAGE,
			    "--%s is no option of 'writ %s'\nit belongs to 'writ %s'",
			    known[i].name, ours, first_command(known[i].commands));
		if ((known[i].commands & BIT(command)) && distance < best
		    && distance < strlen(known[i].name)) {
			best = distance;
			nearest = known[i].name;
		}
	}
	if (nearest != NULL && word[1] == '-')
		return fault_set(fault, EXIT_USAGE,
		    "writ %s does not know the option '%s'\ndid you mean --%s?", ours, word,
		    nearest);
	return fault_set(fault, EXIT_USAGE, "writ %s does not know the option '%s'\n"
	    "'writ help %s' lists its options", ours, word, ours);
}

static bool
read_threads(const char *text, uint32_t *threads, struct fault *fault)
{
	size_t digits = strspn(text, "0123456789");

	*threads = 0;
	for (size_t i = 0; i < digits && digits <= 3; i++)
		*threads = *threads * 10 + (uint32_t)(text[i] - '0');
	if (text[digits] != '\0' || *threads == 0)
		return fault_set(fault, EXIT_USAGE, "--threads %s: this is no number of threads\n"
		    "write a number from 1 to 999: --threads 1 does one thing after the other",
		    text);
	return true;
}

static bool
set_colour(struct options *options, const char *when, struct fault *fault)
{
	const char *none = platform_environment("NO_COLOR"), *term = platform_environment("TERM");
	bool dumb = term != NULL && strcmp(term, "dumb") == 0;
	bool allowed = (none == NULL || *none == '\0') && !dumb;

	if (strcmp(when, "auto") == 0) {
		options->colour = allowed && platform_is_terminal(1);
		options->colour_errors = allowed && platform_is_terminal(2);
	} else if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0) {
		options->colour = options->colour_errors = strcmp(when, "always") == 0;
	} else {
		return fault_set(fault, EXIT_USAGE,
		    "--color %s: there is no such choice\nwrite auto, always or never", when);
	}
	return true;
}

static bool
take_option(struct options *options, enum option option, const char *value, struct fault *fault)
{
	switch (option) {
	case OPTION_ON:
		options->on_given = true;
		return read_date(value, &options->on, fault);
	case OPTION_SET: options->sets[options->set_count++] = value; return true;
	case OPTION_WITH: options->withs[options->with_count++] = value; return true;
	case OPTION_OUT: options->out = value; return true;
	case OPTION_TABLE: options->table = value; return true;
	case OPTION_COLUMNS: options->columns = value; return true;
	case OPTION_ROW: options->rows[options->row_count++] = value; return true;
	case OPTION_ALL_ROWS: options->all_rows = true; return true;
	case OPTION_NOT: options->not = value; return true;
	case OPTION_WHAT_IF: options->what_if = true; return true;
	case OPTION_ONLY: options->only = value; return true;
	case OPTION_COVERAGE: options->coverage = true; return true;
	case OPTION_SUGGEST: options->suggest = true; return true;
	case OPTION_SHOW: options->show = value; return true;
	case OPTION_ENCODING: options->encoding = value; return true;
	case OPTION_FORMAT:
		options->format_given = true;
		return read_format(value, options->command, &options->format, fault);
	case OPTION_STRICT: options->strict = true; return true;
	case OPTION_EXCEL: options->excel = true; return true;
	case OPTION_NO_KEY_CHECK: options->no_key_check = true; return true;
	case OPTION_THREADS: return read_threads(value, &options->threads, fault);
	case OPTION_WITH_ANSWERS: options->with_answers = true; return true;
	case OPTION_SEED: options->seed = value; return true;
	case OPTION_BY: options->by = value; return true;
	case OPTION_COLUMN: options->decision = value; return true;
	case OPTION_LOG:
	case OPTION_NO_LOG:
		if (options->log != LOG_BY_SIZE)
			return fault_set(fault, EXIT_USAGE,
			    "--log and --no-log: is the decision log to be written or not?\n"
			    "give one of the two, once");
		options->log = option == OPTION_LOG ? LOG_ALWAYS : LOG_NEVER;
		return true;
	case OPTION_WRITE: options->in_place = true; return true;
	case OPTION_QUIET: options->quiet = true; return true;
	case OPTION_COLOUR: return set_colour(options, value, fault);
	case OPTION_HELP:
	case OPTION_VERSION:
	case OPTIONS:
		break;
	}
	return true;
}

/* The words behind the command, read one by one. Written out here and not left to getopt: that
 * takes cut names, asks the environment, keeps its place in a global variable, and differs between
 * systems. */
struct reader {
	struct options *options;
	char **words;
	int count, at;
	unsigned seen;			/* a bit for each option that was given */
	bool only_arguments;		/* behind a `--` */
	const char **arguments;
};

static enum option
find_option(const char *word, const char *name, size_t length, enum command command)
{
	for (int i = 0; i < OPTIONS; i++) {
		bool same = strlen(known[i].name) == length
		    && memcmp(known[i].name, name, length) == 0;

		if (word[1] != '-')
			same = known[i].letter != 0 && word[1] == known[i].letter
			    && word[2] == '\0';
		if (same && (known[i].commands & BIT(command)))
			return (enum option)i;
	}
	return OPTIONS;
}

/* The value behind `=`, or the next word; a word that looks like an option is none. */
static bool
find_value(struct reader *reader, enum option option, const char *equals, const char **value,
    struct fault *fault)
{
	const char *command = command_word(reader->options->command), *name = known[option].name;

	*value = NULL;
	if (!known[option].has_value && equals != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "the option --%s takes no value\nwrite only --%s", name,
		    name);
	if (!known[option].has_value)
		return true;
	if (equals != NULL)
		*value = equals + 1;
	else if (reader->at + 1 < reader->count
	    && strncmp(reader->words[reader->at + 1], "--", 2) != 0)
		*value = reader->words[++reader->at];
	if (*value == NULL || **value == '\0')
		return fault_set(fault, EXIT_USAGE,
		    "the option --%s of 'writ %s' needs a value after it\n"
		    "'writ help %s' shows it", name, command, command);
	if (option != OPTION_SET && option != OPTION_WITH && option != OPTION_ROW &&
	    (reader->seen & BIT(option)))
		return fault_set(fault, EXIT_USAGE,
		    "the option --%s is given twice\nleave one of the two out",
		    name);
	return true;
}

static bool
read_option(struct reader *reader, const char *word, struct arena *arena, struct fault *fault)
{
	struct options *options = reader->options;
	const char *name = word + (word[1] == '-' ? 2 : 1), *equals = strchr(word, '='), *value;
	size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
	enum option option = find_option(word, name, length, options->command);

	if (option == OPTIONS)
		return wrong_option(word, arena_copy(arena, name, length), options->command, fault);
	if (!find_value(reader, option, equals, &value, fault))
		return false;
	reader->seen |= BIT(option);
	return take_option(options, option, value, fault);
}

static bool
read_words(struct options *options, struct arena *arena, int count, char **words,
    struct fault *fault)
{
	struct reader reader = { .options = options, .words = words, .count = count };

	reader.arguments = arena_array(arena, const char *, (size_t)count + 1);
	options->arguments = reader.arguments;
	for (reader.at = 1; reader.at < count; reader.at++) {
		const char *word = words[reader.at];

		if (reader.only_arguments || word[0] != '-' || word[1] == '\0')
			reader.arguments[options->argument_count++] = word;
		else if (strcmp(word, "--") == 0)
			reader.only_arguments = true;
		else if (!read_option(&reader, word, arena, fault))
			return false;
	}
	if (reader.seen & BIT(OPTION_VERSION)) {
		options->command = COMMAND_VERSION;
	} else if (reader.seen & BIT(OPTION_HELP)) {
		options->command = COMMAND_HELP;
		reader.arguments[0] = words[0];
		options->argument_count = 1;
	}
	return true;
}

/* How a command is typed. */
static const char *
form_of(enum command command)
{
	for (int i = 0; i < COMMANDS; i++)
		if (command_helps[i].command == command)
			return command_helps[i].form;
	return "writ help";
}

/* Options that would contradict or ignore each other. */
static bool
options_agree(const struct options *options, struct fault *fault)
{
	bool run = options->command == COMMAND_RUN;

	if (options->out != NULL && options->table != NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--out writes every table, --table prints one\ngive one of the two");
	if (options->columns != NULL && options->table == NULL && run)
		return fault_set(fault, EXIT_USAGE,
		    "--columns needs --table\nof which table are they?");
	if (run && options->table == NULL && options->format_given
	    && options->format != FORMAT_TEXT)
		return fault_set(fault, EXIT_USAGE,
		    "--format is for one table\nadd --table and its name");
	if (run && options->log != LOG_BY_SIZE && options->out == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--log and --no-log are about the decision log, which --out writes\nadd --out "
		    "and a folder");
	if (run && options->excel && options->table == NULL && options->out == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "--excel is for files\nadd --out and a folder, or --table and its name");
	if (run && options->excel && options->format_given && options->format != FORMAT_CSV)
		return fault_set(fault, EXIT_USAGE,
		    "--excel is for CSV\nleave out --format, or write csv");
	if ((options->command == COMMAND_CHECK || options->command == COMMAND_TEST)
	    && options->format_given && options->format != FORMAT_TEXT
	    && options->format != FORMAT_JSON)
		return fault_set(fault, EXIT_USAGE,
		    "'writ %s' prints text or JSON\nwrite --format text or --format json",
		    command_word(options->command));
	if (options->command == COMMAND_TEST && options->format_given
	    && options->format == FORMAT_JSON && (options->suggest || options->coverage))
		return fault_set(fault, EXIT_USAGE,
		    "--format json holds the whole coverage, and no suggestions\n"
		    "leave out --%s, or --format", options->suggest ? "suggest" : "coverage");
	if (options->command == COMMAND_EXPLAIN && options->format_given
	    && options->format != FORMAT_TEXT && options->format != FORMAT_JSON
	    && options->format != FORMAT_HTML)
		return fault_set(fault, EXIT_USAGE,
		    "'writ explain' prints text, JSON or a page\n"
		    "write --format text, --format json or --format html");
	if (options->command == COMMAND_DOC && options->format_given
	    && options->format != FORMAT_HTML && options->format != FORMAT_MARKDOWN)
		return fault_set(fault, EXIT_USAGE,
		    "'writ doc' makes HTML or Markdown\nwrite --format html or --format markdown");
	if (run && options->format_given &&
	    (options->format == FORMAT_HTML || options->format == FORMAT_MARKDOWN))
		return fault_set(fault, EXIT_USAGE,
		    "'writ run' prints a table as text, CSV or JSON\nwrite --format text, csv, "
		    "json or jsonl; --out makes pages");
	return true;
}

static bool
names_a_page(const char *file)
{
	size_t length = strlen(file);

	return length > 5 && strcmp(file + length - 5, ".html") == 0;
}

/* Behind OLD stands NEW, or DATA; a policy is told by the end of its name. */
static bool
need_newer(struct options *options, struct fault *fault)
{
	const char *word = options->argument_count > 0 ? options->arguments[0] : "";
	size_t length = strlen(word);

	if (options->format_given && options->format != FORMAT_TEXT
	    && options->format != FORMAT_CSV && options->format != FORMAT_HTML)
		return fault_set(fault, EXIT_USAGE,
		    "'writ diff' prints text, CSV or a page\n"
		    "write --format text, --format csv or --format html");
	if (!options->format_given && options->out != NULL && names_a_page(options->out))
		options->format = FORMAT_HTML;
	if (options->excel && options->format != FORMAT_CSV)
		return fault_set(fault, EXIT_USAGE,
		    "--excel is for CSV\nadd --format csv, or leave it out");
	if (length > 5 && strcmp(word + length - 5, ".writ") == 0 && strchr(word, '=') == NULL) {
		options->newer = word;
		options->arguments++;
		options->argument_count--;
		return true;
	}
	if (options->with_count + options->set_count > 0)
		return true;
	return fault_set(fault, EXIT_USAGE,
	    "compare '%s' with what? name a second policy, as NEW.writ, or change this one by "
	    "--with or --set\n"
	    "like this: %s",
	    options->policy, form_of(options->command));
}

static bool
need_policy(struct options *options, struct fault *fault)
{
	bool one_policy = options->command == COMMAND_CHECK || options->command == COMMAND_FORMAT
	    || options->command == COMMAND_DOC;

	if (options->command == COMMAND_HELP && options->argument_count > 1)
		return fault_set(fault, EXIT_USAGE,
		    "help for one word at a time: '%s' is one too many\n"
		    "'writ help' lists all pages", options->arguments[1]);
	if (options->command == COMMAND_HELP || options->command == COMMAND_VERSION)
		return true;
	if (options->command == COMMAND_INIT && options->argument_count == 0)
		return fault_set(fault, EXIT_USAGE,
		    "from which files? name the CSV files the policy is to read\nlike this: %s",
		    form_of(options->command));
	if (options->command == COMMAND_INIT)
		return options_agree(options, fault);
	if (options->argument_count == 0)
		return fault_set(fault, EXIT_USAGE,
		    options->command == COMMAND_VERIFY || options->command == COMMAND_SAMPLE ?
			"which record? name the folder of a run\nlike this: %s" :
			"which policy? name a .writ file\nlike this: %s",
		    form_of(options->command));
	options->policy = options->arguments[0];
	if (options->command != COMMAND_TEST) {
		options->arguments++;
		options->argument_count--;
	}
	if (options->command == COMMAND_EXPLAIN && options->row_count == 0 && !options->all_rows)
		return fault_set(fault, EXIT_USAGE,
		    "which row? add --row and its key, or --all-rows\nlike this: %s",
		    form_of(options->command));
	if (options->row_count > 0 && options->all_rows)
		return fault_set(fault, EXIT_USAGE,
		    "--row names rows, --all-rows takes them all\ngive one of the two");
	if (options->argument_count > 0 && one_policy)
		return fault_set(fault, EXIT_USAGE,
		    "one policy at a time: '%s' is one too many\nlike this: %s",
		    options->arguments[0], form_of(options->command));
	if (options->command == COMMAND_DIFF && !need_newer(options, fault))
		return false;
	return options_agree(options, fault);
}

bool
options_read(struct options *options, struct arena *arena, int count, char **words,
    struct fault *fault)
{
	*options = (struct options){ .command = COMMAND_HELP };
	options->sets = arena_array(arena, const char *, (size_t)count + 1);
	options->rows = arena_array(arena, const char *, (size_t)count + 1);
	options->withs = arena_array(arena, const char *, (size_t)count + 1);
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
	if (!read_command(words[1], &options->command, fault)
	    || !read_words(options, arena, count - 1, words + 1, fault)
	    || !need_policy(options, fault))
		return false;
	if (!options->on_given)
		options->on = platform_today();
	return true;
}
