/* rows_strip, rows_index: strips against libcsv, byte for byte, on every CSV file of ours, on
 * generated and on broken ones, whatever the pieces they come in. */
#include "test.h"

#include <dirent.h>
#include <stdio.h>

#include "interp/rows_index.h"
#include "made_strips.h"

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* The rows that came in strips. */
static uint64_t
all_ways_agree(const char *bytes, size_t length, size_t step, char delimiter, uint32_t cells)
{
	struct buffer expected = BUFFER_INIT, found = BUFFER_INIT;
	struct made_bytes from = { bytes, length, step, 0 };
	uint64_t in_strips = 0;

	made_records(&expected, from, delimiter, cells, MADE_LIBCSV);
	for (enum made_way way = MADE_STRIPS; way < MADE_LIBCSV; way++) {
		uint64_t rows = made_records(&found, from, delimiter, cells, way);

		assert_string_equal(found.at, expected.at);
		assert_int_equal(found.length, expected.length);
		in_strips = way == MADE_STRIPS ? rows : in_strips;
		assert_true(way != MADE_PLAIN_STRIPS || rows == in_strips);
	}
	buffer_release(&expected);
	buffer_release(&found);
	return in_strips;
}

struct sample {
	const char *bytes;
	uint64_t in_strips;		/* of rows of two cells */
};

static void
usual_rows_come_in_strips(void **state)
{
	static const struct sample samples[] = {
		{ "a,b\nc,d\n", 2 }, { "a,b\r\nc,d\r\n", 2 }, { "a,b\nc,d", 1 },
		{ "a,b\n\nc,d\ne,f\n", 2 }, { "a,b\nc\nd,e\n", 2 }, { "a,b,c\nd,e\n", 1 },
		{ "\"a\",b\nc,\"d\"\n", 2 }, { "\"a,b\",c\nd,e\n", 2 },
		{ "a,\"b\nc\"\nd,e\n", 2 }, { "a,\"b\"\"c\"\nd,e\n", 2 },
		{ "\"\"\"\",\"\"\n,\n", 2 }, { " \"a\",b\nc,d\n", 1 }, { "a,\"b\" \nc,d\n", 1 },
		{ "a,b\"\nc,d\n", 1 }, { "a,\"b\n", 0 }, { "a,b\rc,d\ne,f\n", 1 },
		{ "a,\"b\rc\"\nd,e\n", 1 }, { "a,\"b\r\nc\"\r\nd,e\r\n", 2 },
		{ " a\t, b \nc,d\n", 2 }, { "\"a,,\"\",\",\"\n,\n\"\nb,\n", 2 },
		{ "a,\"b\"c\nd,e\n", 1 }, { "\n", 0 }, { "", 0 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *bytes = samples[i].bytes;

		if (all_ways_agree(bytes, strlen(bytes), 64, ',', 2) != samples[i].in_strips)
			fail_msg("%s", bytes);
		for (size_t step = 1; step < 9; step++)
			all_ways_agree(bytes, strlen(bytes), step, ',', 2);
	}
}

/* Random bytes of the kinds that matter. */
static void
random_bytes_agree(void **state)
{
	static const char kinds[] = "aab,,,\n\n\r\"\" \t;";
	char bytes[400];
	uint32_t seed = 11;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t length = draw(&seed, round % 10 == 0 ? sizeof bytes : 60);

		for (size_t i = 0; i < length; i++)
			bytes[i] = kinds[draw(&seed, sizeof kinds - 1)];
		all_ways_agree(bytes, length, 1 + draw(&seed, 80), round % 3 == 0 ? '\t' : ',',
		    2 + draw(&seed, 3));
	}
}

static void
add_cell(struct buffer *out, uint32_t *seed)
{
	static const char *const cells[] = { "", "a", "2022-04-21", "some text", " padded\t",
		"\"quoted\"", "\"with, comma\"", "\"said \"\"no\"\" twice\"", "\"two\nlines\"",
		"\"three\r\nlines\n\"", "\"\"", "\"\"\"\"", "a text that is longer than sixteen",
		"5\xC2\xA3" };
	static const char *const broken[] = { "a \"b\"", "\"open", "\"a\" b", "\r", "\"a\rb\"",
		" \"a\"" };

	buffer_text(out, draw(seed, 400) == 0 ? broken[draw(seed, 6)] : cells[draw(seed,
	    draw(seed, 4) == 0 ? 14 : 5)]);
}

