/* One cell: is it to be neutralised, is it to be quoted, and then its bytes. */
#include "interp/csvout.h"

#include <stdbool.h>
#include <string.h>

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* -1234.50, +3, -12%: what a spreadsheet reads as the very figure that is written. */
static bool
is_plain_figure(const char *bytes, size_t length)
{
	size_t at = 0, digits = 0;

	if (at < length && (bytes[at] == '-' || bytes[at] == '+'))
		at++;
	for (; at < length && is_digit(bytes[at]); at++)
		digits++;
	if (at < length && bytes[at] == '.')
		for (at++; at < length && is_digit(bytes[at]); at++)
			digits++;
	if (at < length && bytes[at] == '%')
		at++;
	return digits > 0 && at == length;
}

/* CWE-1236: the first character makes a spreadsheet take the rest for a formula. */
bool
csvout_is_formula(const char *bytes, size_t length)
{
	if (length == 0)
		return false;
	switch (bytes[0]) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r':
		return !is_plain_figure(bytes, length);
	default:
		return false;
	}
}

/* ---- eight bytes at a time ---- */

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Has one of the bytes a lesser value than '-'? So have all that call for quotes: blanks, line
 * breaks, the quote and the comma. (Anderson, Bit Twiddling Hacks: "Determine if a word has a byte
 * less than n".) */
static uint64_t
bytes_below_dash(uint64_t word)
{
	return (word - EVERY_BYTE('-')) & ~word & EVERY_BYTE(0x80);
}

static uint64_t
word_at(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return word;
}

static bool
has_byte_below_dash(const char *bytes, size_t length)
{
	uint64_t below = 0;
	bool found = false;

	if (length < 8) {
		for (size_t at = 0; at < length; at++)
			found |= (unsigned char)bytes[at] < '-';
		return found;
	}
	for (size_t at = 0; at + 8 < length; at += 8)
		below |= bytes_below_dash(word_at(bytes + at));
	/* The last eight again, as far as they were looked at. */
	return (below | bytes_below_dash(word_at(bytes + length - 8))) != 0;
}

bool
csvout_is_plain(const char *bytes, size_t length)
{
	if (length == 0)
		return true;
	return bytes[0] != '-' && bytes[0] != '=' && bytes[0] != '@' &&
	    !has_byte_below_dash(bytes, length);
}

bool
csvout_has_special(const char *bytes, size_t length, char delimiter)
{
	bool found = false;

	if (delimiter == ',' && !has_byte_below_dash(bytes, length))
		return false;
	for (size_t at = 0; at < length; at++)
		found |= bytes[at] == delimiter || bytes[at] == '"' || bytes[at] == '\n' ||
		    bytes[at] == '\r';
	return found;
}

static bool
needs_quotes(const char *bytes, size_t length, char delimiter)
{
	if (length == 0)
		return false;
	if (bytes[0] == ' ' || bytes[0] == '\t' || bytes[length - 1] == ' ' ||
	    bytes[length - 1] == '\t')
		return true;
	return csvout_has_special(bytes, length, delimiter);
}

void
csvout_cell(struct buffer *out, const char *bytes, size_t length, bool first, bool text,
    uint64_t *neutralised)
{
	csvout_cell_by(out, ',', bytes, length, first, text, neutralised);
}

void
csvout_cell_by(struct buffer *out, char delimiter, const char *bytes, size_t length, bool first,
    bool text, uint64_t *neutralised)
{
	bool formula = text && csvout_is_formula(bytes, length);
	bool quotes = needs_quotes(bytes, length, delimiter);
	size_t start = 0;

	if (!first)
		buffer_char(out, delimiter);
	if (quotes)
		buffer_char(out, '"');
	if (formula) {
		buffer_char(out, '\'');
		if (neutralised != NULL)
			++*neutralised;
	}
	if (!quotes) {
		buffer_add(out, bytes, length);
		return;
	}
	for (size_t at = 0; at < length; at++) {
		if (bytes[at] != '"')
			continue;
		buffer_add(out, bytes + start, at + 1 - start);
		start = at;
	}
	buffer_add(out, bytes + start, length - start);
	buffer_char(out, '"');
}

void
csvout_end(struct buffer *out, bool excel)
{
	buffer_text(out, excel ? "\r\n" : "\n");
}
