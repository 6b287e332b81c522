/* differ_parts: a program taken apart for comparing; shared by the files of differ and nobody
 * else. */
#ifndef LANG_DIFFER_PARTS_H
#define LANG_DIFFER_PARTS_H

#include "lang/differ.h"

/* Conditions that must all hold, or of which any will do, are compared point by point. */
struct diff_points {
	const char *const *same, *const *text;
	uint32_t count;
	bool any;		/* one of them will do */
};

struct diff_part {
	/* What parts are matched by. Two of one role and name are one part; without a name the
	 * parts of the role are a list. */
	const char *role, *name;
	/* of a named part, for people; NULL: the thing's own value */
	const char *label;
	const char *noun;		/* of a list: "line", "paragraph" */
	const char *plural;		/* NULL: the noun with an s */
	/* what it says: to compare, and as it was written */
	const char *same, *text;
	/* a line: what it gives (`same` and `text` hold its condition), and what it stands
	 * before */
	const char *gives, *before;
	const char *cites, *notes;	/* NULL: none */
	struct diff_points points;
	uint32_t number;		/* of a list: from 1 */
	bool numbered;			/* its number is worth saying */
	bool ordered;			/* another order is a change; then with a noun */
	bool loose;			/* what takes its place is the same part, reworded */
	bool exact;			/* a name in it is no name of the policy's */
	struct diff_part *match;	/* in the other program */
	uint32_t place;			/* of a list: parts before it that have a match */
	/* of the old one, when it was matched: in what */
	bool differs, gives_differs, goes_differs;
	struct diff_part *next;
};

struct diff_thing {
	int class;
	const char *key;		/* "setting waiting_limit" */
	const char *name;		/* its own; NULL when it cannot be renamed */
	const char *subject;		/* "Setting waiting_limit" */
	const char *summary;		/* what it says, in short; or NULL */
	struct diff_part *parts, *last;
	/* its own labels: values of a field, outcomes, bands; or NULL */
	const struct label_set *labels;
	const char *label_noun;		/* "value", "outcome", "band" */
	struct diff_thing *match;
	bool renamed;
	struct diff_thing *next;
};

struct diff_side {
	struct arena *arena;
	const struct program *program;
	bool several;			/* tables: rules are named with theirs */
	struct diff_thing *things, *last;
};

enum diff_class {
	CLASS_POLICY, CLASS_SETTING, CLASS_CALENDAR, CLASS_TABLE, CLASS_COLUMN, CLASS_LETTER,
	CLASS_FORM, CLASS_REPORT, CLASS_VARIATION, CLASS_TEST, DIFF_CLASSES
};

/* ---- differ_words.c ---- */

/* The text of a span on one line: comments left out, blanks drawn together. */
const char *diff_written(const struct diff_side *side, struct span at);
/* Equal for conditions and sums that mean the same in the same words. */
const char *diff_same(const struct diff_side *side, const struct expr *expr);
const char *diff_text(const struct diff_side *side, const struct expr *expr);
void diff_points(const struct diff_side *side, const struct expr *expr, struct diff_points *points);
const char *diff_values(const struct diff_side *side, const struct value *values, uint32_t count);
const char *diff_day(const struct diff_side *side, int64_t day);
const char *diff_quoted(const struct diff_side *side, const char *text);
const char *diff_cites(const struct diff_side *side, const struct provenance *provenance);
const char *diff_notes(const struct diff_side *side, const struct provenance *provenance);
/* a, b in a text, each a whole word, outside quotes or inside */
const char *diff_renamed(struct arena *arena, const char *text, const char *from, const char *to);
/* Both, cut to where they differ when they are long. */
void diff_shortened(struct arena *arena, const char **before, const char **after);

/* ---- taking apart: differ_things.c, differ_rules.c, differ_outputs.c, differ_checks.c ---- */

struct diff_thing *diff_thing(struct diff_side *side, int class, const char *word, const char *name,
    const char *subject);
struct diff_part *diff_named(struct diff_side *side, struct diff_thing *thing, const char *role,
    const char *label, const char *text);
struct diff_part *diff_listed(struct diff_side *side, struct diff_thing *thing, const char *role,
    const char *noun, const char *text);
/* Clauses and notes of the thing as a whole. */
void diff_provenance(struct diff_side *side, struct diff_thing *thing,
    const struct provenance *provenance);
/* A named part that is an expression; nothing when there is none. */
void diff_expr(struct diff_side *side, struct diff_thing *thing, const char *label,
    const struct expr *expr);

void diff_take_things(struct diff_side *side);		/* header to tables */
void diff_take_columns(struct diff_side *side, const struct table *table);
void diff_take_outputs(struct diff_side *side);		/* letters to variations */
void diff_take_report(struct diff_side *side, const struct report *report);
void diff_take_tests(struct diff_side *side);

/* ---- differ_say.c ---- */

struct differing {
	struct arena *arena;
	struct changes *changes;
	struct change *last;
};

void diff_say_thing(struct differing *differing, enum change_kind kind,
    const struct diff_thing *before, const struct diff_thing *after);
/* One of both may be NULL. */
void diff_say_part(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *before, const struct diff_part *after);
/* The same, one after the other: `which` is "number 2, 1", or their names. */
void diff_say_order(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *part, const char *before, const char *after);
void diff_say_label(struct differing *differing, const struct diff_thing *thing,
    const char *before, const char *after);
void diff_say_label_order(struct differing *differing, const struct diff_thing *thing,
    const char *before, const char *after);

/* ---- differ_labels.c ---- */

/* The new name of a label that is called otherwise and is otherwise the same everywhere, or NULL:
 * both things have as many labels, the new name stands at the place of the old one, both are used
 * in as many places (an outcome in more than the one line that gives it), and neither is known in
 * the other program. */
const char *diff_label_renamed(const struct diff_side *before, const struct diff_side *after,
    const struct diff_thing *a, const struct diff_thing *b, uint32_t label);

#endif
