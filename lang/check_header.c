/*
 * check_header: the header of the policy, its sources and its calendars.
 */
#include <string.h>

#include "lang/check_internal.h"

/* ---- sources and their clauses ---- */

void
check_clause(struct check *check, const struct document *document, const struct ast *clause)
{
	struct nearest nearest;

	if (document == NULL || document->clause_count == 0 || clause->text == NULL ||
	    document_clause(document, clause->text) != NULL)
		return;
	diag_error(check->diags, clause->at, "unknown-clause",
	    "\"%s\" is not among the clauses that the source '%s' lists", clause->text,
	    document->name);
	check_nearest(check, &nearest, clause->text);
	for (uint32_t i = 0; i < document->clause_count; i++)
		nearest_offer(&nearest, document->clauses[i].clause);
	check_did_you_mean(check, &nearest);
	diag_note_at(check->diags, document->at,
	    "if the document has it, add it to the list there, behind a comma, or in one more line "
	    "below it: clauses \"%s\"",
	    clause->text);
	diag_note(check->diags,
	    "if another document has it, that is a source of its own: source update is \"The "
	    "title of it\", then here: cites update \"%s\"; if none has, it is a rule of "
	    "your own, with a note instead of the clause: note \"Ours. Why.\"",
	    clause->text);
}

static void
list_clauses(struct check *check, struct document *document, const struct ast *source)
{
	struct listed_clause *clauses;
	uint32_t count = 0;

	for (const struct ast *part = source->first; part != NULL; part = part->next)
		for (const struct ast *clause = part->kind == AST_CLAUSES ? part->first : NULL;
		     clause != NULL; clause = clause->next)
			count++;
	clauses = arena_array(check->arena, struct listed_clause, count);
	document->clauses = clauses;
	for (const struct ast *part = source->first; part != NULL; part = part->next) {
		for (const struct ast *clause = part->kind == AST_CLAUSES ? part->first : NULL;
		     clause != NULL; clause = clause->next) {
			const struct listed_clause *other =
			    clause->text == NULL ? NULL : document_clause(document, clause->text);

			if (clause->text == NULL)
				continue;
			if (other == NULL) {
				twins_add(&document->clause_index, check->arena,
				    text_digest(clause->text), document->clause_count);
				clauses[document->clause_count++] = (struct listed_clause){
					clause->text, part->flag, clause->at };
				continue;
			}
			diag_error(check->diags, clause->at, "clause-listed-twice",
			    "\"%s\" is in the list already", clause->text);
			diag_note_at(check->diags, other->at,
			    "the other one is here; a clause stands once, with the clauses or with "
			    "the background");
		}
	}
}

void
check_documents(struct check *check)
{
	uint32_t count = 0;
	struct document *documents;

	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		count += node->kind == AST_SOURCE;
	documents = arena_array(check->arena, struct document, count);
	check->program->documents = documents;
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *address = ast_child(node, AST_AT);
		struct document *document;

		if (node->kind != AST_SOURCE || node->name == NULL)
			continue;
		document = &documents[check->program->document_count];
		*document = (struct document){ .name = node->name, .title = node->text,
			.address = address == NULL ? NULL : address->text, .at = node->name_at };
		list_clauses(check, document, node);
		if (scope_add(&check->documents, node->name, document, node->name_at)) {
			check->program->document_count++;
			continue;
		}
		diag_error(check->diags, node->name_at, "duplicate-name",
		    "there is another source called '%s'", node->name);
		diag_note_at(check->diags, scope_find(&check->documents, node->name)->at,
		    "the other one is here");
	}
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		struct document *document =
		    node->kind == AST_SOURCE ? scope_thing(&check->documents, node->name) : NULL;

		if (document != NULL && document->at.start == node->name_at.start)
			document->provenance = check_provenance(check, node->first);
	}
	if (check->tests_of != NULL)
		check->program->tests_provenance =
		    check_provenance(check, check->tests_of->first);
}

static void
policy_dates(struct check *check, const struct ast *node)
{
	const struct program *program = check->program;
	const struct ast *due = ast_child(node, AST_DUE_FOR_REVIEW),
			 *force = ast_child(node, AST_IN_FORCE);

	if (due != NULL && force != NULL && program->due_for_review < program->in_force_from)
		diag_warning(check->diags, due->at, "policy-dates",
		    "the policy is due for review before it is in force");
	if (force != NULL && program->in_force_to != INT64_MIN &&
	    program->in_force_to < program->in_force_from)
		diag_warning(check->diags, force->at, "policy-dates",
		    "the policy ends before it is in force");
}

