/* field_text: texts and what they look like (`like "@##"`), and what Excel may have done to a
 * code that does not fit. */
#include <string.h>

#include "interp/csvout.h"
#include "interp/field_parts.h"

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
		"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve"
	};
	const char *words = "", *between = "";

	for (size_t i = 0; pattern[i] != '\0';) {
		size_t run = 1;
		const char *number;

		if (stands_for_itself(pattern[i])) {
			while (pattern[i + run] != '\0' && stands_for_itself(pattern[i + run]))
				run++;
			words = arena_printf(arena, "%s%s'%.*s'", words, between, (int)run,
			    pattern + i);
		} else {
			const char *what = pattern[i] == '@' ? "letter" :
			    pattern[i] == '#' ? "digit" : "letter or digit";
			const char *many = pattern[i] == '?' ? "letters or digits" : NULL;

			while (pattern[i + run] == pattern[i])
				run++;
			number = run <= 12 ? numbers[run] :
			    arena_printf(arena, "%u", (unsigned)run);
			if (run > 1 && many != NULL)
				words = arena_printf(arena, "%s%s%s %s", words, between, number,
				    many);
			else
				words = arena_printf(arena, "%s%s%s %s%s", words, between, number,
				    what, run > 1 ? "s" : "");
		}
		between = ", ";
		i += run;
	}
	return words;
}

/* Small letters to capitals: a to z, and the Latin letters of two bytes (C3 A0 to C3 BE, but not
 * the division sign). */
static void
to_capitals(char *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte >= 'a' && byte <= 'z')
			byte = (unsigned char)(byte - 'a' + 'A');
		else if (i > 0 && text[i - 1] == '\xC3' && byte >= 0xA0 && byte <= 0xBE &&
		    byte != 0xB7)
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

/* Why a text that does not fit might have come about, and what would. */
static void
refuse_form(struct cell *cell, const char *pattern, const char *text, size_t length,
    struct arena *arena)
{
	static const char as_text[] =
	    "format the column as Text in Excel, then type the code again";
	const char *words = pattern_in_words(arena, pattern);
	size_t wanted = strlen(pattern), digits = count_digits(text, length);
	char *changed = arena_copy(arena, text, length);

	if (looks_like_power(text, length)) {
		cell_refuse(cell, arena_printf(arena, "should be %s; Excel seems to have turned a "
		    "code into a number (1E5 becomes 100000)", words), as_text);
		return;
	}
	if (digits == length && length < wanted && strspn(pattern, "#?") == wanted) {
		cell_refuse(cell, arena_printf(arena, "should be %s; Excel seems to have dropped "
		    "the zeros at its start", words), as_text);
		return;
	}
	to_capitals(changed, text, length);
	if (pattern_fits(pattern, changed, length)) {
		cell_refuse(cell, arena_printf(arena,
		    "should be %s; it has small letters where capitals are due", words),
		    arena_printf(arena, "write it in capitals: %s", changed));
		return;
	}
	for (size_t i = 0; i < length; i++) {
		if (changed[i] == 'O' && i < wanted && pattern[i] == '#')
			changed[i] = '0';
		else if (changed[i] == '0' && i < wanted && pattern[i] == '@')
			changed[i] = 'O';
	}
	if (pattern_fits(pattern, changed, length)) {
		cell_refuse(cell, arena_printf(arena,
		    "should be %s; the letter O and the figure 0 seem to be exchanged", words),
		    arena_printf(arena, "write %s", changed));
		return;
	}
	cell_refuse(cell, arena_printf(arena, "should be %s", words),
	    "look the code up and type it again");
}

void
field_read_text(struct cell *cell, const struct field *field, const char *text, size_t length,
    char *folded, struct arena *arena)
{
	/* the apostrophe of a cell that was written so by us: letters.csv goes into the register */
	if (length > 1 && text[0] == '\'' && csvout_is_formula(text + 1, length - 1)) {
		text++;
		length--;
	}
	if (field->small_letters) {
		to_capitals(folded, text, length);
		text = folded;
	}
	if (field->pattern != NULL && !pattern_fits(field->pattern, text, length)) {
		refuse_form(cell, field->pattern, text, length, arena);
		return;
	}
	cell->result = CELL_VALUE;
	cell->value.state = GIVEN;
	cell->value.text = text;
	cell->value.text_length = length;
}
