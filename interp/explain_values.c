/* explain_values: values, names and operands in words, read off the slots. */
#include "interp/explain_internal.h"

#include <string.h>

#include "interp/edges.h"

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

enum presence
explain_state(const struct vec *vec, uint32_t row)
{
	if (vec->shape == SHAPE_LABELS) {
		if (vec->labels[row] == LABEL_NOTHING)
			return NOTHING;
		return (vec->labels[row] & (vec->labels[row] - 1)) == 0 ? GIVEN : UNKNOWN;
	}
	if (vec->shape == SHAPE_TRUTH)
		return RAIL_GET(vec->yes, row) || RAIL_GET(vec->no, row) ? GIVEN : UNKNOWN;
	if (RAIL_GET(vec->given, row))
		return GIVEN;
	return RAIL_GET(vec->nothing, row) ? NOTHING : UNKNOWN;
}

enum answer
explain_answer(const struct telling *telling, const struct expr *condition)
{
	const struct vec *vec = batch_expr(telling->batch, condition);

	if (RAIL_GET(vec->yes, telling->row))
		return ANSWER_YES;
	return RAIL_GET(vec->no, telling->row) ? ANSWER_NO : ANSWER_UNKNOWN;
}

bool
explain_part_mattered(enum expr_kind kind, enum answer list, enum answer part)
{
	if (list == ANSWER_UNKNOWN)
		return part == ANSWER_UNKNOWN;
	return kind == EXPR_NONE ? part != list : part == list;
}

enum answer
explain_stands(const struct telling *telling, const struct letter *letter)
{
	const uint64_t standing = UINT64_C(1) << LETTER_DUE | UINT64_C(1) << LETTER_SENT;
	uint64_t states = batch_column(telling->batch, letter->column)->labels[telling->row];

	if ((states & standing) == 0)
		return ANSWER_NO;
	return (states & ~standing) == 0 ? ANSWER_YES : ANSWER_UNKNOWN;
}

/* ---- values ---- */

void
explain_value(const struct telling *telling, const struct vec *vec, const char *empty)
{
	struct value value = vec_value(vec, telling->row);
	enum presence state = explain_state(vec, telling->row);

	if (state == GIVEN)
		buffer_value(telling->out, &value, SPELL_READER);
	else
		say(telling, state == NOTHING ? empty : "not known");
}

/* Of a fraction that bands go by, the spelling that puts it on its own side; 0 when the usual one
 * does. */
static size_t
spell_on_its_side(const struct telling *telling, const struct column *column, char *out)
{
	if (column == NULL || !column->type.fraction || !edges_apply(column))
		return 0;
	return edges_spell(out, telling->batch, telling->row, column, NULL, 0, SPELL_READER);
}

void
explain_column_value(const struct telling *telling, const struct column *column)
{
	char spelled[VALUE_SPELL_MAX];
	size_t length = spell_on_its_side(telling, column, spelled);

	if (length > 0)
		buffer_add(telling->out, spelled, length);
	else
		explain_value(telling, batch_column(telling->batch, column),
		    explain_empty_word(column));
}

void
explain_expr_value(const struct telling *telling, const struct expr *expr)
{
	if (expr->kind == EXPR_COLUMN)
		explain_column_value(telling, expr->column);
	else
		explain_value(telling, batch_expr(telling->batch, expr), "nothing");
}

void
explain_whole_fraction(const struct telling *telling, const struct vec *vec)
{
	buffer_text(telling->out, " (exactly ");
	buffer_number(telling->out, vec->num[telling->row]);
	buffer_char(telling->out, '/');
	buffer_number(telling->out, vec->den[telling->row]);
	if (vec->type.kind == KIND_PERCENT)
		buffer_char(telling->out, '%');
	buffer_char(telling->out, ')');
}

bool
explain_looks_equal(const struct telling *telling, const struct column *column,
    const struct vec *a, const struct vec *b)
{
	char left[VALUE_SPELL_MAX], right[VALUE_SPELL_MAX];
	struct value x, y;
	size_t length;

	if (a->shape != SHAPE_FRACTION || (b->shape != SHAPE_FRACTION && b->shape != SHAPE_FIGURE)
	    || explain_state(a, telling->row) != GIVEN || explain_state(b, telling->row) != GIVEN)
		return false;
	x = vec_value(a, telling->row);
	y = vec_value(b, telling->row);
	length = spell_on_its_side(telling, column, left);
	if (length == 0)
		length = value_spell_figure(left, &x, SPELL_READER);
	return exact_compare(&x, &y) != 0 && value_spell_figure(right, &y, SPELL_READER) == length
	    && memcmp(left, right, length) == 0;
}

