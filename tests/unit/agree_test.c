/* agree: what a record and a line of the log both say. */
#include "tests/unit/test.h"

#include <string.h>

#include "interp/agree.h"

static const char RECORD[] =
    "{\"run_date\":\"2022-05-31\",\"settings\":["
    "{\"name\":\"limit\",\"values\":[{\"from\":null,\"is\":[\"40 days\"]},"
    "{\"from\":\"2023-01-01\",\"is\":[\"30 days\"]}]},"
    "{\"name\":\"names\",\"values\":[{\"from\":null,\"is\":[\"A\",\"B\"]}]}]}";

/* What is found in such a line, as "WHAT: RECORD, LOG"; NULL: nothing. */
static const char *
found(struct arena *arena, const char *line)
{
	struct disagreement found = { NULL, NULL, NULL };
	struct oldrun old = { .record = NULL };
	size_t wrong;
	const struct json_value *read = json_read(arena, line, strlen(line), &wrong);

	old.record = json_read(arena, RECORD, strlen(RECORD), &wrong);
	assert_non_null(old.record);
	assert_non_null(read);
	if (agree_line(&old, arena, read, &found))
		return NULL;
	return arena_printf(arena, "%s: %s, %s", found.what, found.record, found.log);
}

static void
a_day_is_found_wherever_the_line_names_it(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_null(found(&arena, "{}"));
	assert_null(found(&arena,
	    "{\"comparisons\":[{\"left\":{\"is\":\"raised\",\"value\":\"2022-06-01\"},"
	    "\"right\":{\"is\":\"run_date\",\"value\":\"2022-05-31\"}}]}"));
	assert_string_equal(found(&arena,
	    "{\"comparisons\":[{\"left\":{\"is\":\"raised\",\"value\":\"2022-05-31\"},"
	    "\"right\":{\"is\":\"run_date\",\"value\":\"2022-06-01\"}}]}"),
	    "run_date: 2022-05-31, 2022-06-01");
	assert_string_equal(found(&arena,
	    "{\"comparisons\":[{\"left\":{\"is\":\"run_date\",\"value\":\"2022-06-02\"}}]}"),
	    "run_date: 2022-05-31, 2022-06-02");
	assert_string_equal(found(&arena,
	    "{\"values\":[{\"is\":\"run_date\",\"value\":\"2021-05-31\"}]}"),
	    "run_date: 2022-05-31, 2021-05-31");
	arena_release(&arena);
}

static void
a_setting_is_one_of_its_values_over_time(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_null(found(&arena, "{\"settings\":[{\"name\":\"limit\",\"is\":[\"30 days\"]},"
	                          "{\"name\":\"names\",\"is\":[\"A\",\"B\"]}]}"));
	assert_null(found(&arena, "{\"settings\":[{\"name\":\"limit\",\"is\":[],"
	                          "\"unknown\":true}]}"));
	assert_string_equal(
	    found(&arena, "{\"settings\":[{\"name\":\"limit\",\"is\":[\"41 days\"]}]}"),
	    "the setting limit: 40 days, 41 days");
	assert_string_equal(
	    found(&arena, "{\"settings\":[{\"name\":\"names\",\"is\":[\"B\",\"A\"]}]}"),
	    "the setting names: A and B, B and A");
	assert_string_equal(
	    found(&arena, "{\"settings\":[{\"name\":\"none\",\"is\":[\"1\"]}]}"),
	    "the setting none: not there, 1");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_found_wherever_the_line_names_it),
		cmocka_unit_test(a_setting_is_one_of_its_values_over_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
