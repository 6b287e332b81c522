/*
 * Boundary words against quoted text: `is at least` where the clause that is cited is called "Over
 * 40 days", or a note of the rule, or of the setting that holds the figure, says so. Only text that
 * holds the figure itself, with its unit, is looked at; text that draws the line both ways at one
 * figure says nothing. Which side is meant to be eligible is not judged: "over 40" and `at most 40`
 * draw the same line.
 */
#include <string.h>

#include "lang/find_internal.h"
#include "lang/find_quote.h"

struct comparer {
	struct diags *diags;
	const struct program *program;
	const struct root *root;
};

/* One line drawn: what is compared, with what, on which side the figure itself stands. */
struct drawn {
	const struct expr *threshold;
	enum boundary boundary;
	struct span at;
	const struct provenance *provenance;
	const struct provenance *whole; /* of the decide the line is part of, or NULL */
	const char *instead; /* what to write for the other side */
};

static void
read_provenance(struct quote *quote, const struct provenance *provenance, const struct value *value)
{
	for (uint32_t i = 0; i < provenance->note_count; i++)
		quote_read(quote, provenance->notes[i], value);
	for (uint32_t i = 0; i < provenance->cite_count; i++)
		if (provenance->cites[i].clause != NULL)
			quote_read(quote, provenance->cites[i].clause, value);
}

/* True, and said, when the text draws the line on the other side. */
static bool
compare_with_text(struct diags *diags, const struct drawn *drawn, const struct value *value,
    const struct provenance *setting, const struct provenance *later)
{
	struct arena scratch = ARENA_INIT;
	struct quote quote = { 0, NULL, 0 };
	enum boundary other =
	    drawn->boundary == BOUNDARY_WITH_ABOVE ? BOUNDARY_WITH_BELOW : BOUNDARY_WITH_ABOVE;
	static const char *const sizes[] = { "what is less", "what is more" },
	                         *const days[] = { "earlier days", "later days" };
	const char *const *sides = value->type.kind == KIND_DATE ? days : sizes;
	bool above = drawn->boundary == BOUNDARY_WITH_ABOVE;

	read_provenance(&quote, drawn->provenance, value);
	if (drawn->whole != NULL && drawn->whole != drawn->provenance)
		read_provenance(&quote, drawn->whole, value);
	if (setting != NULL)
		read_provenance(&quote, setting, value);
	if (later != NULL)
		read_provenance(&quote, later, value);
	if (quote.boundaries != (unsigned)other) {
		arena_release(&scratch);
		return false;
	}
	diag_warning(diags, drawn->at, "boundary-word",
	    "exactly %s goes with %s here, and with %s in \"%.*s\"",
	    value_spell(&scratch, value, SPELL_READER), sides[above], sides[!above],
	    (int)quote.length, quote.words);
	if (drawn->instead != NULL)
		diag_note(diags, "to follow the words that are quoted, write: %s", drawn->instead);
	else
		diag_note(diags,
		    "to follow the words that are quoted, let exactly %s belong to the other band: "
		    "`A or less is ...`, "
		    "`over A is ...` take it in below, `below A is ...`, `A or more is ...` above",
		    value_spell(&scratch, value, SPELL_READER));
	diag_note(diags,
	    "if the rule is right as it stands, mend the words, or say why: accepted because "
	    "\"...\"");
	arena_release(&scratch);
	return true;
}

/* Returns the figure that was found fault with, or NULL. */
static const struct value *
check_drawn(struct diags *diags, const struct drawn *drawn)
{
	const struct expr *threshold = drawn->threshold;
	const struct setting *setting = threshold->setting;

	if (threshold->kind == EXPR_VALUE)
		return compare_with_text(diags, drawn, &threshold->value, NULL, NULL)
		    ? &threshold->value
		    : NULL;
	if (threshold->kind != EXPR_SETTING || setting == NULL)
		return NULL;
	for (uint32_t i = 0; i < setting->value_count; i++)
		if (setting->values[i].count == 1 &&
		    compare_with_text(diags, drawn, &setting->values[i].values[0],
		        &setting->provenance, &setting->values[i].provenance))
			return &setting->values[i].values[0];
	return NULL;
}

