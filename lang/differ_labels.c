/* differ_labels: a label that is called otherwise now. */
#include <string.h>

#include "lang/differ_parts.h"

/* What stands in quotes as a whole is a text for people, in which the word may be any word. */
static bool
part_has(struct arena *arena, const struct diff_part *part, const char *label)
{
	const char *const texts[] = { part->name, part->same, part->text, part->gives,
		part->before };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = texts[i];

		if (text == NULL || (text[0] == '"' && strlen(text) != strlen(label) + 2))
			continue;
		if (diff_renamed(arena, text, label, "") != text &&
		    strcmp(diff_renamed(arena, text, label, ""), text) != 0)
			return true;
	}
	return false;
}

/* In how many places is it a label, or made use of, but for this thing's own list of values? */
static uint32_t
places(const struct diff_side *side, const struct diff_thing *of, const char *label)
{
	uint32_t count = 0;

	for (const struct diff_thing *thing = side->things; thing != NULL; thing = thing->next)
		for (const struct diff_part *part = thing->parts; part != NULL; part = part->next)
			count += (thing != of || strcmp(part->role, "label") != 0) &&
			    part_has(side->arena, part, label);
	return count;
}

const char *
diff_label_renamed(const struct diff_side *before, const struct diff_side *after,
    const struct diff_thing *a, const struct diff_thing *b, uint32_t label)
{
	uint32_t least = strcmp(a->label_noun, "value") == 0 ? 1 : 2, used;
	const char *from, *to;

	if (b->labels == NULL || a->labels->count != b->labels->count)
		return NULL;
	from = a->labels->names[label];
	to = b->labels->names[label];
	if (strcmp(from, to) == 0 || label_set_find(b->labels, from) >= 0 ||
	    label_set_find(a->labels, to) >= 0)
		return NULL;
	used = places(before, a, from);
	if (used < least || places(after, b, to) != used || places(before, a, to) > 0 ||
	    places(after, b, from) > 0)
		return NULL;
	return to;
}
