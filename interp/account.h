/*
 * account: what `writ explain` says of one row, put together once and then shown as text, as JSON
 * or as a page: why, why not, the cells it rests on, who belongs to it, the ranking around its cut,
 * what is missing, what would change it.
 *
 * The texts live in the arena; the batch is read while the account is made and not afterwards.
 */
#ifndef INTERP_ACCOUNT_H
#define INTERP_ACCOUNT_H

#include "interp/explain_not.h"
#include "interp/json.h"
#include "interp/whatif.h"

struct account_decision {
	const char *name, *value, *why, *clause, *needs, *trace;
	bool undecided;
};

struct account_cell {
	const struct table *table;
	const char *key;		/* of its row */
	const char *file;
	uint64_t line;
	const char *name, *heading;	/* of the field; as the file heads it */
	const char *value;		/* for people: blank, could not be read */
	bool missing;
	unsigned distance;
};

struct account_place {			/* a row of a ranking */
	const char *key, *figure;
	uint32_t place;			/* ties share one; 0: has no figure */
	uint32_t skipped;		/* how many between it and the one told before it */
	bool in, open, ours;		/* open: it is not known whether it is in */
	bool doubtful;			/* nor whether it is there at all */
	bool unsure;			/* it is there, and may not take part */
	bool tied;			/* has the figure of the last place */
};

struct account_pool {
	const char *title;
	const char *by;
	const struct account_place *places;
	uint32_t count, left_out_below;	/* behind the last that is told */
};

struct account_change {
	const char *column, *now, *then;	/* the decision, as it is and as it would be */
	const char *kind;		/* "date", "cell", "setting" */
	/* "run on 2022-06-07 or later, 7 days later" */
	const char *say;
	const char *from, *to;		/* as a file, --on or --set takes it; "" for a blank */
	const char *setting;		/* or NULL */
	const struct account_cell *cell;	/* or NULL */
	bool onwards;
};

struct account_row {
	const char *table, *key, *file;
	uint64_t line;
	const struct account_decision *decisions;
	uint32_t decision_count;
	const char *not_column, *not_value, *not_text;	/* or NULL */
	const struct account_cell *cells;
	uint32_t cell_count;
	bool cells_cut;
	const struct account_pool *pools;
	uint32_t pool_count;
	bool asked_what_if, what_if_stopped;
	const struct account_change *changes;
	uint32_t change_count;
	uint32_t tries;
};

/* What is asked for, besides why. */
struct account_wants {
	struct session *session;
	const struct table *table;
	const struct column *const *columns;
	uint32_t column_count;
	const struct explain_not *not;		/* or NULL */
	bool what_if;
	/* of several rows asked about one after the other: what the runs made for one say of the
	 * next; begins as NULL, given back by whatif_memo_free() */
	struct whatif_memo **memo;	/* NULL: one row */
};

/* False with a fault when the files can no longer be read. */
bool account_make(struct account_row **out, struct arena *arena, const struct account_wants *wants,
    const struct batch *batch, uint32_t row, struct fault *fault);

/* One row after another; what is told of a row is in the buffer when the call returns. */
void account_text(struct buffer *out, const struct account_row *row, bool first);

void account_json_begin(struct json *json, struct buffer *out, const struct session *session);
void account_json_row(struct json *json, const struct account_row *row);
void account_json_end(struct json *json);

void account_page_begin(struct buffer *out, const struct session *session);
void account_page_row(struct buffer *out, const struct account_row *row);
void account_page_end(struct buffer *out);
/* Its rankings alone, each as a table of this class, or NULL. */
void account_page_pools(struct buffer *out, const char *kind, const struct account_row *row);

/* account_pool.c; do two rows of its table compete for the same places? */
bool account_same_pool(const struct workspace *workspace, const struct rank *rank, uint32_t a,
    uint32_t b);
void account_pools(struct account_row *made, struct arena *arena, const struct facts *facts);
/* account_change.c; what is looked for and not told goes to `scratch`. */
bool account_changes(struct account_row *made, struct arena *arena, struct arena *scratch,
    const struct account_wants *wants, const struct batch *batch, uint32_t row,
    const struct facts *facts, struct fault *fault);
/* account.c: cells of the row itself first, then by table, row and field. */
void account_sort(struct facts *facts);
/* A copy in the arena; the buffer is given back. */
const char *account_keep(struct arena *arena, struct buffer *buffer);
struct account_cell account_cell(struct arena *arena, const struct session *session,
    const struct workspace *workspace, const struct batch *batch, uint32_t row,
    const struct fact *fact);
/* "P87026, 2017/18 Q3": of a row of the workspace, or of the batch itself. */
const char *account_key(struct arena *arena, const struct workspace *workspace,
    const struct table *table, uint32_t row);

#endif
