/* compare_tables: what the files judging policies of several tables share. */
#ifndef TESTS_ORACLE_COMPARE_TABLES_H
#define TESTS_ORACLE_COMPARE_TABLES_H

#include "tests/oracle/compare_parts.h"
#include "tests/oracle/engine_tables.h"
#include "tests/oracle/tables.h"

struct tables_trial {
	struct trial trial;
	struct world *world;
	const struct program *program;
	bool tidy;
};

/* The texts of the inputs by the place of their tables in the program; in another order of rows
 * when `shuffle` is not 0. */
const char **tables_texts(
    struct tables_trial *tables, const struct world *world, uint64_t shuffle);
/* An oracle that has read them. */
void tables_oracle(struct tables_trial *tables, struct oracle *oracle, const char *const *texts);
/* A row's keys as the record spells them; the row of the engine with these keys, or NULL. */
const char *tables_key(struct tables_trial *tables, const struct oracle_row *row);
const struct engine_row *tables_row(const struct engine_table *table, const char *key);

/* compare_each.c */
bool each_is_as_by_hand(struct tables_trial *tables, const struct engine_tables *result);

/* compare_named.c: the facts named as needed are those that the oracle's walk meets. */
bool named_agree(struct tables_trial *tables, struct oracle *oracle, struct oracle_row *row,
    const struct column *column, const char *list);
/* compare_promise.c and compare_needs.c: only what cannot be read is amiss. */
bool promise_is_kept(
    struct tables_trial *tables, const struct engine_tables *before, uint64_t seed);
bool needs_settle(struct tables_trial *tables, const struct engine_tables *before, uint64_t seed);

#endif
