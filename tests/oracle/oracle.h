/*
 * oracle: a second opinion on every answer. One row at a time, one value at a time, by walking the
 * expression trees of a checked program; written from the language reference (sections 3 to 7, 9
 * and 11) and from nothing else, slow where that makes it plainer. It shares with the engine the
 * checked program, the arena and the spelling of values, and neither arithmetic, dates, working
 * days, cells nor rules. Comparing the two is what compare.c does.
 *
 * All memory is the arena's. Broken use of it ends in an assertion: this is a tool for tests.
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/program.h"

__extension__ typedef __int128 wide;

/* A rational number in lowest terms, den at least 1: whole pounds, percent points or ones; days,
 * months and the like whole. */
struct ratio {
	wide num, den;
};

/* A value: given, nothing for certain, or unknown. Labels and yes or no: those still possible,
 * LABEL_NOTHING among them; a condition is such a set of yes and no. */
struct answer {
	enum presence state;
	bool is_labels;
	uint64_t labels;
	struct ratio figure;
	const char *text; /* text only */
	size_t text_length;
};

enum oracle_verdict { ORACLE_DECIDED, ORACLE_UNDECIDED, ORACLE_DISAGREE };

struct oracle_row {
	const struct table *table;
	uint32_t line; /* in the file, the header being 1 */
	struct answer *fields; /* by column index */
	struct answer *memo; /* by column index: derived columns worked out */
	bool *known; /* which of them are */
	enum oracle_verdict *verdicts; /* of decide columns, once worked out */
	int *deciding; /* the line that decided, or -1 */
	bool
	    dated_unknown; /* may not exist (a date or its place in the group is unknown): counts as
			     * unknown wherever rows are picked */
};

struct oracle_rows {
	struct oracle_row *rows;
	uint32_t count;
	uint64_t read, used, refused, repeated, dated_later;
	bool ready;
	struct oracle_row *left_out; /* of a group: keys that its own `where` said no to */
	uint32_t left_out_count;
};

/* A calendar: the days from the first to the last of its years, and which of them are worked. */
struct oracle_days {
	int64_t first, last;
	bool *working;
};

struct oracle {
	struct arena *arena;
	const struct program *program;
	int64_t run_date;
	const struct oracle_days *holidays; /* of England and Wales */
	const char *folder; /* of the policy: calendars of its own are files there */
	struct oracle_row run; /* the columns without a table */
	struct oracle_rows *tables; /* by table->index: inputs as read, groups once asked for */
	struct oracle_days closed; /* the last calendar file read */
	const struct calendar *closed_of;
	bool printing; /* settings go by the day of the letter, but for those of a column's rule */
	const struct answer
	    *report_values; /* what earlier columns of the report row in hand came to */
};

/* Out of a CSV of days that are not worked; false when it cannot be read. */
bool oracle_read_days(struct arena *arena, const char *path, struct oracle_days *days);

/* `holidays` are the bank holidays of England and Wales. */
void oracle_init(struct oracle *oracle, struct arena *arena, const struct program *program,
    int64_t run_date, const struct oracle_days *holidays, const char *folder);

/* The rows of a table out of a CSV in memory. */
void oracle_read(
    struct oracle *oracle, struct oracle_rows *rows, const struct table *table, const char *csv);

/* The rows of any table: an input must have been read into oracle->tables, a group is made when it
 * is first asked for, in key order. */
struct oracle_rows *oracle_rows_of(struct oracle *oracle, const struct table *table);

/* One value of one row. */
struct answer oracle_column(
    struct oracle *oracle, struct oracle_row *row, const struct column *column);
struct answer oracle_expr(struct oracle *oracle, struct oracle_row *row, const struct expr *expr);

/*
 * The facts still in play (writ.5, Which facts are missing), each once, in the order met; a fault
 * in arithmetic is named "". Every name is there: nothing is cut off behind the third row.
 */
enum { NEEDS_MAX = 512 };
struct oracle_needs {
	const char *names[NEEDS_MAX];
	uint32_t count;
	/* The cells among them, and those behind "others in the same ranking". */
	const struct oracle_row *rows[NEEDS_MAX];
	const struct column *cells[NEEDS_MAX];
	uint32_t cell_count;
	/* Something else is among them: a row that is not there, a rule that gave nothing. */
	bool no_cell;
};
void oracle_needs(struct oracle *oracle, struct oracle_row *row, const struct column *column,
    struct oracle_needs *needs);

/* A report: key cells first, then its columns. `undecided` counts the rows that a figure waits for.
 */
struct oracle_cell {
	const char *text;
	bool unknown;
	uint64_t undecided;
	bool not_compared; /* a reason or a list */
};

struct oracle_grid {
	struct oracle_cell *cells; /* row by row: key_count + column_count each */
	uint32_t rows, width;
};
void oracle_report(struct oracle *oracle, const struct report *report, struct oracle_rows *rows,
    struct oracle_grid *grid);

/* As the record spells it; "" for nothing and unknown. */
const char *oracle_spell(struct arena *arena, struct type type, struct answer answer);

#endif
