/*
 * Reports that count by label in columns side by side, `count where category is Payments` and the
 * next:
 *
 * - with no column for one of the labels: its rows are then in none of them, and the columns add up
 *   to less than the rows. A column that is worked out by taking away may be the rest, so such a
 *   report is left in peace; so is one with columns for less than most of the labels;
 * - with the same labels in two of them: the second shows the number of the first again. A column
 *   for some of the labels of another, or for more, may be a subtotal;
 * - with one that is headed as a label of the list, and counts others. It is taken for the column
 *   of
 *   that label in the two above, so that one slip is told once.
 */
#include "lang/find_internal.h"

#include <string.h>

enum { PARTS_MAX = 8 };

/* `what where RESIDUE and SUBJECT is LABELS` */
struct counted {
	const struct report_column *column;
	const struct label_set *set;
	const char *subject, *rest;
	uint64_t labels;
	uint64_t meant; /* the same, or the label that stands in the heading */
};

struct tally {
	struct diags *diags;
	struct prover prover;
	const struct report *report;
	struct counted *all;
	uint32_t count;
};

static bool
asks_for_labels(const struct expr *expr, const struct expr **subject, uint64_t *labels)
{
	bool denied = expr->kind == EXPR_NOT;
	const struct expr *asked = denied ? expr->a : expr;

	if (asked->kind != EXPR_LABELS_IN || asked->a == NULL ||
	    asked->a->type.kind != KIND_LABEL || asked->a->type.labels == NULL)
		return false;
	*subject = asked->a;
	*labels = label_set_all((*subject)->type.labels) &
	    (denied ? ~asked->labels : asked->labels);
	return true;
}

static uint32_t
parts_of(const struct expr *where, const struct expr *parts[PARTS_MAX])
{
	if (where == NULL)
		return 0;
	if (where->kind != EXPR_ALL) {
		parts[0] = where;
		return 1;
	}
	if (where->part_count > PARTS_MAX)
		return 0;
	for (uint32_t i = 0; i < where->part_count; i++)
		parts[i] = where->parts[i];
	return where->part_count;
}

