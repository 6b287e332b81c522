/* sample_again: what stands in the policy and the files about the rows that were drawn; first the
 * run is performed again, since words from other files would be about another run. */
#include <string.h>

#include "interp/declog.h"
#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/outfile.h"
#include "interp/problems.h"
#include "interp/sample_parts.h"
#include "interp/stage.h"
#include "interp/tablerun.h"
#include "interp/workspace.h"

/* ---- are they those of the run? ---- */

static const char *
not_that_file(const struct sample *sample, const char *name)
{
	return arena_printf(sample->arena,
	    "%s is not the file of that run; 'writ verify %s POLICY DATA' says what differs", name,
	    sample->options->policy);
}

/* NULL, or the name of the first file that is not the one of the run. */
static const char *
other_side_file(const struct again *again)
{
	const struct json_value *list =
	    json_member(json_member(again->old->record, "policy"), "beside");

	for (const struct side_file *file = again->policy.beside; file != NULL; file = file->next) {
		const struct json_value *one = list == NULL ? NULL : list->first;

		while (one != NULL && strcmp(sample_text(one, "name"), file->name) != 0)
			one = one->next;
		if (one == NULL || strcmp(sample_text(one, "sha256"), file->digest) != 0)
			return file->name;
	}
	return NULL;
}

/* NULL, or what is wrong with the first file that is not an input of the run. */
static const char *
other_input(const struct sample *sample, const struct again *again)
{
	const struct program *program = again->policy.program;
	const struct json_value *list = json_member(again->old->record, "inputs");
	char digest[65];

	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct json_value *one = list == NULL ? NULL : list->first;

		if (again->paths[i] == NULL)
			continue;
		while (one != NULL &&
		    strcmp(sample_text(one, "table"), program->tables[i]->name) != 0)
			one = one->next;
		if (!oldrun_digest(again->paths[i], digest))
			return arena_printf(sample->arena, "%s: cannot be read: %s",
			    again->paths[i], platform_reason());
		if (one == NULL || strcmp(sample_text(one, "sha256"), digest) != 0)
			return not_that_file(sample, again->paths[i]);
	}
	return NULL;
}

static const char *
first_line(const struct sample *sample, const struct fault *fault)
{
	return arena_copy(sample->arena, fault->text, strcspn(fault->text, "\n"));
}

/* Finds them. NULL, or why they cannot be used. */
static const char *
find_files(struct sample *sample, struct again *again)
{
	const char *recorded =
		       json_member_text(json_member(sample->old.record, "policy"), "sha256"),
		   *other;
	struct fault fault = FAULT_NONE;

	if (!again_policy(again, &fault))
		return first_line(sample, &fault);
	if (recorded == NULL || strcmp(again->policy.digest, recorded) != 0)
		return not_that_file(sample, again->run.policy);
	other = other_side_file(again);
	if (other != NULL)
		return not_that_file(sample, other);
	if (again->policy.program == NULL)
		return arena_printf(sample->arena, "%s has errors", again->run.policy);
	if (!again_inputs(again, &fault))
		return first_line(sample, &fault);
	return other_input(sample, again);
}

/* ---- the run again ---- */

struct second {
	struct sample *sample;
	struct buffer record;		/* its run.json */
	bool log_differs;
};

static bool
take_file(void *context, const char *name, const char *digest, struct platform_writer *file,
    struct fault *fault)
{
	struct second *second = context;
	const struct json_value *log = json_member(second->sample->old.record, "log");

	if (strcmp(name, DECLOG_NAME) == 0)
		second->log_differs = strcmp(digest, sample_text(log, "sha256")) != 0;
	if (strcmp(name, "run.json") == 0)
		return outfile_retell(&second->record, file) ||
		    fault_set(fault, EXIT_USAGE, "run.json: cannot be kept: %s", platform_reason());
	return true;
}

/* NULL, or the part of run.json that comes out otherwise. Pages name the program, so of another
 * version of it the list of outputs says nothing. */
static const char *
other_part(const struct sample *sample, const struct json_value *now)
{
	bool same_tool =
	    json_same(json_member(sample->old.record, "tool"), json_member(now, "tool"));

	for (const struct json_value *part = now->first; part != NULL; part = part->next)
		if ((same_tool || strcmp(part->key, "outputs") != 0) &&
		    strcmp(part->key, "tool") != 0 &&
		    !json_same(json_member(sample->old.record, part->key), part))
			return part->key;
	return sample->old.record->count == now->count ? NULL : "its keys";
}