static const char *
words_for(enum comparison compare)
{
	switch (compare) {
	case COMPARE_MORE: return "is more than";
	case COMPARE_LESS: return "is less than";
	case COMPARE_AT_LEAST: return "is at least";
	case COMPARE_AT_MOST: return "is at most";
	case COMPARE_BEFORE: return "is before";
	case COMPARE_AFTER: return "is after";
	case COMPARE_ON_OR_BEFORE: return "is on or before";
	case COMPARE_ON_OR_AFTER: return "is on or after";
	case COMPARE_IS:
	case COMPARE_IS_NOT: break;
	}
	return NULL;
}

/* The comparison that draws the line on the other side of the figure; COMPARE_IS for one that draws
 * none. */
static enum comparison
neighbour(enum comparison compare)
{
	switch (compare) {
	case COMPARE_MORE: return COMPARE_AT_LEAST;
	case COMPARE_AT_LEAST: return COMPARE_MORE;
	case COMPARE_LESS: return COMPARE_AT_MOST;
	case COMPARE_AT_MOST: return COMPARE_LESS;
	case COMPARE_BEFORE: return COMPARE_ON_OR_BEFORE;
	case COMPARE_ON_OR_BEFORE: return COMPARE_BEFORE;
	case COMPARE_AFTER: return COMPARE_ON_OR_AFTER;
	case COMPARE_ON_OR_AFTER: return COMPARE_AFTER;
	case COMPARE_IS:
	case COMPARE_IS_NOT: break;
	}
	return COMPARE_IS;
}

/* The same comparison read from the other side: 40 is less than x. */
static enum comparison
mirrored(enum comparison compare)
{
	switch (compare) {
	case COMPARE_MORE: return COMPARE_LESS;
	case COMPARE_LESS: return COMPARE_MORE;
	case COMPARE_AT_LEAST: return COMPARE_AT_MOST;
	case COMPARE_AT_MOST: return COMPARE_AT_LEAST;
	case COMPARE_BEFORE: return COMPARE_AFTER;
	case COMPARE_AFTER: return COMPARE_BEFORE;
	case COMPARE_ON_OR_BEFORE: return COMPARE_ON_OR_AFTER;
	case COMPARE_ON_OR_AFTER: return COMPARE_ON_OR_BEFORE;
	case COMPARE_IS:
	case COMPARE_IS_NOT: break;
	}
	return compare;
}

static bool
is_threshold(const struct expr *expr)
{
	return expr->kind == EXPR_VALUE || expr->kind == EXPR_SETTING;
}

static bool
takes_in_above(enum comparison compare)
{
	return compare == COMPARE_AT_LEAST || compare == COMPARE_LESS ||
	    compare == COMPARE_ON_OR_AFTER || compare == COMPARE_BEFORE;
}

static bool
takes_in_itself(enum comparison compare)
{
	return compare == COMPARE_AT_LEAST || compare == COMPARE_AT_MOST ||
	    compare == COMPARE_ON_OR_AFTER || compare == COMPARE_ON_OR_BEFORE;
}

/* A row that stands exactly at the figure, as a test of the line or definition the comparison is
 * part of. */
static void
say_example(struct comparer *comparer, const struct expr *expr, struct arena *arena)
{
	const struct root *root = comparer->root;
	struct prover prover = {
		.arena = arena, .program = comparer->program, .table = root->table
	};
	struct expr exactly = *expr;
	const struct rule *rule = NULL;
	struct inquiry inquiry;
	struct question question = question_new();
	bool met = takes_in_itself(expr->compare);
	const char *answer, *name;

	if (root->column == NULL || (root->kind != ROOT_WHEN && root->kind != ROOT_DEFINE))
		return;
	for (uint32_t i = 0; root->kind == ROOT_WHEN && i < root->column->decide->rule_count; i++)
		if (root->column->decide->rules[i].when == root->expr)
			rule = &root->column->decide->rules[i];
	if (rule != NULL && (rule->outcome == NULL || rule->outcome->kind != EXPR_VALUE))
		return;
	exactly.compare = COMPARE_IS;
	inquiry_open(&inquiry, &prover, &root->expr, 1);
	question_ask(&inquiry, &question, &exactly, ANSWER_YES);
	question_ask(&inquiry, &question, root->expr, met ? ANSWER_YES : ANSWER_NO);
	if (inquiry_answer(&inquiry, &question) != VERDICT_CAN)
		return;
	answer = rule != NULL ? prove_text(&prover, rule->outcome->at) : met ? "yes" : "no";
	name = arena_printf(arena, "%s, %s exactly", column_written(arena, root->column),
	    example_title(arena, prove_text(&prover, expr->at)));
	diag_note(comparer->diags, "for example, as a test:\n%s",
	    example_test(arena, &inquiry.example, name,
	        arena_printf(arena, "expect %s is %s    # %s",
	            column_written(arena, root->column), answer,
	            rule != NULL && !met ? "if the figure itself is meant to count"
	                                 : "if that is meant; else put here what is")));
}

