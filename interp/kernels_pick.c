/* kernels_pick: whole rows: copies, the value in force on a day, bands and deadlines. */
#include "interp/kernels.h"

#include <string.h>

__extension__ typedef __int128 wide;

void
kernel_copy_truth(struct vec *out, const struct operands *in)
{
	out->yes = in->a->yes;
	out->no = in->a->no;
}

void
kernel_copy_labels(struct vec *out, const struct operands *in)
{
	memcpy(out->labels, in->a->labels, in->rows * sizeof(*out->labels));
}

void
kernel_copy_figure(struct vec *out, const struct operands *in)
{
	out->given = in->a->given;
	out->nothing = in->a->nothing;
	memcpy(out->num, in->a->num, in->rows * sizeof(*out->num));
}

void
kernel_copy_fraction(struct vec *out, const struct operands *in)
{
	kernel_copy_figure(out, in);
	memcpy(out->den, in->a->den, in->rows * sizeof(*out->den));
}

void
kernel_copy_text(struct vec *out, const struct operands *in)
{
	out->given = in->a->given;
	out->nothing = in->a->nothing;
	memcpy(out->text, in->a->text, in->rows * sizeof(*out->text));
}

/* ---- the value in force on the day of the row; when the day is not known, nor is the value
 * ---- */

static uint32_t
part_on(const struct operands *in, int64_t day)
{
	uint32_t part = in->part_count - 1;

	while (in->with.from[part] > day)	/* of the first never */
		part--;
	return part;
}

static void
clear_rails(struct vec *vec)
{
	memset(&vec->given, 0, sizeof(vec->given));
	memset(&vec->nothing, 0, sizeof(vec->nothing));
}

void
kernel_pick_truth(struct vec *out, const struct operands *in)
{
	clear_rails(out);
	for (uint32_t row = 0; row < in->rows; row++) {
		const struct vec *part;

		if (!RAIL_GET(in->a->given, row))
			continue;
		part = in->parts[part_on(in, in->a->num[row])];
		if (RAIL_GET(part->yes, row))
			RAIL_SET(out->yes, row);
		if (RAIL_GET(part->no, row))
			RAIL_SET(out->no, row);
	}
}

void
kernel_pick_labels(struct vec *out, const struct operands *in)
{
	for (uint32_t row = 0; row < in->rows; row++) {
		uint64_t labels = 0;

		if (RAIL_GET(in->a->given, row)) {
			out->labels[row] = in->parts[part_on(in, in->a->num[row])]->labels[row];
			continue;
		}
		for (uint32_t i = 0; i < in->part_count; i++)
			labels |= in->parts[i]->labels[row];
		out->labels[row] = labels;
	}
}

void
kernel_pick_figure(struct vec *out, const struct operands *in)
{
	clear_rails(out);
	for (uint32_t row = 0; row < in->rows; row++)
		if (RAIL_GET(in->a->given, row)) {
			out->num[row] = in->parts[part_on(in, in->a->num[row])]->num[row];
			RAIL_SET(out->given, row);
		}
}

void
kernel_pick_text(struct vec *out, const struct operands *in)
{
	clear_rails(out);
	for (uint32_t row = 0; row < in->rows; row++)
		if (RAIL_GET(in->a->given, row)) {
			out->text[row] = in->parts[part_on(in, in->a->num[row])]->text[row];
			RAIL_SET(out->given, row);
		}
}

/* ---- bands ---- */

static struct value
value_at(const struct vec *vec, uint32_t row)
{
	return (struct value){ .state = GIVEN, .type = vec->type, .num = vec->num[row],
		.den = vec->shape == SHAPE_FRACTION ? vec->den[row] : 0 };
}

/* Is the figure surely on the wrong side of an edge? `side` is -1 below a low edge, 1 above a
 * high one. */
static bool
is_outside(const struct vec *edge, uint32_t row, const struct vec *figure, int side,
    bool included)
{
	int order;

	if (edge == NULL || !RAIL_GET(edge->given, row))
		return false;
	if (figure->shape == SHAPE_FRACTION && edge->shape == SHAPE_FIGURE) {
		wide left = (wide)figure->num[row] * kind_scale(edge->type.kind);
		wide right = (wide)edge->num[row] * figure->den[row];

		order = (left > right) - (left < right);
	} else {
		struct value value = value_at(edge, row), other = value_at(figure, row);

		order = exact_compare(&other, &value);
	}
	return order == side || (order == 0 && !included);
}

static bool
is_known(const struct vec *edge, uint32_t row)
{
	return edge == NULL || RAIL_GET(edge->given, row);
}

/* A band whose edges are known and hold the figure is the one, whatever the edges of the others
 * turn out to be: bands do not overlap. */
