/*
 * The formulas and variables of one question: what may be joined to what, and the ranges variables
 * have.
 */
#include <string.h>

#include "lang/date.h"
#include "lang/prove_internal.h"

const struct formula formula_true = { FORMULA_TRUE, 0, 0, 0, 0, false, NULL, NULL };
const struct formula formula_false = { FORMULA_FALSE, 0, 0, 0, 0, false, NULL, NULL };

static void
count_one(struct problem *problem)
{
	problem->effort++;
	if (++problem->formula_count > PROVE_FORMULA_MAX)
		problem->too_big = true;
}

static struct formula *
make(struct problem *problem, enum formula_kind kind)
{
	struct formula *f = arena_new(problem->prover->arena, struct formula);

	f->kind = kind;
	count_one(problem);
	return f;
}

static void
add_part(struct problem *problem, struct formula *whole, const struct formula *part)
{
	struct formula_list *cell = arena_new(problem->prover->arena, struct formula_list);

	cell->formula = part;
	if (whole->parts)
		whole->last->next = cell;
	else
		whole->parts = cell;
	whole->last = cell;
}

static const struct formula *
join(struct problem *problem, enum formula_kind kind, const struct formula *a,
    const struct formula *b)
{
	const struct formula *unit = kind == FORMULA_AND ? &formula_true : &formula_false;
	const struct formula *zero = kind == FORMULA_AND ? &formula_false : &formula_true;
	struct formula *f;

	if (a->kind == zero->kind || b->kind == zero->kind)
		return zero;
	if (a->kind == unit->kind)
		return b;
	if (b->kind == unit->kind)
		return a;
	if (a->kind == kind) {
		/* it is part of nothing else, so a long list grows by its end */
		f = (struct formula *)(uintptr_t)a;
		count_one(problem);
	} else {
		f = make(problem, kind);
		add_part(problem, f, a);
	}
	add_part(problem, f, b);
	return f;
}

const struct formula *
formula_and(struct problem *problem, const struct formula *a, const struct formula *b)
{
	return join(problem, FORMULA_AND, a, b);
}

const struct formula *
formula_or(struct problem *problem, const struct formula *a, const struct formula *b)
{
	return join(problem, FORMULA_OR, a, b);
}

const struct formula *
formula_set(struct problem *problem, uint32_t set, uint64_t mask)
{
	struct formula *f;

	mask &= problem->sets[set].all;
	if (mask == problem->sets[set].all)
		return &formula_true;
	if (mask == 0)
		return &formula_false;
	f = make(problem, FORMULA_SET);
	f->x = set;
	f->mask = mask;
	return f;
}

struct formula *
formula_difference(struct problem *problem, uint32_t x, uint32_t y, wide c, bool less)
{
	struct formula *f = make(problem, FORMULA_DIFFERENCE);
	bool dense = problem->figures[x].dense || problem->figures[y].dense;
	wide grid = x == 0 ? problem->figures[y].grid : problem->figures[x].grid;

	if (!dense && less) {
		c--;
		less = false;
	}
	if (x != 0 && y != 0 && problem->figures[y].grid != grid)
		grid = 1;
	if (!dense)
		c -= (c % grid + grid) % grid;	/* both sides come in whole multiples */
	f->x = x;
	f->y = y;
	f->bound = less ? 2 * c : 2 * c + 1;
	return f;
}

/* ---- variables ---- */

static void
give(struct problem *problem, const struct formula *f)
{
	struct formula_list *cell = arena_new(problem->prover->arena, struct formula_list);

	cell->formula = f;
	cell->next = problem->given;
	problem->given = cell;
}

static const struct formula *
range(struct problem *problem, uint32_t figure, const struct piece *piece)
{
	const struct formula *out = &formula_true;
	struct formula *f;

	if (!piece->no_high) {
		f = formula_difference(problem, figure, 0, piece->high, false);
		f->range = true;
		out = formula_and(problem, out, f);
	}
	if (!piece->no_low) {
		f = formula_difference(problem, 0, figure, -piece->low, false);
		f->range = true;
		out = formula_and(problem, out, f);
	}
	return out;
}

static struct piece
kind_range(const struct term *term)
{
	struct piece piece = { -(wide)INT64_MAX, INT64_MAX, false, false };

	switch ((int)term->type.kind) {
	case KIND_DATE:
		return (struct piece){ DATE_FIRST, DATE_LAST, false, false };
	case KIND_MONTH:
		return (
		    struct piece){ date_month(DATE_FIRST), date_month(DATE_LAST), false, false };
	case KIND_QUARTER:
		return (struct piece){ date_quarter(DATE_FIRST), date_quarter(DATE_LAST), false,
			false };
	case KIND_YEAR:
		return (struct piece){ date_year(DATE_FIRST), date_year(DATE_LAST), false, false };
	default:
		return piece;
	}
}

static wide
field_grid(const struct column *column)
{
	wide grid = 1;

	if (column->type.kind == KIND_WEEKS)
		return 7;
	if (!column->field || !column->field->rounded)
		return 1;
	grid = kind_scale(column->type.kind);
	for (int i = 0; i < column->field->places && grid > 1; i++)
		grid /= 10;
	return grid;
}

