/*
 * kernels_date: moving dates and periods, and the spans between dates. Every result is checked
 * against the years the civil calendar covers; a period is in range when it holds a day of them.
 * Working days have a calendar of their own, which lies within.
 */
#include "interp/kernels.h"

#include "lang/date.h"

static bool
in_range(int64_t date)
{
	return date >= DATE_FIRST && date <= DATE_LAST;
}

typedef bool unary_function(int64_t a, const struct kernel_with *with, int64_t *out);
typedef bool binary_function(int64_t a, int64_t b, const struct kernel_with *with, int64_t *out);

static inline void
each_one(struct vec *out, const struct operands *in, unary_function *work_out)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t fits = 0;

		for (uint64_t left = in->a->given.word[w]; left != 0; left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);

			fits |= (uint64_t)work_out(in->a->num[w * 64 + i], &in->with,
				    &out->num[w * 64 + i])
			    << i;
		}
		out->given.word[w] = fits;
		out->nothing.word[w] = in->a->nothing.word[w];
	}
}

static inline void
each_pair(struct vec *out, const struct operands *in, binary_function *work_out)
{
	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		uint64_t fits = 0, nothing = in->a->nothing.word[w] | in->b->nothing.word[w];

		for (uint64_t left = in->a->given.word[w] & in->b->given.word[w]; left != 0;
		     left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);
			uint32_t row = w * 64 + i;

			fits |= (uint64_t)work_out(in->a->num[row], in->b->num[row], &in->with,
				    &out->num[row])
			    << i;
		}
		out->given.word[w] = fits;
		out->nothing.word[w] = nothing;
	}
}

/* The hot one: no branch a row. A length that large as to overflow is out of range all the same. */
void
kernel_move_days(struct vec *out, const struct operands *in)
{
	int64_t factor = in->with.number;

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *length = in->a->num + w * 64, *date = in->b->num + w * 64;
		int64_t *moved = out->num + w * 64;
		uint64_t fits = 0;

		for (unsigned i = 0; i < 64; i++) {
			int64_t days;
			bool over = __builtin_mul_overflow(length[i], factor, &days);

			over |= __builtin_add_overflow(date[i], days, &moved[i]);
			fits |=
			    (uint64_t)(!over & (moved[i] >= DATE_FIRST) & (moved[i] <= DATE_LAST))
			    << i;
		}
		out->given.word[w] = in->a->given.word[w] & in->b->given.word[w] & fits;
		out->nothing.word[w] = in->a->nothing.word[w] | in->b->nothing.word[w];
	}
}

static bool
move_months(int64_t length, int64_t date, const struct kernel_with *with, int64_t *out)
{
	int64_t months;

	return !__builtin_mul_overflow(length, with->number, &months)
	    && date_add_months(date, months, out);
}

void
kernel_move_months(struct vec *out, const struct operands *in)
{
	each_pair(out, in, move_months);
}

static bool
move_working_days(int64_t length, int64_t date, const struct kernel_with *with, int64_t *out)
{
	int64_t days;

	return !__builtin_mul_overflow(length, with->number, &days)
	    && workdays_add(with->workdays, date, days, out);
}

void
kernel_move_working_days(struct vec *out, const struct operands *in)
{
	each_pair(out, in, move_working_days);
}

/* Moves a period; `first` and `last` are the periods of the first and the last day there are. */
static bool
move_period(int64_t length, int64_t period, int64_t factor, int64_t first, int64_t last,
    int64_t *out)
{
	int64_t count;

	if (__builtin_mul_overflow(length, factor, &count)
	    || __builtin_add_overflow(period, count, out))
		return false;
	return *out >= first && *out <= last;
}

static bool
move_months_period(int64_t length, int64_t period, const struct kernel_with *with, int64_t *out)
{
	return move_period(length, period, with->number, date_month(DATE_FIRST),
	    date_month(DATE_LAST), out);
}

