/*
 * check_decide: the lines of a decide, their outcomes and which stands instead of which
 * (writ.5, DECIDE).
 */
#include <string.h>

#include "lang/check_internal.h"

struct deciding {
	struct check *check;
	struct column_draft *draft;
	const struct where *where;
	struct list names; /* labels, in the order of the column's list */
	const struct label_set
	    *taken; /* the list of an outcome that is a column or a setting of labels */
	bool mixed; /* there is such an outcome of another column, so it is nobody's list */
	struct type type; /* of the first outcome that is not nothing; KIND_ERROR before */
	const struct ast *first;
	bool wrong, empty;
	bool quoted; /* an outcome is a label, so outcomes in quotes are labels too: "Ask first" */
};

static bool
is_label(const struct deciding *deciding, const struct ast *outcome)
{
	return outcome->kind == AST_LABEL || (deciding->quoted && outcome->kind == AST_TEXT);
}

static struct span
outcome_at(const struct ast *outcome)
{
	return outcome->at;
}

/* Sets the kind by the first outcome; later ones must agree. */
static bool
agrees(struct deciding *deciding, const struct ast *outcome, enum kind kind)
{
	if (deciding->first == NULL) {
		deciding->first = outcome;
		deciding->type = type_plain(kind);
		return true;
	}
	if (deciding->type.kind == kind)
		return true;
	diag_error(deciding->check->diags, outcome_at(outcome), "outcome-kinds",
	    "the outcome '%s' is %s, but another is %s", check_said(deciding->check, outcome->at),
	    check_a_kind(kind), check_a_kind(deciding->type.kind));
	diag_note_at(deciding->check->diags, deciding->first->at,
	    "all outcomes of '%s' are of the kind of this one", deciding->draft->column.name);
	deciding->wrong = true;
	return false;
}

static void
take_list(struct deciding *deciding, const struct expr *value, const struct ast *outcome)
{
	const struct label_set *labels = value->type.labels;

	if (deciding->taken == NULL) {
		deciding->taken = labels;
		for (uint32_t i = 0; i < labels->count; i++)
			list_add(
			    deciding->check, &deciding->names, (void *)(uintptr_t)labels->names[i]);
		return;
	}
	deciding->mixed = deciding->mixed || labels != deciding->taken;
	for (uint32_t i = 0; i < labels->count; i++) {
		if (labels->count == deciding->taken->count &&
		    labels->names[i] == deciding->taken->names[i])
			continue;
		diag_error(deciding->check->diags, outcome->at, "different-lists",
		    "'%s' has another list of labels than an outcome above it",
		    check_said(deciding->check, outcome->at));
		diag_note(deciding->check->diags, "its labels are %s",
		    check_labels(deciding->check, labels));
		deciding->wrong = true;
		return;
	}
}

/*
 * First the outcomes that are columns or settings of labels, whose list the column takes over bit
 * by bit; then the labels written out, in the order of the text.
 */
static void
survey_outcome(
    struct deciding *deciding, const struct ast *outcome, struct expr **value, bool written)
{
	const char *label;

	if (outcome == NULL || outcome->kind == AST_WRONG) {
		deciding->wrong = true;
		return;
	}
	if (outcome->kind == AST_NOTHING) {
		deciding->empty = true;
		return;
	}
	label = is_label(deciding, outcome) ? check_label_of(deciding->check, outcome) : NULL;
	if (label == NULL && !written) {
		*value = check_value(deciding->check, deciding->where, outcome);
		if (!check_one_value(deciding->check, *value))
			deciding->wrong = true;
		else if ((*value)->type.kind == KIND_LABEL)
			take_list(deciding, *value, outcome);
	}
	if (!written)
		return;
	if (label == NULL) {
		if (*value == NULL || (*value)->type.kind == KIND_ERROR ||
		    !agrees(deciding, outcome, (*value)->type.kind))
			return;
		deciding->type.fraction = deciding->type.fraction || (*value)->type.fraction;
		deciding->empty = deciding->empty || (*value)->type.can_be_empty;
		return;
	}
	if (!agrees(deciding, outcome, KIND_LABEL))
		return;
	for (uint32_t i = 0; i < deciding->names.count; i++)
		if (deciding->names.items[i] == label)
			return;
	if (!check_add_label(deciding->check, &deciding->names, label, outcome->at,
		deciding->draft->column.name))
		deciding->wrong = true;
}

