/* compare_letters: what DIR/letters must hold, file by file. */
#ifndef TESTS_ORACLE_COMPARE_LETTERS_H
#define TESTS_ORACLE_COMPARE_LETTERS_H

#include "tests/oracle/compare_tables.h"

/* False with what differs in trial->why. */
bool letters_agree(struct tables_trial *tables, struct oracle *oracle, uint64_t seed);

#endif
