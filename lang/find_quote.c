/* find_quote: see find_quote.h. */
#include "lang/find_quote.h"

#include <stdbool.h>
#include <string.h>

#include "lang/date.h"

struct phrase {
	const char *words;
	enum boundary boundary;
};

/* In front of a figure; where one is the beginning of another the longer stands first. */
static const struct phrase before[] = {
	{ "up to but not including", BOUNDARY_WITH_ABOVE },
	{ "up to but excluding", BOUNDARY_WITH_ABOVE },
	{ "up to and including", BOUNDARY_WITH_BELOW },
	{ "up to", BOUNDARY_WITH_BELOW },
	{ "at most", BOUNDARY_WITH_BELOW },
	{ "at or below", BOUNDARY_WITH_BELOW },
	{ "at or under", BOUNDARY_WITH_BELOW },
	{ "at or above", BOUNDARY_WITH_ABOVE },
	{ "at or over", BOUNDARY_WITH_ABOVE },
	{ "over and including", BOUNDARY_WITH_ABOVE },
	{ "over", BOUNDARY_WITH_BELOW },
	{ "more than or equal to", BOUNDARY_WITH_ABOVE },
	{ "more than", BOUNDARY_WITH_BELOW },
	{ "greater than or equal to", BOUNDARY_WITH_ABOVE },
	{ "greater than", BOUNDARY_WITH_BELOW },
	{ "equal to or more than", BOUNDARY_WITH_ABOVE },
	{ "equal to or greater than", BOUNDARY_WITH_ABOVE },
	{ "equal to or less than", BOUNDARY_WITH_BELOW },
	{ "less than or equal to", BOUNDARY_WITH_BELOW },
	{ "higher than", BOUNDARY_WITH_BELOW },
	{ "longer than", BOUNDARY_WITH_BELOW },
	{ "older than", BOUNDARY_WITH_BELOW },
	{ "later than", BOUNDARY_WITH_BELOW },
	{ "exceeds", BOUNDARY_WITH_BELOW },
	{ "exceeding", BOUNDARY_WITH_BELOW },
	{ "exceed", BOUNDARY_WITH_BELOW },
	{ "exceeded", BOUNDARY_WITH_BELOW },
	{ "in excess of", BOUNDARY_WITH_BELOW },
	{ "above", BOUNDARY_WITH_BELOW },
	{ "beyond", BOUNDARY_WITH_BELOW },
	{ "within", BOUNDARY_WITH_BELOW },
	{ "to a maximum of", BOUNDARY_WITH_BELOW },
	{ "maximum of", BOUNDARY_WITH_BELOW },
	{ "maximum is", BOUNDARY_WITH_BELOW },
	{ "maximum", BOUNDARY_WITH_BELOW },
	{ "at least", BOUNDARY_WITH_ABOVE },
	{ "below", BOUNDARY_WITH_ABOVE },
	{ "under", BOUNDARY_WITH_ABOVE },
	{ "less than", BOUNDARY_WITH_ABOVE },
	{ "fewer than", BOUNDARY_WITH_ABOVE },
	{ "lower than", BOUNDARY_WITH_ABOVE },
	{ "shorter than", BOUNDARY_WITH_ABOVE },
	{ "younger than", BOUNDARY_WITH_ABOVE },
	{ "earlier than", BOUNDARY_WITH_ABOVE },
	{ "minimum of", BOUNDARY_WITH_ABOVE },
	{ "minimum is", BOUNDARY_WITH_ABOVE },
	{ "minimum", BOUNDARY_WITH_ABOVE },
	{ "upwards of", BOUNDARY_WITH_ABOVE },
	{ "from", BOUNDARY_WITH_ABOVE },
};

