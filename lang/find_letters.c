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

/* A row in which both the letter is to be sent and this is so, and what the text says of it. */
static bool
show_once(struct diags *diags, struct inquiry *inquiry, const struct letter *letter,
    const struct letter *instead)
{
	struct arena *arena = inquiry->prover->arena;
	struct question question = question_new();
	const char *name = instead != NULL ? instead->name : letter->name;

	question_ask(inquiry, &question, letter->send_when, ANSWER_YES);
	if (instead != NULL)
		question_ask(inquiry, &question, instead->send_when, ANSWER_YES);
	else
		question_ask(inquiry, &question, letter->lapses_when, ANSWER_YES);
	for (uint32_t i = 0; instead == NULL && i < letter->displaced_by_count; i++)
		question_ask(inquiry, &question, letter->displaced_by[i]->send_when, ANSWER_NO);
	if (inquiry_answer(inquiry, &question) != VERDICT_CAN)
		return false;
	diag_note(diags, "for example, as a test:\n%s",
	    example_test(arena, &inquiry->example,
		arena_printf(arena, "%s: %s where it is to be sent", letter->name,
		    instead != NULL ? instead->name : "lapsed"),
		arena_printf(arena, "expect %s is %s", name,
		    instead != NULL ? "Due" : "Lapsed")));
	return true;
}

static void
show(struct diags *diags, struct inquiry *inquiry, const struct letter *letter,
    const struct letter *instead)
{
	if (show_once(diags, inquiry, letter, instead))
		return;
	inquiry->prover->states_outcomes = true;
	show_once(diags, inquiry, letter, instead);
	inquiry->prover->states_outcomes = false;
}

/* The first that stands instead of it, cannot lapse, and is itself displaced by nothing. */
static const struct letter *
sent_instead(const struct letter *letter)
{
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		if (letter->displaced_by[i]->lapses_when == NULL &&
		    letter->displaced_by[i]->displaced_by_count == 0)
			return letter->displaced_by[i];
	return NULL;
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
		const char *conflict = inquiry_conflict(&inquiry, letter->send_when);

		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: its `send when` can never be met", letter->name);
		if (conflict != NULL)
			diag_note_at(diags, letter->send_when->at,
			    "%s: take out what is too much, or leave the letter out", conflict);
		else
			diag_note_at(diags, letter->send_when->at,
			    "two of its parts exclude each other, or a setting rules it out: take "
			    "out what is too much, or leave the letter out");
	} else if (never_due(&inquiry, letter, true, false)) {
		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: wherever it is to be sent it has "
		    "lapsed",
		    letter->name);
		show(diags, &inquiry, letter, NULL);
		diag_note_at(diags, letter->lapses_when->at, "narrow this, or `send when`");
	} else if (never_due(&inquiry, letter, true, true)) {
		diag_warning(diags, letter->at, "letter-never-due",
		    "no row can make '%s' due: wherever it is to be sent, another "
		    "letter goes instead of it",
		    letter->name);
		if (sent_instead(letter) != NULL)
			show(diags, &inquiry, letter, sent_instead(letter));
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
