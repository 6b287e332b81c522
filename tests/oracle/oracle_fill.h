/* oracle_fill: what the files share that put letters together (oracle_pages.h). */
#ifndef TESTS_ORACLE_ORACLE_FILL_H
#define TESTS_ORACLE_ORACLE_FILL_H

#include "tests/oracle/oracle_pages.h"
#include "tests/oracle/oracle_parts.h"

struct filling {
	struct oracle *oracle;
	struct oracle_page *page;
	const struct oracle_text *texts;
	uint32_t text_count;
	bool in_form; /* fields of a form are none of the letter */
};

struct lines {
	const char *at[400];
	uint32_t count;
};

/* `place`, where it is a line of its own, becomes the lines `there`. */
struct gap {
	const char *name;
	const struct lines *there;
	bool found;
};

void fill_add_line(struct lines *lines, const char *line);
void fill_add_lines(struct lines *lines, const struct lines *more);
/* No empty line first or last, and never two together. */
void fill_tidy(struct lines *lines);
const char *fill_joined(struct arena *arena, const struct lines *lines, const char *end);
/* What a page shows: no empty lines, no blanks at their ends. */
const char *fill_shown(struct arena *arena, const struct lines *lines);

void fill_miss(struct filling *filling, const char *what);
/* What a value says; where it says nothing, `what` is missing. */
const char *fill_said(struct filling *filling, const struct expr *expr, const char *what);

/* A raw text with its fields filled in, its gaps with what belongs there. */
void fill_text(struct filling *filling, const char *raw, struct gap *gaps, uint32_t gap_count,
    struct lines *lines);
/* A subject or a title; where it comes out empty, the name. */
const char *fill_one_line(struct filling *filling, const char *raw, const char *name);
const char *fill_raw_text(const struct oracle_text *texts, uint32_t count, const char *name);
/* Those that hold. */
void fill_paragraphs(struct filling *filling, struct gap *day, struct lines *lines);

/* oracle_local.c: what the letter's decision, something it shows or asks to know whether it shows
 * it, and something shown of another row have from variations, into page->must_name and may_name.
 */
void fill_local_decision(struct filling *filling);
void fill_local_shown(struct filling *filling, const struct expr *expr);
void fill_local_elsewhere(struct filling *filling, const struct expr *expr);

/* oracle_held.c: rows that were refused in a file the letter rests on; a row of the register that
 * may be lost. */
bool fill_is_held_by_files(struct filling *filling);
bool fill_register_is_lost(struct oracle *oracle, const struct letter *letter);

#endif
