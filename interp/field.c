/* field: the order in which a cell is judged; the kinds are read in field_figure.c, field_text.c,
 * field_time.c and field_words.c. */
#include "interp/field.h"

#include <string.h>

#include "interp/field_parts.h"
#include "lang/unseen.h"

bool
cell_refuse(struct cell *cell, const char *cause, const char *fix)
{
	cell->result = CELL_REFUSED;
	cell->value.state = UNKNOWN;
	cell->cause = cause;
	cell->fix = fix;
	return false;
}

/* ---- missing, because ... ---- */

static bool
is_word(const char *text, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++) {
		char byte = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') :
		    text[i];

		if (word[i] == '\0' || byte != word[i])
			return false;
	}
	return word[length] == '\0';
}

static enum missing
excel_error(const char *text, size_t length, const char **what)
{
	static const struct {
		const char *word, *what;
	} errors[] = {
		{ "#n/a", "Excel's #N/A: a look-up found nothing" },
		{ "#div/0!", "Excel's #DIV/0!: something was divided by zero or by an empty cell" },
		{ "#ref!", "Excel's #REF!: a formula points to cells that are gone" },
		{ "#name?", "Excel's #NAME?: a formula holds a name that Excel does not know" },
		{ "#value!", "Excel's #VALUE!: a formula met the wrong kind of cell" },
		{ "#num!", "Excel's #NUM!: a formula has no such number" },
		{ "#null!", "Excel's #NULL!: a formula holds a blank where a comma belongs" },
		{ "#spill!", "Excel's #SPILL!: a formula has no room for its results" },
		{ "#calc!", "Excel's #CALC!: a formula could not be worked out" },
		{ "#field!", "Excel's #FIELD!: a formula asks for data that is not there" },
		{ "#blocked!", "Excel's #BLOCKED!: a formula was not allowed to run" },
		{ "#connect!", "Excel's #CONNECT!: a formula could not reach its data" },
		{ "#busy!", "Excel's #BUSY!: the file was saved while Excel was still working" },
		{ "#unknown!", "Excel's #UNKNOWN!: a newer Excel made this cell" },
		{ "#getting_data",
		    "Excel's #GETTING_DATA: the file was saved while Excel was still working" }
	};
	size_t hashes = 0;

	while (hashes < length && text[hashes] == '#')
		hashes++;
	if (hashes == length && length >= 3) {
		*what = "a row of # signs: the column was too narrow for Excel to show the value";
		return MISSING_ERROR;
	}
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (is_word(text, length, errors[i].word)) {
			*what = errors[i].what;
			return MISSING_ERROR;
		}
	}
	return NOT_MISSING;
}

enum missing
missing_kind(const char *text, size_t length, const char **what)
{
	*what = NULL;
	text_trim(&text, &length);
	if (length == 0) {
		*what = "an empty cell";
		return MISSING_EMPTY;
	}
	if (text[0] == '#')
		return excel_error(text, length, what);
	if (is_word(text, length, "-") || is_word(text, length, "--") ||
	    is_word(text, length, "\xE2\x80\x93") || is_word(text, length, "\xE2\x80\x94") ||
	    is_word(text, length, "\xE2\x88\x92")) {
		*what = "a dash";
		return MISSING_DASH;
	}
	if (is_word(text, length, "n/a") || is_word(text, length, "n.a.")) {
		*what = "n/a";
		return MISSING_WORD;
	}
	if (is_word(text, length, "na") || is_word(text, length, "null") ||
	    is_word(text, length, "none")) {
		*what = "a word for an empty cell (NA, null, none)";
		return MISSING_SHORT_WORD;
	}
	return NOT_MISSING;
}

bool
text_is_missing(const char *text, size_t length, const char **what)
{
	return missing_kind(text, length, what) != NOT_MISSING;
}

/* ---- any kind ---- */

/* What Word and the web make of a hyphen: U+2010, U+2011 (which does not break), U+2013, and the
 * minus sign. */
static bool
is_dash(const char *text, size_t length)
{
	static const char *const dashes[] = { "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93",
		"\xE2\x88\x92" };

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (length >= 3 && memcmp(text, dashes[i], 3) == 0)
			return true;
	return false;
}

static bool
make_plain(struct cell *cell, char *plain, const char *text, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length;) {
		enum unseen kind;
		size_t size = unseen_step(text + i, length - i, &kind);
		char byte = text[i];

		if (used + 2 > PLAIN_MAX)
			return cell_refuse(cell, "far too long to be a value of this column",
			    "look whether a comma or a quotation mark has pushed the cells of "
			    "this row along");
		if (kind == UNSEEN_SPACE) {
			i += size;
			if (used > 0 && plain[used - 1] != ' ')
				plain[used++] = ' ';
			continue;
		}
		if (is_dash(text + i, length - i)) {
			byte = '-';
			i += 2;
		}
		plain[used++] = byte;
		i++;
	}
	plain[used] = '\0';
	return true;
}

