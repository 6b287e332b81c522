/*
 * Sums and differences of figures, settings and columns, and the values settings may take in a
 * stretch of time.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/date.h"
#include "lang/prove_internal.h"

const char *
prove_text(struct prover *prover, struct span at)
{
	size_t length, out = 0;
	const char *text = sources_text(prover->program->sources, at, &length);
	char *copy = arena_alloc(prover->arena, length + 1);

	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if (c == ' ' && (out == 0 || copy[out - 1] == ' '))
			continue;
		copy[out++] = c;
	}
	copy[out] = '\0';
	return copy;
}

struct wanted_text {
	const struct prover *prover;
	const char *text;
};

static bool
is_that_text(const void *context, uint32_t number)
{
	const struct wanted_text *wanted = context;

	return strcmp(wanted->prover->texts[number], wanted->text) == 0;
}

static wide
text_number(struct prover *prover, const char *text, size_t length)
{
	const char *copy = arena_copy(prover->arena, text, length);
	struct wanted_text wanted = { prover, copy };
	uint64_t digest = text_digest(copy);
	uint32_t there = twins_find(&prover->text_index, digest, is_that_text, &wanted);

	if (there != TWINS_NONE)
		return there;
	if (prover->text_count == prover->text_room) {
		uint32_t room = prover->text_room ? 2 * prover->text_room : 16;
		const char **more = arena_array(prover->arena, const char *, room);

		for (uint32_t i = 0; i < prover->text_count; i++)
			more[i] = prover->texts[i];
		prover->texts = more;
		prover->text_room = room;
	}
	twins_add(&prover->text_index, prover->arena, digest, prover->text_count);
	prover->texts[prover->text_count] = copy;
	return prover->text_count++;
}

wide
prove_units(struct prover *prover, const struct value *value)
{
	assert(value->den == 0);
	if (value->type.kind == KIND_TEXT)
		return text_number(prover, value->text, value->text_length);
	return value->type.kind == KIND_WEEKS ? (wide)value->num * 7 : value->num;
}

const char *
prove_spell(struct arena *arena, enum kind kind, wide units)
{
	struct value value = { .state = GIVEN, .type = type_plain(kind) };
	char out[VALUE_SPELL_MAX];
	size_t length;

	if (kind == KIND_WEEKS)
		units /= 7;
	if (units > INT64_MAX || units < -INT64_MAX)
		return "a figure too large to print";
	value.num = (int64_t)units;
	length = value_spell_figure(out, &value, SPELL_READER);
	return arena_copy(arena, out, length);
}

bool
setting_is_fixed(const struct setting *setting)
{
	return setting->value_count == 1 && setting->may_vary == MAY_NOT_VARY;
}

const struct setting_value *
setting_in(const struct setting *setting, const struct stretch *stretch)
{
	const struct setting_value *value = &setting->values[0];

	for (uint32_t i = 1; i < setting->value_count; i++)
		if (setting->values[i].from <= stretch->from)
			value = &setting->values[i];
	return value;
}

void
setting_pieces(struct prover *prover, const struct setting *setting, const struct stretch *stretch,
    const struct piece **pieces, uint32_t *count)
{
	const struct setting_value *own = setting_in(setting, stretch);
	struct piece *all =
	    arena_array(prover->arena, struct piece, (size_t)setting->bound_count + 1);

	assert(own->count == 1);
	all[0].low = all[0].high = prove_units(prover, &own->values[0]);
	*pieces = all;
	*count = 1;
	switch (setting->may_vary) {
	case MAY_NOT_VARY:
		break;
	case MAY_VARY_FREELY:
		all[0].no_low = all[0].no_high = true;
		break;
	case MAY_VARY_BETWEEN:
		/* its own value is one of these */
		all[0].low = prove_units(prover, &setting->bounds[0]);
		all[0].high = prove_units(prover, &setting->bounds[1]);
		break;
	case MAY_VARY_AMONG:
		for (uint32_t i = 0; i < setting->bound_count; i++) {
			all[*count].low = all[*count].high =
			    prove_units(prover, &setting->bounds[i]);
			++*count;
		}
		break;
	}
}

/* ---- linear forms ---- */

bool
term_equal(const struct term *a, const struct term *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case TERM_FIELD:
		return a->column == b->column;
	case TERM_SETTING:
		return a->setting == b->setting;
	case TERM_RUN_DATE:
		return true;
	case TERM_OPAQUE:
		return strcmp(a->key, b->key) == 0;
	}
	return false;
}

