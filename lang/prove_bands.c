/*
 * Bands: neighbouring edges meet, the first band is open below and the last above, and no band is
 * empty or turned round, for every value the settings may take. Edges are sums of figures and
 * settings, so their differences are greatest and least where each setting is at one end of its
 * range.
 */
#include <stdlib.h>

#include "lang/prove_internal.h"

struct edges {
	struct prover *prover;
	struct diags *diags;
	const struct column *column;
	const struct stretch *stretch;
	enum kind kind;
};

/* Where each setting of a difference stands when the difference is greatest or least. */
struct choice {
	wide values[PROVE_LINEAR_MAX];
	wide total;
};

static wide
own_value(const struct edges *edges, const struct setting *setting)
{
	return prove_units(edges->prover, &setting_in(setting, edges->stretch)->values[0]);
}

/* The total with every setting at its own value. */
static wide
at_own_values(const struct edges *edges, const struct linear *form)
{
	wide total = form->constant;

	for (uint32_t i = 0; i < form->count; i++)
		total += form->parts[i].factor * own_value(edges, form->parts[i].term.setting);
	return total;
}

/* False when a part is no setting. A setting without bounds is taken far enough to turn the
 * sign. */
static bool
extreme(const struct edges *edges, const struct linear *form, bool greatest, struct choice *out)
{
	wide far;

	for (uint32_t i = 0; i < form->count; i++)
		if (form->parts[i].term.kind != TERM_SETTING)
			return false;
	far = at_own_values(edges, form);
	far = 2 * (far < 0 ? -far : far) + 100 * (wide)kind_scale(edges->kind);
	out->total = form->constant;
	for (uint32_t i = 0; i < form->count; i++) {
		const struct setting *setting = form->parts[i].term.setting;
		bool up = greatest == (form->parts[i].factor > 0);
		const struct piece *pieces;
		uint32_t count;
		wide best = 0;

		setting_pieces(edges->prover, setting, edges->stretch, &pieces, &count);
		for (uint32_t p = 0; p < count; p++) {
			wide low =
			    pieces[p].no_low ? own_value(edges, setting) - far : pieces[p].low;
			wide high =
			    pieces[p].no_high ? own_value(edges, setting) + far : pieces[p].high;

			if (p == 0 || (up ? high > best : low < best))
				best = up ? high : low;
		}
		out->values[i] = best;
		out->total += form->parts[i].factor * best;
	}
	return true;
}

/* An edge with the settings of a difference where `choice` put them, the others at their own
 * values. */
static wide
edge_at(const struct edges *edges, const struct linear *edge, const struct linear *form,
    const struct choice *choice)
{
	wide total = edge->constant;

	for (uint32_t i = 0; i < edge->count; i++) {
		wide value = own_value(edges, edge->parts[i].term.setting);

		for (uint32_t k = 0; k < form->count; k++)
			if (term_equal(&form->parts[k].term, &edge->parts[i].term))
				value = choice->values[k];
		total += edge->parts[i].factor * value;
	}
	return total;
}

static const char *
label_of(const struct edges *edges, const struct band *band)
{
	return edges->column->type.labels->names[band->label];
}

/* " when 'red_below' is 80% and 'green_from' is 70%": only settings that may vary. Then the stretch
 * of time. */
static const char *
circumstances(const struct edges *edges, const struct linear *form, const struct choice *choice)
{
	struct arena *arena = edges->prover->arena;
	const char *out = "", *time = stretch_words(arena, edges->stretch);

	for (uint32_t i = 0; i < form->count; i++) {
		const struct setting *setting = form->parts[i].term.setting;

		if (setting->may_vary == MAY_NOT_VARY && setting->value_count == 1)
			continue;
		out = arena_printf(arena, "%s%s '%s' is %s", out, *out ? " and" : " when",
		    setting->name, prove_spell(arena, setting->type.kind, choice->values[i]));
	}
	return *time ? arena_printf(arena, "%s (%s)", out, time) : out;
}

static void
settings_note(const struct edges *edges, const struct linear *form)
{
	for (uint32_t i = 0; i < form->count; i++) {
		const struct setting *setting = form->parts[i].term.setting;

		if (setting->may_vary == MAY_VARY_FREELY)
			diag_note_at(edges->diags, setting->at,
			    "'%s' may take any value: give it bounds, `may vary locally between A "
			    "and B`",
			    setting->name);
		else if (setting->may_vary != MAY_NOT_VARY)
			diag_note_at(edges->diags, setting->at,
			    "the bounds of '%s' let the edges part: narrow them", setting->name);
	}
}

