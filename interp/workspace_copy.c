/* workspace_copy: rows of one workspace in another, so that a run can be made again with one thing
 * changed. */
#include "interp/workspace_parts.h"

#include <string.h>

static void
copy_held(struct held *to, const struct held *from)
{
	size_t words = ((size_t)from->rows + 63) / 64, rows = from->rows;

	held_resize(to, from->rows);
	if (from->first != NULL && words > 0)
		memcpy(to->first, from->first, words * sizeof(*to->first));
	if (from->second != NULL && words > 0)
		memcpy(to->second, from->second, words * sizeof(*to->second));
	if (from->labels != NULL && rows > 0)
		memcpy(to->labels, from->labels, rows * sizeof(*to->labels));
	if (from->num != NULL && rows > 0)
		memcpy(to->num, from->num, rows * sizeof(*to->num));
	if (from->den != NULL && rows > 0)
		memcpy(to->den, from->den, rows * sizeof(*to->den));
	if (from->text != NULL && rows > 0)
		memcpy(to->text, from->text, rows * sizeof(*to->text));
}

void
workspace_copy(struct workspace *to, const struct workspace *from)
{
	for (uint32_t i = 0; i < to->program->table_count; i++) {
		struct room *room = &to->rooms[i];
		const struct room *other = &from->rooms[i];

		if (room->table->of != NULL)
			continue;
		for (uint32_t f = 0; f < room->table->field_count; f++)
			copy_held(&room->fields[f], &other->fields[f]);
		room->rows = other->rows;
		room->refused = other->refused;
	}
}

uint32_t
workspace_copy_row(struct workspace *to, const struct workspace *from, const struct table *table,
    uint32_t row)
{
	const struct room *other = workspace_room(from, table);
	uint32_t made = workspace_give(to, table);

	for (uint32_t f = 0; f < table->field_count; f++) {
		struct value value = held_value(&other->fields[f], row);

		held_put(&workspace_room(to, table)->fields[f], made, &value);
	}
	return made;
}

void
workspace_limit_held(struct workspace *workspace, const struct table *table,
    const struct table_wants *wants)
{
	workspace->limited = true;
	workspace->wanted = table;
	workspace->wants = *wants;
	workspace_list_things(workspace);
}
