/*
 * What a single comparison, a label or "is given" says about the variables of a question.
 */
#include <assert.h>
#include <string.h>

#include "lang/prove_internal.h"

/* A column of the row that an example states instead of what it comes from. */
static bool
is_stated(const struct problem *problem, const struct column *column)
{
	return problem->prover->states_outcomes && column->table == problem->prover->table &&
	    column->type.labels != NULL && column->origin != COLUMN_FIELD &&
	    column->origin != COLUMN_KEY && column->origin != COLUMN_LETTER && !column->bands;
}

/* The same of a column of the one row that a reference of ours points to. */
static bool
is_stated_through(const struct problem *problem, const struct expr *expr)
{
	const struct column *reference = expr->column;

	return problem->prover->states_outcomes && expr->kind == EXPR_THROUGH &&
	    expr->type.labels != NULL && reference != NULL &&
	    reference->table == problem->prover->table && reference->refers_to != NULL &&
	    reference->refers_to->key_count == 1 &&
	    reference->refers_to != problem->prover->table &&
	    (reference->origin == COLUMN_FIELD || reference->origin == COLUMN_KEY);
}

/* Through definitions to what stands behind a name; `at_run` follows. NULL when it goes too
 * deep. */
static const struct expr *
behind(const struct problem *problem, const struct expr *expr, bool *at_run)
{
	for (int depth = 0; depth < PROVE_DEPTH_MAX; depth++) {
		if (expr->kind != EXPR_COLUMN || !expr->column->body ||
		    expr->column->origin == COLUMN_SENT || is_stated(problem, expr->column))
			return expr;
		*at_run |= expr->column->table == problem->prover->program->run;
		expr = expr->column->body;
	}
	return NULL;
}

/* ---- given, empty, unknown ---- */

/* The variable for it; false when the column always holds something. */
bool
problem_state_set(struct problem *problem, const struct column *column, uint32_t *set)
{
	struct set like = { .kind = SET_STATE, .column = column, .all = STATE_GIVEN };

	if (is_stated(problem, column) ||
	    (problem->prover->states_outcomes && column->origin == COLUMN_LETTER))
		return false;
	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY) {
		if (!column->type.can_be_empty)
			return false;
		like.all |= STATE_EMPTY;
		like.exact = true;
	} else {
		like.all |= STATE_UNKNOWN | (column->type.can_be_empty ? STATE_EMPTY : 0);
	}
	*set = problem_set(problem, &like);
	return true;
}

static const uint64_t wanted_masks[] = { STATE_GIVEN, STATE_EMPTY | STATE_UNKNOWN, STATE_EMPTY,
	STATE_GIVEN | STATE_UNKNOWN };

static const struct formula *
column_state(struct problem *problem, const struct column *column, enum state_wanted want)
{
	uint32_t set;

	if (problem_state_set(problem, column, &set))
		return formula_set(problem, set, wanted_masks[want]);
	return want == WANT_GIVEN || want == WANT_NOT_EMPTY ? &formula_true : &formula_false;
}

/* What no row tells by itself, read through a reference or out of other rows, is empty or unknown
 * as it likes; the same text means the same thing. */
static const struct formula *
opaque_state(struct problem *problem, const struct expr *expr, bool at_run, enum state_wanted want)
{
	struct set like = { .kind = SET_STATE, .all = STATE_GIVEN | STATE_UNKNOWN };

	if (expr->type.can_be_empty)
		like.all |= STATE_EMPTY;
	like.key = prove_text(problem->prover, expr->at);
	if (at_run)
		like.key = arena_printf(problem->prover->arena, "run: %s", like.key);
	return formula_set(problem, problem_set(problem, &like), wanted_masks[want]);
}

/* A setting that changes is unknown where the day that picks its value is not given. */
static const struct formula *
setting_state(struct problem *problem, const struct setting *setting, enum state_wanted want)
{
	const struct table *table = problem->prover->table;

	if (want == WANT_GIVEN || want == WANT_NOT_GIVEN)
		if (!setting_is_fixed(setting) && table->settings_day != SETTINGS_AT_RUN_DATE)
			return column_state(problem, table->settings_column, want);
	return want == WANT_GIVEN || want == WANT_NOT_EMPTY ? &formula_true : &formula_false;
}

