/* Counting outcomes goes by verdicts where there are any, and by the column's own values, so that
 * each row is counted exactly once. */
#include "interp/summary.h"

#include <string.h>

#include "interp/workspace.h"

static void
decides_of(struct arena *arena, struct summary_table *entry, const struct table *table)
{
	entry->decides = arena_array(arena, struct summary_decide, table->column_count);
	for (uint32_t i = 0; i < table->column_count; i++)
		if (table->columns[i]->origin == COLUMN_DECIDE)
			entry->decides[entry->decide_count++].column = table->columns[i];
}

static void
charts_of(struct arena *arena, struct summary_table *entry, const struct table *table)
{
	entry->charts = arena_array(arena, struct bandchart *, table->column_count);
	for (uint32_t i = 0; i < table->column_count; i++) {
		struct bandchart *chart = bandchart_make(arena, table->columns[i]);

		if (chart != NULL)
			entry->charts[entry->chart_count++] = chart;
	}
}

struct run_summary *
summary_make(struct arena *arena, const struct program *program, const struct knobs *knobs)
{
	struct run_summary *summary = arena_new(arena, struct run_summary);

	summary->arena = arena;
	summary->program = program;
	summary->knobs = knobs;
	summary->table_count = program->table_count;
	summary->tables = arena_array(arena, struct summary_table, program->table_count);
	if (knobs != NULL)
		summary->reach = reach_make(arena, program, knobs);
	for (uint32_t i = 0; i < program->table_count; i++) {
		summary->tables[i].table = program->tables[i];
		decides_of(arena, &summary->tables[i], program->tables[i]);
		charts_of(arena, &summary->tables[i], program->tables[i]);
	}
	return summary;
}

static void
count_labels(struct summary_decide *decide, const struct vec *vec, uint32_t rows)
{
	for (uint32_t row = 0; row < rows; row++) {
		uint64_t labels = vec->labels[row];

		if (labels == LABEL_NOTHING)
			decide->nothing++;
		else if ((labels & (labels - 1)) == 0)
			decide->outcomes[__builtin_ctzll(labels)]++;
		else
			decide->undecided++;
	}
}

static void
count_values(struct summary_decide *decide, const struct vec *vec, uint32_t rows)
{
	for (uint32_t row = 0; row < rows; row++) {
		if (RAIL_GET(vec->given, row))
			decide->values++;
		else if (RAIL_GET(vec->nothing, row))
			decide->nothing++;
		else
			decide->undecided++;
	}
}

void
summary_batch(struct run_summary *summary, const struct table *table, const struct batch *batch)
{
	struct summary_table *entry = &summary->tables[table->index];

	entry->rows += batch->rows;
	if (summary->reach != NULL)
		reach_batch(summary->reach, table, batch);
	for (uint32_t i = 0; i < entry->chart_count; i++)
		if (plan_slot_column(batch->plan, entry->charts[i]->column) != SLOT_NONE)
			bandchart_batch(entry->charts[i], batch);
	for (uint32_t i = 0; i < entry->decide_count; i++) {
		struct summary_decide *decide = &entry->decides[i];
		const struct decisions *decisions = batch->decisions == NULL ? NULL
		    : batch->decisions[decide->column->index];
		const struct vec *vec;

		if (plan_slot_column(batch->plan, decide->column) == SLOT_NONE)
			continue;
		vec = batch_column(batch, decide->column);
		if (vec->shape == SHAPE_LABELS)
			count_labels(decide, vec, batch->rows);
		else
			count_values(decide, vec, batch->rows);
		for (uint32_t row = 0; decisions != NULL && row < batch->rows; row++)
			decide->disagree += decisions->verdict[row] == VERDICT_DISAGREE;
	}
}

static const char *
copy_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy(arena, text, strlen(text));
}

void
summary_count_need(struct run_summary *summary, const struct table *table)
{
	summary->need_total++;
	summary->tables[table->index].needs++;
}

