/* explain_words: conditions and bands in words. Nothing is worked out here: all is read off the
 * slots. */
#include "interp/explain_internal.h"
#include "interp/explain_whole.h"

#include <assert.h>

static void
say(const struct telling *telling, const char *text)
{
	buffer_text(telling->out, text);
}

/* "waiting_time is 41 days" */
static void
say_subject(const struct telling *telling, const struct expr *expr)
{
	explain_source(telling, expr);
	say(telling, " is ");
	explain_expr_value(telling, expr);
	if (expr->kind == EXPR_SETTING)
		explain_setting_origin(telling, expr->setting);
}

/* ---- conditions ---- */

static const char *
comparison_words(enum comparison compare)
{
	switch (compare) {
	case COMPARE_IS:
	case COMPARE_IS_NOT:
		return "the same as ";
	case COMPARE_MORE:
		return "more than ";
	case COMPARE_LESS:
		return "less than ";
	case COMPARE_AT_LEAST:
		return "at least ";
	case COMPARE_AT_MOST:
		return "at most ";
	case COMPARE_BEFORE:
		return "before ";
	case COMPARE_AFTER:
		return "after ";
	case COMPARE_ON_OR_BEFORE:
		return "on or before ";
	case COMPARE_ON_OR_AFTER:
		return "on or after ";
	}
	return "";
}

/* An unknown answer names the question: "whether waiting_time (not known) is more than 40 days
 * is not known". */
static void
say_question(const struct telling *telling, const struct expr *subject, const char *words)
{
	say(telling, "whether ");
	explain_operand(telling, subject);
	say(telling, " is ");
	say(telling, words);
}

static void
say_unanswered(const struct telling *telling)
{
	say(telling, " is not known");
}

static const struct column *
column_of(const struct expr *expr)
{
	return expr->kind == EXPR_COLUMN ? expr->column : NULL;
}

static void
say_comparison(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	const struct vec *a = batch_expr(telling->batch, expr->a),
	                 *b = batch_expr(telling->batch, expr->b);
	bool plain = (expr->compare == COMPARE_IS || expr->compare == COMPARE_IS_NOT)
	    && expr->b->kind == EXPR_VALUE;
	const char *words = plain ? "" : comparison_words(expr->compare);

	if (answer == ANSWER_UNKNOWN) {
		say_question(telling, expr->a,
		    expr->compare == COMPARE_IS_NOT && plain ? "not " : words);
		explain_operand(telling, expr->b);
		say_unanswered(telling);
		return;
	}
	if (expr->compare == COMPARE_IS_NOT)
		answer = answer == ANSWER_YES ? ANSWER_NO : ANSWER_YES;
	say_subject(telling, expr->a);
	if (explain_looks_equal(telling, column_of(expr->a), a, b))
		explain_whole_fraction(telling, a);
	if (plain && answer == ANSWER_YES)
		return;
	say(telling, answer == ANSWER_NO ? ", not " : ", ");
	say(telling, words);
	explain_operand(telling, expr->b);
	if (explain_looks_equal(telling, column_of(expr->b), b, a))
		explain_whole_fraction(telling, b);
}

static void
say_labels(const struct telling *telling, const struct label_set *set, uint64_t labels,
    const char *between)
{
	bool first = true;

	for (uint32_t i = 0; i < set->count; i++)
		if ((labels >> i & 1) != 0) {
			if (!first)
				say(telling, between);
			say(telling, set->names[i]);
			first = false;
		}
}

/* The labels still possible of a column that is not settled: "status is Red or Amber". */
static void
say_label_subject(const struct telling *telling, const struct expr *expr)
{
	const struct vec *vec = batch_expr(telling->batch, expr);
	uint64_t labels =
	    vec->shape == SHAPE_LABELS ? explain_labels(telling, vec) & ~LABEL_NOTHING : 0;

	if (vec->shape != SHAPE_LABELS || explain_presence(telling, vec) != UNKNOWN
	    || labels == label_set_all(vec->type.labels)) {
		say_subject(telling, expr);
		return;
	}
	explain_source(telling, expr);
	say(telling, " is ");
	say_labels(telling, vec->type.labels, labels, " or ");
	if ((explain_labels(telling, vec) & LABEL_NOTHING) != 0)
		say(telling, " or nothing");
}

static void
say_labels_in(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	const struct vec *vec = batch_expr(telling->batch, expr->a);

	if (answer == ANSWER_UNKNOWN && explain_presence(telling, vec) != NOTHING) {
		say_label_subject(telling, expr->a);
		return;
	}
	say_subject(telling, expr->a);
	if (answer != ANSWER_NO)
		return;
	say(telling, ", not ");
	say_labels(telling, vec->type.labels, expr->labels, " or ");
}

