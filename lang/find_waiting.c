/*
 * A reply that is waited for and can never come: where every row that names a reminder counts for
 * the letter it reminds of, the row of the reminder in the register has no reply, ever. What goes
 * by silence must pass it over.
 */
#include <assert.h>

#include "lang/find_answers.h"

/* Does the decide give another letter for every row that names this one? */
static const struct rule *
always_elsewhere(const struct answers *answers, uint64_t label)
{
	const struct column *counted = counted_by(answers);

	for (uint32_t i = 0; counted != NULL && i < counted->decide->rule_count; i++) {
		const struct rule *rule = &counted->decide->rules[i];

		if (rule->when != NULL && rule->when->kind == EXPR_LABELS_IN &&
		    given_instead(answers, rule, label) != 0)
			return rule;
	}
	return NULL;
}

/* Is a reply to a row of the register always one that counts for the letter it names? */
static bool
goes_by_counted(const struct answers *answers, const struct reach *reach)
{
	const struct column *counted = counted_by(answers);
	bool found = false;

	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next) {
		const struct related *related = l->expr->related;
		bool matched = false;

		if (related->table != answers->field->table)
			continue;
		for (uint32_t i = 0; i < related->key_count; i++) {
			const struct column *ours = related->keys[i].ours;

			matched |= related->keys[i].theirs == counted &&
			    ours->table == answers->named_by->table &&
			    ours->origin == COLUMN_DEFINE && ours->body != NULL &&
			    ours->body->kind == EXPR_COLUMN &&
			    ours->body->column == answers->named_by;
		}
		if (!matched)
			return false;
		found = true;
	}
	return found;
}

/* ---- what can be so in a row of the register that names the letter, which nobody answers ---- */

enum ruling { RULED_NO, RULED_YES, RULED_MAYBE };

struct row {
	const struct answers *answers;
	uint64_t label;
	uint64_t *possible; /* by index of the column: labels, once looked at */
	bool *looked_at;
};

static enum ruling ruling_of(struct row *row, const struct expr *expr);

static uint64_t
yes_bit(void)
{
	return UINT64_C(1) << label_set_find(&label_set_yes_no, "yes");
}

static uint64_t
labels_of_ruling(enum ruling ruling)
{
	uint64_t all = label_set_all(&label_set_yes_no);

	return ruling == RULED_MAYBE ? all : ruling == RULED_YES ? yes_bit() : all & ~yes_bit();
}

/* Is this the day, or whatever else, of an answer that counts for no such row? */
static bool
never_given(const struct row *row, const struct column *column)
{
	struct reach reach;

	if (column->table != row->answers->named_by->table || column->body == NULL ||
	    column->body->kind != EXPR_AGGREGATE || column->body->related == NULL ||
	    column->body->related->table != row->answers->field->table)
		return false;
	reach = reach_of(row->answers, column->body, NULL);
	return goes_by_counted(row->answers, &reach);
}

static uint64_t possible_labels(struct row *row, const struct column *column);

static uint64_t
labels_of_outcome(struct row *row, const struct column *column, const struct expr *outcome)
{
	if (outcome == NULL)
		return 0;
	if (outcome->kind == EXPR_VALUE)
		return outcome->value.labels;
	if (outcome->kind == EXPR_COLUMN && outcome->column->table == column->table)
		return possible_labels(row, outcome->column);
	return label_set_all(column->type.labels);
}

static uint64_t
labels_of_decide(struct row *row, const struct column *column)
{
	const struct decide *decide = column->decide;
	uint64_t labels = 0;

	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct rule *rule = &decide->rules[i];
		enum ruling ruling = ruling_of(row, rule->when);

		if (ruling == RULED_NO)
			continue;
		labels |= labels_of_outcome(row, column, rule->outcome);
		if (ruling == RULED_YES && decide->first_that_applies)
			return labels;
	}
	return labels | labels_of_outcome(row, column, decide->otherwise);
}