static bool
comes_out_the_same(struct sample *sample, const struct again *again, struct fault *fault)
{
	struct second second = { .sample = sample };
	const struct stage_taker taker = { take_file, &second };
	const struct json_value *now = NULL;
	const char *other = "the whole of it";
	bool unread = false;
	struct session session;
	struct stage stage;
	size_t wrong;

	if (session_open(&session, sample->arena, &again->run, again->policy.program,
		again->policy.digest, fault)) {
		session.policy_beside = again->policy.beside;
		stage_open_aside(&stage, sample->arena, &taker);
		if (run_whole_aside(&session, &stage, fault) && second.record.length > 0)
			now = json_read(sample->arena, second.record.at, second.record.length,
			    &wrong);
		/* A file that cannot be read tells nothing about the run. */
		unread = fault->code == EXIT_USAGE;
	}
	session_close(&session);
	if (now != NULL && now->kind == JSON_OBJECT)
		other = second.log_differs ? "log" : other_part(sample, now);
	buffer_release(&second.record);
	if (unread)
		return false;
	if (other == NULL)
		return true;
	*fault = (struct fault)FAULT_NONE;
	return fault_set(fault, EXIT_FINDINGS,
	    "%s: performed again from its policy and files, the run is not as recorded: %s differs"
	    "\n'writ verify %s%s' says more",
	    sample->options->policy, other, sample->options->policy,
	    again->word_count > 0 ? " POLICY DATA" : "");
}

/* ---- the rows that were drawn ---- */

struct gathering {
	struct sample *sample;
	struct session *session;
	const struct again *again;
	const struct table *table;	/* the one that is read */
	struct sample_kind **kinds;	/* its decisions that were drawn */
	uint32_t kind_count;
};

static bool
is_key(const struct fact *fact)
{
	for (uint32_t i = 0; i < fact->table->key_count; i++)
		if (fact->table->keys[i] == fact->field)
			return true;
	return false;
}

/* The key of a row stands at its head. Only where nothing else is told of another row it is told as
 * a fact: that the row is there. */
static bool
is_told_by_key(const struct gathering *gathering, const struct facts *facts, uint32_t i)
{
	const struct fact *fact = &facts->facts[i];

	if (!is_key(fact))
		return false;
	if (fact->table == gathering->table && fact->distance == 0)
		return true;
	for (uint32_t k = 0; k < facts->count; k++) {
		const struct fact *other = &facts->facts[k];

		if (k != i && other->table == fact->table && other->row == fact->row &&
		    (!is_key(other) || k < i))
			return true;
	}
	return false;
}

static void
gather_facts(const struct gathering *gathering, struct sample_evidence *made,
    const struct batch *batch, uint32_t row, struct facts *facts)
{
	struct arena *arena = gathering->sample->arena;
	struct sample_fact *list = arena_array(arena, struct sample_fact, facts->count + 1);

	account_sort(facts);
	for (uint32_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->facts[i];
		struct account_cell cell;

		if (is_told_by_key(gathering, facts, i))
			continue;
		cell = account_cell(arena, gathering->session, facts->workspace, batch, row, fact);
		list[made->fact_count++] = (struct sample_fact){ .table = fact->table->name,
			.key = cell.key,
			.file = again_recorded_file(gathering->again, fact->table),
			.line = cell.line,
			.name = cell.name,
			.heading = cell.heading,
			.value = fact->field->not_recorded ? "(not recorded)" : cell.value,
			.lacking = fact->mattered && cell.missing,
			.ours = fact->table == gathering->table && fact->distance == 0 };
	}
	made->facts = list;
	made->cut = "";
	if (facts->workspace != NULL)
		sample_others_of(made, arena, gathering->again, facts);
}

static bool
is_private(const struct program *program)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++)
			if (program->tables[t]->columns[i]->not_recorded)
				return true;
	return false;
}

static void
gather_row(const struct gathering *gathering, struct sample_row *wanted, const struct batch *batch,
    uint32_t row)
{
	const struct column *column = wanted->kind->column;
	struct sample *sample = gathering->sample;
	struct sample_evidence *made = arena_new(sample->arena, struct sample_evidence);
	struct arena scratch = ARENA_INIT;
	struct buffer text = BUFFER_INIT;
	struct facts facts;

	facts_init(&facts, &scratch, sample->program, workspace_of(batch));
	facts.all_candidates = true;
	facts_add(&facts, batch, row, column);
	gather_facts(gathering, made, batch, row, &facts);
	sample_note_days(sample, &facts, batch, row);
	if (facts.run_date)
		sample_note_day(sample, plan_run_date(batch->plan));
	made->trace = "";
	if (!is_private(sample->program)) {
		account_pools(&made->pools, sample->arena, &facts);
		explain_trace(&text, batch, row, column);
		made->trace = account_keep(sample->arena, &text);
	}
	wanted->evidence = made;
	arena_release(&scratch);
}

