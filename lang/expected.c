/* expected.c: see expected.h. */
#include "lang/expected.h"

#include <string.h>

#include "lang/phrases.h"
#include "parse.h"

struct form {
	int construct;
	const char *form;
};

static const struct form forms[] = {
	{ TOK_POLICY,
	    "policy NAME   then lines such as: title \"...\", version \"...\", owner \"...\", in "
	    "force from DATE" },
	{ TOK_SOURCE, "source NAME is \"Title\" at \"address\"" },
	{ TOK_CALENDAR, "calendar NAME is england_and_wales, closed also on SETTING" },
	{ TOK_SETTING,
	    "setting NAME is VALUE   then lines such as: from DATE is VALUE, may vary locally "
	    "between V and V, cites ..." },
	{ TOK_INPUT,
	    "input TABLE from \"file.csv\", one row per KEY   then a line for each column: NAME is "
	    "TYPE" },
	{ TOK_LETTERS_ARE_RECORDED_IN, "letters are recorded in TABLE, named by COLUMN" },
	{ TOK_GROUP, "group TABLE of TABLE, one row per KEY and KEY where CONDITION" },
	{ TOK_DEFINE,
	    "define NAME for TABLE as CONDITION or VALUE   then cites SOURCE \"clause\"" },
	{ TOK_DECIDE,
	    "decide NAME for TABLE   then lines: gives OUTCOME when CONDITION cites SOURCE "
	    "\"clause\"   last: otherwise OUTCOME" },
	{ TOK_BANDS,
	    "bands NAME for TABLE by COLUMN   then lines: below V is Label, V to under V is Label, "
	    "V or more is Label" },
	{ TOK_DEADLINE, "deadline NAME for TABLE is LENGTH after DATE-COLUMN, met by DATE-COLUMN" },
	{ TOK_LETTER,
	    "letter Label for TABLE, to COLUMN   then lines such as: send when CONDITION, once for "
	    "each KEY, wording from \"file\"" },
	{ TOK_FORM,
	    "form Label for TABLE \"Title\"   then lines: header \"...\" is X, column \"...\" to "
	    "fill in" },
	{ TOK_REPORT,
	    "report NAME of TABLE \"Title\" where CONDITION   then lines: one row per KEY, column "
	    "NAME \"Heading\" is X" },
	{ TOK_VARIATION,
	    "variation NAME of POLICY from DATE to DATE   then lines: set SETTING to VALUE because "
	    "\"why\"" },
	{ TOK_TEST,
	    "test \"what it shows\" on DATE   then lines: given TABLE with COLUMN is VALUE, expect "
	    "COLUMN is VALUE" },
	{ TOK_TESTS_OF, "tests of POLICY   first in a file of its own, then tests" },
};

const char *
expected_form(int construct)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].construct == construct)
			return forms[i].form;
	return NULL;
}

const char *
expected_construct_near(const char *word)
{
	const char *near = NULL;
	unsigned best = 3;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *name = phrase_words(forms[i].construct);
		unsigned distance = names_distance(word, name, 2);

		if (distance < best) {
			best = distance;
			near = name;
		}
	}
	return near;
}

/* ---- what was expected, in words ---- */

bool
expects(const struct expectation *set, int token)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->tokens[i] == token)
			return true;
	return false;
}

static void
choice(struct expectation *set, const char *words)
{
	size_t length = strlen(words);

	if (set->used + length + 8 > sizeof set->words || set->choices >= 7)
		return;
	if (set->choices++) {
		memcpy(set->words + set->used, ", ", 2);
		set->used += 2;
	}
	memcpy(set->words + set->used, words, length);
	set->used += length;
	set->words[set->used] = '\0';
}

/* Covered by "a condition", "a value", "a name", "a comparison" or "a unit"; or never worth
 * naming. */
