/* rows: the seam between bytes and columns. Every way a record can break, every limit, and the
 * quick way against libcsv. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/rows.h"

/* Bytes in pieces of any size; between `head` and `tail` as many of `filler` as asked for, without
 * having them in memory. */
struct stream {
	const char *head, *tail;
	char filler;
	size_t filler_count, step, at;
};

static int
read_stream(void *context, char *out, size_t *length)
{
	struct stream *stream = context;
	size_t head = strlen(stream->head), tail = strlen(stream->tail),
	       total = head + stream->filler_count + tail;
	size_t used = 0;

	for (; used < stream->step && stream->at < total; stream->at++) {
		if (stream->at < head)
			out[used++] = stream->head[stream->at];
		else if (stream->at < head + stream->filler_count)
			out[used++] = stream->filler;
		else
			out[used++] = stream->tail[stream->at - head - stream->filler_count];
	}
	*length = used;
	return used > 0;
}

static struct rows *
open_stream(struct stream *stream)
{
	return rows_make((struct rows_source){ read_stream, stream, stream->step }, ',');
}

/* Records as text: line number, cells between bars; a broken one with its place. */
static void
write_out(char *out, struct rows *rows)
{
	struct record record;
	enum rows_result result;

	*out = '\0';
	while ((result = rows_next(rows, &record)) != ROWS_END) {
		assert_int_not_equal(result, ROWS_STOPPED);
		if (result == ROWS_BROKEN) {
			assert_non_null(record.cause);
			assert_non_null(record.fix);
			out += sprintf(out, "%d!%d:%d;", (int)record.line, (int)record.wrong_line,
			    (int)record.wrong_column);
			continue;
		}
		out += sprintf(out, "%d", (int)record.line);
		for (uint32_t i = 0; i < record.count; i++)
			out +=
			    sprintf(out, "|%.*s", (int)record.cells[i].length, record.cells[i].at);
		out += sprintf(out, ";");
	}
}

struct sample {
	const char *name, *bytes, *expected;
};

static const struct sample samples[] = { { "plain lines", "a,b\nc,d\n", "1|a|b;2|c|d;" },
	{ "no line end at the end", "a,b\nc,d", "1|a|b;2|c|d;" },
	{ "CR LF", "a,b\r\nc,d\r\n", "1|a|b;2|c|d;" }, { "lone CR", "a,b\rc,d\r", "1|a|b;2|c|d;" },
	{ "blank lines are counted, not given", "\n\na\n \t\nb\n", "3|a;5|b;" },
	{ "blanks round a cell are dropped", " a , b\t,\n", "1|a|b|;" },
	{ "a quoted cell keeps its blanks", "\" a \",b\n", "1| a |b;" },
	{ "lines inside quotes are counted", "\"a\nb\",c\nd\n", "1|a\nb|c;3|d;" },
	{ "CR LF inside quotes is one line", "\"a\r\nb\"\r\nd\r\n", "1|a\r\nb;3|d;" },
	{ "doubled quotation marks", "\"a\"\"b\"\n", "1|a\"b;" },
	{ "a quoted empty cell", "\"\",a\n", "1||a;" },
	{ "a quote inside an unquoted cell", "a \"b\" c\nd\n", "1!1:3;2|d;" },
	{ "text behind a closing quote", "\"a\"b\nd\n", "1!1:4;2|d;" },
	{ "a quote never closed costs its own row", "a,\"b\nc\nd\n", "1!1:3;2|c;3|d;" },
	{ "a quote never closed, without a last line end", "a\n\"b", "1|a;2!2:1;" },
	{ "an open quote met by another, lines later", "\"a\nb\n\"c\",d\ne\n",
	    "1!3:2;2|b;3|c|d;4|e;" },
	{ "the place is counted in characters", "\xC3\xA9\xC3\xA9\"\n", "1!1:3;" },
	{ "nothing", "", "" } };

