/* differ_say: one change as a sentence. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/strand.h"
#include "lang/twins.h"

/* What is said once in each of some labels is told once, where it is the same for them. */
static bool
said_of_another_label(const struct differing *differing, const struct change *change)
{
	if (strstr(change->thing, ", in each ") == NULL)
		return false;
	for (const struct change *other = differing->changes->first; other != NULL;
	     other = other->next)
		if (other->kind == change->kind && strcmp(other->thing, change->thing) == 0 &&
		    strcmp(other->sentence, change->sentence) == 0)
			return true;
	return false;
}

static void
say(struct differing *differing, struct change change)
{
	struct change *kept;

	if (said_of_another_label(differing, &change))
		return;
	kept = arena_new(differing->arena, struct change);
	*kept = change;
	if (differing->last == NULL)
		differing->changes->first = kept;
	else
		differing->last->next = kept;
	differing->last = kept;
	differing->changes->count++;
}

static const char *
behind(struct differing *differing, const char *cites)
{
	return cites == NULL ? "" : arena_printf(differing->arena, " (%s)", cites);
}

/* ---- things ---- */

static const char *
thing_cites(const struct diff_thing *thing)
{
	const char *cites = NULL;

	for (const struct diff_part *part = thing->parts; part != NULL; part = part->next)
		if (strcmp(part->role, "provenance") == 0 ||
		    (cites == NULL && strcmp(part->role, "value") == 0))
			cites = part->cites;
	return cites;
}

void
diff_say_thing(struct differing *differing, enum change_kind kind,
    const struct diff_thing *before, const struct diff_thing *after)
{
	const struct diff_thing *thing = after != NULL ? after : before;
	const char *what = thing->summary == NULL ? "" : thing->summary;
	struct change change = { .kind = kind, .thing = thing->subject,
		.before = before == NULL ? NULL : before->subject,
		.after = after == NULL ? NULL : after->subject };

	if (kind == CHANGE_THING_RENAMED)
		change.sentence = arena_printf(differing->arena,
		    "%s is called %s now; everything else is equal.", before->subject,
		    after->name);
	else
		change.sentence = arena_printf(differing->arena, "%s is %s%s%s%s.",
		    thing->subject, kind == CHANGE_THING_NEW ? "new" : "gone",
		    what[0] == '\0' ? "" : ": ", what, behind(differing, thing_cites(thing)));
	say(differing, change);
}

/* ---- where in the thing ---- */

static const char *
place(struct differing *differing, const struct diff_part *part, bool giving)
{
	if (part->label != NULL)
		return part->label;
	if (part->numbered && giving && part->gives != NULL)
		return arena_printf(differing->arena, "%s %u gives %s", part->noun,
		    (unsigned)part->number, part->gives);
	if (part->numbered)
		return arena_printf(
		    differing->arena, "%s %u", part->noun, (unsigned)part->number);
	return part->noun;
}

/* "Decide route, line 3 gives May_escalate: " */
static const char *
opening(struct differing *differing, const struct diff_thing *thing, const char *where)
{
	return arena_printf(differing->arena, "%s%s%s: ", thing->subject,
	    where == NULL ? "" : ", ", where == NULL ? "" : where);
}

static const char *
whole_text(struct differing *differing, const struct diff_part *part)
{
	if (part->gives == NULL)
		return part->text;
	return arena_printf(differing->arena, "gives %s when %s", part->gives, part->text);
}

static const char *
instead(struct differing *differing, const char *before, const char *after)
{
	diff_shortened(differing->arena, &before, &after);
	return arena_printf(differing->arena, "%s instead of %s", after, before);
}

/* ---- conditions, point by point ---- */

struct point_change {
	const char *fresh, *lost;	/* points joined by "and that", NULL: none */
	uint32_t common;
};

struct wanted_point {
	const struct diff_points *points;
	const char *same;
};

static bool
is_that_point(const void *context, uint32_t number)
{
	const struct wanted_point *wanted = context;

	return strcmp(wanted->points->same[number], wanted->same) == 0;
}

static const char *
missing_points(struct differing *differing, const struct diff_points *from,
    const struct diff_points *in, const char *between, uint32_t *common)
{
	struct strand text = { .arena = differing->arena };
	struct twins twins = { 0 };

	*common = 0;
	for (uint32_t j = 0; j < in->count; j++)
		twins_add(&twins, differing->arena, text_digest(in->same[j]), j);
	for (uint32_t i = 0; i < from->count; i++) {
		struct wanted_point wanted = { in, from->same[i] };
		bool found = twins_find(&twins, text_digest(from->same[i]), is_that_point,
		                 &wanted) != TWINS_NONE;

		*common += found;
		if (!found)
			strand_list(&text, between, from->text[i]);
	}
	return text.text;
}

/* NULL: the same points in another order. */
static const char *
condition(struct differing *differing, const struct diff_part *before,
    const struct diff_part *after)
{
	const struct diff_points *a = &before->points, *b = &after->points;
	bool any = a->count > 1 ? a->any : b->any;
	const char *between = any ? " or " : " and that ";
	const char *asks = any ? "holds when" : "asks that";
	uint32_t common, back;
	const char *fresh = missing_points(differing, b, a, between, &common);
	const char *lost = missing_points(differing, a, b, between, &back);

	if ((a->count > 1 && b->count > 1 && a->any != b->any) || common == 0 || back == 0)
		return instead(differing, before->text, after->text);
	if (fresh == NULL && lost == NULL)
		return NULL;
	if (lost == NULL)
		return arena_printf(differing->arena, "now also %s %s", asks, fresh);
	if (fresh == NULL)
		return arena_printf(differing->arena, "no longer %s %s", asks, lost);
	return arena_printf(differing->arena, "%s %s", asks, instead(differing, lost, fresh));
}

