/* doc_needs: what needs a person: the facts that may be blank, and the decisions, bands, deadlines
 * and letters that may then wait. */
#include "interp/doc_parts.h"

#include <string.h>

/*
 * One fact is taken to be blank, and every column is asked what it may come out as, each rule for
 * itself. So nothing is missed, but of rules that hang together in a way this does not see, one may
 * be named that in fact never waits: the page says "may".
 *
 * A fact that is blank elsewhere is no concern of this one's: MISSING is what `is blank` sees, and
 * nothing waits for it.
 */
enum outcome {
	YES = 1,
	NO = 2,
	KNOWN = 4,
	WAITING = 8, /* cannot be decided */
	BLANK = 16, /* the fact in question, or what is worked out from it alone: nothing */
	MISSING = 32 /* empty for another reason */
};

struct needs {
	const struct doc *doc;
	const struct column *blank;
	unsigned **by_column; /* [table->index + 1][column->index]; the run first */
};

static unsigned *
place_of(const struct needs *needs, const struct column *column)
{
	bool run = column->table == needs->doc->program->run;

	return &needs->by_column[run ? 0 : column->table->index + 1][column->index];
}

static unsigned
of_field(const struct needs *needs, const struct column *column)
{
	bool may_be_blank =
	    column->field != NULL && column->field->may_be_blank && !column->field->has_blank_value;
	unsigned given = column->type.kind == KIND_YES_NO ? YES | NO : KNOWN;

	if (column == needs->blank)
		return BLANK;
	return given | (may_be_blank ? MISSING : 0u);
}

static unsigned
of_column(const struct needs *needs, const struct column *column)
{
	if (column->origin == COLUMN_FIELD || column->origin == COLUMN_KEY)
		return of_field(needs, column);
	return *place_of(needs, column);
}

static unsigned of_expr(const struct needs *needs, const struct expr *expr);

/* A figure, date or text worked out from others. */
static unsigned
of_parts(const struct needs *needs, const struct expr *expr)
{
	unsigned every = KNOWN, some = 0;
	const struct expr *const two[] = { expr->a, expr->b };

	for (uint32_t i = 0; i < expr->part_count + 2; i++) {
		const struct expr *part = i < 2 ? two[i] : expr->parts[i - 2];
		unsigned bits;

		if (part == NULL)
			continue;
		bits = of_expr(needs, part);
		some |= bits & (WAITING | BLANK | MISSING);
		if ((bits & (YES | NO | KNOWN)) == 0)
			every = 0;
	}
	return every | some;
}

/* Yes or no of figures: what is blank makes it wait. */
static unsigned
of_comparison(const struct needs *needs, const struct expr *expr)
{
	unsigned parts = of_parts(needs, expr);

	return ((parts & KNOWN) != 0 ? YES | NO : 0u)
	    | ((parts & (WAITING | BLANK)) != 0 ? WAITING : 0u);
}

static unsigned
turned(unsigned bits)
{
	return ((bits & YES) != 0 ? NO : 0u) | ((bits & NO) != 0 ? YES : 0u) | (bits & WAITING);
}

/* All of the parts; `any of` is the same with yes and no exchanged. */
static unsigned
of_all(const struct needs *needs, const struct expr *expr, bool exchanged)
{
	unsigned result = YES;
	uint32_t closed = 0, may_wait = 0;

	for (uint32_t i = 0; i < expr->part_count; i++) {
		unsigned bits = of_expr(needs, expr->parts[i]);

		if (exchanged)
			bits = turned(bits);
		result |= bits & NO;
		if ((bits & YES) == 0)
			result &= ~(unsigned)YES;
		closed += (bits & (YES | WAITING)) == 0; /* no, whatever the others say */
		may_wait += (bits & WAITING) != 0;
	}
	if (closed == 0 && may_wait > 0)
		result |= WAITING;
	return exchanged ? turned(result) : result;
}

/* A row that the blank fact keeps out for certain: an empty key matches nothing, and a clear no of
 * `where` counts for nothing. */