/* True for what can come out unknown although its parts are given: a division, a day past the end
 * of a calendar. */
static bool
can_fail(const struct expr *expr)
{
	switch ((int)expr->kind) {
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
		return false;
	case EXPR_AFTER:
	case EXPR_BEFORE:
	case EXPR_SPAN:
		return expr->calendar != NULL;
	default:
		return true;
	}
}

static const struct formula *
parts_state(struct problem *problem, const struct expr *expr, bool at_run, enum state_wanted want)
{
	bool each = want == WANT_GIVEN || want == WANT_NOT_EMPTY;
	const struct formula *out = each ? &formula_true : &formula_false;
	struct set like = { .kind = SET_STATE, .all = STATE_GIVEN | STATE_UNKNOWN };
	const struct expr *sides[2] = { expr->a, expr->b };

	for (int i = 0; i < 2; i++) {
		const struct formula *part =
		    sides[i] ? formula_state(problem, sides[i], at_run, want) : NULL;

		if (part)
			out =
			    each ? formula_and(problem, out, part) : formula_or(problem, out, part);
	}
	if (!can_fail(expr) || (want != WANT_GIVEN && want != WANT_NOT_GIVEN))
		return out;
	like.key = prove_text(problem->prover, expr->at);
	if (want == WANT_GIVEN)
		return formula_and(problem, out,
		    formula_set(problem, problem_set(problem, &like), STATE_GIVEN));
	return formula_or(problem, out,
	    formula_set(problem, problem_set(problem, &like), STATE_UNKNOWN));
}

static const struct formula *
state_of(struct problem *problem, const struct expr *expr, bool at_run, enum state_wanted want)
{
	const struct formula *yes;

	expr = behind(problem, expr, &at_run);
	if (!expr) {
		problem->too_big = true;
		return &formula_true;
	}
	if (expr->kind == EXPR_COLUMN && expr->column->bands) {
		const struct expr by = { .kind = EXPR_COLUMN,
			.type = expr->column->bands->by->type,
			.at = expr->at,
			.column = expr->column->bands->by };

		return formula_state(problem, &by, at_run, want);
	}
	if (expr->kind == EXPR_COLUMN)
		return column_state(problem, expr->column, want);
	if (expr->kind == EXPR_SETTING)
		return setting_state(problem, expr->setting, want);
	if (is_stated_through(problem, expr))
		return want == WANT_GIVEN || want == WANT_NOT_EMPTY ? &formula_true :
								      &formula_false;
	if (expr->kind == EXPR_THROUGH || expr->kind == EXPR_AGGREGATE)
		return opaque_state(problem, expr, at_run, want);
	if (expr->kind == EXPR_VALUE || expr->kind == EXPR_RUN_DATE)
		return want == WANT_GIVEN || want == WANT_NOT_EMPTY ? &formula_true :
								      &formula_false;
	if (expr->kind >= EXPR_HOLDS) {
		/* a condition is never empty; it is given when it is yes or no */
		if (want == WANT_EMPTY || want == WANT_NOT_EMPTY)
			return want == WANT_EMPTY ? &formula_false : &formula_true;
		if (want == WANT_GIVEN) {
			yes = formula_condition(problem, expr, at_run, ANSWER_YES);
			return formula_or(problem, yes,
			    formula_condition(problem, expr, at_run, ANSWER_NO));
		}
		yes = formula_condition(problem, expr, at_run, ANSWER_NOT_YES);
		return formula_and(problem, yes,
		    formula_condition(problem, expr, at_run, ANSWER_NOT_NO));
	}
	return parts_state(problem, expr, at_run, want);
}

const struct formula *
formula_state(struct problem *problem, const struct expr *expr, bool at_run, enum state_wanted want)
{
	const struct formula *out = &formula_true;

	if (++problem->depth > PROVE_DEPTH_MAX)
		problem->too_big = true;
	if (!problem->too_big)
		out = state_of(problem, expr, at_run, want);
	problem->depth--;
	return out;
}

/* ---- figures ---- */