void
summary_add_need(struct run_summary *summary, const struct summary_need *need)
{
	struct summary_need *kept;

	summary_count_need(summary, need->table);
	if (summary->need_count == SUMMARY_NEEDS_MAX)
		return;
	kept = &summary->needs[summary->need_count++];
	*kept = *need;
	kept->key = copy_text(summary->arena, need->key);
	kept->needs = copy_text(summary->arena, need->needs);
	kept->why = copy_text(summary->arena, need->why);
}

void
summary_add_report(struct run_summary *summary, const struct report *report,
    const struct grid *grid)
{
	uint32_t at;

	if (summary->report_count == summary->report_capacity) {
		uint32_t capacity =
		    summary->report_capacity == 0 ? 8 : summary->report_capacity * 2;
		struct summary_report *reports =
		    arena_array(summary->arena, struct summary_report, capacity);

		if (summary->report_count > 0)
			memcpy(reports, summary->reports, summary->report_count * sizeof *reports);
		summary->reports = reports;
		summary->report_capacity = capacity;
	}
	at = summary->report_count++;
	for (; at > 0 && summary->reports[at - 1].report->at.start > report->at.start; at--)
		summary->reports[at] = summary->reports[at - 1];
	summary->reports[at] = (struct summary_report){ report, grid };
}

void
summary_add_output(struct run_summary *summary, const char *name, uint64_t size, const char *digest)
{
	if (summary->output_count == summary->output_capacity) {
		uint32_t capacity =
		    summary->output_capacity == 0 ? 16 : summary->output_capacity * 2;
		struct summary_output *outputs =
		    arena_array(summary->arena, struct summary_output, capacity);

		if (summary->output_count > 0)
			memcpy(outputs, summary->outputs, summary->output_count * sizeof *outputs);
		summary->outputs = outputs;
		summary->output_capacity = capacity;
	}
	summary->outputs[summary->output_count++] =
	    (struct summary_output){ copy_text(summary->arena, name), size,
		    copy_text(summary->arena, digest) };
}

void
summary_restart(struct run_summary *summary, const struct table *table)
{
	struct summary_table *entry = &summary->tables[table->index];
	uint32_t kept = 0;

	entry->rows = 0;
	if (summary->reach != NULL)
		reach_restart(summary->reach, table);
	for (uint32_t i = 0; i < entry->chart_count; i++)
		bandchart_restart(entry->charts[i]);
	for (uint32_t i = 0; i < entry->decide_count; i++) {
		const struct column *column = entry->decides[i].column;

		entry->decides[i] = (struct summary_decide){ .column = column };
	}
	for (uint32_t i = 0; i < summary->need_count; i++)
		if (summary->needs[i].table != table)
			summary->needs[kept++] = summary->needs[i];
	summary->need_count = kept;
	summary->need_total -= entry->needs;
	entry->needs = 0;
}

uint64_t
summary_undecided(const struct run_summary *summary)
{
	uint64_t undecided = 0;

	for (uint32_t t = 0; t < summary->table_count; t++)
		for (uint32_t i = 0; i < summary->tables[t].decide_count; i++)
			undecided += summary->tables[t].decides[i].undecided;
	return undecided;
}

bool
summary_outside(struct buffer *out, const struct summary_table *table)
{
	static const char *const words[] = {
		"left out by its rule (its line 'where' in the policy)",
		"with a key that refers to no row", "with a blank key",
		"with a key that could not be read"
	};
	const struct group_counts *group = table->group;
	uint64_t counts[4], outside;
	bool first = true;

	if (group == NULL || group->rows == group->belong)
		return false;
	outside = group->rows - group->belong;
	counts[0] = group->left_out;
	counts[1] = group->no_partner;
	counts[2] = group->blank;
	counts[3] = group->unknown;
	buffer_printf(out,
	    "%s: %llu of %llu row%s of %s count%s for none of its rows: ", table->table->name,
	    (unsigned long long)outside, (unsigned long long)group->rows,
	    group->rows == 1 ? "" : "s", table->table->of->name, outside == 1 ? "s" : "");
	for (unsigned i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (counts[i] == 0)
			continue;
		buffer_printf(out, "%s%llu %s", first ? "" : ", ", (unsigned long long)counts[i],
		    words[i]);
		first = false;
	}
	return true;
}
