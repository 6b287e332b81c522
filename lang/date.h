/*
 * date: the civil calendar in whole days, months, quarters and years, exact from 1600 to 2999
 * (DATE_FIRST, DATE_LAST). Dates that are made (date_from_civil, date_add_months) are in that
 * range, or the answer is false; the others take only such dates, or periods that hold one. The
 * first or last day of a period that holds DATE_FIRST or DATE_LAST may lie outside, and is exact
 * there too. Financial years run from April to March and are named by their first calendar year;
 * units as in type.h.
 */
#ifndef LANG_DATE_H
#define LANG_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_FIRST INT64_C(-135140)	/* 1600-01-01 */
#define DATE_LAST INT64_C(376199)	/* 2999-12-31 */

/* False when there is no such day (30 February) or it is out of range. */
bool date_from_civil(int year, int month, int day, int64_t *date);
void date_to_civil(int64_t date, int *year, int *month, int *day);

/* 0 Monday to 6 Sunday. */
int date_weekday(int64_t date);

int64_t date_month(int64_t date);
int64_t date_quarter(int64_t date);	/* financial quarter */
int64_t date_year(int64_t date);	/* financial year */

int64_t month_first_day(int64_t month);
int64_t month_last_day(int64_t month);
int64_t quarter_first_day(int64_t quarter);
int64_t quarter_last_day(int64_t quarter);
int64_t year_first_day(int64_t year);
int64_t year_last_day(int64_t year);
int64_t quarter_year(int64_t quarter);
int quarter_of_year(int64_t quarter);	/* 0 to 3 */

/* The same day `months` later (or earlier), or the last day of that month. */
bool date_add_months(int64_t date, int64_t months, int64_t *out);

#endif
