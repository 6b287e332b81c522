/* sample_evidence: what a decision could rest on besides the cells that are listed: the figures of
 * those it is ranked among, rows that are not there, and where the list was cut. */
#include <stdlib.h>
#include <string.h>

#include "interp/sample_parts.h"
#include "interp/workspace.h"

/* ---- rankings ---- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_of_pool(const struct rank *rank, const struct column *key)
{
	for (uint32_t i = 0; i < rank->each_count; i++)
		if (rank->each[i] == key)
			return true;
	return false;
}

/* "P87001 42%": what the pool shares is left out of its key. */
static const char *
figure_of(struct arena *arena, const struct facts *facts, const struct fact_rank *asked,
    uint32_t row, bool *any)
{
	const struct rank *rank = asked->expr->rank;
	struct buffer out = BUFFER_INIT;
	struct value value;
	uint32_t at;
	const struct batch *there =
	    workspace_peek(facts->workspace, asked->table, row, 0, &at);

	for (uint32_t i = 0; i < asked->table->key_count; i++) {
		const struct column *key = asked->table->keys[i];

		if (is_of_pool(rank, key))
			continue;
		buffer_text(&out, out.length > 0 ? ", " : "");
		if (workspace_value(facts->workspace, key, row, &value) && value.state == GIVEN)
			buffer_value(&out, &value, SPELL_PLAIN);
	}
	buffer_text(&out, out.length > 0 ? " " : "");
	value = vec_value(batch_column(there, rank->by), at);
	*any = *any || value.state != NOTHING;
	if (value.state == GIVEN)
		buffer_value(&out, &value, SPELL_READER);
	else
		buffer_text(&out, value.state == NOTHING ? "nothing" : "not known");
	if (workspace_is_doubtful(facts->workspace, asked->table, row))
		buffer_text(&out, " (may not be there)");
	return account_keep(arena, &out);
}

static const char *
title_of(struct arena *arena, const struct facts *facts, const struct fact_rank *asked)
{
	const struct rank *rank = asked->expr->rank;
	struct buffer out = BUFFER_INIT;

	buffer_printf(&out, "by %s", rank->by->name);
	for (uint32_t i = 0; i < rank->each_count; i++) {
		struct value value;

		buffer_text(&out, i == 0 ? " in " : " and ");
		if (workspace_value(facts->workspace, rank->each[i], asked->row, &value))
			buffer_value(&out, &value, SPELL_PLAIN);
	}
	return account_keep(arena, &out);
}

/* All of the pool but the row itself: who of them takes part is a part of the question. */
static void
add_ranking(struct sample_evidence *made, struct sample_ranking *list, struct arena *arena,
    const struct facts *facts, const struct fact_rank *asked)
{
	uint32_t rows = workspace_row_count(facts->workspace, asked->table), count = 0;
	bool any = false;
	const char **figures, *title = title_of(arena, facts, asked);

	for (uint32_t i = 0; i < made->ranking_count; i++)
		if (strcmp(list[i].title, title) == 0)
			return;
	figures = arena_array(arena, const char *, (size_t)rows + 1);
	for (uint32_t row = 0; row < rows; row++)
		if (row != asked->row &&
		    account_same_pool(facts->workspace, asked->expr->rank, row, asked->row))
			figures[count++] = figure_of(arena, facts, asked, row, &any);
	if (count > 0 && !any) {
		figures[0] = arena_printf(arena, "none of %u has a figure", (unsigned)count);
		count = 1;
	}
	if (count > 0)
		qsort(figures, count, sizeof *figures, by_text);
	list[made->ranking_count++] = (struct sample_ranking){ title, figures, count };
}

static int
by_title(const void *a, const void *b)
{
	const struct sample_ranking *left = a, *right = b;

	return strcmp(left->title, right->title);
}

/* ---- rows that are not there, and those that are not listed ---- */

static void
add_absent(struct sample_evidence *made, struct arena *arena, const struct again *again,
    const struct facts *facts)
{
	const char **list;
	const struct table *table;
	struct buffer keys = BUFFER_INIT;
	uint32_t count = 0;

	while (facts_absent(facts, count, &keys, &table))
		count++;
	buffer_clear(&keys);
	list = arena_array(arena, const char *, (size_t)count + 1);
	for (uint32_t i = 0; i < count; i++) {
		bool told = false;
		const char *text;

		facts_absent(facts, i, &keys, &table);
		text = table->file == NULL ?
		    arena_printf(arena, "no %s for %s", table->name, keys.at) :
		    arena_printf(arena, "no %s for %s, in %s", table->name, keys.at,
			again_recorded_file(again, table));
		buffer_clear(&keys);
		for (uint32_t k = 0; k < made->absent_count; k++)
			told = told || strcmp(list[k], text) == 0;
		if (!told)
			list[made->absent_count++] = text;
	}
	made->absent = list;
	buffer_release(&keys);
}

static const char *
cut_of(struct arena *arena, const struct again *again, const struct facts *facts)
{
	const struct program *program = again->policy.program;
	const char *text = "";

	for (uint32_t i = 0; i < program->table_count; i++) {
		const struct table *table = program->tables[i];

		if (!facts->cut_tables[i])
			continue;
		text = arena_printf(arena, "%s%s%s", text, *text == '\0' ? "" : ", ",
		    table->file != NULL ? again_recorded_file(again, table) : table->name);
	}
	return text;
}

void
sample_others_of(struct sample_evidence *made, struct arena *arena, const struct again *again,
    const struct facts *facts)
{
	struct sample_ranking *list =
	    arena_array(arena, struct sample_ranking, (size_t)facts->rank_count + 1);

	for (uint32_t i = 0; i < facts->rank_count; i++)
		if (!facts->ranks[i].expr->rank->by->not_recorded)
			add_ranking(made, list, arena, facts, &facts->ranks[i]);
	if (made->ranking_count > 0)
		qsort(list, made->ranking_count, sizeof *list, by_title);
	made->rankings = list;
	add_absent(made, arena, again, facts);
	made->cut = cut_of(arena, again, facts);
}

void
sample_asides(const struct sample_evidence *evidence, struct arena *arena,
    void (*tell)(struct buffer *out, const char *text), struct buffer *out)
{
	if (evidence == NULL)
		return;
	for (uint32_t i = 0; i < evidence->absent_count; i++)
		tell(out, evidence->absent[i]);
	if (*evidence->cut != '\0')
		tell(out,
		    arena_printf(arena,
			"more rows belong to it than stand here; see the whole of %s",
			evidence->cut));
}
