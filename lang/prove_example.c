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

const char *
prove_label(struct arena *arena, const char *name)
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
pattern_of(const struct column *column)
{
	if (column->refers_to && column->refers_to->key_count == 1 &&
	    column->refers_to != column->table)
		return pattern_of(column->refers_to->keys[0]);
	return column->field ? column->field->pattern : NULL;
}

static bool
is_met(const struct prover *prover, wide number)
{
	return number >= 0 && number < (wide)prover->text_count;
}

/* How many other texts that the rules do not name come before this one. */
static unsigned
place_among_others(const struct problem *problem, const struct solution *solution, wide number)
{
	unsigned place = 0;

	for (uint32_t i = 1; i < problem->figure_count; i++) {
		wide other = solution->figures[i];
		bool counts = problem->figures[i].term.type.kind == KIND_TEXT &&
		    solution->figure_used[i] && !is_met(problem->prover, other) && other < number;

		for (uint32_t j = 1; counts && j < i; j++)
			counts = problem->figures[j].term.type.kind != KIND_TEXT ||
			    !solution->figure_used[j] || solution->figures[j] != other;
		place += counts;
	}
	return place;
}

static const char *
text_words(const struct problem *problem, const struct solution *solution,
    const struct column *column, wide number, struct arena *arena)
{
	enum { ENOUGH = 10000 };	/* a pattern may have fewer texts than are asked for */
	const struct prover *prover = problem->prover;
	unsigned place = place_among_others(problem, solution, number);

	if (is_met(prover, number))
		return quoted(arena, prover->texts[(size_t)number]);
	for (unsigned turn = 0;; turn++) {
		const char *text = fitting(arena, pattern_of(column), turn);
		bool taken = false;

		for (uint32_t i = 0; i < prover->text_count; i++)
			taken |= strcmp(prover->texts[i], text) == 0;
		if ((!taken && place-- == 0) || turn == ENOUGH)
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
			return text_words(problem, solution, column, solution->figures[i],
			    arena);
		return prove_spell(arena, column->type.kind, solution->figures[i]);
	}
	return NULL;
}

static const char *
any_value(const struct column *column, struct arena *arena)
{
	switch ((int)column->type.kind) {
	case KIND_TEXT:
		return quoted(arena, fitting(arena, pattern_of(column), 0));
	case KIND_YES_NO:
		return "yes";
	case KIND_LABEL:
		return prove_label(arena, column->type.labels->names[0]);
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
			label = bit < column->type.labels->count ?
			    column->type.labels->names[bit] :
			    "A_local_label";
		}
	}
	if (label)
		return column->type.kind == KIND_YES_NO ? label : prove_label(arena, label);
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
			out = arena_printf(arena, "%s  set %s to %s\n", out, term->setting->name,
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
			out = arena_printf(arena, "%s  set %s to %s\n", out, set->setting->name,
			    set->setting->type.kind == KIND_YES_NO
			        ? set->setting->type.labels->names[bit]
			        : prove_label(arena, set->setting->type.labels->names[bit]));
	}
	return out;
}

int64_t
example_day(const struct program *program)
{
	int64_t day = program->in_force_from;

	if (day == INT64_MIN)
		date_from_civil(2022, 4, 1, &day);
	return day;
}

void
example_give(struct arena *arena, struct example *example, const struct table *table,
    const struct column *column, const char *cell)
{
	example->given = arena_printf(arena, "%s%s %s is %s",
	    *example->given ? example->given : arena_printf(arena, "given %s with", table->name),
	    *example->given ? "," : "", column_written(arena, column), cell);
}

static int64_t
period_of(enum kind kind, int64_t day)
{
	return kind == KIND_MONTH ? date_month(day) :
	    kind == KIND_QUARTER  ? date_quarter(day) :
				    date_year(day);
}

static int64_t
first_day_of(enum kind kind, int64_t period)
{
	return kind == KIND_MONTH ? month_first_day(period) :
	    kind == KIND_QUARTER  ? quarter_first_day(period) :
				    year_first_day(period);
}

