/*
 * check_template: what the fields of a wording, a subject or a title stand for, and the files that
 * wordings come from.
 *
 * Files are asked of the loader only (compile.h); each is read once however many letters use it,
 * and becomes one of the sources, so that a message about a field says where in that file it
 * stands.
 */
#include "lang/template.h"

#include <string.h>

#include "lang/check_internal.h"
#include "lang/compile.h"
#include "lang/token.h"
#include "lang/unseen.h"

enum { FILE_MAX = 1024 * 1024, FILES_MAX = 64 * 1024 * 1024 };

/* ---- fields ---- */

static bool
is_known(const struct check *check, const struct table_draft *table, const char *name)
{
	return scope_find(&table->names, name) != NULL ||
	    scope_find(&check->run->names, name) != NULL ||
	    scope_find(&check->settings, name) != NULL || name == check->run_date ||
	    name == check->letter_date ||
	    (name == table->table.name && table->table.key_count == 1);
}

static void
unknown_field(
    struct check *check, const struct template_place *place, const char *name, struct span at)
{
	struct nearest nearest;

	if (check_maybe_declared(check, name))
		return;
	if (scope_find(&check->each, name) != NULL) {
		diag_error(check->diags, at, "each-which",
		    "'%s' is said in each label of a field, and a wording names one column", name);
		diag_note(check->diags,
		    "give the one that is meant a name: define NAME for %s as %s in LABEL, and "
		    "write ((NAME))",
		    place->table->table.name, name);
		return;
	}
	diag_error(check->diags, at, "unknown-field", "'%s' is not a column of '%s', nor a setting",
	    name, place->table->table.name);
	check_nearest(check, &nearest, name);
	nearest_offer_scope(&nearest, &place->table->names);
	nearest_offer_scope(&nearest, &check->run->names);
	nearest_offer_scope(&nearest, &check->settings);
	nearest_offer(&nearest, check->run_date);
	nearest_offer(&nearest, check->letter_date);
	if (place->letter)
		nearest_offer(&nearest, "reply_by");
	if (place->wording)
		nearest_offer(&nearest, "paragraphs");
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags,
		    "a field is a column of the row the letter is about, NAME.COLUMN of what it "
		    "refers to, a setting, "
		    "letter_date, run_date or reply_by");
}

/* ((reply_by)), unless a column is called so. */
static const struct expr *
reply_by(struct check *check, const struct template_place *place, struct span at)
{
	if (place->reply_by != NULL)
		return place->reply_by;
	diag_error(check->diags, at, "no-reply-by",
	    "'reply_by' is the day a letter asks for a reply by, and this %s",
	    place->letter ? "letter asks for none" : "is a form");
	if (place->letter)
		diag_note(check->diags,
		    "add a line to the letter: asks for a reply by 28 days after letter_date, to "
		    "WHOM");
	else
		diag_note(check->diags, "leave it out, or name a date of the row");
	return NULL;
}

/* ((subject)) and ((paragraphs)): no values, but places in a wording. */
static bool
is_place(const struct template_place *place, const struct template_part *part)
{
	return place->wording && part->kind == TEMPLATE_FIELD && part->member == NULL &&
	    (strcmp(part->name, "subject") == 0 || strcmp(part->name, "paragraphs") == 0);
}

/* NULL after a message. */
static const struct expr *
field_value(
    struct check *check, const struct template_place *place, const struct template_part *part)
{
	const struct where where = check_row(place->table);
	struct ast *ref = ast_make(check->arena, AST_REF, part->at);
	struct expr *value;

