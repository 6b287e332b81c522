/*
 * check_each: what the two files about `in each FIELD` share; no other file includes it.
 */
#ifndef LANG_CHECK_EACH_H
#define LANG_CHECK_EACH_H

#include "lang/check_internal.h"

/* A name that is said once for each label of a field. */
struct each_name {
	const char *name, *field;
	struct list labels;		/* const char *; none when the field was wrong: reported */
	const struct ast *node;
};

/* "silent" and "Sign_up_strand" make silent_in_Sign_up_strand. */
const char *each_column_name(struct check *check, const char *name, const char *label);

/* A column of the table, as far as the text tells: a field, a key of a group, or what is said for
 * it. */
bool each_table_has(const struct check *check, const char *table, const char *column);

/* The label after `in`, or said in an `is`; false after a message when the list has none such. */
bool each_has_label(
    struct check *check, const struct each_name *each, const char *label, struct span at);

/*
 * Gives what a node names its full name when it is said in each label of a field: that of the label
 * after `in`; else, inside a construct `in each` of the same field, that of the label the copy is
 * made for. `inside` and `label` are NULL elsewhere; `report` is the report the node stands in.
 */
void each_name_in_full(struct check *check, struct ast *node, const struct each_name *inside,
    const char *label, const struct ast *report);

/* One copy of the construct: everything in it is said of one label. */
struct ast *each_copy(struct check *check, const struct each_name *each, uint32_t label);

#endif
