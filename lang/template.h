/*
 * template: text with fields in it: the wording of a letter, a subject, the title of a form.
 *
 *     Dear ((practice.recipient)),
 *     ((late??This is our second letter.))
 *
 * `((NAME))` or `((NAME.COLUMN))` stands for a value, `((NAME??text))` for the text where NAME is
 * yes. The text runs to the `))` outside any brackets of its own and holds no field. There is
 * nothing else: no conditions, no repetition, no including of other files. A single bracket is a
 * bracket.
 *
 * template_parse() knows nothing of policies: check_template.c gives the fields their values.
 */
#ifndef LANG_TEMPLATE_H
#define LANG_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/source.h"

struct expr;

enum template_part_kind {
	TEMPLATE_TEXT,		/* text */
	TEMPLATE_FIELD,		/* value */
	TEMPLATE_WHEN		/* text where value, yes or no, is yes */
};

struct template_part {
	enum template_part_kind kind;
	const char *text;		/* line ends are LF; NUL-terminated besides */
	size_t length;
	const char *name, *member;	/* of a field, as written; member may be NULL */
	/* Over the row of the letter's or form's table; NULL for ((subject)) and ((paragraphs)) of
	 * a wording, which say where these stand. */
	const struct expr *value;
	struct span at;
};

struct template {
	/* relative to the policy; NULL for text of the policy itself */
	const char *file;
	const struct template_part *parts;
	uint32_t count;
};

/*
 * `at` is the place of the text, which lies there byte by byte when `exact`; otherwise every part
 * has the place of the whole. Mistakes are reported, and stand in the result as the text they are.
 */
struct template *template_parse(struct arena *arena, struct diags *diags, const char *text,
    size_t length, struct span at, bool exact);

#endif
