/* account_change: what would change a decision, in words. */
#include <string.h>

#include "interp/account.h"
#include "interp/whatif_memo.h"
#include "interp/workspace.h"

static const char *
spell(struct arena *arena, const struct column *column, const struct value *value)
{
	struct value shown = *value;
	struct buffer text = BUFFER_INIT;

	if (column->type.labels != NULL) {
		uint64_t left = value->labels & ~LABEL_NOTHING;

		if (value->labels == LABEL_NOTHING)
			return "nothing";
		if (left == 0 || (value->labels & (value->labels - 1)) != 0)
			return "not decided";
		shown.state = GIVEN;
	} else if (value->state != GIVEN) {
		return value->state == NOTHING ? "nothing" : "not decided";
	}
	if (column->type.kind == KIND_TEXT)
		return "another text";
	buffer_value(&text, &shown, SPELL_READER);
	return account_keep(arena, &text);
}

/* As a cell, `--on` or `--set` takes it. */
static const char *
plain(struct arena *arena, const struct value *value)
{
	bool blank = value->type.labels != NULL ? value->labels == LABEL_NOTHING :
	                                          value->state == NOTHING;

	if (blank)
		return "";
	return value_spell(arena, value, SPELL_PLAIN);
}

/* ", 7 days later"; nothing when there was nothing to count from. */
static void
say_distance(struct buffer *out, const struct whatif_finding *finding)
{
	enum kind kind = finding->change.value.type.kind;
	int64_t by = finding->change.value.num - finding->before.num;
	struct value distance = { .state = GIVEN,
		.type = type_plain(kind),
		.num = by < 0 ? -by : by };

	if (finding->direction == 0 || kind_is_period(kind))
		return;
	buffer_text(out, ", ");
	if (kind == KIND_DATE) {
		buffer_number(out, distance.num);
		buffer_text(out, distance.num == 1 ? " day " : " days ");
		buffer_text(out, by < 0 ? "earlier" : "later");
		return;
	}
	buffer_value(out, &distance, SPELL_READER);
	buffer_text(out, by < 0 ? " less" : " more");
}

static const char *
further(const struct whatif_finding *finding)
{
	bool date = finding->change.value.type.kind == KIND_DATE ||
	    kind_is_period(finding->change.value.type.kind);

	if (!finding->onwards)
		return "";
	if (date)
		return finding->direction < 0 ? " or earlier" : " or later";
	return finding->direction < 0 ? " or less" : " or more";
}

static void
say_cell(struct buffer *out, struct arena *arena, const struct whatif_finding *finding,
    const struct account_cell *cell)
{
	const char *to = plain(arena, &finding->change.value);
	const struct column *field = finding->change.fact->field;

	buffer_printf(out, "%s ", field->name);
	if (*to == '\0') {
		buffer_text(out, "left blank");
	} else if (finding->any_text && field->field->pattern != NULL) {
		buffer_printf(out, "filled in, with a valid text like \"%s\", say %s",
		    field->field->pattern, to);
	} else if (finding->any_text) {
		buffer_text(out, "filled in, with another text");
	} else {
		buffer_value(out, &finding->change.value, SPELL_READER);
		buffer_text(out, further(finding));
	}
	buffer_printf(out, ", now %s", cell->value);
	say_distance(out, finding);
	if (cell->distance > 0)
		buffer_printf(out, ", of %s %s", cell->table->name, cell->key);
}

static const char *
say_change(struct arena *arena, const struct whatif_finding *finding,
    const struct account_cell *cell)
{
	struct buffer out = BUFFER_INIT;

	switch (finding->change.kind) {
	case WHATIF_DATE:
		buffer_text(&out, "run on ");
		buffer_value(&out, &finding->change.value, SPELL_READER);
		buffer_text(&out, further(finding));
		say_distance(&out, finding);
		break;
	case WHATIF_CELL:
		say_cell(&out, arena, finding, cell);
		break;
	case WHATIF_SETTING:
		buffer_printf(&out, "%s of ", finding->change.setting->name);
		if (finding->change.setting->is_list) {
			buffer_text(&out, finding->change.text);
		} else {
			buffer_value(&out, &finding->change.value, SPELL_READER);
			buffer_text(&out, further(finding));
			buffer_text(&out, ", now ");
			buffer_value(&out, &finding->before, SPELL_READER);
			say_distance(&out, finding);
		}
		break;
	}
	return account_keep(arena, &out);
}

