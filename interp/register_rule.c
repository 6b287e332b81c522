/* register_rule: see register_rule.h. */
#include "interp/register_rule.h"

#include <stdlib.h>
#include <string.h>

#include "interp/buffer.h"
#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/workspace.h"

enum {
	ROWS_OF_ONE = 8,	/* of one letter for one row; the same one again is letter-twice */
	TOLD_ALONE = 3		/* of one letter; of a rule that was changed there may be many */
};

struct finding {
	const struct letter *letter;
	uint64_t line;
	const char *key, *why;
};

struct register_rule {
	struct arena *arena;
	const struct program *program;
	struct finding *findings;
	size_t count, room;
};

struct register_rule *
register_rule_make(struct arena *arena, const struct program *program)
{
	struct register_rule *rule;

	if (program->letter_register == NULL || program->letter_count == 0)
		return NULL;
	rule = arena_new(arena, struct register_rule);
	rule->arena = arena;
	rule->program = program;
	return rule;
}

static void
add_finding(struct register_rule *rule, const struct finding *finding)
{
	if (rule->count == rule->room) {
		size_t room = rule->room == 0 ? 16 : rule->room * 2;
		struct finding *more = arena_array(rule->arena, struct finding, room);

		if (rule->count > 0)
			memcpy(more, rule->findings, rule->count * sizeof(*more));
		rule->findings = more;
		rule->room = room;
	}
	rule->findings[rule->count++] = *finding;
}

static const char *
kept(struct arena *arena, struct buffer *text)
{
	const char *copy = arena_copy(arena, text->length > 0 ? text->at : "", text->length);

	buffer_release(text);
	return copy;
}

/* The rows of the register that say so. */
static void
add_row(struct register_rule *rule, const struct batch *batch, uint32_t row,
    const struct letter *letter)
{
	const struct workspace *workspace = workspace_of(batch);
	const struct table *sent = rule->program->letter_register->table;
	uint32_t rows[ROWS_OF_ONE], count;
	struct finding finding = { .letter = letter };
	struct buffer key = BUFFER_INIT, why = BUFFER_INIT;

	if (workspace == NULL)
		return;
	count = workspace_pick(workspace, letter->sent->body->related, NULL, true,
	    workspace_first_row(batch) + row, rows, ROWS_OF_ONE);
	decisions_key(&key, batch, row, letter->table);
	explain_rule(&why, batch, row, letter);
	finding.key = kept(rule->arena, &key);
	finding.why = kept(rule->arena, &why);
	for (uint32_t i = 0; i < count && i < ROWS_OF_ONE; i++) {
		finding.line = workspace_line(workspace, sent, rows[i]);
		add_finding(rule, &finding);
	}
}

void
register_rule_batch(struct register_rule *rule, const struct batch *batch)
{
	if (rule == NULL)
		return;
	for (uint32_t i = 0; i < rule->program->letter_count; i++) {
		const struct letter *letter = rule->program->letters[i];
		const struct vec *state;

		if (letter->table != plan_table(batch->plan))
			continue;
		state = batch_column(batch, letter->column);
		for (uint32_t row = 0; row < batch->rows; row++)
			if (state->labels[row] == UINT64_C(1) << LETTER_SENT
			    && explain_rule_was_no(batch, row, letter))
				add_row(rule, batch, row, letter);
	}
}

/* A line records one letter for one row: no two findings have the same one. */
static int
finding_order(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	return (left->line > right->line) - (left->line < right->line);
}

uint64_t
register_rule_count(const struct register_rule *rule)
{
	return rule == NULL ? 0 : rule->count;
}

void
register_rule_report(struct register_rule *rule, const char *path, struct problems *problems)
{
	uint32_t *told;

	if (rule == NULL)
		return;
	told = arena_array(rule->arena, uint32_t, rule->program->letter_count);
	if (rule->count > 1)
		qsort(rule->findings, rule->count, sizeof(*rule->findings), finding_order);
	for (size_t i = 0; i < rule->count; i++) {
		const struct finding *finding = &rule->findings[i];
		const struct column *name = rule->program->letter_register->named_by;
		const char *letter = finding->letter->name;
		struct problem problem = { .effect = PROBLEM_NOTE,
			.slug = "sent-without-rule",
			.file = path,
			.line = finding->line,
			.column = name->field->header != NULL ? name->field->header : name->name,
			.text = letter,
			.text_length = strlen(letter) };

		if (++told[finding->letter->index] > TOLD_ALONE)
			problem.group = finding->letter;
		problem.cause = arena_printf(rule->arena,
		    "line %llu records it for %s, and its rule does not hold there: %s",
		    (unsigned long long)finding->line, finding->key, finding->why);
		problem.fix =
		    "nothing to do when it is the right row, and a fact or the rule was "
		    "corrected since; if it was meant for somebody else, correct the row: "
		    "they would get the letter again";
		problems_add(problems, &problem);
	}
}
