/* phrases.c: the table of phrases and the merging. See phrases.h. */
#include "lang/phrases.h"

#include <assert.h>
#include <string.h>

#include "lang/syntax.h"
#include "parse.h"

struct phrase {
	const char *words;
	int kind;
};

/* In alphabetical order (bytes): found by binary search on the first word, and handed out by syntax_phrases(). */
#define PHRASES(X) \
	X("across financial years", TOK_ACROSS_YEARS) \
	X("after", TOK_AFTER) \
	X("all of", TOK_ALL_OF) \
	X("also called", TOK_ALSO_CALLED) \
	X("among", TOK_AMONG) \
	X("among the highest", TOK_AMONG_THE_HIGHEST) \
	X("among the lowest", TOK_AMONG_THE_LOWEST) \
	X("and", TOK_AND) \
	X("any of", TOK_ANY_OF) \
	X("approved by", TOK_APPROVED_BY) \
	X("as", TOK_AS) \
	X("as at", TOK_AS_AT) \
	X("as percent of", TOK_AS_PERCENT_OF) \
	X("asks for a reply by", TOK_ASKS_FOR_REPLY_BY) \
	X("at", TOK_AT) \
	X("at most month end", TOK_AT_MOST_MONTH_END) \
	X("average of", TOK_AVERAGE_OF) \
	X("bands", TOK_BANDS) \
	X("because", TOK_BECAUSE) \
	X("before", TOK_BEFORE) \
	X("below", TOK_BELOW) \
	X("between", TOK_BETWEEN) \
	X("blank", TOK_BLANK) \
	X("blank means", TOK_BLANK_MEANS) \
	X("by", TOK_BY) \
	X("by calendar", TOK_BY_CALENDAR) \
	X("calendar", TOK_CALENDAR) \
	X("cannot be decided without", TOK_CANNOT_BE_DECIDED_WITHOUT) \
	X("cites", TOK_CITES) \
	X("closed also on", TOK_CLOSED_ALSO_ON) \
	X("column", TOK_COLUMN) \
	X("copies to", TOK_COPIES_TO) \
	X("count", TOK_COUNT) \
	X("count of different", TOK_COUNT_OF_DIFFERENT) \
	X("counting from", TOK_COUNTING_FROM) \
	X("dated by", TOK_DATED_BY) \
	X("day", TOK_DAYS) \
	X("days", TOK_DAYS) \
	X("deadline", TOK_DEADLINE) \
	X("decide", TOK_DECIDE) \
	X("decimal place", TOK_DECIMAL_PLACES) \
	X("decimal places", TOK_DECIMAL_PLACES) \
	X("define", TOK_DEFINE) \
	X("divided by", TOK_DIVIDED_BY) \
	X("due for review", TOK_DUE_FOR_REVIEW) \
	X("earliest", TOK_EARLIEST) \
	X("earliest first", TOK_EARLIEST_FIRST) \
	X("empty rows", TOK_EMPTY_ROWS) \
	X("encloses", TOK_ENCLOSES) \
	X("end all", TOK_END_ALL) \
	X("end any", TOK_END_ANY) \
	X("end given", TOK_END_GIVEN) \
	X("end none", TOK_END_NONE) \
	X("every", TOK_EVERY) \
	X("expect", TOK_EXPECT) \
	X("first day counted", TOK_FIRST_DAY_COUNTED) \
	X("first day not counted", TOK_FIRST_DAY_NOT_COUNTED) \
	X("first day of", TOK_FIRST_DAY_OF) \
	X("first that applies", TOK_FIRST_THAT_APPLIES) \
	X("first working day on or after", TOK_FIRST_WORKING_DAY) \
	X("for", TOK_FOR) \
	X("for the same", TOK_FOR_THE_SAME) \
	X("form", TOK_FORM) \
	X("from", TOK_FROM) \
	X("from column", TOK_FROM_COLUMN) \
	X("given", TOK_GIVEN) \
	X("gives", TOK_GIVES) \
	X("giving", TOK_GIVING) \
	X("group", TOK_GROUP) \
	X("headed", TOK_HEADED) \
	X("header", TOK_HEADER) \
	X("highest", TOK_HIGHEST) \
	X("highest first", TOK_HIGHEST_FIRST) \
	X("in", TOK_IN) \
	X("in each", TOK_IN_EACH) \
	X("in force from", TOK_IN_FORCE_FROM) \
	X("in succession", TOK_IN_SUCCESSION) \
	X("in the previous", TOK_IN_THE_PREVIOUS) \
	X("including empty", TOK_INCLUDING_EMPTY) \
	X("input", TOK_INPUT) \
	X("instead of", TOK_INSTEAD_OF) \
	X("is", TOK_IS) \
	X("is after", TOK_IS_AFTER) \
	X("is as in", TOK_IS_AS_IN) \
	X("is at least", TOK_IS_AT_LEAST) \
	X("is at most", TOK_IS_AT_MOST) \
	X("is before", TOK_IS_BEFORE) \
	X("is blank", TOK_IS_BLANK) \
	X("is given", TOK_IS_GIVEN) \
	X("is less than", TOK_IS_LESS_THAN) \
	X("is like", TOK_IS_LIKE) \
	X("is more than", TOK_IS_MORE_THAN) \
	X("is not", TOK_IS_NOT) \
	X("is not one of", TOK_IS_NOT_ONE_OF) \
	X("is on or after", TOK_IS_ON_OR_AFTER) \
	X("is on or before", TOK_IS_ON_OR_BEFORE) \
	X("is one of", TOK_IS_ONE_OF) \
	X("lapses when", TOK_LAPSES_WHEN) \
	X("last day of", TOK_LAST_DAY_OF) \
	X("latest", TOK_LATEST) \
	X("latest first", TOK_LATEST_FIRST) \
	X("letter", TOK_LETTER) \
	X("letters are recorded in", TOK_LETTERS_ARE_RECORDED_IN) \
	X("like", TOK_LIKE) \
	X("list of", TOK_LIST_OF) \
	X("lowest", TOK_LOWEST) \
	X("lowest first", TOK_LOWEST_FIRST) \
	X("may be blank", TOK_MAY_BE_BLANK) \
	X("may vary locally", TOK_MAY_VARY) \
	X("met by", TOK_MET_BY) \
	X("minus", TOK_MINUS) \
	X("months", TOK_MONTHS) \
	X("named by", TOK_NAMED_BY) \
	X("no", TOK_NO) \
	X("none of", TOK_NONE_OF) \
	X("not", TOK_NOT) \
	X("note", TOK_NOTE) \
	X("nothing", TOK_NOTHING) \
	X("of", TOK_OF) \
	X("on", TOK_ON) \
	X("once for each", TOK_ONCE_FOR_EACH) \
	X("one row for", TOK_ONE_ROW_FOR) \
	X("one row in all", TOK_ONE_ROW_IN_ALL) \
	X("one row per", TOK_ONE_ROW_PER) \
	X("or", TOK_OR) \
	X("or less", TOK_OR_LESS) \
	X("or more", TOK_OR_MORE) \
	X("otherwise", TOK_OTHERWISE) \
	X("over", TOK_OVER) \
	X("owner", TOK_OWNER) \
	X("paragraph from", TOK_PARAGRAPH_FROM) \
	X("plus", TOK_PLUS) \
	X("policy", TOK_POLICY) \
	X("quarters", TOK_QUARTERS) \
	X("reason for", TOK_REASON_FOR) \
	X("refers to", TOK_REFERS_TO) \
	X("report", TOK_REPORT) \
	X("return to", TOK_RETURN_TO) \
	X("revision", TOK_REVISION) \
	X("rounded half even to", TOK_ROUNDED_HALF_EVEN_TO) \
	X("rounded half up to", TOK_ROUNDED_HALF_UP_TO) \
	X("rows", TOK_ROWS) \
	X("send when", TOK_SEND_WHEN) \
	X("set", TOK_SET) \
	X("setting", TOK_SETTING) \
	X("settings as at", TOK_SETTINGS_AS_AT) \
	X("small letters accepted", TOK_SMALL_LETTERS_ACCEPTED) \
	X("sorted by", TOK_SORTED_BY) \
	X("source", TOK_SOURCE) \
	X("subject", TOK_SUBJECT) \
	X("sum of", TOK_SUM_OF) \
	X("test", TOK_TEST) \
	X("the penny", TOK_THE_PENNY) \
	X("there is a", TOK_THERE_IS_A) \
	X("there is an", TOK_THERE_IS_A) \
	X("there is no", TOK_THERE_IS_NO) \
	X("ties excluded", TOK_TIES_EXCLUDED) \
	X("ties included", TOK_TIES_INCLUDED) \
	X("times", TOK_TIMES) \
	X("title", TOK_TITLE) \
	X("to", TOK_TO) \
	X("to fill in", TOK_TO_FILL_IN) \
	X("to under", TOK_TO_UNDER) \
	X("total row", TOK_TOTAL_ROW) \
	X("unknown", TOK_UNKNOWN) \
	X("unless", TOK_UNLESS) \
	X("variation", TOK_VARIATION) \
	X("version", TOK_VERSION) \
	X("week", TOK_WEEKS) \
	X("weeks", TOK_WEEKS) \
	X("when", TOK_WHEN) \
	X("where", TOK_WHERE) \
	X("whole percent", TOK_WHOLE_PERCENT) \
	X("with", TOK_WITH) \
	X("within the same financial year", TOK_WITHIN_SAME_YEAR) \
	X("wording from", TOK_WORDING_FROM) \
	X("working day", TOK_WORKING_DAYS) \
	X("working days", TOK_WORKING_DAYS) \
	X("years", TOK_YEARS) \
	X("yes", TOK_YES) \
	X("yes or no", TOK_YES_OR_NO)

