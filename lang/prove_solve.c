/*
 * The search: cases one by one, each kept consistent. Differences of figures are held as the closed
 * matrix of bounds on x - y (Bellman, shortest paths; see Dill, "Timing assumptions and
 * verification of finite-state concurrent systems", 1989), which is exact for whole units as well
 * as for dense figures; sets as the bits still possible.
 */
#include <string.h>

#include "lang/prove_internal.h"

#define NO_BOUND ((wide)1 << 120)

enum { LEVELS_MAX = 400 };	/* open choices at one time */

struct state {
	wide *bounds;			/* [n * n]: bounds[x * n + y] on x - y */
	uint64_t *sets;
	bool *figure_used, *set_used;
};

struct search {
	struct problem *problem;
	struct arena *arena;
	struct state levels[LEVELS_MAX];
	uint32_t n, cells, *cases;
	bool exact_only, too_many;
	struct state found;
};

enum effect { EFFECT_NONE, EFFECT_NARROWS, EFFECT_IMPOSSIBLE };

static wide
bound_add(wide a, wide b)
{
	if (a >= NO_BOUND || b >= NO_BOUND)
		return NO_BOUND;
	return (((a >> 1) + (b >> 1)) * 2) | (a & b & 1);
}

static bool
formula_is_exact(const struct problem *problem, const struct formula *f)
{
	if (f->kind == FORMULA_SET)
		return problem->sets[f->x].exact;
	if (f->kind == FORMULA_DIFFERENCE)
		return problem->figures[f->x].exact && problem->figures[f->y].exact;
	return true;
}

/* What a single fact would do to a state, without doing it. */
static enum effect
effect_of(const struct search *search, const struct state *state, const struct formula *f)
{
	uint32_t n = search->n;

	if (f->kind == FORMULA_TRUE)
		return EFFECT_NONE;
	if (f->kind == FORMULA_FALSE ||
	    (search->exact_only && !f->range && !formula_is_exact(search->problem, f)))
		return EFFECT_IMPOSSIBLE;
	if (f->kind == FORMULA_SET) {
		if ((state->sets[f->x] & f->mask) == 0)
			return EFFECT_IMPOSSIBLE;
		return (state->sets[f->x] & ~f->mask) == 0 ? EFFECT_NONE : EFFECT_NARROWS;
	}
	if (f->kind != FORMULA_DIFFERENCE)
		return EFFECT_NARROWS;
	if (state->bounds[f->x * n + f->y] <= f->bound)
		return EFFECT_NONE;
	/* a way round of less than 0, or of "less than 0", cannot be */
	return bound_add(state->bounds[f->y * n + f->x], f->bound) < 1 ? EFFECT_IMPOSSIBLE :
									 EFFECT_NARROWS;
}

static void
tighten(struct search *search, struct state *state, uint32_t x, uint32_t y, wide bound)
{
	uint32_t n = search->n;

	search->problem->effort += n;
	for (uint32_t i = 0; i < n; i++) {
		wide to_x = i == x ? 1 : state->bounds[i * n + x];

		if (to_x >= NO_BOUND)
			continue;
		for (uint32_t j = 0; j < n; j++) {
			wide way = bound_add(bound_add(to_x, bound),
			    y == j ? 1 : state->bounds[y * n + j]);

			if (way < state->bounds[i * n + j])
				state->bounds[i * n + j] = way;
		}
	}
}

/* False when the fact cannot be. */
static bool
apply(struct search *search, struct state *state, const struct formula *f)
{
	enum effect effect = effect_of(search, state, f);

	if (effect == EFFECT_IMPOSSIBLE)
		return false;
	if (f->kind == FORMULA_SET) {
		state->set_used[f->x] |= !f->range;
		state->sets[f->x] &= f->mask;
	} else if (f->kind == FORMULA_DIFFERENCE) {
		state->figure_used[f->x] |= !f->range;
		state->figure_used[f->y] |= !f->range;
		if (effect == EFFECT_NARROWS)
			tighten(search, state, f->x, f->y, f->bound);
	}
	return true;
}

static struct state *
level_state(struct search *search, uint32_t level)
{
	struct state *state = &search->levels[level];
	uint32_t sets = search->problem->set_count;

	if (!state->bounds) {
		state->bounds = arena_array(search->arena, wide, (size_t)search->n * search->n);
		state->sets = arena_array(search->arena, uint64_t, (size_t)sets + 1);
		state->figure_used = arena_array(search->arena, bool, search->n);
		state->set_used = arena_array(search->arena, bool, (size_t)sets + 1);
	}
	return state;
}

static void
state_copy(const struct search *search, struct state *to, const struct state *from)
{
	uint32_t sets = search->problem->set_count;

	memcpy(to->bounds, from->bounds, sizeof *to->bounds * search->n * search->n);
	memcpy(to->sets, from->sets, sizeof *to->sets * sets);
	memcpy(to->figure_used, from->figure_used, sizeof *to->figure_used * search->n);
	memcpy(to->set_used, from->set_used, sizeof *to->set_used * sets);
}

