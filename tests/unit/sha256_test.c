/* sha256: the published vectors, and every way of handing over the same bytes. */
#include "test.h"

#include <string.h>

#include "interp/sha256.h"

static void
digest_is(const void *bytes, size_t length, size_t step, const char *expected)
{
	struct sha256 digest;
	char hex[65];

	sha256_init(&digest);
	for (size_t at = 0; at < length; at += step)
		sha256_add(&digest, (const char *)bytes + at,
		    step < length - at ? step : length - at);
	sha256_hex(&digest, hex);
	assert_string_equal(hex, expected);
}

static void
published_vectors(void **state)
{
	(void)state;
	digest_is("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_is("abc", 3, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, 56,
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* A million letters a, in one piece (the processor's own way, where there is one) and in small ones
 * (the plain way). */
static void
pieces_make_no_difference(void **state)
{
	static char bytes[1000000];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	for (size_t step = 1; step < 2 * sizeof(bytes); step = step * 7 + 3)
		digest_is(bytes, sizeof(bytes), step,
		    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vectors), cmocka_unit_test(pieces_make_no_difference)
	};

	return RUN_TESTS(tests);
}
