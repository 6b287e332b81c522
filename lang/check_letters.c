/*
 * check_letters: where letters are recorded, and when each is due.
 *
 * A letter is two columns of its table: whether the register has it, which needs the register only,
 * and its state, which needs its rule and the state of the letters that stand instead of it.
 * `Letter_4 is Sent` asks the first, so that a rule may ask it without a circle; everything else
 * asks the second. What a letter prints is in check_letter_parts.c.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- names ---- */

void
check_declare_letter(struct check *check, const struct ast *node)
{
	const struct ast *of = ast_child(node, AST_FOR);
	const struct scope_entry *other = scope_find(&check->letters, node->name);
	struct letter_draft *draft;
	struct column_draft *sent, *column;
	const char *sent_name;

	if (node->name == NULL || of == NULL)
		return;
	if (other != NULL) {
		diag_error(check->diags, node->name_at, "duplicate-name",
		    "there is another letter called '%s'", node->name);
		diag_note_at(check->diags, other->at,
		    "the other one is here; give one of them another name");
		return;
	}
	draft = arena_new(check->arena, struct letter_draft);
	sent_name = arena_printf(check->arena, "%s is Sent", node->name);
	draft->sent_name = names_intern(check->names, sent_name, strlen(sent_name));
	draft->node = node;
	draft->letter.name = node->name;
	draft->letter.at = node->name_at;
	draft->table = check_table_named(check, of->name, of->at);
	draft->wrong = draft->table == NULL || draft->table->wrong;
	scope_add(&check->letters, node->name, draft, node->name_at);
	if (draft->wrong)
		return;
	draft->letter.table = &draft->table->table;
	draft->letter.index = check->letter_list.count;
	list_add(check, &check->letter_list, draft);
	sent = check_add_column(
	    check, draft->table, draft->sent_name, node->name_at, node, COLUMN_SENT);
	column =
	    check_add_column(check, draft->table, node->name, node->name_at, node, COLUMN_LETTER);
	sent->column.letter = column->column.letter = &draft->letter;
	draft->letter.sent = &sent->column;
	draft->letter.column = &column->column;
}

const char *
check_sent_name(const struct check *check, const struct ast *node)
{
	const struct ast *name = node->first, *label = name == NULL ? NULL : name->next;
	const struct letter_draft *letter;

	if (node->kind != AST_COMPARE ||
	    (node->compare != COMPARE_IS && node->compare != COMPARE_IS_NOT) || label == NULL ||
	    name->kind != AST_REF || name->member != NULL || label->kind != AST_LABEL ||
	    label->flag || label->name == NULL)
		return NULL;
	letter = scope_thing(&check->letters, name->name);
	return letter == NULL || strcmp(label->name, label_set_letter.names[LETTER_SENT]) != 0 ?
	    NULL :
	    letter->sent_name;
}

struct expr *
check_whether_sent(struct check *check, const struct where *where, const struct ast *node)
{
	const struct ast *name = node->first;
	const struct letter_draft *letter = scope_thing(&check->letters, name->name);
	struct ast *ref = ast_make(check->arena, AST_REF, name->at);
	struct expr *sent;

	/* For a row of another table the name of the letter itself gives the better message. */
	ref->name = letter->wrong || scope_find(&where->table->names, letter->sent_name) == NULL ?
	    name->name :
	    letter->sent_name;
	sent = check_ref(check, where, ref, NULL);
	if (sent->type.kind == KIND_ERROR)
		return expr_wrong(check, node);
	return condition_negated(
	    check, condition_holds(check, sent, node), node, node->compare == COMPARE_IS_NOT);
}

bool
check_letter_elsewhere(struct check *check, const struct where *where, const struct ast *node)
{
	const struct letter_draft *letter = scope_thing(&check->letters, node->name);

	if (letter == NULL)
		return false;
	if (letter->wrong)
		return true;
	if (where->table == check->run)
		diag_error(check->diags, node->at, "letter-other-table",
		    "'%s' is a letter for '%s', and this is not said for a row of it", node->name,
		    letter->table->table.name);
	else
		diag_error(check->diags, node->at, "letter-other-table",
		    "'%s' is a letter for '%s', and this is said for a row of '%s'", node->name,
		    letter->table->table.name, where->table->table.name);
	diag_note(check->diags, "give it a name there: define NAME for %s as %s is Due",
	    letter->table->table.name, node->name);
	return true;
}

