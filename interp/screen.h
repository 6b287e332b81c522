/*
 * screen: what a person at a terminal reads: the summary of a run, problems, faults. Messages go to
 * standard error, results to standard output; control characters from data never reach the terminal
 * (grid_display.h).
 */
#ifndef INTERP_SCREEN_H
#define INTERP_SCREEN_H

#include "interp/buffer.h"
#include "interp/fault.h"
#include "interp/problems.h"
#include "interp/summary.h"

/* To standard error, as it is. */
void screen_message(const char *text);

/* "writ: " and the fault, its second line indented. */
void screen_fault(const struct fault *fault);

/* Before a run: that it is for today when no day was given; a policy past its review date or not
 * yet in force. */
void screen_before(struct buffer *out, const struct program *program, int64_t run_date,
    bool run_date_given);

/* The first problems, located, and how many there are of each effect; nothing when there are
 * none. */
void screen_problems(struct buffer *out, const struct problems *problems, bool colour);

/* One screen: what was read, how each decision came out, the reports, what needs a person.
 * `folder`: where all of it was written, or NULL. */
void screen_summary(struct buffer *out, const struct run_summary *summary, int width, bool colour,
    const char *folder);

/* Rows of a table shown as text: enough to look through; all of them go to a file or a pipe as CSV.
 * A whole batch is shown. */
enum { SCREEN_ROWS = 1000 };

/* The CSV in the buffer is replaced by an aligned table, with a line that counts the rows passed
 * over. What is no CSV stays as it is. */
void screen_align(struct buffer *csv, const char *name, uint64_t passed_over, int width);

/* "case, by_month, recovered" */
const char *screen_names(struct arena *arena, const struct program *program);

#endif
