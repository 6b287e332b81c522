/*
 * workspace: all tables of a policy that needs more than one row at a time, at the length they
 * have.
 *
 * First every input is put in: from its file, or row by row by a test. workspace_evaluate() then
 * works out, level by level, what no row can answer alone: rows of groups, related rows, ranks,
 * runs, and columns that are read through references. A level is one reading of each table that has
 * something to give to it, in batches; what comes of it is held (held.h). At the end
 * workspace_rows() hands out the rows of a table once more, in key order (inputs: in file order),
 * with every slot an explanation reads.
 *
 * A policy in which no column needs more than its own row is run without a workspace
 * (session_read() in run.h).
 */
#ifndef INTERP_WORKSPACE_H
#define INTERP_WORKSPACE_H

#include "interp/batch.h"
#include "interp/held.h"
#include "interp/problems.h"
#include "interp/related.h"
#include "interp/run.h"
#include "interp/succession.h"

struct workspace;

/* Does the program need one? */
bool workspace_needed(const struct program *program);

struct workspace *workspace_make(const struct program *program, const struct knobs *knobs);
void workspace_free(struct workspace *workspace);

/*
 * Nothing but these wants of a table (or of a report over it) is asked for, and nothing is
 * explained: what they do not need is not worked out, and a table whose rows only count towards its
 * group need not be held. Before any row is put in; `wants` stays.
 */
void workspace_limit(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants);
/* The same, but every table is held: for rows that are put in and not read from a file. */
void workspace_limit_held(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants);
/* Is the table one that workspace_limit() need not hold? Then no row of it is put in:
 * workspace_evaluate() reads it through the source, with a plan of its own. `file_problems` is
 * false when what is wrong with the file was said before. */
bool workspace_streams(const struct workspace *workspace, const struct table *table);

struct workspace_source {
	bool (*read)(void *context, const struct table *table, const struct plan *plan,
	    const struct row_consumer *consumer, bool file_problems, struct fault *fault);
	void *context;
};
void workspace_read_from(struct workspace *workspace, const struct workspace_source *source);
/* What lies outside of a batch whose fields come straight from the file of such a table; before
 * batch_run(). */
void workspace_prepare(const struct workspace *workspace, struct batch *batch);

/* ---- putting rows in ---- */

/* `rows` rows of an input behind those that are there: `fields` by column index, as csvin_next()
 * fills them; all fields. Texts are copied. */
void workspace_append(struct workspace *workspace, const struct table *table,
    struct vec *const *fields, const uint64_t *lines, uint32_t rows);
/* Every row of every input as another workspace of the same program has it, behind it what that one
 * knows of refused rows; to an empty one. Texts stay those of `from`, which must outlive it. */
void workspace_copy(struct workspace *to, const struct workspace *from);
/* One row of an input behind those that are there, as row `row` of the other has it; returns its
 * number. */
uint32_t workspace_copy_row(struct workspace *to, const struct workspace *from,
    const struct table *table, uint32_t row);
/* The file is read from the start again: forget the rows of the table. */
void workspace_forget(struct workspace *workspace, const struct table *table);

/* The files the rows come from, by table->index, for messages. */
void workspace_name_files(struct workspace *workspace, const char *const *paths);

/*
 * The rows are those of a test: a reference whose row is not there when workspace_evaluate() begins
 * makes that row, with only its key known.
 */
void workspace_begin_test(struct workspace *workspace);

/*
 * One row behind the last, every field of it unknown; returns its number. Of a group, too: then its
 * grouping is not used. Rows that are dated later than run_date are not to be given: they do not
 * exist yet.
 */
uint32_t workspace_give(struct workspace *workspace, const struct table *table);
/* A value of that row: of a field, a key, or of a derived column, whose rule is then not used for
 * this row. */
void workspace_give_value(struct workspace *workspace, const struct table *table, uint32_t row,
    const struct column *column, const struct value *value);

/* ---- working out ---- */

/* `problems` receives references to rows that are not there, and ties that took more places than
 * there are; may be NULL. False with a fault when a group has more rows than fit. */
bool workspace_evaluate(struct workspace *workspace, struct problems *problems,
    struct fault *fault);

/* ---- reading ---- */

uint32_t workspace_row_count(const struct workspace *workspace, const struct table *table);
/* program->run, evaluated: one row. */
const struct batch *workspace_run(const struct workspace *workspace);
/* Hands every row to the consumer, in batches that carry what `wants` names with all it needs. */
bool workspace_rows(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants, const struct row_consumer *consumer, struct fault *fault);