/* In front of a day, besides. */
static const struct phrase before_day[] = {
	{ "on or before", BOUNDARY_WITH_BELOW },
	{ "on or after", BOUNDARY_WITH_ABOVE },
	{ "on or from", BOUNDARY_WITH_ABOVE },
	{ "after", BOUNDARY_WITH_BELOW },
	{ "until", BOUNDARY_WITH_BELOW },
	{ "by", BOUNDARY_WITH_BELOW },
	{ "before", BOUNDARY_WITH_ABOVE },
	{ "from", BOUNDARY_WITH_ABOVE },
	{ "since", BOUNDARY_WITH_ABOVE },
};

/* Behind a figure and its unit. */
static const struct phrase behind[] = {
	{ "or more", BOUNDARY_WITH_ABOVE },
	{ "or over", BOUNDARY_WITH_ABOVE },
	{ "or above", BOUNDARY_WITH_ABOVE },
	{ "or longer", BOUNDARY_WITH_ABOVE },
	{ "or later", BOUNDARY_WITH_ABOVE },
	{ "or older", BOUNDARY_WITH_ABOVE },
	{ "or higher", BOUNDARY_WITH_ABOVE },
	{ "or greater", BOUNDARY_WITH_ABOVE },
	{ "or beyond", BOUNDARY_WITH_ABOVE },
	{ "or upwards", BOUNDARY_WITH_ABOVE },
	{ "or better", BOUNDARY_WITH_ABOVE },
	{ "and more", BOUNDARY_WITH_ABOVE },
	{ "and over", BOUNDARY_WITH_ABOVE },
	{ "and above", BOUNDARY_WITH_ABOVE },
	{ "and upwards", BOUNDARY_WITH_ABOVE },
	{ "and older", BOUNDARY_WITH_ABOVE },
	{ "and later", BOUNDARY_WITH_ABOVE },
	{ "onwards", BOUNDARY_WITH_ABOVE },
	{ "upwards", BOUNDARY_WITH_ABOVE },
	{ "minimum", BOUNDARY_WITH_ABOVE },
	{ "at least", BOUNDARY_WITH_ABOVE },
	{ "at the earliest", BOUNDARY_WITH_ABOVE },
	{ "or less", BOUNDARY_WITH_BELOW },
	{ "or fewer", BOUNDARY_WITH_BELOW },
	{ "or under", BOUNDARY_WITH_BELOW },
	{ "or below", BOUNDARY_WITH_BELOW },
	{ "or lower", BOUNDARY_WITH_BELOW },
	{ "or earlier", BOUNDARY_WITH_BELOW },
	{ "or shorter", BOUNDARY_WITH_BELOW },
	{ "or younger", BOUNDARY_WITH_BELOW },
	{ "and under", BOUNDARY_WITH_BELOW },
	{ "and younger", BOUNDARY_WITH_BELOW },
	{ "maximum", BOUNDARY_WITH_BELOW },
	{ "at most", BOUNDARY_WITH_BELOW },
	{ "at the latest", BOUNDARY_WITH_BELOW },
	{ "and below", BOUNDARY_WITH_BELOW },
};

/* In front of a figure, as signs. */
static const struct phrase signs[] = {
	{ ">=", BOUNDARY_WITH_ABOVE },
	{ "\xE2\x89\xA5", BOUNDARY_WITH_ABOVE },
	{ "<=", BOUNDARY_WITH_BELOW },
	{ "\xE2\x89\xA4", BOUNDARY_WITH_BELOW },
	{ ">", BOUNDARY_WITH_BELOW },
	{ "<", BOUNDARY_WITH_ABOVE },
};

/* In front of the first of two figures. */
static const struct phrase between = { "between", BOUNDARY_WITH_ABOVE };

/* May stand between such words and the figure. */
static const char *const fillers[] = { "the", "a", "an", "period of", "total of", "limit of",
	"score of" };

/* What came before "from": then it tells of a change, and draws no line. */
static const char *const changes[] = { "changed", "raised", "lowered", "reduced", "increased",
	"cut", "moved", "altered", "rose", "fell", "went", "extended", "shortened", "counted",
	"days", "weeks", "months" };