static uint64_t
bands_of(const struct operands *in, uint32_t row)
{
	const struct bands *bands = in->with.bands;
	uint64_t possible = 0, sure = 0;

	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];
		const struct vec *low = in->parts[2 * i], *high = in->parts[2 * i + 1];

		if (is_outside(low, row, in->a, -1, band->low_included)
		    || is_outside(high, row, in->a, 1, band->high_included))
			continue;
		possible |= UINT64_C(1) << band->label;
		if (is_known(low, row) && is_known(high, row))
			sure |= UINT64_C(1) << band->label;
	}
	return sure != 0 ? sure : possible;
}

/* A figure that falls between two bands, as a test's `set` may bring about, has no band:
 * nothing. */
void
kernel_bands(struct vec *out, const struct operands *in)
{
	for (uint32_t row = 0; row < in->rows; row++) {
		if (RAIL_GET(in->a->given, row)) {
			uint64_t labels = bands_of(in, row);

			out->labels[row] = labels != 0 ? labels : LABEL_NOTHING;
		} else {
			out->labels[row] =
			    RAIL_GET(in->a->nothing, row) ? LABEL_NOTHING : in->with.labels;
		}
	}
}

/* ---- deadlines (writ.5, DEADLINES) ---- */

#define STATE(name) (UINT64_C(1) << DEADLINE_##name)

/*
 * The states still possible. A met-by date that lies after run_date has not come yet: not met.
 *
 *   due \ met by      not met                on or before run_date     unknown
 *   nothing           Not_started            Not_started               Not_started
 *   from run_date on  Running                Met                       Running Met
 *   before run_date   Missed                 Met or Met_late           Met Met_late Missed
 *   unknown           Running Missed         Met Met_late              Running Met Met_late Missed
 *
 * With the due date unknown, Not_started is one of them as well, but only where the start can be
 * empty.
 */
static uint64_t
deadline_states(const struct operands *in, uint32_t row)
{
	int64_t today = in->with.number, due = in->a->num[row], met = in->b->num[row];
	bool met_given = RAIL_GET(in->b->given, row), met_nothing = RAIL_GET(in->b->nothing, row);
	bool not_met = met_nothing || (met_given && met > today);

	if (RAIL_GET(in->a->nothing, row))
		return STATE(NOT_STARTED);
	if (!RAIL_GET(in->a->given, row)) {
		if (not_met)
			return in->with.labels | STATE(RUNNING) | STATE(MISSED);
		if (met_given)
			return in->with.labels | STATE(MET) | STATE(MET_LATE);
		return in->with.labels | STATE(RUNNING) | STATE(MISSED) | STATE(MET) |
		    STATE(MET_LATE);
	}
	if (not_met)
		return today <= due ? STATE(RUNNING) : STATE(MISSED);
	if (met_given)
		return met <= due ? STATE(MET) : STATE(MET_LATE);
	return today <= due ? STATE(RUNNING) | STATE(MET)
	                    : STATE(MET) | STATE(MET_LATE) | STATE(MISSED);
}

void
kernel_deadline(struct vec *out, const struct operands *in)
{
	for (uint32_t row = 0; row < in->rows; row++)
		out->labels[row] = deadline_states(in, row);
}

/*
 * The states still possible (writ.5, LETTERS AND FORMS). Sent hangs on the register alone; a letter
 * that is not sent is Due where its rule says so and nothing stands instead of it, and Lapsed where
 * it would be Due but for `lapses when`.
 */
static uint64_t
letter_states(const struct operands *in, uint32_t row)
{
	const struct vec *lapse = in->parts[0], *instead = in->parts[1];
	bool may_be_called_for, must_be_called_for;
	uint64_t states = 0;

	if (RAIL_GET(in->a->yes, row))
		return UINT64_C(1) << LETTER_SENT;
	if (!RAIL_GET(in->a->no, row))
		states |= UINT64_C(1) << LETTER_SENT;
	may_be_called_for =
	    !RAIL_GET(in->b->no, row) && (instead == NULL || !RAIL_GET(instead->yes, row));
	must_be_called_for =
	    RAIL_GET(in->b->yes, row) && (instead == NULL || RAIL_GET(instead->no, row));
	if (!must_be_called_for)
		states |= UINT64_C(1) << LETTER_NOT_DUE;
	if (!may_be_called_for)
		return states;
	if (lapse == NULL || !RAIL_GET(lapse->yes, row))
		states |= UINT64_C(1) << LETTER_DUE;
	if (lapse != NULL && !RAIL_GET(lapse->no, row))
		states |= UINT64_C(1) << LETTER_LAPSED;
	return states;
}

void
kernel_letter(struct vec *out, const struct operands *in)
{
	for (uint32_t row = 0; row < in->rows; row++)
		out->labels[row] = letter_states(in, row);
}
