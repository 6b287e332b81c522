/* commands_explain: the command `explain`: which table, which row, and all of its columns that are
 * asked for. */
#include <string.h>

#include "interp/account.h"
#include "interp/asked.h"
#include "interp/commands_parts.h"
#include "interp/decisions.h"
#include "interp/screen.h"
#include "interp/whatif_memo.h"
#include "lang/intern.h"
#include "lang/strand.h"

struct explain_run {
	const struct table *table;
	const struct options *options;
	const char *file;
	struct decisions_layout layout;
	struct account_wants wants;
	struct asked_row *asked;	/* of --row */
	uint64_t told;
	struct whatif_memo *memo;
	struct buffer out;
	struct json json;
	struct arena *arena;
};

static bool
is_format(const struct explain_run *run, enum output_format format)
{
	return run->options->format_given && run->options->format == format;
}

static void
begin_output(struct explain_run *run)
{
	run->told = 0;
	buffer_clear(&run->out);
	if (is_format(run, FORMAT_JSON))
		account_json_begin(&run->json, &run->out, run->wants.session);
	else if (is_format(run, FORMAT_HTML))
		account_page_begin(&run->out, run->wants.session);
}

static bool
tell_row(struct explain_run *run, const struct batch *batch, uint32_t row, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct account_row *made;
	bool done = account_make(&made, &arena, &run->wants, batch, row, fault);

	if (done && is_format(run, FORMAT_JSON))
		account_json_row(&run->json, made);
	else if (done && is_format(run, FORMAT_HTML))
		account_page_row(&run->out, made);
	else if (done)
		account_text(&run->out, made, run->told == 0);
	run->told++;
	arena_release(&arena);
	return done;
}

/* Is this key asked for? */
static bool
is_asked_for(struct explain_run *run, const struct buffer *key)
{
	bool asked_for = run->options->all_rows;

	for (uint32_t i = 0; i < run->options->row_count; i++)
		asked_for = asked_see(&run->asked[i], key->at) || asked_for;
	return asked_for;
}

static bool
explain_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct explain_run *run = context;
	struct buffer key = BUFFER_INIT;
	bool done = true;

	for (uint32_t row = 0; done && row < batch->rows; row++) {
		buffer_clear(&key);
		decisions_key(&key, batch, row, run->table);
		if (key.at == NULL)
			buffer_text(&key, "");
		if (is_asked_for(run, &key))
			done = tell_row(run, batch, row, fault);
	}
	buffer_release(&key);
	return done;
}

static void
explain_restart(void *context)
{
	struct explain_run *run = context;

	for (uint32_t i = 0; i < run->options->row_count; i++)
		asked_restart(&run->asked[i]);
	begin_output(run);
}

static const char *
decide_names(struct arena *arena, const struct table *table)
{
	struct strand names = { .arena = arena };

	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DECIDE)
			strand_list(&names, ",", table->columns[i]->name);
	return names.text;
}

/* ---- which table is explained, when nobody says ---- */

static bool
has_columns(const struct session *session, const struct table *table)
{
	struct decisions_layout layout;
	struct fault fault = FAULT_NONE;

	return decisions_layout(&layout, session->arena, table, session->options->columns, &fault);
}

/* The command that was typed, with a table. */
static void
add_command(struct buffer *out, const struct session *session, const struct table *table)
{
	const struct options *options = session->options;
	struct value day = { .state = GIVEN, .type = type_plain(KIND_DATE), .num = options->on };

	buffer_text(out, "writ explain");
	asked_word(out, options->policy);
	for (uint32_t i = 0; i < options->argument_count; i++)
		asked_word(out, options->arguments[i]);
	if (options->on_given) {
		buffer_text(out, " --on ");
		buffer_value(out, &day, SPELL_PLAIN);
	}
	for (uint32_t i = 0; i < options->with_count; i++) {
		buffer_text(out, " --with");
		asked_word(out, options->withs[i]);
	}
	for (uint32_t i = 0; i < options->set_count; i++) {
		buffer_text(out, " --set");
		asked_word(out, options->sets[i]);
	}
	buffer_printf(out, " --table %s", table->name);
	if (options->all_rows)
		buffer_text(out, " --all-rows");
	for (uint32_t i = 0; i < options->row_count; i++) {
		buffer_text(out, " --row");
		asked_word(out, options->rows[i]);
	}
	if (options->columns != NULL) {
		buffer_text(out, " --columns");
		asked_word(out, options->columns);
	}
}