static const char *const small_numbers[] = { "zero", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen" };

static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
	"eighty", "ninety" };

static const char *const months[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static const char *
skip_blanks(const char *at)
{
	while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
		at++;
	return at;
}

/* Behind the words, which may have any white space between them and end at the end of a word; NULL
 * when others stand there. */
static const char *
after_words(const char *at, const char *words)
{
	for (; *words != '\0'; words++) {
		if (*words == ' ') {
			const char *next = skip_blanks(at);

			if (next == at)
				return NULL;
			at = next;
		} else if (small(*at++) != small(*words)) {
			return NULL;
		}
	}
	return is_letter(*at) || is_digit(*at) ? NULL : at;
}

static const struct phrase *
phrase_at(const struct phrase *phrases, size_t count, const char *at, const char **end)
{
	for (size_t i = 0; i < count; i++) {
		*end = after_words(at, phrases[i].words);
		if (*end != NULL)
			return &phrases[i];
	}
	return NULL;
}

/* A figure in digits with at most nine places, in billionths; NULL when there is none. */
static const char *
read_digits(const char *at, int64_t *billionths)
{
	int64_t whole = 0, part = 0, place = 100000000;
	int digits = 0;

	if (!is_digit(*at))
		return NULL;
	for (;
	     is_digit(*at) || (*at == ',' && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]));
	     at++) {
		if (*at == ',')
			continue;
		if (++digits > 9)
			return NULL;
		whole = whole * 10 + (*at - '0');
	}
	if (*at == '.' && is_digit(at[1]))
		for (at++; is_digit(*at); at++, place /= 10)
			part += (*at - '0') * place;
	*billionths = whole * 1000000000 + part;
	return at;
}

/* "twenty", "twenty-eight" */
static const char *
read_tens(const char *at, int64_t *billionths)
{
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++) {
		size_t length = strlen(tens[i]);
		const char *end = at;

		for (size_t k = 0; k < length && end != NULL; k++)
			end = small(*end) == tens[i][k] ? end + 1 : NULL;
		if (end == NULL || is_letter(*end) || is_digit(*end))
			continue;
		*billionths = ((int64_t)i + 2) * 10 * 1000000000;
		for (size_t k = 1; k < 10 && (*end == '-' || *end == ' '); k++) {
			const char *unit = after_words(end + 1, small_numbers[k]);

			if (unit == NULL)
				continue;
			*billionths += (int64_t)k * 1000000000;
			return unit;
		}
		return end;
	}
	return NULL;
}

static const char *
read_figure(const char *at, int64_t *billionths)
{
	const char *end = read_digits(at, billionths);

	if (end == NULL)
		end = read_tens(at, billionths);

	for (size_t i = 0; end == NULL && i < sizeof small_numbers / sizeof *small_numbers; i++) {
		const char *word = after_words(at, small_numbers[i]);

		if (word != NULL) {
			*billionths = (int64_t)i * 1000000000;
			return word;
		}
	}
	return end;
}

static const char *
unit_word(const char *at, enum kind *kind)
{
	static const struct {
		const char *word;
		enum kind kind;
	} units[] = {
		{ "working days", KIND_WORKING_DAYS },
		{ "working day", KIND_WORKING_DAYS },
		{ "business days", KIND_WORKING_DAYS },
		{ "business day", KIND_WORKING_DAYS },
		{ "calendar days", KIND_DAYS },
		{ "days", KIND_DAYS },
		{ "day", KIND_DAYS },
		{ "weeks", KIND_WEEKS },
		{ "week", KIND_WEEKS },
		{ "months", KIND_MONTHS },
		{ "month", KIND_MONTHS },
		{ "quarters", KIND_QUARTERS },
		{ "quarter", KIND_QUARTERS },
		{ "years", KIND_YEARS },
		{ "year", KIND_YEARS },
		{ "percent", KIND_PERCENT },
		{ "per cent", KIND_PERCENT },
		{ "pounds", KIND_MONEY },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		const char *end = after_words(at, units[i].word);

		if (end != NULL) {
			*kind = units[i].kind;
			return end;
		}
	}
	return NULL;
}