const char *
explain_empty_word(const struct column *column)
{
	return column->origin == COLUMN_FIELD ? "blank" : "nothing";
}

/* ---- settings ---- */

const struct setting_value *
explain_setting_value(const struct telling *telling, const struct setting *setting)
{
	const struct plan *plan = telling->batch->plan;
	const struct knobs *knobs = plan_knobs(plan);
	const struct knob *knob = &knobs->knobs[setting->index];
	const struct vec *day;

	/* A plan without that day does not ask it row by row: what is worked out for the run
	 * does. */
	if (!plan_setting_varies(plan, setting) || plan_slot_settings_day(plan) == SLOT_NONE)
		return knob_on(knob, knobs->run_date);
	day = &telling->batch->slots[plan_slot_settings_day(plan)];
	if (explain_state(day, telling->row) != GIVEN)
		return NULL;
	return knob_on(knob, day->num[telling->row]);
}

static void
say_day(const struct telling *telling, const char *word, int64_t day)
{
	struct value value = { .state = GIVEN, .type = { .kind = KIND_DATE }, .num = day };

	say(telling, word);
	buffer_value(telling->out, &value, SPELL_READER);
}

void
explain_setting_origin(const struct telling *telling, const struct setting *setting)
{
	const struct knob *knob = &plan_knobs(telling->batch->plan)->knobs[setting->index];
	const struct setting_value *value;
	bool first = true;

	if (!knob_is_changed(knob))
		return;
	value = explain_setting_value(telling, setting);
	if (value == NULL)
		return;
	if (telling->marks_settings)
		telling->batch->setting_marks[setting->index] = 1;
	if (knob->value_count == 1) {
		say(telling, strcmp(knob->origin, "test") == 0 ? ", set by the test" : ", by ");
		say(telling, strcmp(knob->origin, "test") == 0 ? "" : knob->origin);
		return;
	}
	if (knob_variation(knob, value) != NULL) {
		say(telling, ", by variation ");
		say(telling, knob_variation(knob, value));
		return;
	}
	if (value->from != INT64_MIN)
		say_day(telling, " from ", value->from);
	else
		say_day(telling, " until ", knob->values[1].from - 1);
	if (value->provenance.cite_count == 0)
		return;
	say(telling, ", ");
	explain_cites(telling, &value->provenance, &first);
}

/* ---- names ---- */

static const char *
name_of(const struct expr *expr)
{
	if (expr->kind == EXPR_SETTING)
		return expr->setting->name;
	return expr->kind == EXPR_RUN_DATE ? "run_date" : NULL;
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

void
explain_column_name(const struct telling *telling, const struct column *column)
{
	say(telling, column->each == NULL ? column->name : column->each->name);
	if (column->each == NULL)
		return;
	say(telling, " in ");
	say(telling, column->each->label);
}

void
explain_source(const struct telling *telling, const struct expr *expr)
{
	const struct sources *sources =
	    telling->batch->plan != NULL ? plan_program(telling->batch->plan)->sources : NULL;
	const char *name = name_of(expr), *text;
	size_t length;
	bool gap = false;

	if (name != NULL) {
		say(telling, name);
		return;
	}
	if (expr->kind == EXPR_COLUMN) {
		explain_column_name(telling, expr->column);
		return;
	}
	if (sources == NULL || expr->at.end <= expr->at.start) {
		say(telling, "the value");
		return;
	}
	text = sources_text(sources, expr->at, &length);
	for (size_t i = 0; i < length; i++) {
		if (is_space(text[i])) {
			gap = true;
			continue;
		}
		if (gap)
			buffer_char(telling->out, ' ');
		gap = false;
		buffer_char(telling->out, text[i]);
	}
}

void
explain_operand(const struct telling *telling, const struct expr *expr)
{
	if (expr->kind == EXPR_VALUE) {
		explain_expr_value(telling, expr);
		return;
	}
	explain_source(telling, expr);
	say(telling, " (");
	explain_expr_value(telling, expr);
	if (expr->kind == EXPR_SETTING)
		explain_setting_origin(telling, expr->setting);
	say(telling, ")");
}
