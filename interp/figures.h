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

enum { FIGURE_LONGEST = 22, FIGURE_BITS = 10 };

struct figure {
	char text[FIGURE_LONGEST];
	uint8_t length;			/* 0: nothing is kept here */
	bool comma;			/* between thousands: in CSV it wants quotes */
	int64_t num;
};

struct figures {
	enum kind kind;
	enum spelling spelling;
	/* The place of a figure: neighbouring days and lengths lie side by side, so that those of a
	 * list share the lines of a cache; decimals, a billion apart, go by their upper bits after
	 * multiplication by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4). */
	uint64_t factor;
	unsigned shift;
	struct figure at[1 << FIGURE_BITS];
};

/* All kinds in all spellings that are asked for, made when they are. */
struct figures_shelf {
	struct arena *arena;
	struct figures *figures[SPELL_READER + 1][KIND_YEARS + 1];
};

struct figures *figures_of(struct figures_shelf *shelf, enum kind kind, enum spelling spelling);

static inline struct figure *
figures_place(struct figures *figures, int64_t num)
{
	uint64_t place = (uint64_t)num * figures->factor >> figures->shift;

	return &figures->at[place & ((1 << FIGURE_BITS) - 1)];
}

/* Spells it anew; NULL for the few that are longer. */
const struct figure *figures_keep(struct figures *figures, int64_t num);

/* As value_spell_figure() spells `num`, which is no fraction, until the next call; NULL for the few
 * that are longer. */
static inline const struct figure *
figures_spell(struct figures *figures, int64_t num)
{
	const struct figure *figure = figures_place(figures, num);

	return figure->num == num && figure->length > 0 ? figure : figures_keep(figures, num);
}

#endif