/* "long_quarters", and of a list that changed its members and whose they are. */
static void
say_list_setting(const struct telling *telling, const struct setting *setting)
{
	const struct plan *plan = telling->batch->plan;
	const struct setting_value *list = explain_setting_value(telling, setting);

	say(telling, setting->name);
	if (list == NULL || !knob_is_changed(&plan_knobs(plan)->knobs[setting->index]))
		return;
	say(telling, " (");
	if (list->count == 0)
		say(telling, "nothing");
	for (uint32_t i = 0; i < list->count; i++) {
		say(telling, i > 0 ? " and " : "");
		buffer_value(telling->out, &list->values[i], SPELL_READER);
	}
	explain_setting_origin(telling, setting);
	say(telling, ")");
}

static void
say_one_of(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	if (answer == ANSWER_UNKNOWN) {
		say_question(telling, expr->a, "one of ");
	} else {
		say_subject(telling, expr->a);
		say(telling, answer == ANSWER_YES ? ", one of " : ", not one of ");
	}
	if (expr->kind == EXPR_ONE_OF_SETTING)
		say_list_setting(telling, expr->setting);
	for (uint32_t i = 0; i < expr->part_count; i++) {
		if (i > 0)
			say(telling, ", ");
		explain_operand(telling, expr->parts[i]);
	}
	if (answer == ANSWER_UNKNOWN)
		say_unanswered(telling);
}

static void
say_quarter(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	bool first = true;

	if (answer == ANSWER_UNKNOWN)
		say_question(telling, expr->a, "");
	else
		say_subject(telling, expr->a);
	if (answer == ANSWER_YES)
		return;
	if (answer == ANSWER_NO)
		say(telling, ", not ");
	for (unsigned i = 0; i < 4; i++)
		if ((expr->labels >> i & 1) != 0) {
			say(telling, first ? "Q" : " or Q");
			buffer_char(telling->out, (char)('1' + i));
			first = false;
		}
	if (answer == ANSWER_UNKNOWN)
		say_unanswered(telling);
}

static void
say_given(const struct telling *telling, const struct expr *expr)
{
	const struct vec *vec = batch_expr(telling->batch, expr->a);

	explain_source(telling, expr->a);
	if (vec->shape == SHAPE_TRUTH || explain_presence(telling, vec) == GIVEN) {
		say(telling, " is given (");
		explain_expr_value(telling, expr->a);
		say(telling, ")");
	} else if (explain_presence(telling, vec) == NOTHING) {
		say(telling, " is blank");
	} else if (vec->shape == SHAPE_LABELS &&
	    (explain_labels(telling, vec) & LABEL_NOTHING) == 0) {
		say(telling, " is given");
	} else {
		say(telling, " is not known, not even whether it is blank");
	}
}

static void
say_like(const struct telling *telling, const struct expr *expr, enum answer answer)
{
	if (answer == ANSWER_UNKNOWN)
		say_question(telling, expr->a, "");
	else
		say_subject(telling, expr->a);
	say(telling,
	    answer == ANSWER_YES      ? ", like \""
	        : answer == ANSWER_NO ? ", not like \""
	                              : "like \"");
	say(telling, expr->pattern);
	say(telling, "\"");
	if (answer == ANSWER_UNKNOWN)
		say_unanswered(telling);
}

/* A yes-or-no name; what a definition rests on follows in brackets. */
static void
say_holds(const struct telling *telling, const struct expr *expr, int depth)
{
	const struct expr *what = expr->a;
	const struct column *column = what->kind == EXPR_COLUMN ? what->column : NULL;

	say_subject(telling, what);
	if (depth <= 0 || column == NULL || column->origin != COLUMN_DEFINE
	    || !expr_is_condition(column->body)
	    || plan_slot_expr(telling->batch->plan, column->body) == SLOT_NONE
	    || explain_is_given(telling, column))
		return;
	say(telling, " (");
	explain_condition(telling, column->body, depth - 1);
	say(telling, ")");
}

/* A part "x is given" beside another part that shows the value of x says nothing more. */
static bool
is_shown_elsewhere(const struct telling *telling, const struct expr *list, const struct expr *given,
    enum answer answer)
{
	if (given->kind != EXPR_GIVEN || given->a->kind != EXPR_COLUMN || answer != ANSWER_YES)
		return false;
	for (uint32_t i = 0; i < list->part_count; i++) {
		const struct expr *part = list->parts[i];

		if (part != given && part->kind != EXPR_GIVEN && part->a != NULL
		    && part->a->kind == EXPR_COLUMN && part->a->column == given->a->column
		    && explain_answer(telling, part) == answer)
			return true;
	}
	return false;
}