static uint64_t
look_up_labels(struct row *row, const struct column *column)
{
	uint64_t all = label_set_all(column->type.labels);

	if (column == row->answers->named_by)
		return row->label;
	if (column->deadline != NULL)
		return never_given(row, column->deadline->met_by)
		    ? all & ~(UINT64_C(1) << DEADLINE_MET | UINT64_C(1) << DEADLINE_MET_LATE)
		    : all;
	if (column->decide != NULL)
		return labels_of_decide(row, column);
	if (column->origin != COLUMN_DEFINE || column->body == NULL)
		return all;
	if (expr_is_condition(column->body))
		return labels_of_ruling(ruling_of(row, column->body));
	return labels_of_outcome(row, column, column->body);
}

static uint64_t
possible_labels(struct row *row, const struct column *column)
{
	assert(column->type.labels != NULL);
	/* of the run */
	if (column->table != row->answers->named_by->table)
		return label_set_all(column->type.labels);
	if (!row->looked_at[column->index]) {
		row->looked_at[column->index] = true;
		row->possible[column->index] = look_up_labels(row, column);
	}
	return row->possible[column->index];
}

/* A blank is none of the labels, so that it is never sure that one is among them: only of what is
 * a yes or a no by a definition, and of the name. */
static enum ruling
ruling_of_labels(struct row *row, const struct column *column, uint64_t asked)
{
	uint64_t possible = possible_labels(row, column);

	if ((possible & asked) == 0)
		return RULED_NO;
	if ((possible & ~asked) == 0 &&
	    (column == row->answers->named_by || column->origin == COLUMN_DEFINE))
		return RULED_YES;
	return RULED_MAYBE;
}

static bool
has_member(const struct value *values, uint32_t count, uint64_t label)
{
	for (uint32_t i = 0; i < count; i++)
		if ((values[i].labels & label) != 0)
			return true;
	return false;
}

/* In the list of the policy at any time, or in one that a variation sets? */
static enum ruling
ruling_of_setting(const struct row *row, const struct setting *setting)
{
	const struct program *program = row->answers->program;
	uint32_t in = 0, out = 0;

	/* its labels are those of the column that it is compared with */
	for (uint32_t i = 0; i < setting->value_count; i++)
		if (has_member(setting->values[i].values, setting->values[i].count, row->label))
			in++;
		else
			out++;
	for (uint32_t v = 0; v < program->variation_count; v++)
		for (uint32_t i = 0; i < program->variations[v]->set_count; i++) {
			const struct variation_set *other = &program->variations[v]->sets[i];

			if (other->setting != setting)
				continue;
			if (has_member(other->values, other->count, row->label))
				in++;
			else
				out++;
		}
	return in == 0 ? RULED_NO : out == 0 ? RULED_YES : RULED_MAYBE;
}

static enum ruling
ruling_not(enum ruling ruling)
{
	return ruling == RULED_MAYBE ? RULED_MAYBE : ruling == RULED_YES ? RULED_NO : RULED_YES;
}

/* `all of`: no when one is; `any of` and `none of`: yes when one is. */
static enum ruling
ruling_of_parts(struct row *row, const struct expr *expr)
{
	enum ruling settles = expr->kind == EXPR_ALL ? RULED_NO : RULED_YES;
	enum ruling found = ruling_not(settles);

	for (uint32_t i = 0; i < expr->part_count; i++) {
		enum ruling part = ruling_of(row, expr->parts[i]);

		if (part == settles)
			return expr->kind == EXPR_NONE ? ruling_not(part) : part;
		if (part == RULED_MAYBE)
			found = RULED_MAYBE;
	}
	return expr->kind == EXPR_NONE ? ruling_not(found) : found;
}

