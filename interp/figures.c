/* figures: see figures.h. */
#include "interp/figures.h"

#include <string.h>

enum { SLOT_BITS = 10 };

struct figures {
	enum kind kind;
	enum spelling spelling;
	struct figure at[1 << SLOT_BITS];
};

struct figures *
figures_of(struct figures_shelf *shelf, enum kind kind, enum spelling spelling)
{
	struct figures **made = &shelf->figures[spelling][kind];

	if (*made == NULL) {
		*made = arena_new(shelf->arena, struct figures);
		(*made)->kind = kind;
		(*made)->spelling = spelling;
	}
	return *made;
}

/* Neighbours, and neighbours a billion apart as decimals are, fall far from each other (Knuth, The
 * Art of Computer Programming 3, 6.4: multiplication by the golden ratio). */
static size_t
slot_of(int64_t num)
{
	return (size_t)((uint64_t)num * UINT64_C(0x9E3779B97F4A7C15) >> (64 - SLOT_BITS));
}

const struct figure *
figures_spell(struct figures *figures, int64_t num)
{
	struct figure *figure = &figures->at[slot_of(num)];
	struct value value = { .state = GIVEN, .type = { .kind = figures->kind }, .num = num };
	char spelled[VALUE_SPELL_MAX];
	size_t length;

	if (figure->num == num && figure->length > 0)
		return figure;
	length = value_spell_figure(spelled, &value, figures->spelling);
	if (length > FIGURE_LONGEST)
		return NULL;
	figure->num = num;
	figure->length = (uint8_t)length;
	figure->comma = memchr(spelled, ',', length) != NULL;
	memcpy(figure->text, spelled, length);
	return figure;
}
