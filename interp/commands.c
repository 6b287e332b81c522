/* commands: see commands.h. */
#include "interp/commands.h"
#include "interp/policy_file.h"

#include <string.h>

#include "interp/buffer.h"
#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/inspect.h"
#include "interp/platform.h"
#include "interp/run.h"
#include "interp/screen.h"
#include "interp/sha256.h"
#include "interp/testrun.h"
#include "lang/compile.h"
#include "lang/format.h"
#include "lang/help.h"
#include "lang/intern.h"
#include "lang/syntax.h"

static enum exit_code
print_buffer(struct buffer *buffer, struct fault *fault)
{
	struct platform_writer *writer = platform_create("-");
	bool done = writer != NULL;

	if (done) {
		platform_write(writer, buffer->at == NULL ? "" : buffer->at, buffer->length);
		done = platform_finish(writer) || platform_reader_left();
	}
	buffer_release(buffer);
	if (!done)
		fault_set(fault, EXIT_USAGE, "standard output: cannot be written: %s", platform_reason());
	return fault->code;
}

enum exit_code
command_print(const char *text, struct fault *fault)
{
	struct buffer buffer = BUFFER_INIT;

	buffer_text(&buffer, text);
	return print_buffer(&buffer, fault);
}

/* ---- a policy file to a program ---- */

/* Messages to standard error, or as JSON to standard output when asked for. */
static void
show_messages(struct policy_file *policy, struct arena *arena, const struct options *options)
{
	diags_sort(&policy->diags);
	if (policy->diags.errors + policy->diags.warnings > 0)
		screen_message(diags_text(&policy->diags, arena, options->colour_errors));
}

static void
say_counts(const struct policy_file *policy, const char *path)
{
	struct buffer out = BUFFER_INIT;
	size_t errors = policy->diags.errors, warnings = policy->diags.warnings;

	buffer_text(&out, path);
	buffer_text(&out, ": ");
	if (errors > 0)
		buffer_printf(&out, "%u error%s", (unsigned)errors, errors == 1 ? "" : "s");
	if (errors > 0 && warnings > 0)
		buffer_text(&out, " and ");
	if (warnings > 0)
		buffer_printf(&out, "%u warning%s", (unsigned)warnings, warnings == 1 ? "" : "s");
	buffer_text(&out, "; 'writ help' and the word in [brackets] explains each\n");
	screen_message(out.at);
	buffer_release(&out);
}

/* What a policy that can be run is warned of stands in one line, and in full in `writ check`; what
 * keeps it from being run stands here in full. */
static void
show_errors(struct policy_file *policy, struct arena *arena, const struct options *options, const char *path)
{
	size_t warnings = policy->diags.warnings;

	if (policy->program == NULL) {
		show_messages(policy, arena, options);
		say_counts(policy, path);
	} else if (warnings > 0) {
		screen_message(arena_printf(arena, "%s: %u warning%s; 'writ check %s' shows %s\n", path, (unsigned)warnings,
		    warnings == 1 ? "" : "s", path, warnings == 1 ? "it" : "them"));
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
				struct value day = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = setting->values[j].from };

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
			buffer_printf(out, "    a local scheme may choose %s to %s\n", value_spell(arena, &setting->bounds[0], SPELL_READER),
			    value_spell(arena, &setting->bounds[1], SPELL_READER));
		else if (setting->may_vary == MAY_VARY_AMONG)
			buffer_text(out, "    a local scheme may choose among the values listed in the policy\n");
		else
			buffer_text(out, setting->may_vary == MAY_VARY_FREELY ? "    a local scheme may choose any value\n" : "    fixed\n");
	}
}

static bool
show_inside(struct buffer *out, struct arena *arena, const struct options *options, const struct policy_file *policy,
    struct fault *fault)
{
	if (strcmp(options->show, "program") == 0)
		buffer_text(out, program_dump(arena, policy->program));
	else if (strcmp(options->show, "settings") == 0)
		add_settings(out, arena, policy->program);
	else
		return fault_set(fault, EXIT_USAGE, "--show %s: write tree, program or settings", options->show);
	return true;
}

static enum exit_code
show_tree(struct policy_file *policy, struct arena *arena, const struct options *options, struct fault *fault)
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
add_contents(struct buffer *out, const char *path, const struct program *program)
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
	buffer_char(out, '\n');
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
	if (json) {
		diags_sort(&policy.diags);
		buffer_text(&out, diags_json(&policy.diags, arena));
	} else {
		show_messages(&policy, arena, options);
		if (policy.diags.errors + policy.diags.warnings > 0)
			say_counts(&policy, options->policy);
	}
	if (policy.program != NULL && options->show != NULL && !show_inside(&out, arena, options, &policy, fault))
		return fault->code;
	if (policy.program != NULL && options->show == NULL && !json && policy.diags.warnings == 0)
		add_contents(&out, options->policy, policy.program);
	if (print_buffer(&out, fault) != EXIT_DONE)
		return fault->code;
	if (policy.program == NULL)
		return EXIT_POLICY;
	return policy.diags.warnings > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/* ---- test ---- */