/* x - y + c is less than, equal to, more than 0 */
static const struct formula *
signs_between(struct problem *problem, uint32_t x, uint32_t y, wide c, unsigned signs)
{
	const struct formula *below, *above;

	/* no comparison is met by each sign, or by none */
	switch (signs) {
	case SIGN_LESS:
		return formula_difference(problem, x, y, -c, true);
	case SIGN_LESS | SIGN_EQUAL:
		return formula_difference(problem, x, y, -c, false);
	case SIGN_MORE:
		return formula_difference(problem, y, x, c, true);
	case SIGN_MORE | SIGN_EQUAL:
		return formula_difference(problem, y, x, c, false);
	case SIGN_EQUAL:
		below = formula_difference(problem, x, y, -c, false);
		above = formula_difference(problem, y, x, c, false);
		return formula_and(problem, below, above);
	default:
		assert(signs == (SIGN_LESS | SIGN_MORE));
		below = formula_difference(problem, x, y, -c, true);
		above = formula_difference(problem, y, x, c, true);
		return formula_or(problem, below, above);
	}
}

static const struct formula *
opaque_signs(struct problem *problem, const struct expr *a, const struct expr *b, unsigned signs)
{
	struct set like = { .kind = SET_OPAQUE, .all = SIGN_LESS | SIGN_EQUAL | SIGN_MORE };
	const char *left = prove_text(problem->prover, a->at),
		   *right = prove_text(problem->prover, b->at);

	if (strcmp(left, right) > 0) {
		const char *swap = left;

		left = right;
		right = swap;
		signs = (signs & SIGN_EQUAL) | ((signs & SIGN_LESS) ? SIGN_MORE : 0) |
		    ((signs & SIGN_MORE) ? SIGN_LESS : 0);
	}
	like.key = arena_printf(problem->prover->arena, "%s compared with %s", left, right);
	return formula_set(problem, problem_set(problem, &like), signs);
}

static wide
own_units(const struct problem *problem, const struct setting *setting)
{
	return prove_units(problem->prover, &setting_in(setting, &problem->stretch)->values[0]);
}

/* Settings with one value in the stretch become figures. */
static void
fold_settings(struct problem *problem, struct linear *form)
{
	for (uint32_t i = 0; i < form->count;) {
		if (form->parts[i].term.kind == TERM_SETTING &&
		    problem_pins(problem, form->parts[i].term.setting)) {
			form->constant += form->parts[i].factor *
			    own_units(problem, form->parts[i].term.setting);
			form->parts[i] = form->parts[--form->count];
		} else {
			i++;
		}
	}
}

/* How far the settings of a form can take it down and up; false when there is no saying. What is
 * left are the other terms. */
static bool
settings_span(struct problem *problem, struct linear *form, wide *low, wide *high)
{
	*low = *high = 0;
	for (uint32_t i = 0; i < form->count;) {
		wide factor = form->parts[i].factor, least = 0, most = 0;
		const struct piece *pieces;
		uint32_t count;

		if (form->parts[i].term.kind != TERM_SETTING) {
			i++;
			continue;
		}
		setting_pieces(problem->prover, form->parts[i].term.setting, &problem->stretch,
		    &pieces, &count);
		for (uint32_t p = 0; p < count; p++) {
			if (pieces[p].no_low || pieces[p].no_high)
				return false;
			least = p == 0 || pieces[p].low < least ? pieces[p].low : least;
			most = p == 0 || pieces[p].high > most ? pieces[p].high : most;
		}
		*low += factor * (factor > 0 ? least : most);
		*high += factor * (factor > 0 ? most : least);
		form->parts[i] = form->parts[--form->count];
	}
	return true;
}

/* The two figures of a form, 0 for none; false when it is not one figure or the difference of
 * two. */
static bool
two_figures(struct problem *problem, const struct linear *form, uint32_t *x, uint32_t *y)
{
	*x = *y = 0;
	if (form->count > 2 ||
	    (form->count == 2 && form->parts[0].factor + form->parts[1].factor != 0))
		return false;
	for (uint32_t i = 0; i < form->count; i++)
		if (form->parts[i].factor != 1 && form->parts[i].factor != -1)
			return false;
	for (uint32_t i = 0; i < form->count; i++)
		*(form->parts[i].factor == 1 ? x : y) =
		    problem_figure(problem, &form->parts[i].term);
	return true;
}

/* A form of several terms: any sign, but none that even the settings at their ends cannot bring
 * about. */
