/* differ: matches what two programs are made of, and has said what does not match. See differ.h. */
#include "lang/differ.h"

#include <string.h>

#include "lang/differ_parts.h"
#include "lang/strand.h"
#include "lang/twins.h"

struct rename {
	const char *from, *to;
	bool label;		/* stands in no quoted text of its own accord */
	struct rename *next;
};

struct matching {
	struct arena *arena;
	struct rename *renames;
	struct differing *differing;
};

/* ---- equal, but for names that changed ---- */

/* Is the text this word in quotes, and nothing else? */
static bool
is_quoted(const char *text, const char *word)
{
	size_t length = strlen(word);

	return strlen(text) == length + 2 && memcmp(text + 1, word, length) == 0;
}

static bool
like(struct matching *matching, const char *before, const char *after)
{
	if (before == NULL || after == NULL)
		return before == after;
	if (strcmp(before, after) == 0)
		return true;
	for (const struct rename *one = matching->renames; one != NULL; one = one->next)
		if (!one->label || before[0] != '"' || is_quoted(before, one->from))
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
	struct rename *others = matching->renames;
	struct rename tried = { a->name, b->name, false, others };
	bool fits;

	if (b->match != NULL || b->name == NULL || !same_word(a, b))
		return false;
	matching->renames = &tried;
	fits = like(matching, a->key, b->key) && thing_like(matching, a, b);
	matching->renames = others;
	if (!fits)
		return false;
	if (a->class != CLASS_TEST) {	/* the name of a test means nothing elsewhere */
		struct rename *kept = arena_new(matching->arena, struct rename);

		*kept = tried;
		matching->renames = kept;
	}
	a->match = b;
	b->match = a;
	a->renamed = b->renamed = true;
	return true;
}

static void
match_labels(struct matching *matching, struct diff_side *before, struct diff_side *after)
{
	for (const struct diff_thing *a = before->things; a != NULL; a = a->next)
		for (uint32_t i = 0; a->labels != NULL && a->match != NULL && i < a->labels->count;
		     i++) {
			const char *to = diff_label_renamed(before, after, a, a->match, i);
			struct rename *one = arena_new(matching->arena, struct rename);

			if (to == NULL)
				continue;
			*one = (struct rename){ a->labels->names[i], to, true, matching->renames };
			matching->renames = one;
		}
}

static void
match_things(struct matching *matching, struct diff_side *before, struct diff_side *after)
{
	bool again = true;

	match_same_names(matching, before, after);
	match_labels(matching, before, after);
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

static bool
of_one_role(const struct diff_part *a, const struct diff_part *b)
{
	return (a->name == NULL) == (b->name == NULL) && strcmp(a->role, b->role) == 0;
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
		if (of_one_role(first, part)) {
			part->place = place;
			place += part->match != NULL;
		}
}

/* A line by its number, a thing by what it is called. */
static const char *
as_listed(struct arena *arena, const struct diff_part *part)
{
	return part->name == NULL ? arena_printf(arena, "%u", (unsigned)part->number) : part->label;
}

/* Lines that are still there, in another order; of things with a name all of them. */
static void
compare_order(struct matching *matching, const struct diff_thing *before,
    const struct diff_thing *after, const struct diff_part *first)
{
	struct strand was = { .arena = matching->arena }, is = { .arena = matching->arena };
	bool moved = false;

	number_places(first, before->parts);
	number_places(first, after->parts);
	for (const struct diff_part *b = first; b != NULL; b = b->next) {
		bool here;

		if (!of_one_role(first, b) || b->match == NULL || !b->ordered || !b->match->ordered)
			continue;
		here = b->match->place == b->place;
		moved = moved || !here;
		if (!here || first->name != NULL)
			strand_list(&is, ", ", as_listed(matching->arena, b));
		if (!here && first->name == NULL)
			strand_list(&was, ", ", as_listed(matching->arena, b->match));
	}
	for (const struct diff_part *a = before->parts; a != NULL && first->name != NULL;
	     a = a->next)
		if (of_one_role(first, a) && a->match != NULL)
			strand_list(&was, ", ", as_listed(matching->arena, a));
	if (moved)
		diff_say_order(matching->differing, after, first, was.text, is.text);
}

/* Labels that are called otherwise, and the order of outcomes and bands; that of a field's values
 * is said with them. */
static void
compare_labels(struct matching *matching, const struct diff_thing *before,
    const struct diff_thing *after)
{
	const struct label_set *a = before->labels, *b = after->labels;
	const char *was = NULL, *is = NULL;
	bool moved = false;

	if (a == NULL || b == NULL)
		return;
	for (uint32_t i = 0; i < a->count; i++)
		if (i < b->count && label_set_find(b, a->names[i]) < 0 &&
		    like(matching, a->names[i], b->names[i]))
			diff_say_label(matching->differing, after, a->names[i], b->names[i]);
	if (a->count != b->count || strcmp(after->label_noun, "value") == 0)
		return;
	for (uint32_t i = 0; i < a->count; i++) {
		if (!like(matching, a->names[i], b->names[i])) {
			moved = true;
			if (label_set_find(b, a->names[i]) < 0)
				return;
		}
		was = was == NULL ? a->names[i] :
				    arena_printf(matching->arena, "%s, %s", was, a->names[i]);
		is = is == NULL ? b->names[i] :
				  arena_printf(matching->arena, "%s, %s", is, b->names[i]);
	}
	if (moved)
		diff_say_label_order(matching->differing, after, was, is);
}

static bool
first_of_its_role(const struct diff_thing *thing, const struct diff_part *part)
{
	const struct diff_part *other = thing->parts;

	while (!of_one_role(other, part))
		other = other->next;
	return other == part;
}

static void
compare_things(struct matching *matching, struct diff_thing *before, struct diff_thing *after)
{
	match_parts(matching, before, after);
	compare_labels(matching, before, after);
	for (struct diff_part *b = after->parts; b != NULL; b = b->next) {
		if (b->match != NULL)
			compare_parts(matching, after, b->match, b);
		else
			diff_say_part(matching->differing, after, NULL, b);
		if (b->ordered && first_of_its_role(after, b))
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
