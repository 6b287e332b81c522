/*
 * decide: see decide.h. Most rows are plain: no line above the deciding one is unknown and no two
 * lines meet. Those are settled 64 at a time on the rails; the others one by one in decide_row().
 */
#include "interp/decide.h"

#include <string.h>

#include "interp/kernels.h"
#include "interp/same.h"

struct call {
	struct vec *out;
	struct decisions *decisions;
	const struct decide *decide;
	const struct vec *const *parts;
};

static const struct vec *
truth_of(const struct call *call, uint32_t line)
{
	return call->parts[2 * line];
}

static const struct vec *
outcome_of(const struct call *call, uint32_t line)
{
	return call->parts[2 * line + 1];
}

static const struct vec *
otherwise_of(const struct call *call)
{
	return call->parts[2 * call->decide->rule_count];
}

/* ---- values of one row ---- */

static void
put_unknown(struct vec *out, uint32_t row)
{
	RAIL_CLEAR(out->given, row);
	RAIL_CLEAR(out->nothing, row);
}

static void
put_value(struct vec *out, const struct vec *from, uint32_t row)
{
	if (out->shape == SHAPE_LABELS) {
		out->labels[row] = from->labels[row];
		return;
	}
	put_unknown(out, row);
	if (RAIL_GET(from->nothing, row))
		RAIL_SET(out->nothing, row);
	if (!RAIL_GET(from->given, row))
		return;
	RAIL_SET(out->given, row);
	if (out->shape == SHAPE_TEXT) {
		out->text[row] = from->text[row];
		return;
	}
	out->num[row] = from->num[row];
	if (out->shape == SHAPE_FRACTION)
		out->den[row] = from->den[row];
}

static bool
is_known(const struct vec *vec, uint32_t row)
{
	if (vec->shape == SHAPE_LABELS)
		return (vec->labels[row] & (vec->labels[row] - 1)) == 0;
	return RAIL_GET(vec->given, row) || RAIL_GET(vec->nothing, row);
}

/* Both are known, and the same. */
static bool
surely_equal(const struct vec *a, const struct vec *b, uint32_t row)
{
	if (!is_known(a, row) || !is_known(b, row))
		return false;
	if (a->shape == SHAPE_LABELS)
		return a->labels[row] == b->labels[row];
	if (RAIL_GET(a->nothing, row) || RAIL_GET(b->nothing, row))
		return RAIL_GET(a->nothing, row) && RAIL_GET(b->nothing, row);
	if (a->shape == SHAPE_TEXT)
		return text_same(a->text[row], b->text[row]);
	return a->num[row] == b->num[row] &&
	    (a->shape != SHAPE_FRACTION || a->den[row] == b->den[row]);
}

static bool
surely_different(const struct vec *a, const struct vec *b, uint32_t row)
{
	if (a == b)
		return false;
	if (a->shape == SHAPE_LABELS)
		return (a->labels[row] & b->labels[row]) == 0;
	return is_known(a, row) && is_known(b, row) && !surely_equal(a, b, row);
}

/* ---- one row, in full ---- */

/* The outcomes gathered so far. */
struct possible {
	const struct vec *first;
	uint32_t count;
	uint64_t labels;
	bool equal;		/* one, or all of them known and the same */
};

static void
gather(struct possible *possible, const struct vec *outcome, uint32_t row)
{
	if (outcome == possible->first)
		return;		/* one expression: equal, whatever it is */
	if (outcome->shape == SHAPE_LABELS)
		possible->labels |= outcome->labels[row];
	if (possible->count == 0) {
		possible->first = outcome;
		possible->equal = true;
	} else if (!surely_equal(possible->first, outcome, row)) {
		possible->equal = false;
	}
	possible->count++;
}

bool
decide_is_displaced(const struct decide *decide, const struct vec *const *parts, uint32_t line,
    uint32_t row)
{
	if (decide->first_that_applies)
		return false;
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (decide->rules[i].displaces != NULL && decide->rules[i].displaces[line]
		    && RAIL_GET(parts[2 * i]->yes, row))
			return true;
	return false;
}

static bool
is_displaced(const struct call *call, uint32_t line, uint32_t row)
{
	return decide_is_displaced(call->decide, call->parts, line, row);
}

static bool
lines_disagree(const struct call *call, uint32_t row)
{
	for (uint32_t i = 0; i < call->decide->rule_count; i++) {
		if (!RAIL_GET(truth_of(call, i)->yes, row) || is_displaced(call, i, row))
			continue;
		for (uint32_t j = 0; j < i; j++)
			if (RAIL_GET(truth_of(call, j)->yes, row) && !is_displaced(call, j, row)
			    && surely_different(outcome_of(call, i), outcome_of(call, j), row))
				return true;
	}
	return false;
}

