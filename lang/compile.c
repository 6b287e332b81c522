#include "lang/compile.h"

#include "lang/ast.h"
#include "lang/check.h"
#include "lang/intern.h"
#include "lang/syntax.h"

const struct program *
policy_compile(struct arena *arena, struct sources *sources, struct diags *diags, const char *name,
    const char *bytes, size_t length)
{
	const struct source_file *file;
	const struct program *program;
	const struct ast *tree;
	struct names names;

	if (length > SOURCE_MAX_BYTES) {
		file = sources_add(sources, name, "", 0);
		diag_error(diags, (struct span){ file->base, file->base }, "too-long",
		    "the text has more than %u bytes", SOURCE_MAX_BYTES);
		diag_note(diags, "no policy is that long; is this the right file?");
		return NULL;
	}
	names_init(&names, arena);
	file = sources_add(sources, name, bytes, length);
	tree = syntax_parse(arena, &names, diags, file);
	program = check_policy(arena, &names, diags, tree);
	diags_sort(diags);
	return program;
}