/* A quantity or a length: the end of it and of its unit, or NULL when it is another. */
static const char *
after_quantity(const char *at, const struct value *value)
{
	int64_t billionths, scale = kind_scale(value->type.kind);
	enum kind kind = KIND_NUMBER;
	bool pounds = strncmp(at, "\xC2\xA3", 2) == 0;
	const char *end = read_figure(pounds ? at + 2 : at, &billionths), *unit;

	if (end == NULL || value->den != 0)
		return NULL;
	if (pounds) {
		kind = KIND_MONEY;
	} else if (*end == '%') {
		kind = KIND_PERCENT;
		end++;
	} else {
		unit = unit_word(skip_blanks(*end == '-' ? end + 1 : end), &kind);
		end = unit != NULL ? unit : end;
		/* "over 40" of a limit in days */
		if (unit == NULL && kind_is_length(value->type.kind))
			kind = value->type.kind;
	}
	if (kind != value->type.kind)
		return NULL;
	if (scale == 1000000000)
		return billionths == value->num ? end : NULL;
	return billionths % (1000000000 / scale) == 0 &&
	        billionths / (1000000000 / scale) == value->num
	    ? end
	    : NULL;
}

static const char *
after_day(const char *at, const struct value *value)
{
	int year, month, day;
	int64_t date, first, second;
	const char *end = read_digits(at, &first), *next;

	if (end == NULL)
		return NULL;
	if (*end == '-') {
		if (strlen(at) < 10 || at[4] != '-' || at[7] != '-' || !is_digit(at[5]) ||
		    !is_digit(at[6]) || !is_digit(at[8]) || !is_digit(at[9]))
			return NULL;
		month = (at[5] - '0') * 10 + at[6] - '0';
		day = (at[8] - '0') * 10 + at[9] - '0';
		return date_from_civil((int)(first / 1000000000), month, day, &date) &&
		        date == value->num
		    ? at + 10
		    : NULL;
	}
	day = (int)(first / 1000000000);
	at = skip_blanks(end);
	for (month = 0; month < 12; month++) {
		next = after_words(at, months[month]);
		if (next != NULL)
			break;
	}
	end = month < 12 ? read_digits(skip_blanks(next), &second) : NULL;
	if (end == NULL || day > 31)
		return NULL;
	year = (int)(second / 1000000000);
	return date_from_civil(year, month + 1, day, &date) && date == value->num ? end : NULL;
}

static const char *
after_value(const char *at, const struct value *value)
{
	at = skip_blanks(at);
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
		const char *end = after_words(at, fillers[i]);

		at = end != NULL ? skip_blanks(end) : at;
	}
	if (value->type.kind == KIND_DATE)
		return after_day(at, value);
	return kind_is_quantity(value->type.kind) || kind_is_length(value->type.kind)
	    ? after_quantity(at, value)
	    : NULL;
}

static void
found(struct quote *quote, enum boundary boundary, const char *start, const char *end)
{
	quote->boundaries |= (unsigned)boundary;
	if (quote->words != NULL)
		return;
	quote->words = start;
	quote->length = (size_t)(end - start);
}

/* The word that ends in front of `at`, when it tells of a change. */
static bool
follows_a_change(const char *text, const char *at)
{
	while (at > text && !is_letter(at[-1]) && !is_digit(at[-1]) && at[-1] != '.')
		at--;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		size_t length = strlen(changes[i]);

		if ((size_t)(at - text) >= length &&
		    after_words(at - length, changes[i]) == at &&
		    ((size_t)(at - text) == length || !is_letter(at[-(ptrdiff_t)length - 1])))
			return true;
	}
	return false;
}

