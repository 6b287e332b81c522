/* jsonread: what is JSON and what is not, texts, members; and what json.h writes comes back. */
#include "test.h"

#include <string.h>

#include "interp/json.h"
#include "interp/jsonread.h"

static const struct json_value *
read_text(struct arena *arena, const char *text)
{
	size_t wrong;

	return json_read(arena, text, strlen(text), &wrong);
}

static void
values_of_every_kind(void **state)
{
	struct arena arena = ARENA_INIT;
	const struct json_value *value = read_text(&arena,
	    " {\"a\": [1, -2.5e3, true, false, null, \"x\"], \"b\": {}, \"c\":0}\n");
	uint64_t count;

	(void)state;
	assert_non_null(value);
	assert_int_equal(value->count, 3);
	value = json_member(value, "a");
	assert_int_equal(value->kind, JSON_ARRAY);
	assert_int_equal(value->count, 6);
	assert_string_equal(value->first->text, "1");
	assert_string_equal(value->first->next->text, "-2.5e3");
	assert_int_equal(value->first->next->next->kind, JSON_TRUE);
	value = read_text(&arena, "{\"n\": 42, \"m\": -1, \"t\": \"42\"}");
	assert_true(json_member_count(value, "n", &count) && count == 42);
	assert_false(json_member_count(value, "m", &count));
	assert_false(json_member_count(value, "t", &count));
	assert_false(json_member_count(value, "none", &count));
	assert_string_equal(json_member_text(value, "t"), "42");
	assert_null(json_member_text(value, "n"));
	assert_null(json_member(NULL, "n"));
	arena_release(&arena);
}

static void
texts_are_unescaped(void **state)
{
	struct arena arena = ARENA_INIT;
	const struct json_value *value;

	(void)state;
	value = read_text(&arena,
	    "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\ude00\xC3\xA9\"");
	assert_non_null(value);
	assert_string_equal(value->text,
	    "a\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xC3\xA9");
	value = read_text(&arena, "\"a\\u0000b\"");
	assert_int_equal(value->length, 3);
	arena_release(&arena);
}

static void
what_is_no_json_is_refused(void **state)
{
	static const char *const wrong[] = { "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}",
		"{a:1}", "01", "1.", ".5", "-", "1e", "+1", "tru", "nul", "\"a", "\"\n\"",
		"\"\\x\"", "\"\\u12g4\"", "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ude00\"", "\"\xC3\"",
		"\"\xFF\"", "1 2", "[1 2]", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "[1]]", "'a'",
		"\"a\tb\"" };
	struct arena arena = ARENA_INIT;
	char deep[200];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (read_text(&arena, wrong[i]) != NULL)
			fail_msg("taken for JSON: %s", wrong[i]);
	memset(deep, '[', 100);
	memset(deep + 100, ']', 100);
	assert_null(json_read(&arena, deep, sizeof deep, &(size_t){ 0 }));
	assert_non_null(json_read(&arena, deep + 100 - JSONREAD_DEPTH_MAX, 2 * JSONREAD_DEPTH_MAX,
	    &(size_t){ 0 }));
	arena_release(&arena);
}

static void
where_it_stops_is_said(void **state)
{
	struct arena arena = ARENA_INIT;
	size_t wrong;

	(void)state;
	assert_null(json_read(&arena, "{\"a\": ?}", 8, &wrong));
	assert_int_equal(wrong, 6);
	arena_release(&arena);
}

static void
what_is_written_comes_back(void **state)
{
	static const char text[] = "\"<\\\n\t\x01 \xC2\xA3 \xE2\x80\xA8\x7F";
	struct arena arena = ARENA_INIT;
	struct buffer out = BUFFER_INIT;
	struct json json;
	const struct json_value *value, *other;
	size_t wrong;

	(void)state;
	json_init(&json, &out, JSON_INDENTED);
	json_object(&json);
	json_key_text(&json, "text", text);
	json_key_count(&json, "count", 7);
	json_key(&json, "list");
	json_array(&json);
	json_null(&json);
	json_end(&json);
	json_end(&json);
	value = json_read(&arena, out.at, out.length, &wrong);
	assert_string_equal(json_member_text(value, "text"), text);
	assert_true(json_same(value, value));
	other = read_text(&arena, "{\"text\":\"x\",\"count\":7,\"list\":[null]}");
	assert_false(json_same(value, other));
	assert_true(json_same(json_member(value, "list"), json_member(other, "list")));
	assert_false(json_same(read_text(&arena, "[1]"), read_text(&arena, "[1,2]")));
	assert_false(json_same(read_text(&arena, "{\"a\":1}"), read_text(&arena, "{\"b\":1}")));
	assert_false(json_same(value, NULL));
	buffer_release(&out);
	arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(values_of_every_kind),
		cmocka_unit_test(texts_are_unescaped), cmocka_unit_test(what_is_no_json_is_refused),
		cmocka_unit_test(where_it_stops_is_said),
		cmocka_unit_test(what_is_written_comes_back) };

	return RUN_TESTS(tests);
}
