/* draft: see draft.h. Reads, drafts, and proves the draft: compiles it and reads the files with it.
 */
#include "interp/draft_parts.h"

#include <inttypes.h>
#include <string.h>

#include "interp/batch.h"
#include "interp/csvin.h"
#include "interp/policy_file.h"

static struct draft_column *
column_named(struct draft_file *file, const char *name)
{
	for (uint32_t i = 0; i < file->column_count; i++)
		if (file->columns[i].name != NULL && strcmp(file->columns[i].name, name) == 0)
			return &file->columns[i];
	return NULL;
}

static bool
read_to_the_end(struct csvin *in, struct vec *const *fields, uint64_t *lines,
    struct problems *problems, struct fault *fault)
{
	uint32_t rows;

	for (;;) {
		switch (csvin_next(in, fields, lines, &rows, fault)) {
		case CSVIN_ROWS:
			break;
		case CSVIN_AGAIN:
			problems_restart(problems);
			break;
		case CSVIN_END:
			return true;
		case CSVIN_FAULT:
			return false;
		}
	}
}

/* Why a column was refused something, in the words of the first problem that was kept. */
static const char *
cause_of(struct arena *arena, const struct problems *problems, const char *header, bool *of_keys)
{
	*of_keys = false;
	for (size_t i = 0; i < problems->kept_count; i++) {
		const struct problem *problem = &problems->kept[i];

		if (problem->effect == PROBLEM_NOTE || problem->column == NULL
		    || strcmp(problem->column, header) != 0)
			continue;
		*of_keys = strcmp(problem->slug, "rows-differ") == 0;
		return problem->line == 0
		    ? arena_printf(arena, "%s", problem->cause)
		    : arena_printf(arena, "line %" PRIu64 ", %s", problem->line, problem->cause);
	}
	return "'writ inspect' shows what";
}

/* True when a column was drafted again as text. What no draft could read is noted. */
static bool
correct(struct draft_file *file, const struct csvin_facts *facts, const struct csvin_counts *counts,
    const struct problems *problems)
{
	bool again = false;
	uint64_t bad = 0;

	for (uint32_t i = 0; i < facts->column_count; i++) {
		const struct csvin_column *read = &facts->columns[i];
		const char *cause;
		bool of_keys;
		struct draft_column *column =
		    read->column == NULL ? NULL : column_named(file, read->column->name);

		if (column == NULL || (!read->refused && read->bad == 0))
			continue;
		if (column->plain_text
		    || (column->type.kind == KIND_TEXT && !column->has_pattern)) {
			bad += read->bad;
			continue;
		}
		cause = cause_of(file->arena, problems, read->header, &of_keys);
		if (of_keys) {
			bad += read->bad;
			continue;
		}
		column->refused = cause;
		column->plain_text = again = true;
	}
	file->refused = NULL;
	if (bad > 0 || counts->refused > file->odd)
		file->refused = arena_printf(file->arena,
		    "Decide: %" PRIu64 " cell%s and %" PRIu64 " row%s cannot be read whatever a "
							      "policy says; "
		    "'writ inspect' shows them.",
		    bad, bad == 1 ? "" : "s", counts->refused, counts->refused == 1 ? "" : "s");
	return again;
}

static bool
prove(struct draft_file *file, const struct table *table, const struct draft_request *request,
    bool *again, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	bool *wanted = arena_array(&arena, bool, table->field_count), done;
	struct vec **fields = arena_array(&arena, struct vec *, table->field_count);
	uint64_t *lines = arena_array(&arena, uint64_t, BATCH_ROWS);
	struct problems problems;
	struct csvin_options options = { .table = table,
		.path = file->path,
		.shown = file->path,
		.wanted = wanted,
		.run_date = request->run_date,
		.encoding = request->encoding,
		.check_keys = true,
		.without_digest = true,
		.problems = &problems,
		.arena = &arena };
	struct csvin *in;

	for (uint32_t i = 0; i < table->field_count; i++)
		wanted[i] = true;
	problems_init(&problems, &arena, (struct problem_sink){ NULL, NULL, NULL });
	in = csvin_open(&options, fault);
	done = in != NULL && read_to_the_end(in, fields, lines, &problems, fault);
	if (done && correct(file, csvin_facts(in), csvin_counts(in), &problems))
		*again = true;
	csvin_close(in);
	arena_release(&arena);
	return done;
}

static void
settle(struct draft_file *files, uint32_t count)
{
	for (uint32_t f = 0; f < count; f++) {
		for (uint32_t i = 0; i < files[f].column_count; i++)
			draft_settle(&files[f], &files[f].columns[i]);
		draft_key(&files[f]);
	}
	draft_references(files, count);
}

/* Each turn drafts at least one more column as text, so it comes to an end. */
static bool
draft_until_proved(struct buffer *out, struct draft_file *files,
    const struct draft_request *request, struct fault *fault)
{
	bool again = true, done = true;

	while (done && again) {
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct diags diags;
		const struct program *program;

		settle(files, request->count);
		buffer_clear(out);
		draft_text(out, files, request->count);
		sources_init(&sources, &arena);
		diags_init(&diags, &arena, &sources);
		program = policy_compile(&arena, &sources, &diags, "draft", out->at, out->length);
		again = false;
		if (program == NULL) {
			diags_sort(&diags);
			done = fault_set(fault, EXIT_OURS,
			    "the draft is not a policy: %s\nplease report this with the headings "
			    "of the file",
			    diags_text(&diags, &arena, false));
		}
		for (uint32_t f = 0; done && f < request->count; f++)
			done = prove(&files[f], program_table(program, files[f].name), request,
			    &again, fault);
		arena_release(&arena);
	}
	if (!done)
		return false;
	buffer_clear(out);
	draft_text(out, files, request->count);
	return true;
}

static bool
has_a_name(const struct draft_file *file)
{
	for (uint32_t i = 0; i < file->column_count; i++)
		if (file->columns[i].name != NULL)
			return true;
	return false;
}

bool
draft_policy(struct buffer *out, struct arena *arena, const struct draft_request *request,
    struct fault *fault)
{
	struct draft_file *files = arena_array(arena, struct draft_file, request->count);

	for (uint32_t i = 0; i < request->count; i++) {
		if (strcmp(request->files[i], "-") == 0)
			return fault_set(fault, EXIT_USAGE,
			    "-: a draft is made from files, which are read more than once\n"
			    "save what comes in to a file, and name that");
		if (!draft_read(&files[i], arena, request->files[i], request, fault))
			return false;
		if (!draft_can_quote(files[i].file) || strchr(files[i].file, '\\') != NULL)
			return fault_set(fault, EXIT_USAGE,
			    "%s: the name of this file cannot be written in a policy\ngive it a "
			    "plain name",
			    files[i].path);
		draft_name_file(&files[i], files, i);
		draft_name_columns(&files[i]);
		if (!has_a_name(&files[i]))
			return fault_set(fault, EXIT_DATA,
			    "%s: no heading in line %" PRIu64 " can be written in a policy: %s\n"
			    "give the columns plain names, in the first line of the file",
			    files[i].path, files[i].header_line,
			    files[i].column_count == 0 ? "there are none" :
							 files[i].columns[0].left_out);
	}
	draft_name_apart(files, request->count);
	return draft_until_proved(out, files, request, fault);
}
