/* sample: see sample.h. The log is read for the decisions there are, for the rows of those that are
 * drawn from and their outcomes, and again for the lines of those that were drawn. */
#include "interp/sample.h"

#include <string.h>

#include "interp/declog.h"
#include "interp/outfile.h"
#include "interp/sample_parts.h"

/* ---- the command line ---- */

static bool
read_number(const char *text, uint64_t *number)
{
	*number = 0;
	if (text == NULL || *text == '\0' || strlen(text) > 18)
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		*number = *number * 10 + (uint64_t)(*text - '0');
	}
	return true;
}

static bool
read_form(const struct options *options, struct fault *fault)
{
	if (options->by != NULL && strcmp(options->by, "outcome") != 0)
		return fault_set(fault, EXIT_USAGE,
		    "--by %s: decisions are drawn by outcome, or all alike\nwrite --by outcome, or "
		    "leave it out",
		    options->by);
	if (options->format_given && options->format != FORMAT_TEXT &&
	    options->format != FORMAT_CSV && options->format != FORMAT_HTML)
		return fault_set(fault, EXIT_USAGE,
		    "'writ sample' prints text, CSV or a page\nwrite --format text, --format csv "
		    "or --format html");
	if (options->excel && options->format != FORMAT_CSV)
		return fault_set(fault, EXIT_USAGE, "--excel is for CSV\nadd --format csv");
	return true;
}

static bool
read_words(struct sample *sample, struct fault *fault)
{
	const struct options *options = sample->options;

	if (options->argument_count < 1 || !read_number(options->arguments[0], &sample->wanted) ||
	    sample->wanted == 0)
		return fault_set(fault, EXIT_USAGE,
		    "how many decisions are to be drawn?\nlike this: writ sample %s 25 --seed 7",
		    options->policy);
	if (!read_number(options->seed, &sample->seed))
		return fault_set(fault, EXIT_USAGE,
		    options->seed == NULL ?
			"with which seed? any whole number will do; with the same one the same "
		        "rows are drawn\n"
			"add --seed 7, and write the number down" :
			"--seed %s: this is no whole number of at most 18 digits\nwrite --seed 7",
		    options->seed);
	return read_form(options, fault);
}

/* The log that the record names, unchanged: what is drawn from another would prove nothing. */
static bool
find_log(struct sample *sample, struct fault *fault)
{
	const struct json_value *log = json_member(sample->old.record, "log"),
				*written = json_member(log, "written");
	const char *digest = json_member_text(log, "sha256");
	char there[65];

	if (sample->old.record == NULL)
		return fault_set(fault, EXIT_FINDINGS, "%s", sample->old.damage);
	if (written == NULL || written->kind != JSON_TRUE || digest == NULL)
		return fault_set(fault, EXIT_USAGE,
		    "%s: this run has no decision log: %s\nperform it again with --log",
		    sample->options->policy,
		    json_member_text(log, "why_not") == NULL ? "its record names none" :
							       json_member_text(log, "why_not"));
	sample->log_path = oldrun_path(&sample->old, sample->arena, DECLOG_NAME);
	if (!oldrun_digest(sample->log_path, there))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", sample->log_path,
		    platform_reason());
	if (strcmp(there, digest) != 0)
		return fault_set(fault, EXIT_FINDINGS,
		    "%s: was changed after the run\n'writ verify %s' says where", sample->log_path,
		    sample->options->policy);
	return true;
}

/* ---- the sheet ---- */

static bool
make_sheet(struct sample *sample, struct fault *fault)
{
	if (sample->options->format_given && sample->options->format == FORMAT_CSV)
		return sample_sheet_csv(sample, fault);
	if (sample->options->format_given && sample->options->format == FORMAT_HTML)
		return sample_sheet_page(sample, fault);
	return sample_sheet_text(sample, fault);
}

enum exit_code
sample_command(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct sample sample = { .arena = arena, .options = options };
	struct out_file out;
	bool done;

	if (!read_words(&sample, fault) ||
	    !oldrun_read(&sample.old, arena, options->policy, fault) || !find_log(&sample, fault))
		return fault->code;
	done = sample_survey(&sample, fault) && sample_choose(&sample, fault) &&
	    sample_read(&sample, fault) && sample_draw(&sample, fault) &&
	    sample_again(&sample, fault) && make_sheet(&sample, fault);
	memory_free(sample.rows);
	memory_free(sample.kinds);
	if (!done) {
		buffer_release(&sample.out);
		return fault->code;
	}
	if (!outfile_open(&out, NULL, "standard output", fault)) {
		buffer_release(&sample.out);
		return fault->code;
	}
	out.buffer = sample.out;
	outfile_close(&out, fault);
	return fault->code;
}
