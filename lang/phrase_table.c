/* phrase_table.c: the only list of the language's words. See phrases.h. */
#include <string.h>

#include "lang/phrases.h"
#include "lang/syntax.h"
#include "parse.h"

/* In alphabetical order (bytes): found by binary search on the first word, and handed out by
 * syntax_phrases(). */
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
	X("in an earlier", TOK_IN_AN_EARLIER) \
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
	X("no ties in", TOK_NO_TIES_IN) \
	X("none of", TOK_NONE_OF) \
	X("not", TOK_NOT) \
	X("not recorded", TOK_NOT_RECORDED) \
	X("note", TOK_NOTE) \
	X("nothing", TOK_NOTHING) \
	X("of", TOK_OF) \
	X("of the run where", TOK_OF_THE_RUN_WHERE) \
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
	X("tests of", TOK_TESTS_OF) \
	X("the penny", TOK_THE_PENNY) \
	X("there is a", TOK_THERE_IS_A) \
	X("there is an", TOK_THERE_IS_A) \
	X("there is no", TOK_THERE_IS_NO) \
	X("ties excluded", TOK_TIES_EXCLUDED) \
	X("ties in", TOK_TIES_IN) \
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

static const struct phrase all[] = { PHRASES(AS_PHRASE) };

static const char *const all_words[] = { PHRASES(AS_WORDS) NULL };

enum { PHRASE_COUNT = sizeof all / sizeof *all };

/* Compares the first word of a phrase with a word. */
static int
compare_first(const char *words, const char *word)
{
	size_t length = strcspn(words, " ");
	int order = strncmp(words, word, length);

	return order ? order : -(int)(word[length] != '\0');
}

const struct phrase *
phrases_from(const char *word, size_t *count)
{
	size_t low = 0, high = PHRASE_COUNT;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare_first(all[middle].words, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < PHRASE_COUNT && compare_first(all[low + *count].words, word) == 0)
		(*count)++;
	return all + low;
}

bool
syntax_is_reserved(const char *word)
{
	size_t count;

	phrases_from(word, &count);
	return count > 0;
}

const char *
phrase_words(int kind)
{
	for (size_t i = 0; i < PHRASE_COUNT; i++)
		if (all[i].kind == kind)
			return all[i].words;
	return NULL;
}

bool
phrase_opens_construct(int kind)
{
	switch (kind) {
	case TOK_POLICY: case TOK_SOURCE: case TOK_CALENDAR: case TOK_SETTING: case TOK_INPUT:
	case TOK_GROUP: case TOK_DEFINE: case TOK_DECIDE: case TOK_BANDS: case TOK_DEADLINE:
	case TOK_LETTER: case TOK_FORM: case TOK_REPORT: case TOK_VARIATION: case TOK_TEST:
	case TOK_LETTERS_ARE_RECORDED_IN: case TOK_TESTS_OF:
		return true;
	default:
		return false;
	}
}

const char *const *
syntax_phrases(void)
{
	return all_words;
}
