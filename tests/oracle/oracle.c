/* oracle: expressions and settings, one value at a time (language.md sections 3, 4 and 11). */
#include "tests/oracle/oracle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

void
oracle_init(struct oracle *oracle, struct arena *arena, const struct program *program,
    int64_t run_date, const struct oracle_days *holidays, const char *folder)
{
	memset(oracle, 0, sizeof *oracle);
	oracle->arena = arena;
	oracle->program = program;
	oracle->run_date = run_date;
	oracle->holidays = holidays;
	oracle->folder = folder;
	oracle->tables = arena_array(arena, struct oracle_rows, program->table_count + 1);
	oracle->run.table = program->run;
	oracle->run.memo = arena_array(arena, struct answer, program->run->column_count + 1);
	oracle->run.known = arena_array(arena, bool, program->run->column_count + 1);
	oracle->run.verdicts =
	    arena_array(arena, enum oracle_verdict, program->run->column_count + 1);
	oracle->run.deciding = arena_array(arena, int, program->run->column_count + 1);
}

/* ---- values worked out from values ---- */

static bool
same_type_labels(
    const struct label_set *a, uint64_t a_bits, const struct label_set *b, uint64_t b_bits)
{
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t j = 0; j < b->count; j++)
			if ((a_bits >> i & 1) && (b_bits >> j & 1) &&
			    strcmp(a->names[i], b->names[j]) == 0)
				return true;
	return false;
}

static struct answer
kept(struct ratio value, bool fits, struct type type)
{
	return fits && ratio_fits(value, type) ? answer_figure(value) : answer_unknown(type);
}

static struct answer
divided(struct ratio a, struct ratio b, int64_t factor, struct type type)
{
	struct ratio turned, out = a;
	bool fits;

	if (b.num == 0)
		return answer_unknown(type);
	turned = ratio_make(b.den, b.num);
	fits = ratio_multiply(&out, a, turned) && ratio_multiply(&out, out, ratio_make(factor, 1));
	return kept(out, fits, type);
}

/* Percentages are so many in a hundred; what they multiply keeps its kind. */
static struct answer
multiplied(struct ratio a, enum kind a_kind, struct ratio b, enum kind b_kind, struct type type)
{
	struct ratio factor = { 1, 1 }, out = a;
	bool fits;

	if (a_kind == KIND_PERCENT)
		factor.den *= 100;
	if (b_kind == KIND_PERCENT)
		factor.den *= 100;
	if (type.kind == KIND_PERCENT)
		factor = ratio_make(100, factor.den);
	fits = ratio_multiply(&out, a, b) && ratio_multiply(&out, out, factor);
	return kept(out, fits, type);
}

static struct answer
day_or_unknown(int64_t day, struct type type)
{
	return day_in_range(day) ? answer_whole(day) : answer_unknown(type);
}

static struct answer
moved(struct oracle *oracle, const struct expr *expr, int64_t length, int64_t from)
{
	int64_t count = expr->kind == EXPR_BEFORE ? -length : length, out = 0;

	if (expr->b->type.kind != KIND_DATE)
		return answer_whole(from + count);
	switch ((int)expr->a->type.kind) {
	case KIND_DAYS: return day_or_unknown(from + count, expr->type);
	case KIND_WEEKS: return day_or_unknown(from + 7 * count, expr->type);
	case KIND_WORKING_DAYS:
		return oracle_working_days_after(oracle, expr->calendar, from, count, &out)
		    ? answer_whole(out)
		    : answer_unknown(expr->type);
	case KIND_QUARTERS: count *= 3; break;
	case KIND_YEARS: count *= 12; break;
	default: break;
	}
	return day_move_months(from, count, &out) ? answer_whole(out) : answer_unknown(expr->type);
}

static struct answer
span(struct oracle *oracle, const struct expr *expr, int64_t from, int64_t to)
{
	int64_t days = to - from;

	if (expr->calendar != NULL &&
	    !oracle_working_days_between(oracle, expr->calendar, from, to, &days))
		return answer_unknown(expr->type);
	return answer_whole(expr->first_day_counted ? days + 1 : days);
}