static struct formula_list *
cons(struct search *search, const struct formula *f, struct formula_list *next)
{
	struct formula_list *cell = arena_new(search->arena, struct formula_list);

	if (++search->cells > PROVE_CELLS_MAX)
		search->too_many = true;
	cell->formula = f;
	cell->next = next;
	return cell;
}

/* How many alternatives are left, 0 for none and UINT32_MAX when the choice is met already; `only`
 * is the last one open. */
static uint32_t
open_count(const struct search *search, const struct state *state, const struct formula *f,
    const struct formula **only)
{
	uint32_t open = 0;

	for (const struct formula_list *part = f->parts; part; part = part->next) {
		enum effect effect = effect_of(search, state, part->formula);

		search->problem->effort++;
		if (effect == EFFECT_NONE)
			return UINT32_MAX;
		if (effect == EFFECT_NARROWS) {
			open++;
			*only = part->formula;
		}
	}
	return open;
}

/* Drops the choices that are met already; the first that leaves one way open comes back in
 * `forced`. False: one leaves none. */
static bool
narrow(struct search *search, const struct state *state, struct formula_list **choices,
    struct formula_list **forced)
{
	struct formula_list *kept = NULL;

	*forced = NULL;
	for (struct formula_list *cell = *choices; cell; cell = cell->next) {
		const struct formula *only = NULL;
		uint32_t open = open_count(search, state, cell->formula, &only);

		if (open == 0)
			return false;
		if (open == 1 && !*forced)
			*forced = cons(search, only, NULL);
		else if (open != UINT32_MAX)
			kept = cons(search, cell->formula, kept);
	}
	*choices = kept;
	return true;
}

/* Takes in all that leaves no choice. False when that cannot be. What is left to choose comes back
 * in `choices`. */
static bool
settle(struct search *search, struct state *state, struct formula_list *pending,
    struct formula_list **choices)
{
	do {
		while (pending) {
			const struct formula *f = pending->formula;

			pending = pending->next;
			if (f->kind == FORMULA_AND) {
				for (const struct formula_list *part = f->parts; part;
				     part = part->next)
					pending = cons(search, part->formula, pending);
			} else if (f->kind == FORMULA_OR) {
				*choices = cons(search, f, *choices);
			} else if (!apply(search, state, f)) {
				return false;
			}
		}
		if (search->too_many || !narrow(search, state, choices, &pending))
			return false;
	} while (pending);
	return true;
}

static const struct formula *
take_choice(struct search *search, const struct state *state, struct formula_list **choices)
{
	const struct formula *best = NULL, *only = NULL;
	uint32_t fewest = UINT32_MAX;
	struct formula_list *rest = NULL;

	for (struct formula_list *cell = *choices; cell; cell = cell->next) {
		uint32_t open = open_count(search, state, cell->formula, &only);

		if (open < fewest) {
			fewest = open;
			best = cell->formula;
		}
	}
	if (!best)
		best = (*choices)->formula;
	for (struct formula_list *cell = *choices; cell; cell = cell->next)
		if (cell->formula != best)
			rest = cons(search, cell->formula, rest);
	*choices = rest;
	return best;
}

static bool
look(struct search *search, uint32_t level, struct formula_list *pending,
    struct formula_list *choices)
{
	struct state *state = level_state(search, level);
	const struct formula *choice;

	if (!settle(search, state, pending, &choices))
		return false;
	if (!choices) {
		search->found = *state;
		return true;
	}
	if (level + 1 >= LEVELS_MAX) {
		search->too_many = true;
		return false;
	}
	choice = take_choice(search, state, &choices);
	for (const struct formula_list *part = choice->parts; part; part = part->next) {
		struct state *next = level_state(search, level + 1);

		if (effect_of(search, state, part->formula) == EFFECT_IMPOSSIBLE)
			continue;
		if (++*search->cases > PROVE_CASES_MAX) {
			search->too_many = true;
			return false;
		}
		state_copy(search, next, state);
		if (look(search, level + 1, cons(search, part->formula, NULL), choices))
			return true;
		if (search->too_many)
			return false;
	}
	return false;
}

static void
start_state(struct search *search)
{
	struct state *state = level_state(search, 0);
	const struct problem *problem = search->problem;

	for (uint32_t i = 0; i < search->n; i++)
		for (uint32_t j = 0; j < search->n; j++)
			state->bounds[i * search->n + j] = i == j ? 1 : NO_BOUND;
	memset(state->figure_used, 0, search->n * sizeof *state->figure_used);
	for (uint32_t i = 0; i < problem->set_count; i++) {
		state->sets[i] = problem->sets[i].all;
		state->set_used[i] = false;
	}
}