static const struct table *
several_tables(const struct session *session, const struct table *first, struct fault *fault)
{
	const struct program *program = session->program;
	struct buffer names = BUFFER_INIT, command = BUFFER_INIT;

	for (uint32_t i = 0; i < program->table_count; i++) {
		if (!has_columns(session, program->tables[i]))
			continue;
		buffer_text(&names, names.length == 0 ? "" : ", ");
		buffer_text(&names, program->tables[i]->name);
	}
	add_command(&command, session, first);
	fault_set(fault, EXIT_USAGE,
	    "--columns %s: these tables have it: %s; which is meant?\nfor the first write: %s",
	    session->options->columns, names.at, command.at);
	buffer_release(&names);
	buffer_release(&command);
	return NULL;
}

/* No table has them: what is near, in any table. */
static void
say_no_columns(const struct session *session, struct fault *fault)
{
	const struct program *program = session->program;
	const char *wanted = session->options->columns;
	const struct column *nearest = NULL;
	unsigned best = 4;

	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++) {
			const struct column *column = program->tables[t]->columns[i];
			unsigned distance = names_distance(wanted, column->name, best);

			if (distance < best && distance < strlen(column->name)) {
				best = distance;
				nearest = column;
			}
		}
	if (nearest != NULL)
		fault_set(fault, EXIT_USAGE,
		    "--columns %s: no table has such columns\ndid you mean '%s', of %s?", wanted,
		    nearest->name, nearest->table->name);
	else
		fault_set(fault, EXIT_USAGE,
		    "--columns %s: no table has such columns\n'writ inspect POLICY DATA' shows "
		    "what each table has",
		    wanted);
}

/* The only table that has these columns; the first of the policy when it is one of those that
 * have. */
static const struct table *
table_of_columns(const struct session *session, struct fault *fault)
{
	const struct program *program = session->program;
	const struct table *found = NULL;
	uint32_t count = 0;

	if (program->table_count == 0 || has_columns(session, program->tables[0]))
		return program->table_count == 0 ? NULL : program->tables[0];
	for (uint32_t i = program->table_count; i-- > 0;)
		if (has_columns(session, program->tables[i])) {
			found = program->tables[i];
			count++;
		}
	if (count > 1)
		return several_tables(session, found, fault);
	if (found == NULL && program->table_count > 1)
		say_no_columns(session, fault);
	return found != NULL || program->table_count > 1 ? found : program->tables[0];
}

static const struct table *
table_to_explain(const struct session *session, struct fault *fault)
{
	const struct program *program = session->program;
	const struct table *table = session->options->table != NULL ?
	    program_table(program, session->options->table) :
	    session->options->columns != NULL ? table_of_columns(session, fault) :
	    program->table_count > 0          ? program->tables[0] :
						NULL;

	if (table == NULL && fault->code == EXIT_DONE)
		fault_set(fault, EXIT_USAGE,
		    "--table: the policy has no such table\nits tables and reports: %s",
		    screen_names(session->arena, program));
	return table;
}

static uint32_t
parts_of(const char *key)
{
	uint32_t parts = 1;

	for (const char *at = strchr(key, ','); at != NULL; at = strchr(at + 1, ','))
		parts++;
	return parts;
}

/* Of the tables a row could be meant of, the last whose rows are named by as many columns as were
 * typed; or the last. */
static const struct table *
another_table(const struct program *program, const struct explain_run *run, const char *key)
{
	const struct table *found = NULL;

	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct table *table = program->tables[i];

		if (table != run->table &&
		    (found == NULL || table->key_count == parts_of(key) ||
			found->key_count != parts_of(key)))
			found = table;
	}
	return found;
}

/* When nobody named the table and nothing in it comes near, a row of another may be meant. */
static void
say_no_row(const struct session *session, const struct explain_run *run,
    const struct asked_row *asked, struct fault *fault)
{
	const struct program *program = session->program;
	struct buffer command = BUFFER_INIT;
	struct strand others = { .arena = session->arena };

	if (session->options->table != NULL || program->table_count < 2 || asked_has_kin(asked)) {
		asked_say(asked, run->table, run->file, fault);
		return;
	}
	for (uint32_t i = 0; i < program->table_count; i++)
		if (program->tables[i] != run->table)
			strand_list(&others, ", ", program->tables[i]->name);
	add_command(&command, session, another_table(program, run, asked->key));
	fault_set(fault, EXIT_USAGE,
	    "--row %s: there is no such row in %s\nother tables are %s; name one, like this: %s",
	    asked->key, run->file, others.text, command.at);
	buffer_release(&command);
}