/* Any figure with its unit, or NULL. */
static const char *
after_any(const char *at, const struct value *value)
{
	struct value any = *value;
	const char *digits = skip_blanks(at);
	int64_t billionths;

	if (strncmp(digits, "\xC2\xA3", 2) == 0)
		digits += 2;
	if (value->type.kind == KIND_DATE || read_figure(digits, &billionths) == NULL)
		return NULL;
	any.num = billionths / (1000000000 / kind_scale(value->type.kind));
	/* "60 to 75%": the unit stands behind the second */
	at = after_value(at, &any);
	return at != NULL ? at : read_figure(digits, &billionths);
}

/* "from 60% to 75%", "between 60% and 75%": both ends are in it; where the second is ours. The
 * first is read as "from" is. */
static const char *
after_range(const char *at, const struct value *value)
{
	const char *end = after_words(at, "from"), *joined;
	bool from = end != NULL;

	if (!from)
		end = after_words(at, "between");
	end = end != NULL ? after_any(end, value) : NULL;
	if (end == NULL)
		return NULL;
	end = skip_blanks(end);
	joined = after_words(end, from ? "to" : "and");
	if (joined == NULL && from)
		joined = after_words(end, "up to");
	if (joined == NULL || after_words(skip_blanks(joined), "under") != NULL ||
	    after_words(skip_blanks(joined), "below") != NULL)
		return NULL;
	return after_value(joined, value);
}

/* "->" and "=>" are no comparison. */
static bool
is_arrow(const char *text, const char *at)
{
	return at > text && (at[-1] == '-' || at[-1] == '=' || at[-1] == '<');
}

static const struct phrase *
sign_at(const char *at, const char **end)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(at, signs[i].words, strlen(signs[i].words)) == 0) {
			*end = at + strlen(signs[i].words);
			return &signs[i];
		}
	return NULL;
}

static const struct phrase *
leading(const char *at, const struct value *value, const char **end)
{
	const struct phrase *phrase = sign_at(at, end);

	if (phrase != NULL)
		return phrase;

	if (value->type.kind == KIND_DATE)
		phrase = phrase_at(before_day, sizeof before_day / sizeof *before_day, at, end);
	return phrase != NULL ? phrase : phrase_at(before, sizeof before / sizeof *before, at, end);
}

void
quote_read(struct quote *quote, const char *text, const struct value *value)
{
	bool word_start = true;

	for (const char *at = text; *at != '\0'; at++) {
		bool starts =
		    word_start && (is_letter(*at) || is_digit(*at) || (unsigned char)*at == 0xC2);
		const char *end = NULL, *last;
		const struct phrase *phrase;

		word_start = !is_letter(*at) && !is_digit(*at) && *at != '.' && *at != ',' &&
		    (unsigned char)*at != 0xC2;
		if (!starts && (sign_at(at, &end) == NULL || is_arrow(text, at)))
			continue;
		if (follows_a_change(text, at) &&
		    (after_words(at, "from") != NULL || after_words(at, "to") != NULL))
			continue;
		last = starts ? after_range(at, value) : NULL;
		if (last != NULL)
			found(quote, BOUNDARY_WITH_BELOW, at, last);
		phrase = leading(at, value, &end);
		if (phrase == NULL && starts && after_words(at, "between") != NULL) {
			phrase = &between;
			end = after_words(at, "between");
		}
		last = phrase != NULL ? after_value(end, value) : NULL;
		if (last != NULL && phrase == &between &&
		    after_words(skip_blanks(last), "and") == NULL)
			last = NULL;
		if (last != NULL) {
			found(quote, phrase->boundary, at, last);
			at = last - 1;
			continue;
		}
		last = phrase == NULL ? after_value(at, value) : NULL;
		phrase = last != NULL
		    ? phrase_at(behind, sizeof behind / sizeof *behind, skip_blanks(last), &end)
		    : NULL;
		if (phrase != NULL) {
			found(quote, phrase->boundary, at, end);
			at = end - 1;
		}
	}
}
