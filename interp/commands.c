/* commands: see commands.h. */
#include "interp/commands.h"
#include "interp/commands_parts.h"
#include "interp/policy_file.h"

#include <string.h>

#include "interp/buffer.h"
#include "interp/calendar.h"
#include "interp/inspect.h"
#include "interp/local.h"
#include "interp/platform.h"
#include "interp/run.h"
#include "interp/screen.h"
#include "interp/sha256.h"
#include "lang/compile.h"
#include "lang/find.h"
#include "lang/format.h"
#include "lang/help.h"
#include "lang/intern.h"
#include "lang/syntax.h"

enum exit_code
command_print_buffer(struct buffer *buffer, struct fault *fault)
{
	struct platform_writer *writer = platform_create("-");
	bool done = writer != NULL;

	if (done) {
		platform_write(writer, buffer->at == NULL ? "" : buffer->at, buffer->length);
		done = platform_finish(writer) || platform_reader_left();
	}
	buffer_release(buffer);
	if (!done)
		fault_set(fault, EXIT_USAGE, "standard output: cannot be written: %s",
		    platform_reason());
	return fault->code;
}

enum exit_code
command_print(const char *text, struct fault *fault)
{
	struct buffer buffer = BUFFER_INIT;

	buffer_text(&buffer, text);
	return command_print_buffer(&buffer, fault);
}

/* ---- a policy file to a program ---- */

/* Messages to standard error, or as JSON to standard output when asked for. */
static void
show_messages(struct policy_file *policy, struct arena *arena, const struct options *options)
{
	diags_sort(&policy->diags);
	if (policy->diags.errors + policy->diags.warnings > 0)
		screen_message(diags_text(&policy->diags, arena, options->colour_errors));
	if (policy->diags.accepted > 0)
		screen_message(diags_accepted_text(&policy->diags, arena));
}

/* The file that all messages are about, which may be one beside the policy; else the policy. */
static const char *
file_of_all(const struct policy_file *policy, const char *path)
{
	const struct source_file *file = NULL;

	for (const struct diag *diag = policy->diags.first; diag != NULL; diag = diag->next) {
		const struct source_file *of =
		    sources_place(&policy->sources, diag->at.start).file;

		if (of == NULL || (file != NULL && file != of))
			return path;
		file = of;
	}
	return file == NULL ? path : file->name;
}

static void
say_counts(const struct policy_file *policy, const char *path)
{
	struct buffer out = BUFFER_INIT;
	size_t errors = policy->diags.errors, warnings = policy->diags.warnings;

	buffer_text(&out, file_of_all(policy, path));
	buffer_text(&out, ": ");
	if (errors > 0)
		buffer_printf(&out, "%u error%s", (unsigned)errors, errors == 1 ? "" : "s");
	if (errors > 0 && warnings > 0)
		buffer_text(&out, " and ");
	if (warnings > 0)
		buffer_printf(&out, "%u warning%s", (unsigned)warnings, warnings == 1 ? "" : "s");
	if (policy->diags.accepted > 0)
		buffer_printf(&out, ", %u finding%s accepted in the text",
		    (unsigned)policy->diags.accepted,
		    policy->diags.accepted == 1 ? "" : "s");
	buffer_text(&out, "; 'writ help' and the word in [brackets] explains each\n");
	screen_message(out.at);
	buffer_release(&out);
}

/* What a policy that can be run is warned of stands in one line, and in full in `writ check`; what
 * keeps it from being run stands here in full. */
void
command_show_errors(struct policy_file *policy, struct arena *arena, const struct options *options,
    const char *path)
{
	size_t warnings = policy->diags.warnings;

	if (policy->program == NULL) {
		show_messages(policy, arena, options);
		say_counts(policy, path);
	} else if (warnings > 0) {
		screen_message(arena_printf(arena, "%s: %u warning%s; 'writ check %s' shows %s\n",
		    path, (unsigned)warnings, warnings == 1 ? "" : "s", path,
		    warnings == 1 ? "it" : "them"));
	}
}

/* ---- check ---- */

