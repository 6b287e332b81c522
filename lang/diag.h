/*
 * diag: messages about a policy text.
 *
 * A message has a severity, a place, a slug that `writ help SLUG` explains, one line that says what
 * was understood, and notes that say what to type instead. Messages are collected while the passes
 * go on, and printed in the order of the text: one run reports every independent mistake. Nothing
 * here prints or exits: diags_text() and diags_json() give the bytes.
 *
 *     essex.writ:14:27: error: 'incme' is not a column, a setting or a definition [unknown-name]
 *         14 |   gives May_escalate when incme is less than 12
 *            |                           ^~~~~
 *            = did you mean 'income'?
 *
 * Style: not capitalised, no full stop, names in single quotes, one factual line, then notes. At
 * most DIAG_SHOWN are printed, with a line that counts the rest.
 */
#ifndef LANG_DIAG_H
#define LANG_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "lang/arena.h"
#include "lang/source.h"

enum {
	DIAG_SHOWN = 20,
	DIAG_KEPT = 1000	/* a text that is no policy could give millions: only counted */
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct diag_note {
	const char *text;
	struct span at;		/* a second place, or end == 0 for none */
	struct diag_note *next;
};

struct diag {
	enum severity severity;
	const char *slug;
	struct span at;
	const char *text, *accepted;	/* why it is accepted in the policy, or NULL */
	struct diag_note *notes, *last_note;
	size_t serial;		/* order of discovery; settles ties between equal places */
	size_t times;		/* how often it was said, the repeats that were dropped included */
	struct diag *next;
};

struct diags {
	struct arena *arena;
	const struct sources *sources;
	struct diag *first, *last;
	size_t errors, warnings, accepted, kept; /* what is accepted is no warning any more */
};

#if defined(__GNUC__)
#define DIAG_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define DIAG_PRINTF(f, a)
#endif

void diags_init(struct diags *diags, struct arena *arena, const struct sources *sources);

/* `slug` is a string constant that lang/help.def explains. No two messages with equal slug and
 * place are kept. */
void diag_error(struct diags *diags, struct span at, const char *slug, const char *format, ...)
    DIAG_PRINTF(4, 5);
void diag_warning(struct diags *diags, struct span at, const char *slug, const char *format, ...)
    DIAG_PRINTF(4, 5);

/* Joins the last message: what to type instead. diag_note_at() also shows a second place. If the
 * last message was dropped as a repeat, so is its note. */
void diag_note(struct diags *diags, const char *format, ...) DIAG_PRINTF(2, 3);
void diag_note_at(struct diags *diags, struct span at, const char *format, ...)
    DIAG_PRINTF(3, 4);

/* True when there is a message with this slug that begins where `at` does. */
bool diags_have(const struct diags *diags, struct span at, const char *slug);

/* Answers the warnings that begin in one of the two places; returns how many are so answered, again
 * ones included. */
size_t diags_accept(struct diags *diags, struct span covers, struct span head, const char *because);

/* Takes a warning off the list again. */
void diags_drop(struct diags *diags, struct diag *dropped);

/* Text order, then order of discovery. */
void diags_sort(struct diags *diags);

/* All that is to be printed, made in `arena`; `colour` adds ANSI sequences. What could move the
 * cursor or turn the order of a line (control and bidirectional characters), and bytes that are no
 * UTF-8, are shown as a question mark, a tab as a blank, so a policy cannot drive the terminal.
 * Call diags_sort() first. What was accepted is left out. */
char *diags_text(const struct diags *diags, struct arena *arena, bool colour);

/* What was accepted, two lines each: the message, and why. */
char *diags_accepted_text(const struct diags *diags, struct arena *arena);

/* One JSON document of all that were kept, always well-formed UTF-8:
 *
 *     {"schema":1,"messages":[{file,line,column,end_line,end_column,severity,slug,
 *         accepted (why, or null),message,
 *         notes:[{text} or {file,line,column,end_line,end_column,text}]}]}
 */
char *diags_json(const struct diags *diags, struct arena *arena);

#endif