/* The columns asked about, or all decisions of the table; with --not its column alone. */
static bool
choose_columns(struct explain_run *run, struct explain_not *asked, struct fault *fault)
{
	const struct options *options = run->options;
	const char *names = options->columns;

	if (options->not != NULL) {
		if (!explain_not_read(asked, run->arena, run->table, options->not, fault))
			return false;
		run->wants.not = asked;
		if (names == NULL)
			names = asked->column->name;
	}
	return decisions_layout(&run->layout, run->arena, run->table,
	    names != NULL ? names : decide_names(run->arena, run->table), fault);
}

/* What is told, the keys, and for changes every cell of the row. */
static void
choose_wants(struct explain_run *run, struct session *session, struct table_wants *wants)
{
	const struct table *table = run->table;
	const struct column **told, **wanted;

	told = arena_array(run->arena, const struct column *, run->layout.count + 1);
	wanted = arena_array(run->arena, const struct column *,
	    run->layout.count + table->key_count + table->field_count + 2);
	for (uint32_t i = 0; i < run->layout.count; i++) {
		told[run->wants.column_count++] = run->layout.columns[i].column;
		wanted[wants->column_count++] = run->layout.columns[i].column;
	}
	for (uint32_t i = 0; i < table->key_count; i++)
		wanted[wants->column_count++] = table->keys[i];
	for (uint32_t i = 0; run->options->what_if && i < table->field_count; i++)
		wanted[wants->column_count++] = table->columns[i];
	if (run->wants.not != NULL)
		wanted[wants->column_count++] = run->wants.not->column;
	wants->columns = wanted;
	run->wants.session = session;
	run->wants.table = table;
	run->wants.columns = told;
	run->wants.what_if = run->options->what_if;
}

static enum exit_code
print_output(struct explain_run *run, struct fault *fault)
{
	if (is_format(run, FORMAT_JSON))
		account_json_end(&run->json);
	else if (is_format(run, FORMAT_HTML))
		account_page_end(&run->out);
	return command_print_buffer(&run->out, fault);
}

static void
choose_rows(struct explain_run *run)
{
	const struct options *options = run->options;

	run->asked = arena_array(run->arena, struct asked_row, options->row_count + 1);
	for (uint32_t i = 0; i < options->row_count; i++)
		asked_begin(&run->asked[i], options->rows[i]);
	if (options->all_rows || options->row_count > 1)
		run->wants.memo = &run->memo;
}

static bool
read_rows(struct explain_run *run, struct session *session, struct fault *fault)
{
	struct row_consumer consumer = { explain_batch, explain_restart, run };
	struct table_wants wants = { 0 };
	struct table_result result;
	struct problems problems;
	bool done;

	choose_wants(run, session, &wants);
	choose_rows(run);
	begin_output(run);
	problems_init(&problems, session->arena, (struct problem_sink){ 0 });
	done = session_read(session, run->table, &wants, &problems, &consumer, &result, fault);
	whatif_memo_free(run->memo);
	return done;
}

enum exit_code
command_explain(struct session *session, struct fault *fault)
{
	struct explain_run run = { .options = session->options,
		.out = BUFFER_INIT,
		.arena = session->arena };
	struct explain_not asked;
	enum exit_code code = EXIT_DONE;

	run.table = table_to_explain(session, fault);
	if (run.table == NULL || !choose_columns(&run, &asked, fault))
		return fault->code;
	run.file = session->paths[run.table->index];
	if (!read_rows(&run, session, fault))
		code = fault->code;
	for (uint32_t i = 0; code == EXIT_DONE && i < session->options->row_count; i++)
		if (run.asked[i].found == 0) {
			say_no_row(session, &run, &run.asked[i], fault);
			code = fault->code;
		}
	for (uint32_t i = 0; i < session->options->row_count; i++)
		asked_end(&run.asked[i]);
	if (code == EXIT_DONE)
		return print_output(&run, fault);
	buffer_release(&run.out);
	return code;
}
