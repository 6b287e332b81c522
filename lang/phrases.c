/* phrases.c: merging words into phrases. The phrases themselves are in phrase_table.c. See
 * phrases.h. */
#include "lang/phrases.h"

#include <string.h>

#include "lang/syntax.h"
#include "parse.h"

/* Wording that people use for a phrase; the longest match of both tables wins. One that starts
 * with a word that may be a name counts only behind a comma, where no name can stand. */
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
	{ "no tie in", TOK_NO_TIES_IN },
	{ "no ties for", TOK_NO_TIES_IN },
	{ "ties for", TOK_TIES_IN },
	{ "for each", TOK_IN_EACH },
	{ "for every", TOK_IN_EACH },
	{ "in every", TOK_IN_EACH },
	{ "in any earlier", TOK_IN_AN_EARLIER },
	{ "in some earlier", TOK_IN_AN_EARLIER },
	{ "in a previous", TOK_IN_AN_EARLIER },
	{ "of the run", TOK_OF_THE_RUN_WHERE },
	{ "of the run of", TOK_OF_THE_RUN_WHERE },
	{ "of the run when", TOK_OF_THE_RUN_WHERE },
	{ "of the run in which", TOK_OF_THE_RUN_WHERE },
	{ "of the same run", TOK_OF_THE_RUN_WHERE },
	{ "of the same run of", TOK_OF_THE_RUN_WHERE },
	{ "of the same run where", TOK_OF_THE_RUN_WHERE },
	{ "of a run where", TOK_OF_THE_RUN_WHERE },
	{ "first working day after", TOK_FIRST_WORKING_DAY },
	{ "at month end", TOK_AT_MOST_MONTH_END },
	{ "due for review on", TOK_DUE_FOR_REVIEW },
	{ "approved", TOK_APPROVED_BY },
	{ "in force", TOK_IN_FORCE_FROM },
	{ "largest first", TOK_HIGHEST_FIRST },
	{ "biggest first", TOK_HIGHEST_FIRST },
	{ "greatest first", TOK_HIGHEST_FIRST },
	{ "most first", TOK_HIGHEST_FIRST },
	{ "descending", TOK_HIGHEST_FIRST },
	{ "smallest first", TOK_LOWEST_FIRST },
	{ "least first", TOK_LOWEST_FIRST },
	{ "fewest first", TOK_LOWEST_FIRST },
	{ "ascending", TOK_LOWEST_FIRST },
	{ "newest first", TOK_LATEST_FIRST },
	{ "most recent first", TOK_LATEST_FIRST },
	{ "last first", TOK_LATEST_FIRST },
	{ "oldest first", TOK_EARLIEST_FIRST },
};

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

/* `not recorded` is an option of a column behind its comma; elsewhere `recorded` is a name that
 * `not` turns round. A comma that was left out is in its place by now (slip_fields.c). */
static bool
is_option(const struct tokens *tokens, size_t at)
{
	return at > 0 && tokens->items[at - 1].kind == TOK_COMMA;
}

/* Looked at for nearly every word of a text: byte by byte is quickest, most differ at once. */
const char *
phrase_behind(const char *words, const char *word)
{
	while (*word != '\0' && *word == *words) {
		word++;
		words++;
	}
	return *word == '\0' && (*words == ' ' || *words == '\0') ? words : NULL;
}

/* How many of the tokens from `at` on the phrase covers; 0 when they are other words. */
static size_t
matches(const struct tokens *tokens, size_t at, const char *words)
{
	size_t count = 0;

	for (;;) {
		const struct token *token = &tokens->items[at + count];

		if (at + count >= tokens->count || token->kind != RAW_WORD)
			return 0;
		words = phrase_behind(words, token->text);
		if (words == NULL)
			return 0;
		count++;
		if (*words == '\0')
			return count;
		words++;
	}
}

static bool
is_word(const struct tokens *tokens, size_t at, const char *word)
{
	return at < tokens->count && tokens->items[at].kind == RAW_WORD &&
	    strcmp(tokens->items[at].text, word) == 0;
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

/* Names everywhere but where nothing else can be meant. */
static int
placed_word(const struct tokens *tokens, size_t at)
{
	const struct token *token = &tokens->items[at];
	bool before_text = at + 1 < tokens->count && tokens->items[at + 1].kind == TOK_STRING;

	if (strcmp(token->text, "accepted") == 0 && is_word(tokens, at + 1, "because"))
		return TOK_ACCEPTED;
	if (!token->first_on_line || !before_text)
		return 0;
	if (strcmp(token->text, "clauses") == 0)
		return TOK_CLAUSES;
	return strcmp(token->text, "background") == 0 ? TOK_BACKGROUND : 0;
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
		if (!syntax_is_reserved(tokens->items[at].text) &&
		    (at == 0 || tokens->items[at - 1].kind != TOK_COMMA))
			continue;
		/* A reserved word that stands as a name is another mistake. */
		if (count == 1 && is_word(tokens, at + 1, "is"))
			continue;
		best = count;
		*found = &near_phrases[i];
	}
	return best;
}