	ref->name = names_intern(check->names, part->name, strlen(part->name));
	if (part->member != NULL)
		ref->member = names_intern(check->names, part->member, strlen(part->member));
	else if (!is_known(check, place->table, ref->name)) {
		if (strcmp(part->name, "reply_by") == 0)
			return reply_by(check, place, part->at);
		unknown_field(check, place, ref->name, part->at);
		return NULL;
	}
	value = check_ref(check, &where, ref, NULL);
	if (value->type.kind == KIND_ERROR)
		return NULL;
	if (value->kind == EXPR_SETTING && value->setting->is_list) {
		diag_error(check->diags, part->at, "list-not-value",
		    "'%s' is a list, and a field prints one value", part->name);
		diag_note(
		    check->diags, "make a text of it: setting NAME is \"...\", and print that");
		return NULL;
	}
	if (part->kind != TEMPLATE_WHEN || value->type.kind == KIND_YES_NO)
		return value;
	diag_error(check->diags, part->at, "not-yes-or-no",
	    "'%s' is %s, and only what is yes or no stands before ??", check_said(check, part->at),
	    check_a_kind(value->type.kind));
	diag_note(check->diags,
	    "give the condition a name: define NAME for %s as ..., and write ((NAME??...))",
	    place->table->table.name);
	return NULL;
}

static void
place_twice(struct check *check, const struct template_part *part, const struct scope *places)
{
	const struct scope_entry *first =
	    scope_find(places, names_intern(check->names, part->name, strlen(part->name)));

	diag_error(check->diags, part->at, "template-mark",
	    "((%s)) has its place in this wording already", part->name);
	diag_note_at(check->diags, first->at, "it is here; keep one of the two");
}

static const struct template *
with_values(struct check *check, const struct template_place *place, struct template *template)
{
	bool before = check->in_letter;
	struct scope places;

	scope_init(&places, check->arena);
	check->in_letter = true;
	for (uint32_t i = 0; i < template->count; i++) {
		struct template_part *part =
		    (struct template_part *)(uintptr_t) & template->parts[i];

		if (part->kind == TEMPLATE_TEXT)
			continue;
		if (!is_place(place, part) ||
		    is_known(check, place->table,
			names_intern(check->names, part->name, strlen(part->name))))
			part->value = field_value(check, place, part);
		else if (!scope_add(&places,
			     names_intern(check->names, part->name, strlen(part->name)), check,
			     part->at))
			place_twice(check, part, &places);
	}
	check->in_letter = before;
	return template;
}

/* ---- text of the policy itself ---- */

/* Where the quoted text of a part begins, when it stands in the policy as it was read. */
static bool
quoted_place(const struct check *check, const struct ast *part, struct span *at)
{
	size_t length, text = strlen(part->text);
	const char *bytes = sources_text(check->diags->sources, part->at, &length);

	for (size_t i = 0; i + text + 1 < length; i++) {
		if (bytes[i] != '"')
			continue;
		if (memcmp(bytes + i + 1, part->text, text) != 0 || bytes[i + 1 + text] != '"')
			return false;
		at->start = part->at.start + (uint32_t)i + 1;
		at->end = at->start + (uint32_t)text;
		return true;
	}
	return false;
}

const struct template *
check_template_text(struct check *check, const struct template_place *place, const struct ast *part)
{
	struct span at = part->at;
	bool exact = part->text != NULL && quoted_place(check, part, &at);

	if (part->text == NULL || place->table->wrong)
		return NULL;
	return with_values(check, place,
	    template_parse(check->arena, check->diags, part->text, strlen(part->text), at, exact));
}

/* ---- files ---- */

static bool
path_fits(struct check *check, const struct ast *part)
{
	const char *path = part->text, *why = NULL;

	if (path[0] == '\0')
		why = "is empty";
	else if (path[0] == '/' || strchr(path, ':') != NULL)
		why = "does not start in the folder of the policy";
	else if (strchr(path, '\\') != NULL)
		why = "has a backslash";
	for (const char *p = path; why == NULL && *p != '\0'; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			why = "has a character that no file name has";
		else if ((p == path || p[-1] == '/') && p[0] == '.' && p[1] == '.' &&
		    (p[2] == '/' || p[2] == '\0'))
			why = "leads out of the folder of the policy";
	}
	if (why == NULL)
		return true;
	diag_error(check->diags, part->at, "template-path", "the name of the file %s", why);
	diag_note(check->diags,
	    "wordings stand in the folder of the policy or below it: \"letters/first.txt\", with / "
	    "between folders");
	return false;
}

