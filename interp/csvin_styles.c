/*
 * csvin_styles: verdicts on whole columns. Dates are written in one style to a column, and nothing
 * in a column may point to the month standing first; percentages carry their sign throughout, or
 * nowhere and then none of them may be a share of 1.
 */
#include <inttypes.h>
#include <string.h>

#include "interp/csvin_parts.h"

void
styles_start(struct csvin *in)
{
	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];

		field->style = 0;
		field->given = field->blank = field->bad = 0;
		field->markers = field->nhs = field->beyond = 0;
	}
}

static int
bit_of(unsigned style)
{
	int bit = 0;

	while ((style >> bit & 1u) == 0)
		bit++;
	return bit;
}

void
styles_see(struct reader_field *field, unsigned style, uint64_t line, const char *text,
    size_t length)
{
	unsigned fresh = style & ~field->style;

	field->style |= style;
	for (int bit = 0; bit < STYLE_COUNT; bit++) {
		struct seen *seen = &field->seen[bit];

		if ((fresh >> bit & 1u) == 0)
			continue;
		seen->line = line;
		if (field->column->not_recorded) {
			text = PROBLEM_NOT_RECORDED;
			length = strlen(text);
		}
		if (length > sizeof(seen->text) - 1)
			length = sizeof(seen->text) - 1;
		memcpy(seen->text, text, length);
		seen->text[length] = '\0';
	}
}

static void
refuse(struct csvin *in, struct reader_field *field, unsigned one, unsigned other, const char *what,
    const char *fix)
{
	const struct seen *a = &field->seen[bit_of(one)], *b = &field->seen[bit_of(other)];

	if (a->line > b->line) {
		const struct seen *swap = a;

		a = b;
		b = swap;
	}
	field->refused = arena_printf(in->options.arena,
	    "%s: '%s' in line %" PRIu64 " and '%s' in line %" PRIu64, what, a->text, a->line,
	    b->text, b->line);
	field->refused_fix = fix;
}

static void
judge_dates(struct csvin *in, struct reader_field *field)
{
	static const char fix[] =
	    "write every date of the column the same way, best as 2022-04-21: in Excel, format the "
	    "column as yyyy-mm-dd and type again what does not change";
	unsigned style = field->style;
	unsigned slashed = (style & STYLE_DAY_FIRST) != 0 ? STYLE_DAY_FIRST : style & STYLE_SLASHED;

	if ((style & STYLE_MONTH_FIRST) != 0 && (style & STYLE_DAY_FIRST) != 0)
		refuse(in, field, STYLE_DAY_FIRST, STYLE_MONTH_FIRST,
		    "mixes dates with the day first and with the month first", fix);
	else if ((style & STYLE_MONTH_FIRST) != 0 && slashed != 0)
		refuse(in, field, slashed, STYLE_MONTH_FIRST,
		    "has dates with the month first, so those that could be either cannot be "
		    "trusted",
		    fix);
	else if ((style & STYLE_ISO) != 0 && (style & STYLE_MONTH_FIRST) != 0)
		refuse(in, field, STYLE_ISO, STYLE_MONTH_FIRST,
		    "mixes dates with the year first and with the month first", fix);
	else if ((style & STYLE_ISO) != 0 && slashed != 0)
		refuse(in, field, STYLE_ISO, slashed,
		    "mixes dates with the year first and with the day first", fix);
}

static void
judge_percentages(struct csvin *in, struct reader_field *field)
{
	static const char fix[] =
	    "write every cell of the column with its %: in Excel, format the column as Percentage, "
	    "then look at each cell (0.6 becomes 60%, but 60 becomes 6000%)";
	unsigned style = field->style;
	const struct seen *seen = &field->seen[bit_of(STYLE_NO_SIGN)];

	if ((style & STYLE_SIGN) != 0 && (style & STYLE_NO_SIGN) != 0) {
		refuse(in, field, STYLE_SIGN, STYLE_NO_SIGN,
		    "mixes percentages with and without their sign", fix);
	} else if ((style & STYLE_UNDER_ONE) != 0 && (style & STYLE_OVER_ONE) != 0) {
		refuse(in, field, STYLE_UNDER_ONE, STYLE_OVER_ONE,
		    "no percentage in it has a sign, and some are below 1 and some above, so that "
		    "0.6 could be 60% or 0.6%", fix);
	} else if ((style & STYLE_NO_SIGN) != 0 && (style & STYLE_OVER_ONE) == 0) {
		field->refused = arena_printf(in->options.arena,
		    "no percentage in it has a sign and none is above 1: '%s' in "
		    "line %" PRIu64 " could be a share of 1 (0.6 for 60%%) or a small percentage",
		    seen->text, seen->line);
		field->refused_fix = fix;
	}
}

bool
styles_judge(struct csvin *in)
{
	bool any = false;

	for (uint32_t i = 0; i < in->reading_count; i++) {
		struct reader_field *field = &in->reading[i];

		if (field->column->type.kind == KIND_DATE)
			judge_dates(in, field);
		else if (field->column->type.kind == KIND_PERCENT)
			judge_percentages(in, field);
		any = any || field->refused != NULL;
	}
	return any;
}

/* One date with a day above 12 tells of the whole file: who makes it writes them all alike. */
static bool
is_day_first(const struct csvin *in)
{
	for (uint32_t i = 0; i < in->reading_count; i++)
		if ((in->reading[i].style & STYLE_DAY_FIRST) != 0)
			return true;
	return false;
}

static void
note_either(struct csvin *in, const struct reader_field *field)
{
	const struct seen *seen = &field->seen[bit_of(STYLE_EITHER)];

	note(in, "day-or-month", seen->line, in->header.names[field->cell],
	    arena_printf(&in->scratch,
	        "no date in this file tells whether the day or the month stands first; the first "
	        "that could be either is '%s', and the day was taken to come first", seen->text),
	    "nothing to do if that is so; if not, format the column as yyyy-mm-dd in Excel, and "
	    "save it as CSV again");
}

void
styles_notes(struct csvin *in)
{
	bool day_first = is_day_first(in);

	for (uint32_t i = 0; i < in->reading_count; i++) {
		const struct reader_field *field = &in->reading[i];
		const char *name = in->header.names[field->cell];

		if ((field->style & STYLE_EITHER) != 0 && field->refused == NULL && !day_first)
			note_either(in, field);
		if (field->markers > 0)
			note(in, "taken-as-blank", field->marker_line, name,
			    arena_printf(&in->scratch,
			        "%" PRIu64 " cell%s taken as blank, the first holds '%s'",
			        field->markers, field->markers == 1 ? "" : "s", field->marker),
			    "nothing to do if they mean that nothing is known; where zero is "
			    "meant, write 0");
		if (field->beyond > 0)
			note(in, "percent-beyond-100", field->beyond_line, name,
			    arena_printf(&in->scratch,
				"%" PRIu64
				" cell%s above 100%% or below 0%%, the first holds '%s': "
				"used as %s",
				field->beyond, field->beyond == 1 ? " is" : "s are",
				field->beyond_text,
				field->beyond == 1 ? "it stands" : "they stand"),
			    "correct what cannot be; nothing to do where it can, as in a "
			    "change against last year");
		if (field->nhs > 0 && field->nhs * 2 >= field->given)
			note(in, "nhs-number", field->nhs_line, name,
			    arena_printf(&in->scratch, "%" PRIu64 " cell%s like NHS numbers",
			        field->nhs, field->nhs == 1 ? " looks" : "s look"),
			    "delete patients' numbers from files like this one");
	}
}