struct expr *
check_letter_date(struct check *check, const struct ast *node)
{
	struct expr *expr;

	if (check->in_letter) {
		expr = expr_make(check, EXPR_LETTER_DATE, node);
		expr->type = type_plain(KIND_DATE);
		return expr;
	}
	diag_error(check->diags, node->at, "letter-date",
	    "'letter_date' is the day of a letter, and this is not what a letter or a form prints");
	diag_note(check->diags,
	    "the day the policy is run for is called run_date; when a letter was sent stands in "
	    "the table that records "
	    "the letters");
	return expr_wrong(check, node);
}

/* ---- the register ---- */

static void
register_table(struct check *check, const struct ast *node, struct letter_register *out)
{
	struct table_draft *table = check_table_named(check, node->name, node->name_at);

	if (table == NULL || table->wrong) {
		check->no_register_said = true;
		return;
	}
	if (table->node->kind != AST_INPUT || ast_child(table->node, AST_DATED_BY) == NULL) {
		diag_error(check->diags, node->name_at, "register-not-dated",
		    "'%s' cannot record letters: it %s", table->table.name,
		    table->node->kind == AST_INPUT ? "does not say on which day a letter was sent" :
						     "is not read from a file");
		diag_note_at(check->diags, table->table.at,
		    table->node->kind == AST_INPUT ?
			"add to this line: , dated by the column with the date of the letter" :
			"name the 'input' that lists the letters sent");
		check->no_register_said = true;
		return;
	}
	check->register_table = table;
	out->table = &table->table;
}

static void
named_by(struct check *check, const struct ast *part, struct letter_register *out)
{
	struct table_draft *table = check->register_table;
	struct column_draft *draft =
	    table == NULL || part == NULL ? NULL : scope_thing(&table->names, part->name);
	struct nearest nearest;

	if (table == NULL || part == NULL || part->name == NULL)
		return;
	if (draft == NULL || draft->column.origin != COLUMN_FIELD) {
		check->register_table = NULL;
		check->no_register_said = true;
		if (check_maybe_declared(check, part->name))
			return;
		diag_error(check->diags, part->at, "unknown-name", "'%s' is not a field of '%s'",
		    part->name, table->table.name);
		check_nearest(check, &nearest, part->name);
		for (uint32_t i = 0; i < table->table.field_count; i++)
			nearest_offer(&nearest,
			    ((struct column_draft *)table->columns.items[i])->column.name);
		check_did_you_mean(check, &nearest);
		if (nearest.best == NULL)
			diag_note(
			    check->diags, "name the column that says which letter a row is about");
		return;
	}
	out->named_by = &draft->column;
	if (draft->column.type.kind == KIND_LABEL)
		return;
	check->register_table = NULL;
	check->no_register_said = true;
	if (draft->column.type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, part->at, "wrong-kind",
	    "'%s' is %s, and the names of letters are labels", part->name,
	    check_a_kind(draft->column.type.kind));
	diag_note_at(check->diags, draft->column.at,
	    "list the letters here: %s is Letter_1 or Letter_2", part->name);
}

/* Each letter is a label of the register. */
static void
names_in_register(struct check *check, const struct column *column)
{
	for (uint32_t i = 0; i < check->letter_list.count; i++) {
		struct letter_draft *draft = check->letter_list.items[i];

		if (label_set_find(column->type.labels, draft->letter.name) >= 0)
			continue;
		draft->wrong = true;
		diag_error(check->diags, draft->letter.at, "letter-not-recorded",
		    "'%s' cannot be recorded: it is not one of the labels of '%s'",
		    draft->letter.name, column->name);
		diag_note_at(check->diags, column->at, "add it to the labels here: or %s",
		    draft->letter.name);
	}
}

static void
lines_once(struct check *check, const struct ast *node)
{
	check_once(check, node, AST_SUBJECT, "subject");
	check_once(check, node, AST_SEND_WHEN, "send when");
	check_once(check, node, AST_LAPSES_WHEN, "lapses when");
	check_once(check, node, AST_ONCE_FOR_EACH, "once for each");
	check_once(check, node, AST_WORDING, "wording from");
	check_once(check, node, AST_ASKS_FOR_REPLY, "asks for a reply by");
}

