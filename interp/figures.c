/* figures: see figures.h. */
#include "interp/figures.h"

#include <string.h>

struct figures *
figures_of(struct figures_shelf *shelf, enum kind kind, enum spelling spelling)
{
	struct figures **made = &shelf->figures[spelling][kind];

	if (*made == NULL) {
		*made = arena_new(shelf->arena, struct figures);
		(*made)->kind = kind;
		(*made)->spelling = spelling;
		(*made)->factor = kind_scale(kind) == 1 ? 1 : UINT64_C(0x9E3779B97F4A7C15);
		(*made)->shift = kind_scale(kind) == 1 ? 0 : 64 - FIGURE_BITS;
	}
	return *made;
}

const struct figure *
figures_keep(struct figures *figures, int64_t num)
{
	struct figure *figure = figures_place(figures, num);
	struct value value = { .state = GIVEN, .type = { .kind = figures->kind }, .num = num };
	char spelled[VALUE_SPELL_MAX];
	size_t length = value_spell_figure(spelled, &value, figures->spelling);

	if (length > FIGURE_LONGEST)
		return NULL;
	figure->num = num;
	figure->length = (uint8_t)length;
	figure->comma = memchr(spelled, ',', length) != NULL;
	memcpy(figure->text, spelled, length);
	return figure;
}