/* The outcome as the program has it: NULL for nothing. */
static const struct expr *
outcome_expr(struct deciding *deciding, const struct ast *outcome, struct expr *value)
{
	const char *label = outcome == NULL || !is_label(deciding, outcome) ?
	    NULL :
	    check_label_of(deciding->check, outcome);
	const struct label_set *labels = deciding->type.labels;

	if (outcome == NULL || outcome->kind == AST_NOTHING)
		return NULL;
	if (label == NULL)
		return value;
	/* no labels: the outcome above it is of another kind */
	if (labels == NULL || label_set_find(labels, label) < 0)
		return expr_wrong(deciding->check, outcome);
	return expr_of_labels(
	    deciding->check, labels, UINT64_C(1) << label_set_find(labels, label), outcome);
}

/* The first line with the outcome named after `instead of`; `count` after a message. */
static uint32_t
displaced_outcome(struct deciding *deciding, const struct ast *instead_of, const struct rule *rules,
    uint32_t count, uint32_t own)
{
	struct check *check = deciding->check;
	const struct ast *outcome = instead_of->first;
	const struct label_set *labels = deciding->type.labels;
	const struct expr *wanted = NULL;
	struct nearest nearest;
	const char *label;
	bool nothing;

	if (outcome == NULL || outcome->kind == AST_WRONG)
		return count;
	nothing = outcome->kind == AST_NOTHING;
	label = is_label(deciding, outcome) ? check_label_of(check, outcome) : NULL;
	if (label != NULL && labels != NULL && label_set_find(labels, label) >= 0)
		wanted = outcome_expr(deciding, outcome, NULL);
	else if (label == NULL && !nothing)
		wanted = check_value(check, deciding->where, outcome);
	if (wanted != NULL && wanted->type.kind == KIND_ERROR)
		return count;
	for (uint32_t i = 0; (wanted != NULL || nothing) && i < count; i++)
		if (!expr_same(rules[own].outcome, wanted) && expr_same(rules[i].outcome, wanted))
			return i;
	if ((wanted != NULL || nothing) && expr_same(rules[own].outcome, wanted)) {
		diag_error(check->diags, instead_of->at, "instead-of-circle",
		    "'%s' cannot stand instead of itself", check_said(check, outcome->at));
		diag_note(check->diags, "name the outcome of another line that has to give way");
		return count;
	}
	diag_error(check->diags, instead_of->at, "instead-of-unknown", "no other line gives '%s'",
	    check_said(check, outcome->at));
	if (label != NULL && labels != NULL) {
		check_nearest(check, &nearest, label);
		for (uint32_t i = 0; i < labels->count; i++)
			if (label_set_find(labels, label) != (int)i)
				nearest_offer(&nearest, labels->names[i]);
		check_did_you_mean(check, &nearest);
	}
	diag_note(check->diags,
	    "name the outcome of another 'gives' line; 'otherwise' gives way to every line anyway");
	return count;
}

/*
 * Which lines a line stands instead of: those of the outcome it names, those that these stand
 * instead of, and so on. Lines with one outcome are taken together, so the work grows with lines
 * times outcomes. A line that comes to stand instead of its own outcome is in a circle.
 */
struct outcomes {
	uint32_t *of; /* for each line, the first line with the same outcome */
	uint32_t *next; /* the next line with the same outcome, or the count */
	uint32_t
	    *instead; /* the first line of the outcome named after `instead of`, or the count */
	uint32_t count;
};

