/*
 * An example row, spelt as the lines of a test: it can be pasted behind `given`.
 */
#include <string.h>

#include "lang/date.h"
#include "lang/prove_internal.h"

static const char *
quoted(struct arena *arena, const char *text)
{
	return arena_printf(arena, "\"%s\"", text);
}

/* A label as a policy writes it: quoted unless it is one word that begins with a capital. */
static const char *
label_words(struct arena *arena, const char *name)
{
	bool plain =
	    name[0] >= 'A' && name[0] <= 'Z' && strcmp(name, "Yes") != 0 && strcmp(name, "No") != 0;

	for (const char *c = name; *c; c++)
		if (!((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
			(*c >= '0' && *c <= '9') || *c == '_'))
			plain = false;
	return plain ? name : quoted(arena, name);
}

/* A text that fits a pattern; `turn` gives different ones. */
static const char *
fitting(struct arena *arena, const char *pattern, unsigned turn)
{
	char *out;

	if (!pattern)
		return turn == 0 ? "any text" : arena_printf(arena, "any text %u", turn);
	out = arena_copy(arena, pattern, strlen(pattern));
	for (size_t i = strlen(out); i-- > 0;) {
		unsigned here = out[i] == '#' ? 10 : out[i] == '@' || out[i] == '?' ? 26 : 0;

		if (here == 0)
			continue;
		out[i] = (char)((here == 10 ? '0' : 'A') + (int)(turn % here));
		turn /= here;
	}
	return out;
}

static const char *
text_words(const struct problem *problem, const struct column *column, wide number,
    struct arena *arena)
{
	const struct prover *prover = problem->prover;
	const char *text;
	unsigned turn = (unsigned)(number < 0 ? -number : number) * 2 + (number < 0);

	if (number >= 0 && number < (wide)prover->text_count)
		return quoted(arena, prover->texts[(size_t)number]);
	for (;; turn++) {
		bool taken = false;

		text = fitting(arena, column->field->pattern, turn);
		for (uint32_t i = 0; i < prover->text_count; i++)
			taken |= strcmp(prover->texts[i], text) == 0;
		if (!taken || turn > 10000)
			return quoted(arena, text);
	}
}

static const char *
figure_words(const struct problem *problem, const struct solution *solution,
    const struct column *column, struct arena *arena)
{
	for (uint32_t i = 1; i < problem->figure_count; i++) {
		const struct term *term = &problem->figures[i].term;

		if (term->kind != TERM_FIELD || term->column != column || !solution->figure_used[i])
			continue;
		if (column->type.kind == KIND_TEXT)
			return text_words(problem, column, solution->figures[i], arena);
		return prove_spell(arena, column->type.kind, solution->figures[i]);
	}
	return NULL;
}

static const char *
any_value(const struct column *column, struct arena *arena)
{
	switch ((int)column->type.kind) {
	case KIND_TEXT:
		return quoted(arena, fitting(arena, column->field->pattern, 0));
	case KIND_YES_NO:
		return "yes";
	case KIND_LABEL:
		return label_words(arena, column->type.labels->names[0]);
	case KIND_DATE:
		return "2020-01-01";
	case KIND_MONTH:
		return "2020-01";
	case KIND_QUARTER:
		return "2020/21 Q1";
	case KIND_YEAR:
		return "2020/21";
	default:
		return prove_spell(arena, column->type.kind,
		    column->type.kind == KIND_WEEKS ? 7 : kind_scale(column->type.kind));
	}
}

/* What the row holds in a column; NULL when the column does not matter. */
static const char *
cell_words(const struct problem *problem, const struct solution *solution,
    const struct column *column, struct arena *arena)
{
	bool given = false, whole = false;
	const char *label = NULL, *figure;

	for (uint32_t i = 0; i < problem->set_count; i++) {
		const struct set *set = &problem->sets[i];

		if (set->column != column || !solution->set_used[i])
			continue;
		if (set->kind == SET_STATE && !(solution->sets[i] & STATE_GIVEN))
			return "blank";
		if (set->kind == SET_STATE)
			given = true;
		if (set->kind == SET_QUARTER)
			whole = true;
		if (set->kind == SET_LABELS) {
			uint32_t bit = 0;

			while (!((solution->sets[i] >> bit) & 1))
				bit++;
			label = column->type.labels->names[bit];
		}
	}
	if (label)
		return column->type.kind == KIND_YES_NO ? label : label_words(arena, label);
	figure = figure_words(problem, solution, column, arena);
	if (figure)
		return figure;
	/* the day that picks the settings matters too, where they change */
	if (problem->many_stretches && problem->prover->table->settings_column == column)
		whole = true;
	for (uint32_t i = 1; whole && i < problem->figure_count; i++)
		if (problem->figures[i].term.kind == TERM_FIELD &&
		    problem->figures[i].term.column == column)
			return prove_spell(arena, column->type.kind, solution->figures[i]);
	return given ? any_value(column, arena) : NULL;
}

static const char *
settings_words(const struct problem *problem, const struct solution *solution, struct arena *arena)
{
	const char *out = "";

	for (uint32_t i = 1; i < problem->figure_count; i++) {
		const struct term *term = &problem->figures[i].term;

		if (term->kind == TERM_SETTING && solution->figure_used[i] &&
		    term->type.kind != KIND_TEXT)
			out = arena_printf(arena, "%s; set %s to %s", out, term->setting->name,
			    prove_spell(arena, term->type.kind, solution->figures[i]));
	}
	for (uint32_t i = 0; i < problem->set_count; i++) {
		const struct set *set = &problem->sets[i];
		uint32_t bit = 0;

		if (set->kind != SET_SETTING || !solution->set_used[i])
			continue;
		while (!((solution->sets[i] >> bit) & 1))
			bit++;
		if (set->setting->type.labels)
			out = arena_printf(arena, "%s; set %s to %s", out, set->setting->name,
			    set->setting->type.kind == KIND_YES_NO ?
				set->setting->type.labels->names[bit] :
				label_words(arena, set->setting->type.labels->names[bit]));
	}
	return out;
}

struct example
prove_example(const struct problem *problem, const struct solution *solution, struct arena *arena)
{
	const struct table *table = problem->prover->table;
	struct example out = { "", "", "" };

	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];
		bool stated = column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY;
		const char *cell = stated ? cell_words(problem, solution, column, arena) : NULL;

		if (cell)
			out.row = arena_printf(arena, "%s%s %s is %s", out.row, *out.row ? "," : "",
			    column->name, cell);
	}
	out.row = *out.row ? arena_printf(arena, "given %s with%s", table->name, out.row) :
	    arena_printf(arena, "any row of %s", table->name);
	out.settings = settings_words(problem, solution, arena);
	for (uint32_t i = 1; i < problem->figure_count; i++)
		if (problem->figures[i].term.kind == TERM_RUN_DATE &&
		    (solution->figure_used[i] || problem->many_stretches))
			out.day = arena_printf(arena, "; on %s",
			    prove_spell(arena, KIND_DATE, solution->figures[i]));
	return out;
}