/* In a batch that workspace_rows() handed out: which row of the table is row 0 of the batch? */
uint32_t workspace_first_row(const struct batch *batch);
/* NULL: a batch without a workspace */
const struct workspace *workspace_of(const struct batch *batch);

/* The value of a field, a key or a derived column that is held in a row; false when it is not
 * held. */
bool workspace_value(const struct workspace *workspace, const struct column *column, uint32_t row,
    struct value *value);
/* The row a reference points to, HELD_NO_ROW when there is none. */
uint32_t workspace_target(const struct workspace *workspace, const struct column *reference,
    uint32_t row);
/* Who belongs to whom, for an expression with related rows; NULL when it was not worked out. */
const struct related_index *workspace_related(const struct workspace *workspace,
    const struct related *related);
/* The first rows, in the order of their keys, that belong to this row of ours or may (with
 * `sure_only`: surely); with `open`, the aggregate or `there is` over them: those that leave its
 * answer open. Returns how many there are. */
uint32_t workspace_pick(const struct workspace *workspace, const struct related *related,
    const struct expr *open, bool sure_only, uint32_t row, uint32_t *rows, uint32_t room);
/* Did the sum or average not fit, in this row of ours? */
bool workspace_too_large(const struct workspace *workspace, const struct expr *aggregate,
    uint32_t row);
/* It is not known whether the row is there at all. */
bool workspace_is_doubtful(const struct workspace *workspace, const struct table *table,
    uint32_t row);
/* Of a row of a group that may not be there: the first rows that make it and may not be there
 * themselves, by their keys; none where its own day, or the `where` of its group, is all there is
 * to it. Returns how many there are. */
struct workspace_place {
	const struct table *table;
	uint32_t row;
};
uint32_t workspace_made_of(const struct workspace *workspace, const struct table *table,
    uint32_t row, struct workspace_place *places, uint32_t room);
/* What is not known of those in the pool of a row that may stand before it (ranking_open.h). */
struct ranking_others;
void workspace_others(const struct workspace *workspace, const struct expr *rank, uint32_t row,
    struct ranking_others *others);
const struct succession_input *workspace_succession(const struct workspace *workspace,
    const struct succession *succession);
/* The pools of a ranking in which ties took more places than there are (ranking.h), in the order of
 * their rows. */
const struct ranking_tie *workspace_ties(const struct workspace *workspace, const struct expr *rank,
    uint32_t *count);
/* The physical line of a row of an input; 0 when it came from no file. */
uint64_t workspace_line(const struct workspace *workspace, const struct table *table, uint32_t row);

/*
 * One row with every column of its table, for explanations that lead into it: row `at` of the
 * batch. `depth` tells apart the rows that are looked at while another of the same table still is;
 * NULL from WORKSPACE_PEEK_DEPTH on. Stays until the same table is asked for at the same depth.
 */
enum { WORKSPACE_PEEK_DEPTH = 4 };
const struct batch *workspace_peek(const struct workspace *workspace, const struct table *table,
    uint32_t row, unsigned depth, uint32_t *at);

/* What became of the rows a group is made of: rows = belong + left_out + no_partner + blank +
 * unknown. NULL for a table that is no group, and for one whose rows a test gives. */
struct group_counts {
	uint64_t rows;		/* of the table it is a group of */
	uint64_t belong;	/* to a row of the group */
	uint64_t left_out;	/* by the group's own `where` */
	uint64_t no_partner;	/* a key refers to a row that is not there */
	uint64_t blank;		/* a key is empty */
	uint64_t unknown;	/* a key could not be read: it may belong to any of them */
};
const struct group_counts *workspace_group_counts(const struct workspace *workspace,
    const struct table *table);

/* Rows of a table that was refused may have been anything: of the register this holds all letters
 * back (language.md section 8). The headings once more are not among them. */
void workspace_note_refused(struct workspace *workspace, const struct table *table, uint64_t rows);
uint64_t workspace_refused(const struct workspace *workspace, const struct table *table);
/* References of its rows that lead nowhere, but look like a key that is there: "p87O15". */
uint64_t workspace_mistyped(const struct workspace *workspace, const struct table *table);
/* Rows of the register that count for no letter, because a cell that says whom they are about is
 * blank or leads nowhere: any of them could be a letter that would go out again. Each is in the
 * problems, under `letter-for-nobody`. */
uint64_t workspace_lost(const struct workspace *workspace, const struct table *table);
/* The first of their lines, rising, at most `room` and WORKSPACE_LOST_LINES; returns how many. */
enum { WORKSPACE_LOST_LINES = 8 };
uint32_t workspace_lost_lines(const struct workspace *workspace, const struct table *table,
    uint64_t *lines, uint32_t room);

#endif