static void
policy_lines(struct check *check, const struct ast *node)
{
	struct program *program = check->program;
	uint32_t revisions = 0;
	struct revision *revision;

	program->name = node->name;
	program->provenance = check_provenance(check, node->first);
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		revisions += part->kind == AST_REVISION;
	program->revisions = revision = arena_array(check->arena, struct revision, revisions);
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		if (part->kind == AST_TITLE) {
			program->title = part->text;
		} else if (part->kind == AST_VERSION) {
			program->version = part->text;
		} else if (part->kind == AST_OWNER) {
			program->owner = part->text;
		} else if (part->kind == AST_APPROVED) {
			program->approved_by = part->text;
			program->approved_on = part->value.num;
		} else if (part->kind == AST_IN_FORCE) {
			const struct ast *to = ast_child(part, AST_TO);

			program->in_force_from = part->value.num;
			if (to != NULL)
				program->in_force_to = to->value.num;
		} else if (part->kind == AST_DUE_FOR_REVIEW) {
			program->due_for_review = part->value.num;
			program->review_at = part->at;
		} else if (part->kind == AST_REVISION) {
			const struct ast *what = ast_child(part, AST_NOTE);

			revision[program->revision_count++] = (struct revision){ part->text,
				what == NULL ? NULL : what->text, part->value.num };
		}
	}
	check_once(check, node, AST_TITLE, "title");
	check_once(check, node, AST_VERSION, "version");
	check_once(check, node, AST_OWNER, "owner");
	check_once(check, node, AST_APPROVED, "approved by");
	check_once(check, node, AST_IN_FORCE, "in force from");
	check_once(check, node, AST_DUE_FOR_REVIEW, "due for review");
	policy_dates(check, node);
}

void
check_policy_header(struct check *check)
{
	struct program *program = check->program;
	const struct ast *found = NULL;
	bool excused = check->had_errors || check->policy_file == NULL;

	program->approved_on = program->in_force_from = program->in_force_to =
	    program->due_for_review = INT64_MIN;
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		if (node->kind != AST_POLICY)
			continue;
		if (found == NULL) {
			found = node;
			policy_lines(check, node);
			continue;
		}
		diag_error(check->diags, node->name_at, "two-policies",
		    "a text has one policy, and '%s' is the second",
		    node->name == NULL ? "" : node->name);
		diag_note_at(check->diags, found->name_at,
		    "the first is here; keep each in a file of its own");
	}
	if (found != NULL || excused)
		return;
	diag_error(check->diags,
	    (struct span){ check->policy_file->base, check->policy_file->base },
	    "no-policy", "the text does not say which policy it is");
	diag_note(check->diags,
	    "begin with: policy NAME, and below it lines such as: title \"What it is called\"");
}

/* ---- calendars ---- */

static void
built_in_calendar(struct check *check, struct calendar *calendar, const struct ast *name)
{
	static const char england[] = "england_and_wales";
	struct nearest nearest;

	if (name == NULL || name->name == NULL)
		return;
	calendar->built_in = name->name;
	if (strcmp(name->name, england) == 0)
		return;
	diag_error(check->diags, name->at, "unknown-calendar",
	    "'%s' is not a calendar that writ brings along", name->name);
	check_nearest(check, &nearest, name->name);
	nearest_offer(&nearest, england);
	check_did_you_mean(check, &nearest);
	diag_note(check->diags,
	    "it brings 'england_and_wales'; for another one list the closed days in a file: "
	    "calendar %s from "
	    "\"closures.csv\"",
	    calendar->name);
}

static void
closed_also(struct check *check, struct calendar *calendar, const struct ast *part)
{
	struct setting_draft *draft = scope_thing(&check->settings, part->name);
	struct nearest nearest;

	if (part->name == NULL || check_maybe_declared(check, part->name))
		return;
	if (draft == NULL) {
		diag_error(check->diags, part->name_at, "unknown-name", "'%s' is not a setting",
		    part->name);
		check_nearest(check, &nearest, part->name);
		nearest_offer_scope(&nearest, &check->settings);
		check_did_you_mean(check, &nearest);
		diag_note(check->diags,
		    "add one: setting %s is 2022-06-02 and 2022-06-03, or: is nothing", part->name);
		return;
	}
	calendar->closed_also = &draft->setting;
	if (draft->open) {
		draft->open = false;
		draft->setting.type = type_plain(KIND_DATE);
	}
	if (draft->setting.type.kind == KIND_DATE || draft->setting.type.kind == KIND_ERROR)
		return;
	diag_error(check->diags, part->name_at, "wrong-kind",
	    "a calendar is closed on dates, and '%s' is %s", part->name,
	    check_a_kind(draft->setting.type.kind));
	diag_note_at(check->diags, draft->setting.at, "list dates there, or 'nothing'");
}

void
check_calendars(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *also = ast_child(node, AST_CLOSED_ALSO);
		struct calendar *calendar;

		if (node->kind != AST_CALENDAR || node->name == NULL)
			continue;
		calendar = arena_new(check->arena, struct calendar);
		calendar->name = node->name;
		calendar->file = node->text;
		calendar->at = node->name_at;
		calendar->index = check->calendar_list.count;
		calendar->provenance = check_provenance(check, node->first);
		built_in_calendar(
		    check, calendar, node->text == NULL ? ast_child(node, AST_REF) : NULL);
		if (also != NULL)
			closed_also(check, calendar, also);
		if (scope_add(&check->calendars, node->name, calendar, node->name_at)) {
			list_add(check, &check->calendar_list, calendar);
			continue;
		}
		diag_error(check->diags, node->name_at, "duplicate-name",
		    "there is another calendar called '%s'", node->name);
		diag_note_at(check->diags, scope_find(&check->calendars, node->name)->at,
		    "the other one is here");
	}
}
