/* explain_values: values, names and operands in words, read off the slots. */
#include "interp/explain_internal.h"

#include <string.h>

#include "interp/edges.h"

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

/* ---- looks ---- */

static uint64_t
look(const struct telling *telling, struct look what)
{
	uint64_t answer = look_at(telling->batch, telling->row, &what);

	if (telling->recording != NULL)
		recording_look(telling->recording, &what, answer);
	return answer;
}

static uint32_t
slot_of(const struct telling *telling, const struct vec *vec)
{
	return (uint32_t)(vec - telling->batch->slots);
}

void
explain_unlike_others(const struct telling *telling)
{
	if (telling->recording != NULL)
		recording_spoil(telling->recording);
}

enum presence
explain_presence(const struct telling *telling, const struct vec *vec)
{
	return (enum presence)look(telling,
	    (struct look){ .kind = LOOK_PRESENCE, .a = slot_of(telling, vec) });
}

uint64_t
explain_labels(const struct telling *telling, const struct vec *vec)
{
	return look(telling, (struct look){ .kind = LOOK_LABELS, .a = slot_of(telling, vec) });
}

enum answer
explain_answer(const struct telling *telling, const struct expr *condition)
{
	const struct vec *vec = batch_expr(telling->batch, condition);

	return (enum answer)look(telling,
	    (struct look){ .kind = LOOK_ANSWER, .a = slot_of(telling, vec) });
}

enum verdict
explain_verdict(const struct telling *telling, const struct column *column, int *rule)
{
	uint64_t answer = look(telling, (struct look){ .kind = LOOK_VERDICT, .of = column });

	if (rule != NULL)
		*rule = (int)(answer >> 8) - 1;
	return (enum verdict)(answer & 0xff);
}

bool
explain_is_to_come(const struct telling *telling, const struct vec *date)
{
	return look(telling,
	    (struct look){ .kind = LOOK_TO_COME, .a = slot_of(telling, date) }) != 0;
}

/* ---- answers ---- */

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
	uint64_t states =
	    explain_labels(telling, batch_column(telling->batch, letter->column));

	if ((states & standing) == 0)
		return ANSWER_NO;
	return (states & ~standing) == 0 ? ANSWER_YES : ANSWER_UNKNOWN;
}

/* ---- values ---- */

/* Told here and, of other rows, by the recording. */
static void
say_value(const struct telling *telling, value_teller *tell, const struct vec *vec,
    const struct column *column)
{
	size_t start = telling->out->length;

	tell(telling->out, telling->batch, telling->row, vec, column);
	if (telling->recording != NULL)
		recording_value(telling->recording, start, telling->out->length, tell,
		    slot_of(telling, vec), column);
}

/* Labels are few, and each has words of its own. */
static void
explain_label(const struct telling *telling, const struct vec *vec, const char *empty)
{
	uint64_t labels = explain_labels(telling, vec);

	if (labels == LABEL_NOTHING)
		say(telling, empty);
	else if ((labels & (labels - 1)) != 0)
		say(telling, "not known");
	else
		say(telling, vec->type.labels->names[__builtin_ctzll(labels)]);
}

static void
explain_truth(const struct telling *telling, const struct vec *vec)
{
	switch ((enum answer)look(telling,
	    (struct look){ .kind = LOOK_ANSWER, .a = slot_of(telling, vec) })) {
	case ANSWER_YES:
		say(telling, "yes");
		return;
	case ANSWER_NO:
		say(telling, "no");
		return;
	case ANSWER_UNKNOWN:
		say(telling, "not known");
		return;
	}
}

void
explain_value(const struct telling *telling, const struct vec *vec, const char *empty)
{
	enum presence state;

	if (vec->shape == SHAPE_LABELS) {
		explain_label(telling, vec, empty);
		return;
	}
	if (vec->shape == SHAPE_TRUTH) {
		explain_truth(telling, vec);
		return;
	}
	state = explain_presence(telling, vec);
	if (state == GIVEN)
		say_value(telling, tell_given, vec, NULL);
	else
		say(telling, state == NOTHING ? empty : "not known");
}

void
explain_column_value(const struct telling *telling, const struct column *column)
{
	const struct vec *vec = batch_column(telling->batch, column);

	if (column->type.fraction && edges_apply(column))
		say_value(telling, tell_on_its_side, vec, column);
	else
		explain_value(telling, vec, explain_empty_word(column));
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
	say_value(telling, tell_exactly, vec, NULL);
}

bool
explain_looks_equal(const struct telling *telling, const struct column *column,
    const struct vec *a, const struct vec *b)
{
	if (a->shape != SHAPE_FRACTION || (b->shape != SHAPE_FRACTION && b->shape != SHAPE_FIGURE))
		return false;
	return look(telling, (struct look){ .kind = LOOK_EQUAL, .a = slot_of(telling, a),
	    .b = slot_of(telling, b), .of = column }) != 0;
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
	uint64_t number;

	/* A plan without that day does not ask it row by row: what is worked out for the run
	 * does. */
	if (!plan_setting_varies(plan, setting) || plan_slot_settings_day(plan) == SLOT_NONE)
		return knob_on(knob, knobs->run_date);
	number = look(telling, (struct look){ .kind = LOOK_SETTING, .setting = setting });
	return number == 0 ? NULL : &knob->values[number - 1];
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
