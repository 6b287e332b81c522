/* generate_condition: conditions over what has a name so far. */
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/generate_parts.h"

static const char *
time_word(struct gen *gen)
{
	static const char *const words[] = { "is before", "is after", "is on or before",
		"is on or after", "is", "is not" };

	return PICK(gen, words);
}

static const char *
size_word(struct gen *gen)
{
	static const char *const words[] = { "is more than", "is less than", "is at least",
		"is at most", "is", "is not" };

	return PICK(gen, words);
}

static const char *
of_labels(struct gen *gen, const struct thing *thing)
{
	const struct labels_made *set = &gen->sets[thing->labels];
	const char *one = set->names[pick(gen, set->count)],
		   *two = set->names[pick(gen, set->count)];

	for (uint32_t i = 0; i < gen->thing_count && chance(gen, 25); i++)
		if (gen->things[i].labels == thing->labels && gen->things[i].kind == KIND_LABEL &&
		    &gen->things[i] != thing)
			return arena_printf(gen->arena, "%s %s %s", thing->name,
			    chance(gen, 60) ? "is" : "is not", gen->things[i].name);
	if (one == two || chance(gen, 50))
		return arena_printf(
		    gen->arena, "%s %s %s", thing->name, chance(gen, 70) ? "is" : "is not", one);
	return arena_printf(gen->arena, "%s %s %s, %s", thing->name,
	    chance(gen, 70) ? "is one of" : "is not one of", one, two);
}

static const char *
of_list(struct gen *gen, const struct thing *thing)
{
	enum kind wanted = thing->kind == KIND_QUARTER ? KIND_QUARTER_OF_YEAR : thing->kind;

	for (uint32_t i = 0; i < gen->thing_count; i++)
		if (gen->things[i].list && gen->things[i].kind == wanted)
			return arena_printf(gen->arena, "%s %s %s", thing->name,
			    chance(gen, 60) ? "is one of" : "is not one of", gen->things[i].name);
	return NULL;
}

static const char *
of_text(struct gen *gen, const struct thing *thing)
{
	struct piece other = operand(gen, KIND_TEXT, 0, true);

	if (chance(gen, 25))
		return arena_printf(
		    gen->arena, "%s is like \"%s\"", thing->name, chance(gen, 50) ? "@#?" : "A??");
	if (chance(gen, 25))
		return arena_printf(gen->arena, "%s is one of \"A12\", \"B34\"", thing->name);
	if (strcmp(other.text, thing->name) == 0)
		other.text = "\"A12\"";
	return arena_printf(
	    gen->arena, "%s %s %s", thing->name, chance(gen, 60) ? "is" : "is not", other.text);
}

static const char *
of_size(struct gen *gen, const struct thing *thing)
{
	enum kind other = thing->kind;
	struct piece left = { thing->name, thing->empty, thing->fraction };

	if ((other == KIND_DAYS || other == KIND_WEEKS) && chance(gen, 30))
		other = other == KIND_DAYS ? KIND_WEEKS : KIND_DAYS;
	if (chance(gen, 15) && kind_is_quantity(thing->kind))
		return arena_printf(gen->arena, "%s is one of %s, %s", thing->name,
		    literal_of(gen, thing->kind), literal_of(gen, thing->kind));
	if (chance(gen, 25))
		left = operand(gen, thing->kind, 2, true);
	return arena_printf(gen->arena, "%s %s %s", left.text, size_word(gen),
	    operand(gen, other, chance(gen, 30) ? 2 : 0, true).text);
}

static const char *
of_time(struct gen *gen, const struct thing *thing)
{
	if (thing->kind == KIND_QUARTER && chance(gen, 50))
		return chance(gen, 50)
		    ? arena_printf(gen->arena, "%s %s %s", thing->name,
			  chance(gen, 60) ? "is" : "is not", literal_of(gen, KIND_QUARTER_OF_YEAR))
		    : arena_printf(gen->arena, "%s is one of Q%u, Q%u", thing->name,
			  (unsigned)(1 + pick(gen, 2)), (unsigned)(3 + pick(gen, 2)));
	return arena_printf(gen->arena, "%s %s %s", thing->name, time_word(gen),
	    operand(gen, thing->kind, chance(gen, 50) ? 2 : 0, true).text);
}

static const char *
term(struct gen *gen)
{
	const struct thing *thing;
	const char *made = NULL;

	do
		thing = &gen->things[pick(gen, gen->thing_count)];
	while (thing->setting || thing->key || thing->run);
	if (thing->empty && chance(gen, 25))
		return arena_printf(
		    gen->arena, "%s is %s", thing->name, chance(gen, 60) ? "given" : "blank");
	if (chance(gen, 30))
		made = of_list(gen, thing);
	if (made != NULL)
		return made;
	if (thing->kind == KIND_LABEL)
		return of_labels(gen, thing);
	if (thing->kind == KIND_YES_NO)
		return arena_printf(gen->arena,
		    chance(gen, 50)       ? "%s"
			: chance(gen, 50) ? "not %s"
			: chance(gen, 50) ? "%s is yes"
					  : "%s is no",
		    thing->name);
	if (thing->kind == KIND_TEXT)
		return of_text(gen, thing);
	if (thing->kind == KIND_DATE || kind_is_period(thing->kind))
		return of_time(gen, thing);
	return of_size(gen, thing);
}

/* What the checker cannot see through, so that two such lines may meet in a row. */
const char *
opaque_condition(struct gen *gen)
{
	enum kind kind = (enum kind[]){ KIND_NUMBER, KIND_MONEY, KIND_PERCENT }[pick(gen, 3)];
	const struct thing *a = thing_of(gen, kind, true), *b = thing_of(gen, kind, true);

	if (a == NULL || a->setting || a->run)
		return NULL;
	return arena_printf(gen->arena, "(%s times 2) plus %s %s %s", a->name, b->name,
	    size_word(gen), literal_of(gen, kind));
}

const char *
condition(struct gen *gen, int depth, int column)
{
	static const char *const words[] = { "any", "all", "none" };
	struct buffer out = BUFFER_INIT;
	const char *made, *word = PICK(gen, words), *join = chance(gen, 50) ? "and" : "or";
	uint32_t parts = 2 + pick(gen, 2);

	if (depth <= 0 || chance(gen, 35))
		return term(gen);
	if (chance(gen, 40)) {
		for (uint32_t i = 0; i < parts; i++)
			buffer_printf(&out, "%s%s%s%s", i > 0 ? " " : "", i > 0 ? join : "",
			    i > 0 ? " " : "", term(gen));
	} else {
		buffer_printf(&out, "%s of\n", word);
		for (uint32_t i = 0; i < parts; i++)
			buffer_printf(
			    &out, "%*s- %s\n", column, "", condition(gen, depth - 1, column + 4));
		buffer_printf(&out, "%*send %s", column, "", word);
	}
	made = arena_copy(gen->arena, out.at, out.length);
	buffer_release(&out);
	return made;
}
