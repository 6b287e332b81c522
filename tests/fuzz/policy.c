/*
 * policy: any bytes as a policy text. They are compiled, what is wrong with them is put into words,
 * what is right is listed, and they are laid out as `writ fmt` does. Laying out twice must change
 * nothing more, and may not turn a policy into none.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/compile.h"
#include "lang/format.h"
#include "tests/fuzz/main.h"

enum { LONGEST = 64 * 1024 };

static const struct program *
compiled(struct arena *arena, const char *text, size_t length)
{
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;
	const struct program *program;
	const char *words;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	program = policy_compile(arena, sources, &diags, "fuzz.writ", text, length);
	if ((program == NULL) != (diags.errors > 0))
		abort();
	words = diags_text(&diags, arena, true);
	if (program == NULL && words[0] == '\0')
		abort();
	diags_json(&diags, arena);
	if (program != NULL)
		program_dump(arena, program);
	return program;
}

static char *
formatted(struct arena *arena, const char *text, size_t length)
{
	struct sources *sources = arena_new(arena, struct sources);
	struct diags diags;

	sources_init(sources, arena);
	diags_init(&diags, arena, sources);
	return format_policy(arena, sources_add(sources, "fuzz.writ", text, length), &diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	const struct program *program;
	char *once, *twice;

	if (size > LONGEST)
		return 0;
	program = compiled(&arena, (const char *)data, size);
	if (memchr(data, 0, size) != NULL) { /* refused as a whole, and no C string */
		arena_release(&arena);
		return 0;
	}
	once = formatted(&arena, (const char *)data, size);
	twice = formatted(&arena, once, strlen(once));
	if (strcmp(once, twice) != 0)
		abort();
	if (program != NULL && compiled(&arena, once, strlen(once)) == NULL)
		abort();
	arena_release(&arena);
	return 0;
}