static enum ruling
ruling_of(struct row *row, const struct expr *expr)
{
	const struct column *column;

	if (expr->kind == EXPR_ALL || expr->kind == EXPR_ANY || expr->kind == EXPR_NONE)
		return ruling_of_parts(row, expr);
	if (expr->kind == EXPR_NOT)
		return ruling_not(ruling_of(row, expr->a));
	if (expr->kind == EXPR_HOLDS)
		return ruling_of(row, expr->a);
	if (expr->kind == EXPR_COLUMN)
		return ruling_of_labels(row, expr->column, yes_bit());
	if (expr->a == NULL || expr->a->kind != EXPR_COLUMN)
		return RULED_MAYBE;
	column = expr->a->column;
	if (expr->kind == EXPR_LABELS_IN)
		return ruling_of_labels(row, column, expr->labels);
	if (expr->kind == EXPR_ONE_OF_SETTING && column == row->answers->named_by)
		return ruling_of_setting(row, expr->setting);
	if ((expr->kind == EXPR_GIVEN || expr->kind == EXPR_BLANK) && never_given(row, column))
		return expr->kind == EXPR_BLANK ? RULED_YES : RULED_NO;
	return RULED_MAYBE;
}

/* Can the row that is looked for be one of this letter? */
static bool
may_be_of(const struct answers *answers, const struct expr *where, uint64_t label)
{
	uint32_t count = answers->named_by->table->column_count;
	struct row row = { answers, label, arena_array(answers->arena, uint64_t, count),
		arena_array(answers->arena, bool, count) };

	return ruling_of(&row, where) != RULED_NO;
}

/* ---- who waits for it ---- */

/* The letter that goes where this one has no reply, or NULL; and what asks for it. */
static const struct letter *
waits_for(const struct answers *answers, uint64_t label, const struct expr **by)
{
	for (uint32_t i = 0; i < answers->program->letter_count; i++) {
		const struct letter *letter = answers->program->letters[i];
		struct reach reach = reach_of(answers, letter->send_when, NULL);

		for (const struct lookup *l = reach.lookups; l != NULL; l = l->next) {
			const struct related *related = l->expr->related;
			struct reach inside;

			if (l->expr->kind != EXPR_EXISTS || related->where == NULL ||
			    related->table != answers->named_by->table)
				continue;
			inside = reach_of(answers, related->where, NULL);
			if (!silence_of(answers, related->where).any ||
			    !goes_by_counted(answers, &inside) ||
			    !may_be_of(answers, related->where, label))
				continue;
			*by = l->expr;
			return letter;
		}
	}
	return NULL;
}

/* One of the letters, as a policy text writes it. */
static const char *
first_of(const struct answers *answers, uint64_t labels)
{
	const struct label_set *set = answers->field->type.labels;

	uint32_t i = 0;

	assert((labels & label_set_all(set)) != 0);
	while ((labels >> i & 1) == 0)
		i++;
	return prove_label(answers->arena, set->names[i]);
}

void
find_waiting(const struct answers *answers, const struct letter *letter)
{
	uint64_t label = label_of(answers->field, letter);
	const struct rule *rule = label == 0 ? NULL : always_elsewhere(answers, label);
	const struct expr *by = NULL;
	const struct letter *next = rule == NULL ? NULL : waits_for(answers, label, &by);

	if (next == NULL)
		return;
	if (next == letter)
		diag_warning(answers->diags, letter->at, "reply-never-counted",
		    "'%s' goes where any letter has no reply, itself among them, and no reply ever "
		    "counts for it",
		    letter->name);
	else
		diag_warning(answers->diags, letter->at, "reply-never-counted",
		    "no reply ever counts for '%s', and '%s' may follow where it has none",
		    letter->name, next->name);
	diag_note_at(answers->diags, rule->at,
	    "a row that names '%s' counts for %s instead, so that '%s' itself has no reply, ever",
	    letter->name, letters_of(answers, rule->outcome->value.labels), letter->name);
	if (next == letter)
		diag_note_at(answers->diags, by->at,
		    "say here of which letter it reminds: and %s is %s",
		    answers->named_by->name, first_of(answers, rule->outcome->value.labels));
	else
		diag_note_at(answers->diags, by->at,
		    "this may find '%s' without a reply: take '%s' out of the list of letters that "
		    "need one, or add here: and %s is not %s",
		    letter->name, letter->name, answers->named_by->name,
		    prove_label(answers->arena, letter->name));
	diag_note(answers->diags,
	    "if that is meant, say so in the letter: accepted because \"...\"");
}
