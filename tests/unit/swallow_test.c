/* swallow: rows that an open quotation mark took in, and cells of several lines that took in
 * none. */
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

#include "interp/swallow.h"

struct record {
	const char *raw;
	uint32_t cells, named;
	bool swallowed;
};

/* Worked out from swallow.h: what would be read if the quotation mark were not there. */
static const struct record records[] = {
	/* rows of three cells, the last or the one in the middle open */
	{ "1,x,\"a\n2,y,b\n3,z,c\"", 3, 3, true },
	{ "1,\"x,a\n2,y,b\n3,z\",c", 3, 3, true },
	{ "1,\"x,a\n2,y\",b", 3, 3, true },
	{ "1,\"x,a\r\n2,y\",b", 3, 3, true },
	{ "1,\"x,a\r2,y\",b", 3, 3, true },
	/* some rows end in cells without a heading, some do not */
	{ "1,\"x,a,\n2,y,b\n3,z\",c,", 4, 3, true },
	/* two cells: of two lines nobody can tell, of three it is seen */
	{ "1,\"a\n2,b\"", 2, 2, false },
	{ "1,\"a\n2,b\n3,c\"", 2, 2, true },
	{ "\"a\nb\nc\"", 1, 1, false },
	/* blank lines and line ends written twice stand between them */
	{ "A,\"open,1\n\nB,fine,2\n\nC,x\",3", 3, 3, true },
	{ "A,\"open,1\r\r\nB,fine,2\r\r\nC,x\",3", 3, 3, true },
	{ "A,\"open,1\n\n\nB,x\",3", 3, 3, true },
	/* a comma inside of a cell of the first line, or of the last, parts nothing */
	{ "A,\"open,1,a1\nB,fine,2,a2\nC,x\",3,\"12, High St\"", 4, 4, true },
	{ "\"Smith, J\",\"open,1\nB,x\",2", 3, 3, true },
	{ "\"Smith \"\"S\"\", J\",\"open,1\nB,x\",2", 3, 3, true },
	/* two cells are open one after the other */
	{ "A,\"open,1\nB,x\",\"2\nC,y\",3", 3, 3, true },
	/* doubled marks inside go on */
	{ "A,\"said \"\"so\"\",1\nB,x\",2", 3, 3, true },

	/* cells of several lines as they should be */
	{ "1,x,\"we wrote\nand were told nothing\"", 3, 3, false },
	{ "1,\"12 High St\nSalford, M5\",x", 3, 3, false },
	{ "1,\"one, two\nthree\nfour, five, six\",x", 3, 3, false },
	{ "1,\"one\n\ntwo\",x", 3, 3, false },
	{ "1,\"\n\n\",x", 3, 3, false },
	{ "1,x,a", 3, 3, false },
	{ "", 3, 3, false }
};

static void
rows_taken_in_are_seen(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		const struct record *record = &records[i];

		if (swallow_seen(record->raw, strlen(record->raw), ',', record->cells,
			record->named) == record->swallowed)
			continue;
		printf("%s\n  is %staken for one that took in rows\n", record->raw,
		    record->swallowed ? "not " : "");
		failed++;
	}
	assert_int_equal(failed, 0);
}

/* It is the delimiter of the file that counts. */
static void
other_delimiters(void **state)
{
	static const char raw[] = "1;\"x;a\n2;y\";b";

	(void)state;
	assert_true(swallow_seen(raw, strlen(raw), ';', 3, 3));
	assert_false(swallow_seen(raw, strlen(raw), ',', 3, 3));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_taken_in_are_seen),
		cmocka_unit_test(other_delimiters)
	};

	return RUN_TESTS(tests);
}