#define AS_PHRASE(words, kind) { words, kind },
#define AS_WORDS(words, kind) words,

static const struct phrase phrases[] = { PHRASES(AS_PHRASE) };

static const char *const all_words[] = { PHRASES(AS_WORDS) NULL };

/* Wording that people use for a phrase; the longest match of both tables wins. One that starts with a word that may be a name
 * counts only behind a comma, where no name can stand. */
static const struct phrase near_phrases[] = {
	{ "can be blank", TOK_MAY_BE_BLANK },
	{ "can be empty", TOK_MAY_BE_BLANK },
	{ "may be empty", TOK_MAY_BE_BLANK },
	{ "may be left blank", TOK_MAY_BE_BLANK },
	{ "may be missing", TOK_MAY_BE_BLANK },
	{ "may be nothing", TOK_MAY_BE_BLANK },
	{ "may vary", TOK_MAY_VARY },
	{ "empty means", TOK_BLANK_MEANS },
	{ "blank is", TOK_BLANK_MEANS },
	{ "first day excluded", TOK_FIRST_DAY_NOT_COUNTED },
	{ "first day included", TOK_FIRST_DAY_COUNTED },
	{ "first day is counted", TOK_FIRST_DAY_COUNTED },
	{ "first day is not counted", TOK_FIRST_DAY_NOT_COUNTED },
	{ "excluding the first day", TOK_FIRST_DAY_NOT_COUNTED },
	{ "including the first day", TOK_FIRST_DAY_COUNTED },
	{ "first match", TOK_FIRST_THAT_APPLIES },
	{ "first that matches", TOK_FIRST_THAT_APPLIES },
	{ "first which applies", TOK_FIRST_THAT_APPLIES },
	{ "first one that applies", TOK_FIRST_THAT_APPLIES },
	{ "one row for each", TOK_ONE_ROW_PER },
	{ "one row each", TOK_ONE_ROW_PER },
	{ "one row by", TOK_ONE_ROW_PER },
	{ "one line per", TOK_ONE_ROW_PER },
	{ "settings at", TOK_SETTINGS_AS_AT },
	{ "settings as of", TOK_SETTINGS_AS_AT },
	{ "dated on", TOK_DATED_BY },
	{ "round half up to", TOK_ROUNDED_HALF_UP_TO },
	{ "rounded up to", TOK_ROUNDED_HALF_UP_TO },
	{ "rounded to", TOK_ROUNDED_HALF_UP_TO },
	{ "round to", TOK_ROUNDED_HALF_UP_TO },
	{ "rounded half up", TOK_ROUNDED_HALF_UP_TO },
	{ "the nearest penny", TOK_THE_PENNY },
	{ "as percentage of", TOK_AS_PERCENT_OF },
	{ "as a percentage of", TOK_AS_PERCENT_OF },
	{ "as percent", TOK_AS_PERCENT_OF },
	{ "as of", TOK_AS_AT },
	{ "sorted on", TOK_SORTED_BY },
	{ "count of distinct", TOK_COUNT_OF_DIFFERENT },
	{ "divide by", TOK_DIVIDED_BY },
	{ "divided", TOK_DIVIDED_BY },
	{ "or over", TOK_OR_MORE },
	{ "or above", TOK_OR_MORE },
	{ "or below", TOK_OR_LESS },
	{ "or under", TOK_OR_LESS },
	{ "to less than", TOK_TO_UNDER },
	{ "to below", TOK_TO_UNDER },
	{ "expected", TOK_EXPECT },
	{ "all", TOK_ALL_OF },
	{ "any", TOK_ANY_OF },
	{ "none", TOK_NONE_OF },
	{ "end", TOK_RESERVED },
	{ "is in", TOK_IS_ONE_OF },
	{ "within the same year", TOK_WITHIN_SAME_YEAR },
	{ "in a row", TOK_IN_SUCCESSION },
	{ "first working day after", TOK_FIRST_WORKING_DAY },
	{ "at month end", TOK_AT_MOST_MONTH_END },
	{ "due for review on", TOK_DUE_FOR_REVIEW },
	{ "approved", TOK_APPROVED_BY },
	{ "in force", TOK_IN_FORCE_FROM },
};

