/*
 * letters: the letters that are due, put together, written, or held back with what is missing
 * (language.md section 8).
 *
 * One run goes like this:
 *
 *     letters_make()
 *     for each table that letters hang on: every batch, in any order, to letters_batch()
 *     for each table that letters_looks_at(): every batch of it to letters_rows()
 *     letters_finish()        sorts, names the files, settles what is written: the summary
 *     letters_write()         the files
 *
 * A row whose letter column is exactly Due gets that letter. It is written only when all that it
 * shows is there: a field that is blank, nothing or unknown, a copy to nobody, a paragraph whose
 * condition is unknown, a form whose rows cannot be told, each holds the letter back, and the
 * summary says what is missing for whom. What a letter does not show (a paragraph whose condition
 * is no) is not missed. In a form a cell of its table may be nothing: that is an answer, shown as
 * a dash; only an unknown one holds back. A column of several possible states that is open is
 * listed for a person. Refused rows of the register hold back every letter: each could be one of
 * them (the headings once more could not).
 *
 * What is printed goes by the date of the letter, which is run_date: settings too, whatever day
 * the table's own rules go by.
 *
 * letters/letters.csv has one row for each letter written. Its first columns are those of the
 * register's file, filled as far as they can be: the keys of the letter, its name, its date, and a
 * reference of its own; behind them stand the fields of the templates, for a mail merge, then the
 * subject, in a run with a variation what the foot names, and the file.
 * letters/for-the-register.csv has the same rows in the form of the register's file
 * (letters_register.c): put below its rows, without the headings, they say that the letters are
 * sent. letters/not-written.csv lists what was held back and what is open.
 */
#ifndef INTERP_LETTERS_H
#define INTERP_LETTERS_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/csvin.h"
#include "interp/fault.h"

struct letters;

/* The rows that belong to a row of ours, as related_list() gives them (related.h); for forms and
 * lists. Without a batch those of the run as a whole. LETTER_ROWS_UNKNOWN when it was not worked
 * out. */
#define LETTER_ROWS_UNKNOWN UINT32_MAX
struct letter_rows {
	uint32_t (*list)(void *context, const struct related *related, const struct batch *batch,
	    uint32_t row, uint32_t *rows, bool *sure, uint32_t room);
	void *context;
	/* A column of whom a letter goes to; may be NULL. False when there is no such row. */
	bool (*addressee)(void *context, const struct letter *letter, const struct batch *batch,
	    uint32_t row, const struct column *column, struct value *value);
};

struct letters *letters_make(const struct program *program, const struct knobs *knobs,
    const struct letter_rows *rows);
void letters_free(struct letters *letters);

/* What the plan of a table must have: for its letters, and for the forms and lists that look at
 * its rows. Adds to the array, NULL to count; keys and the columns of letters are wanted besides,
 * by letters_wants_columns(). */
uint32_t letters_wants_exprs(const struct program *program, const struct table *table,
    const struct expr **exprs);
uint32_t letters_wants_columns(const struct program *program, const struct table *table,
    const struct column **columns);

/* The rows of a table that letters hang on. */
void letters_batch(struct letters *letters, const struct batch *batch);

/* After that, the rows of other tables that forms and lists show. `first`: which row of the table
 * is row 0 of the batch. */
bool letters_looks_at(const struct letters *letters, const struct table *table);
void letters_rows(struct letters *letters, const struct batch *batch, uint32_t first);

/*
 * Why a letter is held back that lacks nothing itself: rows of a file that could say otherwise.
 * Those of the register hold back every letter; those of another file the letters that rest on its
 * table (letter_basis.h).
 */
enum letter_hold_kind {
	LETTER_HOLD_REFUSED,	/* rows that were refused, but for the headings once more */
	LETTER_HOLD_NOBODY,	/* of the register: rows that count for nobody (workspace_lost()) */
	/* a code looks like one that is there, but is not (workspace_mistyped()) */
	LETTER_HOLD_MISTYPED
};
enum { LETTER_HOLD_KINDS = 3, LETTER_LINES_TOLD = 5 };

/* `file`: where they stand, or NULL; `lines`: the first of them, rising, as many as are known.
 * Without rows, and where no letter rests on the table, nothing is held. Before letters_finish(),
 * those of the register first. */
void letters_hold(struct letters *letters, enum letter_hold_kind kind, const struct table *table,
    const char *file, uint64_t rows, const uint64_t *lines, uint32_t count);

/* Rows of the register that are dated after run_date: they do not count yet, so what they record
 * may be due here. Right for a run of a past day; of a slip in a date, a letter that goes out
 * twice. */