static void
sample_is_parted_as_expected(void **state)
{
	const struct sample *sample = *state;
	char out[1024];

	for (size_t step = 1; step < 40; step++) {
		for (int only = 0; only < 2; only++) {
			struct stream stream = { .head = sample->bytes, .tail = "", .step = step };
			struct rows *rows = open_stream(&stream);

			rows_only_libcsv(rows, only == 1);
			write_out(out, rows);
			assert_string_equal(out, sample->expected);
			rows_free(rows);
		}
	}
}

/* The quick way and libcsv, on random bytes of the kind that matters, in pieces of random size. */
static void
quick_way_agrees_with_libcsv(void **state)
{
	static const char kinds[] = "aab,,\n\n\r\"\" \t;";
	uint32_t seed = 7;
	char bytes[128], one[4096], other[4096];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t length;

		seed = seed * 1664525u + 1013904223u;
		length = (seed >> 8) % 40;
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = kinds[(seed >> 8) % (sizeof(kinds) - 1)];
		}
		bytes[length] = '\0';
		for (int only = 0; only < 2; only++) {
			struct stream stream = { .head = bytes,
				.tail = "",
				.step = only == 1 ? 64 : 1 + (seed >> 4) % 9 };
			struct rows *rows = open_stream(&stream);

			rows_only_libcsv(rows, only == 1);
			write_out(only == 1 ? other : one, rows);
			rows_free(rows);
		}
		assert_string_equal(one, other);
	}
}

static void
a_line_longer_than_the_limit_is_passed_over(void **state)
{
	static const char *const heads[] = { "a,b\nx,", "a,b\nx,\"" };
	char out[256];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct stream stream = { .head = heads[i],
			.tail = "\ny,z\n",
			.filler = 'f',
			.filler_count = 100u * 1024 * 1024,
			.step = 256 * 1024 };
		struct rows *rows = open_stream(&stream);

		write_out(out, rows);
		assert_string_equal(out, "1|a|b;2!2:1;3|y|z;");
		rows_free(rows);
	}
}

static void
a_line_as_long_as_the_limit_allows_is_read(void **state)
{
	struct stream stream = { .head = "",
		.tail = ",z\ny\n",
		.filler = 'f',
		.filler_count = ROWS_MAX_BYTES - 16,
		.step = 256 * 1024 };
	struct rows *rows = open_stream(&stream);
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.cells[0].length, ROWS_MAX_BYTES - 16);
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.line, 2);
	rows_free(rows);
}

/* A quote left open over very many lines: located where it opens, and every line after it is read
 * by itself. */
static void
an_open_quote_swallows_no_more_than_the_limit(void **state)
{
	struct stream stream = { .head = "a\n\"b",
		.tail = "x\n",
		.filler = '\n',
		.filler_count = ROWS_MAX_LINES + 5,
		.step = 4096 };
	struct rows *rows = open_stream(&stream);
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(rows_next(rows, &record), ROWS_BROKEN);
	assert_true(record.line == 2 && record.wrong_line == 2 && record.wrong_column == 1);
	assert_non_null(strstr(record.cause, "before the end of the file"));
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_memory_equal(record.cells[0].at, "x", 1);
	assert_int_equal(rows_next(rows, &record), ROWS_END);
	rows_free(rows);
}

/* It does close, but too late: its lines are the inside of a cell, and are not read as rows. */
static void
a_cell_over_too_many_lines_is_passed_over_whole(void **state)
{
	struct stream stream = { .head = "a\nb,\"c",
		.tail = "d,e\",f\nx\n",
		.filler = '\n',
		.filler_count = ROWS_MAX_LINES,
		.step = 4096 };
	struct rows *rows = open_stream(&stream);
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(rows_next(rows, &record), ROWS_BROKEN);
	assert_true(record.line == 2 && record.wrong_line == 2 && record.wrong_column == 3);
	assert_non_null(strstr(record.cause, "10,000 lines"));
	assert_int_equal(record.raw_length, 4);
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.line, ROWS_MAX_LINES + 3);
	assert_memory_equal(record.cells[0].at, "x", 1);
	assert_int_equal(rows_next(rows, &record), ROWS_END);
	rows_free(rows);
}

