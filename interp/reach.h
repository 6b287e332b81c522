/*
 * reach: which rows of a run the variations of its command line judged. A value judges a row when a
 * rule of the row's table reads the setting and the day that its settings go by lies between the
 * dates of the variation; a variation that judged no row changed nothing, and a run says so, since
 * whoever gave it expects otherwise.
 */
#ifndef INTERP_REACH_H
#define INTERP_REACH_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/knobs.h"

struct reach;

/* NULL when no variation was taken. */
struct reach *reach_make(struct arena *arena, const struct program *program,
    const struct knobs *knobs);

/* Every row of a table, once; its column `settings as at` must be in the plan. */
void reach_batch(struct reach *reach, const struct table *table, const struct batch *batch);
void reach_restart(struct reach *reach, const struct table *table);

/* Rows that variation `i` of knobs->taken judged through its setting `set`, in a table; and in
 * all. */
uint64_t reach_rows(const struct reach *reach, uint32_t i, uint32_t set, const struct table *table);
uint64_t reach_of_variation(const struct reach *reach, uint32_t i);
/* A value that is not asked for row by row (letters and forms print it, a definition for the whole
 * run reads it), and counts on the day of the run. */
bool reach_on_the_day(const struct reach *reach, uint32_t i, uint32_t set);
/* Days that a calendar counts otherwise through this value: closed by it, or open where the text
 * closes them. A day goes by the value of that very day (see knobs_load_calendars()), so these
 * count whatever the day of the run, for every date that is worked out across them. */
uint32_t reach_days(const struct reach *reach, uint32_t i, uint32_t set);
/* Did it count anywhere? */
bool reach_any(const struct reach *reach, uint32_t i);

/* "limit is 30 days instead of 40 days: it judged 2 of the 4 rows of case, with raised_on from
 * 2022-05-01 to 2022-05-20"; of a period ", those of 2017/18 Q4" */
void reach_say_set(struct buffer *out, const struct reach *reach, uint32_t i, uint32_t set);

/* The same for each text of a letter that the variation brings, one after the other: "wording of
 * Letter_1 is …: it counts on the day of the run". `after` is the last one said, NULL for the
 * first; NULL when there is none left. */
const struct local_text *reach_say_text(struct buffer *out, const struct reach *reach, uint32_t i,
    const struct local_text *after);

/* And for one of its labels: "kind of practice prints "branch surgery" for Branch: letters, forms
 * and reports of this day have it"; which rows have a label that it brings nobody counts. */
void reach_say_label(struct buffer *out, const struct reach *reach,
    const struct local_label *label);

/* The day that picks the settings of a row; false when it is not known. */
bool reach_day(const struct batch *batch, uint32_t row, int64_t run_date, int64_t *day);

#endif
