/*
 * cellbook: the cells of an input as they stand in its file, for the decision log, which says what
 * was read and not only what was made of it. The reader (csvin.h) puts in the fields of each row it
 * hands out; a row is found again by its line.
 *
 * Of a table that is read batch by batch only the rows of the last batch are kept; of one whose
 * rows wait in the workspace, all.
 */
#ifndef INTERP_CELLBOOK_H
#define INTERP_CELLBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/rows.h"
#include "lang/arena.h"
#include "lang/program.h"

struct cellbook;

struct cellbook *cellbook_make(const struct table *table, bool all_rows);
void cellbook_free(struct cellbook *book);

/* The file is read from its start, again or for the first time: forgets every row. `cell_of` by
 * column index (header.h). */
void cellbook_start(struct cellbook *book, const char *const *headings, const uint32_t *cell_of);
/* Another batch begins. */
void cellbook_batch(struct cellbook *book);
/* A row, behind those that are there: its line is greater. */
void cellbook_add(struct cellbook *book, uint64_t line, const struct row_cell *cells);

/* The heading a field stands under; NULL before the file was read. */
const char *cellbook_heading(const struct cellbook *book, const struct column *field);
/* False when no such row is there. The text lives until rows are put in again. */
bool cellbook_find(const struct cellbook *book, uint64_t line, const struct column *field,
    struct row_cell *cell);

#endif