static void
add_settings(struct buffer *out, struct arena *arena, const struct program *program)
{
	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct setting *setting = program->settings[i];

		for (uint32_t j = 0; j < setting->value_count; j++) {
			buffer_text(out, j == 0 ? setting->name : "    from ");
			if (j > 0) {
				struct value day = { .state = GIVEN,
					.type = type_plain(KIND_DATE),
					.num = setting->values[j].from };

				buffer_value(out, &day, SPELL_PLAIN);
			}
			buffer_text(out, " is ");
			if (setting->values[j].count == 0)
				buffer_text(out, "nothing");
			for (uint32_t k = 0; k < setting->values[j].count; k++) {
				buffer_text(out, k == 0 ? "" : " and ");
				buffer_value(out, &setting->values[j].values[k], SPELL_READER);
			}
			buffer_char(out, '\n');
		}
		if (setting->may_vary == MAY_VARY_BETWEEN)
			buffer_printf(out, "    a local scheme may choose %s to %s\n",
			    value_spell(arena, &setting->bounds[0], SPELL_READER),
			    value_spell(arena, &setting->bounds[1], SPELL_READER));
		else if (setting->may_vary == MAY_VARY_AMONG)
			buffer_text(out,
			    "    a local scheme may choose among the values listed in the "
			    "policy\n");
		else
			buffer_text(out,
			    setting->may_vary == MAY_VARY_FREELY ?
				"    a local scheme may choose any value\n" :
				"    fixed\n");
	}
}

static bool
show_inside(struct buffer *out, struct arena *arena, const struct options *options,
    const struct policy_file *policy, struct fault *fault)
{
	if (strcmp(options->show, "program") == 0)
		buffer_text(out, program_dump(arena, policy->program));
	else if (strcmp(options->show, "settings") == 0)
		add_settings(out, arena, policy->program);
	else
		return fault_set(fault, EXIT_USAGE, "--show %s: write tree, program or settings",
		    options->show);
	return true;
}

static enum exit_code
show_tree(struct policy_file *policy, struct arena *arena, const struct options *options,
    struct fault *fault)
{
	struct names names;

	names_init(&names, arena);
	return command_print(ast_dump(arena, syntax_parse(arena, &names, &policy->diags,
	    sources_add(&policy->sources, options->policy, policy->bytes, policy->length))), fault);
}

static void
add_count(struct buffer *out, const char *before, uint32_t count, const char *thing)
{
	buffer_printf(out, "%s%u %s%s", before, (unsigned)count, thing, count == 1 ? "" : "s");
}

static void
add_contents(struct buffer *out, const char *path, const struct program *program, uint32_t accepted)
{
	uint32_t groups = 0;

	for (uint32_t i = 0; i < program->table_count; i++)
		groups += program->tables[i]->of != NULL;
	buffer_text(out, path);
	add_count(out, ": nothing wrong found: ", program->setting_count, "setting");
	add_count(out, ", ", program->table_count - groups, "input");
	if (groups > 0)
		add_count(out, ", ", groups, "group");
	if (program->letter_count > 0)
		add_count(out, ", ", program->letter_count, "letter");
	if (program->form_count > 0)
		add_count(out, ", ", program->form_count, "form");
	add_count(out, ", ", program->report_count, "report");
	add_count(out, ", ", program->test_count, "test");
	if (accepted > 0)
		add_count(out, "; ", accepted, "finding");
	buffer_text(out, accepted > 0 ? " accepted in the text\n" : "\n");
}

static bool
is_working(const void *with, int64_t day, bool *working)
{
	return workdays_is_working(with, day, working);
}

/* What compiling does not look for, since no run needs it. */
static void
look_for_findings(struct policy_file *policy, struct arena *arena, const struct options *options)
{
	const struct workdays *days = workdays_england_and_wales(arena, NULL, 0);
	const struct find_request request = { .on = options->on_given ? options->on : INT64_MIN,
		.calendar_last = workdays_last(days),
		.is_working = is_working,
		.working_with = days };

	if (policy->program != NULL)
		find_program(&policy->diags, policy->program, &request);
}

/* Each `--with`: what it changes, or that there is no such variation. */
static bool
add_variations(struct buffer *out, struct arena *arena, const struct options *options,
    const struct program *program, struct fault *fault)
{
	struct knobs knobs;

	knobs_init(&knobs, arena, program, options->on);
	if (!local_choose(&knobs, options, fault))
		return false;
	for (uint32_t i = 0; i < knobs.taken_count; i++)
		local_say_variation(out, program, knobs.taken[i]);
	return true;
}

