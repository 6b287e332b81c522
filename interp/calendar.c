/* calendar: see calendar.h. A table of one count a day: how many working days lie from the first
 * day up to and with it. Adding working days is a search in it, counting them a subtraction; both
 * are exact by construction. */
#include "interp/calendar.h"

#include <assert.h>

#include "lang/date.h"

struct workdays {
	int64_t first, last;
	uint32_t *upto;		/* [i]: working days from `first` to `first` + i, both included */
};

static const struct {
	short year;
	signed char month, day;
} bank_holidays[] = {
#include "bank_holidays.inc"
};

enum { BANK_HOLIDAYS = sizeof(bank_holidays) / sizeof(bank_holidays[0]) };

static size_t
size_of(const struct workdays *days)
{
	return (size_t)(days->last - days->first) + 1;
}

static bool
is_inside(const struct workdays *days, int64_t date)
{
	return date >= days->first && date <= days->last;
}

struct workdays *
workdays_make(struct arena *arena, int64_t first_day, int64_t last_day, const int64_t *closed,
    size_t count)
{
	struct workdays *days = arena_new(arena, struct workdays);
	uint32_t sum = 0;
	int weekday = date_weekday(first_day);

	assert(first_day <= last_day);
	days->first = first_day;
	days->last = last_day;
	days->upto = arena_array(arena, uint32_t, size_of(days));
	/* First a mark for each closed day, then the running count. */
	for (size_t i = 0; i < count; i++)
		if (is_inside(days, closed[i]))
			days->upto[closed[i] - first_day] = 1;
	for (size_t i = 0; i < size_of(days); i++) {
		bool is_closed = days->upto[i] == 1 || weekday >= 5;

		weekday = weekday == 6 ? 0 : weekday + 1;
		sum += is_closed ? 0 : 1;
		days->upto[i] = sum;
	}
	return days;
}

struct workdays *
workdays_england_and_wales(struct arena *arena, const int64_t *closed_also, size_t count)
{
	int64_t *closed = arena_array(arena, int64_t, BANK_HOLIDAYS + count), first = 0, last = 0;
	bool valid = true;

	for (size_t i = 0; i < BANK_HOLIDAYS; i++)
		valid = valid && date_from_civil(bank_holidays[i].year, bank_holidays[i].month,
		    bank_holidays[i].day, &closed[i]);
	for (size_t i = 0; i < count; i++)
		closed[BANK_HOLIDAYS + i] = closed_also[i];
	valid = valid && date_from_civil(bank_holidays[0].year, 1, 1, &first)
	    && date_from_civil(bank_holidays[BANK_HOLIDAYS - 1].year, 12, 31, &last);
	assert(valid);
	(void)valid;
	return workdays_make(arena, first, last, closed, BANK_HOLIDAYS + count);
}

int64_t
workdays_first(const struct workdays *days)
{
	return days->first;
}

int64_t
workdays_last(const struct workdays *days)
{
	return days->last;
}

static int64_t
count_upto(const struct workdays *days, int64_t date)
{
	return days->upto[date - days->first];
}

static bool
works(const struct workdays *days, int64_t date)
{
	return count_upto(days, date) > (date == days->first ? 0 : count_upto(days, date - 1));
}

bool
workdays_is_working(const struct workdays *days, int64_t date, bool *working)
{
	if (!is_inside(days, date))
		return false;
	*working = works(days, date);
	return true;
}

/* The day on which the running count first reaches `target`. */
static bool
find_count(const struct workdays *days, int64_t target, int64_t *out)
{
	size_t low = 0, high = size_of(days);

	if (target < 1)
		return false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (days->upto[middle] >= target)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == size_of(days))
		return false;
	*out = days->first + (int64_t)low;
	return true;
}

bool
workdays_add(const struct workdays *days, int64_t date, int64_t count, int64_t *out)
{
	if (!is_inside(days, date))
		return false;
	if (count == 0) {
		*out = date;
		return true;
	}
	if (count > (int64_t)size_of(days) || count < -(int64_t)size_of(days))
		return false;
	if (count > 0)
		return find_count(days, count_upto(days, date) + count, out);
	/* The first working day before `date` is the one whose count is that of the days before
	 * it. */
	return find_count(days, count_upto(days, date) - works(days, date) + count + 1, out);
}

bool
workdays_between(const struct workdays *days, int64_t from, int64_t to, int64_t *out)
{
	if (!is_inside(days, from) || !is_inside(days, to))
		return false;
	*out = count_upto(days, to) - count_upto(days, from);
	return true;
}

bool
workdays_on_or_after(const struct workdays *days, int64_t date, int64_t *out)
{
	if (!is_inside(days, date))
		return false;
	return find_count(days, count_upto(days, date) + !works(days, date), out);
}