/* Files that look like files, longer than what is indexed at once and than a block. */
static void
generated_files_agree(void **state)
{
	uint32_t seed = 5;
	uint64_t in_strips = 0;

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct buffer text = BUFFER_INIT;
		uint32_t cells = 2 + draw(&seed, 7),
			 rows = 1 + draw(&seed, round < 50 ? 300 : 9000);
		const char *line_end = draw(&seed, 2) == 0 ? "\n" : "\r\n";

		for (uint32_t row = 0; row < rows; row++) {
			uint32_t count = draw(&seed, 200) == 0 ? draw(&seed, 9) : cells;

			for (uint32_t i = 0; i < count; i++) {
				if (i > 0)
					buffer_char(&text, ',');
				add_cell(&text, &seed);
			}
			buffer_text(&text, line_end);
		}
		in_strips += all_ways_agree(text.at, text.length,
		    round % 2 == 0 ? 256 * 1024 : 1 + draw(&seed, 5000), ',', cells);
		buffer_release(&text);
	}
	assert_true(in_strips > 20000);
}

/* A row longer than what is indexed at once, and one that is as long to the byte. */
static void
long_rows_agree(void **state)
{
	(void)state;
	for (uint32_t more = 0; more < 130; more++) {
		struct buffer text = BUFFER_INIT;

		buffer_text(&text, "a,b\n");
		for (uint32_t i = 0; i < ROWS_INDEX_BYTES - 100 + more; i++)
			buffer_char(&text, 'x');
		buffer_text(&text,
		    more % 2 == 0 ? ",y\nc,d\ne,f\n" : ",\"y\"\r\nc,\"d\ne\"\n\n,f\n");
		all_ways_agree(text.at, text.length, 64 * 1024, ',', 2);
		all_ways_agree(text.at, text.length, 999, ',', 2);
		buffer_release(&text);
	}
}

static uint32_t
cells_of(const char *bytes, size_t length)
{
	uint32_t cells = 1;

	for (size_t i = 0; i < length && bytes[i] != '\n'; i++)
		cells += bytes[i] == ',';
	return cells;
}

static int
try_file(const char *path)
{
	size_t room = 1 << 20, length;
	FILE *file = fopen(path, "rb");
	char *bytes = malloc(room);

	assert_true(file != NULL && bytes != NULL);
	length = fread(bytes, 1, room, file);
	fclose(file);
	all_ways_agree(bytes, length, 256 * 1024, ',', cells_of(bytes, length));
	all_ways_agree(bytes, length, 100, ';', 3);
	free(bytes);
	return 1;
}

static int
try_folder(const char *path)
{
	DIR *folder = opendir(path);
	int files = 0;

	for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		size_t length = strlen(entry->d_name);
		char inner[4096];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		if (length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0)
			files += try_file(inner);
		else
			files += try_folder(inner);
	}
	if (folder != NULL)
		closedir(folder);
	return files;
}

static void
every_file_of_ours_agrees(void **state)
{
	(void)state;
	assert_true(try_folder("tests") + try_folder("examples") + try_folder("policies") > 100);
}

/* The places with whatever instructions there are, and behind a cut-off end. */
static void
all_indexes_are_the_same(void **state)
{
	static const char kinds[] = "ab,,;\n\r\"\x80\xFF\x0D\x2C\xAC\x8A";
	struct rows_index *index = rows_index_make(), *plain = rows_index_make();
	char bytes[1024 + ROWS_INDEX_BEHIND];
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		enum rows_index_way way = round % 2 == 0 ? ROWS_INDEX_BEST : ROWS_INDEX_KIND;
		size_t length = draw(&seed, 1025), next = 0;

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = kinds[draw(&seed, sizeof kinds - 1)];
		rows_index_find(index, bytes, length, ',', way);
		rows_index_find(plain, bytes, length, ',', ROWS_INDEX_PLAIN);
		assert_int_equal(index->end_count, plain->end_count);
		assert_int_equal(index->line_count, plain->line_count);
		assert_int_equal(index->odd_count, plain->odd_count);
		assert_memory_equal(index->ends, plain->ends, 4 * (index->end_count + 1));
		assert_memory_equal(index->lines, plain->lines, 4 * index->line_count);
		assert_memory_equal(index->odd, plain->odd, 4 * (index->odd_count + 1));
		for (uint32_t i = 0; i < length; i++)
			if (bytes[i] == ',' || bytes[i] == '\n')
				assert_int_equal(index->ends[++next], i + 1);
		assert_int_equal(next, index->end_count);
	}
	rows_index_free(index);
	rows_index_free(plain);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_rows_come_in_strips),
		cmocka_unit_test(random_bytes_agree),
		cmocka_unit_test(generated_files_agree),
		cmocka_unit_test(long_rows_agree),
		cmocka_unit_test(every_file_of_ours_agrees),
		cmocka_unit_test(all_indexes_are_the_same)
	};

	return RUN_TESTS(tests);
}
