/* sample_kinds: which decisions of the log are drawn from, and how a sheet names them. */
#include <string.h>

#include "interp/sample_parts.h"

/* "  case: route (71), priority (71)", a line for each table */
static const char *
list_kinds(const struct sample *sample, const char *table)
{
	const char *text = "", *last = "";

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (table != NULL && strcmp(table, kind->table) != 0)
			continue;
		if (strcmp(last, kind->table) != 0)
			text = arena_printf(sample->arena, "%s%s  %s: ", text,
			    *text == '\0' ? "" : "\n", kind->table);
		else
			text = arena_printf(sample->arena, "%s, ", text);
		text = arena_printf(sample->arena, "%s%s (%llu)", text, kind->decision,
		    (unsigned long long)kind->rows);
		last = kind->table;
	}
	return text;
}

static bool
has_table(const struct sample *sample, const char *table)
{
	for (uint32_t i = 0; i < sample->kind_count; i++)
		if (strcmp(sample->kinds[i].table, table) == 0)
			return true;
	return false;
}

bool
sample_choose(struct sample *sample, struct fault *fault)
{
	const char *table = sample->options->table, *decision = sample->options->decision;
	uint32_t fitting = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		struct sample_kind *kind = &sample->kinds[i];

		kind->chosen = (table == NULL || strcmp(kind->table, table) == 0) &&
		    (decision == NULL || strcmp(kind->decision, decision) == 0);
		if (!kind->chosen)
			continue;
		fitting++;
		sample->only = fitting == 1 ? kind : NULL;
	}
	if (sample->kind_count == 0)
		return fault_set(fault, EXIT_USAGE,
		    "%s: the log is empty: nothing was decided in that run", sample->log_path);
	if (fitting == 0)
		return fault_set(fault, EXIT_USAGE, "the log has no decision%s%s%s%s\nit has\n%s",
		    decision == NULL ? "" : " ", decision == NULL ? "" : decision,
		    table == NULL ? "" : " of ", table == NULL ? "" : table,
		    list_kinds(sample,
			table != NULL && has_table(sample, table) ? table : NULL));
	return true;
}

/* ---- in words ---- */

void
sample_kind_name(struct buffer *out, const struct sample_kind *kind)
{
	buffer_printf(out, "%s of %s", kind->decision, kind->table);
}

void
sample_subject(struct buffer *out, const struct sample *sample)
{
	const struct options *options = sample->options;

	if (sample->only != NULL)
		sample_kind_name(out, sample->only);
	else if (options->decision != NULL)
		buffer_printf(out, "%s of every table that has it", options->decision);
	else if (options->table != NULL)
		buffer_printf(out, "all decisions of %s", options->table);
	else
		buffer_text(out, "all decisions of the log");
}

void
sample_drawn_from(struct buffer *out, const struct sample *sample)
{
	buffer_text(out, sample->only != NULL ?
		"the rows in the order of their keys" :
		"these lines of the log, decision by decision as in the list, and each by the "
		"keys of its rows");
}

void
sample_others(struct buffer *out, const struct sample *sample)
{
	const char *last = "";
	uint64_t tables = 0, decisions = 0;

	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (kind->chosen)
			continue;
		decisions++;
		tables += strcmp(last, kind->table) != 0;
		last = kind->table;
	}
	if (decisions == 0)
		return;
	buffer_printf(out, "%llu other decision%s in %llu table%s: ",
	    (unsigned long long)decisions, decisions == 1 ? "" : "s", (unsigned long long)tables,
	    tables == 1 ? "" : "s");
	last = "";
	for (uint32_t i = 0; i < sample->kind_count; i++) {
		const struct sample_kind *kind = &sample->kinds[i];

		if (kind->chosen)
			continue;
		if (strcmp(last, kind->table) != 0)
			buffer_printf(out, "%sof %s ", *last == '\0' ? "" : "; ", kind->table);
		else
			buffer_text(out, ", ");
		buffer_printf(out, "%s (%llu)", kind->decision, (unsigned long long)kind->rows);
		last = kind->table;
	}
}

static uint32_t
last_of(const struct sample_passage *passage)
{
	return passage->first + passage->count - 1;
}

void
sample_rests_on(struct buffer *out, const struct sample_kind *kind)
{
	const struct sample_passage *at = kind->rules.passages,
				    *end = at + kind->rules.passage_count;
	const char *file = NULL;

	while (at < end) {
		uint32_t first = at->first, last = last_of(at);
		const char *here = at->file;

		if (at++ == kind->own)
			continue;
		/* Over a blank line they go on. */
		for (; at < end && at != kind->own && strcmp(at->file, here) == 0 &&
		     at->first <= last + 2; at++)
			last = last_of(at);
		if (file != NULL && strcmp(file, here) != 0)
			buffer_printf(out, " of %s; ", file);
		else if (file != NULL)
			buffer_text(out, ", ");
		file = here;
		buffer_printf(out, "%u", (unsigned)first);
		if (last > first)
			buffer_printf(out, " to %u", (unsigned)last);
	}
	if (file != NULL)
		buffer_printf(out, " of %s", file);
}
