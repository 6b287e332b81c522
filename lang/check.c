#include "lang/check.h"

#include <string.h>

#include "lang/accept.h"
#include "lang/check_internal.h"
#include "lang/find_each.h"
#include "lang/prove.h"

void
list_add(struct check *check, struct list *list, void *item)
{
	if (list->count == list->capacity) {
		uint32_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
		void **items = arena_array(check->arena, void *, capacity);

		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_';
}

/*
 * A construct with a syntax error in it declares a name that the tree does not have. Complaining
 * about its uses would be a second message for one mistake, so the text is searched for what looks
 * like declarations: a word behind an opening word, and a word that begins a line and is followed
 * by `is` or `refers`.
 */
static void
gather_wrong(struct check *check, const struct ast *parent)
{
	/* The grammar keeps the name of a construct it could not read, where it got as far as that.
	 */
	for (const struct ast *node = parent->first; node != NULL; node = node->next) {
		if (node->kind == AST_WRONG && node->name != NULL)
			scope_add(&check->declared, node->name, check, node->at);
		if (node->kind == AST_INPUT)
			gather_wrong(check, node);
	}
}

static void
gather_declared(struct check *check)
{
	static const char *const opening[] = { "setting", "calendar", "source", "input", "group",
		"define", "decide", "bands", "deadline", "letter", "form", "report", "column" };

	for (const struct source_file *file = check->diags->sources->first; file != NULL;
	     file = file->next) {
		const char *p = file->bytes, *end = file->bytes + file->length;
		const char *before = NULL, *previous = NULL;
		size_t before_length = 0, previous_length = 0;
		bool line_start = true, previous_first = false;

		while (p < end) {
			const char *word = p;
			size_t length;
			bool first = line_start;

			if (*p == '\n' || *p == '\r')
				line_start = true;
			if (!is_word_byte(*p)) {
				if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\r')
					line_start = false;
				p++;
				continue;
			}
			while (p < end && is_word_byte(*p))
				p++;
			length = (size_t)(p - word);
			line_start = false;
			for (size_t i = 0; i < sizeof opening / sizeof *opening && previous != NULL;
			     i++)
				if (strlen(opening[i]) == previous_length &&
				    memcmp(opening[i], previous, previous_length) == 0)
					scope_add(&check->declared,
					    names_intern(check->names, word, length), check,
					    (struct span){ 0, 0 });
			before = previous_first ? previous : NULL;
			before_length = previous_length;
			if (before != NULL &&
			    ((length == 2 && memcmp(word, "is", 2) == 0) ||
				(length == 6 && memcmp(word, "refers", 6) == 0)))
				scope_add(&check->declared,
				    names_intern(check->names, before, before_length), check,
				    (struct span){ 0, 0 });
			previous = word;
			previous_length = length;
			previous_first = first;
		}
	}
}

bool
check_maybe_declared(struct check *check, const char *name)
{
	size_t length = strlen(name);

	if (!check->had_errors)
		return false;
	if (!check->declared_ready) {
		gather_wrong(check, check->file);
		gather_declared(check);
		check->declared_ready = true;
	}
	if (scope_find(&check->declared, name) != NULL)
		return true;
	if (length > 4 && strcmp(name + length - 4, "_due") == 0)
		return scope_find(&check->declared, names_intern(check->names, name, length - 4)) !=
		    NULL;
	return false;
}

static const struct document *
find_document(struct check *check, const struct ast *cites)
{
	struct document *document = scope_thing(&check->documents, cites->name);
	struct nearest nearest;

	if (document != NULL || cites->name == NULL || check_maybe_declared(check, cites->name))
		return document;
	diag_error(check->diags, cites->name_at, "unknown-source",
	    "'%s' is not a source of this policy", cites->name);
	check_nearest(check, &nearest, cites->name);
	nearest_offer_scope(&nearest, &check->documents);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "name the document first: source %s is \"its title\"",
		    cites->name);
	return NULL;
}