static bool
read_kind(struct cell *cell, const struct field *field, const char *text, size_t length,
    struct arena *arena)
{
	char plain[PLAIN_MAX];
	enum kind kind = cell->value.type.kind;

	if (kind == KIND_LABEL || kind == KIND_YES_NO)
		return field_read_label(cell, text, length, arena);
	if (!make_plain(cell, plain, text, length))
		return false;
	if (kind_is_quantity(kind))
		return field_read_figure(cell, field, plain, arena);
	if (kind_is_length(kind))
		return field_read_length(cell, plain, arena);
	if (kind == KIND_DATE)
		return field_read_date(cell, plain, arena);
	return field_read_period(cell, plain);
}

static void
read_blank(struct cell *cell, const struct field *field, const char *marker)
{
	if (field->has_blank_value) {
		struct type type = cell->value.type;

		cell->value = field->blank_value;
		cell->value.state = GIVEN;
		cell->value.type = type;
	} else if (field->may_be_blank) {
		cell->value.state = NOTHING;
		cell->value.labels = LABEL_NOTHING;
	} else {
		cell_refuse(cell, "empty, but the policy needs a value here",
		    "fill the cell in; if it may stay empty, the policy has to say: may be blank");
		return;
	}
	cell->result = CELL_BLANK;
	cell->cause = marker;
}

void
field_read(struct cell *cell, const struct column *column, const char *text, size_t length,
    char *folded, struct arena *arena)
{
	const struct field *field = column->field;
	const char *what;
	enum missing missing;

	memset(cell, 0, sizeof(*cell));
	cell->value.type = column->type;
	/* In a key other spaces are blanks: of two keys that look the same one would be lost. */
	text = text_seen(arena, text, &length, field->is_key || column->refers_to != NULL);
	missing = missing_kind(text, length, &what);
	if (missing == MISSING_SHORT_WORD && column->type.kind == KIND_TEXT)
		missing = NOT_MISSING;
	/* A label may be called none. */
	if (missing != MISSING_EMPTY && missing != NOT_MISSING && column->type.kind == KIND_LABEL &&
	    field_read_label(cell, text, length, arena))
		missing = NOT_MISSING;
	cell->cause = cell->fix = NULL;
	cell->result = CELL_VALUE;
	if (missing == MISSING_EMPTY) {
		read_blank(cell, field, NULL);
		return;
	}
	if (missing == MISSING_ERROR) {
		cell_refuse(cell, what,
		    text[length - 1] == '#' ?
		        "make the column wider in Excel, then save it as CSV again" :
		        "put the formula right in Excel, then save it as CSV again; an error is "
		        "never taken for "
		        "zero or for a blank");
		return;
	}
	if (missing != NOT_MISSING) {
		if (field->may_be_blank || field->has_blank_value)
			read_blank(cell, field, what);
		else
			cell_refuse(cell,
			    arena_printf(arena, "%s, but the policy needs a value here", what),
			    "fill the cell in; if zero is meant, write 0");
		return;
	}
	if (memchr(text, '\0', length) != NULL) {
		cell_refuse(cell,
		    "holds a zero byte, which no text has: the file is damaged, or it is UTF-16 "
		    "without its mark",
		    "save it again from Excel as \"CSV UTF-8\", or say --encoding utf-16le");
		return;
	}
	if (column->type.kind == KIND_TEXT) {
		field_read_text(cell, field, text, length, folded, arena);
		return;
	}
	if (cell->value.state == GIVEN)
		return;
	if (read_kind(cell, field, text, length, arena)) {
		cell->value.state = GIVEN;
		cell->result = CELL_VALUE;
	}
}

bool
field_read_kind(struct value *out, struct type type, const char *text, size_t length,
    struct arena *arena, const char **cause)
{
	struct cell cell;

	memset(&cell, 0, sizeof(cell));
	cell.value.type = type;
	*cause = length > 0 ? "nothing in it can be seen" : "empty";
	text = text_seen(arena, text, &length, true);
	if (length == 0 || memchr(text, '\0', length) != NULL) {
		return false;
	}
	*cause = NULL;
	if (type.kind == KIND_TEXT) {
		cell.value.text = arena_copy(arena, text, length);
		cell.value.text_length = length;
	} else if (!read_kind(&cell, NULL, text, length, arena)) {
		*cause = cell.fix == NULL ? cell.cause :
		    arena_printf(arena, "%s; %s", cell.cause, cell.fix);
		return false;
	}
	*out = cell.value;
	out->state = GIVEN;
	return true;
}
