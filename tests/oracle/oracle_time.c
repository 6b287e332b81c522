/* oracle_time: days, periods and working days, by walking the calendar from day to day and year to
 * year. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/oracle_parts.h"

static bool
is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t
month_length(int64_t year, int64_t month)
{
	static const int64_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool
day_exists(struct civil civil)
{
	return civil.year >= 1600 && civil.year <= 2999 && civil.month >= 1 && civil.month <= 12 &&
	    civil.day >= 1 && civil.day <= month_length(civil.year, civil.month);
}

/*
 * The first days of the years, found once by walking from 1970 both ways; day 0 is 1970-01-01. What
 * is beyond them is walked to from the nearest.
 */
enum { WALKED_FIRST = 1590, WALKED_LAST = 3010 };

static const int64_t *
year_starts(void)
{
	static int64_t starts[WALKED_LAST - WALKED_FIRST + 1];
	static bool walked;

	if (walked)
		return starts;
	for (int year = 1971; year <= WALKED_LAST; year++)
		starts[year - WALKED_FIRST] =
		    starts[year - 1 - WALKED_FIRST] + (is_leap(year - 1) ? 366 : 365);
	for (int year = 1969; year >= WALKED_FIRST; year--)
		starts[year - WALKED_FIRST] =
		    starts[year + 1 - WALKED_FIRST] - (is_leap(year) ? 366 : 365);
	walked = true;
	return starts;
}

int64_t
day_number(struct civil civil)
{
	int64_t year = civil.year < WALKED_FIRST ? WALKED_FIRST
	    : civil.year > WALKED_LAST           ? WALKED_LAST
						 : civil.year;
	int64_t day = year_starts()[year - WALKED_FIRST];

	for (; year < civil.year; year++)
		day += is_leap(year) ? 366 : 365;
	for (; year > civil.year; year--)
		day -= is_leap(year - 1) ? 366 : 365;
	for (int64_t month = 1; month < civil.month; month++)
		day += month_length(civil.year, month);
	return day + civil.day - 1;
}

struct civil
day_civil(int64_t day)
{
	const int64_t *starts = year_starts();
	struct civil civil = { 1970 + day / 366, 1, 1 };

	if (civil.year < WALKED_FIRST)
		civil.year = WALKED_FIRST;
	if (civil.year > WALKED_LAST)
		civil.year = WALKED_LAST;
	day -= starts[civil.year - WALKED_FIRST];
	for (; day < 0; civil.year--)
		day += is_leap(civil.year - 1) ? 366 : 365;
	for (; day >= (is_leap(civil.year) ? 366 : 365); civil.year++)
		day -= is_leap(civil.year) ? 366 : 365;
	for (; day >= month_length(civil.year, civil.month); civil.month++)
		day -= month_length(civil.year, civil.month);
	civil.day = day + 1;
	return civil;
}

bool
day_in_range(int64_t day)
{
	return day >= day_number((struct civil){ 1600, 1, 1 }) &&
	    day <= day_number((struct civil){ 2999, 12, 31 });
}

/* The financial year is named by the year in which its April lies. */
int64_t
day_period(int64_t day, enum kind period)
{
	struct civil civil = day_civil(day);
	int64_t first_year = civil.month >= 4 ? civil.year : civil.year - 1;
	int64_t months_since_april = civil.month >= 4 ? civil.month - 4 : civil.month + 8;

	if (period == KIND_MONTH)
		return civil.year * 12 + civil.month - 1;
	if (period == KIND_QUARTER)
		return first_year * 4 + months_since_april / 3;
	return first_year;
}

int64_t
period_first_day(int64_t period, enum kind kind)
{
	struct civil civil = { period, 4, 1 };

	if (kind == KIND_MONTH) {
		civil.year = period / 12;
		civil.month = period % 12 + 1;
	} else if (kind == KIND_QUARTER) {
		civil.year = period / 4;
		civil.month = 4 + period % 4 * 3;
		if (civil.month > 12) {
			civil.month -= 12;
			civil.year++;
		}
	}
	return day_number(civil);
}

int64_t
period_last_day(int64_t period, enum kind kind)
{
	return period_first_day(period + 1, kind) - 1;
}