enum { PHRASE_COUNT = sizeof phrases / sizeof *phrases };

/* Words that may be names as well; no phrase starts with them. */
static const struct phrase soft_words[] = {
	{ "date", TOK_T_DATE },
	{ "money", TOK_T_MONEY },
	{ "month", TOK_T_MONTH },
	{ "number", TOK_T_NUMBER },
	{ "percent", TOK_T_PERCENT },
	{ "quarter", TOK_T_QUARTER },
	{ "text", TOK_T_TEXT },
	{ "year", TOK_T_YEAR },
};

/* Compares the first word of a phrase with a word. */
static int
compare_first(const char *words, const char *word)
{
	size_t length = strcspn(words, " ");
	int order = strncmp(words, word, length);

	return order ? order : -(int)(word[length] != '\0');
}

/* The first phrase that starts with the word, or PHRASE_COUNT. */
static size_t
first_phrase(const char *word)
{
	size_t low = 0, high = PHRASE_COUNT;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare_first(phrases[middle].words, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < PHRASE_COUNT && compare_first(phrases[low].words, word) == 0)
		return low;
	return PHRASE_COUNT;
}

bool
syntax_is_reserved(const char *word)
{
	return first_phrase(word) < PHRASE_COUNT;
}

const char *
phrase_words(int kind)
{
	for (size_t i = 0; i < PHRASE_COUNT; i++)
		if (phrases[i].kind == kind)
			return phrases[i].words;
	return NULL;
}

