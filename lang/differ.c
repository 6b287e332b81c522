/* differ: matches what two programs are made of, and has said what does not match. See differ.h. */
#include "lang/differ.h"

#include <string.h>

#include "lang/differ_parts.h"
#include "lang/strand.h"
#include "lang/twins.h"

struct rename {
	const char *from, *to;
	struct rename *next;
};

struct matching {
	struct arena *arena;
	struct rename *renames;
	struct differing *differing;
};

/* ---- equal, but for names that changed ---- */

static bool
like(struct matching *matching, const char *before, const char *after)
{
	if (before == NULL || after == NULL)
		return before == after;
	if (strcmp(before, after) == 0)
		return true;
	for (const struct rename *one = matching->renames; one != NULL; one = one->next)
		before = diff_renamed(matching->arena, before, one->from, one->to);
	return strcmp(before, after) == 0;
}

/* What reads the same says the same: where its meaning changed, something else did. */
static bool
says_like(struct matching *matching, const struct diff_part *before, const struct diff_part *after)
{
	if (before->exact || after->exact)
		return strcmp(before->same, after->same) == 0;
	return like(matching, before->same, after->same) ||
	    like(matching, before->text, after->text);
}

static bool
part_like(struct matching *matching, const struct diff_part *before, const struct diff_part *after)
{
	return like(matching, before->role, after->role) &&
	    like(matching, before->name, after->name) && says_like(matching, before, after) &&
	    like(matching, before->gives, after->gives) &&
	    like(matching, before->before, after->before) &&
	    like(matching, before->cites, after->cites) &&
	    like(matching, before->notes, after->notes);
}

static bool
thing_like(struct matching *matching, const struct diff_thing *before,
    const struct diff_thing *after)
{
	const struct diff_part *a = before->parts, *b = after->parts;

	while (a != NULL && b != NULL && part_like(matching, a, b)) {
		a = a->next;
		b = b->next;
	}
	return a == NULL && b == NULL;
}

/* ---- things ---- */

struct wanted_thing {
	struct diff_thing *const *things;
	const struct diff_thing *like;
};

static bool
is_that_thing(const void *context, uint32_t number)
{
	const struct wanted_thing *wanted = context;
	const struct diff_thing *thing = wanted->things[number];

	return thing->match == NULL && thing->class == wanted->like->class &&
	    strcmp(thing->key, wanted->like->key) == 0;
}

/* Those that are called what they were: nearly all, so they are looked up. */
static void
match_same_names(struct matching *matching, struct diff_side *before, struct diff_side *after)
{
	struct twins twins = { 0 };
	struct diff_thing **things;
	uint32_t count = 0;

	for (struct diff_thing *b = after->things; b != NULL; b = b->next)
		count++;
	things = arena_array(matching->arena, struct diff_thing *, count);
	count = 0;
	for (struct diff_thing *b = after->things; b != NULL; b = b->next) {
		twins_add(&twins, matching->arena, text_digest(b->key), count);
		things[count++] = b;
	}
	for (struct diff_thing *a = before->things; a != NULL; a = a->next) {
		struct wanted_thing wanted = { things, a };
		uint32_t found =
		    twins_find(&twins, text_digest(a->key), is_that_thing, &wanted);

		if (found == TWINS_NONE)
			continue;
		a->match = things[found];
		things[found]->match = a;
	}
}

static void
match_by_name(struct matching *matching, struct diff_side *before, struct diff_side *after)
{
	for (struct diff_thing *a = before->things; a != NULL; a = a->next)
		for (struct diff_thing *b = after->things; b != NULL && a->match == NULL;
		     b = b->next)
			if (b->match == NULL && a->class == b->class &&
			    like(matching, a->key, b->key)) {
				a->match = b;
				b->match = a;
			}
}

static bool
same_word(const struct diff_thing *a, const struct diff_thing *b)
{
	size_t length = strcspn(a->key, " ");

	return a->class == b->class && length == strcspn(b->key, " ") &&
	    memcmp(a->key, b->key, length) == 0;
}

/* Were one called like the other, nothing else would part them. */
static bool
match_renamed(struct matching *matching, struct diff_thing *a, struct diff_thing *b)
{
	struct rename *one = arena_new(matching->arena, struct rename);

	if (b->match != NULL || b->name == NULL || !same_word(a, b))
		return false;
	*one = (struct rename){ a->name, b->name, matching->renames };
	matching->renames = one;
	if (!like(matching, a->key, b->key) || !thing_like(matching, a, b)) {
		matching->renames = one->next;
		return false;
	}
	if (a->class == CLASS_TEST)	/* its name means nothing elsewhere */
		matching->renames = one->next;
	a->match = b;
	b->match = a;
	a->renamed = b->renamed = true;
	return true;
}

static void
match_things(struct matching *matching, struct diff_side *before, struct diff_side *after)
{
	bool again = true;

	match_same_names(matching, before, after);
	while (again) {
		again = false;
		for (struct diff_thing *a = before->things; a != NULL; a = a->next)
			for (struct diff_thing *b = after->things;
			     b != NULL && a->match == NULL && a->name != NULL; b = b->next)
				again = match_renamed(matching, a, b) || again;
		match_by_name(matching, before, after);
	}
}

/* ---- lists of parts ---- */

static bool
near(struct matching *matching, const struct diff_part *a, const struct diff_part *b, int level)
{
	bool gives = a->gives != NULL && like(matching, a->gives, b->gives);

	switch (level) {
	case 0:
		return says_like(matching, a, b) && like(matching, a->gives, b->gives);
	case 1:
		return a->gives != NULL && says_like(matching, a, b);
	case 2:
		return gives && a->cites != NULL && like(matching, a->cites, b->cites);
	default:
		return gives;
	}
}

