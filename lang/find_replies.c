/*
 * A reply to a reminder that counts for nothing: rows that answer letters are matched to them by
 * the name of the letter, so that one which names the reminder is none to the letter it reminds
 * of, and what silence brings comes all the same.
 *
 * Told of a letter that is sent, or not, by what was answered to others, and asks for no reply or
 * goes where another that it names has none; where a row of the answers may name it, and where a
 * second letter, whose time is not over by then, hangs on answers too and cannot see that row as
 * one to any other letter.
 */
#include "lang/find_answers.h"

/* ---- what a look through the answers tells of the letter they name ---- */

struct telling {
	const struct column *field;
	uint64_t label;
	bool *seen; /* by index of the column, of the table of the field */
	bool reads, names;
};

static void tell_expr(struct telling *telling, const struct expr *expr);

static void
tell_column(struct telling *telling, const struct column *column)
{
	if (column == telling->field)
		telling->reads = true;
	if (column == NULL || column->table != telling->field->table ||
	    telling->seen[column->index])
		return;
	telling->seen[column->index] = true;
	tell_expr(telling, column->body);
	for (uint32_t i = 0; column->decide != NULL && i < column->decide->rule_count; i++) {
		tell_expr(telling, column->decide->rules[i].when);
		tell_expr(telling, column->decide->rules[i].outcome);
	}
	if (column->decide != NULL)
		tell_expr(telling, column->decide->otherwise);
}

static bool
is_the_field(const struct telling *telling, const struct expr *expr)
{
	return expr != NULL && expr->kind == EXPR_COLUMN && expr->column == telling->field;
}

static void
tell_expr(struct telling *telling, const struct expr *expr)
{
	const struct expr *asked;

	if (expr == NULL)
		return;
	asked = expr->kind == EXPR_NOT ? expr->a : expr;
	/* A `not` lets through what it does not name. A list in a setting may hold any. */
	if (asked != NULL && is_the_field(telling, asked->a)) {
		if (asked->kind == EXPR_LABELS_IN)
			telling->names |=
			    ((asked->labels & telling->label) != 0) == (asked == expr);
		telling->names |= asked->kind == EXPR_ONE_OF_SETTING ||
		    (asked->kind == EXPR_COMPARE && asked->b != NULL &&
			asked->b->setting != NULL);
		telling->reads = true;
		return;
	}
	tell_column(telling, expr->column);
	tell_expr(telling, expr->a);
	tell_expr(telling, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		tell_expr(telling, expr->parts[i]);
}

/* Are the rows looked at picked by the letter they name, and never one that names this one for
 * another? */
static bool
passes_over(const struct answers *answers, const struct related *related, uint64_t label)
{
	struct telling telling = { answers->field, label, NULL, false, false };

	if (is_matched_by(related, answers->field))
		return true;
	telling.seen = arena_array(answers->arena, bool, answers->field->table->column_count);
	for (uint32_t i = 0; i < related->key_count; i++)
		tell_column(&telling, related->keys[i].theirs);
	tell_expr(&telling, related->where);
	tell_expr(&telling, related->theirs);
	return telling.reads && !telling.names;
}

static bool
is_picked_by_letter(const struct answers *answers, const struct reach *reach, uint64_t label)
{
	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next)
		if (l->expr->related->table == answers->field->table &&
		    passes_over(answers, l->expr->related, label))
			return true;
	return false;
}

/* Could an answer that names the letter be one to another letter here? Where the answers are gone
 * through by themselves, or where the letter is named in the register together with another. */
static bool
sees_for_another(const struct answers *answers, const struct reach *reach, uint64_t label)
{
	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next) {
		const struct related *related = l->expr->related;
		uint64_t asked = asked_of(answers->named_by, related->where);
		struct reach inside;

		if (related->table == answers->field->table &&
		    !passes_over(answers, related, label))
			return true;
		if (related->table != answers->named_by->table || (asked & label) == 0 ||
		    asked == label)
			continue;
		inside = reach_of(answers, related->where, l->expr->a);
		if (hangs_on_answers(answers, &inside))
			return true;
	}
	return false;
}

/* ---- one letter ---- */

/* The letters that it looks for in the register. */
static uint64_t
looked_for(const struct answers *answers, const struct reach *reach)
{
	uint64_t labels = 0;

	for (const struct lookup *l = reach->lookups; l != NULL; l = l->next)
		if (l->expr->related->table == answers->named_by->table)
			labels |= asked_of(answers->named_by, l->expr->related->where);
	return labels;
}

/* Has the other one lapsed, or not begun, wherever this one is to be sent? */
static bool
is_over_by_then(
    const struct answers *answers, const struct letter *other, const struct letter *letter)
{
	struct prover prover = { .arena = answers->arena, .program = answers->program,
		.table = letter->table };
	const struct expr *exprs[] = { letter->send_when, other->lapses_when };
	struct question question = question_new();
	struct inquiry inquiry;

	if (other->table != letter->table || other->lapses_when == NULL)
		return false;
	inquiry_open(&inquiry, &prover, exprs, 2);
	question_ask(&inquiry, &question, letter->send_when, ANSWER_YES);
	question_ask(&inquiry, &question, other->lapses_when, ANSWER_NOT_YES);
	return inquiry_answer(&inquiry, &question) == VERDICT_NEVER;
}

/* Can the other one follow? Not one that has gone before, or is over. What stands below it in the
 * text can; what stands above where this one is a letter for a time, and of two that ask for no
 * reply where this one is over when the other goes. */