/* ---- parts ---- */

static void
say_alone(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *part, bool fresh)
{
	const char *text = whole_text(differing, part), *where = place(differing, part, false);
	const char *word = fresh ? "new" : "gone";
	struct change change = { .kind = fresh ? CHANGE_PART_NEW : CHANGE_PART_GONE,
		.thing = thing->subject,
		.part = where,
		.before = fresh ? NULL : text,
		.after = fresh ? text : NULL };

	if (part->text[0] == '\0')
		return;
	if (part->name == NULL)
		change.sentence = arena_printf(differing->arena,
		    fresh ? "%s: new %s: %s%s." : "%s: %s is gone: %s%s.", thing->subject, where,
		    text, behind(differing, part->cites));
	else
		change.sentence = arena_printf(differing->arena, "%s: %s, %s%s%s%s.",
		    thing->subject, word, where == NULL ? "" : where, where == NULL ? "" : ": ",
		    text, behind(differing, part->cites));
	say(differing, change);
}

static bool
unlike(const char *before, const char *after)
{
	if (before == NULL || after == NULL)
		return before != after;
	return strcmp(before, after) != 0;
}

static void
say_text(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *before, const struct diff_part *after, const char *where)
{
	bool points = before->points.count > 0 && after->points.count > 0;
	const char *words = points ? condition(differing, before, after) :
				     instead(differing, before->text, after->text);

	if (words == NULL)
		return;
	say(differing, (struct change){ .kind = CHANGE_PART, .thing = thing->subject,
		.part = where,
		.before = before->text,
		.after = after->text,
		.sentence = arena_printf(differing->arena, "%s%s%s.",
		    opening(differing, thing, where), words,
		    behind(differing, after->cites)) });
}

static void
say_gives(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *before, const struct diff_part *after)
{
	const char *where = place(differing, after, false);

	say(differing, (struct change){ .kind = CHANGE_PART, .thing = thing->subject,
		.part = where,
		.before = before->gives,
		.after = after->gives,
		.sentence = arena_printf(differing->arena, "%sgives %s instead of %s when %s%s.",
		    opening(differing, thing, where), after->gives, before->gives, after->text,
		    behind(differing, after->cites)) });
}

static void
say_second(struct differing *differing, const struct diff_thing *thing, const char *where,
    enum change_kind kind, const char *verb, const char *before, const char *after)
{
	const char *words;

	if (!unlike(before, after))
		return;
	words = before == NULL ? arena_printf(differing->arena, "now %s %s", verb, after) :
	    after == NULL ? arena_printf(differing->arena, "no longer %s %s", verb, before) :
			    arena_printf(differing->arena, "%s %s", verb,
				instead(differing, before, after));
	say(differing, (struct change){ .kind = kind, .thing = thing->subject,
		.part = where,
		.before = before,
		.after = after,
		.sentence = arena_printf(
		    differing->arena, "%s%s.", opening(differing, thing, where), words) });
}

void
diff_say_part(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *before, const struct diff_part *after)
{
	const char *where;

	if (before == NULL || after == NULL) {
		const struct diff_part *part = before == NULL ? after : before;

		say_alone(differing, thing, part, before == NULL);
		if (part->text[0] != '\0')
			return;
	}
	where = place(differing, after == NULL ? before : after, true);
	if (before != NULL && after != NULL) {
		if (before->gives_differs)
			say_gives(differing, thing, before, after);
		if (before->differs)
			say_text(differing, thing, before, after, where);
		say_second(differing, thing, where, CHANGE_PART, "goes before", before->before,
		    before->goes_differs ? after->before : before->before);
	}
	say_second(differing, thing, where, CHANGE_CITES, "cites",
	    before == NULL ? NULL : before->cites, after == NULL ? NULL : after->cites);
	say_second(differing, thing, where, CHANGE_NOTES, "notes",
	    before == NULL ? NULL : before->notes, after == NULL ? NULL : after->notes);
}

void
diff_say_order(struct differing *differing, const struct diff_thing *thing,
    const struct diff_part *part, const char *before, const char *after)
{
	const char *plural =
	    part->plural != NULL ? part->plural : arena_printf(differing->arena, "%ss", part->noun);

	say(differing, (struct change){ .kind = CHANGE_ORDER, .thing = thing->subject,
		.part = part->noun,
		.before = before,
		.after = after,
		.sentence = arena_printf(differing->arena,
		    part->name != NULL ? "%s: the same %s in another order: %s instead of %s." :
					 "%s: the same %s in another order: number %s was number "
					 "%s.",
		    thing->subject, plural, after, before) });
}

/* ---- labels ---- */

void
diff_say_label(struct differing *differing, const struct diff_thing *thing, const char *before,
    const char *after)
{
	bool field = strcmp(thing->label_noun, "value") == 0;

	say(differing, (struct change){ .kind = CHANGE_PART, .thing = thing->subject,
		.part = thing->label_noun,
		.before = before,
		.after = after,
		.sentence = arena_printf(differing->arena, "%s: its %s %s is called %s now%s.",
		    thing->subject, thing->label_noun, before, after,
		    field ? ", and so must it be in the file" : "") });
}

void
diff_say_label_order(struct differing *differing, const struct diff_thing *thing,
    const char *before, const char *after)
{
	say(differing, (struct change){ .kind = CHANGE_ORDER, .thing = thing->subject,
		.part = "order",
		.before = before,
		.after = after,
		.sentence = arena_printf(differing->arena,
		    "%s: its %ss are in another order, by which reports are sorted: %s instead of "
		    "%s.",
		    thing->subject, thing->label_noun, after, before) });
}
