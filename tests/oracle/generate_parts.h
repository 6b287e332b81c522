/* generate_parts: what the files of the generator share among themselves. */
#ifndef TESTS_ORACLE_GENERATE_PARTS_H
#define TESTS_ORACLE_GENERATE_PARTS_H

#include "lang/type.h"
#include "tests/oracle/generate.h"

enum { THINGS_MAX = 160, LABELS_OF_SET = 6, SETS_MAX = 40, PARTS_MAX = 160 };

struct labels_made {
	const char *names[LABELS_OF_SET]; /* as written: quoted where they must be */
	uint32_t count;
};

struct thing { /* a name that can be used */
	const char *name;
	enum kind kind;
	bool condition; /* a definition that is yes or no */
	bool empty, fraction, list, setting, field, run;
	int labels; /* index in sets, or -1 */
	/* fields only */
	const char *header, *pattern;
	bool may_be_blank, blank_means, small_letters, key, rounded;
};

struct gen {
	struct arena *arena;
	uint64_t random;
	struct thing things[THINGS_MAX];
	uint32_t thing_count;
	struct labels_made sets[SETS_MAX];
	uint32_t set_count;
	const char *parts[PARTS_MAX];
	uint32_t part_count;
	const char *calendars[2];
	uint32_t serial;
	uint32_t blanks, bads; /* per hundred cells */
	const char *dated_by;
};

/* A piece of text with what the checker will say about it. */
struct piece {
	const char *text;
	bool empty, fraction;
};

bool chance(struct gen *gen, uint32_t percent);
uint32_t pick(struct gen *gen, uint32_t limit);
const char *pick_of(struct gen *gen, const char *const *list, uint32_t count);
#define PICK(gen, list) pick_of((gen), (list), (uint32_t)(sizeof(list) / sizeof(list)[0]))

struct thing *add_thing(struct gen *gen, const char *stem, enum kind kind);
void add_part(struct gen *gen, const char *text);
int add_set(struct gen *gen);

/* A thing of a kind (not a list), or NULL. `rows`: also what belongs to a row. */
const struct thing *thing_of(struct gen *gen, enum kind kind, bool rows);

/* As a policy writes it; as a cell does (near the values a policy writes). */
const char *literal_of(struct gen *gen, enum kind kind);
const char *cell_of_kind(struct gen *gen, const struct thing *field);
const char *bad_cell(struct gen *gen, const struct thing *field);

/* generate_value.c: an operand of a kind; brackets around it when it is no single name or figure.
 */
struct piece operand(struct gen *gen, enum kind kind, int depth, bool rows);
/* generate_condition.c: a whole condition, its lists at this column. */
const char *condition(struct gen *gen, int depth, int column);
const char *opaque_condition(struct gen *gen);

/* generate_rules.c */
void generate_define(struct gen *gen);
void generate_run_define(struct gen *gen);
void generate_decide(struct gen *gen);
void generate_bands(struct gen *gen);
void generate_deadline(struct gen *gen);
/* generate_report.c */
void generate_report(struct gen *gen);

/* generate_rows.c */
void generate_rows(struct gen *gen, struct generated *out, uint32_t rows);

#endif
