/*
 * page_short: "In short", the first section of index.html, and the outcomes of every decide, which
 * are part of it while they are few.
 *
 * The tiles count rows decided on, letters to send, what is left for a person, and what was
 * refused. Below them stands a line for each file that was read, whose figures add up to its rows.
 */
#ifndef INTERP_PAGE_SHORT_H
#define INTERP_PAGE_SHORT_H

#include "interp/buffer.h"
#include "interp/summary.h"

/* The section, whole; with the decides unless they stand apart. */
void page_short(struct buffer *out, const struct run_summary *summary);

/* More decides than a reader wants before what needs a person (PAGE_DECIDES_MAX of page.h): they
 * have a section of their own behind the reports. */
bool page_decides_apart(const struct run_summary *summary);

/* The outcomes of every decide, by table: those that are labels counted in a table with bars; of
 * those that are values how many there are. No section around them. */
void page_decides(struct buffer *out, const struct run_summary *summary);

#endif
