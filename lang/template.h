/*
 * template: the wording of letters, the subjects of letters and the titles of forms, compiled while the policy is checked.
 *
 * A template is its parts one behind the other. `((practice.recipient))` is a field, `((late??Your plan is overdue.))` a text that
 * is shown when a condition holds, all else stands as it is written.
 *
 * Fields without a value: `((paragraphs))` and `((subject))`, which say where the writer puts these in a wording, and
 * `((reply_by))` in a wording that is used by a letter that asks for no reply.
 */
#ifndef LANG_TEMPLATE_H
#define LANG_TEMPLATE_H

#include <stddef.h>
#include <stdint.h>

#include "lang/source.h"

struct expr;

enum template_part_kind { TEMPLATE_TEXT, TEMPLATE_FIELD, TEMPLATE_WHEN };

struct template_part {
	enum template_part_kind kind;
	const char *text;		/* TEXT: literal; WHEN: text shown */
	size_t length;
	const char *name;		/* FIELD, WHEN: as written */
	const struct expr *value;	/* NULL for reply_by when the letter asks for no reply */
	struct span at;
};

struct template {
	const char *file;
	const struct template_part *parts;
	uint32_t part_count;
};

#endif
