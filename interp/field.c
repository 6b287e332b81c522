/* field: the order in which a cell is judged; the kinds are read in field_figure.c, field_time.c and field_words.c. */
#include "interp/field.h"

#include <string.h>

#include "interp/field_parts.h"

bool
cell_refuse(struct cell *cell, const char *cause, const char *fix)
{
	cell->result = CELL_REFUSED;
	cell->value.state = UNKNOWN;
	cell->cause = cause;
	cell->fix = fix;
	return false;
}

/* Bytes at the start (or the end) that are white space: blank, tab, line break, or a no-break space (U+00A0, U+202F). */
static size_t
space_first(const char *text, size_t length)
{
	if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))
		return 1;
	if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	if (length >= 3 && (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xEF\xBB\xBF", 3) == 0))
		return 3;
	return 0;
}

static size_t
space_last(const char *text, size_t length)
{
	const char *end = text + length;

	if (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r'))
		return 1;
	if (length >= 2 && memcmp(end - 2, "\xC2\xA0", 2) == 0)
		return 2;
	if (length >= 3 && (memcmp(end - 3, "\xE2\x80\xAF", 3) == 0 || memcmp(end - 3, "\xEF\xBB\xBF", 3) == 0))
		return 3;
	return 0;
}

void
text_trim(const char **text, size_t *length)
{
	size_t size;

	while (*length > 0 && (size = space_first(*text, *length)) > 0) {
		*text += size;
		*length -= size;
	}
	while (*length > 0 && (size = space_last(*text, *length)) > 0)
		*length -= size;
}

/* ---- missing, because ... ---- */

static bool
is_word(const char *text, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++) {
		char byte = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];

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
		{ "#getting_data", "Excel's #GETTING_DATA: the file was saved while Excel was still working" }
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
	if (is_word(text, length, "-") || is_word(text, length, "--") || is_word(text, length, "\xE2\x80\x93") ||
	    is_word(text, length, "\xE2\x80\x94") || is_word(text, length, "\xE2\x88\x92")) {
		*what = "a dash";
		return MISSING_DASH;
	}
	if (is_word(text, length, "n/a") || is_word(text, length, "n.a.")) {
		*what = "n/a";
		return MISSING_WORD;
	}
	if (is_word(text, length, "na") || is_word(text, length, "null") || is_word(text, length, "none")) {
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

static bool
make_plain(struct cell *cell, char *plain, const char *text, size_t length)
{
	size_t used = 0;

	for (size_t i = 0; i < length;) {
		size_t space = space_first(text + i, length - i);
		char byte = text[i];

		if (used + 2 > PLAIN_MAX)
			return cell_refuse(cell, "far too long to be a value of this column",
			    "check that no comma or quotation mark has moved the cells of this row");
		if (space > 0) {
			i += space;
			if (used > 0 && plain[used - 1] != ' ')
				plain[used++] = ' ';
			continue;
		}
		if (length - i >= 3 && (memcmp(text + i, "\xE2\x88\x92", 3) == 0 ||
		    memcmp(text + i, "\xE2\x80\x93", 3) == 0)) {
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
read_kind(struct cell *cell, const struct field *field, const char *text, size_t length, struct arena *arena)
{
	char plain[PLAIN_MAX];
	enum kind kind = cell->value.type.kind;

	if (kind == KIND_LABEL || kind == KIND_YES_NO)
		return field_read_label(cell, text, length, arena);
	if (!make_plain(cell, plain, text, length))
		return false;
	if (kind_is_quantity(kind))
		return field_read_figure(cell, field, plain);
	if (kind_is_length(kind))
		return field_read_length(cell, plain, arena);
	if (kind == KIND_DATE)
		return field_read_date(cell, plain, arena);
	return field_read_period(cell, plain);
}

static void
read_text(struct cell *cell, const struct field *field, const char *text, size_t length, char *folded,
    struct arena *arena);

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
		cell_refuse(cell, "empty, and the policy does not say that it may be blank",
		    "fill the cell in");
		return;
	}
	cell->result = CELL_BLANK;
	cell->cause = marker;
}

void
field_read(struct cell *cell, const struct column *column, const char *text, size_t length, char *folded,
    struct arena *arena)
{
	const struct field *field = column->field;
	const char *what;
	enum missing missing;

	memset(cell, 0, sizeof(*cell));
	cell->value.type = column->type;
	text_trim(&text, &length);
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
		cell_refuse(cell, what, "put it right in the spreadsheet; it is never taken for zero or for a blank");
		return;
	}
	if (missing != NOT_MISSING) {
		if (field->may_be_blank || field->has_blank_value)
			read_blank(cell, field, what);
		else
			cell_refuse(cell, arena_printf(arena, "%s: nothing is given, and the policy does not say that "
			    "the cell may be blank", what), "fill the cell in; a dash is never taken for zero");
		return;
	}
	if (memchr(text, '\0', length) != NULL) {
		cell_refuse(cell, "holds a zero byte: the file is damaged, or it is UTF-16 without its mark",
		    "save it again as \"CSV UTF-8\", or say --encoding utf-16le");
		return;
	}
	if (column->type.kind == KIND_TEXT) {
		read_text(cell, field, text, length, folded, arena);
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
field_read_kind(struct value *out, struct type type, const char *text, size_t length, struct arena *arena,
    const char **cause)
{
	struct cell cell;

	memset(&cell, 0, sizeof(cell));
	cell.value.type = type;
	text_trim(&text, &length);
	*cause = NULL;
	if (length == 0 || memchr(text, '\0', length) != NULL) {
		*cause = "empty";
		return false;
	}
	if (type.kind == KIND_TEXT) {
		cell.value.text = arena_copy(arena, text, length);
		cell.value.text_length = length;
	} else if (!read_kind(&cell, NULL, text, length, arena)) {
		*cause = cell.fix == NULL ? cell.cause : arena_printf(arena, "%s; %s", cell.cause, cell.fix);
		return false;
	}
	*out = cell.value;
	out->state = GIVEN;
	return true;
}

/* ---- text ---- */

bool
pattern_fits(const char *pattern, const char *text, size_t length)
{
	size_t i;

	for (i = 0; pattern[i] != '\0'; i++) {
		bool letter, digit;

		if (i == length)
			return false;
		letter = text[i] >= 'A' && text[i] <= 'Z';
		digit = text[i] >= '0' && text[i] <= '9';
		switch (pattern[i]) {
		case '@':
			if (!letter)
				return false;
			break;
		case '#':
			if (!digit)
				return false;
			break;
		case '?':
			if (!letter && !digit)
				return false;
			break;
		default:
			if (text[i] != pattern[i])
				return false;
			break;
		}
	}
	return i == length;
}

static bool
stands_for_itself(char mark)
{
	return mark != '@' && mark != '#' && mark != '?';
}

const char *
pattern_in_words(struct arena *arena, const char *pattern)
{
	static const char *const numbers[] = {
		"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
	};
	const char *words = "", *between = "";

	for (size_t i = 0; pattern[i] != '\0';) {
		size_t run = 1;
		const char *number;

		if (stands_for_itself(pattern[i])) {
			while (pattern[i + run] != '\0' && stands_for_itself(pattern[i + run]))
				run++;
			words = arena_printf(arena, "%s%s'%.*s'", words, between, (int)run, pattern + i);
		} else {
			const char *what = pattern[i] == '@' ? "letter" : pattern[i] == '#' ? "digit" : "letter or digit";
			const char *many = pattern[i] == '?' ? "letters or digits" : NULL;

			while (pattern[i + run] == pattern[i])
				run++;
			number = run <= 12 ? numbers[run] : arena_printf(arena, "%u", (unsigned)run);
			if (run > 1 && many != NULL)
				words = arena_printf(arena, "%s%s%s %s", words, between, number, many);
			else
				words = arena_printf(arena, "%s%s%s %s%s", words, between, number, what, run > 1 ? "s" : "");
		}
		between = ", ";
		i += run;
	}
	return words;
}

/* Small letters to capitals: a to z, and the Latin letters of two bytes (C3 A0 to C3 BE, but not the division sign). */
static void
to_capitals(char *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte >= 'a' && byte <= 'z')
			byte = (unsigned char)(byte - 'a' + 'A');
		else if (i > 0 && text[i - 1] == '\xC3' && byte >= 0xA0 && byte <= 0xBE && byte != 0xB7)
			byte = (unsigned char)(byte - 0x20);
		out[i] = (char)byte;
	}
}

static size_t
count_digits(const char *text, size_t length)
{
	size_t digits = 0;

	for (size_t i = 0; i < length; i++)
		digits += text[i] >= '0' && text[i] <= '9';
	return digits;
}

/* 1E5, 1.23E+10: what Excel makes of a code that looks like a power of ten. */
static bool
looks_like_power(const char *text, size_t length)
{
	size_t i = 0, digits;

	while (i < length && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.'))
		i++;
	digits = i;
	if (digits == 0 || i >= length || (text[i] != 'E' && text[i] != 'e'))
		return false;
	i++;
	if (i < length && (text[i] == '+' || text[i] == '-'))
		i++;
	return i < length && count_digits(text + i, length - i) == length - i;
}

/* Why a text that does not fit might have come about. */
static const char *
pattern_cause(const char *pattern, const char *text, size_t length, struct arena *arena)
{
	const char *words = pattern_in_words(arena, pattern);
	size_t wanted = strlen(pattern), digits = count_digits(text, length);
	char *changed = arena_copy(arena, text, length);

	if (looks_like_power(text, length))
		return arena_printf(arena, "not of the form %s: Excel seems to have turned a code into a number "
		    "(1E5 is read as 100000)", words);
	if (digits == length && length < wanted && strspn(pattern, "#?") == wanted)
		return arena_printf(arena, "not of the form %s: Excel seems to have dropped the zeros at its start", words);
	to_capitals(changed, text, length);
	if (pattern_fits(pattern, changed, length))
		return arena_printf(arena, "not of the form %s: it has small letters where capitals are due", words);
	for (size_t i = 0; i < length; i++) {
		if (changed[i] == 'O' && i < wanted && pattern[i] == '#')
			changed[i] = '0';
		else if (changed[i] == '0' && i < wanted && pattern[i] == '@')
			changed[i] = 'O';
	}
	if (pattern_fits(pattern, changed, length))
		return arena_printf(arena, "not of the form %s: the letter O and the figure 0 seem to be exchanged", words);
	return arena_printf(arena, "not of the form %s", words);
}

static void
read_text(struct cell *cell, const struct field *field, const char *text, size_t length, char *folded,
    struct arena *arena)
{
	if (field->small_letters) {
		to_capitals(folded, text, length);
		text = folded;
	}
	if (field->pattern != NULL && !pattern_fits(field->pattern, text, length)) {
		cell_refuse(cell, pattern_cause(field->pattern, text, length, arena),
		    "format the column as Text in Excel, then type the code again");
		return;
	}
	cell->result = CELL_VALUE;
	cell->value.state = GIVEN;
	cell->value.text = text;
	cell->value.text_length = length;
}
