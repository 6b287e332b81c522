/* ast: nodes and the dump. */
#include "tests/unit/test.h"

#include <string.h>

#include "lang/ast.h"

static const struct span nowhere = { 0, 0 };

static void
children_keep_the_order_in_which_they_are_added(void **state)
{
	struct arena arena = ARENA_INIT;
	struct ast *parent = ast_make(&arena, AST_ALL, nowhere);
	struct ast *one = ast_make(&arena, AST_YES, nowhere),
		   *two = ast_make(&arena, AST_NO, nowhere);

	(void)state;
	ast_add(ast_add(parent, one), two);
	assert_ptr_equal(parent->first, one);
	assert_ptr_equal(one->next, two);
	assert_ptr_equal(parent->last, two);
	arena_release(&arena);
}

static void
a_chain_is_added_whole_and_nothing_adds_nothing(void **state)
{
	struct arena arena = ARENA_INIT;
	struct ast *parent = ast_make(&arena, AST_ALL, nowhere);
	struct ast *one = ast_make(&arena, AST_YES, nowhere),
		   *two = ast_make(&arena, AST_NO, nowhere);
	struct ast *three = ast_make(&arena, AST_BLANK, nowhere);

	(void)state;
	one->next = two;
	ast_add(parent, one);
	ast_add(parent, NULL);
	ast_add(parent, three);
	assert_ptr_equal(two->next, three);
	assert_ptr_equal(parent->last, three);
	arena_release(&arena);
}

static void
a_child_is_found_by_its_kind_or_not_at_all(void **state)
{
	struct arena arena = ARENA_INIT;
	struct ast *parent = ast_make(&arena, AST_ALL, nowhere);
	struct ast *one = ast_make(&arena, AST_YES, nowhere);

	(void)state;
	ast_add(parent, one);
	assert_ptr_equal(ast_child(parent, AST_YES), one);
	assert_null(ast_child(parent, AST_NO));
	arena_release(&arena);
}

static void
every_kind_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int a = 0; a < AST_KIND_COUNT; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(
			    ast_kind_name((enum ast_kind)a), ast_kind_name((enum ast_kind)b));
	assert_string_equal(ast_kind_name(AST_FILE), "file");
	assert_string_equal(ast_kind_name(AST_ACROSS_YEARS), "across-years");
}

static void
the_dump_shows_names_texts_values_and_flags(void **state)
{
	struct arena arena = ARENA_INIT;
	struct ast *define = ast_make(&arena, AST_DEFINE, nowhere),
		   *compare = ast_make(&arena, AST_COMPARE, nowhere);
	struct ast *ref = ast_make(&arena, AST_REF, nowhere),
		   *literal = ast_make(&arena, AST_LITERAL, nowhere);
	struct ast *note = ast_make(&arena, AST_NOTE, nowhere);

	(void)state;
	define->name = "late";
	ref->name = "quarter";
	ref->member = "validated";
	literal->value.state = GIVEN;
	literal->value.type = type_plain(KIND_DAYS);
	literal->value.num = 40;
	compare->compare = COMPARE_AT_LEAST;
	note->text = "two\nlines";
	note->flag = true;
	ast_add(define, ast_add(ast_add(compare, ref), literal));
	ast_add(define, note);
	assert_string_equal(ast_dump(&arena, define),
			    "define late\n"
			    "  compare is at least\n"
			    "    ref quarter.validated\n"
			    "    literal 40 days\n"
			    "  note \"two\\nlines\" +\n");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_keep_the_order_in_which_they_are_added),
		cmocka_unit_test(a_chain_is_added_whole_and_nothing_adds_nothing),
		cmocka_unit_test(a_child_is_found_by_its_kind_or_not_at_all),
		cmocka_unit_test(every_kind_has_a_name_of_its_own),
		cmocka_unit_test(the_dump_shows_names_texts_values_and_flags),
	};

	return RUN_TESTS(tests);
}
