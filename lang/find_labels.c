/*
 * A label or a band that no condition names, though those beside it are named: mostly one that was
 * added later, while rules went on asking for the others.
 *
 * To ask about the worst band only, or about the best, is what policies do, so a label is told only
 * where the others leave a hole: every other one of the list is named, or bands at both sides of
 * one that is named are not. What falls to an `otherwise`, or to a condition that names all the
 * others in one breath, was meant.
 *
 * At the end of a scale it is told too that rules name the last band only beside its neighbour, and
 * others the neighbour alone: what holds for Red, and for what is worse than Red somewhere, mostly
 * holds for it everywhere.
 */
#include "lang/find_internal.h"

#include <string.h>

enum {
	LIST_MIN = 3,
	SCALE_MIN = 4, /* of three bands, two are often all that a rule is about */
	LINES_NAMED = 8
};

struct mention {
	const struct label_set *set;
	uint64_t labels;
	struct span at;
	bool in_report, by_setting, whole; /* nothing is said beside it */
	const struct column *column; /* of the root */
	const struct expr *root;
	enum root_kind kind;
	struct mention *next;
};

struct naming {
	struct diags *diags;
	const struct program *program;
	struct arena *arena;
	struct root root; /* the one looked through */
	struct mention *first, **last;
};

bool
find_same_list(const struct label_set *a, const struct label_set *b)
{
	if (a == NULL || b == NULL || a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (strcmp(a->names[i], b->names[i]) != 0)
			return false;
	return true;
}

static bool
is_of_report(const struct program *program, const struct provenance *provenance)
{
	for (uint32_t i = 0; i < program->report_count; i++)
		if (provenance == &program->reports[i]->provenance)
			return true;
	return false;
}

static void
add_mention(
    struct naming *naming, const struct label_set *set, uint64_t labels, const struct expr *expr)
{
	struct mention *mention = arena_alloc(naming->arena, sizeof *mention);

	*mention = (struct mention){ set, labels & label_set_all(set), expr->at,
		is_of_report(naming->program, naming->root.provenance),
		expr->kind != EXPR_LABELS_IN, naming->root.expr == expr, naming->root.column,
		naming->root.expr, naming->root.kind, NULL };
	*naming->last = mention;
	naming->last = &mention->next;
}

/* The labels of `set` that a setting may hold, its own and those open to variations. */
static uint64_t
labels_of_setting(const struct setting *setting, const struct label_set *set)
{
	uint64_t labels = 0, found = 0;

	if (setting->type.labels == NULL)
		return 0;
	for (uint32_t i = 0; i < setting->value_count; i++)
		for (uint32_t v = 0; v < setting->values[i].count; v++)
			labels |= setting->values[i].values[v].labels;
	for (uint32_t i = 0; i < setting->bound_count; i++)
		labels |= setting->bounds[i].labels;
	for (uint32_t i = 0; i < setting->type.labels->count; i++) {
		int at = label_set_find(set, setting->type.labels->names[i]);

		if (((labels >> i) & 1) != 0 && at >= 0)
			found |= UINT64_C(1) << at;
	}
	return found;
}

static void
note_mention(void *with, const struct expr *expr)
{
	struct naming *naming = with;
	const struct label_set *set;

	if (expr->a == NULL || expr->a->type.kind != KIND_LABEL || expr->a->type.labels == NULL)
		return;
	set = expr->a->type.labels;
	if (expr->kind == EXPR_LABELS_IN && !expr->same_label)
		add_mention(naming, set, expr->labels, expr);
	else if (expr->kind == EXPR_ONE_OF_SETTING)
		add_mention(naming, set, labels_of_setting(expr->setting, set), expr);
	else if (expr->kind == EXPR_COMPARE && expr->b != NULL && expr->b->setting != NULL)
		add_mention(naming, set, labels_of_setting(expr->b->setting, set), expr);
}

static void
look_through(void *with, const struct root *root)
{
	struct naming *naming = with;

	naming->root = *root;
	find_within(root->expr, note_mention, naming);
}

/* ---- one list ---- */

static uint64_t
named_in(const struct naming *naming, const struct label_set *set, bool rules_only)
{
	uint64_t labels = 0;

	for (const struct mention *m = naming->first; m != NULL; m = m->next)
		if (find_same_list(m->set, set) && !(rules_only && m->in_report))
			labels |= m->labels;
	return labels;
}

/* All others named by one condition, or by the lines of a decide that has an `otherwise`. */
static bool
is_the_rest(const struct naming *naming, const struct label_set *set, uint64_t others)
{
	for (const struct mention *m = naming->first; m != NULL; m = m->next) {
		uint64_t together = 0;

		if (!find_same_list(m->set, set) || m->in_report)
			continue;
		if (m->labels == others && !m->by_setting)
			return true;
		if (m->kind != ROOT_WHEN || !m->whole || m->column == NULL ||
		    m->column->decide == NULL || !m->column->decide->has_otherwise)
			continue;
		for (const struct mention *n = m; n != NULL; n = n->next)
			if (n->column == m->column && n->kind == ROOT_WHEN && n->whole &&
			    find_same_list(n->set, set))
				together |= n->labels;
		if (together == others)
			return true;
	}
	return false;
}

/* What a field means by a blank, and what is left when no line of a decide holds, is the plain
 * case. */
static bool
is_the_plain_case(const struct column *column, uint64_t label)
{
	const struct decide *decide = column->decide;

	if (column->field != NULL && column->field->has_blank_value)
		return column->field->blank_value.labels == label;
	if (decide == NULL || !decide->has_otherwise || decide->otherwise == NULL)
		return false;
	for (uint32_t i = 0; i < decide->rule_count; i++)
		if (decide->rules[i].outcome != NULL &&
		    (decide->rules[i].outcome->value.labels & label) != 0)
			return false;
	return (decide->otherwise->value.labels & label) != 0;
}

static uint32_t
place_of_label(uint64_t label)
{
	uint32_t i = 0;

	while (i < LABELS_MAX && ((label >> i) & 1) == 0)
		i++;
	return i;
}

static const char *
name_of(const struct column *column, uint64_t label)
{
	return column->type.labels->names[place_of_label(label)];
}

static uint64_t
band_label(const struct column *column, uint32_t i)
{
	return UINT64_C(1) << column->bands->bands[i].label;
}

/* For bands those next to it on the scale, else all others. */
static uint64_t
neighbours(const struct column *column, uint64_t label)
{
	uint64_t found = 0;

	if (column->bands == NULL)
		return label_set_all(column->type.labels) & ~label;
	for (uint32_t i = 0; i < column->bands->count; i++) {
		if (band_label(column, i) != label)
			continue;
		found |= i > 0 ? band_label(column, i - 1) : 0;
		found |= i + 1 < column->bands->count ? band_label(column, i + 1) : 0;
	}
	return found;
}

static struct span
place_of(const struct column *column, uint64_t label)
{
	for (uint32_t i = 0; column->bands != NULL && i < column->bands->count; i++)
		if (band_label(column, i) == label)
			return column->bands->bands[i].at;
	return column->at;
}

/* "'Red' and 'Amber'" */
static const char *
spell_labels(struct naming *naming, const struct column *column, uint64_t labels, const char *last)
{
	const char *text = "";

	for (uint32_t i = 0; i < column->type.labels->count; i++) {
		if (((labels >> i) & 1) == 0)
			continue;
		text = arena_printf(naming->arena, "%s%s'%s'", text,
		    *text == '\0'                 ? ""
		        : (labels >> i) >> 1 == 0 ? last
		                                  : ", ",
		    column->type.labels->names[i]);
	}
	return text;
}

/* What the condition of the mention names of the list, all in all. */
static uint64_t
named_in_root(const struct naming *naming, const struct mention *of)
{
	uint64_t labels = 0;

	for (const struct mention *m = naming->first; m != NULL; m = m->next)
		if (m->root == of->root && find_same_list(m->set, of->set))
			labels |= m->labels;
	return labels;
}

/* "line 12", "lines 12, 15 and more": where rules name one of `labels`, and of `without` none. */
static const char *
spell_lines(
    struct naming *naming, const struct label_set *set, uint64_t labels, uint64_t without)
{
	uint32_t shown[LINES_NAMED], count = 0, more = 0;
	const char *text = "";

	for (const struct mention *m = naming->first; m != NULL; m = m->next) {
		uint32_t line = sources_place(naming->diags->sources, m->at.start).line, i = 0;

		if (!find_same_list(m->set, set) || (m->labels & labels) == 0 || m->in_report ||
		    (without != 0 && (named_in_root(naming, m) & without) != 0))
			continue;
		while (i < count && shown[i] != line)
			i++;
		if (i < count)
			continue;
		if (count == LINES_NAMED) {
			more++;
			continue;
		}
		while (i > 0 && shown[i - 1] > line) {
			shown[i] = shown[i - 1];
			i--;
		}
		shown[i] = line;
		count++;
	}
	for (uint32_t i = 0; i < count; i++)
		text = arena_printf(naming->arena, "%s%s%u", text,
		    i == 0                             ? ""
		        : i + 1 == count && more == 0 ? " and "
		                                      : ", ",
		    (unsigned)shown[i]);
	if (more > 0)
		text = arena_printf(naming->arena, "%s and more", text);
	return arena_printf(naming->arena, "%s %s", count == 1 ? "line" : "lines", text);
}

static void
say_what_to_do(struct naming *naming, const struct column *column, uint64_t label, uint64_t beside)
{
	const struct label_set *set = column->type.labels;
	uint64_t asked = beside & named_in(naming, set, true);
	bool one = (asked & (asked - 1)) == 0;

	if (asked != 0)
		diag_note(naming->diags,
		    "%s asked about in %s: should what is said there hold for '%s' too? if so, "
		    "name "
		    "it there, as in: %s is one of %s, %s",
		    column->bands == NULL ?
			(one ? "another is" : "the others are") :
			arena_printf(naming->arena, "next to it on the scale, %s %s",
			    spell_labels(naming, column, asked, " and "), one ? "is" : "are"),
		    spell_lines(naming, set, asked, 0), name_of(column, label), column->name,
		    prove_label(naming->arena, name_of(column, asked & (~asked + 1))),
		    prove_label(naming->arena, name_of(column, label)));
	diag_note(naming->diags,
	    "if nothing is to follow from it, say so, directly below: accepted because \"...\"");
}

static bool
look_for_the_only_one(struct naming *naming, const struct column *column, uint64_t unnamed)
{
	const struct label_set *set = column->type.labels;

	if (unnamed == 0 || (unnamed & (unnamed - 1)) != 0 ||
	    set->count < (column->bands != NULL ? SCALE_MIN : LIST_MIN) ||
	    is_the_rest(naming, set, label_set_all(set) & ~unnamed) ||
	    is_the_plain_case(column, unnamed))
		return false;
	diag_warning(naming->diags, place_of(column, unnamed), "named-by-no-rule",
	    "no rule names '%s' of '%s', though each of the others is named",
	    name_of(column, unnamed), column->name);
	say_what_to_do(naming, column, unnamed, neighbours(column, unnamed));
	return true;
}

/* Bands that rules ask about, with bands on both sides that none does. */
static void
look_between(struct naming *naming, const struct column *column, uint64_t unnamed)
{
	const struct bands *bands = column->bands;
	uint64_t asked = named_in(naming, column->type.labels, true), run = 0;

	for (uint32_t i = 0; bands != NULL && i < bands->count; i++) {
		uint64_t label = band_label(column, i), below;

		if ((unnamed & label) == 0) {
			run |= label;
			continue;
		}
		for (below = i; below > 0 && (run & band_label(column, (uint32_t)below - 1)) != 0;)
			below--;
		if ((run & asked) != 0 && below > 0) {
			uint64_t low = band_label(column, (uint32_t)below - 1);

			diag_warning(naming->diags, place_of(column, low), "named-by-no-rule",
			    "no rule names '%s' or '%s' of '%s', though one names %s between "
			    "them",
			    name_of(column, low), name_of(column, label), column->name,
			    spell_labels(naming, column, run, " and "));
			say_what_to_do(naming, column, low, run);
			return;
		}
		run = 0;
	}
}

/* The last band of a scale, which rules name with its neighbour, and others leave out. */
static void
look_at_end(struct naming *naming, const struct column *column, uint32_t end, uint32_t next)
{
	const struct label_set *set = column->type.labels;
	uint64_t last = band_label(column, end), beside = band_label(column, next);
	bool both = false, without = false;
	const char *one = name_of(column, last), *other = name_of(column, beside);

	for (const struct mention *m = naming->first; m != NULL; m = m->next) {
		uint64_t labels =
		    m->in_report || !find_same_list(m->set, set) ? 0 : named_in_root(naming, m);

		if ((labels & last) != 0 && (labels & beside) == 0)
			return;
		both = both || (labels & last) != 0;
		without = without || ((labels & last) == 0 && (labels & beside) != 0);
	}
	if (!both || !without)
		return;
	diag_warning(naming->diags, place_of(column, last), "named-by-some-rules",
	    "of the rules that name '%s' of '%s', some name '%s' with it, and some do not", other,
	    column->name, one);
	diag_note(naming->diags, "both are named in %s",
	    spell_lines(naming, set, last, 0));
	diag_note(naming->diags,
	    "'%s' is named without it in %s: should what is said there hold for '%s' too? if so, "
	    "write: "
	    "%s is one of %s, %s",
	    other, spell_lines(naming, set, beside, last), one, column->name,
	    prove_label(naming->arena, other), prove_label(naming->arena, one));
	diag_note(naming->diags,
	    "if it is meant so, say so, directly below the band: accepted because \"...\"");
}

static void
look_at(struct naming *naming, const struct column *column)
{
	const struct label_set *set = column->type.labels;
	uint64_t unnamed, unruled;

	if (column->type.kind != KIND_LABEL || set == NULL || set->count < 3 ||
	    (column->origin != COLUMN_FIELD && column->origin != COLUMN_DECIDE &&
	        column->origin != COLUMN_BANDS) ||
	    named_in(naming, set, true) == 0)
		return;
	/* A column of a report changes nothing for the rules; but a band between two that rules
	 * ask about may well be all right with none. */
	unnamed = label_set_all(set) & ~named_in(naming, set, column->bands != NULL ? false : true);
	unruled = label_set_all(set) & ~named_in(naming, set, true);
	if (!look_for_the_only_one(naming, column, unnamed))
		look_between(naming, column, unruled);
	if (column->bands == NULL || column->bands->count < SCALE_MIN)
		return;
	look_at_end(naming, column, 0, 1);
	look_at_end(naming, column, column->bands->count - 1, column->bands->count - 2);
}

static bool
is_first_of_its_list(const struct program *program, const struct column *column)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++) {
			const struct column *other = program->tables[t]->columns[i];

			if (other == column)
				return true;
			if (other->origin == column->origin &&
			    find_same_list(other->type.labels, column->type.labels))
				return false;
		}
	return true;
}

void
find_unnamed(struct diags *diags, const struct program *program)
{
	struct arena scratch = ARENA_INIT;
	struct naming naming = { .diags = diags, .program = program, .arena = &scratch };

	naming.last = &naming.first;
	find_roots(program, &scratch, look_through, &naming);
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++) {
			const struct column *column = program->tables[t]->columns[i];

			if (is_first_of_its_list(program, column))
				look_at(&naming, column);
		}
	arena_release(&scratch);
}