/* The days on which the settings of a stretch hold, as a range of the column that says the day. */
static void
tie_to_stretch(struct problem *problem, uint32_t figure, enum settings_day how)
{
	const struct stretch *stretch = &problem->stretch;
	enum kind kind = problem->figures[figure].term.type.kind;
	struct piece piece = { stretch->from, (wide)stretch->until - 1, stretch->from == INT64_MIN,
		stretch->until == INT64_MAX };

	if (how == SETTINGS_AT_FIRST_DAY || how == SETTINGS_AT_LAST_DAY) {
		/* the period whose first day is the earliest from then on, or whose last day is */
		int64_t days[2] = { stretch->from, stretch->until };
		wide edge[2] = { 0, 0 };

		for (int i = 0; i < 2; i++) {
			int64_t day = days[i], period, first;

			if (day == INT64_MIN || day == INT64_MAX)
				continue;
			period = kind == KIND_MONTH ? date_month(day) :
			    kind == KIND_QUARTER    ? date_quarter(day) :
						      date_year(day);
			first = kind == KIND_MONTH ? month_first_day(period) :
			    kind == KIND_QUARTER   ? quarter_first_day(period) :
						     year_first_day(period);
			edge[i] =
			    how == SETTINGS_AT_FIRST_DAY && first < day ? (wide)period + 1 : period;
		}
		piece.low = edge[0];
		piece.high = edge[1] - 1;
	}
	give(problem, range(problem, figure, &piece));
}

static void
new_figure(struct problem *problem, uint32_t index, const struct term *term)
{
	struct figure *figure = &problem->figures[index];
	const struct formula *any = &formula_false;
	const struct piece *pieces;
	struct piece whole = kind_range(term);
	uint32_t count;

	figure->term = *term;
	figure->grid = 1;
	figure->exact = term->kind != TERM_OPAQUE;
	figure->dense = term->kind == TERM_OPAQUE && kind_is_quantity(term->type.kind);
	if (term->kind == TERM_FIELD)
		figure->grid = field_grid(term->column);
	if (term->kind == TERM_SETTING && term->type.kind == KIND_WEEKS)
		figure->grid = 7;
	if (term->kind == TERM_FIELD || term->kind == TERM_RUN_DATE)
		give(problem, range(problem, index, &whole));
	if (term->kind != TERM_SETTING)
		return;
	setting_pieces(problem->prover, term->setting, &problem->stretch, &pieces, &count);
	for (uint32_t i = 0; i < count; i++)
		any = formula_or(problem, any, range(problem, index, &pieces[i]));
	give(problem, any);
}

uint32_t
problem_figure(struct problem *problem, const struct term *term)
{
	for (uint32_t i = 1; i < problem->figure_count; i++)
		if (term_equal(&problem->figures[i].term, term))
			return i;
	if (problem->figure_count == PROVE_FIGURES_MAX) {
		problem->too_big = true;
		return 1;
	}
	new_figure(problem, problem->figure_count, term);
	return problem->figure_count++;
}

static bool
set_equal(const struct set *a, const struct set *b)
{
	return a->kind == b->kind && a->column == b->column && a->setting == b->setting &&
	    (a->key == b->key || (a->key && b->key && strcmp(a->key, b->key) == 0));
}

uint32_t
problem_set(struct problem *problem, const struct set *like)
{
	for (uint32_t i = 0; i < problem->set_count; i++)
		if (set_equal(&problem->sets[i], like))
			return i;
	if (problem->set_count == PROVE_SETS_MAX) {
		problem->too_big = true;
		return 0;
	}
	problem->sets[problem->set_count] = *like;
	return problem->set_count++;
}

bool
problem_pins(struct problem *problem, const struct setting *setting)
{
	if (setting->may_vary != MAY_NOT_VARY)
		problem->varies = true;
	return problem->own_only || setting->may_vary == MAY_NOT_VARY;
}

void
problem_init(struct problem *problem, struct prover *prover, struct stretch stretch,
    bool many_stretches, bool own_only)
{
	const struct table *table = prover->table;
	struct term day = { .kind = TERM_RUN_DATE, .type = type_plain(KIND_DATE) };
	uint32_t figure;

	memset(problem, 0, sizeof *problem);
	problem->prover = prover;
	problem->stretch = stretch;
	problem->many_stretches = many_stretches;
	problem->own_only = own_only;
	problem->figure_count = 1;
	problem->figures[0].exact = true;
	problem->figures[0].grid = 1;
	if (!many_stretches)
		return;
	if (table->settings_day != SETTINGS_AT_RUN_DATE) {
		day.kind = TERM_FIELD;
		day.column = table->settings_column;
		day.type = day.column->type;
		/* Where the day is worked out any row may be meant, which claims no more than can
		 * be shown. */
		if (day.column->origin != COLUMN_FIELD && day.column->origin != COLUMN_KEY)
			return;
	}
	figure = problem_figure(problem, &day);
	tie_to_stretch(problem, figure, table->settings_day);
}