struct provenance
check_provenance(struct check *check, const struct ast *first)
{
	struct provenance provenance = { NULL, 0, NULL, 0 };
	uint32_t cites = 0, notes = 0;
	struct cite *cite;
	const char **note;

	for (const struct ast *part = first; part != NULL && part->kind != AST_FROM;
	     part = part->next) {
		if (part->kind == AST_CITES)
			for (const struct ast *clause = part->first; clause != NULL;
			     clause = clause->next)
				cites++;
		else if (part->kind == AST_NOTE)
			notes++;
	}
	cite = arena_array(check->arena, struct cite, cites);
	note = arena_array(check->arena, const char *, notes);
	provenance.cites = cite;
	provenance.notes = note;
	for (const struct ast *part = first; part != NULL && part->kind != AST_FROM;
	     part = part->next) {
		if (part->kind == AST_CITES) {
			const struct document *document = find_document(check, part);

			for (const struct ast *clause = part->first; clause != NULL;
			     clause = clause->next) {
				check_clause(check, document, clause);
				cite[provenance.cite_count++] =
				    (struct cite){ document, clause->text, clause->at };
			}
		} else if (part->kind == AST_NOTE) {
			note[provenance.note_count++] = part->text == NULL ? "" : part->text;
		}
	}
	return provenance;
}

static bool
says_ours(const char *note)
{
	for (const char *p = note; *p != '\0'; p++) {
		static const char word[] = "ours";
		size_t i = 0;

		if (p > note && is_word_byte(p[-1]))
			continue;
		while (i < 4 && (p[i] == word[i] || p[i] == word[i] - 'a' + 'A'))
			i++;
		if (i == 4 && !is_word_byte(p[4]))
			return true;
	}
	return false;
}

/* Every rule cites its clause or says that it is ours (design law 10). */
void
check_cited(struct check *check, const struct provenance *provenance, struct span at,
    const char *what, const char *name)
{
	/* A line that could not be read may have been the clause. */
	if (provenance->cite_count > 0 || check->had_errors)
		return;
	for (uint32_t i = 0; i < provenance->note_count; i++)
		if (says_ours(provenance->notes[i]))
			return;
	diag_warning(check->diags, at, "uncited-rule",
	    "%s '%s' does not say which clause it comes from", what, name);
	diag_note(check->diags,
	    "add a line below it: cites SOURCE \"clause\"; or, if no clause says so: note \"Ours. "
	    "Why.\"");
}

/* Columns, settings, values for the run and tables are all used by a bare name, so none may be
 * named like another kind. */
bool
check_name_free(struct check *check, const char *name, struct span at, const char *what)
{
	const struct scope_entry *other = scope_find(&check->settings, name);
	const char *is = "a setting";

	/* A register of letters has a column letter_date; it is read where the register is. */
	if (name == check->run_date ||
	    (name == check->letter_date && strcmp(what, "a field") != 0)) {
		diag_error(check->diags, at, "duplicate-name",
		    "'%s' is a word with a meaning of its own, so %s cannot be called that", name,
		    what);
		diag_note(check->diags,
		    "'run_date' is the day the policy is run for, 'letter_date' the day of a "
		    "letter; choose "
		    "another name");
		return false;
	}
	if (other == NULL) {
		other = scope_find(&check->run->names, name);
		is = "a definition for the whole run";
	}
	if (other == NULL) {
		other = scope_find(&check->tables, name);
		is = "a table";
	}
	if (other == NULL)
		return true;
	diag_error(check->diags, at, "duplicate-name",
	    "'%s' is the name of %s already, so %s cannot be called that", name, is, what);
	diag_note_at(
	    check->diags, other->at, "the other '%s' is here; give one of them another name", name);
	return false;
}

/* Patterns (writ.5, Kinds of value): `@` a letter, `#` a digit, `?` either, all else stands for
 * itself. */
bool
check_pattern(struct check *check, struct span at, const char *pattern, bool capitals)
{
	if (pattern == NULL || pattern[0] == '\0') {
		diag_error(check->diags, at, "bad-pattern",
		    "the pattern is empty, so only an empty text would fit it");
		diag_note(check->diags,
		    "write @ for a letter, # for a digit, ? for either: like \"@#####\"");
		return false;
	}
	for (const char *p = pattern; *p != '\0'; p++) {
		if (capitals && *p >= 'a' && *p <= 'z') {
			diag_error(check->diags, at, "bad-pattern",
			    "the pattern has the small letter '%c', but the cells are read in "
			    "capitals",
			    *p);
			diag_note(check->diags,
			    "write the letters of the pattern in capitals, or leave out 'small "
			    "letters accepted'");
			return false;
		}
	}
	return true;
}

