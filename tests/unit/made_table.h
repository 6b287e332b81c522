/* made_table: tables put together in a test, without a policy text; and a file to read them
 * from. */
#ifndef TESTS_UNIT_MADE_TABLE_H
#define TESTS_UNIT_MADE_TABLE_H

#include <stdio.h>
#include <string.h>

#include "lang/program.h"

enum made_flag {
	MADE_KEY = 1, MADE_BLANK = 2, MADE_SMALL = 4, MADE_ROUNDED = 8, MADE_DATED = 16,
	MADE_BLANK_NO = 32
};

struct made_field {
	const char *name;
	enum kind kind;
	unsigned flags;
	const char *extra;	/* text: the pattern; labels: "Red|Amber" */
	const char *header;
};

static inline const struct label_set *
made_labels(struct arena *arena, const char *names)
{
	struct label_set *labels = arena_new(arena, struct label_set);
	const char **list = arena_array(arena, const char *, LABELS_MAX);

	while (*names != '\0') {
		size_t length = strcspn(names, "|");

		list[labels->count++] = arena_copy(arena, names, length);
		names += length + (names[length] == '|');
	}
	labels->names = list;
	return labels;
}

static inline const struct table *
made_table(struct arena *arena, const struct made_field *specs, uint32_t count)
{
	struct table *table = arena_new(arena, struct table);
	const struct column **columns = arena_array(arena, const struct column *, count);
	const struct column **keys = arena_array(arena, const struct column *, count);

	table->name = "case";
	for (uint32_t i = 0; i < count; i++) {
		struct column *column = arena_new(arena, struct column);
		struct field *field = arena_new(arena, struct field);

		column->name = specs[i].name;
		column->table = table;
		column->type = type_plain(specs[i].kind);
		column->origin = COLUMN_FIELD;
		column->index = i;
		column->field = field;
		field->header = specs[i].header;
		field->may_be_blank = (specs[i].flags & MADE_BLANK) != 0;
		field->small_letters = (specs[i].flags & MADE_SMALL) != 0;
		field->is_key = (specs[i].flags & MADE_KEY) != 0;
		field->rounded = (specs[i].flags & MADE_ROUNDED) != 0;
		field->places = 2;
		column->type.can_be_empty = field->may_be_blank;
		if (specs[i].kind == KIND_YES_NO)
			column->type.labels = &label_set_yes_no;
		else if (specs[i].kind == KIND_LABEL)
			column->type.labels = made_labels(arena, specs[i].extra);
		else
			field->pattern = specs[i].extra;
		if ((specs[i].flags & MADE_BLANK_NO) != 0) {
			field->has_blank_value = true;
			field->blank_value.state = GIVEN;
			field->blank_value.type = column->type;
			field->blank_value.labels = LABEL_NO;
		}
		if (field->is_key)
			keys[table->key_count++] = column;
		if ((specs[i].flags & MADE_DATED) != 0)
			table->dated_by = column;
		columns[i] = column;
	}
	table->columns = columns;
	table->column_count = table->field_count = count;
	table->keys = keys;
	return table;
}

#define MADE_TABLE(arena, specs) \
	made_table((arena), (specs), (uint32_t)(sizeof(specs) / sizeof((specs)[0])))

#endif
