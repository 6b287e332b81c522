/*
 * csvin_cells: one cell to one value. What most cells look like (a date year first, a label as
 * declared, plain text) is read here at once; everything else, and everything doubtful, goes to
 * field_read(), which is the judge.
 */
#include <stdlib.h>
#include <string.h>

#include "interp/csvin_parts.h"
#include "interp/csvin_usual.h"

struct area_block {
	struct area_block *older;
	size_t size;
	char bytes[];
};

char *
area_take(struct area *area, size_t length)
{
	char *at;

	if (area->newest == NULL || area->newest->size - area->used < length) {
		size_t size = length > AREA_BLOCK ? length : AREA_BLOCK;
		struct area_block *block = memory_grow(NULL, 1, sizeof(*block) + size);

		block->older = area->newest;
		block->size = size;
		area->newest = block;
		area->used = 0;
	}
	at = area->newest->bytes + area->used;
	area->used += length;
	area->total += length;
	return at;
}

void
area_clear(struct area *area)
{
	if (area->newest != NULL && area->newest->older == NULL && area->newest->size == AREA_BLOCK)
		area->used = area->total = 0;
	else
		area_release(area);
}

void
area_release(struct area *area)
{
	while (area->newest != NULL) {
		struct area_block *block = area->newest;

		area->newest = block->older;
		free(block);
	}
	area->used = area->total = 0;
}

static void
give_text(struct csvin *in, struct reader_field *field, const char *text, uint32_t length,
    uint64_t line, struct quick *out)
{
	char *copy = area_take(&in->area, length);

	memcpy(copy, text, length);
	out->state = GIVEN;
	out->text = copy;
	out->length = length;
	if (usual_nhs_number(text, length)) {
		if (field->nhs++ == 0)
			field->nhs_line = line;
	}
}

/* True when the cell was read. */
static bool
read_usual(struct csvin *in, struct reader_field *field, const char *text, uint32_t length,
    uint64_t line, struct quick *out)
{
	enum kind kind = field->column->type.kind;
	const struct field *rules = field->column->field;

	if (length == 0) {
		if (!field->blank_fine)
			return false;
		out->state = NOTHING;
		out->labels = LABEL_NOTHING;
		field->blank++;
		return true;
	}
	if (kind == KIND_DATE) {
		if (!usual_date(in->months, text, length, &out->num))
			return false;
		if ((field->style & STYLE_ISO) == 0)
			styles_see(field, STYLE_ISO, line, text, length);
	} else if (kind == KIND_LABEL || kind == KIND_YES_NO) {
		out->labels = usual_label(field, text, length);
		if (out->labels == 0)
			return false;
	} else if (kind == KIND_PERCENT) {
		if (rules->rounded || !usual_percent(text, length, &out->num))
			return false;
		if ((field->style & STYLE_SIGN) == 0)
			styles_see(field, STYLE_SIGN, line, text, length);
	} else if (kind == KIND_QUARTER) {
		if (!usual_quarter(text, length, &out->num))
			return false;
	} else if (kind == KIND_NUMBER || kind == KIND_MONEY) {
		if (rules->rounded || !usual_figure(kind, text, length, &out->num))
			return false;
	} else if (kind == KIND_TEXT) {
		if (!usual_text(field, text, length))
			return false;
		give_text(in, field, text, length, line, out);
	} else {
		return false;
	}
	out->state = GIVEN;
	field->given++;
	return true;
}

static void
refuse(struct quick *out, const struct reader_field *field)
{
	out->state = UNKNOWN;
	out->refused = true;
	if (field->column->type.labels != NULL)
		out->labels = label_set_all(field->column->type.labels) | LABEL_NOTHING;
}

/* As much of a cell as a note shows. */
static void
keep_text(char *kept, size_t room, const struct reader_field *field, const struct row_cell *cell)
{
	const struct row_cell masked = { PROBLEM_NOT_RECORDED, sizeof PROBLEM_NOT_RECORDED - 1 };
	size_t length;

	if (field->column->not_recorded)
		cell = &masked;
	length = cell->length < room ? cell->length : room - 1;

	memcpy(kept, cell->at, length);
	kept[length] = '\0';
}

