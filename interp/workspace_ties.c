/* workspace_ties: what is said when ties take more places than there are: how many places, who is
 * tied, at what figure. */
#include "interp/workspace_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"

/* The column that asks for the rank: it is always the whole of a definition. */
static const char *
rank_name(const struct thing *thing)
{
	uint32_t i = 0;

	while (thing->table->columns[i]->body != thing->expr)
		i++;
	return thing->table->columns[i]->name;
}

static int
text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* " (P87012, P87014, P87015)": by the keys that tell the rows of one pool apart; nothing when they
 * are too many to name. */
static void
name_tied(struct workspace *workspace, const struct thing *thing, const struct ranking_tie *tie,
    struct buffer *out)
{
	const struct rank *rank = thing->expr->rank;
	const char *names[RANKING_TIED_TOLD];

	if (tie->tied > RANKING_TIED_TOLD)
		return;
	for (uint32_t i = 0; i < tie->tied; i++) {
		struct buffer name = BUFFER_INIT;

		for (uint32_t k = 0; k < thing->table->key_count; k++) {
			bool of_pool = false;
			struct value value = held_value(
			    workspace_held(workspace, thing->table->keys[k]), tie->tied_rows[i]);

			for (uint32_t e = 0; e < rank->each_count; e++)
				of_pool = of_pool || rank->each[e] == thing->table->keys[k];
			if (of_pool)
				continue;
			buffer_text(&name, name.length > 0 ? " " : "");
			buffer_value(&name, &value, SPELL_PLAIN);
		}
		names[i] =
		    arena_copy(&workspace->arena, name.length > 0 ? name.at : "", name.length);
		buffer_release(&name);
	}
	qsort(names, tie->tied, sizeof(*names), text_order);
	for (uint32_t i = 0; i < tie->tied; i++)
		buffer_printf(out, "%s%s", i == 0 ? " (" : ", ", names[i]);
	buffer_text(out, ")");
}

/* "2017/18 Q2: there are 5 places among the lowest by performance, and 3 are tied for the last of
 * them at 51% (A, B, C); all 3 are in, so that 7 take the 5 places" */
static const char *
tie_cause(struct workspace *workspace, const struct thing *thing, const struct ranking_tie *tie)
{
	const struct rank *rank = thing->expr->rank;
	struct value figure = held_value(workspace_held(workspace, rank->by), tie->tied_rows[0]);
	struct buffer out = BUFFER_INIT;
	const char *cause;

	for (uint32_t k = 0; k < rank->each_count; k++) {
		struct value value = held_value(workspace_held(workspace, rank->each[k]), tie->row);

		buffer_text(&out, k == 0 ? "" : ", ");
		buffer_value(&out, &value, SPELL_PLAIN);
	}
	buffer_printf(&out,
	    ": %s %" PRIu32 " place%s among the %s by %s, and %" PRIu32 " are tied for %s at ",
	    tie->places == 1 ? "there is" : "there are", tie->places,
	    tie->places == 1 ? "" : "s", rank->highest ? "highest" : "lowest",
	    rank->by->name, tie->tied, tie->places == 1 ? "it" : "the last of them");
	buffer_value(&out, &figure, SPELL_READER);
	name_tied(workspace, thing, tie, &out);
	buffer_printf(&out, "; all of these are in, which makes %" PRIu32 " in all", tie->taken);
	cause = arena_copy(&workspace->arena, out.at, out.length);
	buffer_release(&out);
	return cause;
}

void
workspace_note_ties(struct workspace *workspace, const struct thing *thing,
    const struct ranking_tie *ties, uint32_t count, struct problems *problems)
{
	for (uint32_t i = 0; problems != NULL && i < count; i++) {
		struct problem problem = { .effect = PROBLEM_NOTE,
			.slug = "more-than-places",
			.column = rank_name(thing),
			.file = workspace_file(workspace, thing->table) };

		problem.cause = tie_cause(workspace, thing, &ties[i]);
		problem.fix = "nothing to do: the policy says ties included, so nobody is left out "
		              "by the order of a list";
		problems_add(problems, &problem);
	}
}