static void
finish_columns(struct check *check, struct table_draft *table)
{
	const struct column **columns =
	    arena_array(check->arena, const struct column *, table->columns.count);

	for (uint32_t i = 0; i < table->columns.count; i++)
		columns[i] = &((struct column_draft *)table->columns.items[i])->column;
	table->table.columns = columns;
	table->table.column_count = table->columns.count;
}

static void
finish_lists(struct check *check)
{
	struct program *program = check->program;
	const struct setting **settings =
	    arena_array(check->arena, const struct setting *, check->setting_list.count);
	const struct table **tables =
	    arena_array(check->arena, const struct table *, check->table_list.count);
	const struct report **reports =
	    arena_array(check->arena, const struct report *, check->report_list.count);
	const struct calendar **calendars =
	    arena_array(check->arena, const struct calendar *, check->calendar_list.count);

	for (uint32_t i = 0; i < check->setting_list.count; i++)
		settings[i] = &((struct setting_draft *)check->setting_list.items[i])->setting;
	for (uint32_t i = 0; i < check->table_list.count; i++) {
		finish_columns(check, check->table_list.items[i]);
		tables[i] = &((struct table_draft *)check->table_list.items[i])->table;
	}
	finish_columns(check, check->run);
	for (uint32_t i = 0; i < check->report_list.count; i++)
		reports[i] = &((struct report_draft *)check->report_list.items[i])->report;
	for (uint32_t i = 0; i < check->calendar_list.count; i++)
		calendars[i] = check->calendar_list.items[i];
	program->settings = settings;
	program->setting_count = check->setting_list.count;
	program->tables = tables;
	program->table_count = check->table_list.count;
	program->reports = reports;
	program->report_count = check->report_list.count;
	program->calendars = calendars;
	program->calendar_count = check->calendar_list.count;
	program->run = &check->run->table;
	program->expr_count = check->next_id;
	program->sources = check->diags->sources;
}

const struct program *
check_policy(struct arena *arena, struct names *names, struct diags *diags, const struct ast *file)
{
	const struct check_request request = {
		.policy = (struct ast *)(uintptr_t)file, .file = diags->sources->first
	};

	return check_policy_with(arena, names, diags, &request);
}

const struct program *
check_policy_with(struct arena *arena, struct names *names, struct diags *diags,
    const struct check_request *request)
{
	struct check check;

	memset(&check, 0, sizeof check);
	check.arena = arena;
	check.names = names;
	check.diags = diags;
	check.file = request->policy;
	check.policy_file = request->file;
	check.loader = request->loader;
	check.had_errors = diags->errors > 0;
	check.program = arena_new(arena, struct program);
	check.run_date = names_intern(names, "run_date", 8);
	check.letter_date = names_intern(names, "letter_date", 11);
	scope_init(&check.documents, arena);
	scope_init(&check.settings, arena);
	scope_init(&check.calendars, arena);
	scope_init(&check.tables, arena);
	scope_init(&check.reports, arena);
	scope_init(&check.letters, arena);
	scope_init(&check.forms, arena);
	scope_init(&check.files, arena);
	scope_init(&check.columns, arena);
	scope_init(&check.declared, arena);
	scope_init(&check.compared, arena);
	scope_init(&check.each, arena);
	check.run = arena_new(arena, struct table_draft);
	check.run->table.name = names_intern(names, "run", 3);
	scope_init(&check.run->names, arena);

	if (!check_beside(&check, request))
		return NULL;
	check_local_lists(&check);
	check_each(&check);
	check_documents(&check);
	check_policy_header(&check);
	check_declare_settings(&check);
	check_declare_tables(&check);
	check_declare_columns(&check);
	check_declare_forms(&check);
	check_settings(&check);
	check_calendars(&check);
	check_table_lines(&check);
	check_register(&check);
	check_in_order(&check);
	check_table_days(&check);
	check_forms(&check);
	check_letters(&check);
	check_variations(&check);
	check_reports(&check);
	check_tests(&check);
	finish_lists(&check);
	check_counts(&check);
	check_acceptances(&check);
	if (diags->errors > 0)
		return NULL;
	check_recorded(&check);
	prove_program(arena, diags, check.program);
	find_in_each(diags, check.program);
	accept_findings(diags, check.program);
	return diags->errors > 0 ? NULL : check.program;
}
