/*
 * edges: see edges.h. A figure is taken apart into its sign, whole part and the places behind the
 * point, so that rounding to 15 places and comparing with an edge stay exact in 128 bits.
 */
#include "interp/edges.h"

__extension__ typedef unsigned __int128 wide;

/* Towards: of the magnitude. */
enum direction { TO_NEAREST, TO_ZERO, FROM_ZERO };

static uint64_t
power_of_ten(int places)
{
	uint64_t power = 1;

	for (int i = 0; i < places; i++)
		power *= 10;
	return power;
}

static uint64_t
magnitude(int64_t number)
{
	return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static uint64_t
denominator(const struct value *value)
{
	return (uint64_t)(value->den != 0 ? value->den : kind_scale(value->type.kind));
}

static struct digits
digits_of(const struct value *value, int places, enum direction direction)
{
	uint64_t den = denominator(value), power = power_of_ten(places);
	struct digits digits = { value->num < 0, magnitude(value->num) / den, 0, places };
	wide scaled = (wide)(magnitude(value->num) % den) * power, rest = scaled % den;

	digits.part = (uint64_t)(scaled / den);
	if ((direction == TO_NEAREST && rest * 2 >= den) || (direction == FROM_ZERO && rest > 0))
		digits.part++;
	if (digits.part == power) {
		digits.whole++;
		digits.part = 0;
	}
	return digits;
}

static int
sign_of(bool negative, bool zero)
{
	return zero ? 0 : negative ? -1 : 1;
}

/* -1, 0, 1: what is printed against an edge. */
static int
digits_compare(const struct digits *digits, const struct value *edge)
{
	uint64_t den = denominator(edge), whole = magnitude(edge->num) / den;
	wide part = (wide)digits->part * den,
	     other = (wide)(magnitude(edge->num) % den) * power_of_ten(digits->places);
	int sign = sign_of(digits->negative, digits->whole == 0 && digits->part == 0);
	int edge_sign = sign_of(edge->num < 0, edge->num == 0);

	if (sign != edge_sign)
		return sign < edge_sign ? -1 : 1;
	if (digits->whole != whole)
		return digits->whole < whole ? -sign : sign;
	return part == other ? 0 : part < other ? -sign : sign;
}

static bool
same_side(const struct value *figure, const struct digits *digits, const struct batch *batch,
    uint32_t row, const struct expr *edge, bool belongs_above)
{
	struct value value;
	int least = belongs_above ? 0 : 1;

	if (edge == NULL)
		return true;
	value = vec_value(batch_expr(batch, edge), row);
	return value.state != GIVEN ||
	    (exact_compare(figure, &value) >= least) == (digits_compare(digits, &value) >= least);
}

static bool
on_own_side(const struct value *figure, const struct digits *digits, const struct batch *batch,
    uint32_t row, const struct column *by)
{
	for (uint32_t i = 0; i < by->table->column_count; i++) {
		const struct bands *bands = by->table->columns[i]->bands;

		if (bands == NULL || bands->by != by)
			continue;
		for (uint32_t b = 0; b < bands->count; b++) {
			const struct band *band = &bands->bands[b];

			if (!same_side(figure, digits, batch, row, band->low, band->low_included) ||
			    !same_side(figure, digits, batch, row, band->high,
				!band->high_included))
				return false;
		}
	}
	return true;
}

bool
edges_apply(const struct column *column)
{
	if (!kind_is_quantity(column->type.kind))
		return false;
	for (uint32_t i = 0; i < column->table->column_count; i++) {
		const struct bands *bands = column->table->columns[i]->bands;

		if (bands != NULL && bands->by == column)
			return true;
	}
	return false;
}

size_t
edges_spell(char *out, const struct batch *batch, uint32_t row, const struct column *column,
    const struct value *shown, int places, enum spelling spelling)
{
	struct value figure = vec_value(batch_column(batch, column), row);
	struct digits digits;

	if (figure.state != GIVEN || (shown == NULL && figure.den == 0))
		return 0;
	if (shown == NULL || shown->den != 0) {
		places = VALUE_FRACTION_PLACES;
		digits = digits_of(&figure, places, TO_NEAREST);
	} else {
		digits = digits_of(shown, VALUE_DECIMAL_PLACES, TO_NEAREST);
	}
	if (on_own_side(&figure, &digits, batch, row, column))
		return 0;
	do {
		digits = digits_of(&figure, ++places, TO_NEAREST);
	} while (places < EDGES_PLACES_MAX && !on_own_side(&figure, &digits, batch, row, column));
	if (!on_own_side(&figure, &digits, batch, row, column))
		digits = digits_of(&figure, EDGES_PLACES_MAX, TO_ZERO);
	if (!on_own_side(&figure, &digits, batch, row, column))
		digits = digits_of(&figure, EDGES_PLACES_MAX, FROM_ZERO);
	return value_spell_digits(out, figure.type.kind, &digits, spelling);
}

uint32_t
edges_wants(const struct column *column, const struct expr **edges)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < column->table->column_count; i++) {
		const struct bands *bands = column->table->columns[i]->bands;

		for (uint32_t b = 0; bands != NULL && bands->by == column && b < bands->count;
		     b++) {
			const struct expr *both[] = { bands->bands[b].low, bands->bands[b].high };

			for (int side = 0; side < 2; side++) {
				if (both[side] == NULL)
					continue;
				if (edges != NULL)
					edges[count] = both[side];
				count++;
			}
		}
	}
	return count;
}