bool
day_move_months(int64_t day, int64_t months, int64_t *out)
{
	struct civil civil = day_civil(day);
	int64_t step = months < 0 ? -1 : 1;

	if (months > 40000 || months < -40000)
		return false;
	for (; months != 0; months -= step) {
		civil.month += step;
		if (civil.month == 13) {
			civil.month = 1;
			civil.year++;
		} else if (civil.month == 0) {
			civil.month = 12;
			civil.year--;
		}
	}
	if (civil.day > month_length(civil.year, civil.month))
		civil.day = month_length(civil.year, civil.month);
	if (!day_exists(civil))
		return false;
	*out = day_number(civil);
	return true;
}

/* ---- working days ---- */

bool
oracle_read_days(struct arena *arena, const char *path, struct oracle_days *days)
{
	FILE *file = fopen(path, "rb");
	char line[512];
	size_t room = 0, count = 0;
	int64_t *all = NULL, first, last;

	memset(days, 0, sizeof *days);
	if (file == NULL)
		return false;
	while (fgets(line, (int)sizeof line, file) != NULL) {
		struct civil civil;

		civil.year = strtol(line, NULL, 10);
		if (strlen(line) < 10 || line[4] != '-')
			continue;
		civil.month = strtol(line + 5, NULL, 10);
		civil.day = strtol(line + 8, NULL, 10);
		if (count == room) {
			int64_t *more = arena_array(arena, int64_t, room * 2 + 64);

			if (room > 0)
				memcpy(more, all, room * sizeof *more);
			all = more;
			room = room * 2 + 64;
		}
		all[count++] = day_number(civil);
	}
	fclose(file);
	if (count == 0)
		return false;
	first = last = all[0];
	for (size_t i = 0; i < count; i++) {
		first = all[i] < first ? all[i] : first;
		last = all[i] > last ? all[i] : last;
	}
	days->first = day_number((struct civil){ day_civil(first).year, 1, 1 });
	days->last = day_number((struct civil){ day_civil(last).year, 12, 31 });
	days->working = arena_array(arena, bool, (size_t)(days->last - days->first + 1));
	for (int64_t day = days->first; day <= days->last; day++)
		/* 1970-01-01 was a Thursday */
		days->working[day - days->first] = ((day + 3) % 7 + 7) % 7 < 5;
	for (size_t i = 0; i < count; i++)
		days->working[all[i] - days->first] = false;
	return true;
}

/* False when the calendar does not reach so far. */
static bool
ask(struct oracle *oracle, const struct calendar *calendar, int64_t day, bool *working)
{
	const struct oracle_days *days = oracle->holidays;

	if (calendar->file != NULL) {
		if (oracle->closed_of != calendar) {
			char *path =
			    arena_printf(oracle->arena, "%s/%s", oracle->folder, calendar->file);

			if (!oracle_read_days(oracle->arena, path, &oracle->closed))
				abort();
			oracle->closed_of = calendar;
		}
		days = &oracle->closed;
	}
	if (day < days->first || day > days->last)
		return false;
	*working = days->working[day - days->first];
	if (calendar->closed_also != NULL) {
		const struct setting_value *also = setting_on(calendar->closed_also, day);

		for (uint32_t i = 0; i < also->count; i++)
			if (also->values[i].num == day)
				*working = false;
	}
	return true;
}

bool
oracle_working_days_after(struct oracle *oracle, const struct calendar *calendar, int64_t day,
    int64_t count, int64_t *out)
{
	int64_t step = count < 0 ? -1 : 1;
	bool working;

	/* A date past the calendar is no question for it, not even with no days to count. */
	if (!ask(oracle, calendar, day, &working))
		return false;
	while (count != 0) {
		day += step;
		if (!ask(oracle, calendar, day, &working))
			return false;
		if (working)
			count -= step;
	}
	*out = day;
	return true;
}

/* The working days after `from` up to and with `to`; turned round when `to` comes first. */
bool
oracle_working_days_between(
    struct oracle *oracle, const struct calendar *calendar, int64_t from, int64_t to, int64_t *out)
{
	int64_t found = 0, first = from < to ? from : to, last = from < to ? to : from;
	bool working;

	if (!ask(oracle, calendar, first, &working) || !ask(oracle, calendar, last, &working))
		return false;
	for (int64_t day = first + 1; day <= last; day++) {
		if (!ask(oracle, calendar, day, &working))
			return false;
		found += working ? 1 : 0;
	}
	*out = from <= to ? found : -found;
	return true;
}

bool
oracle_first_working_day(
    struct oracle *oracle, const struct calendar *calendar, int64_t day, int64_t *out)
{
	bool working = false;

	for (;; day++) {
		if (!ask(oracle, calendar, day, &working))
			return false;
		if (working)
			break;
	}
	*out = day;
	return true;
}
