/* suggest_values: what is worth trying in a column: the figure that meets a threshold, what lies
 * about it, every label, blank, and what the tests have in it already. See suggest_parts.h. */
#include "interp/suggest_parts.h"

#include <string.h>

#include "lang/date.h"

enum { NEAR_DAYS = 130, NEAR = 8 };

struct value
suggest_unknown(const struct column *column)
{
	struct value value = { .state = UNKNOWN, .type = column->type };

	if (column->type.labels != NULL)
		value.labels = label_set_all(column->type.labels) |
		    (column->type.can_be_empty ? LABEL_NOTHING : 0);
	return value;
}

int64_t
suggest_step(enum kind kind)
{
	if (kind == KIND_NUMBER)
		return kind_scale(kind);
	if (kind == KIND_PERCENT)
		return kind_scale(kind) / 10;
	return 1;
}

struct values {
	struct value *out;
	uint32_t count, room;
};

static bool
same(const struct value *a, const struct value *b)
{
	if (a->state != b->state)
		return false;
	if (a->state != GIVEN)
		return true;
	if (a->type.labels != NULL)
		return a->labels == b->labels;
	return exact_compare(a, b) == 0;
}

static void
add(struct values *values, const struct value *value)
{
	if (values->count == values->room || !suggest_can_spell(value))
		return;
	for (uint32_t i = 0; i < values->count; i++)
		if (same(&values->out[i], value))
			return;
	values->out[values->count++] = *value;
}

static void
add_figure(struct values *values, const struct column *column, int64_t num)
{
	struct value value = { .state = GIVEN, .type = column->type, .num = num };

	value.type.fraction = false;
	/* A length, count or amount below nothing is not what a person would write. */
	if (num < 0 && column->type.kind != KIND_DATE)
		return;
	add(values, &value);
}

static void
add_labels(struct values *values, const struct column *column)
{
	for (uint32_t i = 0; i < column->type.labels->count; i++) {
		struct value value = { .state = GIVEN,
			.type = column->type,
			.labels = UINT64_C(1) << i };

		add(values, &value);
	}
}

/* A text of the shape its field has. */
static void
add_text(struct values *values, const struct column *column, struct arena *arena)
{
	const char *pattern = column->field != NULL ? column->field->pattern : NULL;
	struct value value = { .state = GIVEN, .type = column->type };
	char *text;

	if (pattern == NULL)
		pattern = "as it stands";
	text = arena_copy(arena, pattern, strlen(pattern));
	for (char *c = text; column->field != NULL && column->field->pattern != NULL && *c; c++)
		*c = *c == '@' || *c == '?' ? 'A' : *c == '#' ? '1' : *c;
	value.text = text;
	value.text_length = strlen(text);
	add(values, &value);
}

static void
add_about(struct values *values, const struct column *column, int64_t middle, int64_t step,
    int64_t reach)
{
	add_figure(values, column, middle);
	for (int64_t i = 1; i <= reach; i++) {
		add_figure(values, column, middle + i * step);
		add_figure(values, column, middle - i * step);
	}
}

static void
add_period(struct values *values, const struct column *column, int64_t day)
{
	enum kind kind = column->type.kind;
	int64_t period = kind == KIND_MONTH ? date_month(day) :
	    kind == KIND_QUARTER            ? date_quarter(day) :
					      date_year(day);

	add_about(values, column, period, 1, NEAR);
}

/* Few days, and far apart: when two facts are changed at once. */
static void
add_far(struct values *values, const struct column *column, int64_t day)
{
	static const int64_t days[] = { 0, 1, 2, 7, 15, 29, 43, 61, 92, 366 };

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		add_figure(values, column, day - days[i]);
		add_figure(values, column, day + days[i]);
	}
}

static void
add_figures(struct values *values, const struct trial *trial, const struct column *column,
    const struct value *have, const int64_t *apart)
{
	enum kind kind = column->type.kind;
	int64_t step = suggest_step(kind);

	if (have->state == GIVEN && have->den <= 1 && apart != NULL) {
		add_figure(values, column, have->num - *apart);
		add_figure(values, column, have->num + *apart);
		for (int64_t i = -1; i <= 1; i += 2) {
			add_figure(values, column, have->num - *apart + i * step);
			add_figure(values, column, have->num + *apart + i * step);
		}
	}
	if (kind == KIND_DATE && values->room <= SUGGEST_PAIR_VALUES) {
		add_far(values, column, trial->knobs.run_date);
		return;
	}
	if (kind == KIND_DATE)
		add_about(values, column, trial->knobs.run_date, 1, 2);
	if (have->state == GIVEN && have->den <= 1)
		add_about(values, column, have->num, step, kind == KIND_DATE ? NEAR_DAYS : NEAR);
	else if (kind == KIND_DATE)
		add_about(values, column, trial->knobs.run_date, 1, NEAR_DAYS);
	else if (kind_is_period(kind))
		add_period(values, column, trial->knobs.run_date);
	else
		add_about(values, column, step, step, NEAR);
}

uint32_t
suggest_values(const struct trial *trial, const struct column *column, const struct value *have,
    const int64_t *apart, uint32_t room, struct value *out)
{
	const struct suggest *suggest = trial->suggest;
	struct values values = { .out = out, .room = room };
	struct value nothing = { .state = NOTHING, .type = column->type, .labels = LABEL_NOTHING };

	if (column->type.labels != NULL)
		add_labels(&values, column);
	else if (column->type.kind == KIND_TEXT)
		add_text(&values, column, suggest->arena);
	else
		add_figures(&values, trial, column, have, apart);
	if (column->type.can_be_empty &&
	    (column->field == NULL || !column->field->has_blank_value)) {
		if (values.count == room && room > 1)
			values.count--;
		add(&values, &nothing);
	}
	for (uint32_t i = 0; i < suggest->start_counts[column->table->index]; i++) {
		const struct start *start = &suggest->starts[column->table->index][i];

		if (start->known[column->index] && start->values[column->index].state == GIVEN)
			add(&values, &start->values[column->index]);
	}
	return values.count;
}
