/* csvin_usual: whatever is taken for a usual cell, the judge (field.h) takes for the same value.
 * Tried on cells of each kind with every byte changed into every other. */
#include "tests/unit/test.h"

#include "interp/csvin_usual.h"
#include "tests/unit/made_table.h"

static const struct made_field fields[] = { { "key", KIND_TEXT, MADE_KEY, NULL, NULL },
	{ "quarter", KIND_QUARTER, 0, NULL, NULL }, { "share", KIND_PERCENT, 0, NULL, NULL },
	{ "count", KIND_NUMBER, 0, NULL, NULL }, { "sum", KIND_MONEY, 0, NULL, NULL },
	{ "day", KIND_DATE, 0, NULL, NULL } };

static const char *const quarters[] = { "2017/18 Q2", "1999/00 Q4", "1900/01 Q1", "2200/01 Q3",
	NULL };
static const char *const shares[] = { "57.31%", "100%", "0%", "9.5%", "0.1234%", NULL };
static const char *const numbers[] = { "12", "0", "123456789.25", "1.5", NULL };
static const char *const days[] = { "2022-04-21", "2024-02-29", "1999-12-31", NULL };

static bool
is_usual(enum kind kind, const char *text, uint32_t length, int64_t *num)
{
	struct usual_month months[USUAL_MONTHS] = { { 0 } };

	if (kind == KIND_QUARTER)
		return usual_quarter(text, length, num);
	if (kind == KIND_PERCENT)
		return usual_percent(text, length, num);
	if (kind == KIND_DATE)
		return usual_date(months, text, length, num);
	return usual_figure(kind, text, length, num);
}

/* The judge's answer; both give decimals. */
static bool
judged(const struct column *column, const char *text, uint32_t length, int64_t *num)
{
	struct arena arena = ARENA_INIT;
	char folded[64];
	struct cell cell;

	field_read(&cell, column, text, length, folded, &arena);
	arena_release(&arena);
	if (cell.result != CELL_VALUE)
		return false;
	assert_int_equal(cell.value.den, 0);
	*num = cell.value.num;
	return true;
}

/* Is the cell usual? If it is, the judge agrees. */
static bool
agrees(const struct column *column, const char *text, uint32_t length)
{
	int64_t usual = 0, of_judge = 0;

	if (!is_usual(column->type.kind, text, length, &usual))
		return false;
	if (!judged(column, text, length, &of_judge) || usual != of_judge)
		fail_msg("'%.*s' is %lld, as usual, and %lld to the judge", (int)length, text,
		    (long long)usual, (long long)of_judge);
	return true;
}

static void
try_changes(const struct column *column, const char *cell)
{
	char text[32 + ROWS_BEHIND] = { 0 };
	uint32_t length = (uint32_t)strlen(cell);

	memcpy(text, cell, length);
	assert_true(agrees(column, text, length));
	for (uint32_t shorter = 0; shorter < length; shorter++)
		agrees(column, text, shorter);
	for (uint32_t at = 0; at <= length; at++) {
		for (int byte = 0; byte < 256; byte++) {
			text[at] = (char)byte;
			agrees(column, text, at < length ? length : length + 1);
		}
		text[at] = at < length ? cell[at] : '\0';
	}
}

static void
the_judge_says_the_same(void **state)
{
	static const struct {
		uint32_t field;
		const char *const *cells;
	} tried[] = { { 1, quarters }, { 2, shares }, { 3, numbers }, { 4, numbers }, { 5, days } };
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, fields);

	(void)state;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
		for (const char *const *cell = tried[i].cells; *cell != NULL; cell++)
			try_changes(table->columns[tried[i].field], *cell);
	arena_release(&arena);
}

/* What is like a quarter, and is none or one of far away. */
static void
what_is_no_usual_quarter(void **state)
{
	static const char *const cells[] = { "2017/19 Q2", "2017/18 Q0", "2017/18 Q5", "2017-18 Q2",
		"2017/18-Q2", "2017/18 q2", "1899/00 Q1", "2201/02 Q1", "201:/18 Q2", "2017/1: Q2",
		"2017/18 Q2 ", "2017/18 Q" };

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		char text[32] = { 0 };
		int64_t quarter;

		strcpy(text, cells[i]);
		assert_false(usual_quarter(text, (uint32_t)strlen(text), &quarter));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_judge_says_the_same),
		cmocka_unit_test(what_is_no_usual_quarter)
	};

	return RUN_TESTS(tests);
}
