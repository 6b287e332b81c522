/*
 * figures: figures and dates of one kind, spelled once and kept. A list has few days and lengths of
 * time, and they come in every row: looking one up costs a fraction of spelling it.
 *
 * A table of fixed size, in which a newcomer takes the place of the one before it; so it serves any
 * number of rows. Not for two threads at once.
 */
#ifndef INTERP_FIGURES_H
#define INTERP_FIGURES_H

#include "lang/arena.h"
#include "lang/type.h"

enum { FIGURE_LONGEST = 22 };

struct figure {
	int64_t num;
	uint8_t length;			/* 0: nothing is kept here */
	bool comma;			/* between thousands: in CSV it wants quotes */
	char text[FIGURE_LONGEST];
};

struct figures;

/* All kinds in all spellings that are asked for, made when they are. */
struct figures_shelf {
	struct arena *arena;
	struct figures *figures[SPELL_READER + 1][KIND_YEARS + 1];
};

struct figures *figures_of(struct figures_shelf *shelf, enum kind kind, enum spelling spelling);

/* As value_spell_figure() spells `num`, which is no fraction, until the next call; NULL for the few
 * that are longer. */
const struct figure *figures_spell(struct figures *figures, int64_t num);

#endif