static bool
linear_add(struct linear *form, const struct term *term, wide factor)
{
	uint32_t i = 0;

	while (i < form->count && !term_equal(&form->parts[i].term, term))
		i++;
	if (i == form->count) {
		if (form->count == PROVE_LINEAR_MAX)
			return false;
		form->parts[form->count].term = *term;
		form->parts[form->count++].factor = 0;
	}
	form->parts[i].factor += factor;
	if (form->parts[i].factor == 0)
		form->parts[i] = form->parts[--form->count];
	return true;
}

bool
linear_subtract(struct linear *a, const struct linear *b)
{
	a->constant -= b->constant;
	for (uint32_t i = 0; i < b->count; i++)
		if (!linear_add(a, &b->parts[i].term, -b->parts[i].factor))
			return false;
	return true;
}

static bool
opaque(struct prover *prover, const struct expr *expr, bool at_run, wide factor, struct linear *out)
{
	struct term term = { .kind = TERM_OPAQUE, .type = expr->type };

	term.key = prove_text(prover, expr->at);
	if (at_run)
		term.key = arena_printf(prover->arena, "run: %s", term.key);
	return linear_add(out, &term, factor);
}

static bool add_expr(struct prover *, const struct expr *, bool, wide, unsigned, struct linear *);

static bool
add_column(struct prover *prover, const struct expr *expr, bool at_run, wide factor, unsigned depth,
    struct linear *out)
{
	const struct column *column = expr->column;
	struct term term = { .kind = TERM_FIELD, .column = column, .type = column->type };

	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return linear_add(out, &term, factor);
	if (column->body && depth < PROVE_DEPTH_MAX)
		return add_expr(prover, column->body,
		    at_run || column->table == prover->program->run, factor, depth + 1, out);
	term.kind = TERM_OPAQUE;
	term.key = column->name;
	return linear_add(out, &term, factor);
}

static bool
add_setting(struct prover *prover, const struct expr *expr, bool at_run, wide factor,
    struct linear *out)
{
	struct term term = { .kind = TERM_SETTING,
		.setting = expr->setting,
		.type = expr->setting->type };

	/* read for the run and for a row, a setting may have two values at once */
	if (at_run && prover->table && prover->table->settings_day != SETTINGS_AT_RUN_DATE &&
	    !setting_is_fixed(expr->setting))
		return opaque(prover, expr, at_run, factor, out);
	return linear_add(out, &term, factor);
}

/* True when the sum stays in whole units: no fraction, no working days, no months on a date. */
static bool
moves_by_units(const struct expr *expr)
{
	return !expr->calendar && !expr->month_end &&
	    (expr->a->type.kind == KIND_DAYS || expr->a->type.kind == KIND_WEEKS ||
		(expr->b->type.kind == KIND_MONTH && expr->a->type.kind == KIND_MONTHS) ||
		(expr->b->type.kind == KIND_QUARTER && expr->a->type.kind == KIND_QUARTERS) ||
		(expr->b->type.kind == KIND_YEAR && expr->a->type.kind == KIND_YEARS));
}

static bool
add_expr(struct prover *prover, const struct expr *expr, bool at_run, wide factor, unsigned depth,
    struct linear *out)
{
	struct term run_date = { .kind = TERM_RUN_DATE, .type = expr->type };

	if (depth >= PROVE_DEPTH_MAX)
		return opaque(prover, expr, at_run, factor, out);
	switch ((int)expr->kind) {
	case EXPR_VALUE:
		out->constant += factor * prove_units(prover, &expr->value);
		return true;
	case EXPR_COLUMN:
		return add_column(prover, expr, at_run, factor, depth, out);
	case EXPR_SETTING:
		return add_setting(prover, expr, at_run, factor, out);
	case EXPR_RUN_DATE:
		return linear_add(out, &run_date, factor);
	case EXPR_PLUS:
	case EXPR_MINUS:
		return add_expr(prover, expr->a, at_run, factor, depth + 1, out) &&
		    add_expr(prover, expr->b, at_run, expr->kind == EXPR_PLUS ? factor : -factor,
			depth + 1, out);
	case EXPR_AFTER:
	case EXPR_BEFORE:
		if (!moves_by_units(expr))
			return opaque(prover, expr, at_run, factor, out);
		return add_expr(prover, expr->b, at_run, factor, depth + 1, out) &&
		    add_expr(prover, expr->a, at_run, expr->kind == EXPR_AFTER ? factor : -factor,
			depth + 1, out);
	case EXPR_SPAN:
		if (expr->calendar || expr->type.kind != KIND_DAYS)
			return opaque(prover, expr, at_run, factor, out);
		out->constant += expr->first_day_counted ? factor : 0;
		return add_expr(prover, expr->b, at_run, factor, depth + 1, out) &&
		    add_expr(prover, expr->a, at_run, -factor, depth + 1, out);
	default:
		return opaque(prover, expr, at_run, factor, out);
	}
}

