/* slip_figures.c: figures with their signs and units, and minus signs. */
#include <string.h>

#include "lang/slips.h"
#include "parse.h"

/* ---- figures and units ---- */

static const char *const number_words[] = {
	"one",
	"two",
	"three",
	"four",
	"five",
	"six",
	"seven",
	"eight",
	"nine",
	"ten",
	"eleven",
	"twelve",
};

struct tens {
	const char *word;
	int figure;
};

static const struct tens tens[] = {
	{ "fifteen", 15 },
	{ "twenty", 20 },
	{ "thirty", 30 },
	{ "forty", 40 },
	{ "fourty", 40 },
	{ "fifty", 50 },
	{ "sixty", 60 },
	{ "seventy", 70 },
	{ "eighty", 80 },
	{ "ninety", 90 },
	{ "hundred", 100 },
};

static int
number_word(const char *word)
{
	for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
		if (strcmp(number_words[i], word) == 0)
			return (int)i + 1;
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++)
		if (strcmp(tens[i].word, word) == 0)
			return tens[i].figure;
	return 0;
}

/* `40 day` */
static size_t
repair_unit(struct tokens *tokens, size_t at)
{
	const int64_t one = 1000000000;
	const struct token *token = slip_at(tokens, at);
	struct token *unit = slip_at(tokens, at + 1);
	size_t covers;
	bool plural;
	const char *plural_words = slip_unit(tokens, at + 1, &covers, &plural);

	if (!plural_words || plural || token->num == one ||
	    slip_word(tokens, at + 1 + covers, "is") ||
	    slip_word(tokens, at + 1 + covers, "refers"))
		return at + 1;
	diag_error(tokens->diags, slip_joined(tokens, at, at + covers), "quantity",
	    "'%s' lacks the s of more than one", slip_text(tokens, at, at + covers));
	diag_note(tokens->diags, "write %s %s", slip_text(tokens, at, at), plural_words);
	unit = slip_at(tokens, at + covers);
	plural_words = strrchr(plural_words, ' ') ? "days" : plural_words;
	unit->text = names_intern(tokens->names, plural_words, strlen(plural_words));
	return at + 1 + covers;
}

size_t
slip_figure(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	bool percent = slip_word(tokens, at + 1, "percent") || slip_word(tokens, at + 1, "pc") ||
		       (slip_word(tokens, at + 1, "per") && slip_word(tokens, at + 2, "cent"));
	bool pounds = slip_word(tokens, at + 1, "pounds") || slip_word(tokens, at + 1, "pound");
	size_t last = slip_word(tokens, at + 1, "per") ? at + 2 : at + 1;

	if (!percent && !pounds)
		return repair_unit(tokens, at);
	if (slip_word(tokens, last + 1, "is") || slip_word(tokens, last + 1, "of"))
		return at + 1;
	diag_error(tokens->diags, slip_joined(tokens, at, last), "quantity",
	    "'%s' is written with a sign", slip_text(tokens, at, last));
	if (percent) {
		diag_note(tokens->diags, "write %s%%", slip_text(tokens, at, at));
		token->kind = TOK_PERCENT;
	} else {
		diag_note(tokens->diags, "write \xC2\xA3%s", slip_text(tokens, at, at));
		token->kind = TOK_MONEY;
		token->num /= 10000000;
	}
	slip_drop(tokens, at + 1, last);
	return last + 1;
}

/* `fourty days`: true when a figure in words was found before a unit. */
bool
slip_number_word(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	int figure = number_word(token->text);
	size_t covers;
	bool plural;

	if (!figure || !slip_unit(tokens, at + 1, &covers, &plural) ||
	    slip_at(tokens, at + 1)->line != token->line ||
	    slip_word(tokens, at + 1 + covers, "is"))
		return false;
	diag_error(tokens->diags, slip_joined(tokens, at, at + covers), "quantity",
	    "the figure in '%s' is written in words", slip_text(tokens, at, at + covers));
	diag_note(tokens->diags, "write %d %s", figure, slip_text(tokens, at + 1, at + covers));
	token->kind = TOK_NUMBER;
	token->num = figure * INT64_C(1000000000);
	return true;
}

/* `40days` */
void
slip_run_in(struct tokens *tokens, size_t at)
{
	struct token *token = slip_at(tokens, at);
	size_t figures = strspn(token->text, "0123456789");

	diag_error(tokens->diags, token->at, "quantity", "a figure and a word run together in '%s'",
	    token->text);
	diag_note(tokens->diags, "write %.*s %s, with a blank between; a name starts with a letter",
	    (int)(figures > 20 ? 20 : figures), token->text, token->text + figures);
	token->kind = TOK_WRIT_YYerror;
}

static bool
is_hyphen(const struct tokens *tokens, size_t at)
{
	const struct token *token = slip_at(tokens, at);

	return token->at.end - token->at.start == 1 && token->touches &&
	    *slip_text(tokens, at, at) == '-' && slip_at(tokens, at + 1)->touches;
}

static bool
names_a_policy(const struct tokens *tokens, size_t at)
{
	const char *construct = tokens->construct;

	return construct != NULL && at > 0 &&
	    ((strcmp(construct, "policy") == 0 && slip_at(tokens, at - 1)->first_on_line) ||
		((strcmp(construct, "variation") == 0 || strcmp(construct, "tests") == 0) &&
		    slip_word(tokens, at - 1, "of")));
}

/* `variation north of salford-standard`: the file's name in the place of the policy's. The note has
 * the name with _ in it, as the policy must have it, and what follows is read with that. */
static void
mend_policy_name(struct tokens *tokens, size_t at)
{
	char *name = arena_array(tokens->arena, char, 82);
	size_t to = at;
	const char *text;

	while (is_hyphen(tokens, to + 1))
		to += 2;
	text = slip_text(tokens, at, to);
	for (size_t i = 0; text[i] != '\0'; i++)
		name[i] = (char)(text[i] == '-' ? '_' : text[i]);
	diag_note(tokens->diags, strcmp(tokens->construct, "policy") == 0 ?
	    "a name takes _ between its words; write: %s" :
	    "write the name behind 'policy' in the policy's first line, not that of its file: %s",
	    name);
	slip_at(tokens, at)->text = names_intern(tokens->names, name, strlen(name));
	slip_drop(tokens, at + 1, to);
}

/* A dash in the middle of a line between two values: a minus sign. */
void
slip_minus(struct tokens *tokens, size_t at)
{
	struct token *dash = slip_at(tokens, at);
	const struct token *next = slip_at(tokens, at + 1);

	if (dash->first_on_line || !at || dash->at.end - dash->at.start > 1 ||
	    !slip_ends_value(slip_at(tokens, at - 1)) || !(next->touches || dash->touches) ||
	    !slip_ends_value(next))
		return;
	diag_error(tokens->diags, dash->at, "symbol", "'-' is only used for the bullets of a list");
	if (is_hyphen(tokens, at) && names_a_policy(tokens, at - 1)) {
		mend_policy_name(tokens, at - 1);
		return;
	}
	diag_note(tokens->diags, "write: %s minus %s   (a name takes _ between its words)",
	    slip_text(tokens, at - 1, at - 1), slip_text(tokens, at + 1, at + 1));
	dash->kind = TOK_MINUS;
	dash->repaired = true;
}