static void
a_quoted_cell_may_run_over_many_lines(void **state)
{
	struct stream stream = { .head = "\"b",
		.tail = "\"\n",
		.filler = '\n',
		.filler_count = ROWS_MAX_LINES - 1,
		.step = 4096 };
	struct rows *rows = open_stream(&stream);
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.cells[0].length, ROWS_MAX_LINES);
	assert_int_equal(record.lines, ROWS_MAX_LINES);
	rows_free(rows);
}

static void
more_cells_than_the_limit_break_the_row_only(void **state)
{
	struct stream stream = { .head = "",
		.tail = "\na\n",
		.filler = ',',
		.filler_count = ROWS_MAX_CELLS,
		.step = 4096 };
	struct rows *rows = open_stream(&stream);
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_BROKEN);
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.line, 2);
	rows_free(rows);
}

static int
read_nothing(void *context, char *out, size_t *length)
{
	(void)context;
	(void)out;
	*length = 0;
	return -1;
}

static void
a_source_that_gives_up_stops_it(void **state)
{
	struct rows *rows = rows_make((struct rows_source){ read_nothing, NULL, 16 }, ',');
	struct record record;

	(void)state;
	assert_int_equal(rows_next(rows, &record), ROWS_STOPPED);
	rows_free(rows);
}

/* More than is taken at once, with a cell in quotes and one without across where that ends. */
static void
bytes_in_memory_are_all_read(void **state)
{
	static char bytes[40000], cell[30000];
	struct rows_memory memory = { bytes, 0, 0 };
	struct rows *rows = rows_of_memory(&memory, ',');
	struct record record;

	(void)state;
	memset(cell, 'x', sizeof cell - 1);
	memory.length = (size_t)sprintf(bytes, "%.8000s,\"%.20000s\"\n%.9000s,end\n", cell, cell,
	    cell);
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.count, 2);
	assert_int_equal(record.cells[0].length, 8000);
	assert_int_equal(record.cells[1].length, 20000);
	assert_memory_equal(record.cells[1].at, cell, 20000);
	assert_int_equal(rows_next(rows, &record), ROWS_RECORD);
	assert_int_equal(record.cells[0].length, 9000);
	assert_memory_equal(record.cells[1].at, "end", 3);
	assert_int_equal(rows_next(rows, &record), ROWS_END);
	rows_free(rows);
}

int
main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(quick_way_agrees_with_libcsv),
		cmocka_unit_test(a_line_longer_than_the_limit_is_passed_over),
		cmocka_unit_test(a_line_as_long_as_the_limit_allows_is_read),
		cmocka_unit_test(an_open_quote_swallows_no_more_than_the_limit),
		cmocka_unit_test(a_cell_over_too_many_lines_is_passed_over_whole),
		cmocka_unit_test(a_quoted_cell_may_run_over_many_lines),
		cmocka_unit_test(more_cells_than_the_limit_break_the_row_only),
		cmocka_unit_test(a_source_that_gives_up_stops_it),
		cmocka_unit_test(bytes_in_memory_are_all_read)
	};
	enum {
		SAMPLES = sizeof(samples) / sizeof(samples[0]),
		OTHERS = sizeof(others) / sizeof(others[0])
	};
	struct CMUnitTest tests[SAMPLES + OTHERS];

	memset(tests, 0, sizeof(tests));
	for (size_t i = 0; i < SAMPLES; i++) {
		union {
			const void *given;
			void *kept;
		} row = { .given = &samples[i] };

		tests[i].name = samples[i].name;
		tests[i].test_func = sample_is_parted_as_expected;
		tests[i].initial_state = row.kept;
	}
	memcpy(tests + SAMPLES, others, sizeof(others));
	return RUN_TESTS(tests);
}