/* The words from one token to another with a blank between; false when one is no word or they do
 * not fit. */
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

/* Words that start like phrases but end otherwise: the phrase nearest in spelling, if it is
 * near. */
static size_t
misspelt(const struct tokens *tokens, size_t at, const struct phrase **found)
{
	unsigned best = 3;
	size_t covers = 0, count;
	const struct phrase *phrases = phrases_from(tokens->items[at].text, &count);

	for (size_t i = 0; i < count; i++) {
		char words[PHRASE_ROOM];
		size_t last = at;
		unsigned distance;

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
	diag_error(
	    tokens->diags, span, "near-phrase", "'%s' is not a phrase of the language", words);
	diag_note(tokens->diags, "write '%s'", phrase_words(phrase->kind));
}

/* Gives the token at `at` its kind; returns how many tokens it covers. */
static size_t
merge_one(struct tokens *tokens, size_t at, bool after_one)
{
	struct token *token = &tokens->items[at];
	const struct phrase *phrases, *near = NULL;
	size_t best = 0, covers, count;
	int kind = single_length(tokens, at, after_one);

	if (!kind)
		kind = placed_word(tokens, at);
	if (kind) {
		token->kind = kind;
		return 1;
	}
	phrases = phrases_from(token->text, &count);
	for (size_t i = 0; i < count; i++) {
		size_t length = matches(tokens, at, phrases[i].words);

		if (length > best &&
		    (phrases[i].kind != TOK_NOT_RECORDED || is_option(tokens, at))) {
			best = length;
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
	/* `silent in Performance_strand`: a table has no capital. */
	if (best == 1 && kind == TOK_IN && at + 1 < tokens->count &&
	    tokens->items[at + 1].kind == TOK_UID)
		kind = TOK_IN_LABEL;
	if (best) {
		token->kind = kind;
		token->at = span_join(token->at, tokens->items[at + best - 1].at);
		return best;
	}
	token->kind = count ? TOK_RESERVED : soft_word(token->text);
	return 1;
}

/* The end of another name for a column, after its kind. */
static const char *
name_end(const struct tokens *tokens, size_t at)
{
	switch (at < tokens->count ? tokens->items[at].kind : 0) {
	case TOK_T_DATE: return "on";
	case TOK_T_NUMBER: return "count";
	case TOK_T_MONEY: return "amount";
	case TOK_T_PERCENT: return "share";
	case TOK_YES_OR_NO: return "stated";
	case TOK_UID: case TOK_STRING: return "kind";
	default: return "given";
	}
}

/* A line `letter is text` of an input: a column that is called like a word of the language. It
 * is reported and read. */
static void
name_fields(struct tokens *tokens)
{
	int construct = 0;

	for (size_t i = 0; i + 1 < tokens->count; i++) {
		struct token *token = &tokens->items[i];
		int next = tokens->items[i + 1].kind;
		bool field = token->first_on_line && token->column > 0 &&
		    (next == TOK_IS || next == TOK_REFERS_TO);
		bool word = token->text && token->kind != TOK_STRING && token->kind != TOK_UID &&
		    token->kind != TOK_LID;

		if (construct == TOK_INPUT && field && word && syntax_is_reserved(token->text) &&
		    token->at.end - token->at.start == strlen(token->text)) {
			diag_error(tokens->diags, token->at, "reserved-name",
			    "'%s' is a word of the language and cannot be a name", token->text);
			diag_note(tokens->diags,
			    "call the column something else, for example %s_%s, and add at the "
			    "end of the line:"
			    " from column \"%s\"",
			    token->text, name_end(tokens, i + 2), token->text);
			token->kind = TOK_LID;
			token->repaired = true;
		} else if (phrase_opens_construct(token->kind) && token->first_on_line) {
			construct = token->kind;
		}
	}
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
	name_fields(tokens);
}