static struct answer
of_one(struct oracle *oracle, const struct expr *expr, struct answer a)
{
	int64_t whole = (int64_t)a.figure.num, out = 0;
	enum kind kind = expr->a->type.kind;

	switch ((int)expr->kind) {
	case EXPR_ROUND:
		return kept(ratio_round(a.figure, expr->mode, expr->places), true, expr->type);
	case EXPR_FIRST_WORKING_DAY:
		return oracle_first_working_day(oracle, expr->calendar, whole, &out)
		    ? answer_whole(out)
		    : answer_unknown(expr->type);
	case EXPR_FIRST_DAY_OF: return answer_whole(period_first_day(whole, kind));
	case EXPR_LAST_DAY_OF: return answer_whole(period_last_day(whole, kind));
	case EXPR_MONTH_OF: return answer_whole(day_period(whole, KIND_MONTH));
	case EXPR_QUARTER_OF: return answer_whole(day_period(whole, KIND_QUARTER));
	default:
		assert(expr->kind == EXPR_YEAR_OF);
		if (kind == KIND_QUARTER)
			return answer_whole((whole - (whole % 4 + 4) % 4) / 4);
		return answer_whole(day_period(whole, KIND_YEAR));
	}
}

static struct answer
of_two(struct oracle *oracle, const struct expr *expr, struct answer a, struct answer b)
{
	enum kind a_kind = expr->a->type.kind, b_kind = expr->b->type.kind;
	struct ratio out = a.figure, turned = b.figure;
	bool fits;

	switch ((int)expr->kind) {
	case EXPR_PLUS:
		fits = ratio_add(&out, a.figure, b.figure);
		return kept(out, fits, expr->type);
	case EXPR_MINUS:
		turned.num = -turned.num;
		fits = ratio_add(&out, a.figure, turned);
		return kept(out, fits, expr->type);
	case EXPR_TIMES: return multiplied(a.figure, a_kind, b.figure, b_kind, expr->type);
	case EXPR_DIVIDED: return divided(a.figure, b.figure, 1, expr->type);
	case EXPR_SHARE: return divided(a.figure, b.figure, 100, expr->type);
	case EXPR_AFTER:
	case EXPR_BEFORE: return moved(oracle, expr, (int64_t)a.figure.num, (int64_t)b.figure.num);
	default:
		assert(expr->kind == EXPR_SPAN);
		return span(oracle, expr, (int64_t)a.figure.num, (int64_t)b.figure.num);
	}
}

/* What is worked out from nothing is nothing, also beside an unknown; else from an unknown it is
 * unknown. */
static struct answer
worked_out(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct answer a = oracle_expr(oracle, row, expr->a), b = a;

	if (expr->b != NULL)
		b = oracle_expr(oracle, row, expr->b);
	if (a.state == NOTHING || b.state == NOTHING)
		return answer_nothing(expr->type);
	if (a.state == UNKNOWN || b.state == UNKNOWN)
		return answer_unknown(expr->type);
	return expr->b == NULL ? of_one(oracle, expr, a) : of_two(oracle, expr, a, b);
}

/* ---- conditions ---- */

static struct answer
compare_labels(struct answer a, const struct expr *of_a, struct answer b, const struct expr *of_b)
{
	if ((a.labels | b.labels) & LABEL_NOTHING)
		return answer_open;
	if (!same_type_labels(of_a->type.labels, a.labels, of_b->type.labels, b.labels))
		return answer_truth(false);
	return a.state == GIVEN && b.state == GIVEN ? answer_truth(true) : answer_open;
}

static struct answer
turned(struct answer answer)
{
	if (answer_is_yes(answer))
		return answer_truth(false);
	return answer_is_no(answer) ? answer_truth(true) : answer_open;
}

struct answer
oracle_compared(struct answer a, const struct expr *of_a, struct answer b, const struct expr *of_b,
    enum comparison how)
{
	int order;

	if (a.is_labels) {
		struct answer same = compare_labels(a, of_a, b, of_b);

		return how == COMPARE_IS_NOT ? turned(same) : same;
	}
	if (a.state != GIVEN || b.state != GIVEN)
		return answer_open;
	if (of_a->type.kind == KIND_WEEKS)
		a.figure.num *= 7;
	if (of_b->type.kind == KIND_WEEKS)
		b.figure.num *= 7;
	order = answer_order(a, b);
	switch (how) {
	case COMPARE_IS: return answer_truth(order == 0);
	case COMPARE_IS_NOT: return answer_truth(order != 0);
	case COMPARE_MORE:
	case COMPARE_AFTER: return answer_truth(order > 0);
	case COMPARE_LESS:
	case COMPARE_BEFORE: return answer_truth(order < 0);
	case COMPARE_AT_LEAST:
	case COMPARE_ON_OR_AFTER: return answer_truth(order >= 0);
	case COMPARE_AT_MOST:
	case COMPARE_ON_OR_BEFORE: return answer_truth(order <= 0);
	}
	return answer_open;
}