bool
phrase_opens_construct(int kind)
{
	switch (kind) {
	case TOK_POLICY: case TOK_SOURCE: case TOK_CALENDAR: case TOK_SETTING: case TOK_INPUT: case TOK_GROUP:
	case TOK_DEFINE: case TOK_DECIDE: case TOK_BANDS: case TOK_DEADLINE: case TOK_LETTER: case TOK_FORM:
	case TOK_REPORT: case TOK_VARIATION: case TOK_TEST: case TOK_LETTERS_ARE_RECORDED_IN:
		return true;
	default:
		return false;
	}
}

/* How many of the tokens from `at` on the phrase covers; 0 when they are other words. */
static size_t
matches(const struct tokens *tokens, size_t at, const char *words)
{
	size_t count = 0;

	for (;;) {
		size_t length = strcspn(words, " ");
		const struct token *token = &tokens->items[at + count];

		if (at + count >= tokens->count || token->kind != RAW_WORD || strncmp(token->text, words, length) != 0 ||
		    token->text[length] != '\0')
			return 0;
		count++;
		if (!words[length])
			return count;
		words += length + 1;
	}
}

static bool
is_word(const struct tokens *tokens, size_t at, const char *word)
{
	return at < tokens->count && tokens->items[at].kind == RAW_WORD && strcmp(tokens->items[at].text, word) == 0;
}

/* `1 month`: a length, unless what follows shows that month is a name. */
static int
single_length(const struct tokens *tokens, size_t at, bool after_one)
{
	const char *word = tokens->items[at].text;

	if (!after_one || is_word(tokens, at + 1, "is") || is_word(tokens, at + 1, "refers"))
		return 0;
	if (strcmp(word, "month") == 0)
		return TOK_MONTHS;
	if (strcmp(word, "quarter") == 0)
		return TOK_QUARTERS;
	return strcmp(word, "year") == 0 ? TOK_YEARS : 0;
}

static int
soft_word(const char *word)
{
	for (size_t i = 0; i < sizeof soft_words / sizeof *soft_words; i++)
		if (strcmp(soft_words[i].words, word) == 0)
			return soft_words[i].kind;
	return TOK_LID;
}

