/*
 * summary: what one run found out, gathered in one place for the page (page.h), the record
 * (record.h) and the terminal. run.c fills it; the writers only read. Nothing in it depends on a
 * clock, a user name or a path: files go by their base names.
 *
 * Made with summary_make(), which prepares one entry for each input table with its decide columns;
 * run.c then sets the facts of files, feeds every batch to summary_batch() and adds reports, needs,
 * problems and outputs. All texts live in the arena.
 *
 * What reconciles, and is tested to:
 *
 *     for each table          read = used + refused + repeated + dated later
 *     for each decide column  used = all outcomes + values + nothing + undecided
 *
 * `disagree` is the part of undecided where two rules disagree.
 */
#ifndef INTERP_SUMMARY_H
#define INTERP_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/bandchart.h"
#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/csvin.h"
#include "interp/grid.h"
#include "interp/knobs.h"
#include "interp/problems.h"
#include "interp/reach.h"
#include "lang/program.h"

struct group_counts;
struct options;
struct side_file;
struct letter_summary;

enum {
	SUMMARY_OUTCOMES_MAX = 63,	/* labels of a decide: never more, see LABELS_MAX */
	/* rows for a person kept for the page and the terminal; all are in decisions/<table>.csv */
	SUMMARY_NEEDS_MAX = 200
};

struct summary_decide {
	const struct column *column;
	/* labels and yes or no, by index in column->type.labels */
	uint64_t outcomes[SUMMARY_OUTCOMES_MAX];
	uint64_t values;		/* rows with a value, when the outcomes are no labels */
	uint64_t nothing;		/* nothing applies, for certain */
	uint64_t undecided;		/* cannot be decided, `disagree` among them */
	uint64_t disagree;
};

struct summary_table {
	const struct table *table;
	/* base name; NULL when the table was not read in this run */
	const char *file;
	struct csvin_counts counts;
	const struct csvin_facts *facts;
	const char *digest;		/* SHA-256 of the file */
	const struct group_counts *group;	/* workspace.h; NULL: no group */
	uint64_t rows;			/* taken into decisions: fed to summary_batch() */
	uint64_t needs;			/* of this table, kept or only counted */
	struct summary_decide *decides;
	uint32_t decide_count;
	/* of its bands columns: those that have one (bandchart.h) */
	struct bandchart **charts;
	uint32_t chart_count;
};

/* One column that a person must settle, in one row: every decide that cannot be decided; a deadline
 * or bands that are open for facts that no decide of the row names already; a definition that
 * cannot be worked out, where none of those names it. */
struct summary_need {
	const struct table *table;
	const struct column *column;
	const char *key;		/* key cells, separated by ", " */
	uint64_t line;			/* in the file */
	const char *needs;		/* explain_needs() */
	const char *why;		/* explain_why(); may be "" */
	bool disagree;
	/* of a definition: `needs` says why it cannot be worked out */
	bool fault;
};

struct summary_report {
	const struct report *report;
	const struct grid *grid;
};

struct summary_output {			/* a file written, for the record */
	const char *name;		/* relative to the output folder: "reports/by_month.csv" */
	uint64_t size;
	const char *digest;
};

struct run_summary {
	struct arena *arena;
	const char *tool_version;	/* "0.1" */
	const struct program *program;
	const struct knobs *knobs;	/* run_date, settings, calendars */
	bool run_date_given;		/* --on, not today */
	const char *policy_file;	/* base name */
	const char *policy_digest;
	/* policy_file.h: wordings, variations; NULL: none */
	const struct side_file *policy_beside;
	struct summary_table *tables;	/* at table->index */
	uint32_t table_count;
	struct summary_need needs[SUMMARY_NEEDS_MAX];
	uint32_t need_count;		/* kept */
	uint64_t need_total;		/* found */
	struct summary_report *reports;	/* in the order of the text */
	uint32_t report_count, report_capacity;
	struct reach *reach;		/* of the variations taken; NULL: none */
	const struct problems *problems;
	const struct letter_summary *letters;	/* letters.h; NULL: the policy has none */
	struct summary_output *outputs;	/* sorted by name by the record */
	uint32_t output_count, output_capacity;
	bool log_written;		/* the decision log is among the outputs; if not, ... */
	/* ... whether the inputs are longer than those it is written for unasked */
	bool log_left_out;
	uint64_t log_lines;
	const struct options *options;	/* those that the outputs go by, for the record */
	uint64_t neutralised;		/* cells written with an apostrophe in front (csvout.h) */
};

struct run_summary *summary_make(struct arena *arena, const struct program *program,
    const struct knobs *knobs);

/* Adds a batch's rows and the outcomes of its table's decide columns (all of them must be in its
 * plan; those that are not, are left out). */
void summary_batch(struct run_summary *summary, const struct table *table,
    const struct batch *batch);

/* Counts it, and keeps it while there is room. Texts are copied. */
void summary_add_need(struct run_summary *summary, const struct summary_need *need);
/* Counts it only: for a caller that sees there is no room and would put the texts together in
 * vain. */
void summary_count_need(struct run_summary *summary, const struct table *table);
/* Reports stand in the order of the text, whatever table they are of. */
void summary_add_report(struct run_summary *summary, const struct report *report,
    const struct grid *grid);
void summary_add_output(struct run_summary *summary, const char *name, uint64_t size,
    const char *digest);

/* "standing: 3 of 2651 rows of score count for none of its rows: 2 left out by its rule (its line
 * 'where' in the policy), 1 with a blank key"; false when all belong. */
bool summary_outside(struct buffer *out, const struct summary_table *table);

/* Forgets the rows, outcomes and needs of a table: its file is being read from the start again
 * (CSVIN_AGAIN). */
void summary_restart(struct run_summary *summary, const struct table *table);

/* Rows that cannot be decided in at least one decide column cannot be told from these counts; this
 * is the sum over columns. */
uint64_t summary_undecided(const struct run_summary *summary);

#endif
