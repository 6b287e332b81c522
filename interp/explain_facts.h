/*
 * explain_facts: the cells an answer rests on: one walk from a column down through its rule, the
 * definitions it names and the rows of other tables it reads, to fields.
 *
 * A fact has `mattered` when it made the answer what it is: of a list of conditions only those
 * parts that settled it are followed so, of a decide the line that decided, or all lines where none
 * held. The rest could matter if something else were different, and stand among the facts without
 * that mark. On the way the comparisons met are noted, with the distance between their sides, and
 * the settings and days that are read: where a change is to be looked for (whatif.h).
 *
 * Rows of a ranking other than the one asked about are not followed: they are shown as a list of
 * their own (account.h).
 */
#ifndef INTERP_EXPLAIN_FACTS_H
#define INTERP_EXPLAIN_FACTS_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/run.h"

struct fact {
	const struct table *table;	/* an input */
	uint32_t row;			/* of the workspace; of a lone table, 0 */
	const struct column *field;
	/* rows of other tables that led here: 0 is the row itself */
	unsigned distance;
	bool mattered;
	bool is_key;			/* says which row it is, or which rows belong to it */
};

struct fact_gap {			/* between the sides of a comparison */
	enum kind kind;			/* of the left side */
	int64_t by;			/* right minus left, in units of type.h */
};

struct fact_bound {			/* what a value of this kind is compared with */
	enum kind kind;
	int64_t num;
};

struct fact_word {			/* a text a field is compared with */
	const struct column *field;
	struct value value;
};

struct fact_rank {			/* a ranking that was asked about in a row */
	const struct table *table;
	uint32_t row;
	const struct expr *expr;
	bool mattered;
};

struct facts {
	struct arena *arena;
	const struct workspace *workspace;	/* NULL: one table, one row at a time */
	struct fact *facts;
	uint32_t count, room;
	struct fact_gap *gaps;
	uint32_t gap_count, gap_room;
	struct fact_bound *bounds;
	uint32_t bound_count, bound_room;
	struct fact_word *words;
	uint32_t word_count, word_room;
	struct fact_rank *ranks;
	uint32_t rank_count, rank_room;
	bool *settings;			/* by setting->index */
	bool run_date;
	bool cut;			/* more rows belong than were followed */
	bool *cut_tables;		/* of which tables; by table->index */
	/* To be set after facts_init(): of rows of other tables that are asked about also those
	 * that have the keys and do not meet what is asked of them, and all where none are asked
	 * for; of every row that is met what it refers to, its name and its day; and rankings that
	 * did not come to matter. All without `mattered`. */
	bool all_candidates;
	struct fact_candidates *candidates;	/* found so far */
	const struct column *named_by;	/* of the register: the name of a letter; or NULL */
	uint8_t **seen;			/* by table->index: [row * column_count + column] */
};

/* How many rows that belong to one row are followed, and from how many facts on none that do not
 * belong. */
enum { FACTS_RELATED_MAX = 60, FACTS_CANDIDATES_MAX = 3000 };

void facts_init(struct facts *facts, struct arena *arena, const struct program *program,
    const struct workspace *workspace);

/* explain_candidates.c: rows of related->table with the keys that a row of ours asks for, at most
 * FACTS_RELATED_MAX, in the order of the table. */
uint32_t facts_candidates(struct facts *facts, const struct table *ours, uint32_t row,
    const struct related *related, const uint32_t **rows);

/* Of the lookups that found no row at all the one with this number, from 0: "practice P87008,
 * quarter 2018/19 Q1", and the table that has none. False: there are no more. */
bool facts_absent(const struct facts *facts, uint32_t number, struct buffer *out,
    const struct table **table);

/* Adds what a column of this row rests on. */
void facts_add(struct facts *facts, const struct batch *batch, uint32_t row,
    const struct column *column);

#endif
