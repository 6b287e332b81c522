/*
 * tables: a policy of three to seven tables and small data for it out of a seed, for everything
 * that no row can answer alone: groups, references, related rows, figures over them, ranks, runs of
 * periods, letters. The same seed gives the same bytes everywhere. With `tidy` the only things
 * amiss in the data are a few cells that cannot be read: then what they could have been can be
 * tried out (compare_tables.c).
 */
#ifndef TESTS_ORACLE_TABLES_H
#define TESTS_ORACLE_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/buffer.h"
#include "lang/type.h"
#include "tests/oracle/generate.h"

enum {
	WORLD_TABLES = 8,
	WORLD_THINGS = 220,
	WORLD_PARTS = 120,
	WORLD_COLUMNS = 14,
	WORLD_ROWS = 24,
	WORLD_FILES = 12
};

enum world_kind { WORLD_PLAIN, WORLD_LETTERED };

struct world_table {
	const char *name;
	bool group;
	uint32_t columns, rows;
	const char *headers[WORLD_COLUMNS];
	const char *cells[WORLD_ROWS][WORLD_COLUMNS];
	int things[WORLD_COLUMNS]; /* of the world: what stands in a column */
};

struct world_unknown { /* a cell that cannot be read, with what it could have been */
	uint32_t table, row, column;
	const char *could_be[6];
	uint32_t count;
};

struct world_file { /* a wording or a paragraph */
	const char *name, *text;
};

struct world_style { /* how the file of the register is written */
	bool semicolon, slashes, crlf, no_end, backwards;
	bool remark; /* a column that the policy does not know */
};

struct world {
	enum world_kind kind;
	const char *policy;
	int64_t run_date;
	struct world_table tables[WORLD_TABLES];
	uint32_t table_count;
	struct world_unknown unknowns[8];
	uint32_t unknown_count;
	const char *parts[WORLD_PARTS]; /* the constructs of the policy, for shrinking */
	uint32_t part_count;
	struct world_style style;
	struct world_file files[WORLD_FILES];
	uint32_t file_count;
};

/* WORLD_LETTERED: with letters that say something, and the forms they enclose. */
void world_make(struct world *world, struct arena *arena, uint64_t seed, bool tidy,
    enum world_kind kind);
/* The text of a table; `order` are rows, or NULL. */
char *world_csv(struct arena *arena, const struct world_table *table, const uint32_t *order);
/* A cell, quoted where it must be. */
void world_cell(struct buffer *text, char delimiter, const char *cell, bool first);
const struct world_table *world_table_named(const struct world *world, const char *name);
/* The headings of a file in this style, in their order; how many. */
uint32_t world_style_headers(const struct world_style *style, const struct world_table *table,
    const char *headers[WORLD_COLUMNS + 1]);
/* Whether a day stands in it, so that its way to write them can be seen. */
bool world_style_shows(const struct world_table *table);
char *world_styled_csv(struct arena *arena, const struct world_style *style,
    const struct world_table *table, bool turned);
/* Puts the policy together from its parts again. */
void world_join(struct world *world, struct arena *arena);

/* ---- shared by tables*.c ---- */

struct made { /* a name that can be used */
	const char *name;
	int table; /* of the world; -1: of the run or a setting */
	enum kind kind;
	int labels; /* which list, or -1 */
	int refers; /* the table a reference points to, or -1 */
	bool empty, fraction, field, key, setting, list, letter, changes;
	bool varies; /* locally */
	bool single; /* a list of one value: it stays one */
	bool opaque; /* what other rows say: for the checker it could be anything */
};

struct label_list {
	const char *names[6];
	uint32_t count;
};

struct maker {
	struct arena *arena;
	struct world *world;
	uint64_t random;
	struct made things[WORLD_THINGS];
	uint32_t thing_count;
	struct label_list lists[40];
	uint32_t list_count;
	uint32_t serial;
	enum kind period;
	/* tables, -1 where there is none */
	int practice, term, score, sent, reply, standing, summary;
	uint32_t blanks, bads; /* per hundred cells */
	bool tidy, lettered;
};

/* Where a condition stands: names are looked up in `table`; `outer` is the row's own table behind
 * `in TABLE`, or -1; `same` the columns named behind `for the same`. */
struct footing {
	int table, outer;
	const char *same[4];
	uint32_t same_count;
};

bool maker_chance(struct maker *maker, uint32_t percent);
uint32_t maker_pick(struct maker *maker, uint32_t limit);
struct made *maker_add(struct maker *maker, const char *name, int table, enum kind kind);
const char *maker_name(struct maker *maker, const char *stem);
void maker_part(struct maker *maker, struct buffer *text);
int maker_list(struct maker *maker, const char *const *names, uint32_t count);
const char *maker_literal(struct maker *maker, enum kind kind);

/* A thing of one of the kinds in `kinds` (a bit each), own ones only; NULL if there is none. */
const struct made *maker_thing(struct maker *maker, const struct footing *place, uint64_t kinds);
#define KIND_BIT(kind) (UINT64_C(1) << (kind))
#define KIND_SIZES (KIND_BIT(KIND_NUMBER) | KIND_BIT(KIND_MONEY))

/* tables_each.c */
void maker_each(struct maker *maker);

/* tables_rows.c */
void maker_rows(struct maker *maker, struct world_table *table);

/* tables_condition.c */
const char *maker_condition(struct maker *maker, const struct footing *place, int depth,
    int column);
const char *maker_chain(struct maker *maker, const struct footing *place, uint32_t parts);

/* Of something opaque; NULL where there is nothing. */
const char *maker_opaque(struct maker *maker, const struct footing *place);

/* tables_related.c: columns of one name in both tables, for `for the same`; a `where` over rows of
 * theirs, or nothing: `given` is a column that must not be blank, or NULL. */
void maker_common_keys(struct maker *maker, int table, int other, struct footing *place);
void maker_for_the_same(struct buffer *text, const struct footing *place);
void maker_related_where(struct maker *maker, struct buffer *text, const struct footing *place,
    const char *given, bool own);

/* tables_rules.c: one more construct, whichever fits. */
void maker_rule(struct maker *maker);
void maker_report(struct maker *maker);

/* tables_letters.c: the register, letters and, where they say something, their texts and forms. */
void maker_letters(struct maker *maker);

#endif
