/* workspace_ties: what is said when ties take more places than there are. */
#include "tests/unit/made_world.h"

#include <stdio.h>

#define OURS "\n  note \"ours\"\n"
#define STALLS \
	ENGINE_HEAD "input stall from \"s.csv\", one row per shop and stall_no and kind\n" \
	"  shop is text\n  stall_no is text\n  kind is text\n  points is number\n" \
	"  open is yes or no\n" OURS

static struct buffer told;

static void
take(void *context, const struct problem *problem)
{
	(void)context;
	assert_int_equal(problem->effect, PROBLEM_NOTE);
	assert_string_equal(problem->slug, "more-than-places");
	buffer_printf(&told, "%s %s: %s\n", problem->file, problem->column, problem->cause);
}

/* `rows` as "A,x,K,5": shop, stall_no, kind, points. */
static void
told_are(const char *rule, const char *const *rows, const char *expected)
{
	const char *paths[] = { "s.csv" };
	struct world world;
	struct problems problems;
	struct fault fault = FAULT_NONE;
	char policy[2048], text[200];

	snprintf(policy, sizeof policy, "%s%s%s", STALLS, rule, OURS);
	open_world_of_files(&world, policy, paths);
	for (; *rows != NULL; rows++) {
		char shop[8], stall[8], kind[8], points[8];

		assert_int_equal(
		    sscanf(*rows, "%7[^,],%7[^,],%7[^,],%7s", shop, stall, kind, points), 4);
		snprintf(text, sizeof text, "shop=%s,stall_no=%s,kind=%s,points=%s,open=yes", shop,
		    stall, kind, points);
		give(&world, "stall", text);
	}
	buffer_clear(&told);
	buffer_text(&told, "");
	problems_init(&problems, &world.engine.arena, (struct problem_sink){ .add = take });
	assert_true(workspace_evaluate(world.workspace, &problems, &fault));
	assert_string_equal(told.at, expected);
	buffer_release(&told);
	close_world(&world);
}

static void
one_place_is_spoken_of_as_one(void **state)
{
	static const char *const rows[] = { "B,y,K,5", "B,x,K,5", "C,x,K,7", NULL };

	(void)state;
	told_are("define low for stall as among the lowest 1 by points, ties included, in each "
	         "kind", rows,
	    "s.csv low: K: there is 1 place among the lowest by points, and 2 are tied for it at 5 "
	    "(B x, B y); all of these are in, which makes 2 in all\n");
}

/* What a pool is told by is not said again of each row; two places are two. */
static void
each_pool_is_told_for_itself(void **state)
{
	static const char *const rows[] = { "A,x,K,9", "Bo,x,K,8", "C,x,K,8", "Bo,y,K,8", "A,x,L,3",
		"B,x,L,3", "C,x,L,2", "A,x,M,1", "B,x,M,2", "C,x,M,3", NULL };

	(void)state;
	told_are(
	    "define top for stall as among the highest 2 by points, ties included, in each kind",
	    rows,
	    "s.csv top: K: there are 2 places among the highest by points, and 3 are tied for the "
	    "last of them at 8 (Bo x, Bo y, C x); all of these are in, which makes 4 in all\n");
	told_are("define top for stall as among the highest 1 by points, ties included, in each "
	         "kind and stall_no", rows,
	    "s.csv top: L, x: there is 1 place among the highest by points, and 2 are tied for it "
	    "at 3 (A, B); all of these are in, which makes 2 in all\n");
}

/* Six are named, seven are not. */
static void
so_many_are_named(void **state)
{
	static const char *const six[] = { "F,x,K,5", "E,x,K,5", "D,x,K,5", "C,x,K,5", "B,x,K,5",
		"A,x,K,5", NULL };
	static const char *const seven[] = { "F,x,K,5", "E,x,K,5", "D,x,K,5", "C,x,K,5", "B,x,K,5",
		"A,x,K,5", "G,x,K,5", NULL };

	(void)state;
	told_are(
	    "define low for stall as among the lowest 3 by points, ties included, in each "
	         "kind", six,
	    "s.csv low: K: there are 3 places among the lowest by points, and 6 are tied for the "
	    "last of them at 5 (A x, B x, C x, D x, E x, F x); all of these are in, which makes 6 "
	    "in all\n");
	told_are(
	    "define low for stall as among the lowest 3 by points, ties included, in each "
	         "kind", seven,
	    "s.csv low: K: there are 3 places among the lowest by points, and 7 are tied for the "
	    "last of them at 5; all of these are in, which makes 7 in all\n");
}

static void
ties_that_fit_are_not_told(void **state)
{
	static const char *const rows[] = { "A,x,K,5", "B,x,K,5", "C,x,K,7", NULL };

	(void)state;
	told_are("define low for stall as among the lowest 2 by points, ties included, in each "
	         "kind", rows, "");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_place_is_spoken_of_as_one),
		cmocka_unit_test(each_pool_is_told_for_itself),
		cmocka_unit_test(so_many_are_named),
		cmocka_unit_test(ties_that_fit_are_not_told),
	};

	return RUN_TESTS(tests);
}
