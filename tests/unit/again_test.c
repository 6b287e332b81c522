/* again: what a record says of its run is read whole, and the first part of it that says nothing
 * that could be done again is named. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "interp/again.h"
#include "interp/jsonread.h"
#include "lang/date.h"

/* A record whose every part can be changed. */
struct parts {
	const char *day, *given, *set, *with, *excel, *key_check, *encoding, *log;
};

static const struct parts whole = {
	.day = "\"2022-05-31\"",
	.given = "true",
	.set = "[\"limit=5 days\"]",
	.with = "[\"north\", \"late.writ\"]",
	.excel = "false",
	.key_check = "true",
	.encoding = "null",
	.log = "\"by size\"",
};

static const char *
read_parts(struct arena *arena, struct again *again, const struct parts *parts)
{
	static struct oldrun old;
	char text[1000];
	size_t wrong;

	snprintf(text, sizeof text,
	    "{\"run_date\": %s, \"run_date_given\": %s, \"options\": {\"set\": %s, \"with\": %s, "
	    "\"excel\": %s, \"no_key_check\": %s, \"encoding\": %s, \"log\": %s}}",
	    parts->day, parts->given, parts->set, parts->with, parts->excel, parts->key_check,
	    parts->encoding, parts->log);
	old.record = json_read(arena, text, strlen(text), &wrong);
	assert_non_null(old.record);
	*again = (struct again){ .arena = arena, .old = &old };
	return again_read(again);
}

static void
a_whole_record_is_the_run_it_tells_of(void **state)
{
	struct arena arena = ARENA_INIT;
	struct parts parts = whole;
	struct again again;
	int64_t day;

	(void)state;
	assert_null(read_parts(&arena, &again, &parts));
	assert_true(date_from_civil(2022, 5, 31, &day));
	assert_int_equal(again.run.on, day);
	assert_true(again.run.on_given);
	assert_int_equal(again.run.set_count, 1);
	assert_string_equal(again.run.sets[0], "limit=5 days");
	assert_int_equal(again.run.with_count, 2);
	assert_string_equal(again.run.withs[1], "late.writ");
	assert_false(again.run.excel);
	assert_true(again.run.no_key_check);
	assert_null(again.run.encoding);
	assert_int_equal(again.run.log, LOG_BY_SIZE);
	parts.encoding = "\"windows-1252\"";
	parts.log = "\"always\"";
	assert_null(read_parts(&arena, &again, &parts));
	assert_string_equal(again.run.encoding, "windows-1252");
	assert_int_equal(again.run.log, LOG_ALWAYS);
	parts.log = "\"never\"";
	assert_null(read_parts(&arena, &again, &parts));
	assert_int_equal(again.run.log, LOG_NEVER);
	arena_release(&arena);
}

#define WRONG(part, text)                                                                          \
	do {                                                                                       \
		struct parts parts = whole;                                                        \
                                                                                                   \
		parts.part = (text);                                                               \
		said = read_parts(&arena, &again, &parts);                                         \
	} while (0)

static void
a_part_that_cannot_be_done_again_is_named(void **state)
{
	static const char *const days[] = { "null", "20220531", "\"2022-05-3\"", "\"2022.05-31\"",
		"\"2022-05.31\"", "\"2022-0x-31\"", "\"2022-02-29\"", "\"2022-13-01\"" };
	static const char *const lists[] = { "null", "\"limit=5\"", "{}", "[5]", "[null]",
		"[\"a\\u0000b\"]" };
	static const char *const flags[] = { "null", "\"true\"", "1" };
	struct arena arena = ARENA_INIT;
	struct again again;
	const char *said;

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		WRONG(day, days[i]);
		assert_string_equal(said, "run_date");
	}
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		WRONG(set, lists[i]);
		assert_string_equal(said, "set");
		WRONG(with, lists[i]);
		assert_string_equal(said, "with");
	}
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		WRONG(given, flags[i]);
		assert_string_equal(said, "run_date_given");
		WRONG(excel, flags[i]);
		assert_string_equal(said, "excel");
		WRONG(key_check, flags[i]);
		assert_string_equal(said, "no_key_check");
	}
	WRONG(encoding, "true");
	assert_string_equal(said, "encoding");
	WRONG(log, "null");
	assert_string_equal(said, "log");
	WRONG(log, "\"sometimes\"");
	assert_string_equal(said, "log");
	arena_release(&arena);
}

static void
what_is_left_out_is_named(void **state)
{
	struct arena arena = ARENA_INIT;
	struct oldrun old = { 0 };
	struct again again = { .arena = &arena, .old = &old };
	const char *text = "{\"run_date\": \"2022-05-31\", \"run_date_given\": true}";
	size_t wrong;

	(void)state;
	old.record = json_read(&arena, text, strlen(text), &wrong);
	assert_string_equal(again_read(&again), "set");
	text =
	    "{\"run_date\": \"2022-05-31\", \"run_date_given\": true, \"options\": {\"set\": [], "
	    "\"with\": [], \"excel\": false, \"no_key_check\": false, \"log\": \"never\"}}";
	old.record = json_read(&arena, text, strlen(text), &wrong);
	assert_string_equal(again_read(&again), "encoding");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_record_is_the_run_it_tells_of),
		cmocka_unit_test(a_part_that_cannot_be_done_again_is_named),
		cmocka_unit_test(what_is_left_out_is_named),
	};

	return RUN_TESTS(tests);
}
