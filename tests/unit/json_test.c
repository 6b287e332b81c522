/* json: commas, indentation and escapes. */
#include "tests/unit/test.h"

#include "interp/json.h"

static void
write_some(struct buffer *out, enum json_layout layout)
{
	struct json json;

	json_init(&json, out, layout);
	json_object(&json);
	json_key_count(&json, "schema", 1);
	json_key(&json, "none");
	json_array(&json);
	json_end(&json);
	json_key(&json, "some");
	json_array(&json);
	json_number(&json, INT64_MIN);
	json_count(&json, UINT64_MAX);
	json_bool(&json, true);
	json_null(&json);
	json_object(&json);
	json_key_text(&json, "a", NULL);
	json_key_bool(&json, "b", false);
	json_end(&json);
	json_end(&json);
	json_end(&json);
}

static void
members_stand_in_the_order_written_with_commas_between(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	write_some(&out, JSON_INDENTED);
	assert_string_equal(out.at,
	    "{\n  \"schema\": 1,\n  \"none\": [],\n  \"some\": [\n    -9223372036854775808,\n    "
	    "18446744073709551615,\n"
	    "    true,\n    null,\n    {\n      \"a\": null,\n      \"b\": false\n    }\n  ]\n}\n");
	buffer_clear(&out);
	write_some(&out, JSON_ONE_LINE);
	assert_string_equal(out.at,
	    "{\"schema\":1,\"none\":[],\"some\":[-9223372036854775808,18446744073709551615,true,"
	    "null,{\"a\":null,\"b\":false}]}\n");
	buffer_release(&out);
}

static void
check_text(const char *bytes, size_t length, const char *expected)
{
	struct buffer out = BUFFER_INIT;
	struct json json;

	json_init(&json, &out, JSON_ONE_LINE);
	json_bytes(&json, bytes, length);
	assert_string_equal(out.at, expected);
	buffer_release(&out);
}

static void
texts_are_escaped_and_what_is_not_utf8_is_replaced(void **state)
{
	(void)state;
	check_text("say \"so\" \\ /", 12, "\"say \\\"so\\\" \\\\ /\"");
	check_text("a\nb\tc\0d\x1b\x7f", 9, "\"a\\nb\\tc\\u0000d\\u001b\\u007f\"");
	check_text("</script>", 9, "\"\\u003c/script>\"");
	check_text("\xC2\xA3 \xE2\x80\xA8", 6, "\"\xC2\xA3 \\u2028\"");
	check_text("\xF0\x9F\x98\x80", 4, "\"\xF0\x9F\x98\x80\"");
	check_text("a\xFFz\xC3", 4, "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
	check_text("\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_stand_in_the_order_written_with_commas_between),
		cmocka_unit_test(texts_are_escaped_and_what_is_not_utf8_is_replaced),
	};

	return RUN_TESTS(tests);
}
