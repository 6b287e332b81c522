/*
 * field: one cell's text to a value and back, independent of locale. What is accepted is what
 * writ.5, Kinds of value, says of cells, and what spreadsheets and registers are known to write.
 *
 * Some things are a matter of the whole column: whether its dates are written year first or day
 * first, and whether its percentages carry a sign. A cell is read under a style; what styles it
 * could have been is answered too, and the reader judges at the end of the file.
 */
#ifndef INTERP_FIELD_H
#define INTERP_FIELD_H

#include "lang/program.h"

enum cell_result {
	CELL_VALUE,		/* *out is given */
	/* empty, and may be: *out is nothing (or the value of `blank means`) */
	CELL_BLANK,
	CELL_REFUSED		/* *out is unknown; `cause` and `fix` say why */
};

/* What a date or percent cell showed about the style of its column; bits are collected over the
 * column. A cell that is refused for something else, such as a time of day, shows it too. */
enum cell_style {
	STYLE_ISO = 1,			/* 2022-04-21 */
	STYLE_DAY_FIRST = 2,		/* 21/04/2022: can only be day first */
	STYLE_MONTH_FIRST = 4,		/* 04/21/2022: can only be month first */
	STYLE_SLASHED = 8,		/* 03/04/2022: either; read day first */
	/* 21-Apr-22, 21 April 2022: carries its month's name, fits with any */
	STYLE_WORDED = 16,
	STYLE_SIGN = 32,		/* 60% */
	STYLE_NO_SIGN = 64,		/* 60, where a percent is due */
	/* a percentage without sign, more than 1 in size: a share of 1 is not written so */
	STYLE_OVER_ONE = 128,
	/* and one between 0 and 1: no share above 1 is written so */
	STYLE_UNDER_ONE = 256,
	STYLE_SHORT_YEAR = 512,		/* 21/04/22: its year has two digits */
	/* beside STYLE_SLASHED: the other way round it would be another day, unlike 04/04/2022 */
	STYLE_EITHER = 1024
};

/*
 * Years of two digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999.
 *
 * What means missing: dashes and n/a (in columns other than text also NA, null and none) count as
 * blank where the cell may be blank, and `cause` then says so, for a note; where it may not, the
 * cell is refused. Excel's error values (#N/A, #DIV/0! and the rest, and ####) are refused in every
 * column: something went wrong before the file was saved. Words like "unknown" and "nil" are not on
 * the list: the first is not a blank, the second may be a zero.
 *
 * What shows nothing is never part of a cell: a space of no width, a mark of direction. It is left
 * out wherever it stands, white space of any width is trimmed, and a cell in which nothing is left
 * is empty (lang/unseen.h).
 */
enum { DATE_PIVOT = 70 };

struct cell {
	enum cell_result result;
	struct value value;
	unsigned style;
	/* refused: why, a constant or made in the arena: "not a date"; CELL_BLANK: what was taken
	 * for a blank, or NULL */
	const char *cause;
	const char *fix;	/* "write 2022-04-21 or 21/04/2022" */
};

/* `column` is a field. `folded` receives capitals when small letters are accepted (at least
 * `length` bytes). `arena` is for messages about refused cells only. */
void field_read(struct cell *cell, const struct column *column, const char *text, size_t length,
    char *folded, struct arena *arena);

/* The same for a value of a kind, without a field: `--set waiting_limit=30 days`. `*cause` follows
 * the value and a colon. */
bool field_read_kind(struct value *out, struct type type, const char *text, size_t length,
    struct arena *arena, const char **cause);

/* `like`: @ a letter, # a digit, ? either; all else stands for itself. Letters are capitals: a
 * field takes small ones, and makes them capitals, only where the policy says `small letters
 * accepted`. Otherwise p87001 and P87001 would be two keys. */
bool pattern_fits(const char *pattern, const char *text, size_t length);
/* "one letter, five digits" */
const char *pattern_in_words(struct arena *arena, const char *pattern);

/* A blank, a dash, an Excel error value, n/a and their like mean missing, never zero; `what` says
 * which. */
bool text_is_missing(const char *text, size_t length, const char **what);

#endif