static void
group_outcomes(struct check *check, struct outcomes *outcomes, const struct rule *rules)
{
	uint32_t count = outcomes->count, firsts = 0;
	uint32_t *first = arena_array(check->arena, uint32_t, count);
	uint32_t *last = arena_array(check->arena, uint32_t, count);

	outcomes->of = arena_array(check->arena, uint32_t, count);
	outcomes->next = arena_array(check->arena, uint32_t, count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t f = 0;

		while (f < firsts && !expr_same(rules[first[f]].outcome, rules[i].outcome))
			f++;
		if (f == firsts)
			first[firsts++] = i;
		else
			outcomes->next[last[f]] = i;
		last[f] = i;
		outcomes->of[i] = first[f];
		outcomes->next[i] = count;
	}
}

/* All lines that a line naming the outcome of line `named` stands instead of. */
static bool *
reach(struct check *check, const struct outcomes *outcomes, uint32_t named)
{
	uint32_t count = outcomes->count, head = 0, tail = 0;
	bool *reached = arena_array(check->arena, bool, count);
	uint32_t *queue = arena_array(check->arena, uint32_t, count);

	queue[tail++] = named;
	reached[named] = true;
	while (head < tail) {
		for (uint32_t i = queue[head++]; i < count; i = outcomes->next[i]) {
			reached[i] = true;
			if (outcomes->instead[i] == count || reached[outcomes->instead[i]])
				continue;
			queue[tail++] = outcomes->instead[i];
			reached[outcomes->instead[i]] = true;
		}
	}
	return reached;
}

static void
displace(
    struct deciding *deciding, struct rule *rules, uint32_t count, const struct ast *const *gives)
{
	struct check *check = deciding->check;
	struct outcomes outcomes = { NULL, NULL, NULL, count };
	const bool **known = arena_array(check->arena, const bool *, count);
	const bool *none = arena_array(check->arena, bool, count);

	outcomes.instead = arena_array(check->arena, uint32_t, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct ast *part = ast_child(gives[i], AST_INSTEAD_OF);

		rules[i].displaces = none;
		outcomes.instead[i] = part == NULL || deciding->wrong ?
		    count :
		    displaced_outcome(deciding, part, rules, count, i);
	}
	group_outcomes(check, &outcomes, rules);
	for (uint32_t i = 0; i < count; i++)
		if (outcomes.instead[i] < count)
			outcomes.instead[i] = outcomes.of[outcomes.instead[i]];
	for (uint32_t i = 0; i < count; i++) {
		uint32_t named = outcomes.instead[i];

		if (named == count)
			continue;
		if (known[named] == NULL)
			known[named] = reach(check, &outcomes, named);
		rules[i].displaces = known[named];
		if (!known[named][i])
			continue;
		diag_error(check->diags, ast_child(gives[i], AST_INSTEAD_OF)->at,
		    "instead-of-circle", "these lines stand instead of each other in a circle");
		diag_note(check->diags,
		    "say which outcome wins in the end; it stands instead of no other");
		return;
	}
}

static void
decide_lines(struct deciding *deciding, struct decide *decide, const struct ast *const *gives,
    struct expr *const *values, const uint32_t *numbers)
{
	struct check *check = deciding->check;
	struct rule *rules = arena_array(check->arena, struct rule, decide->rule_count);

	decide->rules = rules;
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		const struct ast *when = ast_child(gives[i], AST_WHEN),
				 *instead_of = ast_child(gives[i], AST_INSTEAD_OF);

		rules[i].outcome = outcome_expr(deciding, gives[i]->first, values[i]);
		rules[i].when =
		    check_boolean(check, deciding->where, when == NULL ? NULL : when->first);
		rules[i].provenance = check_provenance(check, gives[i]->first);
		rules[i].at = gives[i]->at;
		rules[i].number = numbers[i];
		check_cited(check, &rules[i].provenance, gives[i]->at, "this line of",
		    deciding->draft->column.name);
		if (instead_of == NULL || !decide->first_that_applies)
			continue;
		diag_error(check->diags, instead_of->at, "order-twice",
		    "'instead of' has no place where the first line that applies decides");
		diag_note(check->diags,
		    "leave out 'instead of' and put the line above the one it stands instead of");
	}
	if (!decide->first_that_applies)
		displace(deciding, rules, decide->rule_count, gives);
}