enum exit_code
command_check(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct policy_file policy;
	struct buffer out = BUFFER_INIT;
	bool json = options->format_given && options->format == FORMAT_JSON;

	if (options->show != NULL && strcmp(options->show, "tree") == 0) {
		if (!policy_file_read(&policy, arena, options->policy, fault))
			return fault->code;
		show_tree(&policy, arena, options, fault);
		platform_slurp_free(policy.bytes);
		return fault->code;
	}
	if (!policy_file_compile(&policy, arena, options, options->policy, fault))
		return fault->code;
	look_for_findings(&policy, arena, options);
	if (json) {
		diags_sort(&policy.diags);
		buffer_text(&out, diags_json(&policy.diags, arena));
	} else {
		show_messages(&policy, arena, options);
		if (policy.diags.errors + policy.diags.warnings > 0)
			say_counts(&policy, options->policy);
	}
	if (policy.program != NULL && options->show != NULL &&
	    !show_inside(&out, arena, options, &policy, fault))
		return fault->code;
	if (policy.program != NULL && options->show == NULL && !json && policy.diags.warnings == 0)
		add_contents(&out, options->policy, policy.program,
		    (uint32_t)policy.diags.accepted);
	if (policy.program != NULL && options->show == NULL && !json &&
	    policy_file_no_tests(arena, &policy, options->policy) != NULL)
		buffer_text(&out, policy_file_no_tests(arena, &policy, options->policy));
	if (policy.program != NULL && options->show == NULL && !json) {
		const char *untested =
		    policy_file_untested_schemes(arena, options, policy.program, false);

		buffer_text(&out, untested == NULL ? "" : untested);
	}
	if (policy.program != NULL && options->show == NULL && !json &&
	    !add_variations(&out, arena, options, policy.program, fault)) {
		buffer_release(&out);
		return fault->code;
	}
	if (command_print_buffer(&out, fault) != EXIT_DONE)
		return fault->code;
	if (policy.program == NULL)
		return EXIT_POLICY;
	return policy.diags.warnings > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/* ---- run, explain, inspect ---- */

static enum exit_code
command_inspect(struct session *session, struct fault *fault)
{
	struct buffer out = BUFFER_INIT;

	if (!inspect_files(session, &out, fault)) {
		buffer_release(&out);
		return fault->code;
	}
	return command_print_buffer(&out, fault);
}

enum exit_code
command_data(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct policy_file policy;
	struct session session;
	enum exit_code code;

	if (!policy_file_compile(&policy, arena, options, options->policy, fault))
		return fault->code;
	command_show_errors(&policy, arena, options, options->policy);
	if (policy.program == NULL)
		return EXIT_POLICY;
	if (!session_open(&session, arena, options, policy.program, policy.digest, fault)) {
		session_close(&session);
		return fault->code;
	}
	session.policy_beside = policy.beside;
	switch (options->command) {
	case COMMAND_EXPLAIN:
		code = command_explain(&session, fault);
		break;
	case COMMAND_INSPECT:
		code = command_inspect(&session, fault);
		break;
	case COMMAND_RUN:
	case COMMAND_CHECK:
	case COMMAND_TEST:
	case COMMAND_FORMAT:
	case COMMAND_DIFF:
	case COMMAND_DOC:
	case COMMAND_INIT:
	case COMMAND_VERIFY:
	case COMMAND_SAMPLE:
	case COMMAND_HELP:
	case COMMAND_VERSION:
	default:
		code = run_command(&session, fault);
		break;
	}
	session_close(&session);
	return code;
}

/* ---- files ---- */

bool
command_page_name(const char *path, struct fault *fault)
{
	static const char *const kept[] = { ".writ", ".csv" };
	size_t length = strlen(path);

	for (size_t i = 0; platform_exists(path) && i < sizeof(kept) / sizeof(kept[0]); i++)
		if (length >= strlen(kept[i]) &&
		    strcmp(path + length - strlen(kept[i]), kept[i]) == 0)
			return fault_set(fault, EXIT_USAGE,
			    "--out %s: a policy or data is called so, and the page would take its "
			    "place\n"
			    "give it a name that ends with .html, .md or .txt", path);
	return true;
}


enum exit_code
command_write_file(struct arena *arena, const char *path, const char *text, struct fault *fault)
{
	const char *aside = arena_printf(arena, "%s.writing", path);
	struct platform_writer *writer;
	bool done;

	if (platform_exists(aside) || platform_is_link(aside)) {
		fault_set(fault, EXIT_USAGE,
		    "%s: the name %s is needed, and something else is there\n"
		    "move it, or delete it when it is left from a run that was cut off", path,
		    aside);
		return fault->code;
	}
	writer = platform_create(aside);
	done = writer != NULL;
	if (done) {
		platform_write(writer, text, strlen(text));
		done = platform_finish(writer) && platform_rename(aside, path);
	}
	if (!done)
		fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; it is as it was", path,
		    platform_reason());
	if (!done && platform_exists(aside))
		platform_remove_file(aside);
	return fault->code;
}

static void
add_change(struct buffer *out, unsigned count, const char *one, const char *many, const char *now)
{
	if (count > 0)
		buffer_printf(out, "%s%u %s %s", out->length > 0 ? "; " : "", count,
		    count == 1 ? one : many, now);
}