static struct answer
compare(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	return oracle_compared(oracle_expr(oracle, row, expr->a), expr->a,
	    oracle_expr(oracle, row, expr->b), expr->b, expr->compare);
}

/* Yes when all that is still possible fits, no when none of it does; an open nothing keeps it open.
 */
static struct answer
labels_in(struct answer a, uint64_t wanted)
{
	if (a.labels & LABEL_NOTHING)
		return answer_open;
	if ((a.labels & wanted) == 0)
		return answer_truth(false);
	return (a.labels & ~wanted) == 0 ? answer_truth(true) : answer_open;
}

static struct answer
one_of_setting(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct answer a = oracle_expr(oracle, row, expr->a);
	const struct setting_value *list = oracle_setting(oracle, row, expr->setting);
	bool found = false;
	uint64_t wanted = 0;

	if (list == NULL)
		return answer_open;
	if (a.is_labels) {
		for (uint32_t i = 0; i < list->count; i++)
			for (uint32_t j = 0; j < expr->a->type.labels->count; j++)
				for (uint32_t k = 0; k < list->values[i].type.labels->count; k++)
					if ((list->values[i].labels >> k & 1) &&
					    strcmp(expr->a->type.labels->names[j],
						list->values[i].type.labels->names[k]) == 0)
						wanted |= UINT64_C(1) << j;
		return labels_in(a, wanted);
	}
	if (a.state != GIVEN)
		return answer_open;
	for (uint32_t i = 0; i < list->count; i++) {
		struct answer member = answer_of_value(&list->values[i]);

		if (expr->a->type.kind == KIND_QUARTER &&
		    expr->setting->type.kind == KIND_QUARTER_OF_YEAR)
			found = found || member.figure.num == a.figure.num % 4;
		else
			found = found || answer_same(member, a);
	}
	return answer_truth(found);
}

static bool
fits_pattern(const char *pattern, const char *text, size_t length)
{
	size_t i = 0;

	for (; pattern[i] != '\0' && i < length; i++) {
		bool letter = text[i] >= 'A' && text[i] <= 'Z',
		     digit = text[i] >= '0' && text[i] <= '9';

		if (pattern[i] == '@'       ? !letter
			: pattern[i] == '#' ? !digit
			: pattern[i] == '?' ? !letter && !digit
					    : pattern[i] != text[i])
			return false;
	}
	return pattern[i] == '\0' && i == length;
}

static struct answer
several(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	bool any_yes = false, any_no = false, any_open = false;

	for (uint32_t i = 0; i < expr->part_count; i++) {
		struct answer part = oracle_expr(oracle, row, expr->parts[i]);

		if (answer_is_yes(part))
			any_yes = true;
		else if (answer_is_no(part))
			any_no = true;
		else
			any_open = true;
	}
	if (expr->kind == EXPR_ALL)
		return any_no ? answer_truth(false) : any_open ? answer_open : answer_truth(true);
	if (expr->kind == EXPR_ANY)
		return any_yes ? answer_truth(true) : any_open ? answer_open : answer_truth(false);
	return any_yes ? answer_truth(false) : any_open ? answer_open : answer_truth(true);
}

static struct answer
filled(struct answer a, bool asks_given)
{
	if (a.state == NOTHING)
		return answer_truth(!asks_given);
	if (a.state == GIVEN || (a.is_labels && !(a.labels & LABEL_NOTHING)))
		return answer_truth(asks_given);
	return answer_open;
}

