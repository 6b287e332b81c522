/*
 * workspace_parts: the inside of a workspace, shared by workspace*.c; no other file includes it.
 *
 * workspace.c         rows in, then level by level
 * workspace_aim.c     references: what they point to, and those that lead nowhere
 * workspace_read.c    rows out
 * workspace_levels.c  what needs a whole table, and on which level it can be worked out
 * workspace_groups.c  the rows of groups
 * workspace_doubt.c   rows that may not be there, and what makes them so
 * workspace_pass.c    one level: operands of every table, then what is made of them
 * workspace_stream.c  tables that are read row by row and never held
 * workspace_register.c  rows of the register that count for no letter
 *
 * Levels. A field of an input has level 0; a column has the highest level of what it names. A thing
 * (related rows, a rank, a run, a column read through a reference) is worked out on the level after
 * that of its operands, over all rows at once, and has that level itself. The columns of a group
 * have at least the level of the group, on which its rows are found.
 */
#ifndef INTERP_WORKSPACE_PARTS_H
#define INTERP_WORKSPACE_PARTS_H

#include "interp/ranking.h"
#include "interp/rowmap.h"
#include "interp/workspace.h"

#define LEVEL_UNSET UINT32_MAX

enum { WORKSPACE_KEYS_MAX = 64 };	/* that rows are ordered by where they are named */

/* Values of one derived column that a test gives. */
struct given_column {
	const struct column *column;
	struct value *values;
	bool *rows;
	uint32_t room;
};

/* A column or condition of a table at the length of the table, worked out for a thing. */
struct operand {
	const struct column *column;	/* or */
	const struct expr *expr;
	bool as_truth;
	uint32_t level;			/* on which it is needed */
	bool ready;
	struct held held;
};

struct room {				/* a table in the workspace */
	const struct table *table;
	uint32_t rows;
	struct held *fields;		/* by column index, below field_count */
	uint64_t *lines;
	uint32_t line_room;
	uint64_t *doubtful;		/* rows that may not exist; NULL: none */
	bool rows_given;		/* a group whose rows a test gives */
	uint32_t **targets;		/* by column index: of references, the row each points to */
	struct rowmap *by_key;		/* of a table that is referred to */
	struct operand **operands;
	uint32_t operand_count, operand_room;
	struct given_column *given;
	uint32_t given_count, given_room;
	uint32_t base;			/* level on which its rows are known */
	uint32_t *levels;		/* by column index */
	bool *reached;			/* by column index: what is wanted needs it */
	/* its rows go by and are not held; they did: workspace_stream.c */
	bool streams, streamed;
	/* of a group: for its own `where`, before its rows are known */
	uint32_t *early_levels;
	/* groups */
	struct group_counts counts;
	bool counted;
	uint32_t *group_of;		/* by row of the source */
	/* rows of the source that may not be there, where only such make a row of the group: by
	 * that row, then by their keys */
	uint32_t *made_of;
	uint32_t made_of_count;
	uint64_t *stray;		/* rows of the source whose group is not known */
	struct held *left_out;		/* keys of rows that its `where` left out */
	uint32_t left_out_rows;
	const struct held **left_out_keys;
	uint64_t refused;
	/* references to nothing that look like a key that is there */
	uint64_t mistyped;
	/* how many were compared in vain; no more than LOOKED_FOR_MOST are */
	uint32_t looked_for;
	uint64_t lost;			/* of the register: rows that count for no letter */
	uint64_t lost_lines[WORKSPACE_LOST_LINES];	/* of the first of them */
	struct batch *peeks[WORKSPACE_PEEK_DEPTH];
	uint32_t missed[WORKSPACE_PEEK_DEPTH];	/* the row last worked out alone */
};

enum { LOOKED_FOR_MOST = 1000 };

enum thing_kind { THING_RELATED, THING_RANK, THING_SUCCESSION, THING_COLUMN, THING_FORM_ROWS };

struct thing {
	enum thing_kind kind;
	const struct expr *expr;	/* NULL for a column or the rows of a form */
	const struct related *related;
	const struct column *column;	/* THING_COLUMN */
	const struct table *table;	/* whose rows it is for */
	uint32_t level;
	bool done;
	struct held result;		/* not for THING_COLUMN: that is the operand itself */
	/* of an aggregate: rows whose figure does not fit; or NULL */
	uint64_t *too_large;
	struct operand *where, *what, *theirs, *ours, *by, *places, *of, *counting_from, *crosses,
	    *column_operand;
	const struct held **our_keys, **their_keys;
	struct related_input related_input;
	struct related_index *index;
	struct succession_input succession_input;
	const struct ranking_tie *ties;	/* THING_RANK */
	uint32_t tie_count;
	struct ranking_input ranking_input;
	struct ranking_open *open;	/* or NULL */
};

