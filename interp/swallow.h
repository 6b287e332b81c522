/*
 * swallow: has a record of several lines taken in rows?
 *
 * A quotation mark that was left open and met another by chance has swallowed the rows between:
 * `1,"a` and `2,b` and `3,c"` are one row of two cells to every reader of CSV. It is seen by this:
 * each line of the row behind the first has as many delimiters as the row of headings; of only two
 * lines the first as well. Such a row is refused, and so is a file whose headings, or what stands
 * above them, are such: nobody knows what the others were.
 *
 * What counts are delimiters that part cells and those inside of a cell that goes on over lines;
 * in a cell in quotation marks that ends in its line they are text. Lines in which nothing stands
 * are no lines: blank lines between rows are swallowed with them.
 */
#ifndef INTERP_SWALLOW_H
#define INTERP_SWALLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `raw`: the record as it stands in the file, without its line end. A row of headings has `cells`
 * cells, and `named` of them up to the last that is a heading. */
bool swallow_seen(const char *raw, size_t length, char delimiter, uint32_t cells, uint32_t named);

#endif