static bool
listed_alike(const struct diff_part *a, const struct diff_part *b)
{
	return a->name == NULL && b->name == NULL && strcmp(a->role, b->role) == 0;
}

static const struct diff_part *
matched_above(const struct diff_part *parts, const struct diff_part *part)
{
	const struct diff_part *above = NULL;

	for (; parts != part; parts = parts->next)
		if (listed_alike(parts, part) && parts->match != NULL)
			above = parts;
	return above;
}

/* Do both stand behind the same part? */
static bool
same_gap(const struct diff_thing *before, const struct diff_thing *after,
    const struct diff_part *a, const struct diff_part *b)
{
	const struct diff_part *above_a = matched_above(before->parts, a);
	const struct diff_part *above_b = matched_above(after->parts, b);

	return a->loose && b->loose && above_b == (above_a == NULL ? NULL : above_a->match);
}

static bool
matches(struct matching *matching, const struct diff_thing *before,
    const struct diff_thing *after, const struct diff_part *a, const struct diff_part *b,
    int level)
{
	if (b->match != NULL)
		return false;
	if (a->name != NULL)
		return level == 0 && b->name != NULL && strcmp(a->role, b->role) == 0 &&
		    like(matching, a->name, b->name);
	if (!listed_alike(a, b))
		return false;
	return level < 4 ? near(matching, a, b, level) : same_gap(before, after, a, b);
}

static void
match_parts(struct matching *matching, struct diff_thing *before, struct diff_thing *after)
{
	for (int level = 0; level < 5; level++) {
		struct diff_part *open = after->parts;

		for (struct diff_part *a = before->parts; a != NULL; a = a->next) {
			while (open != NULL && open->match != NULL)
				open = open->next;
			for (struct diff_part *b = open; b != NULL && a->match == NULL; b = b->next)
				if (matches(matching, before, after, a, b, level)) {
					a->match = b;
					b->match = a;
				}
		}
	}
}

/* ---- what became of them ---- */

static void
compare_parts(struct matching *matching, const struct diff_thing *thing, struct diff_part *before,
    struct diff_part *after)
{
	before->differs = !says_like(matching, before, after);
	before->gives_differs = !like(matching, before->gives, after->gives);
	before->goes_differs = !like(matching, before->before, after->before);
	diff_say_part(matching->differing, thing, before, after);
}

/* Of the list that `first` begins. */
static void
number_places(const struct diff_part *first, struct diff_part *parts)
{
	uint32_t place = 0;

	for (struct diff_part *part = parts; part != NULL; part = part->next)
		if (listed_alike(first, part)) {
			part->place = place;
			place += part->match != NULL;
		}
}

/* Lines that are still there, in another order. */
static void
compare_order(struct matching *matching, const struct diff_thing *before,
    const struct diff_thing *after, const struct diff_part *first)
{
	struct strand was = { .arena = matching->arena }, is = { .arena = matching->arena };

	number_places(first, before->parts);
	number_places(first, after->parts);
	for (const struct diff_part *b = first; b != NULL; b = b->next) {
		if (!listed_alike(first, b) || b->match == NULL || !b->ordered ||
		    !b->match->ordered || b->match->place == b->place)
			continue;
		strand_list(&was, ", ",
		    arena_printf(matching->arena, "%u", (unsigned)b->match->number));
		strand_list(&is, ", ", arena_printf(matching->arena, "%u", (unsigned)b->number));
	}
	if (was.text != NULL)
		diff_say_order(matching->differing, after, first->noun, was.text, is.text);
}

static void
compare_things(struct matching *matching, struct diff_thing *before, struct diff_thing *after)
{
	match_parts(matching, before, after);
	for (struct diff_part *b = after->parts; b != NULL; b = b->next) {
		if (b->match != NULL)
			compare_parts(matching, after, b->match, b);
		else
			diff_say_part(matching->differing, after, NULL, b);
		if (b->name == NULL && b->number == 1)
			compare_order(matching, before, after, b);
	}
	for (struct diff_part *a = before->parts; a != NULL; a = a->next)
		if (a->match == NULL)
			diff_say_part(matching->differing, after, a, NULL);
}

static void
compare_class(struct matching *matching, struct diff_side *before, struct diff_side *after,
    int class)
{
	for (struct diff_thing *b = after->things; b != NULL; b = b->next) {
		if (b->class != class)
			continue;
		if (b->match == NULL)
			diff_say_thing(matching->differing, CHANGE_THING_NEW, NULL, b);
		else if (b->renamed)
			diff_say_thing(matching->differing, CHANGE_THING_RENAMED, b->match, b);
		else
			compare_things(matching, b->match, b);
	}
	for (struct diff_thing *a = before->things; a != NULL; a = a->next)
		if (a->class == class && a->match == NULL)
			diff_say_thing(matching->differing, CHANGE_THING_GONE, a, NULL);
}

static void
take_apart(struct diff_side *side)
{
	diff_take_things(side);
	diff_take_outputs(side);
	diff_take_tests(side);
}

void
programs_differ(struct arena *arena, const struct program *before, const struct program *after,
    struct changes *changes)
{
	bool several = before->table_count > 1 || after->table_count > 1;
	struct diff_side sides[2] = { { .arena = arena, .program = before, .several = several },
		{ .arena = arena, .program = after, .several = several } };
	struct differing differing = { .arena = arena, .changes = changes };
	struct matching matching = { .arena = arena, .differing = &differing };

	*changes = (struct changes){ .count = 0 };
	take_apart(&sides[0]);
	take_apart(&sides[1]);
	match_things(&matching, &sides[0], &sides[1]);
	for (int class = 0; class < DIFF_CLASSES; class++)
		compare_class(&matching, &sides[0], &sides[1], class);
}