void letters_register_later(struct letters *letters, uint64_t rows);
/* Rows of it whose letter's rule does not hold for them (register_rule.h); holds nothing back. */
void letters_register_without_rule(struct letters *letters, uint64_t rows);
/* The file of the register, or NULL, and how it is written: for-the-register.csv is written the
 * same way. The facts must live until letters_write(); without them, or with NULL, it is written as
 * letters.csv is. */
void letters_register_file(struct letters *letters, const char *file,
    const struct csvin_facts *facts);

/*
 * What people call whom a letter goes to, for lists beside the code: the first column of text of
 * the addressee's table, no key, that the letter prints; when it prints none, the first there is.
 * NULL when there is none.
 */
const struct column *letter_addressee_name(const struct letter *letter);

/* ---- what came of it ---- */

enum letter_fate { LETTER_HELD_BACK, LETTER_UNDECIDED, LETTER_WRITTEN };

struct letter_note {
	const struct letter *letter;
	enum letter_fate fate;
	const char *key;		/* of its row, parted by ", " */
	/* Held back: what is missing; "" when only the register holds it. Undecided: the states it
	 * may have and the facts that would tell. Written: why it is due; may be "". */
	const char *why;
	const char *file;		/* written: "letters/….html" */
	/* of whom it goes to; "" when the policy has no column for it */
	const char *name;
	/* variations that its row was judged by, parted by " and "; "" for none */
	const char *local;
	/* undecided, but not between Due and something else: none goes out */
	bool either_way;
};

struct letter_count {
	const struct letter *letter;
	uint64_t due;			/* written and held back */
	uint64_t written, held_back, undecided;
	uint64_t sent, lapsed, not_due;
};

struct letter_hold {
	enum letter_hold_kind kind;
	const struct table *table;
	const char *file;		/* base name */
	uint64_t rows;
	uint64_t lines[LETTER_LINES_TOLD];
	uint32_t line_count;		/* may be 0: then nobody said where */
	bool every;			/* letter: it is the register */
};

struct letter_summary {
	const struct program *program;
	struct letter_count *counts;	/* at letter->index */
	uint32_t count;
	/* By fate, of the undecided those that may be due first; then by key, then by letter. */
	struct letter_note *notes;
	size_t note_count;
	uint64_t due, written, held_back, undecided;
	uint64_t may_be_due;		/* of the undecided, those that a person must look at */
	const char *register_file;	/* base name */
	struct letter_hold *holds;	/* in the order they were told */
	uint32_t hold_count;
	uint64_t later;			/* rows of it dated after run_date */
	uint64_t without_rule;		/* rows of it for which the letter's rule does not hold */
	int64_t run_date;
	/* Columns of the register that letters.csv leaves empty and that may not be blank there:
	 * "sent_by"; "" when there are none. */
	const char *to_fill;
};

/* Call once. The summary lives as long as the letters. */
const struct letter_summary *letters_finish(struct letters *letters);

/* Takes one file: its name ("letters/letters.csv") and its bytes, which it empties. */
struct letter_sink {
	bool (*write)(void *context, const char *name, struct buffer *bytes, struct fault *fault);
	void *context;
};

/* Writes nothing for a policy without letters. `excel`: CSV with a byte order mark and CR LF.
 * `neutralised`: see csvout.h; may be NULL. */
bool letters_write(const struct letters *letters, const struct letter_sink *sink, bool excel,
    uint64_t *neutralised, struct fault *fault);

/* What each letter that is due prints, once letters_finish() was called: its lines, then those of
 * its forms, which begin with the form's name; without the foot. */
struct letter_reader {
	void (*letter)(void *context, const struct letter *letter, const char *key,
	    const char *text);
	void *context;
};
void letters_read(const struct letters *letters, const struct letter_reader *reader);

/* "3 rows of sent.csv were refused (lines 4, 9 and 12)"; of one "1 row of sent.csv was refused
 * (line 4)"; "1 row of replies.csv has a mistyped code". */
void letters_say_hold(struct buffer *out, const struct letter_hold *hold);
/* Does one of them hold back every letter? */
bool letters_hold_every(const struct letter_summary *summary);
/* So many rows of the register do. */
uint64_t letters_held_by(const struct letter_summary *summary, enum letter_hold_kind kind);

/* The section of the index page, id "letters", h2; and the lines for a terminal. Nothing for a
 * policy without letters. `folder`: letters are written, not only counted. */
void letters_page(struct buffer *out, const struct letter_summary *summary, bool folder);
void letters_screen(struct buffer *out, const struct letter_summary *summary, bool folder);

#endif
