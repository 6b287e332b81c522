/*
 * edges: figures that bands go by, printed on their own side of every edge: one that would show on
 * the other side when it is rounded is printed with as many places as put it on its own (writ.5,
 * BANDS).
 *
 * A fraction shows six places and a report may round further, so 59.9999999 would read 60 beside
 * the band "below 60". Such a figure is printed with more places, halves away from zero, as many as
 * it takes and at most EDGES_PLACES_MAX; one that lies nearer still to its edge is cut off at the
 * last place, on its own side. Edges are settings and figures, at least a billionth apart, so that
 * always serves. Only what is printed changes, never a value.
 *
 * An edge belongs to the band above it (`60 to under 75`) or to the one below it (`over 40 to 60`);
 * a figure printed as the edge itself counts for that band. Edges are those in force for the row;
 * one that is not known there has no sides.
 */
#ifndef INTERP_EDGES_H
#define INTERP_EDGES_H

#include "interp/batch.h"

enum { EDGES_PLACES_MAX = 15 };

/* Some bands go by this column, and what is printed of it may be rounded: a number, a percentage or
 * money. */
bool edges_apply(const struct column *column);

/*
 * The figure of a column that bands go by, in one row, where more places are needed; its length, or
 * 0 when the usual spelling does (or there is no figure). `shown`: what is to be printed, the
 * figure after rounding to `places`; NULL: the figure itself. `out` holds VALUE_SPELL_MAX bytes.
 * The plan must have the edges: it does for fractions; for other figures whoever rounds them asks
 * for edges_wants().
 */
size_t edges_spell(char *out, const struct batch *batch, uint32_t row, const struct column *column,
    const struct value *shown, int places, enum spelling spelling);

/* The edges of all bands that go by a column; `edges` may be NULL to count them. */
uint32_t edges_wants(const struct column *column, const struct expr **edges);

#endif