static bool
test_one(struct arena *arena, const struct options *options, const char *path, struct buffer *out,
    struct testrun_result *total, enum exit_code *code, struct fault *fault)
{
	struct testrun_result result = { 0 };
	struct policy_file policy;

	if (!policy_file_compile(&policy, arena, options, path, fault))
		return false;
	show_errors(&policy, arena, options, path);
	if (policy.program == NULL) {
		*code = EXIT_POLICY;
		return true;
	}
	if (!testrun_all(policy.program, path, options->only, out, &result, fault))
		return false;
	buffer_printf(out, "%s: %u of ", path, (unsigned)result.passed);
	add_count(out, "", result.tests, "test");
	add_count(out, " passed, ", result.expectations, "expectation");
	if (result.failed_expectations > 0)
		buffer_printf(out, ", %u of them failed", (unsigned)result.failed_expectations);
	buffer_char(out, '\n');
	total->tests += result.tests;
	total->failed += result.failed;
	if (result.failed > 0 && *code == EXIT_DONE)
		*code = EXIT_FINDINGS;
	return true;
}

enum exit_code
command_test(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct testrun_result total = { 0 };
	enum exit_code code = EXIT_DONE;
	struct buffer out = BUFFER_INIT;

	for (uint32_t i = 0; i < options->argument_count; i++) {
		if (!test_one(arena, options, options->arguments[i], &out, &total, &code, fault)) {
			buffer_release(&out);
			return fault->code;
		}
	}
	if (total.tests == 0 && code == EXIT_DONE) {
		buffer_printf(&out, options->only != NULL ? "no test has a name that contains \"%s\"\n" : "there are no tests\n",
		    options->only != NULL ? options->only : "");
		code = EXIT_FINDINGS;
	}
	if (print_buffer(&out, fault) != EXIT_DONE)
		return fault->code;
	return code;
}

/* ---- explain ---- */

struct explain_run {
	const struct table *table;
	const struct options *options;
	const char *file;
	struct decisions_layout layout;
	struct buffer out;
	uint64_t found;
	const char *nearest;
	unsigned nearest_distance;
	struct arena *arena;
};

static void
explain_row(struct explain_run *run, const struct batch *batch, uint32_t row, const char *key)
{
	buffer_printf(&run->out, "%s %s", run->table->name, key);
	if (batch->lines[row] > 0)
		buffer_printf(&run->out, ", line %llu of %s", (unsigned long long)batch->lines[row], run->file);
	buffer_char(&run->out, '\n');
	for (uint32_t i = 0; i < run->layout.count; i++) {
		buffer_char(&run->out, '\n');
		if (i == 0)
			explain_trace(&run->out, batch, row, run->layout.columns[i].column);
		else
			explain_trace_next(&run->out, batch, row, run->layout.columns[i].column);
	}
}

static bool
explain_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct explain_run *run = context;
	struct buffer key = BUFFER_INIT;

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++) {
		unsigned distance;

		buffer_clear(&key);
		decisions_key(&key, batch, row, run->table);
		if (key.at == NULL)
			continue;
		if (strcmp(key.at, run->options->row) == 0) {
			run->found++;
			explain_row(run, batch, row, key.at);
			continue;
		}
		distance = names_distance(key.at, run->options->row, run->nearest_distance - 1);
		if (distance < run->nearest_distance) {
			run->nearest_distance = distance;
			run->nearest = arena_copy(run->arena, key.at, key.length);
		}
	}
	buffer_release(&key);
	return true;
}

static void
explain_restart(void *context)
{
	struct explain_run *run = context;

	run->found = 0;
	buffer_clear(&run->out);
}

static const char *
decide_names(struct arena *arena, const struct table *table)
{
	const char *names = "";

	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DECIDE)
			names = arena_printf(arena, "%s%s%s", names, *names == '\0' ? "" : ",", table->columns[i]->name);
	return *names == '\0' ? NULL : names;
}

