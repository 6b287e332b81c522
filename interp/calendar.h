/*
 * calendar: working days. Monday to Friday, except the days a dated table names.
 * `england_and_wales` is built in (bank holidays from 1978 to 2028, made at build time from
 * policies/calendars/england-and-wales.csv); another one is a CSV file with a column of dates, and
 * holds from the first of January of its first year to the last of December of its last (knobs.h
 * reads it). A question about a day outside answers false: a sum that reaches past the table is
 * unknown and is reported, never guessed.
 *
 * Day 1 is the first working day after the start; 0 working days after D is D itself (writ.5,
 * CALENDARS).
 */
#ifndef INTERP_CALENDAR_H
#define INTERP_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

struct workdays;

/* From `first_day` to `last_day`, both included. `closed` are dates in any order; weekends, repeats
 * and days outside among them do no harm. */
struct workdays *workdays_make(struct arena *arena, int64_t first_day, int64_t last_day,
    const int64_t *closed, size_t count);
struct workdays *workdays_england_and_wales(struct arena *arena, const int64_t *closed_also,
    size_t count);

int64_t workdays_first(const struct workdays *days);
int64_t workdays_last(const struct workdays *days);

bool workdays_is_working(const struct workdays *days, int64_t date, bool *working);

/* The `count`th working day after `date`, or before it when negative. */
bool workdays_add(const struct workdays *days, int64_t date, int64_t count, int64_t *out);

/* How many working days lie after `from` up to and with `to`; when `to` is earlier, minus those
 * after `to` up to and with `from`. */
bool workdays_between(const struct workdays *days, int64_t from, int64_t to, int64_t *out);

/* `date` itself if it is a working day, else the next that is. */
bool workdays_on_or_after(const struct workdays *days, int64_t date, int64_t *out);

#endif