static bool
kept_out(const struct needs *needs, const struct related *related)
{
	for (uint32_t i = 0; i < related->key_count; i++)
		if (related->keys[i].ours == needs->blank
		    || related->keys[i].theirs == needs->blank)
			return true;
	return related->where != NULL && (of_expr(needs, related->where) & (YES | WAITING)) == 0;
}

static bool
related_waits(const struct needs *needs, const struct related *related)
{
	unsigned bits = related->where != NULL ? of_expr(needs, related->where) : 0u;

	if (related->theirs != NULL)
		bits |= of_expr(needs, related->theirs);
	if (related->ours != NULL)
		bits |= of_expr(needs, related->ours);
	return (bits & (WAITING | BLANK)) != 0;
}

static unsigned
of_whole(const struct needs *needs, const struct expr *expr)
{
	bool waits = false;
	bool counts = expr->related != NULL && !kept_out(needs, expr->related);

	if (counts)
		waits = related_waits(needs, expr->related);
	if (counts && expr->kind == EXPR_AGGREGATE && expr->a != NULL)
		waits = waits || (of_expr(needs, expr->a) & (WAITING | BLANK)) != 0;
	if (expr->rank != NULL)
		waits = waits || (of_column(needs, expr->rank->by) & WAITING) != 0
		    || (expr->rank->where != NULL
			&& (of_expr(needs, expr->rank->where) & WAITING) != 0);
	if (expr->succession != NULL)
		waits = waits || (of_column(needs, expr->succession->of) & WAITING) != 0;
	return (expr->kind == EXPR_AGGREGATE ? KNOWN | MISSING : YES | NO) | (waits ? WAITING : 0u);
}

/* Of a value that may be asked whether it is there: is it? */
static unsigned
of_given(const struct needs *needs, const struct expr *expr)
{
	unsigned bits = of_expr(needs, expr->a);

	return ((bits & (YES | NO | KNOWN)) != 0 ? YES : 0u)
	    | ((bits & (BLANK | MISSING)) != 0 ? NO : 0u) | (bits & WAITING);
}

static unsigned
of_expr(const struct needs *needs, const struct expr *expr)
{
	unsigned bits;

	if (expr_is_whole(expr))
		return of_whole(needs, expr);
	switch (expr->kind) {
	case EXPR_VALUE:
	case EXPR_SETTING:
	case EXPR_RUN_DATE:
	case EXPR_LETTER_DATE:
	case EXPR_REPORT_COLUMN:
		return KNOWN;
	case EXPR_COLUMN:
		return of_column(needs, expr->column);
	case EXPR_THROUGH:
		bits = of_column(needs, expr->column);
		return of_column(needs, expr->through) | (bits & (WAITING | BLANK | MISSING));
	case EXPR_HOLDS:
		bits = of_expr(needs, expr->a);
		return ((bits & KNOWN) != 0 ? YES | NO : bits & (YES | NO))
		    | ((bits & (WAITING | BLANK)) != 0 ? WAITING : 0u);
	case EXPR_GIVEN:
		return of_given(needs, expr);
	case EXPR_BLANK:
		return turned(of_given(needs, expr));
	case EXPR_NOT:
		return turned(of_expr(needs, expr->a));
	case EXPR_ALL:
		return of_all(needs, expr, false);
	case EXPR_ANY:
		return of_all(needs, expr, true);
	case EXPR_NONE:
		return turned(of_all(needs, expr, true));
	case EXPR_COMPARE:
	case EXPR_LABELS_IN:
	case EXPR_ONE_OF:
	case EXPR_ONE_OF_SETTING:
	case EXPR_QUARTER_IS:
	case EXPR_LIKE:
		return of_comparison(needs, expr);
	case EXPR_PLUS:
	case EXPR_MINUS:
	case EXPR_TIMES:
	case EXPR_DIVIDED:
	case EXPR_SHARE:
	case EXPR_ROUND:
	case EXPR_AFTER:
	case EXPR_BEFORE:
	case EXPR_FIRST_WORKING_DAY:
	case EXPR_FIRST_DAY_OF:
	case EXPR_LAST_DAY_OF:
	case EXPR_MONTH_OF:
	case EXPR_QUARTER_OF:
	case EXPR_YEAR_OF:
	case EXPR_SPAN:
	case EXPR_AGGREGATE:
	case EXPR_EXISTS:
	case EXPR_RANK:
	case EXPR_SUCCESSION:
		break;
	}
	return of_parts(needs, expr);
}

