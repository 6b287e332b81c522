/* commands_diff: the command `diff`: two policies, or one with and without a local change; their
 * texts, and over data what comes out otherwise. */
#include <string.h>

#include "interp/commands.h"
#include "interp/commands_parts.h"
#include "interp/contrast.h"
#include "interp/contrast_letters.h"
#include "interp/csvout.h"
#include "interp/diff_page.h"
#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/local.h"
#include "interp/platform.h"
#include "interp/policy_file.h"
#include "interp/screen.h"
#include "interp/tablerun.h"
#include "lang/differ.h"

struct diff_run {
	struct arena *arena;
	const struct options *options;
	/* before: without what --with and --set change, unless there are two policies */
	struct options sides[2];
	struct policy_file policies[2];
	const struct program *programs[2];
	struct session sessions[2];
	struct changes changes;
	bool two, csv, html, text_differs, rows_differ;
	/* sections of a page; tables in which nothing differs */
	struct buffer out, sections, as_before;
	struct diff_tile *tiles;
	uint32_t tile_count;
};

/* ---- the text ---- */

static void
say_sentence(struct diff_run *run, const char *sentence)
{
	display_add(&run->out, sentence, strlen(sentence));
	buffer_char(&run->out, '\n');
}

/* Not of the head of the policy, of its tests, or of notes and clauses alone. */
static bool
rules_changed(const struct diff_run *run)
{
	for (const struct change *change = run->changes.first; change != NULL;
	     change = change->next)
		if (change->kind != CHANGE_NOTES && change->kind != CHANGE_CITES &&
		    strcmp(change->thing, "Policy") != 0 &&
		    strncmp(change->thing, "Test", strlen("Test")) != 0)
			return true;
	return false;
}

/* Letters, forms and records name the version: two texts under one could not be told apart. */
static void
say_version(struct diff_run *run)
{
	const char *before = run->programs[0]->version, *after = run->programs[1]->version;

	if (before == NULL || after == NULL || strcmp(before, after) != 0 || !rules_changed(run))
		return;
	buffer_printf(&run->out,
	    "Both are version \"%s\", though they do not say the same: give the new one a version "
	    "of "
	    "its own.\n",
	    after);
}

static void
say_policies(struct diff_run *run)
{
	for (const struct change *change = run->changes.first; change != NULL;
	     change = change->next)
		say_sentence(run, change->sentence);
	if (run->changes.count == 0)
		say_sentence(run, "The policies say the same.");
	say_version(run);
}

static void
csv_change(struct diff_run *run, const struct change *change)
{
	const char *const cells[] = { change->thing, change->part, change->before, change->after,
		change->sentence };
	uint64_t neutralised = 0;

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csvout_cell(&run->out, cells[i] == NULL ? "" : cells[i],
		    cells[i] == NULL ? 0 : strlen(cells[i]), i == 0, true, &neutralised);
	csvout_end(&run->out, run->options->excel);
}

static void
csv_changes(struct diff_run *run)
{
	static const struct change headings = { .thing = "thing", .part = "part",
		.before = "before", .after = "after", .sentence = "sentence" };

	if (run->options->excel)
		buffer_text(&run->out, "\xEF\xBB\xBF");
	csv_change(run, &headings);
	for (const struct change *change = run->changes.first; change != NULL;
	     change = change->next)
		csv_change(run, change);
}

/* What --with and --set change in the one policy, with the reasons a variation gives. */
static bool
say_local(struct diff_run *run, struct fault *fault)
{
	struct knobs knobs;
	struct buffer changes = BUFFER_INIT;

	knobs_init(&knobs, run->arena, run->programs[1], run->options->on);
	if (!local_choose(&knobs, run->options, fault))
		return false;
	for (uint32_t i = 0; i < knobs.taken_count; i++)
		local_say_variation(&run->out, run->programs[1], knobs.taken[i]);
	local_say_changes(&changes, &knobs);
	run->text_differs = changes.length > 0 || knobs.taken_count > 0;
	if (run->options->set_count > 0 && changes.length > 0) {
		buffer_add(&run->out, changes.at, changes.length);
		buffer_char(&run->out, '\n');
	}
	buffer_release(&changes);
	return true;
}