/* The row of that key that was not met before: keys may repeat when they were not looked for. */
static struct sample_row *
meet(const struct sample *sample, const struct sample_kind *kind, const char *key)
{
	struct sample_row *rows = sample->rows + kind->first;
	uint64_t low = 0, high = kind->rows;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (strcmp(rows[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < kind->rows && rows[low].met && strcmp(rows[low].key, key) == 0)
		low++;
	if (low == kind->rows || strcmp(rows[low].key, key) != 0)
		return NULL;
	rows[low].met = true;
	return &rows[low];
}

static bool
gather_batch(void *context, const struct batch *batch, struct fault *fault)
{
	struct gathering *gathering = context;
	struct buffer key = BUFFER_INIT;

	(void)fault;
	for (uint32_t row = 0; row < batch->rows; row++) {
		buffer_clear(&key);
		decisions_key(&key, batch, row, gathering->table);
		for (uint32_t i = 0; i < gathering->kind_count; i++) {
			struct sample_row *wanted = meet(gathering->sample, gathering->kinds[i],
			    key.at == NULL ? "" : key.at);

			if (wanted != NULL && wanted->drawn)
				gather_row(gathering, wanted, batch, row);
		}
	}
	buffer_release(&key);
	return true;
}

static void
gather_restart(void *context)
{
	struct gathering *gathering = context;

	for (uint32_t i = 0; i < gathering->kind_count; i++) {
		const struct sample_kind *kind = gathering->kinds[i];
		struct sample_row *rows = gathering->sample->rows + kind->first;

		for (uint64_t at = 0; at < kind->rows; at++) {
			rows[at].met = false;
			rows[at].evidence = NULL;
		}
	}
}

/* The decisions of this table that were drawn, read again. */
static bool
gather_table(struct gathering *gathering, const struct table *table, struct fault *fault)
{
	struct sample *sample = gathering->sample;
	const struct row_consumer consumer = { gather_batch, gather_restart, gathering };
	const struct column **wanted = arena_array(sample->arena, const struct column *,
	    (size_t)sample->kind_count + table->key_count + 1);
	struct table_wants wants = { .columns = wanted };
	struct table_result result;
	struct problems problems;

	gathering->table = table;
	gathering->kind_count = 0;
	for (uint32_t i = 0; i < sample->kind_count; i++) {
		struct sample_kind *kind = &sample->kinds[i];

		if (kind->drawn == 0 || kind->column->table != table)
			continue;
		gathering->kinds[gathering->kind_count++] = kind;
		wanted[wants.column_count++] = kind->column;
	}
	if (gathering->kind_count == 0)
		return true;
	for (uint32_t i = 0; i < table->key_count; i++)
		wanted[wants.column_count++] = table->keys[i];
	problems_init(&problems, sample->arena, (struct problem_sink){ 0 });
	return session_read(gathering->session, table, &wants, &problems, &consumer, &result,
	    fault);
}

/* The columns of what was drawn, and the policy's words for them. */
static bool
find_columns(struct sample *sample, struct fault *fault)
{
	const struct column **columns = arena_array(sample->arena, const struct column *,
	    (size_t)sample->kind_count + 1);
	uint32_t count = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		struct sample_kind *kind = &sample->kinds[i];
		const struct table *table = program_table(sample->program, kind->table);

		if (kind->drawn == 0)
			continue;
		kind->column = table == NULL ? NULL : table_column(table, kind->decision);
		if (kind->column == NULL)
			return fault_set(fault, EXIT_FINDINGS,
			    "the policy decides no %s of %s, though the log says so",
			    kind->decision, kind->table);
		columns[count++] = kind->column;
		sample_rules(&kind->rules, sample, &kind->column, 1);
		kind->own = sample_own_passage(&kind->rules, sample->program, kind->column);
	}
	sample_rules(&sample->rules, sample, columns, count);
	return true;
}

static bool
gather(struct sample *sample, const struct again *again, struct fault *fault)
{
	struct session session;
	struct gathering gathering = { .sample = sample, .session = &session, .again = again };
	bool done;

	gathering.kinds =
	    arena_array(sample->arena, struct sample_kind *, (size_t)sample->kind_count + 1);
	done = session_open(&session, sample->arena, &again->run, sample->program,
		   again->policy.digest, fault) &&
	    find_columns(sample, fault);
	for (uint32_t i = 0; done && i < sample->program->table_count; i++)
		done = gather_table(&gathering, sample->program->tables[i], fault);
	if (done)
		sample_closed_days(sample, &session.knobs);
	session_close(&session);
	return done;
}

bool
sample_again(struct sample *sample, struct fault *fault)
{
	struct again again = { .arena = sample->arena,
		.old = &sample->old,
		.command = arena_printf(sample->arena, "writ sample %s %s --seed %s",
		    sample->options->policy, sample->options->arguments[0], sample->options->seed),
		.words = sample->options->arguments + 1,
		.word_count = sample->options->argument_count - 1,
		.withs = sample->options->withs,
		.with_count = sample->options->with_count };
	const char *wrong = again_read(&again), *why;

	if (wrong != NULL)
		return fault_set(fault, EXIT_FINDINGS,
		    "%s: run.json was changed after the run: what it says at %s cannot be so",
		    sample->options->policy, wrong);
	why = find_files(sample, &again);
	if (why != NULL && again.word_count > 0)
		return fault_set(fault, EXIT_USAGE,
		    "%s\nname the policy and the data of that run, or leave them out: the sheet "
		    "then has only what the log says",
		    why);
	sample->not_at_hand = why;
	if (why != NULL)
		return true;
	if (!comes_out_the_same(sample, &again, fault))
		return false;
	sample->program = again.policy.program;
	sample->policy_path = again.run.policy;
	sample->at_hand = gather(sample, &again, fault);
	return sample->at_hand;
}