static void
settle(const struct call *call, uint32_t row, enum verdict verdict, int rule)
{
	call->decisions->verdict[row] = (uint8_t)verdict;
	call->decisions->rule[row] = (int16_t)rule;
}

static void
decide_row(const struct call *call, uint32_t row)
{
	const struct decide *decide = call->decide;
	struct possible possible = { 0 };
	bool open = false;		/* an unknown line is in play */
	int rule = -1;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct vec *truth = truth_of(call, i);
		bool yes = RAIL_GET(truth->yes, row);

		if (RAIL_GET(truth->no, row) || is_displaced(call, i, row))
			continue;
		gather(&possible, outcome_of(call, i), row);
		open = open || !yes;
		if (yes && rule < 0)
			rule = (int)i;
		if (yes && decide->first_that_applies)
			break;
	}
	if (rule < 0)
		gather(&possible, otherwise_of(call), row);

	if (possible.equal)
		put_value(call->out, possible.first, row);
	else if (call->out->shape == SHAPE_LABELS)
		call->out->labels[row] = possible.labels;
	else
		put_unknown(call->out, row);

	if (!open && possible.count == 1)
		settle(call, row, rule < 0 ? VERDICT_OTHERWISE : VERDICT_RULE, rule);
	else if (!decide->first_that_applies && lines_disagree(call, row))
		settle(call, row, VERDICT_DISAGREE, -1);
	else if (!possible.equal || !is_known(call->out, row))
		settle(call, row, VERDICT_UNDECIDED, -1);
	else
		settle(call, row, open ? VERDICT_EITHER_WAY : VERDICT_RULE, rule);
}

/* ---- 64 rows at once ---- */

static void
decide_bits(const struct call *call, uint32_t word, uint64_t rows, const struct vec *outcome,
    enum verdict verdict, int rule)
{
	for (; rows != 0; rows &= rows - 1) {
		uint32_t row = word * 64 + (uint32_t)__builtin_ctzll(rows);

		put_value(call->out, outcome, row);
		settle(call, row, verdict, rule);
	}
}

/* Reading down: a row is plain as long as every line above was a clear no. */
static uint64_t
plain_ordered(const struct call *call, uint32_t word, uint64_t rows)
{
	uint64_t left = rows, hard = 0;

	for (uint32_t i = 0; i < call->decide->rule_count && left != 0; i++) {
		uint64_t yes = truth_of(call, i)->yes.word[word],
			 no = truth_of(call, i)->no.word[word];

		decide_bits(call, word, left & yes, outcome_of(call, i), VERDICT_RULE, (int)i);
		hard |= left & ~(yes | no);
		left &= no;
	}
	decide_bits(call, word, left, otherwise_of(call), VERDICT_OTHERWISE, -1);
	return hard;
}

/* Without an order: a row is plain when no line is unknown and at most one is yes, or all that
 * are share an outcome. */
static uint64_t
plain_unordered(const struct call *call, uint32_t word, uint64_t rows)
{
	uint64_t taken = 0, hard = 0;
	bool shared = true;		/* by all lines so far */

	for (uint32_t i = 0; i < call->decide->rule_count; i++) {
		uint64_t yes = truth_of(call, i)->yes.word[word],
			 no = truth_of(call, i)->no.word[word];

		hard |= rows & ~(yes | no);
		shared = shared && outcome_of(call, i) == outcome_of(call, 0);
		if (!shared)
			hard |= rows & yes & taken;
		taken |= yes;
	}
	taken = 0;
	for (uint32_t i = 0; i < call->decide->rule_count; i++) {
		uint64_t yes = truth_of(call, i)->yes.word[word] & rows & ~hard;

		decide_bits(call, word, yes & ~taken, outcome_of(call, i), VERDICT_RULE, (int)i);
		taken |= yes;
	}
	decide_bits(call, word, rows & ~hard & ~taken, otherwise_of(call), VERDICT_OTHERWISE, -1);
	return hard;
}

void
decide_run(struct vec *out, struct decisions *decisions, const struct decide *decide,
    const struct vec *const *parts, uint32_t rows)
{
	struct call call = { out, decisions, decide, parts };

	if (out->shape != SHAPE_LABELS) {
		memset(&out->given, 0, sizeof(out->given));
		memset(&out->nothing, 0, sizeof(out->nothing));
	}
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t here = rail_rows(rows, w), hard;

		if (here == 0)
			break;
		hard = decide->first_that_applies ? plain_ordered(&call, w, here) :
						    plain_unordered(&call, w, here);
		for (; hard != 0; hard &= hard - 1)
			decide_row(&call, w * 64 + (uint32_t)__builtin_ctzll(hard));
	}
}
