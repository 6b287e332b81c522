/* explain_candidates: the rows that have the keys a row asks for, whether or not what is asked of
 * them holds. Found by going through the table once for each row and list of keys. */
#include <string.h>

#include "interp/explain_facts.h"
#include "interp/workspace.h"

struct fact_candidates {
	const struct table *ours;
	uint32_t row;
	const struct related *related;	/* for its keys */
	uint32_t *rows, count;
	struct fact_candidates *next;
};

/* Of rows a group stands for its keys, as their own table has them. */
static uint32_t
key_count(const struct table *ours, const struct related *related)
{
	return related->members ? ours->key_count : related->key_count;
}

static void
key_pair(const struct table *ours, const struct related *related, uint32_t i,
    const struct column **our_key, const struct column **their_key)
{
	*our_key = related->members ? ours->keys[i] : related->keys[i].ours;
	*their_key = related->members ? ours->source_keys[i] : related->keys[i].theirs;
}

static bool
same_keys(const struct table *ours, const struct related *a, const struct related *b)
{
	if (a->table != b->table || key_count(ours, a) != key_count(ours, b))
		return false;
	for (uint32_t i = 0; i < key_count(ours, a); i++) {
		const struct column *left[2], *right[2];

		key_pair(ours, a, i, &left[0], &left[1]);
		key_pair(ours, b, i, &right[0], &right[1]);
		if (left[0] != right[0] || left[1] != right[1])
			return false;
	}
	return true;
}

/* What is not known of a key may be the same. */
static bool
may_be_same(const struct value *left, const struct value *right)
{
	if (left->state == UNKNOWN || right->state == UNKNOWN)
		return true;
	if (left->state != GIVEN || right->state != GIVEN)
		return false;
	return left->type.labels != NULL ? left->labels == right->labels :
					   exact_compare(left, right) == 0;
}

static void
find_rows(struct facts *facts, struct fact_candidates *found)
{
	const struct workspace *workspace = facts->workspace;
	const struct table *theirs = found->related->table;
	uint32_t rows = workspace_row_count(workspace, theirs),
		 keys = key_count(found->ours, found->related);
	struct value *ours = arena_array(facts->arena, struct value, (size_t)keys + 1);
	const struct column **columns =
	    arena_array(facts->arena, const struct column *, (size_t)keys + 1);

	found->rows = arena_array(facts->arena, uint32_t, FACTS_RELATED_MAX);
	for (uint32_t i = 0; i < keys; i++) {
		const struct column *our_key;

		key_pair(found->ours, found->related, i, &our_key, &columns[i]);
		if (!workspace_value(workspace, our_key, found->row, &ours[i]))
			return;
	}
	for (uint32_t row = 0; row < rows; row++) {
		bool same = true;

		for (uint32_t i = 0; same && i < keys; i++) {
			struct value value;

			same = workspace_value(workspace, columns[i], row, &value) &&
			    may_be_same(&ours[i], &value);
		}
		if (!same)
			continue;
		if (found->count == FACTS_RELATED_MAX) {
			facts->cut = facts->cut_tables[theirs->index] = true;
			return;
		}
		found->rows[found->count++] = row;
	}
}

uint32_t
facts_candidates(struct facts *facts, const struct table *ours, uint32_t row,
    const struct related *related, const uint32_t **rows)
{
	struct fact_candidates *found = facts->candidates;

	*rows = NULL;
	if (facts->count > FACTS_CANDIDATES_MAX) {
		facts->cut = facts->cut_tables[related->table->index] = true;
		return 0;
	}
	while (found != NULL &&
	    (found->ours != ours || found->row != row || !same_keys(ours, found->related, related)))
		found = found->next;
	if (found == NULL) {
		found = arena_new(facts->arena, struct fact_candidates);
		*found = (struct fact_candidates){ .ours = ours,
			.row = row,
			.related = related,
			.next = facts->candidates };
		facts->candidates = found;
		find_rows(facts, found);
	}
	*rows = found->rows;
	return found->count;
}

bool
facts_absent(const struct facts *facts, uint32_t number, struct buffer *out,
    const struct table **table)
{
	const struct fact_candidates *found = facts->candidates;
	uint32_t absent = 0;

	for (const struct fact_candidates *one = found; one != NULL; one = one->next)
		absent += one->count == 0 && key_count(one->ours, one->related) > 0;
	if (number >= absent)
		return false;
	/* The one found first stands last. */
	for (; found->count > 0 || key_count(found->ours, found->related) == 0 ||
	     --absent > number;)
		found = found->next;
	*table = found->related->table;
	for (uint32_t i = 0; i < key_count(found->ours, found->related); i++) {
		const struct column *our_key, *their_key;
		struct value value;

		key_pair(found->ours, found->related, i, &our_key, &their_key);
		buffer_printf(out, "%s%s ", i > 0 ? ", " : "", their_key->name);
		if (workspace_value(facts->workspace, our_key, found->row, &value) &&
		    value.state == GIVEN)
			buffer_value(out, &value, SPELL_PLAIN);
		else
			buffer_text(out, value.state == NOTHING ? "(blank)" : "(not known)");
	}
	return true;
}