bool
prove_linear(struct prover *prover, const struct expr *expr, bool at_run, struct linear *out)
{
	*out = (struct linear){ 0 };
	return add_expr(prover, expr, at_run, 1, 0, out);
}

/* ---- stretches ---- */

struct walk {
	bool *expr_seen, *setting_seen;
	const struct table *table;	/* whose columns are noted, or NULL */
	bool *column_seen;
};

static void
note_column(struct walk *walk, const struct column *column)
{
	if (walk->table != NULL && column->table == walk->table)
		walk->column_seen[column->index] = true;
}

static void
walk_expr(struct walk *walk, const struct expr *expr)
{
	if (!expr || walk->expr_seen[expr->id])
		return;
	walk->expr_seen[expr->id] = true;
	/* other rows go by days of their own, and are not looked into */
	if (expr_is_whole(expr) || expr->kind == EXPR_THROUGH)
		return;
	if (expr->setting)
		walk->setting_seen[expr->setting->index] = true;
	walk_expr(walk, expr->a);
	walk_expr(walk, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		walk_expr(walk, expr->parts[i]);
	if (!expr->column)
		return;
	note_column(walk, expr->column);
	walk_expr(walk, expr->column->body);
	if (expr->column->bands)
		for (uint32_t i = 0; i < expr->column->bands->count; i++) {
			const struct column *by = expr->column->bands->by;

			walk_expr(walk, expr->column->bands->bands[i].low);
			walk_expr(walk, expr->column->bands->bands[i].high);
			note_column(walk, by);
			walk_expr(walk, by->body);
		}
}

bool *
prove_columns(struct prover *prover, const struct expr *expr)
{
	const struct table *table = prover->table;
	struct walk walk = { .table = table };

	walk.expr_seen = arena_array(prover->arena, bool, (size_t)prover->program->expr_count + 1);
	walk.setting_seen = arena_array(prover->arena, bool, prover->program->setting_count + 1);
	walk.column_seen = arena_array(prover->arena, bool, table->column_count + 1);
	walk_expr(&walk, expr);
	return walk.column_seen;
}

static int
by_day(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

struct stretches
prove_stretches(struct prover *prover, const struct expr *const *exprs, uint32_t count)
{
	const struct program *program = prover->program;
	struct walk walk = { .table = NULL };
	struct stretches out = { arena_new(prover->arena, struct stretch), 1 };
	size_t room = 1, days = 1;
	int64_t *day;

	for (uint32_t i = 0; i < program->setting_count; i++)
		room += program->settings[i]->value_count - 1;
	out.all[0] = (struct stretch){ INT64_MIN, INT64_MAX };
	/* nothing changes: then it need not be found out what is read, for each rule afresh */
	if (room == 1)
		return out;
	walk.expr_seen = arena_array(prover->arena, bool, (size_t)program->expr_count + 1);
	walk.setting_seen = arena_array(prover->arena, bool, (size_t)program->setting_count + 1);
	for (uint32_t i = 0; i < count; i++)
		walk_expr(&walk, exprs[i]);
	day = arena_array(prover->arena, int64_t, room);
	day[0] = INT64_MIN;
	for (uint32_t i = 0; i < program->setting_count; i++)
		for (uint32_t v = 1; walk.setting_seen[i] && v < program->settings[i]->value_count;
		     v++)
			day[days++] = program->settings[i]->values[v].from;
	qsort(day, days, sizeof *day, by_day);
	out.all = arena_array(prover->arena, struct stretch, days);
	out.all[0] = (struct stretch){ INT64_MIN, INT64_MAX };
	for (size_t i = 1; i < days; i++) {
		if (day[i] == out.all[out.count - 1].from)
			continue;
		out.all[out.count - 1].until = day[i];
		out.all[out.count++] = (struct stretch){ day[i], INT64_MAX };
	}
	return out;
}

const char *
stretch_words(struct arena *arena, const struct stretch *stretch)
{
	if (stretch->from != INT64_MIN)
		return arena_printf(arena, "from %s", prove_spell(arena, KIND_DATE, stretch->from));
	if (stretch->until != INT64_MAX)
		return arena_printf(arena, "before %s",
		    prove_spell(arena, KIND_DATE, stretch->until));
	return "";
}