static bool
uses_opaque(const struct search *search)
{
	const struct problem *problem = search->problem;

	for (uint32_t i = 0; i < problem->figure_count; i++)
		if (search->found.figure_used[i] && !problem->figures[i].exact)
			return true;
	for (uint32_t i = 0; i < problem->set_count; i++)
		if (search->found.set_used[i] && !problem->sets[i].exact)
			return true;
	return false;
}

/* ---- one row out of all that are left ---- */

static wide
floor_to(wide value, wide grid)
{
	wide rest = value % grid;

	return value - (rest < 0 ? rest + grid : rest);
}

/* The roundest value between two bounds. */
static wide
pick(const struct problem *problem, const struct figure *figure, wide low, wide high)
{
	int64_t start = problem->prover->program->in_force_from;
	wide grid = (wide)kind_scale(figure->term.type.kind), none = 0;
	const struct setting *setting = figure->term.setting;

	if (figure->term.type.kind == KIND_DATE)
		none = start != INT64_MIN ? start : 18262;	/* 1 January 2020 */
	else if (kind_is_period(figure->term.type.kind))
		none = figure->term.type.kind == KIND_YEAR ? 2020 :
		    figure->term.type.kind == KIND_QUARTER ? 8080 :
							     24240;
	if (setting)
		none = prove_units(problem->prover,
		    &setting_in(setting, &problem->stretch)->values[0]);
	if (none >= low && none <= high && none % figure->grid == 0)
		return none;
	if (grid < figure->grid)
		grid = figure->grid;
	for (; grid >= figure->grid; grid /= 10) {
		if (low > -NO_BOUND / 4) {
			wide up = -floor_to(-low, grid);

			if (up <= high)
				return up;
		} else {
			return floor_to(high, grid);
		}
		if (grid == 1)
			break;
	}
	return low;
}

static bool
fix_figures(struct search *search, struct solution *out)
{
	const struct problem *problem = search->problem;
	struct state *state = &search->found;
	uint32_t n = search->n;
	bool fits = true;

	for (uint32_t i = 1; i < n; i++) {
		const struct figure *figure = &problem->figures[i];
		/* i - 0 and 0 - i */
		wide high = state->bounds[i * n], low = state->bounds[i];
		uint64_t quarters = 15;

		high = high >= NO_BOUND ? NO_BOUND / 2 : (high >> 1) - ((high & 1) ? 0 : 1);
		low = low >= NO_BOUND ? -(NO_BOUND / 2) : -((low >> 1) - ((low & 1) ? 0 : 1));
		for (uint32_t s = 0; s < problem->set_count; s++)
			if (problem->sets[s].kind == SET_QUARTER &&
			    figure->term.kind == TERM_FIELD &&
			    problem->sets[s].column == figure->term.column)
				quarters = state->sets[s];
		out->figures[i] = pick(problem, figure, low, high);
		for (int k = 0; k < 4 && !(quarters >> (((uint64_t)out->figures[i]) & 3) & 1); k++)
			out->figures[i]++;
		if (out->figures[i] > high ||
		    !(quarters >> (((uint64_t)out->figures[i]) & 3) & 1) ||
		    out->figures[i] % figure->grid != 0)
			fits = false;
		if (out->figures[i] >= low && out->figures[i] <= high) {
			tighten(search, state, i, 0, out->figures[i] * 2 + 1);
			tighten(search, state, 0, i, -out->figures[i] * 2 + 1);
		}
	}
	return fits;
}

struct solution
prove_solve(struct problem *problem, const struct formula *formula, uint32_t *cases)
{
	struct arena *arena = problem->prover->arena;
	struct solution out = { FOUND_NONE, NULL, NULL, NULL, NULL };
	struct search *search = arena_new(arena, struct search);
	struct formula_list *pending = arena_new(arena, struct formula_list);

	if (problem->too_big) {
		out.found = FOUND_TOO_MANY;
		return out;
	}
	search->problem = problem;
	search->arena = arena;
	search->n = problem->figure_count;
	search->cases = cases;
	pending->formula = formula;
	pending->next = problem->given;
	start_state(search);
	if (!look(search, 0, pending, NULL)) {
		out.found = search->too_many ? FOUND_TOO_MANY : FOUND_NONE;
		return out;
	}
	out.found = FOUND_EXACT;
	if (uses_opaque(search)) {
		struct state first = search->found;

		/* perhaps another case does without */
		search->exact_only = true;
		search->too_many = false;
		for (uint32_t i = 0; i < LEVELS_MAX; i++)
			search->levels[i].bounds = NULL;
		start_state(search);
		if (!look(search, 0, pending, NULL)) {
			search->found = first;
			out.found = FOUND_OPAQUE;
		}
	}
	out.figures = arena_array(arena, wide, search->n);
	out.sets = search->found.sets;
	out.figure_used = search->found.figure_used;
	out.set_used = search->found.set_used;
	if (!fix_figures(search, &out))
		out.found = FOUND_OPAQUE;
	return out;
}