static unsigned
of_outcome(const struct needs *needs, const struct expr *outcome)
{
	return outcome == NULL ? MISSING : of_expr(needs, outcome);
}

static unsigned
of_decide(const struct needs *needs, const struct decide *decide)
{
	unsigned result = 0;
	bool certain = false, reached = true;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		unsigned when = of_expr(needs, decide->rules[i].when);

		if (!reached && decide->first_that_applies)
			break;
		if ((when & YES) != 0)
			result |= of_outcome(needs, decide->rules[i].outcome);
		result |= when & WAITING;
		certain = certain || when == YES;
		reached = reached && (when & NO) != 0;
	}
	if (reached && decide->has_otherwise)
		result |= of_outcome(needs, decide->otherwise);
	if (certain && !decide->first_that_applies)
		result &= ~(unsigned)WAITING;
	return result;
}

static unsigned
of_bands(const struct needs *needs, const struct bands *bands)
{
	unsigned by = of_column(needs, bands->by);

	return KNOWN | ((by & (WAITING | BLANK)) != 0 ? WAITING : 0u);
}

static unsigned
of_deadline(const struct needs *needs, const struct deadline *deadline)
{
	unsigned bits = of_column(needs, deadline->due)
	    | (deadline->met_by != NULL ? of_column(needs, deadline->met_by) : 0u);

	return KNOWN | (bits & WAITING);
}

static unsigned
of_letter(const struct needs *needs, const struct letter *letter)
{
	unsigned bits = of_expr(needs, letter->send_when);

	if (letter->lapses_when != NULL)
		bits |= of_expr(needs, letter->lapses_when);
	return KNOWN | (bits & WAITING);
}

static unsigned
worked_out(const struct needs *needs, const struct column *column)
{
	switch (column->origin) {
	case COLUMN_DEFINE:
	case COLUMN_DUE:
	case COLUMN_SENT:
		return column->body == NULL ? KNOWN : of_expr(needs, column->body);
	case COLUMN_DECIDE:
		return of_decide(needs, column->decide);
	case COLUMN_BANDS:
		return of_bands(needs, column->bands);
	case COLUMN_DEADLINE:
		return of_deadline(needs, column->deadline);
	case COLUMN_LETTER:
		return of_letter(needs, column->letter);
	case COLUMN_FIELD:
	case COLUMN_KEY:
		break;
	}
	return of_field(needs, column);
}

static bool
is_decision(const struct column *column)
{
	return column->origin == COLUMN_DECIDE || column->origin == COLUMN_BANDS
	    || column->origin == COLUMN_DEADLINE || column->origin == COLUMN_LETTER;
}

static void
suppose_blank(struct needs *needs, const struct column *field)
{
	const struct program *program = needs->doc->program;

	needs->blank = field;
	for (uint32_t i = 0; i < program->evaluation_count; i++)
		*place_of(needs, program->evaluation[i]) =
		    worked_out(needs, program->evaluation[i]);
}

/* The decisions that may wait, in the order of the text; a list of links. */
static uint32_t
put_waiting(struct doc *doc, const struct needs *needs, bool write)
{
	const struct program *program = doc->program;
	uint32_t count = 0;

	for (uint32_t t = 0; t <= program->table_count; t++) {
		const struct table *table =
		    t < program->table_count ? program->tables[t] : program->run;

		for (uint32_t i = 0; i < table->column_count; i++) {
			const struct column *column = table->columns[i];

			if (!is_decision(column) || (*place_of(needs, column) & WAITING) == 0)
				continue;
			if (write) {
				doc_text(doc->writer, count == 0 ? "" : ", ");
				doc->writer->form->link(doc->writer, doc_column_id(doc, column),
				    doc_column_name(doc, column, false));
			}
			count++;
		}
	}
	return count;
}

