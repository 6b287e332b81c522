/* oracle_others: references, related rows and figures over them (language.md sections 2, 3 and 4).
 * Each of our rows looks at every one of theirs. */
#include <string.h>

#include "tests/oracle/oracle_parts.h"

/* Could be anything, empty included. */
static struct answer
refused(struct type type)
{
	struct answer out = answer_unknown(type);

	return out.is_labels ? answer_labels(out.labels | LABEL_NOTHING) : out;
}

struct answer
oracle_through(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct answer key = oracle_column(oracle, row, expr->column);
	struct oracle_row *there;

	if (key.state == NOTHING)
		return answer_nothing(expr->type);
	there = key.state == GIVEN ? oracle_target(oracle, row, expr->column) : NULL;
	return there == NULL ? refused(expr->type) : oracle_column(oracle, there, expr->through);
}

/* Whether one row of theirs belongs to ours: all of the conditions, each judged by itself. */
struct answer
oracle_belongs(struct oracle *oracle, struct oracle_row *ours, struct oracle_row *theirs,
    const struct related *related)
{
	struct answer in = theirs->dated_unknown ? answer_open : answer_truth(true);

	if (related->members)
		in = oracle_is_member(oracle, ours, theirs);
	for (uint32_t k = 0; k < related->key_count; k++)
		in = oracle_both(in,
		    oracle_match(oracle_column(oracle, ours, related->keys[k].ours),
			oracle_column(oracle, theirs, related->keys[k].theirs)));
	if (related->where != NULL)
		in = oracle_both(in, oracle_expr(oracle, theirs, related->where));
	if (related->theirs != NULL)
		in = oracle_both(in,
		    oracle_compared(oracle_expr(oracle, theirs, related->theirs), related->theirs,
			oracle_expr(oracle, ours, related->ours), related->ours,
			related->compare));
	return in;
}

struct answer
oracle_exists(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct oracle_rows *theirs = oracle_rows_of(oracle, expr->related->table);
	struct answer any = answer_truth(false);

	for (uint32_t i = 0; i < theirs->count; i++)
		any = oracle_either(
		    any, oracle_belongs(oracle, row, &theirs->rows[i], expr->related));
	return any;
}

/* ---- figures ---- */

struct seen {
	struct answer *values;
	uint32_t count;
};

static struct answer
list_of(struct oracle *oracle, const struct seen *seen, struct type type)
{
	const char *text = "";
	struct answer out = answer_whole(0);

	for (uint32_t i = 0; i < seen->count; i++)
		text = arena_printf(oracle->arena, "%s%s%s", text, i > 0 ? ", " : "",
		    oracle_spell(oracle->arena, type, seen->values[i]));
	out.text = text;
	out.text_length = strlen(text);
	return out;
}

static struct answer
kept(struct ratio figure, bool fits, struct type type)
{
	return fits && ratio_fits(figure, type) ? answer_figure(figure) : answer_unknown(type);
}

static struct answer
summed(const struct seen *seen, bool average, struct type type)
{
	struct ratio sum = { 0, 1 };
	bool fits = true;

	for (uint32_t i = 0; i < seen->count; i++)
		fits = ratio_add(&sum, sum, seen->values[i].figure) && fits;
	if (average && seen->count == 0)
		return answer_nothing(type);
	if (average)
		fits = ratio_multiply(&sum, sum, ratio_make(1, seen->count)) && fits;
	return kept(sum, fits, type);
}

static struct answer
extreme(const struct seen *seen, bool last, struct type type)
{
	struct answer best = answer_nothing(type);

	for (uint32_t i = 0; i < seen->count; i++) {
		int order = best.state == GIVEN ? answer_order(seen->values[i], best) : 0;

		if (best.state != GIVEN || (last ? order > 0 : order < 0))
			best = seen->values[i];
	}
	return best;
}

static uint32_t
different(const struct seen *seen)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < seen->count; i++) {
		bool before = false;

		for (uint32_t j = 0; j < i; j++)
			before = before || answer_same(seen->values[i], seen->values[j]);
		count += before ? 0 : 1;
	}
	return count;
}

