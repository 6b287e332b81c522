/*
 * coverage_parts: the inside of coverage, shared by coverage*.c and the suggestions (suggest*.c).
 *
 * coverage_points.c  what is looked at, in the order of the text
 * coverage_needs.c   what the expectations of one test hang on
 * coverage.c         counting
 * coverage_show.c    text and JSON
 */
#ifndef INTERP_COVERAGE_PARTS_H
#define INTERP_COVERAGE_PARTS_H

#include "interp/coverage.h"

enum cover_kind { COVER_LINE, COVER_THRESHOLD, COVER_CONDITION };

enum { SIDE_BELOW, SIDE_AT, SIDE_ABOVE };	/* of a threshold */
enum { SIDE_YES, SIDE_NO };			/* of a condition */
enum { COVER_SIDES = 3 };

/* One side of a threshold: a column, an expression, or the day of the run. */
struct cover_operand {
	const struct column *column;
	const struct expr *expr;
};

struct cover_point {
	enum cover_kind kind;
	/* whose batches show it: of a `where` over other rows, theirs */
	const struct table *table;
	/* LINE: of the rule (behind the last: otherwise) or label */
	uint32_t index;
	struct cover_operand a, b;	/* THRESHOLD */
	/* THRESHOLD: of a setting with later values, which of them it is tried with; or NULL */
	const struct setting *setting;
	uint32_t dated;
	const struct expr *condition;	/* CONDITION; of a THRESHOLD, where it is written as one */
	const char *text;
	struct span at;
	uint64_t rows[COVER_SIDES];
	bool *tests[COVER_SIDES];	/* by test */
};

/* A column with a rule of its own, or a report with a `where`. */
struct cover_owner {
	const struct column *column;
	const struct report *report;
	struct cover_point *points;
	uint32_t point_count, point_room;
	/* of a column whose lines are counted: all rows; among them */
	uint64_t rows, either_way, undecided, nothing;
};

struct coverage {
	struct arena *arena;
	const struct program *program;
	struct cover_owner *owners;
	uint32_t owner_count, owner_room;
	uint32_t test;
	bool *tests_run;		/* by test */
	/* of the test under way: by table->index, that of the run last; by column index */
	bool **needed;
	bool *table_needed, *report_needed;
};

/* How many sides there are to it: 1, 2 or 3. */
uint32_t cover_sides(const struct cover_point *point);
bool cover_is_whole(const struct cover_point *point);		/* all of them tried */

uint32_t cover_table_index(const struct coverage *coverage, const struct table *table);

/* coverage_points.c */
void cover_list_points(struct coverage *coverage);

/* coverage_needs.c: fills `needed`, `table_needed` and `report_needed`. */
void cover_find_needs(struct coverage *coverage, const struct policy_test *test,
    const struct test_rows *givens);
bool cover_owner_needed(const struct coverage *coverage, const struct cover_owner *owner);

/* Does the row show this side of the point? `column` is the rule it belongs to. */
bool cover_shows(const struct cover_point *point, uint32_t side, const struct column *column,
    const struct batch *batch, uint32_t row);

/* The value of one side of a threshold in a row; false when the plan lacks it. */
bool cover_value(const struct batch *batch, uint32_t row, const struct cover_operand *operand,
    struct value *value);

#endif
