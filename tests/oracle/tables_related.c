/* tables_related: how rows of other tables are named: `for the same K where COND`. */
#include <string.h>

#include "tests/oracle/tables.h"

/* Columns of one name and kind in both, at most three; the name of a table stands for its one
 * key. */
void
maker_common_keys(struct maker *maker, int table, int other, struct footing *place)
{
	const char *found[4];
	uint32_t count = 0;

	for (uint32_t i = 0; i < maker->thing_count && count < 4; i++) {
		const struct made *a = &maker->things[i];
		const char *name = a->table == other ? a->name : NULL;
		bool ours = false;

		if (name != NULL && a->key && (other == maker->practice || other == maker->term))
			name = maker->world->tables[other].name;
		if (name == NULL || a->letter)
			continue;
		for (uint32_t j = 0; name != NULL && j < maker->thing_count; j++) {
			const struct made *b = &maker->things[j];

			if (b->table != table || b->kind != a->kind)
				continue;
			ours = ours || strcmp(b->name, name) == 0 ||
			    (b->key && (table == maker->practice || table == maker->term) &&
				strcmp(maker->world->tables[table].name, name) == 0);
		}
		if (ours && (table != other || a->field || a->key) &&
		    (strcmp(name, "practice") == 0 || strcmp(name, "term") == 0 ||
			strcmp(name, "letter_name") == 0 || maker_chance(maker, 20)))
			found[count++] = name;
	}
	for (uint32_t i = 0; i < count; i++)
		if (maker_chance(maker, 75) || (i + 1 == count && place->same_count == 0))
			place->same[place->same_count++] = found[i];
}

/* The one comparison with our own row. */
static const char *
own_comparison(struct maker *maker, const struct footing *place)
{
	static const char *const times[] = { "is before", "is after", "is on or before",
		"is on or after", "is" };
	static const char *const sizes[] = { "is more than", "is less than", "is at least",
		"is at most", "is not" };
	const uint64_t kinds = KIND_BIT(KIND_DATE) | KIND_SIZES |
	    KIND_BIT(maker->period);
	struct footing ours = { .table = place->outer, .outer = place->table };
	const struct made *theirs = maker_thing(maker, place, kinds), *own;

	if (theirs == NULL || place->outer < 0 || place->outer == place->table)
		return NULL;
	own = maker_thing(maker, &ours, KIND_BIT(theirs->kind));
	if (own == NULL)
		return NULL;
	return arena_printf(maker->arena, "%s %s %s", theirs->name,
	    (KIND_BIT(theirs->kind) & KIND_SIZES) ? sizes[maker_pick(maker, 5)] :
						    times[maker_pick(maker, 5)],
	    own->name);
}

/* " where ..." or nothing; `given` a column that must not be blank. */
void
maker_related_where(struct maker *maker, struct buffer *text, const struct footing *place,
    const char *given, bool own)
{
	const char *compared =
	    own && maker_chance(maker, 35) ? own_comparison(maker, place) : NULL;
	const char *other = maker_chance(maker, 65) ? maker_condition(maker, place, 1, 10) : NULL;
	uint32_t parts = (given != NULL ? 1u : 0u) + (compared != NULL ? 1u : 0u) +
	    (other != NULL ? 1u : 0u);

	if (parts == 0)
		return;
	if (parts == 1) {
		buffer_text(text, " where ");
		if (given != NULL)
			buffer_printf(text, "%s is given", given);
		else
			buffer_text(text, compared != NULL ? compared : other);
		return;
	}
	buffer_text(text, " where all of\n");
	if (other != NULL)
		buffer_printf(text, "      - %s\n", other);
	if (compared != NULL)
		buffer_printf(text, "      - %s\n", compared);
	if (given != NULL)
		buffer_printf(text, "      - %s is given\n", given);
	buffer_text(text, "    end all");
}

void
maker_for_the_same(struct buffer *text, const struct footing *place)
{
	for (uint32_t i = 0; i < place->same_count; i++)
		buffer_printf(text, "%s%s", i > 0 ? " and " : " for the same ", place->same[i]);
}
