/*
 * reads: which rules read which setting, found once in the program, for whoever says where the
 * value of a setting counts.
 */
#ifndef INTERP_READS_H
#define INTERP_READS_H

#include <stdbool.h>

#include "lang/arena.h"
#include "lang/program.h"

struct reads;

struct reads *reads_find(struct arena *arena, const struct program *program);

/* Does anything that is worked out for the rows of this table read the setting? Its columns, the
 * conditions of its letters, reports of it, and what other tables look up in its rows. A table of
 * NULL is the run: definitions for the whole run, and what letters and forms print, which goes by
 * the day of the run. */
bool reads_setting(const struct reads *reads, const struct table *table,
    const struct setting *setting);

/* The first calendar that counts the days of the setting as closed; NULL when none does. */
const struct calendar *reads_calendar(const struct reads *reads, const struct setting *setting);

#endif
