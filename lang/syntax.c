/* syntax.c: the passes from text to tree, in order. See syntax.h. */
#include "lang/syntax.h"

#include <stdlib.h>

#include "lang/phrases.h"
#include "lang/reading.h"
#include "lang/token.h"
#include "parse.h"

struct token *
tokens_add(struct tokens *tokens, const struct token *token)
{
	if (tokens->count == tokens->room) {
		tokens->room = tokens->room ? tokens->room * 2 : 1024;
		tokens->items = memory_grow(tokens->items, tokens->room, sizeof *tokens->items);
	}
	tokens->items[tokens->count] = *token;
	return &tokens->items[tokens->count++];
}

bool
tokens_full_of_mistakes(const struct tokens *tokens)
{
	return tokens->diags->errors >= SYNTAX_MAX_MISTAKES;
}

static void
warn_pasted(const struct tokens *tokens)
{
	static const char *const what[PASTED_UNSEEN] = {
		"curly quotes", "blanks that do not break lines", "round bullets", "long dashes"
	};
	static const char *const plain[PASTED_UNSEEN] = { "straight quotes", "plain blanks", "'-'",
		"'-'" };

	for (int i = 0; i < PASTED_UNSEEN; i++) {
		if (!tokens->pasted[i])
			continue;
		diag_warning(tokens->diags, tokens->pasted_at[i], "pasted-characters",
		    "%s, as word processors make them (%u in all)", what[i], tokens->pasted[i]);
		diag_note(
		    tokens->diags, "they were read as %s; 'writ fmt' writes them so", plain[i]);
	}
	if (!tokens->pasted[PASTED_UNSEEN])
		return;
	diag_warning(tokens->diags, tokens->pasted_at[PASTED_UNSEEN], "unseen-characters",
	    "in quotes stand characters that nobody can see (%u in all)",
	    tokens->pasted[PASTED_UNSEEN]);
	diag_note(tokens->diags,
	    "they are left out, as they are from a cell; 'writ fmt' takes them out of the text");
}

static void
parse_tokens(struct tokens *tokens, struct ast *file)
{
	struct reading cx = { 0 };

	cx.arena = tokens->arena;
	cx.names = tokens->names;
	cx.diags = tokens->diags;
	cx.sources = tokens->diags->sources;
	cx.items = tokens->items;
	cx.count = tokens->count;
	cx.end = tokens->end;
	cx.resumed = cx.recovered = NOWHERE;
	cx.file = file;
	writ_yyparse(&cx);
}

struct ast *
syntax_parse(
    struct arena *arena, struct names *names, struct diags *diags, const struct source_file *file)
{
	struct plain_text text;
	struct tokens tokens = { 0 };
	struct span whole = { file->base, file->base + (uint32_t)file->length };
	struct ast *tree = ast_make(arena, AST_FILE, whole);

	if (!text_ready(arena, diags, file, &text))
		return tree;
	tokens.arena = arena;
	tokens.names = names;
	tokens.diags = diags;
	scan_text(&tokens, &text);
	slips_repair(&tokens);
	phrases_merge(&tokens);
	lists_check(&tokens);
	warn_pasted(&tokens);
	if (!tokens_full_of_mistakes(&tokens))
		parse_tokens(&tokens, tree);
	if (!tree->first && !diags->errors) {
		diag_error(diags, whole, "empty-policy", "there is no rule in this text");
		diag_note(
		    diags, "a policy starts with 'policy NAME' and its title, version and owner");
	}
	free(tokens.items);
	return tree;
}
