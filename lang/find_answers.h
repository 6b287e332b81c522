/*
 * find_answers: rows that answer letters (replies), and what letters read of them. Private to
 * lang/find*.c.
 */
#ifndef LANG_FIND_ANSWERS_H
#define LANG_FIND_ANSWERS_H

#include "lang/find_internal.h"

/* An expression that looks at other rows, and what it hangs on. */
struct lookup {
	const struct expr *expr;
	struct lookup *next;
};

struct reach {
	const struct program *program;
	struct arena *arena;
	bool **seen; /* by index of the table, the run last; by index of the column */
	struct lookup *lookups;
};

struct answers {
	struct diags *diags;
	const struct program *program;
	struct arena *arena;
	const struct column *named_by; /* of the register */
	const struct column *field; /* of the rows that answer */
};

/* All that two conditions hang on; either may be NULL. */
struct reach reach_of(
    const struct answers *answers, const struct expr *expr, const struct expr *and);

/* Its bit in the list of labels, or 0. */
uint64_t label_of(const struct column *column, const struct letter *letter);

bool hangs_on_answers(const struct answers *answers, const struct reach *reach);

/* Are the rows matched by this column of theirs? */
bool is_matched_by(const struct related *related, const struct column *field);

/* The labels of the column that a condition asks for by name, where it does. */
uint64_t asked_of(const struct column *column, const struct expr *where);

/* A decide of the answers that says what one counts for, or NULL. */
const struct column *counted_by(const struct answers *answers);

/* ---- find_silence.c ---- */

/* What a letter goes without: it is sent where other letters have no reply. */
struct silence {
	bool any;
	uint64_t of; /* the letters it names for that; 0 where it goes by whatever was sent */
};

struct silence silence_of(const struct answers *answers, const struct expr *send_when);

/* The letters whose answers it goes by, of those it names, whatever the answer. */
uint64_t answers_read(const struct answers *answers, const struct expr *send_when);

/* ---- find_reminders.c ---- */

/* Does a line of `counts_for` say that a row which names the letter answers another one? */
bool counts_elsewhere(const struct answers *answers, uint64_t label);

/* The letters, other than the one named, that a line says a row answers. */
uint64_t given_instead(const struct answers *answers, const struct rule *rule, uint64_t label);

/* "'Letter_2' or 'Letter_4'" */
const char *letters_of(const struct answers *answers, uint64_t labels);

/* What is found of letters that go where another has no reply. True: rows of the answers are
 * matched by the name at a place that was told. */
bool find_reminders(const struct answers *answers);

/* ---- find_waiting.c ---- */

void find_waiting(const struct answers *answers, const struct letter *letter);

#endif
