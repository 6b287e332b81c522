/*
 * Letters that no row can make due: `send when` cannot be met, the letter has lapsed wherever it
 * can, or one that stands instead of it is due wherever it is.
 */
#include "lang/find_internal.h"

static bool
never_due(struct inquiry *inquiry, const struct letter *letter, bool lapsing, bool displaced)
{
	struct question question = question_new();

	question_ask(inquiry, &question, letter->send_when, ANSWER_YES);
	if (lapsing && letter->lapses_when != NULL)
		question_ask(inquiry, &question, letter->lapses_when, ANSWER_NOT_YES);
	for (uint32_t i = 0; displaced && i < letter->displaced_by_count; i++) {
		const struct letter *other = letter->displaced_by[i];

		/* one that may lapse displaces nothing then: left open */
		if (other->lapses_when == NULL && other->displaced_by_count == 0)
			question_ask(inquiry, &question, other->send_when, ANSWER_NOT_YES);
	}
	return inquiry_answer(inquiry, &question) == VERDICT_NEVER;
}

static void
check_letter(struct diags *diags, const struct program *program, const struct letter *letter)
{
	struct arena scratch = ARENA_INIT;
	struct prover prover = { .arena = &scratch, .program = program, .table = letter->table };
	const struct expr **exprs =
	    arena_array(&scratch, const struct expr *, (size_t)letter->displaced_by_count + 2);
	struct inquiry inquiry;
	uint32_t count = 0;

	exprs[count++] = letter->send_when;
	if (letter->lapses_when != NULL)
		exprs[count++] = letter->lapses_when;
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		exprs[count++] = letter->displaced_by[i]->send_when;
	inquiry_open(&inquiry, &prover, exprs, count);
	if (never_due(&inquiry, letter, false, false)) {
		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: its `send when` can never be met", letter->name);
		diag_note_at(diags, letter->send_when->at,
		    "two of its parts exclude each other, or a setting rules it out: take out "
		    "what is too much, or leave the letter out");
	} else if (never_due(&inquiry, letter, true, false)) {
		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: wherever it is to be sent it has "
		    "lapsed",
		    letter->name);
		diag_note_at(diags, letter->lapses_when->at, "narrow this, or `send when`");
	} else if (never_due(&inquiry, letter, true, true)) {
		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: wherever it is to be sent, another "
		    "letter goes instead of it",
		    letter->name);
		diag_note_at(diags, letter->displaced_by[0]->at,
		    "narrow what the other letter asks, or leave this one out");
	}
	arena_release(&scratch);
}

void
find_letters(struct diags *diags, const struct program *program)
{
	for (uint32_t i = 0; i < program->letter_count; i++)
		check_letter(diags, program, program->letters[i]);
}
