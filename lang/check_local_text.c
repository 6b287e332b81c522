/* check_local_text: another text for a letter, in a variation. What the letter says of itself, its
 * `may vary locally`, is the national text's; which fields a text may show is the letter's. */
#include <string.h>

#include "lang/check_internal.h"
#include "lang/template.h"

/* The letter a line speaks of; NULL after a message. */
static struct letter_draft *
letter_named(struct check *check, const struct ast *node)
{
	struct letter_draft *letter = scope_thing(&check->letters, node->name);
	struct nearest nearest;

	if (node->name == NULL || (letter == NULL && check_maybe_declared(check, node->name)))
		return NULL;
	if (letter != NULL)
		return letter->wrong ? NULL : letter;
	diag_error(
	    check->diags, node->name_at, "unknown-name", "there is no letter '%s'", node->name);
	check_nearest(check, &nearest, node->name);
	nearest_offer_scope(&nearest, &check->letters);
	check_did_you_mean(check, &nearest);
	if (nearest.best == NULL)
		diag_note(check->diags, "name a letter of the policy");
	return NULL;
}

/* "a", "b" and so on: what is allowed. */
static const char *
open_texts(struct check *check, const struct letter *letter)
{
	const char *text = NULL;

	if (letter->wording != NULL && letter->wording_may_vary)
		text = arena_printf(check->arena, "set wording of %s", letter->name);
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		if (letter->paragraphs[i].may_vary)
			text = arena_printf(check->arena, "%s%sset paragraph \"%s\" of %s",
			    text == NULL ? "" : text, text == NULL ? "" : "; ",
			    letter->paragraphs[i].file, letter->name);
	return text;
}

static void
may_not(struct check *check, const struct letter *letter, struct span at, const char *what)
{
	const char *allowed = open_texts(check, letter);

	diag_error(check->diags, at, "may-not-vary",
	    "%s of '%s' is the same everywhere: the policy does not let it vary", what,
	    letter->name);
	if (allowed != NULL)
		diag_note(check->diags, "what it lets vary at this letter: %s", allowed);
	else
		diag_note_at(check->diags, letter->at,
		    "leave it out of the variation; only the owner of the policy can write behind "
		    "the file name in this letter: , may vary locally");
}

/* Which text of the letter: false after a message. */
static bool
find_text(struct check *check, const struct letter *letter, const struct ast *node,
    uint32_t *paragraph)
{
	const struct ast *file = ast_child(node, AST_PARAGRAPH);

	*paragraph = LOCAL_WORDING;
	if (file == NULL && letter->wording != NULL && letter->wording_may_vary)
		return true;
	if (file == NULL) {
		may_not(check, letter, node->name_at, "the wording");
		return false;
	}
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		if (file->text == NULL || letter->paragraphs[i].file == NULL ||
		    strcmp(letter->paragraphs[i].file, file->text) != 0)
			continue;
		*paragraph = i;
		if (!letter->paragraphs[i].may_vary)
			may_not(check, letter, file->at, "this paragraph");
		return letter->paragraphs[i].may_vary;
	}
	diag_error(check->diags, file->at, "unknown-name", "'%s' has no paragraph from \"%s\"",
	    letter->name, file->text == NULL ? "" : file->text);
	diag_note_at(check->diags, letter->at,
	    "write the name of the file as it stands behind `paragraph from` in this letter");
	return false;
}

static bool
is_set_already(struct check *check, const struct letter *letter, const struct variation *variation,
    const struct ast *node, uint32_t paragraph)
{
	for (uint32_t i = 0; i < letter->local_count; i++) {
		if (letter->locals[i].variation != variation ||
		    letter->locals[i].paragraph != paragraph)
			continue;
		diag_error(check->diags, node->at, "said-twice",
		    "this text of '%s' is set twice in this variation", letter->name);
		diag_note_at(check->diags, letter->locals[i].at,
		    "it was set here; keep one of the two");
		return true;
	}
	return false;
}

static const struct template *
read_text(struct check *check, struct letter_draft *letter, const struct ast *file, bool wording)
{
	struct template_place place = { .table = letter->table,
		.letter = true,
		.reply_by = letter->letter.reply_by,
		.wording = wording };
	const struct template *text;

	check->in_letter = true;
	check->local_file = sources_place(check->diags->sources, file->at.start).file;
	text = check_template_file(check, &place, file);
	check->local_file = NULL;
	check->in_letter = false;
	return text;
}

static bool
has_field(const struct template *text, const char *name)
{
	for (uint32_t i = 0; text != NULL && i < text->count; i++)
		if (text->parts[i].kind == TEMPLATE_FIELD && text->parts[i].member == NULL &&
		    strcmp(text->parts[i].name, name) == 0)
			return true;
	return false;
}

static bool
is_left_out(const struct letter *letter, const struct local_text *local, const char *field)
{
	return has_field(letter->wording_template, field) && !has_field(local->text, field);
}

/* A text in other words may say less; but when to answer, and where the paragraphs stand that only
 * some get, is more than words. */
static void
left_out(struct check *check, const struct letter *letter, const struct local_text *local,
    struct span at)
{
	static const struct {
		const char *field, *effect;
	} fields[] = {
		{ "reply_by", "nobody is told by when to answer" },
		{ "paragraphs", "the paragraphs that only some get stand below all the rest" },
	};

	const char *missing = NULL;

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (is_left_out(letter, local, fields[i].field))
			missing = arena_printf(check->arena, "%s%s((%s))",
			    missing == NULL ? "" : missing, missing == NULL ? "" : " and ",
			    fields[i].field);
	if (missing == NULL)
		return;
	diag_warning(check->diags, at, "local-text-leaves-out",
	    "this text of '%s' leaves out %s, which the policy's own has", letter->name, missing);
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (is_left_out(letter, local, fields[i].field))
			diag_note(check->diags, "without ((%s)) %s: write it where it belongs",
			    fields[i].field, fields[i].effect);
}

void
check_local_text(struct check *check, const struct variation *variation, const struct ast *node)
{
	struct letter_draft *letter = letter_named(check, node);
	const struct ast *file = ast_child(node, AST_WORDING);
	struct local_text *locals;
	uint32_t paragraph;

	if (letter == NULL || file == NULL ||
	    !find_text(check, &letter->letter, node, &paragraph) ||
	    is_set_already(check, &letter->letter, variation, node, paragraph))
		return;
	if (!check_can_be_seen(node->text)) {
		diag_error(check->diags, node->at, "variation-reason",
		    "this change of '%s' has no reason", node->name);
		diag_note(check->diags, "add behind the file: because \"who decided it, and why\"");
	}
	locals = arena_array(check->arena, struct local_text,
	    (size_t)letter->letter.local_count + 1);
	if (letter->letter.local_count > 0)
		memcpy(locals, letter->letter.locals,
		    letter->letter.local_count * sizeof *locals);
	locals[letter->letter.local_count++] = (struct local_text){ .variation = variation,
		.paragraph = paragraph,
		.file = file->text,
		.text = read_text(check, letter, file, paragraph == LOCAL_WORDING),
		.because = node->text,
		.at = node->at };
	letter->letter.locals = locals;
	if (paragraph == LOCAL_WORDING && locals[letter->letter.local_count - 1].text != NULL)
		left_out(check, &letter->letter, &locals[letter->letter.local_count - 1], file->at);
}