static const struct formula *
loose_signs(struct problem *problem, const struct expr *a, const struct expr *b, struct linear form,
    unsigned signs)
{
	const struct formula *out = opaque_signs(problem, a, b, signs);
	wide low, high;
	uint32_t x, y;

	if (!settings_span(problem, &form, &low, &high) || !two_figures(problem, &form, &x, &y) ||
	    problem->too_big)
		return out;
	if (!(signs & SIGN_MORE) && form.count > 0)
		out = formula_and(problem, out, signs_between(problem, x, y, form.constant + low,
		    signs & SIGN_EQUAL ? SIGN_LESS | SIGN_EQUAL : SIGN_LESS));
	if (!(signs & SIGN_LESS) && form.count > 0)
		out = formula_and(problem, out, signs_between(problem, x, y, form.constant + high,
		    signs & SIGN_EQUAL ? SIGN_MORE | SIGN_EQUAL : SIGN_MORE));
	return out;
}

const struct formula *
formula_sign(struct problem *problem, const struct expr *a, const struct expr *b, bool at_run,
    unsigned signs)
{
	struct linear left, right;
	uint32_t x, y;

	if (!prove_linear(problem->prover, a, at_run, &left) ||
	    !prove_linear(problem->prover, b, at_run, &right) || !linear_subtract(&left, &right))
		return opaque_signs(problem, a, b, signs);
	fold_settings(problem, &left);
	if (left.count == 0)
		return (left.constant < 0        ? SIGN_LESS :
			       left.constant > 0 ? SIGN_MORE :
						   SIGN_EQUAL) &
			signs ?
		    &formula_true :
		    &formula_false;
	if (!two_figures(problem, &left, &x, &y))
		return loose_signs(problem, a, b, left, signs);
	return problem->too_big ? &formula_true :
				  signs_between(problem, x, y, left.constant, signs);
}

/* ---- labels ---- */

static const struct formula *
band_labels(struct problem *problem, const struct expr *expr, bool at_run, uint64_t mask)
{
	const struct bands *bands = expr->column->bands;
	const struct expr by = { .kind = EXPR_COLUMN,
		.type = bands->by->type,
		.at = expr->at,
		.column = bands->by };
	const struct formula *out = &formula_false;

	for (uint32_t i = 0; i < bands->count && !problem->too_big; i++) {
		const struct band *band = &bands->bands[i];
		const struct formula *in = &formula_true;

		if (!((mask >> band->label) & 1))
			continue;
		if (band->low)
			in = formula_and(problem, in, formula_sign(problem, &by, band->low, at_run,
			    band->low_included ? SIGN_MORE | SIGN_EQUAL : SIGN_MORE));
		if (band->high)
			in = formula_and(problem, in, formula_sign(problem, &by, band->high, at_run,
			    band->high_included ? SIGN_LESS | SIGN_EQUAL : SIGN_LESS));
		out = formula_or(problem, out, in);
	}
	return out;
}

static const struct formula *
setting_labels(struct problem *problem, const struct expr *expr, bool at_run, uint64_t mask)
{
	const struct setting *setting = expr->setting;
	struct set like = { .kind = SET_SETTING, .setting = setting, .exact = true };
	const struct label_set *labels = expr->type.labels;

	like.all = setting_in(setting, &problem->stretch)->values[0].labels;
	if (at_run && !setting_is_fixed(setting))
		like.exact = false;
	if (!like.exact ||
	    (setting->may_vary == MAY_VARY_FREELY && !problem_pins(problem, setting)))
		like.all = label_set_all(labels);
	if (setting->may_vary == MAY_VARY_AMONG && !problem_pins(problem, setting))
		for (uint32_t i = 0; i < setting->bound_count; i++)
			like.all |= setting->bounds[i].labels;
	if ((like.all & (like.all - 1)) == 0)
		return like.all & mask ? &formula_true : &formula_false;
	return formula_set(problem, problem_set(problem, &like), mask);
}

/* `L is Sent` asks the same of the letter in another way; it is known also where it is not known
 * whether the letter is due, so whether there is an answer stays a matter of its own. What an
 * example states of a letter is that, and nothing else. */