static bool
say_texts(struct diff_run *run, struct fault *fault)
{
	bool over_data = run->options->argument_count > 0;

	if (!run->two) {
		if (!say_local(run, fault))
			return false;
		if (run->csv)
			buffer_clear(&run->out);
		return true;
	}
	programs_differ(run->arena, run->programs[0], run->programs[1], &run->changes);
	run->text_differs = run->changes.count > 0;
	if (run->csv && !over_data)
		csv_changes(run);
	else if (!run->csv && !run->html)
		say_policies(run);
	return true;
}

/* ---- the rows ---- */

static void
add_table(struct diff_run *run, const struct contrast *contrast)
{
	run->rows_differ = run->rows_differ || contrast_any(contrast);
	if (run->html && contrast_any(contrast))
		run->tiles[run->tile_count++] = (struct diff_tile){ contrast->after->name,
			contrast->changed, contrast->both };
	if (run->csv)
		contrast_csv(&run->out, contrast, run->options->excel);
	else if (run->html && contrast_any(contrast))
		contrast_page(&run->sections, run->arena, contrast);
	else if (contrast_any(contrast))
		contrast_say(&run->out, run->arena, contrast, platform_terminal_width());
	else if (contrast->column_count > 0)
		buffer_printf(&run->as_before, "%s%s (%u row%s)",
		    run->as_before.length > 0	? ", " :
			run->html		? "" :
						  "\nAs before: ",
		    contrast->after->name,
		    (unsigned)contrast->both, contrast->both == 1 ? "" : "s");
}

static bool
compare_tables(struct diff_run *run, struct problems *problems, struct fault *fault)
{
	const struct program *after = run->programs[1];
	struct names names;

	names_init(&names, run->arena);
	run->tiles = arena_array(run->arena, struct diff_tile, after->table_count);
	if (run->csv)
		contrast_csv_headings(&run->out, run->options->excel);
	for (uint32_t i = 0; i < after->table_count; i++) {
		const struct table *table = program_table(run->programs[0],
		    after->tables[i]->name);
		struct contrast contrast;
		bool done;

		if (table == NULL)
			continue;
		done = contrast_make(&contrast, &run->sessions[0], &run->sessions[1], table,
		    after->tables[i], &names, problems, fault);
		if (done)
			add_table(run, &contrast);
		contrast_free(&contrast);
		if (!done)
			return false;
	}
	return true;
}

static bool
compare_letters(struct diff_run *run, struct fault *fault)
{
	struct letter_changes changes;

	if (!contrast_letters(
		&changes, run->arena, &run->sessions[0], &run->sessions[1], fault))
		return false;
	run->rows_differ = run->rows_differ || changes.count > 0;
	if (run->csv)
		contrast_letters_csv(&run->out, &changes, run->options->excel);
	else if (run->html)
		contrast_letters_page(&run->sections, &changes);
	else
		contrast_letters_say(&run->out, &changes);
	return true;
}

static bool
open_sides(struct diff_run *run, struct fault *fault)
{
	for (int i = 0; i < 2; i++) {
		const struct policy_file *policy = &run->policies[run->two ? i : 0];

		if (!session_open(&run->sessions[i], run->arena, &run->sides[i], run->programs[i],
			policy->digest, fault))
			return false;
	}
	return true;
}

static bool
compare_rows(struct diff_run *run, struct fault *fault)
{
	struct problems problems;
	bool done;

	problems_init(&problems, run->arena, (struct problem_sink){ 0 });
	if (!run->csv && !run->html)
		buffer_printf(
		    &run->out, "\nOn %s:\n", date_in_words(run->arena, run->options->on));
	done = open_sides(run, fault) && compare_tables(run, &problems, fault) &&
	    compare_letters(run, fault);
	if (done && run->as_before.length > 0 && !run->html) {
		buffer_add(&run->out, run->as_before.at, run->as_before.length);
		buffer_char(&run->out, '\n');
	}
	if (done)
		run_show_problems(&run->sessions[1], &problems);
	session_close(&run->sessions[1]);
	session_close(&run->sessions[0]);
	return done;
}

/* ---- the command ---- */