/* A definition of the row's own that must hold: the matter itself. What stands beside it in a list
 * only lets it count: that a practice is still open, a quarter validated, another letter not
 * there. */
static bool
is_the_matter(const struct telling *telling, const struct expr *part)
{
	const struct column *column =
	    part->kind == EXPR_HOLDS && part->a->kind == EXPR_COLUMN ? part->a->column : NULL;

	return column != NULL && column->table == plan_table(telling->batch->plan) &&
	    column->origin == COLUMN_DEFINE && expr_is_condition(column->body);
}

/* Of a list, the parts that came out as `answer`: of a true `any` those that are yes, of a false
 * `all` those that are no. The matter itself comes first, then the rest in the order of the
 * text. */
static void
say_parts(const struct telling *telling, const struct expr *expr, enum answer answer, int depth)
{
	bool first = true;

	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < expr->part_count; i++)
			if (is_the_matter(telling, expr->parts[i]) == (round == 0)
			    && explain_answer(telling, expr->parts[i]) == answer
			    && !is_shown_elsewhere(telling, expr, expr->parts[i], answer)) {
				if (!first)
					say(telling, "; ");
				first = false;
				explain_condition(telling, expr->parts[i], depth);
			}
}

void
explain_condition(const struct telling *telling, const struct expr *condition, int depth)
{
	enum answer answer = explain_answer(telling, condition);

	switch (condition->kind) {
	case EXPR_HOLDS:
		say_holds(telling, condition, depth);
		return;
	case EXPR_COMPARE:
		say_comparison(telling, condition, answer);
		return;
	case EXPR_LABELS_IN:
		say_labels_in(telling, condition, answer);
		return;
	case EXPR_ONE_OF:
	case EXPR_ONE_OF_SETTING:
		say_one_of(telling, condition, answer);
		return;
	case EXPR_QUARTER_IS:
		say_quarter(telling, condition, answer);
		return;
	case EXPR_GIVEN:
	case EXPR_BLANK:
		say_given(telling, condition);
		return;
	case EXPR_LIKE:
		say_like(telling, condition, answer);
		return;
	case EXPR_NOT:
		explain_condition(telling, condition->a, depth);
		return;
	case EXPR_ALL:
	case EXPR_ANY:
		say_parts(telling, condition, answer, depth);
		return;
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		explain_whole(telling, condition, answer);
		return;
	case EXPR_NONE:
		if (answer != ANSWER_UNKNOWN)
			answer = answer == ANSWER_YES ? ANSWER_NO : ANSWER_YES;
		say_parts(telling, condition, answer, depth);
		return;
	case EXPR_VALUE:
	case EXPR_COLUMN:
	case EXPR_SETTING:
	case EXPR_RUN_DATE:
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_DIVIDED:
	case EXPR_SHARE:
	case EXPR_ROUND:
	case EXPR_AFTER:
	case EXPR_BEFORE:
	case EXPR_FIRST_WORKING_DAY:
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
	case EXPR_SPAN:
	case EXPR_LETTER_DATE:
	case EXPR_THROUGH:
	case EXPR_AGGREGATE:
	case EXPR_REPORT_COLUMN:
		say_subject(telling, condition);
		return;
	}
	assert(false);
}

/* ---- bands ---- */

static void
say_edge(const struct telling *telling, const char *words, const struct expr *edge)
{
	say(telling, words);
	explain_operand(telling, edge);
}

static bool
looks_like_edge(const struct telling *telling, const struct column *by, const struct expr *edge)
{
	return edge != NULL
	    && explain_looks_equal(telling, by, batch_column(telling->batch, by),
	        batch_expr(telling->batch, edge));
}

void
explain_band(const struct telling *telling, const struct column *column)
{
	const struct bands *bands = column->bands;
	const struct vec *by = batch_column(telling->batch, bands->by);
	uint64_t label = explain_labels(telling, batch_column(telling->batch, column));

	say(telling, bands->by->name);
	say(telling, " is ");
	explain_column_value(telling, bands->by);
	if (explain_presence(telling, by) != GIVEN)
		return;
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];

		if (label != UINT64_C(1) << band->label)
			continue;
		if (looks_like_edge(telling, bands->by, band->low)
		    || looks_like_edge(telling, bands->by, band->high))
			explain_whole_fraction(telling, by);
		if (band->low != NULL)
			say_edge(telling, band->low_included ? ", at least " : ", over ",
			    band->low);
		if (band->high != NULL && band->low != NULL)
			say_edge(telling, band->high_included ? " and at most " : " and below ",
			    band->high);
		else if (band->high != NULL)
			say_edge(telling, band->high_included ? ", at most " : ", below ",
			    band->high);
		return;
	}
}
