/* Every page: alphabetical, and its examples do what it says. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "lang/compile.h"
#include "lang/help.h"

static void
compile(const struct help_page *page, const char *text, struct arena *arena, struct sources *sources, struct diags *diags)
{
	const char *all = page->whole ? text : arena_printf(arena, "%s%s", help_preamble(), text);

	sources_init(sources, arena);
	diags_init(diags, arena, sources);
	policy_compile(arena, sources, diags, page->slug, all, strlen(all));
}

static void
pages_are_in_order_and_found(void **state)
{
	(void)state;
	assert_true(help_count() > 0);
	for (size_t i = 0; i < help_count(); i++) {
		const struct help_page *page = help_at(i);

		if (i > 0)
			assert_true(strcmp(help_at(i - 1)->slug, page->slug) < 0);
		assert_ptr_equal(help_find(page->slug), page);
		assert_true(strlen(page->title) > 0 && strlen(page->text) > 0);
		assert_int_equal(page->text[strlen(page->text) - 1], '\n');
	}
	assert_null(help_find("no-such-page"));
	assert_null(help_at(help_count()));
}

static void
wrong_examples_give_their_slug(void **state)
{
	size_t tried = 0, failed = 0;

	(void)state;
	for (size_t i = 0; i < help_count(); i++) {
		const struct help_page *page = help_at(i);
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct diags diags;
		bool found = false;

		if (!page->wrong)
			continue;
		tried++;
		compile(page, page->wrong, &arena, &sources, &diags);
		for (const struct diag *diag = diags.first; diag; diag = diag->next)
			found |= strcmp(diag->slug, page->slug) == 0;
		if (!found) {
			failed++;
			printf("'%s': the wrong example does not give it\n%s", page->slug, diags_text(&diags, &arena, false));
		}
		arena_release(&arena);
	}
	assert_true(tried > 0);
	assert_int_equal(failed, 0);
}

static void
right_examples_give_no_message(void **state)
{
	size_t tried = 0, failed = 0;

	(void)state;
	for (size_t i = 0; i < help_count(); i++) {
		const struct help_page *page = help_at(i);
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct diags diags;

		if (!page->right)
			continue;
		tried++;
		compile(page, page->right, &arena, &sources, &diags);
		if (diags.first) {
			failed++;
			printf("'%s': the right example gives a message\n%s", page->slug, diags_text(&diags, &arena, false));
		}
		arena_release(&arena);
	}
	assert_true(tried > 0);
	assert_int_equal(failed, 0);
}

/* The one message that no example can show, for its length. */
static void
a_text_far_too_long_gives_its_slug(void **state)
{
	struct arena arena = ARENA_INIT;
	struct sources sources;
	struct diags diags;
	size_t length = (size_t)SOURCE_MAX_BYTES + 1;
	char *text = arena_alloc(&arena, length);

	(void)state;
	memset(text, '#', length);
	sources_init(&sources, &arena);
	diags_init(&diags, &arena, &sources);
	assert_null(policy_compile(&arena, &sources, &diags, "long.writ", text, length));
	assert_non_null(diags.first);
	assert_string_equal(diags.first->slug, "too-long");
	assert_non_null(help_find("too-long"));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_in_order_and_found),
		cmocka_unit_test(wrong_examples_give_their_slug),
		cmocka_unit_test(right_examples_give_no_message),
		cmocka_unit_test(a_text_far_too_long_gives_its_slug),
	};

	return RUN_TESTS(tests);
}