/* What a word processor had made of the text, on standard error. */
static void
say_changes(const char *path, const struct format_changes *changes)
{
	struct buffer told = BUFFER_INIT, out = BUFFER_INIT;

	add_change(&told, changes->quotes, "curly quote", "curly quotes", "made straight");
	add_change(&told, changes->blanks, "fixed blank", "fixed blanks", "made plain");
	add_change(&told, changes->bullets, "round bullet", "round bullets", "made -");
	add_change(&told, changes->dashes, "long dash", "long dashes", "made -");
	add_change(&told, changes->numbers, "number of a list", "numbers of lists", "made -");
	add_change(&told, changes->unseen, "character that nobody can see",
	    "characters that nobody can see", "left out");
	add_change(&told, changes->capitals, "capital at the start of a line",
	    "capitals at the start of lines", "made small");
	if (told.length > 0) {
		buffer_printf(&out, "%s: as word processors write: %s\n", path, told.at);
		screen_message(out.at);
	}
	buffer_release(&told);
	buffer_release(&out);
}

enum exit_code
command_format(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct format_changes changes;
	struct policy_file policy;
	const char *text;

	if (!policy_file_read(&policy, arena, options->policy, fault))
		return fault->code;
	text = format_policy_told(arena,
	    sources_add(&policy.sources, options->policy, policy.bytes, policy.length),
	    &policy.diags, &changes);
	if (policy.diags.errors > 0) {
		show_messages(&policy, arena, options);
		platform_slurp_free(policy.bytes);
		return EXIT_POLICY;
	}
	platform_slurp_free(policy.bytes);
	if (!options->quiet)
		say_changes(options->policy, &changes);
	if (options->in_place)
		return command_write_file(arena, options->policy, text, fault);
	return command_print(text, fault);
}

/* ---- help ---- */

static void
add_page(struct buffer *out, const struct help_page *page)
{
	buffer_printf(out, "%s: %s\n\n%s", page->slug, page->title, page->text);
	if (page->wrong != NULL)
		buffer_printf(out, "\nWrong\n\n%s", page->wrong);
	if (page->right != NULL)
		buffer_printf(out, "\n%s\n\n%s", page->wrong != NULL ? "Right" : "Example",
		    page->right);
	if (page->right != NULL && !page->whole)
		buffer_text(out,
		    "\n'writ help example' shows the table and the setting that examples speak "
		    "of\n");
}

static void
add_titles(struct buffer *out, const char *heading, bool words)
{
	buffer_printf(out, "\n%s\n", heading);
	for (size_t i = 0; i < help_count(); i++) {
		const struct help_page *page = help_at(i);

		if (words ? page->word : !page->word || page->wrong != NULL)
			buffer_printf(out, "  %-24s %s\n", page->slug, page->title);
	}
}

static void
add_all_pages(struct buffer *out)
{
	add_titles(out, "Words of the language, and other subjects (writ help WORD):", true);
	add_titles(out, "Messages, by the word in [brackets] at their end:", false);
}

/* did you mean 'writ help letter' or 'writ help register'? */
static enum exit_code
no_page(const char *word, struct fault *fault)
{
	enum { NEAR = 4 };
	const char *near[NEAR];
	size_t count = help_near(word, near, NEAR);
	struct buffer list = BUFFER_INIT;

	for (size_t i = 0; i < count; i++)
		buffer_printf(&list, "%s'writ help %s%s%s'",
		    i == 0             ? "" :
			i + 1 == count ? " or " :
					 ", ",
		    strchr(near[i], ' ') != NULL ? "\"" : "", near[i],
		    strchr(near[i], ' ') != NULL ? "\"" : "");
	if (count > 0)
		fault_set(fault, EXIT_USAGE, "there is no help page '%s'\ndid you mean %s?", word,
		    list.at);
	else
		fault_set(fault, EXIT_USAGE, "there is no help page '%s'\n'writ help' lists them",
		    word);
	buffer_release(&list);
	return fault->code;
}

enum exit_code
command_help(const struct options *options, struct fault *fault)
{
	const char *word = options->argument_count > 0 ? options->arguments[0] : NULL;
	struct buffer out = BUFFER_INIT;
	enum command command;

	if (word == NULL) {
		buffer_text(&out, options_help(COMMAND_HELP));
		add_all_pages(&out);
		return command_print_buffer(&out, fault);
	}
	if (options_command(word, &command)) {
		buffer_text(&out, options_help(command));
		if (help_find(word) != NULL) {
			buffer_char(&out, '\n');
			add_page(&out, help_find(word));
		}
		return command_print_buffer(&out, fault);
	}
	if (help_find(word) != NULL) {
		add_page(&out, help_find(word));
		return command_print_buffer(&out, fault);
	}
	return no_page(word, fault);
}
