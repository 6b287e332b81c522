/* account_json: an account as JSON, for programs. */
#include <string.h>

#include "interp/account.h"
#include "interp/json.h"

static void
put_lines(struct json *json, const char *text)
{
	json_array(json);
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");

		json_bytes(json, text, length);
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	json_end(json);
}

static void
put_cell(struct json *json, const struct account_cell *cell)
{
	json_key_text(json, "table", cell->table->name);
	json_key_text(json, "row", cell->key);
	json_key_text(json, "file", cell->file);
	json_key_count(json, "line", cell->line);
	json_key_text(json, "field", cell->name);
	json_key_text(json, "column", cell->heading);
}

static void
put_decisions(struct json *json, const struct account_row *row)
{
	json_key(json, "decisions");
	json_array(json);
	for (uint32_t i = 0; i < row->decision_count; i++) {
		const struct account_decision *decision = &row->decisions[i];

		json_object(json);
		json_key_text(json, "column", decision->name);
		json_key_text(json, "outcome", decision->value);
		json_key_bool(json, "decided", !decision->undecided);
		json_key_text(json, "why", decision->why);
		json_key_text(json, "clause", decision->clause);
		json_key_text(json, "needs", decision->needs);
		json_key(json, "trace");
		put_lines(json, decision->trace);
		json_end(json);
	}
	json_end(json);
}

static void
put_cells(struct json *json, const struct account_row *row)
{
	json_key(json, "cells");
	json_array(json);
	for (uint32_t i = 0; i < row->cell_count; i++) {
		json_object(json);
		put_cell(json, &row->cells[i]);
		json_key_text(json, "value", row->cells[i].value);
		json_key_bool(json, "missing", row->cells[i].missing);
		json_end(json);
	}
	json_end(json);
}

static void
put_pools(struct json *json, const struct account_row *row)
{
	json_key(json, "rankings");
	json_array(json);
	for (uint32_t i = 0; i < row->pool_count; i++) {
		const struct account_pool *pool = &row->pools[i];

		json_object(json);
		json_key_text(json, "title", pool->title);
		json_key_text(json, "by", pool->by);
		json_key(json, "places");
		json_array(json);
		for (uint32_t p = 0; p < pool->count; p++) {
			json_object(json);
			json_key_text(json, "row", pool->places[p].key);
			json_key_count(json, "place", pool->places[p].place);
			json_key_text(json, "figure", pool->places[p].figure);
			json_key_bool(json, "in", pool->places[p].in);
			json_key_bool(json, "not_known", pool->places[p].open);
			json_key_bool(json, "may_not_be_there", pool->places[p].doubtful);
			json_key_bool(json, "may_not_take_part", pool->places[p].unsure);
			json_key_bool(json, "tied_at_the_cut", pool->places[p].tied);
			json_key_bool(json, "this_row", pool->places[p].ours);
			json_end(json);
		}
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void
put_changes(struct json *json, const struct account_row *row)
{
	if (!row->asked_what_if)
		return;
	json_key(json, "what_if");
	json_object(json);
	json_key_bool(json, "complete", !row->what_if_stopped);
	json_key_count(json, "runs", row->tries);
	json_key(json, "changes");
	json_array(json);
	for (uint32_t i = 0; i < row->change_count; i++) {
		const struct account_change *change = &row->changes[i];

		json_object(json);
		json_key_text(json, "decision", change->column);
		json_key_text(json, "outcome", change->then);
		json_key_text(json, "kind", change->kind);
		json_key_text(json, "from", change->from);
		json_key_text(json, "to", change->to);
		json_key_bool(json, "onwards", change->onwards);
		json_key_text(json, "words", change->say);
		if (change->setting != NULL)
			json_key_text(json, "setting", change->setting);
		if (change->cell != NULL)
			put_cell(json, change->cell);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

void
account_json_begin(struct json *json, struct buffer *out, const struct session *session)
{
	const struct program *program = session->program;
	struct value day = { .state = GIVEN,
		.type = type_plain(KIND_DATE),
		.num = session->knobs.run_date };
	struct buffer text = BUFFER_INIT;

	buffer_value(&text, &day, SPELL_PLAIN);
	json_init(json, out, JSON_INDENTED);
	json_object(json);
	json_key(json, "schema");
	json_number(json, 1);
	json_key_text(json, "policy", program->name);
	json_key_text(json, "version", program->version);
	json_key_text(json, "on", text.at);
	json_key(json, "rows");
	json_array(json);
	buffer_release(&text);
}

void
account_json_row(struct json *json, const struct account_row *row)
{
	json_object(json);
	json_key_text(json, "table", row->table);
	json_key_text(json, "row", row->key);
	if (row->line > 0) {
		json_key_text(json, "file", row->file);
		json_key_count(json, "line", row->line);
	}
	put_decisions(json, row);
	if (row->not_text != NULL) {
		json_key(json, "not");
		json_object(json);
		json_key_text(json, "column", row->not_column);
		json_key_text(json, "value", row->not_value);
		json_key(json, "lines");
		put_lines(json, row->not_text);
		json_end(json);
	}
	put_cells(json, row);
	put_pools(json, row);
	put_changes(json, row);
	json_end(json);
}

void
account_json_end(struct json *json)
{
	json_end(json);
	json_end(json);
}