/* Some period, or day, of the column whose settings are those of the stretch, which `day` is in:
 * the period around it, or the next or last one where its first or last day falls outside. */
static const char *
in_stretch(struct arena *arena, const struct table *table, const struct stretch *stretch,
    int64_t day)
{
	enum kind kind = table->settings_column->type.kind;
	int64_t period = day;

	if (kind_is_period(kind)) {
		period = period_of(kind, day);
		if (table->settings_day == SETTINGS_AT_FIRST_DAY)
			period += first_day_of(kind, period) < stretch->from;
		else
			period -= first_day_of(kind, period + 1) > stretch->until;
	}
	return prove_spell(arena, kind, period);
}

void
example_in_stretch(struct arena *arena, struct example *example, const struct table *table,
    const struct stretch *stretch)
{
	int64_t day = stretch->from != INT64_MIN ? stretch->from
	    : stretch->until != INT64_MAX        ? stretch->until - 1
	                                         : example->on;

	if (stretch->from == INT64_MIN && example->on < stretch->until)
		day = example->on;
	if (!table || table->settings_day == SETTINGS_AT_RUN_DATE)
		example->on = day;
	else
		example_give(arena, example, table, table->settings_column,
		    in_stretch(arena, table, stretch, day));
}

/* Is a column stated of the row that this reference points to? */
static bool
is_followed(const struct problem *problem, const struct solution *solution,
    const struct column *reference)
{
	for (uint32_t i = 0; i < problem->set_count; i++)
		if (problem->sets[i].through != NULL && solution->set_used[i] &&
		    problem->sets[i].through->column == reference)
			return true;
	return false;
}

/* That row, as another `given`. */
static void
give_other(struct arena *arena, struct example *example, const struct problem *problem,
    const struct solution *solution, const struct column *reference, const char *cell)
{
	const struct table *table = reference->refers_to;

	example->others = arena_printf(arena, "%s  given %s with %s is %s", example->others,
	    table->name, table->keys[0]->name, cell);
	for (uint32_t i = 0; i < problem->set_count; i++) {
		const struct set *set = &problem->sets[i];
		const struct column *column;
		const char *label;
		uint32_t bit = 0;

		if (set->through == NULL || !solution->set_used[i] ||
		    set->through->column != reference)
			continue;
		while (!((solution->sets[i] >> bit) & 1))
			bit++;
		column = set->through->through;
		label = column->type.labels->names[bit];
		example->others = arena_printf(arena, "%s, %s is %s", example->others,
		    column_written(arena, column),
		    column->type.kind == KIND_YES_NO ? label : prove_label(arena, label));
	}
	example->others = arena_printf(arena, "%s\n", example->others);
}

static bool
table_has_key(const struct table *table, const struct column *column)
{
	for (uint32_t i = 0; i < table->key_count; i++)
		if (table->keys[i] == column)
			return true;
	return false;
}

/* Is a letter of the row stated to be sent? The register then says so, by the row's keys. */
static bool
is_sent(const struct problem *problem, const struct solution *solution,
    const struct column *sent, struct arena *arena)
{
	const char *cell = sent->origin == COLUMN_SENT ?
	    cell_words(problem, solution, sent, arena) : NULL;

	return cell != NULL && strcmp(cell, "yes") == 0;
}

static bool
any_sent(const struct problem *problem, const struct solution *solution, struct arena *arena)
{
	const struct table *table = problem->prover->table;

	for (uint32_t i = 0; i < table->column_count; i++)
		if (is_sent(problem, solution, table->columns[i], arena))
			return true;
	return false;
}

/* What the row holds in a key; some value where it does not matter. */
static const char *
key_words(const struct problem *problem, const struct solution *solution,
    const struct column *key, struct arena *arena)
{
	const char *cell = cell_words(problem, solution, key, arena);

	return cell != NULL ? cell : any_value(key, arena);
}