static bool
is_collapsed(const struct expectation *set, int token)
{
	switch (token) {
	case TOK_LID: case TOK_ACCEPTED: case TOK_BACKGROUND: case TOK_CLAUSES:
	case TOK_T_TEXT: case TOK_T_DATE: case TOK_T_PERCENT: case TOK_T_NUMBER:
	case TOK_T_MONEY: case TOK_T_QUARTER: case TOK_T_MONTH: case TOK_T_YEAR: case TOK_UID:
	case TOK_STRING: case TOK_NUMBER: case TOK_PERCENT: case TOK_MONEY: case TOK_DATE:
	case TOK_MONTH: case TOK_QUARTER: case TOK_YEAR: case TOK_QOY: case TOK_LP: case TOK_RP:
	case TOK_DOT: case TOK_BULLET: case TOK_COMMA: case TOK_END: case TOK_RESERVED:
	case TOK_SYMBOL: case TOK_LAST_DAY_OF: case TOK_FIRST_DAY_OF: case TOK_FIRST_WORKING_DAY:
	case TOK_PLUS: case TOK_MINUS: case TOK_TIMES: case TOK_DIVIDED_BY: case TOK_AFTER:
	case TOK_BEFORE: case TOK_DAYS: case TOK_WORKING_DAYS: case TOK_WEEKS: case TOK_MONTHS:
	case TOK_QUARTERS: case TOK_YEARS: case TOK_IS_BETWEEN:
		return true;
	case TOK_YES: case TOK_NO: case TOK_NOTHING: case TOK_BLANK: case TOK_UNKNOWN:
		return expects(set, TOK_NUMBER);
	case TOK_NOT: case TOK_ANY_OF: case TOK_ALL_OF: case TOK_NONE_OF: case TOK_THERE_IS_A:
	case TOK_THERE_IS_NO:
		return expects(set, TOK_NOT);
	case TOK_COUNT: case TOK_COUNT_OF_DIFFERENT: case TOK_SUM_OF: case TOK_AVERAGE_OF:
	case TOK_LIST_OF: case TOK_LATEST: case TOK_EARLIEST: case TOK_LOWEST: case TOK_HIGHEST:
	case TOK_AMONG_THE_LOWEST: case TOK_AMONG_THE_HIGHEST:
		return expects(set, TOK_NUMBER);
	case TOK_IS: case TOK_IS_NOT: case TOK_IS_ONE_OF: case TOK_IS_NOT_ONE_OF:
	case TOK_IS_MORE_THAN: case TOK_IS_LESS_THAN: case TOK_IS_AT_LEAST: case TOK_IS_AT_MOST:
	case TOK_IS_BEFORE: case TOK_IS_AFTER: case TOK_IS_ON_OR_BEFORE: case TOK_IS_ON_OR_AFTER:
	case TOK_IS_BLANK: case TOK_IS_GIVEN: case TOK_IS_LIKE:
		return expects(set, TOK_IS_MORE_THAN);
	default:
		return phrase_opens_construct(token) && expects(set, TOK_POLICY);
	}
}

const char *
expected_words(struct reading *cx, struct expectation *set)
{
	bool value = expects(set, TOK_LP), name = expects(set, TOK_LID);

	if (value)
		choice(set, expects(set, TOK_NOT) ? "a condition" : "a value");
	else if (expects(set, TOK_NUMBER) && expects(set, TOK_DATE))
		choice(set, "a value");
	else if (name && expects(set, TOK_YES_OR_NO) == false)
		choice(set, "a name in small letters");
	else if (expects(set, TOK_DATE))
		choice(set, "a date such as 2022-04-21");
	else if (expects(set, TOK_NUMBER))
		choice(set, "a figure");
	if (!value && expects(set, TOK_UID) && expects(set, TOK_YES_OR_NO))
		choice(set,
		    "a kind of value such as 'text', 'date', 'number', 'yes or no', or labels "
		    "joined by 'or'");
	else if (!value && expects(set, TOK_UID) && !expects(set, TOK_NUMBER))
		choice(set, "a label with a capital");
	else if (!value && expects(set, TOK_STRING) && !expects(set, TOK_NUMBER))
		choice(set, "a text in quotes");
	if (expects(set, TOK_BULLET))
		choice(set, "a bullet '-'");
	if (expects(set, TOK_IS_MORE_THAN))
		choice(set, "a comparison such as 'is' or 'is at least'");
	if (expects(set, TOK_DAYS) && !expects(set, TOK_YES_OR_NO) && !value)
		choice(set, "a unit such as 'days'");
	for (size_t i = 0; i < set->count; i++) {
		const char *words = phrase_words(set->tokens[i]);

		if (words && !is_collapsed(set, set->tokens[i]))
			choice(set, arena_printf(cx->arena, "'%s'", words));
	}
	if (expects(set, TOK_COMMA))
		choice(set, "a comma");
	if (expects(set, TOK_RP))
		choice(set, "')'");
	if (set->choices < 3 && expects(set, TOK_POLICY))
		choice(set, "the next construct, such as 'define' or 'decide'");
	return set->words;
}
