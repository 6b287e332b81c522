#include "interp/grid_value.h"

#include "lang/date.h"

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

const char *
date_in_words(struct arena *arena, int64_t date)
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	return arena_printf(arena, "%d %s %d", day, month_names[month - 1], year);
}

const char *
month_in_words(struct arena *arena, int64_t month)
{
	return arena_printf(arena, "%s %d", month_names[month % 12], (int)(month / 12));
}

struct grid_cell
grid_value(struct arena *arena, const struct value *value)
{
	struct grid_cell cell = { "", "", false };

	if (value->state != GIVEN) {
		cell.unknown = value->state == UNKNOWN;
		return cell;
	}
	cell.plain = value_spell(arena, value, SPELL_PLAIN);
	if (value->type.kind == KIND_DATE)
		cell.reader = date_in_words(arena, value->num);
	else if (value->type.kind == KIND_MONTH)
		cell.reader = month_in_words(arena, value->num);
	else
		cell.reader = value_spell(arena, value, SPELL_READER);
	return cell;
}