static bool
is_fact(const struct column *column)
{
	return column->origin == COLUMN_FIELD && column->field->may_be_blank
	    && !column->field->has_blank_value;
}

static void
put_fact(struct doc *doc, const struct column *column)
{
	doc_begin(doc->writer, DOC_FIRST_CELL);
	doc->writer->form->link(
	    doc->writer, doc_column_id(doc, column), doc_column_name(doc, column, true));
	doc_end(doc->writer, DOC_FIRST_CELL);
}

static void
put_rows(struct doc *doc, struct needs *needs)
{
	static const char *const headings[] = { "Fact", "Of each", "What may then wait for it" };
	const struct program *program = doc->program;
	bool begun = false;

	for (uint32_t t = 0; t < program->table_count; t++) {
		for (uint32_t i = 0; i < program->tables[t]->field_count; i++) {
			const struct column *column = program->tables[t]->columns[i];

			if (!is_fact(column))
				continue;
			suppose_blank(needs, column);
			if (put_waiting(doc, needs, false) == 0)
				continue;
			if (!begun) {
				doc_begin(doc->writer, DOC_TABLE);
				doc_head(doc->writer, headings, 3);
				begun = true;
			}
			doc_begin(doc->writer, DOC_ROW);
			put_fact(doc, column);
			doc_put(
			    doc->writer, DOC_CELL, doc_human(doc, program->tables[t]->name, false));
			doc_begin(doc->writer, DOC_CELL);
			put_waiting(doc, needs, true);
			doc_end(doc->writer, DOC_CELL);
			doc_end(doc->writer, DOC_ROW);
		}
	}
	if (begun)
		doc_end(doc->writer, DOC_TABLE);
	else
		doc_put(
		    doc->writer, DOC_PARAGRAPH, "No decision waits for a fact that may be blank.");
}

/* Facts that may be blank and hold nothing up. */
static void
put_harmless(struct doc *doc, struct needs *needs)
{
	const struct program *program = doc->program;
	uint32_t count = 0;

	for (uint32_t t = 0; t < program->table_count; t++) {
		for (uint32_t i = 0; i < program->tables[t]->field_count; i++) {
			const struct column *column = program->tables[t]->columns[i];

			if (!is_fact(column))
				continue;
			suppose_blank(needs, column);
			if (put_waiting(doc, needs, false) > 0)
				continue;
			if (count == 0) {
				doc_begin(doc->writer, DOC_PARAGRAPH);
				doc_text(doc->writer,
				    "These may be blank as well, and hold up no decision: ");
			}
			doc_text(doc->writer, count == 0 ? "" : ", ");
			doc->writer->form->link(doc->writer, doc_column_id(doc, column),
			    doc_column_name(doc, column, false));
			doc_text(doc->writer,
			    arena_printf(doc->arena, " (%s)",
				doc_human(doc, program->tables[t]->name, false)));
			count++;
		}
	}
	if (count == 0)
		return;
	doc_text(doc->writer, ".");
	doc_end(doc->writer, DOC_PARAGRAPH);
}

void
doc_needs(struct doc *doc)
{
	const struct program *program = doc->program;
	struct needs needs = { .doc = doc };

	needs.by_column = arena_array(doc->arena, unsigned *, (size_t)program->table_count + 1);
	needs.by_column[0] =
	    arena_array(doc->arena, unsigned, (size_t)program->run->column_count + 1);
	for (uint32_t i = 0; i < program->table_count; i++)
		needs.by_column[i + 1] =
		    arena_array(doc->arena, unsigned, (size_t)program->tables[i]->column_count + 1);
	doc_put(doc->writer, DOC_PARAGRAPH,
	    "Every outcome is a recommendation: a person decides. Where a fact is blank that an "
	    "outcome hangs "
	    "on, there is no outcome: the row is listed for a person, with the fact to find out. A "
	    "cell that cannot be read counts as blank, "
	    "and is listed with the way to put it right.");
	put_rows(doc, &needs);
	put_harmless(doc, &needs);
}