/* How much longer than `best` a near phrase matches; then *found is it. */
static size_t
near_match(const struct tokens *tokens, size_t at, size_t best, const struct phrase **found)
{
	for (size_t i = 0; i < sizeof near_phrases / sizeof *near_phrases; i++) {
		size_t count;

		/* Most words start no near phrase: this is looked at for every word of a text. */
		if (near_phrases[i].words[0] != tokens->items[at].text[0])
			continue;
		count = matches(tokens, at, near_phrases[i].words);
		if (count <= best || near_phrases[i].kind == TOK_RESERVED)
			continue;
		if (!syntax_is_reserved(tokens->items[at].text) && (at == 0 || tokens->items[at - 1].kind != TOK_COMMA))
			continue;
		/* A reserved word that stands as a name is another mistake. */
		if (count == 1 && is_word(tokens, at + 1, "is"))
			continue;
		best = count;
		*found = &near_phrases[i];
	}
	return best;
}

/* The words from one token to another with a blank between; false when one is no word or they do not fit. */
static bool
join_words(const struct tokens *tokens, size_t from, size_t to, char *out, size_t room)
{
	size_t used = 0;

	for (size_t i = from; i <= to; i++) {
		size_t length;

		if (i >= tokens->count || tokens->items[i].kind != RAW_WORD)
			return false;
		length = strlen(tokens->items[i].text);
		if (used + length + 1 > room)
			return false;
		memcpy(out + used, tokens->items[i].text, length);
		used += length;
		out[used++] = i < to ? ' ' : '\0';
	}
	return true;
}

enum { PHRASE_ROOM = 80 };

/* Words that start like phrases but end otherwise: the phrase nearest in spelling, if it is near. */
static size_t
misspelt(const struct tokens *tokens, size_t at, const struct phrase **found)
{
	unsigned best = 3;
	size_t covers = 0;

	for (size_t i = first_phrase(tokens->items[at].text); i < PHRASE_COUNT; i++) {
		char words[PHRASE_ROOM];
		size_t last = at;
		unsigned distance;

		if (compare_first(phrases[i].words, tokens->items[at].text) != 0)
			break;
		for (const char *c = phrases[i].words; *c; c++)
			last += *c == ' ';
		if (last == at || !join_words(tokens, at, last, words, sizeof words))
			continue;
		distance = names_distance(words, phrases[i].words, 2);
		if (distance < best) {
			best = distance;
			covers = last - at + 1;
			*found = &phrases[i];
		}
	}
	return covers;
}

static void
say_near(struct tokens *tokens, size_t at, size_t covers, const struct phrase *phrase)
{
	struct span span = span_join(tokens->items[at].at, tokens->items[at + covers - 1].at);
	char words[PHRASE_ROOM];

	if (!join_words(tokens, at, at + covers - 1, words, sizeof words))
		return;
	diag_error(tokens->diags, span, "near-phrase", "'%s' is not a phrase of the language", words);
	diag_note(tokens->diags, "write '%s'", phrase_words(phrase->kind));
}

/* Gives the token at `at` its kind; returns how many tokens it covers. */
static size_t
merge_one(struct tokens *tokens, size_t at, bool after_one)
{
	struct token *token = &tokens->items[at];
	const struct phrase *near = NULL;
	size_t best = 0, covers;
	int kind = single_length(tokens, at, after_one);

	if (kind) {
		token->kind = kind;
		return 1;
	}
	for (size_t i = first_phrase(token->text); i < PHRASE_COUNT; i++) {
		size_t count;

		if (compare_first(phrases[i].words, token->text) != 0)
			break;
		count = matches(tokens, at, phrases[i].words);
		if (count > best) {
			best = count;
			kind = phrases[i].kind;
		}
	}
	covers = near_match(tokens, at, best, &near);
	if (!best && !near)
		covers = misspelt(tokens, at, &near);
	if (near) {
		say_near(tokens, at, covers, near);
		best = covers;
		kind = near->kind;
	}
	if (best) {
		token->kind = kind;
		token->at = span_join(token->at, tokens->items[at + best - 1].at);
		return best;
	}
	token->kind = syntax_is_reserved(token->text) ? TOK_RESERVED : soft_word(token->text);
	return 1;
}

void
phrases_merge(struct tokens *tokens)
{
	const int64_t one = 1000000000;
	size_t kept = 0;
	bool after_one = false;

	for (size_t i = 0; i < tokens->count && !tokens_full_of_mistakes(tokens);) {
		size_t used = 1;

		if (tokens->items[i].kind == RAW_WORD)
			used = merge_one(tokens, i, after_one);
		after_one = tokens->items[i].kind == TOK_NUMBER && tokens->items[i].num == one;
		tokens->items[kept++] = tokens->items[i];
		i += used;
	}
	tokens->count = kept;
}

const char *const *
syntax_phrases(void)
{
	return all_words;
}