/* The path as it would be typed: the policy's own, with this file in the place of its name. */
static const char *
beside_policy(const struct check *check, const char *path)
{
	const struct source_file *file =
	    check->local_file != NULL ? check->local_file : check->policy_file;
	const char *policy = file == NULL ? "" : file->name;
	size_t folder = strlen(policy);

	while (folder > 0 && policy[folder - 1] != '/' && policy[folder - 1] != '\\')
		folder--;
	return arena_printf(check->arena, "%.*s%s", (int)folder, policy, path);
}

static void
wrong_file(struct check *check, const struct ast *part, const char *why, const char *advice)
{
	diag_error(check->diags, part->at, "template-file", "'%s' %s",
	    beside_policy(check, part->text), why);
	diag_note(check->diags, "%s", advice);
}

static const struct source_file *
load(struct check *check, const struct ast *part)
{
	const struct source_file *file;
	const char *bytes = NULL;
	size_t length = 0, foreign;
	enum load_state state = check->local_file != NULL ?
	    check->loader->load_local(check->loader->with, check->local_file->name, part->text,
		FILE_MAX, &bytes, &length) :
	    check->loader->load(check->loader->with, part->text, FILE_MAX, &bytes, &length);
	struct span at;

	if (state == LOAD_MISSING) {
		wrong_file(check, part, "cannot be read",
		    "put the text of the letter there, beside the policy, or correct the name");
		return NULL;
	}
	if (state == LOAD_TOO_LONG || length > FILE_MAX ||
	    check->files_length + length > FILES_MAX) {
		wrong_file(check, part,
		    state == LOAD_TOO_LONG || length > FILE_MAX ?
			"has more than 1 MB" :
			"is one too many: all wordings together have more than 64 MB",
		    "no letter is that long; is this the right file?");
		return NULL;
	}
	check->files_length += length;
	foreign = text_first_foreign(bytes, length);
	if (foreign == length && memchr(bytes == NULL ? "" : bytes, '\0', length) != NULL) {
		wrong_file(check, part, "is no text",
		    "a wording is plain text, not a document of a word processor");
		return NULL;
	}
	file = sources_add(check->diags->sources == NULL ?
		NULL :
		(struct sources *)(uintptr_t)check->diags->sources,
	    beside_policy(check, part->text), bytes == NULL ? "" : bytes, length);
	if (foreign == length)
		return file;
	/* A byte order mark, three bytes that are UTF-8, is not among the bytes of the file any
	 * more. */
	foreign -= length - file->length;
	at = (struct span){ file->base + (uint32_t)foreign, file->base + (uint32_t)foreign + 1 };
	diag_error(check->diags, at, "template-file", "this wording is not in the encoding UTF-8");
	diag_note(check->diags,
	    "save it again as plain text with the encoding UTF-8: in Notepad, File, Save as, "
	    "Encoding");
	return NULL;
}

const struct template *
check_template_file(struct check *check, const struct template_place *place, const struct ast *part)
{
	const struct scope_entry *known;
	const struct source_file *file;
	const char *path;
	struct template *template;

	if (part->text == NULL || !path_fits(check, part) || check->loader == NULL ||
	    place->table->wrong || (check->local_file != NULL && check->loader->load_local == NULL))
		return NULL;
	/* Known by its whole path: a variation may have a file of the same name elsewhere. */
	path = beside_policy(check, part->text);
	path = names_intern(check->names, path, strlen(path));
	known = scope_find(&check->files, path);
	file = known != NULL ? known->thing : load(check, part);
	if (known == NULL)
		scope_add(&check->files, path, (void *)(uintptr_t)file, part->at);
	if (file == NULL)
		return NULL;
	if (place->wording && text_is_unseen(file->bytes, file->length)) {
		wrong_file(check, part, "says nothing: it is empty, or nothing in it can be seen",
		    "write the text of the letter there");
		return NULL;
	}
	template = template_parse(check->arena, check->diags, file->bytes, file->length,
	    (struct span){ file->base, file->base + (uint32_t)file->length }, true);
	template->file = names_intern(check->names, part->text, strlen(part->text));
	return with_values(check, place, template);
}
