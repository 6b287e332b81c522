/* compile: see compile.h. */
#include "lang/compile.h"

#include "lang/ast.h"
#include "lang/check.h"
#include "lang/intern.h"
#include "lang/syntax.h"

struct compiling {
	struct arena *arena;
	struct sources *sources;
	struct diags *diags;
	struct names names;
};

/* NULL after a message. */
static struct ast *
parse(struct compiling *compiling, const struct policy_text *text)
{
	const struct source_file *file;

	if (text->length <= SOURCE_MAX_BYTES) {
		file = sources_add(compiling->sources, text->name, text->bytes, text->length);
		return syntax_parse(compiling->arena, &compiling->names, compiling->diags, file);
	}
	file = sources_add(compiling->sources, text->name, "", 0);
	diag_error(compiling->diags, (struct span){ file->base, file->base }, "too-long",
	    "the text has more than %u bytes", SOURCE_MAX_BYTES);
	diag_note(compiling->diags, "no policy is that long; is this the right file?");
	return NULL;
}

const struct program *
policy_compile_with(struct arena *arena, struct sources *sources, struct diags *diags,
    const struct compile_request *request)
{
	struct compiling compiling = { .arena = arena, .sources = sources, .diags = diags };
	const struct ast **beside = arena_array(arena, const struct ast *, request->beside_count);
	struct check_request check = { .loader = request->loader, .beside = beside };
	const struct program *program;

	names_init(&compiling.names, arena);
	check.policy = parse(&compiling, &request->policy);
	if (check.policy == NULL)
		return NULL;
	check.file = sources->last;
	for (uint32_t i = 0; i < request->beside_count; i++) {
		beside[check.beside_count] = parse(&compiling, &request->beside[i]);
		check.beside_count += beside[check.beside_count] != NULL;
	}
	program = check_policy_with(arena, &compiling.names, diags, &check);
	diags_sort(diags);
	return program;
}

const struct program *
policy_compile(struct arena *arena, struct sources *sources, struct diags *diags, const char *name,
    const char *bytes, size_t length)
{
	const struct compile_request request = { .policy = { name, bytes, length } };

	return policy_compile_with(arena, sources, diags, &request);
}