static struct answer
of_condition(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	struct answer a = expr->a == NULL ? answer_open : oracle_expr(oracle, row, expr->a);
	bool found = false;

	switch ((int)expr->kind) {
	case EXPR_HOLDS: return labels_in(a, LABEL_YES);
	case EXPR_LABELS_IN: return labels_in(a, expr->labels);
	case EXPR_NOT: return turned(a);
	case EXPR_GIVEN:
	case EXPR_BLANK: return filled(a, expr->kind == EXPR_GIVEN);
	case EXPR_QUARTER_IS:
		return a.state != GIVEN ? answer_open
					: answer_truth(expr->labels >> (int)(a.figure.num % 4) & 1);
	case EXPR_LIKE:
		return a.state != GIVEN
		    ? answer_open
		    : answer_truth(fits_pattern(expr->pattern, a.text, a.text_length));
	default:
		assert(expr->kind == EXPR_ONE_OF);
		for (uint32_t i = 0; i < expr->part_count; i++) {
			struct answer member = oracle_expr(oracle, row, expr->parts[i]);

			if (expr->a->type.kind == KIND_WEEKS && i == 0)
				a.figure.num *= 7;
			if (expr->parts[i]->type.kind == KIND_WEEKS)
				member.figure.num *= 7;
			found = found || answer_same(member, a);
		}
		return a.state != GIVEN ? answer_open : answer_truth(found);
	}
}

/* ---- all of it ---- */

static struct answer
setting_value_of(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	const struct setting_value *value = oracle_setting(oracle, row, expr->setting);

	if (value != NULL)
		return answer_of_value(&value->values[0]);
	/* Of labels those that some day would bring are still possible. */
	return expr->type.kind == KIND_LABEL
	    ? answer_labels(oracle_setting_labels(oracle, expr->setting))
	    : answer_unknown(expr->type);
}

struct answer
oracle_expr(struct oracle *oracle, struct oracle_row *row, const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_VALUE: return answer_of_value(&expr->value);
	case EXPR_COLUMN: return oracle_column(oracle, row, expr->column);
	case EXPR_SETTING: return setting_value_of(oracle, row, expr);
	case EXPR_RUN_DATE: return answer_whole(oracle->run_date);
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
	case EXPR_SPAN: return worked_out(oracle, row, expr);
	case EXPR_COMPARE: return compare(oracle, row, expr);
	case EXPR_ONE_OF_SETTING: return one_of_setting(oracle, row, expr);
	case EXPR_ALL:
	case EXPR_ANY:
	case EXPR_NONE: return several(oracle, row, expr);
	case EXPR_HOLDS:
	case EXPR_LABELS_IN:
	case EXPR_ONE_OF:
	case EXPR_QUARTER_IS:
	case EXPR_GIVEN:
	case EXPR_BLANK:
	case EXPR_LIKE:
	case EXPR_NOT: return of_condition(oracle, row, expr);
	case EXPR_REPORT_COLUMN: return oracle->report_values[expr->report_column->index];
	case EXPR_THROUGH: return oracle_through(oracle, row, expr);
	case EXPR_AGGREGATE: return oracle_aggregate(oracle, row, expr);
	case EXPR_EXISTS: return oracle_exists(oracle, row, expr);
	case EXPR_RANK: return oracle_rank(oracle, row, expr);
	case EXPR_SUCCESSION: return oracle_succession(oracle, row, expr);
	case EXPR_LETTER_DATE: return answer_whole(oracle->run_date); /* of one that is due */
	}
	abort();
}

struct answer
oracle_column(struct oracle *oracle, struct oracle_row *row, const struct column *column)
{
	struct answer answer = answer_open;
	bool printing = oracle->printing;

	if (column->table == oracle->program->run)
		row = &oracle->run;
	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return row->fields[column->index];
	if (row->known[column->index])
		return row->memo[column->index];
	oracle->printing = false;
	switch (column->origin) {
	case COLUMN_FIELD:
	case COLUMN_KEY: break;
	case COLUMN_SENT: answer = oracle_sent(oracle, row, column); break;
	case COLUMN_LETTER: answer = oracle_letter(oracle, row, column); break;
	case COLUMN_DEFINE:
	case COLUMN_DUE: answer = oracle_expr(oracle, row, column->body); break;
	case COLUMN_DECIDE: answer = oracle_decide(oracle, row, column); break;
	case COLUMN_BANDS: answer = oracle_bands(oracle, row, column); break;
	case COLUMN_DEADLINE: answer = oracle_deadline(oracle, row, column); break;
	}
	oracle->printing = printing;
	row->memo[column->index] = answer;
	row->known[column->index] = true;
	return answer;
}
