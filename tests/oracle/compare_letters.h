/* compare_letters: what DIR/letters must hold, file by file. */
#ifndef TESTS_ORACLE_COMPARE_LETTERS_H
#define TESTS_ORACLE_COMPARE_LETTERS_H

#include "tests/oracle/compare_tables.h"
#include "tests/oracle/engine_letters.h"
#include "tests/oracle/oracle_pages.h"

struct judging {
	struct tables_trial *tables;
	struct oracle *oracle;
	struct engine_letters letters;
	struct oracle_pages pages;
	struct oracle_text texts[WORLD_FILES];
	uint32_t text_count, files;
};

/* False with what differs in trial->why. */
bool letters_agree(struct tables_trial *tables, struct oracle *oracle, uint64_t seed);

/* Says so; false. */
bool letters_differ(struct judging *judging, const char *what, const char *file, const char *ours,
    const char *theirs);
/* compare_unwritten.c: letters held back or open. */
bool letters_not_written_agree(struct judging *judging);

#endif