static bool
letters_alike(char a, char b)
{
	a = a == '_' || a == '-' ? ' ' : (char)(a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a);
	b = b == '_' || b == '-' ? ' ' : (char)(b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
	return a == b;
}

/* The label whose name the heading is, blank, hyphen and underscore alike; none: 0. */
static uint64_t
label_in_heading(const struct label_set *set, const char *heading)
{
	for (uint32_t i = 0; heading != NULL && i < set->count; i++) {
		const char *name = set->names[i];
		size_t at = 0;

		while (name[at] != '\0' && letters_alike(name[at], heading[at]))
			at++;
		if (name[at] == '\0' && heading[at] == '\0')
			return UINT64_C(1) << i;
	}
	return 0;
}

/* Each condition about labels in the `where` of a column, and what else stands there. */
static void
take_apart(struct tally *tally, const struct report_column *column)
{
	const struct expr *parts[PARTS_MAX], *subject;
	uint32_t count = parts_of(column->where, parts);
	uint64_t labels;

	for (uint32_t i = 0; i < count; i++) {
		struct counted *counted = &tally->all[tally->count];
		const char *rest =
		    arena_printf(tally->prover.arena, "%d %s", (int)column->aggregate,
			column->what != NULL ? prove_text(&tally->prover, column->what->at) : "");

		if (!asks_for_labels(parts[i], &subject, &labels))
			continue;
		for (uint32_t other = 0; other < count; other++)
			if (other != i)
				rest = arena_printf(tally->prover.arena, "%s and %s", rest,
				    prove_text(&tally->prover, parts[other]->at));
		*counted = (struct counted){ column, subject->type.labels,
			prove_text(&tally->prover, subject->at), rest, labels,
			label_in_heading(subject->type.labels, column->heading) };
		if (counted->meant == 0 || (counted->meant & labels) != 0)
			counted->meant = labels;
		tally->count++;
	}
}

static bool
same_subject(const struct counted *a, const struct counted *b)
{
	return strcmp(a->subject, b->subject) == 0 && a->set->count == b->set->count;
}

/* Those that rows of the report can have. */
static uint64_t
labels_in_report(struct tally *tally, const struct counted *counted)
{
	const struct expr *parts[PARTS_MAX], *subject;
	uint32_t count = parts_of(tally->report->where, parts);
	uint64_t all = label_set_all(counted->set), labels;

	for (uint32_t i = 0; i < count; i++)
		if (asks_for_labels(parts[i], &subject, &labels) &&
		    strcmp(prove_text(&tally->prover, subject->at), counted->subject) == 0)
			all &= labels;
	return all;
}

static uint32_t
how_many(uint64_t labels)
{
	uint32_t count = 0;

	for (; labels != 0; labels &= labels - 1)
		count++;
	return count;
}

static const char *
spell_labels(struct tally *tally, const struct label_set *set, uint64_t labels)
{
	const char *text = "";

	for (uint32_t i = 0; i < set->count; i++)
		if ((labels >> i) & 1)
			text = arena_printf(tally->prover.arena, "%s%s'%s'", text,
			    *text != '\0' ? " or " : "", set->names[i]);
	return text;
}

/* ---- one column ---- */

static void
look_at_heading(struct tally *tally, const struct counted *one)
{
	const char *subject = one->subject;
	struct arena *arena = tally->prover.arena;
	const char *label;

	if (one->meant == one->labels)
		return;
	label = spell_labels(tally, one->set, one->meant);
	diag_warning(tally->diags, one->column->at, "heading-of-other-label",
	    "column '%s' is headed \"%s\", a label of %s, but counts %s", one->column->name,
	    one->column->heading, subject, spell_labels(tally, one->set, one->labels));
	for (uint32_t i = 0; i < one->set->count; i++)
		if ((one->meant >> i) & 1)
			diag_note(tally->diags,
			    "to count the rows of %s, write in this line: %s is %s", label, subject,
			    prove_label(arena, one->set->names[i]));
	diag_note(tally->diags,
	    "if the condition is right, give the column another heading; if both are, say so, "
	    "directly below: accepted because \"...\"");
}

/* The same rows as an earlier column counts, and so the same number. */
static void
look_for_twice(struct tally *tally, uint32_t at)
{
	const struct counted *one = &tally->all[at];

	for (uint32_t i = 0; i < at; i++) {
		const struct counted *before = &tally->all[i];

		if (before->column == one->column || !same_subject(before, one) ||
		    before->meant != before->labels || one->meant != one->labels ||
		    before->labels != one->labels || strcmp(before->rest, one->rest) != 0)
			continue;
		diag_warning(tally->diags, one->column->at, "label-counted-twice",
		    "column '%s' counts the rows where %s is %s, and so does '%s' above",
		    one->column->name, one->subject, spell_labels(tally, one->set, one->labels),
		    before->column->name);
		diag_note_at(tally->diags, before->column->at,
		    "both show the same number: change the label behind '%s is' in the one that "
		    "is to count other rows, or leave one of the two out",
		    one->subject);
		diag_note(tally->diags,
		    "if both are wanted, say so, directly below the second: accepted because "
		    "\"...\"");
		return;
	}
}

/* ---- columns side by side ---- */

static bool
are_sisters(const struct counted *a, const struct counted *b)
{
	return same_subject(a, b) && strcmp(a->rest, b->rest) == 0;
}

/* For all that another column side by side with it is for, and more. */
static bool
is_subtotal(const struct tally *tally, const struct counted *one)
{
	for (uint32_t i = 0; i < tally->count; i++) {
		const struct counted *other = &tally->all[i];

		if (are_sisters(one, other) && other->meant != one->meant &&
		    (other->meant & ~one->meant) == 0)
			return true;
	}
	return false;
}

struct reading_of {
	const struct tally *tally;
	const struct counted *sister;
	const struct report_column *of; /* the first that is read */
};

static void
look_for_sister(void *with, const struct expr *expr)
{
	struct reading_of *reading = with;
	for (uint32_t i = 0; i < reading->tally->count; i++) {
		const struct counted *other = &reading->tally->all[i];

		if (reading->of == NULL && expr->kind == EXPR_REPORT_COLUMN &&
		    expr->report_column == other->column &&
		    are_sisters(reading->sister, other))
			reading->of = other->column;
	}
}

/* Percentages and totals are made of the columns there are, and not of one that comes to them. */
static void
note_those_worked_out(struct tally *tally, const struct counted *one)
{
	for (uint32_t i = 0; i < tally->report->column_count; i++) {
		const struct report_column *column = &tally->report->columns[i];
		struct reading_of reading = { tally, one, NULL };

		if (column->body == REPORT_VALUE)
			find_within(column->value, look_for_sister, &reading);
		if (reading.of != NULL)
			diag_note_at(tally->diags, column->at,
			    "'%s' is worked out from '%s': look whether those rows belong in it "
			    "too; "
			    "a new column does not come into it by itself",
			    column->name, reading.of->name);
	}
}

static void
look_at_columns_like(struct tally *tally, uint32_t first)
{
	const struct counted *one = &tally->all[first], *last = one;
	uint64_t counted = 0, mentioned = 0, missing;
	uint32_t columns = 0;

	if (is_subtotal(tally, one))
		return;
	for (uint32_t i = 0; i < tally->count; i++) {
		const struct counted *other = &tally->all[i];

		if (!same_subject(one, other))
			continue;
		mentioned |= other->meant | other->labels;
		if (!are_sisters(one, other) || is_subtotal(tally, other))
			continue;
		if (i < first)
			return;
		if ((counted & other->meant) == other->meant)
			continue;
		if ((counted & other->meant) != 0)
			return;
		counted |= other->meant;
		last = other;
		columns++;
	}
	missing = labels_in_report(tally, one) & ~mentioned;
	if (columns < 2 || missing == 0 || how_many(missing) >= how_many(counted))
		return;
	diag_warning(tally->diags, one->column->at, "label-without-column",
	    "'%s' counts by %s in %u columns, and has none for %s", tally->report->name,
	    one->subject, (unsigned)columns, spell_labels(tally, one->set, missing));
	for (uint32_t i = 0; i < one->set->count; i++)
		if ((missing >> i) & 1) {
			const char *label = prove_label(tally->prover.arena, one->set->names[i]);

			diag_note_at(tally->diags, last->column->at,
			    "its rows are in the report, but in none of these columns: add below "
			    "this one, with its own name and heading, the same with '%s is %s'",
			    one->subject, label);
			break;
		}
	note_those_worked_out(tally, one);
	diag_note(tally->diags,
	    "if those rows are to be in none of them, say so, directly below the first of these "
	    "columns: "
	    "accepted because \"...\"");
}

static void
look_for_taking_away(void *with, const struct expr *expr)
{
	bool *found = with;

	*found = *found || expr->kind == EXPR_MINUS;
}

static void
look_at_report(struct diags *diags, const struct program *program, const struct report *report)
{
	struct arena scratch = ARENA_INIT;
	struct tally tally = { .diags = diags, .report = report };
	bool takes_away = false;

	tally.prover =
	    (struct prover){ .arena = &scratch, .program = program, .table = report->table };
	tally.all =
	    arena_array(&scratch, struct counted, (size_t)report->column_count * PARTS_MAX + 1);
	for (uint32_t i = 0; i < report->column_count; i++) {
		const struct report_column *column = &report->columns[i];

		find_within(column->value, look_for_taking_away, &takes_away);
		if (column->body == REPORT_AGGREGATE)
			take_apart(&tally, column);
	}
	for (uint32_t i = 0; i < tally.count; i++) {
		look_at_heading(&tally, &tally.all[i]);
		look_for_twice(&tally, i);
		if (!takes_away)
			look_at_columns_like(&tally, i);
	}
	arena_release(&scratch);
}

void
find_uncounted(struct diags *diags, const struct program *program)
{
	for (uint32_t i = 0; i < program->report_count; i++)
		look_at_report(diags, program, program->reports[i]);
}
