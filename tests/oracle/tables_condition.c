/* tables_condition: conditions about a row, and about what it refers to. */
#include <string.h>

#include "tests/oracle/tables.h"

static bool
is_same(const struct footing *place, const char *name)
{
	for (uint32_t i = 0; i < place->same_count; i++)
		if (strcmp(place->same[i], name) == 0)
			return true;
	return false;
}

/* Whether a row of the table answers to the name: a column, or its own name for its one key. */
static bool
answers_to(const struct maker *maker, int table, const char *name)
{
	bool single = table == maker->practice || table == maker->term;

	if (single && strcmp(maker->world->tables[table].name, name) == 0)
		return true;
	for (uint32_t i = 0; i < maker->thing_count; i++)
		if (maker->things[i].table == table && strcmp(maker->things[i].name, name) == 0)
			return true;
	return false;
}

/* A name that means two things behind `in TABLE` is left alone. */
static bool
is_clear(const struct maker *maker, const struct footing *place, const char *name)
{
	return place->outer < 0 || place->outer == place->table || is_same(place, name) ||
	    !answers_to(maker, place->outer, name);
}

const struct made *
maker_thing(struct maker *maker, const struct footing *place, uint64_t kinds)
{
	const struct made *found = NULL;
	uint32_t seen = 0;

	for (uint32_t i = 0; i < maker->thing_count; i++) {
		const struct made *made = &maker->things[i];

		if (made->table != place->table || made->list || made->setting ||
		    !(kinds & KIND_BIT(made->kind)) || !is_clear(maker, place, made->name))
			continue;
		/* What was defined late is asked more often: chains of rules are wanted. */
		seen += made->field ? 1 : 3;
		if (maker_pick(maker, seen) < (made->field ? 1u : 3u))
			found = made;
	}
	return found;
}

static const struct made *
setting_of(struct maker *maker, enum kind kind)
{
	for (uint32_t i = 0; i < maker->thing_count; i++)
		if (maker->things[i].setting && !maker->things[i].list &&
		    maker->things[i].kind == kind)
			return &maker->things[i];
	return NULL;
}

/* Something of the run. */
static const struct made *
of_the_run(struct maker *maker, enum kind kind)
{
	struct footing run = { .table = -1, .outer = -1 };

	return maker_thing(maker, &run, KIND_BIT(kind));
}

static const char *
other_side(struct maker *maker, const struct footing *place, const struct made *made)
{
	const struct made *other = NULL;

	if (maker_chance(maker, 30))
		other = maker_thing(maker, place, KIND_BIT(made->kind));
	else if (maker_chance(maker, 30))
		other = setting_of(maker, made->kind);
	else if (maker_chance(maker, 20))
		other = of_the_run(maker, made->kind);
	if (other != NULL && other != made)
		return other->name;
	if (made->kind == KIND_DATE && maker_chance(maker, 30))
		return "run_date";
	return maker_literal(maker, made->kind);
}

static const char *
label_test(struct maker *maker, const struct made *made, const char *name)
{
	const struct label_list *list = &maker->lists[made->labels];
	uint32_t a = maker_pick(maker, list->count), b = maker_pick(maker, list->count);

	if (strcmp(list->names[0], "Red") == 0 && maker_chance(maker, 20))
		return arena_printf(maker->arena, "%s is one of serious_grades", name);
	if (a != b && maker_chance(maker, 40))
		return arena_printf(maker->arena, "%s is %sone of %s, %s", name,
		    maker_chance(maker, 30) && !made->letter ? "not " : "", list->names[a],
		    list->names[b]);
	return arena_printf(maker->arena, "%s is %s%s", name,
	    maker_chance(maker, 30) ? "not " : "", list->names[a]);
}

