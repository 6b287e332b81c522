/*
 * Letters that go where another has no reply: what a reply to them counts for, who waits for one,
 * and what they say. It is looked at where a decide of the answers says which letter a row answers
 * (`counts_for`): rows must be matched by that everywhere, and it must give the letter whose
 * replies the reminder goes by.
 */
#include <string.h>

#include "lang/find_answers.h"

uint64_t
given_instead(const struct answers *answers, const struct rule *rule, uint64_t label)
{
	if (rule->outcome == NULL || rule->outcome->kind != EXPR_VALUE ||
	    (asked_of(answers->field, rule->when) & label) == 0)
		return 0;
	return rule->outcome->value.labels & ~label;
}

bool
counts_elsewhere(const struct answers *answers, uint64_t label)
{
	const struct column *counted = counted_by(answers);

	for (uint32_t i = 0; counted != NULL && i < counted->decide->rule_count; i++)
		if (given_instead(answers, &counted->decide->rules[i], label) != 0)
			return true;
	return false;
}

const char *
letters_of(const struct answers *answers, uint64_t labels)
{
	const struct label_set *set = answers->field->type.labels;
	const char *text = "";

	for (uint32_t i = 0; i < set->count; i++)
		if ((labels >> i & 1) != 0)
			text = arena_printf(answers->arena, "%s%s'%s'", text,
			    *text == '\0' ? "" : " or ", set->names[i]);
	return text;
}

/* ---- rows that are still matched by the name ---- */

struct matches {
	const struct answers *answers;
	const struct column *counted;
	const struct letter *letter; /* one whose answers count for another */
	bool told;
};

static void
look_at_match(void *with, const struct expr *expr)
{
	struct matches *matches = with;
	const struct answers *answers = matches->answers;
	const struct column *field = answers->field;

	if (expr->related == NULL || expr->related->table != field->table ||
	    !is_matched_by(expr->related, field))
		return;
	matches->told = true;
	diag_warning(answers->diags, expr->related->at, "reply-matched-by-name",
	    "rows of '%s' are matched here by '%s', so that one which names '%s' is none to any "
	    "other letter",
	    field->table->name, field->name, matches->letter->name);
	diag_note_at(answers->diags, matches->counted->at,
	    "'%s' says which letter such a row answers: write here `%s` in place of `%s`",
	    matches->counted->name, matches->counted->name, field->name);
	diag_note(answers->diags,
	    "if the row is to count for nothing here, say so, directly below: accepted because "
	    "\"...\"");
}

static void
look_at_root(void *with, const struct root *root)
{
	find_within(root->expr, look_at_match, with);
}

static bool
find_matches(const struct answers *answers)
{
	struct matches matches = { answers, counted_by(answers), NULL, false };

	for (uint32_t i = 0; matches.letter == NULL && i < answers->program->letter_count; i++) {
		const struct letter *letter = answers->program->letters[i];

		if (counts_elsewhere(answers, label_of(answers->field, letter)))
			matches.letter = letter;
	}
	if (matches.letter != NULL)
		find_roots(answers->program, answers->arena, look_at_root, &matches);
	return matches.told;
}

/* ---- a row that is said to answer a letter the reminder does not go by ---- */

static void
look_at_rule(const struct answers *answers, const struct letter *letter, const struct rule *rule)
{
	uint64_t label = label_of(answers->field, letter);
	uint64_t given = given_instead(answers, rule, label), read;
	const struct column *counted = counted_by(answers);

	if (label == 0 || given == 0)
		return;
	read = answers_read(answers, letter->send_when) & ~label;
	if (read == 0 || (read & given) != 0)
		return;
	diag_warning(answers->diags, rule->at, "reply-counts-for-other",
	    "a row of '%s' that names '%s' counts for %s here, and '%s' goes by the replies to %s",
	    answers->field->table->name, letter->name, letters_of(answers, given), letter->name,
	    letters_of(answers, read));
	for (uint32_t i = 0; i < answers->program->letter_count; i++) {
		const struct letter *other = answers->program->letters[i];

		if ((read & label_of(answers->field, other)) != 0) {
			diag_note(answers->diags, "in '%s', write: gives %s when %s is %s",
			    counted->name, prove_label(answers->arena, other->name),
			    answers->field->name, prove_label(answers->arena, letter->name));
			break;
		}
	}
	diag_note_at(answers->diags, letter->at,
	    "who answers this letter counts as silent otherwise. If the line is meant so, say so, "
	    "directly below it: accepted because \"...\"");
}

/* ---- the words of the letter it reminds of ---- */

static void
look_at_wording(const struct answers *answers, const struct letter *letter)
{
	uint64_t of = silence_of(answers, letter->send_when).of;

	for (uint32_t i = 0; letter->wording != NULL && i < answers->program->letter_count; i++) {
		const struct letter *other = answers->program->letters[i];

		if (other == letter || other->wording == NULL ||
		    (of & label_of(answers->field, other)) == 0 ||
		    strcmp(other->wording, letter->wording) != 0)
			continue;
		diag_warning(answers->diags, letter->at, "same-wording",
		    "'%s' goes where '%s' has no reply, and has its wording word for word: \"%s\"",
		    letter->name, other->name, letter->wording);
		diag_note(answers->diags,
		    "give it a text of its own, which says that it reminds, and name the file: "
		    "wording from \"....txt\"");
		diag_note_at(answers->diags, other->at,
		    "the same text comes from this letter. If it is to go once more as it was, say "
		    "so in the other: accepted because \"...\"");
		return;
	}
}

bool
find_reminders(const struct answers *answers)
{
	const struct program *program = answers->program;
	const struct column *counted = counted_by(answers);
	bool told = find_matches(answers);

	for (uint32_t i = 0; i < program->letter_count; i++) {
		const struct letter *letter = program->letters[i];

		for (uint32_t r = 0; counted != NULL && r < counted->decide->rule_count; r++)
			look_at_rule(answers, letter, &counted->decide->rules[r]);
		find_waiting(answers, letter);
		look_at_wording(answers, letter);
	}
	return told;
}