static void
note_beyond(struct reader_field *field, const struct row_cell *cell, uint64_t line, int64_t num)
{
	if (field->column->type.kind != KIND_PERCENT ||
	    (num >= 0 && num <= 100 * kind_scale(KIND_PERCENT)))
		return;
	if (field->beyond++ > 0)
		return;
	field->beyond_line = line;
	keep_text(field->beyond_text, sizeof(field->beyond_text), field, cell);
}

/* A label of a local scheme that this run does not go by. */
static void
refuse_closed(struct csvin *in, const struct reader_field *field)
{
	uint64_t labels = in->cell.value.labels;
	uint32_t label = 0;

	if (field->closed_labels == 0 || in->cell.result != CELL_VALUE ||
	    (labels & field->closed_labels) == 0)
		return;
	while ((labels >> label & 1) == 0)
		label++;
	in->cell.result = CELL_REFUSED;
	in->cell.cause = arena_printf(&in->scratch, "%s is a label of a local scheme only",
	    field->column->type.labels->names[label]);
	in->cell.fix = "run with the variation that brings it: --with and its name";
}

static void
take_value(struct csvin *in, struct reader_field *field, uint64_t line, struct quick *out)
{
	const struct value *value = &in->cell.value;

	out->state = value->state;
	out->num = value->num;
	out->labels = value->labels;
	if (value->state == GIVEN && value->type.kind == KIND_TEXT)
		give_text(in, field, value->text, (uint32_t)value->text_length, line, out);
}

void
cell_read(struct csvin *in, struct reader_field *field, const struct row_cell *cell, uint64_t line,
    struct quick *out)
{
	const char *what, *marker;
	bool damaged = in->damaged &&
	    encoding_is_damaged(in->encoding, cell->at, cell->length, &what);
	char *folded;

	in->cell.cause = in->cell.fix = NULL;
	out->refused = false;
	out->num = 0;
	out->labels = 0;
	out->text = NULL;
	out->length = 0;
	if (field->refused != NULL) {
		field->bad++;		/* said once, for the column */
		refuse(out, field);
		return;
	}
	if (!damaged && read_usual(in, field, cell->at, cell->length, line, out))
		return;
	folded = field->column->field->small_letters ? area_take(&in->area, cell->length) : NULL;
	field_read(&in->cell, field->column, cell->at, cell->length, folded, &in->scratch);
	refuse_closed(in, field);
	if (damaged) {
		in->cell.result = CELL_REFUSED;
		in->cell.cause = arena_printf(&in->scratch, "holds %s", what);
		in->cell.fix = "save the file again from Excel as \"CSV UTF-8\"";
	}
	if (in->cell.style != 0)
		styles_see(field, in->cell.style, line, cell->at, cell->length);
	marker = in->cell.result == CELL_BLANK ? in->cell.cause : NULL;
	switch (in->cell.result) {
	case CELL_REFUSED:
		field->bad++;
		refuse(out, field);
		return;
	case CELL_BLANK:
		field->blank++;
		if (marker != NULL && field->markers++ == 0) {
			field->marker_line = line;
			keep_text(field->marker, sizeof(field->marker), field, cell);
		}
		break;
	case CELL_VALUE:
		field->given++;
		note_beyond(field, cell, line, in->cell.value.num);
		break;
	}
	take_value(in, field, line, out);
}

void
cell_put(struct vec *vec, uint32_t row, const struct quick *value)
{
	if (vec->shape == SHAPE_LABELS) {
		vec->labels[row] = value->labels;
		return;
	}
	if (value->state == NOTHING)
		RAIL_SET(vec->nothing, row);
	if (value->state != GIVEN)
		return;
	RAIL_SET(vec->given, row);
	if (vec->shape == SHAPE_TEXT) {
		vec->text[row].at = value->text;
		vec->text[row].length = value->length;
	} else {
		vec->num[row] = value->num;
		if (vec->shape == SHAPE_FRACTION)
			vec->den[row] = kind_scale(vec->type.kind);
	}
}

void
cell_clear(struct vec *vec, uint32_t row)
{
	if (vec->shape == SHAPE_LABELS) {
		vec->labels[row] = 0;
		return;
	}
	RAIL_CLEAR(vec->given, row);
	RAIL_CLEAR(vec->nothing, row);
}
