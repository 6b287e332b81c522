/* date: see date.h. Years start in March inside the conversions, so that the leap day is the last
 * of its year. */
#include "lang/date.h"

enum { DAYS_IN_400_YEARS = 146097, DAYS_TO_1970 = 719468 /* from 0000-03-01 */ };

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Any year from 0 on; the day may be any number that stays in range. */
static int64_t
day_number(int64_t year, int month, int day)
{
	int64_t shifted = month <= 2 ? year - 1 : year;
	int64_t era = shifted / 400, in_era = shifted % 400;
	int64_t in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t leap_days = in_era / 4 - in_era / 100;

	return era * DAYS_IN_400_YEARS + in_era * 365 + leap_days + in_year - DAYS_TO_1970;
}

bool
date_from_civil(int year, int month, int day, int64_t *date)
{
	if (year < 1600 || year > 2999 || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days_in_month(year, month))
		return false;
	*date = day_number(year, month, day);
	return true;
}

void
date_to_civil(int64_t date, int *year, int *month, int *day)
{
	int64_t shifted = date + DAYS_TO_1970;
	int64_t era = shifted / DAYS_IN_400_YEARS, in_era = shifted % DAYS_IN_400_YEARS;
	int64_t years = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * years + years / 4 - years / 100);
	int64_t march_month = (5 * in_year + 2) / 153;

	*day = (int)(in_year - (153 * march_month + 2) / 5 + 1);
	*month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	*year = (int)(era * 400 + years + (*month <= 2 ? 1 : 0));
}

int
date_weekday(int64_t date)
{
	/* 1970-01-01 was a Thursday. */
	int64_t weekday = (date + 3) % 7;

	return (int)(weekday < 0 ? weekday + 7 : weekday);
}

int64_t
date_month(int64_t date)
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	return (int64_t)year * 12 + month - 1;
}

int64_t
date_quarter(int64_t date)
{
	/* April is the first month of quarter 4 * year. */
	return (date_month(date) - 3) / 3;
}

int64_t
date_year(int64_t date)
{
	return quarter_year(date_quarter(date));
}

int64_t
month_first_day(int64_t month)
{
	return day_number(month / 12, (int)(month % 12) + 1, 1);
}

int64_t
month_last_day(int64_t month)
{
	return month_first_day(month + 1) - 1;
}

int64_t
quarter_first_day(int64_t quarter)
{
	return month_first_day(quarter * 3 + 3);
}

int64_t
quarter_last_day(int64_t quarter)
{
	return quarter_first_day(quarter + 1) - 1;
}

int64_t
year_first_day(int64_t year)
{
	return quarter_first_day(year * 4);
}

int64_t
year_last_day(int64_t year)
{
	return year_first_day(year + 1) - 1;
}

int64_t
quarter_year(int64_t quarter)
{
	return quarter / 4;
}

int
quarter_of_year(int64_t quarter)
{
	return (int)(quarter % 4);
}

bool
date_add_months(int64_t date, int64_t months, int64_t *out)
{
	int year, month, day, last;
	int64_t target;

	date_to_civil(date, &year, &month, &day);
	if (__builtin_add_overflow((int64_t)year * 12 + month - 1, months, &target)
	    || target < 12 * 1600 || target >= 12 * 3000)
		return false;
	year = (int)(target / 12);
	month = (int)(target % 12) + 1;
	last = days_in_month(year, month);
	*out = day_number(year, month, day < last ? day : last);
	return true;
}