void
check_register(struct check *check)
{
	struct letter_register *found = NULL;

	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		if (node->kind == AST_WRONG)
			check->no_register_said = true;
		if (node->kind != AST_REGISTER)
			continue;
		if (found != NULL) {
			diag_error(check->diags, node->at, "said-twice",
			    "'letters are recorded in' is said twice");
			diag_note_at(check->diags, found->at,
			    "it was said here; a policy has one table of letters");
			continue;
		}
		check->program->letter_register = found =
		    arena_new(check->arena, struct letter_register);
		found->at = node->at;
		found->provenance = check_provenance(check, node->first);
		register_table(check, node, found);
		named_by(check, ast_child(node, AST_NAMED_BY), found);
	}
	for (uint32_t i = 0; i < check->letter_list.count; i++)
		lines_once(check, ((struct letter_draft *)check->letter_list.items[i])->node);
	if (found == NULL || check->register_table == NULL)
		return;
	check_letters_about(check, found);
	names_in_register(check, found->named_by);
	if (check->letter_list.count <= LABELS_MAX)
		check_instead_of(check);
}

/* ---- the two columns ---- */

static const char *
key_names(struct check *check, const struct table *table)
{
	const char *text = "";

	for (uint32_t i = 0; i < table->key_count; i++)
		text = arena_printf(
		    check->arena, "%s%s%s", text, i > 0 ? " and " : "", table->keys[i]->name);
	return text;
}

/* The column of the register that is called like a key of ours; NULL after a message. */
static const struct column *
their_key(struct check *check, const struct letter_draft *letter, const struct column *ours,
    const struct ast *once)
{
	const struct table_draft *table = check->register_table;
	struct column_draft *theirs = scope_thing(&table->names, ours->name);

	if (theirs == NULL || theirs->column.origin != COLUMN_FIELD) {
		if (check_maybe_declared(check, ours->name))
			return NULL;
		diag_error(check->diags, once->at, "register-key",
		    "'%s' has no column '%s', so it cannot say which '%s' a letter was about",
		    table->table.name, ours->name, letter->table->table.name);
		diag_note_at(
		    check->diags, table->table.at, "add a field of that name to this table");
		return NULL;
	}
	if (ours->type.kind == KIND_ERROR || theirs->column.type.kind == KIND_ERROR)
		return NULL;
	if (ours->type.kind == theirs->column.type.kind &&
	    (ours->type.kind != KIND_LABEL ||
		check_same_labels(ours->type.labels, theirs->column.type.labels)))
		return &theirs->column;
	diag_error(check->diags, once->at, "register-key", "'%s' is %s in '%s' and %s in '%s'%s",
	    ours->name, check_a_kind(ours->type.kind), letter->table->table.name,
	    check_a_kind(theirs->column.type.kind), table->table.name,
	    ours->type.kind == theirs->column.type.kind ? " of another list" : "");
	diag_note_at(check->diags, theirs->column.at, "write the same kind in both tables");
	return NULL;
}

/* `once for each` names exactly the keys of the table; false after a message. */
static bool
once_for_each(struct check *check, const struct letter_draft *letter, const struct ast *once)
{
	const struct table *table = &letter->table->table;
	uint32_t named = 0;
	bool fine = true;

	/* A line that could not be read may have said it; so below. */
	if (once == NULL && ast_child(letter->node, AST_WRONG) != NULL)
		return false;
	if (once == NULL) {
		diag_error(check->diags, letter->letter.at, "letter-once",
		    "'%s' does not say what it is sent once for", letter->letter.name);
		diag_note(check->diags, "add a line: once for each %s", key_names(check, table));
		return false;
	}
	for (const struct ast *key = once->first; key != NULL; key = key->next, named++) {
		bool found = false;

		for (uint32_t i = 0; i < table->key_count; i++)
			found = found || table->keys[i]->name == key->name;
		fine = fine && found;
		for (const struct ast *other = once->first; other != key; other = other->next)
			fine = fine && other->name != key->name;
	}
	if ((fine && named == table->key_count) || table->key_count == 0)
		return table->key_count > 0;
	diag_error(check->diags, once->at, "letter-once",
	    "a row of '%s' is one for each %s, and the letter is sent once for each of them",
	    table->name, key_names(check, table));
	diag_note(check->diags, "write: once for each %s", key_names(check, table));
	return false;
}