static bool
may_follow(const struct answers *answers, const struct letter *other, const struct letter *letter,
    uint64_t before)
{
	if ((before & label_of(answers->named_by, other)) != 0 ||
	    is_over_by_then(answers, other, letter))
		return false;
	if (other->index > letter->index)
		return true;
	return other->reply_by != NULL ? letter->lapses_when != NULL :
					 is_over_by_then(answers, letter, other);
}

/* Does it go where one of these has no reply, or whatever was sent has none? */
static bool
waits_for_any(const struct answers *answers, const struct letter *letter, uint64_t labels)
{
	struct silence silence = silence_of(answers, letter->send_when);

	return silence.any && (silence.of == 0 || (silence.of & labels) != 0);
}

/* "'Letter_5' or 'Letter_6'": what follows in spite of the answer; "" when nothing does. */
static const char *
what_follows(const struct answers *answers, const struct letter *letter, const struct reach *reach,
    uint64_t silent)
{
	uint64_t label = label_of(answers->field, letter), before = looked_for(answers, reach);
	uint32_t count = answers->program->letter_count;
	const char *text = "";

	for (uint32_t i = 1; i < count; i++) {
		const struct letter *other =
		    answers->program->letters[(letter->index + i) % count];
		struct reach theirs;

		if (!may_follow(answers, other, letter, before) ||
		    (silent != 0 && !waits_for_any(answers, other, silent)))
			continue;
		theirs = reach_of(answers, other->send_when, NULL);
		if (is_picked_by_letter(answers, &theirs, label) &&
		    !sees_for_another(answers, &theirs, label))
			text = arena_printf(answers->arena, "%s%s'%s'", text,
			    *text == '\0' ? "" : " or ", other->name);
	}
	return text;
}

/* The one letter it reminds of, or NULL: it looks for one alone that asks for a reply. */
static const struct letter *
reminded_of(const struct answers *answers, const struct reach *reach)
{
	const struct letter *found = NULL;
	uint64_t labels = looked_for(answers, reach);

	for (uint32_t i = 0; i < answers->program->letter_count; i++) {
		const struct letter *letter = answers->program->letters[i];

		if (letter->reply_by == NULL ||
		    (labels & label_of(answers->named_by, letter)) == 0)
			continue;
		if (found != NULL)
			return NULL;
		found = letter;
	}
	return found;
}

static void
say_what_to_write(
    const struct answers *answers, const struct letter *letter, const struct reach *reach)
{
	const struct column *field = answers->field, *counted = counted_by(answers);
	const struct letter *other = reminded_of(answers, reach);
	const char *line;

	if (counted != NULL && counts_elsewhere(answers, label_of(field, letter))) {
		diag_note(answers->diags,
		    "pick the rows by what '%s' says they answer: write %s in place of %s there",
		    counted->name, counted->name, field->name);
		return;
	}
	line = arena_printf(answers->arena, "gives %s when %s is %s",
	    other != NULL ? prove_label(answers->arena, other->name) : "...", field->name,
	    prove_label(answers->arena, letter->name));
	if (counted != NULL)
		diag_note(answers->diags, "say which letter it answers: add to '%s', %s",
		    counted->name, line);
	else
		diag_note(answers->diags,
		    "say which letter it answers, and match rows by counts_for instead of "
		    "%s:\ndecide counts_for for %s\n  %s\n  otherwise %s\ndefine counts_for for %s "
		    "as %s",
		    field->name, field->table->name, line, field->name,
		    answers->named_by->table->name, answers->named_by->name);
}

static void
look_at(const struct answers *answers, const struct letter *letter)
{
	const struct column *field = answers->field;
	uint64_t label = label_of(field, letter);
	struct reach reach;
	uint64_t silent = 0;
	const char *next;

	if (label == 0)
		return;
	/* One that asks for a reply of its own must say of which other it has none. */
	if (letter->reply_by != NULL) {
		silent = silence_of(answers, letter->send_when).of & ~label;
		if (silent == 0)
			return;
	}
	reach = reach_of(answers, letter->send_when, NULL);
	if (!is_picked_by_letter(answers, &reach, label) ||
	    sees_for_another(answers, &reach, label))
		return;
	next = what_follows(answers, letter, &reach, silent);
	if (*next == '\0')
		return;
	diag_warning(answers->diags, field->at, "reply-counts-for-none",
	    "a row of '%s' may name '%s' as its '%s', and then answers no other letter",
	    field->table->name, letter->name, field->name);
	diag_note_at(answers->diags, letter->at,
	    "this letter %s: who answers it counts as silent, and %s may follow",
	    silent == 0 ? "asks for no reply of its own and goes by the replies to others"
			: "goes where another has no reply, and a reply to it is none to the other",
	    next);
	say_what_to_write(answers, letter, &reach);
	diag_note(answers->diags,
	    "if such a reply is to count for nothing, say so, directly below: accepted because "
	    "\"...\"");
}

void
find_replies(struct diags *diags, const struct program *program)
{
	const struct letter_register *letters = program->letter_register;
	struct arena scratch = ARENA_INIT;
	struct answers answers = { diags, program, &scratch, NULL, NULL };
	bool told;

	if (letters == NULL || letters->named_by == NULL)
		return;
	answers.named_by = letters->named_by;
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t c = 0; c < program->tables[t]->field_count; c++) {
			answers.field = program->tables[t]->columns[c];
			if (program->tables[t] == letters->table ||
			    answers.field->origin != COLUMN_FIELD ||
			    !find_same_list(answers.field->type.labels,
				answers.named_by->type.labels))
				continue;
			told = find_reminders(&answers);
			for (uint32_t i = 0; i < program->letter_count; i++)
				if (!told ||
				    !counts_elsewhere(&answers,
				        label_of(answers.field, program->letters[i])))
					look_at(&answers, program->letters[i]);
		}
	arena_release(&scratch);
}