/* The value in a row of its own, as a test: the band is for a person to say. */
static void
say_example(const struct edges *edges, const struct band *a, const struct band *b, wide value,
    const struct linear *form, const struct choice *choice)
{
	struct arena *arena = edges->prover->arena;
	const struct column *column = edges->column;
	const char *cell = prove_spell(arena, edges->kind, value), *title, *expect;
	struct example example = { "", "", "", example_day(edges->prover->program) };

	for (uint32_t i = 0; i < form->count; i++) {
		const struct setting *setting = form->parts[i].term.setting;

		if (choice->values[i] != own_value(edges, setting))
			example.sets =
			    arena_printf(arena, "%s  set %s to %s\n", example.sets, setting->name,
			        prove_spell(arena, setting->type.kind, choice->values[i]));
	}
	example_give(arena, &example, column->table, column->bands->by, cell);
	if (edges->stretch->from != INT64_MIN || edges->stretch->until != INT64_MAX)
		example_in_stretch(arena, &example, column->table, edges->stretch);
	title = arena_printf(arena, "%s of %s", column->name, cell);
	expect = arena_printf(arena, "expect %s is %s    # or %s: put here the one that is meant",
	    column->name, prove_label(arena, label_of(edges, a)),
	    prove_label(arena, label_of(edges, b)));
	diag_note(edges->diags, "for example, as a test:\n%s",
	    example_test(arena, &example, title, expect));
}

/* True, and said, when one band is closed below and the other above. */
static bool
say_styles(const struct edges *edges, const struct band *a, const struct band *b)
{
	if (a->high_included != b->low_included)
		return false;
	diag_note(edges->diags,
	    "close all bands at the same end: below A, A to under B, B or more; or: A or less, "
	    "over A to B, over B");
	return true;
}

static void
report_gap(const struct edges *edges, const struct band *a, const struct band *b, wide value,
    const struct linear *form, const struct choice *choice)
{
	struct arena *arena = edges->prover->arena;

	diag_error(edges->diags, b->at, "band-gap",
	    "%s falls through: it is in neither '%s' nor '%s'%s",
	    prove_spell(arena, edges->kind, value), label_of(edges, a), label_of(edges, b),
	    circumstances(edges, form, choice));
	say_example(edges, a, b, value, form, choice);
	if (!say_styles(edges, a, b))
		diag_note(edges->diags,
		    "begin this band where '%s' ends, with the same figure or setting",
		    label_of(edges, a));
	settings_note(edges, form);
}

static void
report_overlap(const struct edges *edges, const struct band *a, const struct band *b, wide value,
    const struct linear *form, const struct choice *choice)
{
	struct arena *arena = edges->prover->arena;

	diag_error(edges->diags, b->at, "band-overlap", "%s is both '%s' and '%s'%s",
	    prove_spell(arena, edges->kind, value), label_of(edges, a), label_of(edges, b),
	    circumstances(edges, form, choice));
	say_example(edges, a, b, value, form, choice);
	if (!say_styles(edges, a, b))
		diag_note(edges->diags,
		    "end '%s' where '%s' begins, with the same figure or setting",
		    label_of(edges, a), label_of(edges, b));
	settings_note(edges, form);
}

static void
not_proved(const struct edges *edges, const struct band *band)
{
	diag_error(edges->diags, band->at, "band-not-proved",
	    "'%s' has an edge that is no figure, setting or sum of them, so it cannot be shown "
	    "that the bands meet",
	    label_of(edges, band));
	diag_note(edges->diags,
	    "use figures and settings as edges; what depends on the row belongs in a `define`, in "
	    "the column the "
	    "bands go by");
}

/* A value that lies in both, or in neither, of two bands whose edges are `high` and `low`. */
static wide
between(wide high, bool high_taken, wide low, bool low_taken)
{
	if (high_taken)
		return high;
	return low_taken ? low : low + (high - low) / 2;
}

