/* explain_values: values, names and operands in words, read off the slots. */
#include "interp/explain_internal.h"

#include <string.h>

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
explain_looks_equal(const struct telling *telling, const struct vec *a, const struct vec *b)
{
	char left[VALUE_SPELL_MAX], right[VALUE_SPELL_MAX];
	struct value x, y;
	size_t length;

	if (a->shape != SHAPE_FRACTION || (b->shape != SHAPE_FRACTION && b->shape != SHAPE_FIGURE)
	    || explain_state(a, telling->row) != GIVEN || explain_state(b, telling->row) != GIVEN)
		return false;
	x = vec_value(a, telling->row);
	y = vec_value(b, telling->row);
	length = value_spell_figure(left, &x, SPELL_READER);
	return exact_compare(&x, &y) != 0 && value_spell_figure(right, &y, SPELL_READER) == length
	    && memcmp(left, right, length) == 0;
}

const char *
explain_empty_word(const struct column *column)
{
	return column->origin == COLUMN_FIELD ? "blank" : "nothing";
}

const char *
explain_empty_word_of(const struct expr *expr)
{
	return expr->kind == EXPR_COLUMN ? explain_empty_word(expr->column) : "nothing";
}

/* ---- names ---- */

static const char *
name_of(const struct expr *expr)
{
	if (expr->kind == EXPR_COLUMN)
		return expr->column->name;
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
	const struct vec *vec = batch_expr(telling->batch, expr);

	if (expr->kind == EXPR_VALUE) {
		explain_value(telling, vec, "nothing");
		return;
	}
	explain_source(telling, expr);
	say(telling, " (");
	explain_value(telling, vec, explain_empty_word_of(expr));
	say(telling, ")");
}