static void
check_compare(void *with, const struct expr *expr)
{
	struct comparer *comparer = with;
	struct arena scratch = ARENA_INIT;
	struct prover prover = { .arena = &scratch, .program = comparer->program };
	struct drawn drawn = { .at = expr->at, .provenance = comparer->root->provenance };
	bool right;

	if (comparer->root->kind == ROOT_WHEN && comparer->root->column != NULL)
		drawn.whole = &comparer->root->column->provenance;
	if (expr->kind != EXPR_COMPARE || neighbour(expr->compare) == COMPARE_IS) {
		arena_release(&scratch);
		return;
	}
	right = is_threshold(expr->b);
	if (right != is_threshold(expr->a)) {
		drawn.threshold = right ? expr->b : expr->a;
		drawn.boundary = takes_in_above(right ? expr->compare : mirrored(expr->compare))
		    ? BOUNDARY_WITH_ABOVE
		    : BOUNDARY_WITH_BELOW;
		drawn.instead = arena_printf(&scratch, "%s %s %s", prove_text(&prover, expr->a->at),
		    words_for(neighbour(expr->compare)), prove_text(&prover, expr->b->at));
		if (check_drawn(comparer->diags, &drawn) != NULL)
			say_example(comparer, expr, &scratch);
	}
	arena_release(&scratch);
}

static void
check_root(void *with, const struct root *root)
{
	struct comparer *comparer = with;

	comparer->root = root;
	find_within(root->expr, check_compare, comparer);
}

static void
say_band(struct diags *diags, const struct program *program, const struct column *column,
    uint32_t i, const struct value *value)
{
	struct arena scratch = ARENA_INIT;
	const struct bands *bands = column->bands;
	const struct band *holds = &bands->bands[bands->bands[i].low_included ? i : i - 1];
	struct example example = { "", "", "", example_day(program) };
	const char *cell, *label;

	if (value != NULL) {
		cell = value_spell(&scratch, value, SPELL_READER);
		label = prove_label(&scratch, column->type.labels->names[holds->label]);
		example_give(&scratch, &example, column->table, bands->by, cell);
		diag_note(diags, "for example, as a test:\n%s",
		    example_test(&scratch, &example,
			arena_printf(&scratch, "%s, exactly %s", column_written(&scratch, column),
			    cell),
			arena_printf(&scratch,
			    "expect %s is %s    # if that is meant; else put here what is",
			    column_written(&scratch, column), label)));
	}
	arena_release(&scratch);
}

static void
check_bands(struct diags *diags, const struct program *program, const struct column *column)
{
	for (uint32_t i = 1; column->bands != NULL && i < column->bands->count; i++) {
		const struct band *band = &column->bands->bands[i];
		const struct drawn drawn = { band->low,
			band->low_included ? BOUNDARY_WITH_ABOVE : BOUNDARY_WITH_BELOW, band->at,
			&column->provenance, NULL, NULL };

		if (band->low != NULL)
			say_band(diags, program, column, i, check_drawn(diags, &drawn));
	}
}

void
find_boundaries(struct diags *diags, const struct program *program)
{
	struct arena scratch = ARENA_INIT;
	struct comparer comparer = { diags, program, NULL };

	find_roots(program, &scratch, check_root, &comparer);
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t c = 0; c < program->tables[t]->column_count; c++)
			check_bands(diags, program, program->tables[t]->columns[c]);
	arena_release(&scratch);
}