static void
decide_kind(struct deciding *deciding)
{
	struct check *check = deciding->check;
	struct column *column = &deciding->draft->column;

	if (deciding->first == NULL && !deciding->wrong) {
		diag_error(check->diags, column->at, "outcome-kinds",
		    "every outcome of '%s' is nothing", column->name);
		diag_note(check->diags, "name at least one outcome");
		deciding->wrong = true;
	}
	if (deciding->type.kind == KIND_LABEL) {
		struct label_set *labels = check_label_set(check, &deciding->names);

		labels->of = deciding->mixed ? NULL : deciding->taken;
		deciding->type.labels = labels;
		if (deciding->taken == NULL)
			deciding->type.labels =
			    check_usual_order(check, column->name, deciding->type.labels);
	}
	if (deciding->type.kind == KIND_YES_NO)
		deciding->type.labels = &label_set_yes_no;
	deciding->type.can_be_empty = deciding->empty;
	column->type = deciding->wrong ? type_plain(KIND_ERROR) : deciding->type;
}

/* Of what is said in each of some labels, a line may be one of another label: only its outcome is
 * among the labels of both. Returns how many are left. */
static uint32_t
lines_of_this_label(
    const struct ast **gives, struct expr **values, uint32_t *numbers, uint32_t count)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (gives[i]->flag2)
			continue;
		numbers[kept] = i + 1;
		gives[kept] = gives[i];
		values[kept++] = values[i];
	}
	return kept;
}

void
check_decide(struct check *check, struct column_draft *draft, const struct where *where)
{
	const struct ast *otherwise = ast_child(draft->node, AST_OTHERWISE), **gives;
	struct decide *decide = arena_new(check->arena, struct decide);
	struct deciding deciding;
	struct expr **values, *last = NULL;
	uint32_t *numbers;

	memset(&deciding, 0, sizeof deciding);
	deciding.check = check;
	deciding.draft = draft;
	deciding.where = where;
	deciding.empty = otherwise == NULL;
	draft->column.decide = decide;
	decide->first_that_applies = ast_child(draft->node, AST_FIRST_THAT_APPLIES) != NULL;
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next)
		decide->rule_count += part->kind == AST_GIVES;
	gives = arena_array(check->arena, const struct ast *, decide->rule_count);
	values = arena_array(check->arena, struct expr *, decide->rule_count);
	numbers = arena_array(check->arena, uint32_t, decide->rule_count);
	decide->rule_count = 0;
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next)
		if (part->kind == AST_GIVES)
			gives[decide->rule_count++] = part;
	for (uint32_t i = 0; i < decide->rule_count; i++)
		deciding.quoted = deciding.quoted || gives[i]->first->kind == AST_LABEL;
	if (otherwise != NULL)
		deciding.quoted = deciding.quoted || otherwise->first->kind == AST_LABEL;
	/* In the order of the text, so that what is said in each of some labels has one list. */
	for (int written = 0; written < 2; written++) {
		uint32_t i = 0;

		for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
			if (part->kind == AST_GIVES) {
				survey_outcome(&deciding, part->first, &values[i], written);
				i++;
			} else if (part == otherwise) {
				survey_outcome(&deciding, part->first, &last, written);
			}
		}
	}
	decide_kind(&deciding);
	decide->rule_count = lines_of_this_label(gives, values, numbers, decide->rule_count);
	decide_lines(&deciding, decide, gives, values, numbers);
	if (otherwise == NULL)
		return; /* prove_decide.c asks for it, unless the lines cover every row */
	decide->has_otherwise = true;
	decide->otherwise = outcome_expr(&deciding, otherwise->first, last);
	decide->otherwise_at = otherwise->at;
	decide->otherwise_provenance = check_provenance(check, otherwise->first);
	check_cited(check, &decide->otherwise_provenance, otherwise->at, "the otherwise of",
	    draft->column.name);
}
