/*
 * oracle_pages: what DIR/letters must hold, worked out from the language reference (writ.5, LETTERS
 * AND FORMS) and from the raw texts of the wordings, which are taken apart here once more; slow and
 * plain like the rest of the oracle.
 */
#ifndef TESTS_ORACLE_ORACLE_PAGES_H
#define TESTS_ORACLE_ORACLE_PAGES_H

#include "tests/oracle/oracle.h"

struct oracle_text { /* a file of the policy */
	const char *name, *text;
};

enum oracle_fate { ORACLE_HELD_BACK, ORACLE_OPEN, ORACLE_WRITTEN };

enum { PAGE_MISSING = 60, PAGE_FORMS = 4, PAGE_FIELDS = 80 };

struct oracle_field { /* shown by the letter: ((name)) */
	const char *name, *value;
};

struct oracle_form {
	const char *name;
	const char *file;
	/* what it says: one thing to a line, "#td" before each cell of its table */
	const char *lines;
};

struct oracle_page {
	const struct letter *letter;
	struct oracle_row *row;
	const char *key; /* parted by ", " */
	enum oracle_fate fate;
	uint64_t states; /* of one that is open: those possible */
	/* Held back: what is missing, "practice.person is blank", "the paragraph x.txt", "files"
	 * for rows that were refused in a file it rests on; each once. */
	const char *missing[PAGE_MISSING];
	uint32_t missing_count;
	bool by_register; /* a row there may be lost: no letter is written */
	/* The variations that the foot of its letter and forms must name, and those that it may
	 * name, a bit each. */
	uint32_t must_name, may_name;
	/* written; the line of the foot is FOOT_HERE: */
	const char *stem, *subject, *text;
	const char *lines; /* what the page says: the lines of the text that are not empty */
	struct oracle_form forms[PAGE_FORMS];
	uint32_t form_count;
	struct oracle_field fields[PAGE_FIELDS];
	uint32_t field_count;
};

struct oracle_pages {
	struct oracle_page *pages; /* by key, then by letter; only those that are due or may be */
	uint32_t count;
};

void oracle_letters_of(struct oracle *oracle, const struct oracle_text *texts, uint32_t text_count,
    struct oracle_pages *pages);

/* The line that stands for the foot, what the foot says when it names these variations, and their
 * names alone. */
#define FOOT_HERE "(foot)"
const char *oracle_foot(struct oracle *oracle, uint32_t named);
const char *oracle_foot_names(struct oracle *oracle, uint32_t named);

/* The fields of all wordings, paragraphs and subjects, each once, in the order they are met. */
uint32_t oracle_all_fields(struct oracle *oracle, const struct oracle_text *texts,
    uint32_t text_count, const char **names, uint32_t room);

#endif