static const char *
test_of(struct maker *maker, const struct footing *place, const struct made *made, const char *name,
    bool through)
{
	static const char *const sizes[] = { "is", "is not", "is more than", "is less than",
		"is at least", "is at most" };
	static const char *const times[] = { "is", "is not", "is before", "is after",
		"is on or before", "is on or after" };

	if (made->empty && maker_chance(maker, 25))
		return arena_printf(maker->arena, "%s is %s", name,
		    maker_chance(maker, 50) ? "given" : "blank");
	switch ((int)made->kind) {
	case KIND_YES_NO:
		return maker_chance(maker, 30) ? arena_printf(maker->arena, "not %s", name) : name;
	case KIND_LABEL: return label_test(maker, made, name);
	case KIND_TEXT:
		return arena_printf(maker->arena, "%s %s %s", name,
		    maker_chance(maker, 30) ? "is not" : "is",
		    through ? maker_literal(maker, KIND_TEXT) : other_side(maker, place, made));
	case KIND_NUMBER:
	case KIND_PERCENT:
	case KIND_MONEY:
		return arena_printf(maker->arena, "%s %s %s", name, sizes[maker_pick(maker, 6)],
		    other_side(maker, place, made));
	case KIND_QUARTER:
		if (maker_chance(maker, 40))
			return arena_printf(maker->arena, "%s is %s", name,
			    maker_literal(maker, KIND_QUARTER_OF_YEAR));
		break;
	default: break;
	}
	return arena_printf(maker->arena, "%s %s %s", name, times[maker_pick(maker, 6)],
	    other_side(maker, place, made));
}

static const char *
atom(struct maker *maker, const struct footing *place)
{
	const uint64_t any = ~UINT64_C(0);
	const struct made *made = maker_thing(maker, place, any);

	if (maker_chance(maker, 8) || made == NULL)
		made = of_the_run(maker, KIND_YES_NO) == NULL || maker_chance(maker, 50)
		    ? made
		    : of_the_run(maker, KIND_YES_NO);
	if (made == NULL) {
		const struct made *limit = setting_of(maker, KIND_NUMBER);

		return arena_printf(maker->arena, "%s is at least %s", limit->name,
		    maker_literal(maker, KIND_NUMBER));
	}
	/* On through a reference, where it points. */
	if (made->refers >= 0 && maker_chance(maker, 70)) {
		struct footing there = { .table = made->refers, .outer = -1 };
		const struct made *far = maker_thing(maker, &there, any);

		if (far != NULL && far->refers < 0 && !far->key && !far->letter) {
			struct made copy = *far;

			copy.empty = far->empty && far->field;
			return test_of(maker, place, &copy,
			    arena_printf(maker->arena, "%s.%s", made->name, far->name), true);
		}
	}
	return test_of(maker, place, made, made->name, false);
}

const char *
maker_opaque(struct maker *maker, const struct footing *place)
{
	const struct made *found = NULL;
	uint32_t seen = 0;
	const char *text;

	for (uint32_t i = 0; i < maker->thing_count; i++) {
		const struct made *made = &maker->things[i];

		if (made->table == place->table && made->opaque &&
		    (made->kind == KIND_YES_NO || (KIND_SIZES & KIND_BIT(made->kind))) &&
		    maker_pick(maker, ++seen) == 0)
			found = made;
	}
	if (found == NULL)
		return NULL;
	text = test_of(maker, place, found, found->name, false);
	return maker_chance(maker, 30)
	    ? arena_printf(maker->arena, "%s and %s", text, atom(maker, place))
	    : text;
}

const char *
maker_chain(struct maker *maker, const struct footing *place, uint32_t parts)
{
	const char *text = atom(maker, place), *word = maker_chance(maker, 55) ? "and" : "or";

	for (uint32_t i = 1; i < parts; i++)
		text =
		    arena_printf(maker->arena, "%s %s %s", text, word, atom(maker, place));
	return text;
}

const char *
maker_condition(struct maker *maker, const struct footing *place, int depth, int column)
{
	static const char *const words[] = { "any", "all", "none" };
	const char *word = words[maker_pick(maker, 3)];
	struct buffer text = BUFFER_INIT;
	char *out;

	if (depth <= 0 || maker_chance(maker, 60))
		return maker_chain(maker, place, 1 + maker_pick(maker, 2));
	buffer_printf(&text, "%s of\n", word);
	for (uint32_t n = 2 + maker_pick(maker, 2); n > 0; n--)
		buffer_printf(&text, "%*s- %s\n", column, "",
		    maker_condition(maker, place, depth - 1, column + 4));
	buffer_printf(&text, "%*send %s", column, "", word);
	out = arena_copy(maker->arena, text.at, text.length);
	buffer_release(&text);
	return out;
}