static bool
move_quarters_period(int64_t length, int64_t period, const struct kernel_with *with, int64_t *out)
{
	return move_period(length, period, with->number, date_quarter(DATE_FIRST),
	    date_quarter(DATE_LAST), out);
}

static bool
move_years_period(int64_t length, int64_t period, const struct kernel_with *with, int64_t *out)
{
	return move_period(length, period, with->number, date_year(DATE_FIRST),
	    date_year(DATE_LAST), out);
}

void
kernel_move_months_period(struct vec *out, const struct operands *in)
{
	each_pair(out, in, move_months_period);
}

void
kernel_move_quarters_period(struct vec *out, const struct operands *in)
{
	each_pair(out, in, move_quarters_period);
}

void
kernel_move_years_period(struct vec *out, const struct operands *in)
{
	each_pair(out, in, move_years_period);
}

static bool
first_working_day(int64_t date, const struct kernel_with *with, int64_t *out)
{
	return workdays_on_or_after(with->workdays, date, out);
}

void
kernel_first_working_day(struct vec *out, const struct operands *in)
{
	each_one(out, in, first_working_day);
}

/* A function of one number as one that cannot fail, or fails only by leaving the range. */
#define EACH_ALWAYS(kernel_name, function) \
	static bool \
	function##_always(int64_t a, const struct kernel_with *with, int64_t *out) \
	{ \
		(void)with; \
		*out = function(a); \
		return true; \
	} \
	void \
	kernel_name(struct vec *out, const struct operands *in) \
	{ \
		each_one(out, in, function##_always); \
	}
#define EACH_IN_RANGE(kernel_name, function) \
	static bool \
	function##_in_range(int64_t a, const struct kernel_with *with, int64_t *out) \
	{ \
		(void)with; \
		*out = function(a); \
		return in_range(*out); \
	} \
	void \
	kernel_name(struct vec *out, const struct operands *in) \
	{ \
		each_one(out, in, function##_in_range); \
	}

EACH_ALWAYS(kernel_month_of, date_month)
EACH_ALWAYS(kernel_quarter_of, date_quarter)
EACH_ALWAYS(kernel_year_of, date_year)
EACH_ALWAYS(kernel_year_of_quarter, quarter_year)
EACH_IN_RANGE(kernel_first_day_of_month, month_first_day)
EACH_IN_RANGE(kernel_first_day_of_quarter, quarter_first_day)
EACH_IN_RANGE(kernel_first_day_of_year, year_first_day)
EACH_IN_RANGE(kernel_last_day_of_month, month_last_day)
EACH_IN_RANGE(kernel_last_day_of_quarter, quarter_last_day)
EACH_IN_RANGE(kernel_last_day_of_year, year_last_day)

/* Hot too. Two dates in range are never so far apart that the difference overflows; other rows
 * are not given, so their difference may wrap. */
void
kernel_span_days(struct vec *out, const struct operands *in)
{
	uint64_t first = (uint64_t)in->with.number;

	for (uint32_t w = 0; w < BATCH_WORDS; w++) {
		const int64_t *a = in->a->num + w * 64, *b = in->b->num + w * 64;
		int64_t *span = out->num + w * 64;

		for (unsigned i = 0; i < 64; i++)
			span[i] = (int64_t)((uint64_t)b[i] - (uint64_t)a[i] + first);
		out->given.word[w] = in->a->given.word[w] & in->b->given.word[w];
		out->nothing.word[w] = in->a->nothing.word[w] | in->b->nothing.word[w];
	}
}

static bool
span_working_days(int64_t from, int64_t to, const struct kernel_with *with, int64_t *out)
{
	if (!workdays_between(with->workdays, from, to, out))
		return false;
	*out += with->number;
	return true;
}

void
kernel_span_working_days(struct vec *out, const struct operands *in)
{
	each_pair(out, in, span_working_days);
}