struct workspace {
	const struct program *program;
	const struct knobs *knobs;
	const char *const *paths;	/* by table->index, for messages; or NULL */
	bool is_test;			/* what rows refer to is there, given or not */
	struct arena arena;		/* plans, texts */
	struct room *rooms;		/* by table->index; that of the run behind them */
	uint32_t room_count;
	struct thing *things;
	uint32_t thing_count, thing_room;
	struct thing **by_expr;		/* by expression id */
	uint32_t last_level;
	struct batch run;
	bool has_run;
	bool listed;
	/* only what `wants` of `wanted` needs, and nothing is explained */
	bool limited;
	const struct table *wanted;
	struct table_wants wants;
	struct workspace_source source;
	/* by room: references that lead nowhere; behind them, what comes up later */
	struct problems *missing;
};

struct room *workspace_room(const struct workspace *workspace, const struct table *table);

/* The held column of a field or key, or of an operand that is ready; NULL. */
const struct held *workspace_held(const struct workspace *workspace, const struct column *column);

/* Where the rows of a table come from, for messages: of a group, the file of the rows it is made
 * of. */
const char *workspace_file(const struct workspace *workspace, const struct table *table);

/* workspace_levels.c */
void workspace_list_things(struct workspace *workspace);
struct thing *workspace_thing_of_column(const struct workspace *workspace,
    const struct column *column);
uint32_t workspace_column_level(struct workspace *workspace, const struct column *column);
/* Of an expression said for a row of the table. */
uint32_t workspace_expr_level(struct workspace *workspace, const struct expr *expr,
    const struct table *table);

/* workspace_groups.c */
bool workspace_make_group(struct workspace *workspace, struct room *room, struct fault *fault);
void workspace_map_group(struct workspace *workspace, struct room *room);

/* workspace_doubt.c: once a group has its rows, and those of its source are mapped to them. */
void workspace_note_made_of(struct workspace *workspace, struct room *room);

/* workspace_pass.c */
void workspace_evaluate_run(struct workspace *workspace, uint32_t below);
bool workspace_pass(struct workspace *workspace, uint32_t level, struct problems *problems,
    struct fault *fault);
/* Of what lies outside of a batch: one value read through a reference, for rows with these
 * targets. */
void workspace_fill_through(const struct workspace *workspace, struct vec *vec,
    const struct expr *expr, const struct held *reference, uint32_t at, const uint32_t *targets,
    uint32_t rows);
/* Fills the fields and what lies outside of a batch with rows from `first` on. */
void workspace_fill(const struct workspace *workspace, struct batch *batch, uint32_t first,
    uint32_t rows);
/* A plan over the table; what tests give is taken. */
const struct plan *workspace_plan(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants);
/* What tests give for rows from `first` on, or nothing. */
void workspace_give_batch(const struct room *room, struct batch *batch, uint32_t first);
struct operand *workspace_operand(struct workspace *workspace, const struct table *table,
    const struct column *column, const struct expr *expr, bool as_truth, uint32_t level);
/* Rows of references, once every table they point to is complete. */
void workspace_aim(struct workspace *workspace, struct room *room);

/* workspace_aim.c: rows that tests refer to are made; what leads nowhere is told. */
void workspace_complete_references(struct workspace *workspace);
void workspace_report_missing(struct workspace *workspace, const struct room *room,
    struct problems *problems);

/* Room for the rows of an aggregate that do not fit. */
void workspace_expect_too_large(struct workspace *workspace, struct thing *thing);

/* workspace_stream.c */
/* The things of this level that rows of a table going by are added to. */
bool workspace_stream_level(struct workspace *workspace, uint32_t level, struct fault *fault);
bool workspace_stream_rest(struct workspace *workspace, struct fault *fault);

/* workspace_aim.c: said once for each row whose reference leads nowhere. */
void workspace_note_missing(struct workspace *workspace, const struct column *reference,
    const struct value *value, uint64_t line, struct problems *problems);

/* workspace_register.c: after the last level. `watches`: it tells of what this reference of the
 * register does not find. */
void workspace_check_register(struct workspace *workspace, struct problems *problems);
bool workspace_watches(const struct workspace *workspace, const struct column *column);

/* workspace_order.c: a stable sort by key columns, with what cannot be compared last. */
void workspace_sort(uint32_t *rows, uint32_t count, const struct held *const *keys,
    uint32_t key_count);

/* ---- workspace_ties.c ---- */

/* A note for each pool in which ties took more places than there are; `problems` may be NULL. */
void workspace_note_ties(struct workspace *workspace, const struct thing *thing,
    const struct ranking_tie *ties, uint32_t count, struct problems *problems);

#endif
