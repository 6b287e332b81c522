/* oracle_rules: decide, bands and deadlines (language.md sections 5, 6 and 7). */
#include <assert.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

/* ---- decide ---- */

static bool
is_labels(const struct column *column)
{
	return column->type.kind == KIND_LABEL || column->type.kind == KIND_YES_NO;
}

/*
 * Read down: the unknown lines as far as the first yes, and that one, or the `otherwise`. Without
 * an order: all yes and all unknown lines that no yes line displaces, and the `otherwise` if no
 * line is yes.
 */
void
oracle_play(
    struct oracle *oracle, struct oracle_row *row, const struct decide *decide, struct play *play)
{
	bool yes_found = false;

	memset(play, 0, sizeof *play);
	assert(decide->rule_count <= 256);
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		struct answer when = oracle_expr(oracle, row, decide->rules[i].when);

		play->yes[i] = answer_is_yes(when);
		play->open[i] = !answer_is_yes(when) && !answer_is_no(when);
		if (decide->first_that_applies && yes_found)
			play->yes[i] = play->open[i] = false;
		yes_found = yes_found || play->yes[i];
		play->line[i] = play->yes[i] || play->open[i];
	}
	play->otherwise = !yes_found;
	for (uint32_t i = 0; i < decide->rule_count && !decide->first_that_applies; i++)
		for (uint32_t j = 0; play->yes[i] && j < decide->rule_count; j++)
			if (decide->rules[i].displaces[j])
				play->line[j] = false;
}

struct answer
oracle_outcome(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    const struct expr *outcome)
{
	return outcome == NULL ? answer_nothing(column->type) : oracle_expr(oracle, row, outcome);
}

/* Adds one more possible outcome to what was possible so far. */
static void
join(struct answer *all, bool *first, struct answer one, const struct column *column)
{
	if (*first)
		*all = one;
	else if (is_labels(column))
		*all = answer_labels(all->labels | one.labels);
	else if (!(all->state == NOTHING && one.state == NOTHING) && !answer_same(*all, one))
		*all = answer_unknown(column->type);
	*first = false;
}

/* Two lines that both hold and surely do not say the same. */
static bool
differ(struct answer a, struct answer b)
{
	if (a.is_labels)
		return (a.labels & b.labels) == 0;
	if (a.state == UNKNOWN || b.state == UNKNOWN)
		return false;
	return a.state != b.state || (a.state == GIVEN && !answer_same(a, b));
}

struct answer
oracle_decide(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	const struct decide *decide = column->decide;
	struct play play;
	struct answer all = answer_open;
	bool first = true, disagree = false;
	int deciding = -1;

	oracle_play(oracle, row, decide, &play);
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		struct answer one;

		if (!play.line[i])
			continue;
		one = oracle_outcome(oracle, row, column, decide->rules[i].outcome);
		join(&all, &first, one, column);
		for (uint32_t j = 0; play.yes[i] && j < i; j++)
			if (play.line[j] && play.yes[j] &&
			    differ(
				one, oracle_outcome(oracle, row, column, decide->rules[j].outcome)))
				disagree = true;
		if (play.yes[i] && deciding < 0)
			deciding = (int)i;
	}
	if (play.otherwise)
		join(&all, &first, oracle_outcome(oracle, row, column, decide->otherwise), column);
	assert(!first);
	row->verdicts[column->index] = disagree ? ORACLE_DISAGREE
	    : all.state == UNKNOWN              ? ORACLE_UNDECIDED
						: ORACLE_DECIDED;
	row->deciding[column->index] = deciding;
	return all;
}

/* ---- bands ---- */

static struct answer
beyond(struct oracle *oracle, struct oracle_row *row, const struct column *by,
    const struct expr *edge, bool included, bool above)
{
	struct answer figure = oracle_column(oracle, row, by), limit;
	int order;

	if (edge == NULL)
		return answer_truth(true);
	limit = oracle_expr(oracle, row, edge);
	if (figure.state != GIVEN || limit.state != GIVEN)
		return answer_open;
	if (by->type.kind == KIND_WEEKS)
		figure.figure.num *= 7;
	if (edge->type.kind == KIND_WEEKS)
		limit.figure.num *= 7;
	order = answer_order(figure, limit);
	return answer_truth((order == 0 && included) || (above ? order > 0 : order < 0));
}

struct answer
oracle_in_band(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    const struct band *band)
{
	struct answer low =
	    beyond(oracle, row, column->bands->by, band->low, band->low_included, true);
	struct answer high =
	    beyond(oracle, row, column->bands->by, band->high, band->high_included, false);

	if (answer_is_no(low) || answer_is_no(high))
		return answer_truth(false);
	return answer_is_yes(low) && answer_is_yes(high) ? answer_truth(true) : answer_open;
}

struct answer
oracle_bands(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	const struct bands *bands = column->bands;
	struct answer figure = oracle_column(oracle, row, bands->by);
	uint64_t possible = 0;

	if (figure.state == NOTHING)
		return answer_nothing(column->type);
	for (uint32_t i = 0; i < bands->count; i++) {
		struct answer in = oracle_in_band(oracle, row, column, &bands->bands[i]);

		if (answer_is_yes(in))
			return answer_labels(UINT64_C(1) << bands->bands[i].label);
		if (!answer_is_no(in))
			possible |= UINT64_C(1) << bands->bands[i].label;
	}
	if (figure.state == UNKNOWN && column->type.can_be_empty)
		possible |= LABEL_NOTHING;
	return answer_labels(possible);
}

/* ---- deadlines ---- */

static uint64_t
bit(enum deadline_state state)
{
	return UINT64_C(1) << state;
}

/* Every pair of a due date and a `met by` date that could be, tried: each unknown date stands for
 * the days around the others. */
struct answer
oracle_deadline(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	struct answer due = oracle_column(oracle, row, column->deadline->due);
	struct answer met = oracle_column(oracle, row, column->deadline->met_by);
	int64_t today = oracle->run_date, days[16], count = 0;
	uint64_t possible = 0;

	if (due.state == NOTHING)
		return answer_labels(bit(DEADLINE_NOT_STARTED));
	for (int64_t near = -2; near <= 2; near++) {
		days[count++] = today + near;
		if (due.state == GIVEN)
			days[count++] = (int64_t)due.figure.num + near;
		if (met.state == GIVEN)
			days[count++] = (int64_t)met.figure.num + near;
	}
	for (int64_t d = 0; d < count; d++) {
		int64_t due_day = due.state == GIVEN ? (int64_t)due.figure.num : days[d];

		/* The last turn: not met at all. */
		for (int64_t m = 0; m <= count; m++) {
			int64_t met_day = met.state == GIVEN ? (int64_t)met.figure.num
			    : m < count                      ? days[m]
							     : today + 1;

			if (met.state == NOTHING || met_day > today)
				possible |=
				    bit(today <= due_day ? DEADLINE_RUNNING : DEADLINE_MISSED);
			else
				possible |=
				    bit(met_day <= due_day ? DEADLINE_MET : DEADLINE_MET_LATE);
		}
	}
	if (due.state == UNKNOWN && column->deadline->due->type.can_be_empty)
		possible |= bit(DEADLINE_NOT_STARTED);
	return answer_labels(possible);
}