static bool
compile(struct diff_run *run, int side, const char *path, struct fault *fault)
{
	struct policy_file *policy = &run->policies[side];

	if (!policy_file_compile(policy, run->arena, run->options, path, fault))
		return false;
	command_show_errors(policy, run->arena, run->options, path);
	run->programs[side] = policy->program;
	return true;
}

static bool
reads_standard_input(const struct options *options)
{
	for (uint32_t i = 0; i < options->argument_count; i++) {
		const char *equals = strchr(options->arguments[i], '=');

		if (strcmp(equals == NULL ? options->arguments[i] : equals + 1, "-") == 0)
			return true;
	}
	return strcmp(options->policy, "-") == 0;
}

/* On standard error: for which day rows are compared when nobody said it, and that a day was given
 * for nothing. Whoever reads "as before" must not take it for an answer about another day. */
static void
say_day(const struct diff_run *run)
{
	const struct options *options = run->options;
	bool over_data = options->argument_count > 0;

	if (options->quiet || over_data == options->on_given)
		return;
	screen_message(over_data ?
	    arena_printf(run->arena,
	        "writ: no --on was given: the rows are compared for today, %s\n",
	        date_in_words(run->arena, options->on)) :
	    "writ: no data was named, so no row was compared: add the folder that it is in\n");
}

static bool
compare(struct diff_run *run, struct fault *fault)
{
	say_day(run);
	if (!say_texts(run, fault))
		return false;
	return run->options->argument_count == 0 || compare_rows(run, fault);
}

static void
make_page(struct diff_run *run)
{
	struct diff_page page = { .before = run->programs[0], .after = run->programs[1],
		.changes = run->two ? &run->changes : NULL,
		.over_data = run->options->argument_count > 0,
		.on = run->options->on,
		.tiles = run->tiles,
		.tile_count = run->tile_count };

	page.local =
	    run->out.length == 0 ? "" : arena_copy(run->arena, run->out.at, run->out.length);
	page.sections = run->sections.length == 0 ? "" : run->sections.at;
	page.as_before = run->as_before.length == 0 ? "" : run->as_before.at;
	buffer_clear(&run->out);
	diff_page(&run->out, &page);
}

static enum exit_code
hand_over(struct diff_run *run, struct fault *fault)
{
	enum exit_code code;

	if (run->html)
		make_page(run);
	if (run->options->out == NULL)
		return command_print_buffer(&run->out, fault);
	if (!command_page_name(run->options->out, fault)) {
		buffer_release(&run->out);
		return fault->code;
	}
	code = command_write_file(
	    run->arena, run->options->out, run->out.length == 0 ? "" : run->out.at, fault);
	buffer_release(&run->out);
	return code;
}

static enum exit_code
answer(struct diff_run *run, struct fault *fault)
{
	bool over_data = run->options->argument_count > 0;
	bool differ = run->rows_differ || (run->text_differs && (run->two || !over_data));

	enum exit_code code = hand_over(run, fault);

	buffer_release(&run->sections);
	buffer_release(&run->as_before);
	if (code != EXIT_DONE)
		return fault->code;
	return differ ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_code
command_diff(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct diff_run run = { .arena = arena, .options = options, .two = options->newer != NULL,
		.csv = options->format == FORMAT_CSV,
		.html = options->format == FORMAT_HTML };

	if (reads_standard_input(options)) {
		fault_set(fault, EXIT_USAGE,
		    "'writ diff' reads its files twice, and standard input can be read only once\n"
		    "put it into a file, and name that");
		return fault->code;
	}
	run.sides[0] = run.sides[1] = *options;
	if (run.two)
		run.sides[1].policy = options->newer;
	else
		run.sides[0].with_count = run.sides[0].set_count = 0;
	if (!compile(&run, 0, options->policy, fault) ||
	    (run.two && !compile(&run, 1, options->newer, fault)))
		return fault->code;
	if (!run.two)
		run.programs[1] = run.programs[0];
	if (run.programs[0] == NULL || run.programs[1] == NULL)
		return EXIT_POLICY;
	if (!compare(&run, fault)) {
		buffer_release(&run.out);
		buffer_release(&run.sections);
		buffer_release(&run.as_before);
		return fault->code;
	}
	return answer(&run, fault);
}