static const char *const kinds[] = { "date", "cell", "setting" };

static void
take_findings(struct account_row *made, struct arena *arena, const struct whatif *whatif,
    const struct batch *batch, uint32_t row)
{
	struct account_change *changes =
	    arena_array(arena, struct account_change, whatif->finding_count + 1);

	for (uint32_t c = 0; c < whatif->column_count; c++)
		for (uint32_t i = 0; i < whatif->finding_count; i++) {
			const struct whatif_finding *finding = &whatif->findings[i];
			struct account_change *change = &changes[made->change_count];

			if (finding->column != whatif->columns[c])
				continue;
			change->column = finding->column->name;
			change->now = spell(arena, finding->column, &whatif->now[c].value);
			change->then = spell(arena, finding->column, &finding->after.value);
			change->kind = kinds[finding->change.kind];
			if (finding->change.kind == WHATIF_CELL) {
				struct account_cell *cell = arena_new(arena, struct account_cell);

				*cell = account_cell(arena, whatif->session,
				    whatif->facts->workspace, batch, row, finding->change.fact);
				change->cell = cell;
			}
			if (finding->change.kind == WHATIF_SETTING)
				change->setting = finding->change.setting->name;
			change->say = say_change(arena, finding, change->cell);
			change->from = finding->before.state == UNKNOWN &&
				finding->before.type.labels == NULL ? "" :
				plain(arena, &finding->before);
			change->to = finding->change.text != NULL ?
			    arena_copy(arena, finding->change.text,
				strlen(finding->change.text)) :
			    plain(arena, &finding->change.value);
			change->onwards = finding->onwards;
			made->change_count++;
		}
	made->changes = changes;
	made->tries = whatif->tries;
	made->what_if_stopped = whatif->stopped;
}

static void
take_now(struct whatif *whatif, const struct batch *batch, uint32_t row)
{
	whatif->now = arena_array(whatif->arena, struct whatif_outcome, whatif->column_count + 1);
	for (uint32_t i = 0; i < whatif->column_count; i++) {
		const struct column *column = whatif->columns[i];
		const struct decisions *decisions = batch->decisions[column->index];

		whatif->now[i] = (struct whatif_outcome){ .there = true,
			.value = vec_value(batch_column(batch, column), row),
			.line = decisions != NULL ? decisions->rule[row] : -1 };
	}
}

/* Of several rows the runs are kept for the next; a row that stands alone has no use for them. */
static bool
use_memo(struct whatif *whatif, const struct account_wants *wants, struct fault *fault)
{
	if (wants->memo == NULL || whatif->alone)
		return true;
	if (*wants->memo == NULL && !whatif_memo_make(wants->memo, whatif, fault))
		return false;
	whatif->memo = *wants->memo;
	return true;
}

bool
account_changes(struct account_row *made, struct arena *arena, struct arena *scratch,
    const struct account_wants *wants, const struct batch *batch, uint32_t row,
    const struct facts *facts, struct fault *fault)
{
	struct session *session = wants->session;
	const struct column **columns =
	    arena_array(scratch, const struct column *, wants->column_count + 1);
	struct whatif whatif = { .session = session,
		.arena = scratch,
		.table = wants->table,
		.key = made->key,
		.columns = columns,
		.alone = session->workspace == NULL,
		.facts = facts,
		.tries_max = session->workspace == NULL ? UINT32_MAX : WHATIF_TRIES_MAX };
	bool done;

	for (uint32_t i = 0; i < wants->column_count; i++)
		if (whatif_applies(wants->columns[i]))
			columns[whatif.column_count++] = wants->columns[i];
	take_now(&whatif, batch, row);
	if (whatif.alone) {
		whatif.base = workspace_make(session->program, &session->knobs);
		workspace_give(whatif.base, wants->table);
		for (uint32_t i = 0; i < wants->table->field_count; i++) {
			const struct column *field = wants->table->columns[i];
			struct value value;

			if (plan_slot_column(batch->plan, field) == SLOT_NONE)
				continue;
			value = vec_value(batch_column(batch, field), row);
			workspace_give_value(whatif.base, wants->table, 0, field, &value);
		}
	} else {
		whatif.base = session->workspace;
	}
	done = use_memo(&whatif, wants, fault) && whatif_search(&whatif, fault);
	if (done)
		take_findings(made, arena, &whatif, batch, row);
	if (whatif.alone)
		workspace_free(whatif.base);
	return done;
}
