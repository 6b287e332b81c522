/* Every page: alphabetical, and its examples do what it says. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "lang/compile.h"
#include "lang/format.h"
#include "lang/find.h"
#include "lang/help.h"
#include "lang/syntax.h"

/* With `find`, also what check looks for beyond compiling: an excerpt leaves much unread, so only
 * the page's own word counts. */
static void
compile(const struct help_page *page, const char *text, bool find, struct arena *arena,
    struct sources *sources, struct diags *diags)
{
	/* on 2024-05-01 where a day is asked about; the calendar ends with 2028 */
	bool dated = strcmp(page->slug, "review-overdue") == 0;
	const struct find_request request = { .on = dated ? 19844 : INT64_MIN,
		.calendar_last = 21549 };
	const struct program *program;
	const char *all = page->whole ? text : arena_printf(arena, "%s%s", help_preamble(), text);

	sources_init(sources, arena);
	diags_init(diags, arena, sources);
	program = policy_compile(arena, sources, diags, page->slug, all, strlen(all));
	if (find && program != NULL)
		find_program(diags, program, &request);
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

/* What somebody reads in a policy and types behind `writ help`. */
static void
every_phrase_leads_to_a_page(void **state)
{
	size_t missing = 0;

	(void)state;
	for (const char *const *phrase = syntax_phrases(); *phrase; phrase++) {
		if (help_find(*phrase) == NULL) {
			missing++;
			printf("'%s' has no page\n", *phrase);
		}
	}
	assert_int_equal(missing, 0);
}

static void
words_are_found_however_they_are_typed(void **state)
{
	(void)state;
	assert_string_equal(help_find("total row")->slug, "total-row");
	assert_string_equal(help_find("Total_Row")->slug, "total-row");
	assert_string_equal(help_find("run_date")->slug, "run-date");
	assert_string_equal(help_find("IS AT LEAST")->slug, "comparisons");
	assert_true(help_find("total-row")->word && help_find("total-row")->wrong);
	assert_null(help_find("tot"));
	assert_null(help_find("total row "));
}

static void
a_suggestion_is_near(void **state)
{
	(void)state;
	assert_string_equal(help_nearest("citse"), "cites");
	assert_string_equal(help_nearest("totla row"), "total-row");
	assert_string_equal(help_nearest("sum off"), "sum of");
	assert_non_null(help_find(help_nearest("sum off")));
	assert_null(help_nearest("zebra"));
	assert_null(help_nearest("xx"));
	assert_null(help_nearest(""));
}

/* What somebody who runs letters asks for first. */
static void
everyday_words_lead_to_a_page(void **state)
{
	static const char *const words[][2] = { { "with", "with" }, { "merge", "merge" },
		{ "mail merge", "merge" }, { "register", "register" }, { "files", "files" },
		{ "letters.csv", "merge" }, { "for-the-register.csv", "register" },
		{ "letters", "letter" }, { "forms", "form" }, { "groups", "group" },
		{ "Settings", "setting" } };

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_string_equal(help_find(words[i][0])->slug, words[i][1]);
	assert_non_null(strstr(help_find("files")->text, "not-written.csv"));
	assert_non_null(strstr(help_find("with")->text, "writ test POLICY --with"));
}

static void
near_words_are_of_different_pages(void **state)
{
	const char *near[8];
	size_t count = help_near("lettter", near, 8);

	(void)state;
	assert_true(count >= 1);
	assert_string_equal(near[0], "letter");
	count = help_near("bank", near, 8);
	assert_true(count >= 1);
	for (size_t i = 0; i < count; i++) {
		assert_non_null(help_find(near[i]));
		for (size_t k = 0; k < i; k++)
			assert_ptr_not_equal(help_find(near[i]), help_find(near[k]));
	}
	assert_int_equal(help_near("bank", near, 1), 1);
	assert_int_equal(help_near("zebra", near, 8), 0);
	assert_int_equal(help_near("", near, 8), 0);
	assert_int_equal(help_near("letter wording", near, 8) > 1, 1);
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
		compile(page, page->wrong, true, &arena, &sources, &diags);
		for (const struct diag *diag = diags.first; diag; diag = diag->next)
			found |= strcmp(diag->slug, page->slug) == 0;
		if (!found) {
			failed++;
			printf("'%s': the wrong example does not give it\n%s", page->slug,
			    diags_text(&diags, &arena, false));
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
		compile(page, page->right, false, &arena, &sources, &diags);
		if (diags.first) {
			failed++;
			printf("'%s': the right example gives a message\n%s", page->slug,
			    diags_text(&diags, &arena, false));
		}
		compile(page, page->right, true, &arena, &sources, &diags);
		for (const struct diag *diag = diags.first; diag; diag = diag->next) {
			if (strcmp(diag->slug, page->slug) != 0)
				continue;
			failed++;
			printf("'%s': the right example gives it\n%s", page->slug,
			    diags_text(&diags, &arena, false));
		}
		arena_release(&arena);
	}
	assert_true(tried > 0);
	assert_int_equal(failed, 0);
}

/* `writ fmt` says the same: the checked program is the same before and after. */
static void
right_examples_keep_their_meaning_when_formatted(void **state)
{
	size_t tried = 0, failed = 0;

	(void)state;
	for (size_t i = 0; i < help_count(); i++) {
		const struct help_page *page = help_at(i);
		struct arena arena = ARENA_INIT;
		struct sources sources;
		struct diags diags;
		const struct program *program;
		const char *all, *before, *after;

		if (!page->right)
			continue;
		all = page->whole ? page->right :
				    arena_printf(&arena, "%s%s", help_preamble(), page->right);
		sources_init(&sources, &arena);
		diags_init(&diags, &arena, &sources);
		program = policy_compile(&arena, &sources, &diags, page->slug, all, strlen(all));
		if (program == NULL) {
			arena_release(&arena);
			continue;
		}
		tried++;
		before = program_dump(&arena, program);
		after =
		    format_policy(&arena, sources_add(&sources, "again", all, strlen(all)), &diags);
		sources_init(&sources, &arena);
		diags_init(&diags, &arena, &sources);
		program =
		    policy_compile(&arena, &sources, &diags, page->slug, after, strlen(after));
		if (program == NULL || strcmp(program_dump(&arena, program), before) != 0) {
			failed++;
			printf("'%s': formatted, its right example says something else\n%s",
			    page->slug, after);
		}
		arena_release(&arena);
	}
	assert_true(tried > 100);
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
		cmocka_unit_test(every_phrase_leads_to_a_page),
		cmocka_unit_test(words_are_found_however_they_are_typed),
		cmocka_unit_test(a_suggestion_is_near),
		cmocka_unit_test(everyday_words_lead_to_a_page),
		cmocka_unit_test(near_words_are_of_different_pages),
		cmocka_unit_test(wrong_examples_give_their_slug),
		cmocka_unit_test(right_examples_give_no_message),
		cmocka_unit_test(right_examples_keep_their_meaning_when_formatted),
		cmocka_unit_test(a_text_far_too_long_gives_its_slug),
	};

	return RUN_TESTS(tests);
}