static enum exit_code
command_explain(struct session *session, struct fault *fault)
{
	const struct program *program = session->program;
	struct explain_run run = { .options = session->options, .nearest_distance = 4, .arena = session->arena };
	struct row_consumer consumer = { explain_batch, explain_restart, &run };
	const struct column **wanted;
	struct table_wants wants = { 0 };
	struct table_result result;
	struct problems problems;

	run.table = session->options->table != NULL ? program_table(program, session->options->table)
	    : program->table_count > 0 ? program->tables[0] : NULL;
	if (run.table == NULL) {
		fault_set(fault, EXIT_USAGE, "--table: the policy has no such table\nits tables and reports: %s", screen_names(session->arena, program));
		return fault->code;
	}
	if (!decisions_layout(&run.layout, session->arena, run.table, session->options->columns != NULL ? session->options->columns
	    : decide_names(session->arena, run.table), fault))
		return fault->code;
	run.file = session->paths[run.table->index];
	wanted = arena_array(session->arena, const struct column *, run.layout.count + run.table->key_count);
	for (uint32_t i = 0; i < run.layout.count; i++)
		wanted[wants.column_count++] = run.layout.columns[i].column;
	for (uint32_t i = 0; i < run.table->key_count; i++)
		wanted[wants.column_count++] = run.table->keys[i];
	wants.columns = wanted;
	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	if (!session_read(session, run.table, &wants, &problems, &consumer, &result, fault)) {
		buffer_release(&run.out);
		return fault->code;
	}
	if (run.found == 0) {
		buffer_release(&run.out);
		fault_set(fault, EXIT_USAGE, run.nearest != NULL ? "--row %s: there is no such row in %s\ndid you mean '%s'?" : "--row %s: there is no such row in %s%s",
		    session->options->row, session->paths[run.table->index], run.nearest != NULL ? run.nearest : "");
		return fault->code;
	}
	return print_buffer(&run.out, fault);
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
	return print_buffer(&out, fault);
}

enum exit_code
command_data(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct policy_file policy;
	struct session session;
	enum exit_code code;

	if (!policy_file_compile(&policy, arena, options, options->policy, fault))
		return fault->code;
	show_errors(&policy, arena, options, options->policy);
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

/* ---- fmt ---- */

static enum exit_code
write_in_place(struct arena *arena, const char *path, const char *text, struct fault *fault)
{
	const char *aside = arena_printf(arena, "%s.writing", path);
	struct platform_writer *writer = platform_create(aside);
	bool done = writer != NULL;

	if (done) {
		platform_write(writer, text, strlen(text));
		done = platform_finish(writer) && platform_rename(aside, path);
	}
	if (!done)
		fault_set(fault, EXIT_USAGE, "%s: cannot be written: %s; it is as it was", path, platform_reason());
	if (!done && platform_exists(aside))
		platform_remove_file(aside);
	return fault->code;
}

enum exit_code
command_format(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct policy_file policy;
	const char *text;

	if (!policy_file_read(&policy, arena, options->policy, fault))
		return fault->code;
	text = format_policy(arena, sources_add(&policy.sources, options->policy, policy.bytes, policy.length), &policy.diags);
	if (policy.diags.errors > 0) {
		show_messages(&policy, arena, options);
		platform_slurp_free(policy.bytes);
		return EXIT_POLICY;
	}
	platform_slurp_free(policy.bytes);
	if (options->in_place)
		return write_in_place(arena, options->policy, text, fault);
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
		buffer_printf(out, "\n%s\n\n%s", page->wrong != NULL ? "Right" : "Example", page->right);
	if (page->right != NULL && !page->whole)
		buffer_text(out, "\n'writ help example' shows the table and the setting that examples speak of\n");
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

enum exit_code
command_help(const struct options *options, struct fault *fault)
{
	const char *word = options->argument_count > 0 ? options->arguments[0] : NULL, *nearest;
	struct buffer out = BUFFER_INIT;
	enum command command;

	if (word == NULL) {
		buffer_text(&out, options_help(COMMAND_HELP));
		add_all_pages(&out);
		return print_buffer(&out, fault);
	}
	if (options_command(word, &command)) {
		buffer_text(&out, options_help(command));
		if (help_find(word) != NULL) {
			buffer_char(&out, '\n');
			add_page(&out, help_find(word));
		}
		return print_buffer(&out, fault);
	}
	if (help_find(word) != NULL) {
		add_page(&out, help_find(word));
		return print_buffer(&out, fault);
	}
	nearest = help_nearest(word);
	if (nearest != NULL)
		fault_set(fault, EXIT_USAGE, "there is no help page '%s'\ndid you mean 'writ help %s'?", word, nearest);
	else
		fault_set(fault, EXIT_USAGE, "there is no help page '%s'\n'writ help' lists them", word);
	return fault->code;
}
