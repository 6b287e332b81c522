/*
 * dump: writes values, types and expressions of a program as text, for program_dump.c. An
 * expression stands in brackets with its operator first; line ends inside a text are written as \n,
 * so that one thing stays on one line.
 */
#ifndef LANG_DUMP_H
#define LANG_DUMP_H

#include "lang/program.h"

struct dump {
	struct arena *arena;
	char *text;
	size_t length, capacity;
	/* how a list of conditions was written down is left out: `a and b` is a list of two */
	bool as_meant;
};

void dump_text(struct dump *dump, const char *text); /* NULL is written as - */
void dump_quoted(struct dump *dump, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void
dump_format(struct dump *dump, const char *format, ...);
void dump_labels(struct dump *dump, const struct label_set *labels, uint64_t bits);
void dump_type(struct dump *dump, const struct type *type);
void dump_value(struct dump *dump, const struct value *value);
void dump_values(struct dump *dump, const struct value *values, uint32_t count);
void dump_date(struct dump *dump, int64_t date);
const char *dump_aggregate_word(enum aggregate_kind kind);
void dump_related(struct dump *dump, const struct related *related); /* begins with a blank */
void dump_expr(struct dump *dump, const struct expr *expr); /* NULL is nothing */
void dump_provenance(
    struct dump *dump, const struct provenance *provenance, const char *indent);

/* Whole things, in files of their own. */
void dump_letters(struct dump *dump, const struct program *program); /* forms, variations too */
void dump_report(struct dump *dump, const struct report *report);
void dump_test(struct dump *dump, const struct policy_test *test);

#endif