static void
check_neighbours(const struct edges *edges, const struct band *a, const struct band *b)
{
	struct linear high, low, form;
	struct choice most, least;

	if (!a->high || !b->low)
		return;
	if (!prove_linear(edges->prover, a->high, false, &high) ||
	    !prove_linear(edges->prover, b->low, false, &low)) {
		not_proved(edges, b);
		return;
	}
	form = low;
	if (!linear_subtract(&form, &high) || !extreme(edges, &form, true, &most) ||
	    !extreme(edges, &form, false, &least)) {
		not_proved(edges, b);
		return;
	}
	if (most.total > 0)
		report_gap(edges, a, b,
		    between(edge_at(edges, &high, &form, &most), !a->high_included,
			edge_at(edges, &low, &form, &most), !b->low_included),
		    &form, &most);
	if (least.total < 0)
		report_overlap(edges, a, b,
		    between(edge_at(edges, &high, &form, &least), a->high_included,
			edge_at(edges, &low, &form, &least), b->low_included),
		    &form, &least);
	if (most.total > 0 || least.total < 0 || a->high_included != b->low_included)
		return;
	/* the edges are one and the same: it may name a column, whose value is then any */
	if (high.count > 0 && high.parts[0].term.kind != TERM_SETTING) {
		not_proved(edges, b);
		return;
	}
	if (a->high_included)
		report_overlap(edges, a, b, edge_at(edges, &high, &form, &most), &form, &most);
	else
		report_gap(edges, a, b, edge_at(edges, &high, &form, &most), &form, &most);
}

/* Does the band hold anything, and is its lower edge never above its upper one? */
static void
check_extent(const struct edges *edges, const struct band *band)
{
	struct arena *arena = edges->prover->arena;
	struct linear high, low, form;
	struct choice most, least;
	const char *from, *to;

	if (!band->high || !band->low)
		return;
	if (!prove_linear(edges->prover, band->high, false, &high) ||
	    !prove_linear(edges->prover, band->low, false, &low)) {
		not_proved(edges, band);
		return;
	}
	form = high;
	if (!linear_subtract(&form, &low) || !extreme(edges, &form, true, &most) ||
	    !extreme(edges, &form, false, &least)) {
		not_proved(edges, band);
		return;
	}
	if (most.total < 0 || (most.total == 0 && !(band->high_included && band->low_included))) {
		from = prove_spell(arena, edges->kind, edge_at(edges, &low, &form, &most));
		to = prove_spell(arena, edges->kind, edge_at(edges, &high, &form, &most));
		diag_error(edges->diags, band->at, "band-empty",
		    "nothing can be in '%s': it runs from %s to %s%s", label_of(edges, band), from,
		    to, circumstances(edges, &form, &most));
		diag_note(edges->diags, "write the lower edge first, or leave the band out");
		settings_note(edges, &form);
	} else if (least.total < 0) {
		from = prove_spell(arena, edges->kind, edge_at(edges, &low, &form, &least));
		to = prove_spell(arena, edges->kind, edge_at(edges, &high, &form, &least));
		diag_error(edges->diags, band->at, "band-overlap",
		    "the edges of '%s' can pass each other: it runs from %s to %s%s, "
		    "and what lies between is in the bands on both sides",
		    label_of(edges, band), from, to, circumstances(edges, &form, &least));
		settings_note(edges, &form);
	}
}

static void
check_ends(const struct edges *edges)
{
	const struct bands *bands = edges->column->bands;
	const struct band *first = &bands->bands[0], *last = &bands->bands[bands->count - 1];

	if (first->low) {
		diag_error(edges->diags, first->at, "band-ends",
		    "'%s' comes first but has a lower edge, so anything below it has no band",
		    label_of(edges, first));
		diag_note(edges->diags,
		    "begin with a band that is open below: `below A is ...` or `A or less is ...`");
	}
	if (last->high) {
		diag_error(edges->diags, last->at, "band-ends",
		    "'%s' comes last but has an upper edge, so anything above it has no band",
		    label_of(edges, last));
		diag_note(edges->diags,
		    "end with a band that is open above: `A or more is ...` or `over A is ...`");
	}
}

void
prove_bands(struct prover *prover, struct diags *diags, const struct column *column)
{
	const struct bands *bands = column->bands;
	const struct expr **exprs =
	    arena_array(prover->arena, const struct expr *, 2 * (size_t)bands->count + 1);
	struct edges edges = { prover, diags, column, NULL, bands->by->type.kind };
	struct stretches stretches;
	uint32_t count = 0;
	size_t before = diags->errors;

	check_ends(&edges);
	for (uint32_t i = 0; i < bands->count; i++) {
		if (bands->bands[i].low)
			exprs[count++] = bands->bands[i].low;
		if (bands->bands[i].high)
			exprs[count++] = bands->bands[i].high;
	}
	stretches = prove_stretches(prover, exprs, count);
	for (uint32_t s = 0; s < stretches.count && diags->errors == before; s++) {
		edges.stretch = &stretches.all[s];
		for (uint32_t i = 0; i < bands->count; i++) {
			check_extent(&edges, &bands->bands[i]);
			if (i + 1 < bands->count)
				check_neighbours(&edges, &bands->bands[i], &bands->bands[i + 1]);
		}
	}
}
