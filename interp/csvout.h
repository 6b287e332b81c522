/*
 * csvout: write CSV, quoting only where needed: a cell with the delimiter, a quote, a line break,
 * or blanks at an end. A cell that a spreadsheet would take for a formula (it begins with = + - @
 * tab or CR, and is not a plain number or date) gets an apostrophe in front and is counted
 * (CWE-1236).
 */
#ifndef INTERP_CSVOUT_H
#define INTERP_CSVOUT_H

#include "interp/buffer.h"

/* Would a spreadsheet take it for a formula? The reader takes off the apostrophe of such a cell
 * again: what was written comes back. */
bool csvout_is_formula(const char *bytes, size_t length);

/* Has it the delimiter, a quote or a line break? */
bool csvout_has_special(const char *bytes, size_t length, char delimiter);

/* True only when a cell of these bytes, from whatever source, is written as it is; for most cells
 * told at eight bytes a step. */
bool csvout_is_plain(const char *bytes, size_t length);

/* One cell, with a comma before it unless `first`. `text` true: it came from data or policy and may
 * need neutralising. */
void csvout_cell(struct buffer *out, const char *bytes, size_t length, bool first, bool text,
    uint64_t *neutralised);
/* The same, parted by another delimiter than the comma. */
void csvout_cell_by(struct buffer *out, char delimiter, const char *bytes, size_t length,
    bool first, bool text, uint64_t *neutralised);
void csvout_end(struct buffer *out, bool excel);	/* LF, or CR LF */

#endif