static void
give_sent(struct arena *arena, struct example *example, const struct problem *problem,
    const struct solution *solution, const struct column *sent)
{
	const struct letter_register *kept = problem->prover->program->letter_register;
	const struct table *table = sent->table;
	const char *name = sent->letter->name;

	example->others = arena_printf(arena, "%s  given %s with %s is %s", example->others,
	    kept->table->name, kept->named_by->name, prove_label(arena, name));
	for (uint32_t i = 0; i < table->key_count; i++)
		example->others = arena_printf(arena, "%s, %s is %s", example->others,
		    table->keys[i]->name,
		    key_words(problem, solution, table->keys[i], arena));
	example->others = arena_printf(arena, "%s, %s is %s\n", example->others,
	    kept->table->dated_by->name, prove_spell(arena, KIND_DATE, example->on));
}

struct example
prove_example(const struct problem *problem, const struct solution *solution, struct arena *arena)
{
	const struct table *table = problem->prover->table;
	const struct program *program = problem->prover->program;
	struct example out = { .given = "",
		.sets = settings_words(problem, solution, arena),
		.others = "",
		.on = example_day(program) };
	bool day_matters = false, register_asked = any_sent(problem, solution, arena);

	for (uint32_t i = 1; i < problem->figure_count; i++)
		if (problem->figures[i].term.kind == TERM_RUN_DATE &&
		    (solution->figure_used[i] || problem->many_stretches)) {
			out.on = (int64_t)solution->figures[i];
			day_matters = true;
		}
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];
		bool stated = column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY;
		bool outcome = problem->prover->states_outcomes && column->type.labels != NULL;
		const char *cell = stated || outcome ?
		    cell_words(problem, solution, column, arena) : NULL;

		if (!cell && stated && problem->prover->stated && problem->prover->stated[i])
			cell = any_value(column, arena);
		if (is_followed(problem, solution, column)) {
			cell = cell ? cell : any_value(column, arena);
			give_other(arena, &out, problem, solution, column, cell);
		}
		if (!cell && register_asked && table_has_key(table, column))
			cell = any_value(column, arena);
		if (cell && column->origin != COLUMN_SENT)
			example_give(arena, &out, table, column, cell);
	}
	if (problem->many_stretches && table->settings_column != NULL &&
	    table->settings_column->origin != COLUMN_FIELD &&
	    table->settings_column->origin != COLUMN_KEY)
		example_in_stretch(arena, &out, table, &problem->stretch);
	/* a row that is dated later than the run does not exist yet */
	for (uint32_t i = 1; i < problem->figure_count && table->dated_by && !day_matters; i++)
		if (problem->figures[i].term.kind == TERM_FIELD &&
		    problem->figures[i].term.column == table->dated_by &&
		    solution->figures[i] > out.on)
			out.on = (int64_t)solution->figures[i];
	if (!*out.given && table->key_count > 0)
		example_give(arena, &out, table, table->keys[0], any_value(table->keys[0], arena));
	for (uint32_t i = 0; register_asked && i < table->column_count; i++)
		if (is_sent(problem, solution, table->columns[i], arena))
			give_sent(arena, &out, problem, solution, table->columns[i]);
	return out;
}

const char *
example_title(struct arena *arena, const char *words)
{
	char *out = arena_copy(arena, words, strlen(words));
	size_t kept = 0;

	for (size_t i = 0; out[i]; i++)
		if (out[i] != '"')
			out[kept++] = out[i];
	out[kept] = '\0';
	return out;
}

const char *
example_test(
    struct arena *arena, const struct example *example, const char *name, const char *expect)
{
	const char *given = *example->given ? arena_printf(arena, "  %s\n", example->given) : "";

	return arena_printf(arena, "test \"%s\" on %s\n%s%s%s  %s", name,
	    prove_spell(arena, KIND_DATE, example->on), example->sets, example->others, given,
	    expect);
}