/* Whether the register has the letter for this row. */
static const struct expr *
in_register(struct check *check, const struct letter_draft *letter)
{
	const struct ast *once = ast_child(letter->node, AST_ONCE_FOR_EACH);
	const struct column *name = check->program->letter_register == NULL ?
	    NULL :
	    check->program->letter_register->named_by;
	struct related *related = arena_new(check->arena, struct related);
	struct related_key *keys;
	struct expr *exists, *where;
	int label;

	if (!once_for_each(check, letter, once) || check->register_table == NULL || letter->wrong)
		return expr_wrong(check, letter->node);
	label = label_set_find(name->type.labels, letter->letter.name);
	keys = arena_array(check->arena, struct related_key, letter->table->table.key_count);
	for (uint32_t i = 0; i < letter->table->table.key_count; i++) {
		keys[i].ours = letter->table->table.keys[i];
		keys[i].theirs = their_key(check, letter, keys[i].ours, once);
		if (keys[i].theirs == NULL || label < 0)
			return expr_wrong(check, letter->node);
	}
	where = condition_make(check, EXPR_LABELS_IN, letter->node);
	where->a = expr_of_column(check, name, letter->node);
	where->labels = UINT64_C(1) << label;
	related->table = &check->register_table->table;
	related->keys = keys;
	related->key_count = letter->table->table.key_count;
	related->where = where;
	related->at =
	    letter->node->name_at; /* by this text the prover tells one letter from another */
	exists = condition_make(check, EXPR_EXISTS, letter->node);
	exists->at = where->at = letter->node->name_at;
	exists->related = related;
	return exists;
}

/* A table with a period keeps its rows of old periods, and a letter never sent stays due for them.
 */
static void
ask_for_lapse(struct check *check, const struct letter_draft *letter)
{
	const struct table *table = &letter->table->table;

	for (uint32_t i = 0; i < table->key_count; i++) {
		if (!kind_is_period(table->keys[i]->type.kind))
			continue;
		diag_warning(check->diags, letter->letter.at, "letter-never-lapses",
		    "'%s' never lapses: for an old '%s' it stays due until it is sent",
		    letter->letter.name, table->keys[i]->name);
		diag_note(check->diags,
		    "add a line that says when it is too late to send it: lapses when ...");
		return;
	}
}

static void
letter_rule(struct check *check, struct letter_draft *letter, const struct where *where)
{
	const struct ast *send = ast_child(letter->node, AST_SEND_WHEN),
			 *lapses = ast_child(letter->node, AST_LAPSES_WHEN);
	bool unread = ast_child(letter->node, AST_WRONG) != NULL;

	if (send == NULL && unread) {
		letter->letter.send_when = expr_wrong(check, letter->node);
	} else if (send == NULL) {
		diag_error(check->diags, letter->letter.at, "letter-send-when",
		    "'%s' does not say when it is sent", letter->letter.name);
		diag_note(check->diags, "add a line: send when ...");
	} else {
		letter->letter.send_when = check_boolean(check, where, send->first);
	}
	if (lapses != NULL)
		letter->letter.lapses_when = check_boolean(check, where, lapses->first);
	else if (!unread)
		ask_for_lapse(check, letter);
}

void
check_letter_column(struct check *check, struct column_draft *draft, const struct where *where)
{
	struct letter_draft *letter = scope_thing(&check->letters, draft->column.letter->name);

	if (draft->column.origin == COLUMN_SENT) {
		draft->column.type = type_plain(KIND_YES_NO);
		draft->column.type.labels = &label_set_yes_no;
		if (check->program->letter_register == NULL && !check->no_register_said) {
			check->no_register_said = true;
			diag_error(check->diags, letter->letter.at, "no-register",
			    "there is a letter, but the policy does not say where letters are "
			    "recorded");
			diag_note(check->diags,
			    "add a line for the table that lists the letters sent: letters are "
			    "recorded in TABLE, named by COLUMN");
		}
		draft->column.body = in_register(check, letter);
		letter->letter.provenance = check_provenance(check, letter->node->first);
		draft->column.provenance = letter->letter.provenance;
		return;
	}
	draft->column.type = type_plain(KIND_LABEL);
	draft->column.type.labels = &label_set_letter;
	letter_rule(check, letter, where);
	draft->column.provenance = letter->letter.provenance;
	check_cited(check, &letter->letter.provenance, letter->letter.at, "the letter",
	    letter->letter.name);
}