static const struct column *
one_of_letter(const struct problem *problem, const struct column *column, uint64_t *mask)
{
	const struct letter *letter = column->letter;
	uint64_t sent = UINT64_C(1) << LETTER_SENT;

	if (column->origin == COLUMN_SENT && !problem->prover->states_outcomes) {
		uint64_t others = label_set_all(letter->column->type.labels) & ~sent;

		*mask = (*mask & LABEL_YES ? sent : 0) | (*mask & LABEL_NO ? others : 0);
		return letter->column;
	}
	if (column->origin == COLUMN_LETTER && problem->prover->states_outcomes &&
	    (*mask == sent || *mask == (label_set_all(column->type.labels) & ~sent))) {
		*mask = *mask == sent ? LABEL_YES : LABEL_NO;
		return letter->sent;
	}
	return column;
}

/* A list that variations may add to has one label more than the text has: nobody knows which. */
static uint64_t
labels_possible(const struct expr *expr)
{
	const struct label_set *labels = expr->type.labels;
	const struct column *column = expr->kind == EXPR_COLUMN ? expr->column : NULL;
	bool open = column != NULL && column->origin == COLUMN_FIELD &&
	    column->refers_to == NULL && column->field->labels_may_vary &&
	    labels->count < LABELS_MAX;

	return label_set_all(labels) | (open ? UINT64_C(1) << labels->count : 0);
}

static const struct formula *
column_labels(struct problem *problem, const struct expr *expr, uint64_t mask)
{
	const struct column *column = one_of_letter(problem, expr->column, &mask);
	struct set like = { .kind = SET_LABELS, .column = column };

	like.all = column == expr->column ? labels_possible(expr) :
					    label_set_all(column->type.labels);
	like.exact = column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY ||
	    is_stated(problem, column);
	return formula_set(problem, problem_set(problem, &like), mask);
}

static const struct formula *
opaque_labels(struct problem *problem, const struct expr *expr, uint64_t mask)
{
	struct set like = { .kind = SET_LABELS, .key = prove_text(problem->prover, expr->at) };

	if (is_stated_through(problem, expr)) {
		like.through = expr;
		like.exact = true;
	}
	like.all = label_set_all(expr->type.labels);
	return formula_set(problem, problem_set(problem, &like), mask);
}

const struct formula *
formula_labels(struct problem *problem, const struct expr *expr, bool at_run, uint64_t mask,
    enum answer answer)
{
	bool no = answer == ANSWER_NO || answer == ANSWER_NOT_YES,
	     sure = answer == ANSWER_YES || answer == ANSWER_NO;
	const struct formula *fact, *state;
	uint64_t all;

	expr = behind(problem, expr, &at_run);
	if (!expr || problem->too_big) {
		problem->too_big = true;
		return &formula_true;
	}
	if (expr->kind >= EXPR_HOLDS) {
		static const enum answer other[] = { ANSWER_NO, ANSWER_YES, ANSWER_NOT_NO,
			ANSWER_NOT_YES };

		mask &= LABEL_YES | LABEL_NO;
		if (mask == LABEL_YES)
			return formula_condition(problem, expr, at_run, answer);
		if (mask == LABEL_NO)
			return formula_condition(problem, expr, at_run, other[answer]);
		if (mask == 0)
			no = !no;
		/* a list with neither or with both of yes and no settles it once the condition is
		 * known */
		state = formula_state(problem, expr, at_run, sure ? WANT_GIVEN : WANT_NOT_GIVEN);
		fact = no ? &formula_false : &formula_true;
		return sure ? formula_and(problem, fact, state) : formula_or(problem, fact, state);
	}
	all = labels_possible(expr);
	if (no)
		mask = all & ~mask;
	if (expr->kind == EXPR_COLUMN && expr->column->bands)
		fact = band_labels(problem, expr, at_run, mask);
	else if (expr->kind == EXPR_COLUMN)
		fact = column_labels(problem, expr, mask);
	else if (expr->kind == EXPR_SETTING)
		fact = setting_labels(problem, expr, at_run, mask);
	else if (expr->kind == EXPR_THROUGH)
		fact = opaque_labels(problem, expr, mask);
	else
		fact = expr->value.labels & mask ? &formula_true : &formula_false;
	state = formula_state(problem, expr, at_run, sure ? WANT_GIVEN : WANT_NOT_GIVEN);
	return sure ? formula_and(problem, fact, state) : formula_or(problem, fact, state);
}