static struct answer
figure_of(struct oracle *oracle, const struct seen *seen, const struct expr *expr)
{
	switch (expr->aggregate) {
	case AGGREGATE_COUNT: return answer_whole(seen->count);
	case AGGREGATE_COUNT_DIFFERENT: return answer_whole(different(seen));
	case AGGREGATE_SUM:
	case AGGREGATE_AVERAGE:
		return summed(seen, expr->aggregate == AGGREGATE_AVERAGE, expr->type);
	case AGGREGATE_LIST: return list_of(oracle, seen, expr->a->type);
	case AGGREGATE_LATEST:
	case AGGREGATE_HIGHEST: return extreme(seen, true, expr->type);
	case AGGREGATE_EARLIEST:
	case AGGREGATE_LOWEST: return extreme(seen, false, expr->type);
	}
	return answer_unknown(expr->type);
}

/*
 * Over the rows that surely belong. A row that only may belong makes it unknown, unless the figure
 * is the same with it: a 0 in a sum, a date before the latest. An average and a list count it as a
 * change in any case.
 */
struct answer
oracle_aggregate(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct oracle_rows *theirs = oracle_rows_of(oracle, expr->related->table);
	uint32_t *order = oracle_key_order(oracle, theirs);
	struct seen seen = { arena_array(oracle->arena, struct answer, theirs->count + 1), 0 },
		    may = { arena_array(oracle->arena, struct answer, theirs->count + 1), 0 };
	bool always = expr->aggregate == AGGREGATE_AVERAGE || expr->aggregate == AGGREGATE_LIST;
	struct answer figure;

	for (uint32_t i = 0; i < theirs->count; i++) {
		struct oracle_row *one = &theirs->rows[order[i]];
		struct answer in = oracle_belongs(oracle, row, one, expr->related),
			      what = answer_whole(0);
		struct seen *to = answer_is_yes(in) ? &seen : &may;

		if (answer_is_no(in))
			continue;
		if (expr->a != NULL)
			what = oracle_expr(oracle, one, expr->a);
		if (what.state != GIVEN)
			return answer_unknown(expr->type);
		to->values[to->count++] = what;
	}
	figure = figure_of(oracle, &seen, expr);
	for (uint32_t i = 0; i < may.count; i++) {
		struct answer with;

		seen.values[seen.count++] = may.values[i];
		with = figure_of(oracle, &seen, expr);
		seen.count--;
		if (always || with.state != figure.state ||
		    (with.state == GIVEN && answer_order(with, figure) != 0))
			return answer_unknown(expr->type);
	}
	return figure;
}

/* A row leaves a figure open when what it would bring is not there, or when it may belong and the
 * figure of the rest were another with it. */
uint32_t
oracle_left_open(struct oracle *oracle, struct oracle_row *row, const struct expr *expr,
    struct oracle_row **rows, uint32_t *may_belong)
{
	struct oracle_rows *theirs = oracle_rows_of(oracle, expr->related->table);
	uint32_t *order = oracle_key_order(oracle, theirs), count = 0, may_count = 0;
	struct seen seen = { arena_array(oracle->arena, struct answer, theirs->count + 1), 0 };
	struct oracle_row **may =
	    arena_array(oracle->arena, struct oracle_row *, theirs->count + 1);
	bool always = expr->kind == EXPR_EXISTS || expr->aggregate == AGGREGATE_AVERAGE ||
	    expr->aggregate == AGGREGATE_LIST;
	struct answer figure;

	*may_belong = 0;
	for (uint32_t i = 0; i < theirs->count; i++) {
		struct oracle_row *one = &theirs->rows[order[i]];
		struct answer in = oracle_belongs(oracle, row, one, expr->related),
			      what = answer_whole(0);

		if (answer_is_no(in))
			continue;
		(*may_belong)++;
		if (expr->kind != EXPR_EXISTS && expr->a != NULL)
			what = oracle_expr(oracle, one, expr->a);
		if (what.state != GIVEN)
			rows[count++] = one;
		else if (answer_is_yes(in))
			seen.values[seen.count++] = what;
		else
			may[may_count++] = one;
	}
	figure = expr->kind == EXPR_EXISTS ? answer_open : figure_of(oracle, &seen, expr);
	for (uint32_t i = 0; i < may_count; i++) {
		struct answer with = figure;

		if (!always) {
			seen.values[seen.count++] = expr->a == NULL
			    ? answer_whole(0)
			    : oracle_expr(oracle, may[i], expr->a);
			with = figure_of(oracle, &seen, expr);
			seen.count--;
		}
		if (always || with.state != figure.state ||
		    (with.state == GIVEN && answer_order(with, figure) != 0))
			rows[count++] = may[i];
	}
	return count;
}
