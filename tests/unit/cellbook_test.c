/* cellbook: cells as they stand in the file, found by line; what is not recorded is not even
 * kept. */
#include "test.h"

#include <string.h>

#include "interp/cellbook.h"

static struct field open_field, marked_field = { .not_recorded = true };
static struct column first = { .name = "first", .field = &open_field, .index = 0 };
static struct column name = { .name = "name", .field = &marked_field, .index = 1 };
static struct column last = { .name = "last", .field = &open_field, .index = 2 };
static const struct column *columns[] = { &first, &name, &last };
static const struct table table = { .name = "t",
	.columns = columns,
	.column_count = 3,
	.field_count = 3 };
static const char *const headings[] = { "Last", "Spare", "First", "Name" };
static const uint32_t cell_of[] = { 2, 3, 0 };

static void
add_row(struct cellbook *book, uint64_t line, const char *a, const char *b, const char *c)
{
	const struct row_cell cells[] = { { c, (uint32_t)strlen(c) }, { "spare", 5 },
		{ a, (uint32_t)strlen(a) }, { b, (uint32_t)strlen(b) } };

	cellbook_add(book, line, cells);
}

static void
cell_is(const struct cellbook *book, uint64_t line, const struct column *column,
    const char *expected)
{
	struct row_cell cell;

	if (!cellbook_find(book, line, column, &cell)) {
		assert_null(expected);
		return;
	}
	assert_non_null(expected);
	assert_int_equal(cell.length, strlen(expected));
	assert_memory_equal(cell.at, expected, cell.length);
}

static void
cells_are_found_by_line(void **state)
{
	struct cellbook *book = cellbook_make(&table, true);

	(void)state;
	assert_null(cellbook_heading(book, &first));
	cellbook_start(book, headings, cell_of);
	assert_string_equal(cellbook_heading(book, &first), "First");
	assert_string_equal(cellbook_heading(book, &last), "Last");
	add_row(book, 2, "20/04/2022", "Ann", "");
	cellbook_batch(book);
	add_row(book, 5, "", "Bob", "6O%");
	for (uint64_t line = 6; line < 3000; line += 2)
		add_row(book, line, "x", "y", "z");
	cell_is(book, 2, &first, "20/04/2022");
	cell_is(book, 2, &last, "");
	cell_is(book, 5, &first, "");
	cell_is(book, 5, &last, "6O%");
	cell_is(book, 2998, &last, "z");
	cell_is(book, 2, &name, "");
	cell_is(book, 3, &first, NULL);
	cell_is(book, 1, &first, NULL);
	cell_is(book, 3000, &first, NULL);
	cellbook_free(book);
}

static void
what_went_before_is_forgotten(void **state)
{
	struct cellbook *book = cellbook_make(&table, false);

	(void)state;
	cellbook_start(book, headings, cell_of);
	add_row(book, 2, "a", "b", "c");
	cellbook_batch(book);
	cell_is(book, 2, &first, NULL);
	add_row(book, 3, "d", "e", "f");
	cell_is(book, 3, &first, "d");
	cellbook_start(book, headings, cell_of);
	cell_is(book, 3, &first, NULL);
	cellbook_free(book);
	cellbook_free(NULL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(cells_are_found_by_line),
		cmocka_unit_test(what_went_before_is_forgotten) };

	return RUN_TESTS(tests);
}
