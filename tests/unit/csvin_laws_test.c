/*
 * csvin: what holds for every file: the accounting, equal columns whatever the encoding and the
 * line ends, no rule that depends on the order of rows, bounded memory, and a second, trivially
 * simple parser on generated files.
 */
#include "tests/unit/test.h"

#include "tests/unit/made_file.h"

static const struct made_field table_all[] = {
	{ "ref", KIND_TEXT, MADE_KEY | MADE_SMALL, NULL, NULL },
	{ "seen_on", KIND_DATE, MADE_BLANK | MADE_DATED, NULL, NULL },
	{ "share", KIND_PERCENT, MADE_BLANK, NULL, NULL },
	{ "sum", KIND_MONEY, MADE_BLANK, NULL, NULL },
	{ "sure", KIND_YES_NO, MADE_BLANK_NO, NULL, NULL },
	{ "said", KIND_TEXT, MADE_BLANK, NULL, NULL }
};

/* The rows and counts alone: notes may differ. */
static size_t
rows_length(const struct made_reading *run)
{
	const char *end = strstr(run->out.at, " = ");

	assert_non_null(end);
	end = strchr(end, '\n');
	assert_non_null(end);
	return (size_t)(end - run->out.at);
}

static void
rows_are(const char *bytes, size_t length, struct csvin_options options, const char *expected)
{
	struct made_reading run = MADE_READING;

	made_read(&run, MADE_TABLE(&run.arena, table_all), bytes, length, options);
	assert_true(made_reconciles(&run));
	assert_true(rows_length(&run) == strlen(expected) && memcmp(run.out.at, expected,
	    strlen(expected)) == 0);
	made_release(&run);
}

/* `text` is Windows-1252; each of its bytes to the encoding, and each LF to the line end. */
static size_t
encode(char *out, const char *text, const char *encoding, const char *line_end)
{
	size_t used = 0;

	for (; *text != '\0'; text++) {
		const char *part = *text == '\n' ? line_end : text;
		size_t length = *text == '\n' ? strlen(line_end) : 1;

		for (size_t i = 0; i < length; i++) {
			unsigned char byte = (unsigned char)part[i];

			if (strcmp(encoding, "utf-16le") == 0) {
				out[used++] = (char)byte;
				out[used++] = '\0';
			} else if (strcmp(encoding, "utf-16be") == 0) {
				out[used++] = '\0';
				out[used++] = (char)byte;
			} else if (strcmp(encoding, "utf-8") == 0 && byte >= 0x80) {
				out[used++] = (char)(0xC0 | byte >> 6);
				out[used++] = (char)(0x80 | (byte & 0x3F));
			} else {
				out[used++] = (char)byte;
			}
		}
	}
	return used;
}

static void
encodings_and_line_ends_make_no_difference(void **state)
{
	static const char text[] = "ref,seen_on,share,sum,sure,said\n"
	    "a1,2022-01-02,60%,\"\xA3" "1,234.50\",Y,\"caf\xE9, open\"\nB2,,,(3),,\xA3\n";
	static const char expected[] = "2:A1|2022-01-02|60%|1234.50|yes|caf\xC3\xA9, "
	    "open\n3:B2|-|-|-3.00|no|\xC2\xA3\n"
	    "2 = 2 + 0 + 0 + 0";
	static const struct {
		const char *encoding, *mark;
		size_t mark_length;
	} forms[] = {
		{ "utf-8", "", 0 }, { "utf-8", "\xEF\xBB\xBF", 3 }, { "windows-1252", "", 0 },
		{ "utf-16le", "\xFF\xFE", 2 }, { "utf-16be", "\xFE\xFF", 2 },
		{ "utf-16le", "", 0 }, { "utf-16be", "", 0 }
	};
	static const char *const ends[] = { "\n", "\r\n", "\r" };

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		for (size_t j = 0; j < 3; j++) {
			struct csvin_options options = MADE_USUAL;
			char bytes[1024];
			size_t length = forms[i].mark_length;

			memcpy(bytes, forms[i].mark, length);
			length += encode(bytes + length, text, forms[i].encoding, ends[j]);
			if (length % 2 == 0 && forms[i].mark_length == 0 &&
			    strncmp(forms[i].encoding, "utf-16", 6) == 0)
				options.encoding = forms[i].encoding;
			else if (strncmp(forms[i].encoding, "utf-16", 6) == 0)
				assert_int_equal(forms[i].mark_length, 2);
			rows_are(bytes, length, options, expected);
		}
	}
}

static void
a_row_dated_later_does_not_exist_yet_and_an_unknown_date_stays(void **state)
{
	static const char text[] =
	    "ref,seen_on,share,sum,sure,said\nA,2022-01-08,,,,x\nA,2022-01-09,,,,y\nB,soon,,,,z\n"
	    "B,soon,,,,z\n";

	(void)state;
	/* 19000 is 2022-01-08. The later A does not contradict the earlier one. */
	rows_are(text, strlen(text), MADE_USUAL,
	    "2:A|2022-01-08|-|-|no|x\n4:B|?|-|-|no|z\n4 = 2 + 0 + 1 + 1");
}

static void
which_of_two_rows_that_differ_comes_first_does_not_matter(void **state)
{
	static const char one[] =
	    "ref,seen_on,share,sum,sure,said\nA,2022-01-01,1%,5,Y,x\nA,2022-01-01,2%,5,N,x\n";
	static const char other[] =
	    "ref,seen_on,share,sum,sure,said\nA,2022-01-01,2%,5,N,x\nA,2022-01-01,1%,5,Y,x\n";
	static const char expected[] = "2:A|2022-01-01|?|5.00|?|x\n2 = 1 + 0 + 1 + 0";

	(void)state;
	rows_are(one, strlen(one), MADE_USUAL, expected);
	rows_are(other, strlen(other), MADE_USUAL, expected);
}

static void
a_date_that_differs_is_refused_behind_other_repeated_rows_too(void **state)
{
	static const char text[] =
	    "ref,seen_on,share,sum,sure,said\nA,2022-01-01,1%,5,Y,x\nA,2022-01-01,2%,5,Y,x\n"
	    "B,2022-01-01,1%,5,Y,x\nB,2022-01-02,1%,5,Y,x\n";

	(void)state;
	rows_are(text, strlen(text), MADE_USUAL,
	    "2:A|2022-01-01|?|5.00|yes|x\n4:B|?|1%|5.00|yes|x\n4 = 2 + 0 + 2 + 0");
}

static void
repeated_keys_are_left_alone_when_not_asked_for(void **state)
{
	static const char text[] = "ref,seen_on,share,sum,sure,said\nA,,,,,x\nA,,,,,x\n";
	struct csvin_options options = MADE_USUAL;

	(void)state;
	options.check_keys = false;
	rows_are(text, strlen(text), options, "2:A|-|-|-|no|x\n3:A|-|-|-|no|x\n2 = 2 + 0 + 0 + 0");
}

/*
 * Keys that come three times and in no order, some of them contradicted: with room for one key at a
 * time every key but one waits for another reading of the file, and the answer must be the same to
 * the byte.
 */
static void
repeated_keys_beyond_what_memory_may_hold_wait_their_turn(void **state)
{
	static const char rows[] = "2:R0|-|-|-|no|said 0\n3:R1|-|-|-|no|?\n"
	    "4:R2|-|-|?|no|said 2\n5:R3|-|-|-|no|said 3\n6:R4|-|-|-|no|?\n"
	    "15 = 5 + 0 + 10 + 0\n";
	struct made_reading whole = MADE_READING;
	struct made_reading parts = MADE_READING;
	struct csvin_options options = MADE_USUAL;
	struct buffer text = BUFFER_INIT;

	(void)state;
	buffer_text(&text, "ref,seen_on,share,sum,sure,said\n");
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 5; i++) {
			int key = round == 1 ? 4 - i : i;

			/* The third time R1 and R4 say something else, the second time R2 has
			 * another sum. */
			buffer_printf(&text, "R%d,,,%s,,%s %d\n", key,
			    key == 2 && round == 1 ? "5" : "",
			    key % 3 == 1 && round == 2 ? "says" : "said", key);
		}
	}
	made_read(&whole, MADE_TABLE(&whole.arena, table_all), text.at, text.length, options);
	assert_memory_equal(whole.out.at, rows, sizeof(rows) - 1);
	options.repeats_max_bytes = 1;
	made_read(&parts, MADE_TABLE(&parts.arena, table_all), text.at, text.length, options);
	assert_string_equal(parts.out.at, whole.out.at);
	assert_int_equal(parts.agains, 1);
	buffer_release(&text);
	made_release(&whole);
	made_release(&parts);
}

/* A key of two parts, told by a grid alone from the second row on: the answer is that of digests,
 * after one reading more where there is a repeated key, and none where there is not. */
static void
repeated_keys_told_by_a_grid(void **state)
{
	static const struct made_field table[] = {
		{ .name = "place", .kind = KIND_TEXT, .flags = MADE_KEY },
		{ .name = "part", .kind = KIND_TEXT, .flags = MADE_KEY },
		{ .name = "said", .kind = KIND_TEXT, .flags = MADE_BLANK },
	};

	(void)state;
	for (int repeated = 0; repeated < 2; repeated++) {
		struct made_reading whole = MADE_READING;
		struct made_reading grid = MADE_READING;
		struct csvin_options options = MADE_USUAL;
		struct buffer text = BUFFER_INIT;

		buffer_text(&text, "place,part,said\n");
		for (int i = 0; i < 900; i++)
			buffer_printf(&text, "P%d,%d,s%d\n", i / 9, i % 9, i);
		if (repeated == 1)
			buffer_text(&text, "P7,3,s66\nP99,8,other\nP100,1,s\n");
		made_read(&whole, MADE_TABLE(&whole.arena, table), text.at, text.length, options);
		options.grid_alone_from = 1;
		made_read(&grid, MADE_TABLE(&grid.arena, table), text.at, text.length, options);
		assert_string_equal(grid.out.at, whole.out.at);
		assert_int_equal(whole.agains, repeated);
		assert_int_equal(grid.agains, repeated * 2);
		buffer_release(&text);
		made_release(&whole);
		made_release(&grid);
	}
}

/* ---- a file that changes while it is read ---- */

static void
overwrite(const char *path, long at, const char *bytes)
{
	FILE *file = fopen(path, "r+b");

	assert_non_null(file);
	assert_true(fseek(file, at, SEEK_SET) == 0 && fputs(bytes, file) >= 0 && fclose(file) == 0);
}

/* When and how the file is changed: when csvin says `again`, or when the first problem is found. */
struct changing {
	const char *path;
	long at;			/* -1: cut the file after 40 bytes */
	const char *bytes;
	bool at_problem, done;
};

static void
change_now(struct changing *changing)
{
	if (changing->done)
		return;
	changing->done = true;
	if (changing->at < 0)
		assert_int_equal(truncate(changing->path, 40), 0);
	else
		overwrite(changing->path, changing->at, changing->bytes);
}

static void
change_at_problem(void *context, const struct problem *problem)
{
	struct changing *changing = context;

	(void)problem;
	if (changing->at_problem)
		change_now(changing);
}

static void
change_is_found_out(const char *bytes, struct changing changing)
{
	struct arena arena = ARENA_INIT;
	const struct table *table = MADE_TABLE(&arena, table_all);
	struct vec **fields = arena_array(&arena, struct vec *, table->field_count);
	static const bool wanted[] = { true, true, true, true, true, true };
	struct fault fault = FAULT_NONE;
	enum csvin_result result = CSVIN_ROWS;
	struct problems problems;
	struct csvin_options options = MADE_USUAL;
	uint64_t lines[BATCH_ROWS];
	uint32_t rows;
	char path[64];
	struct csvin *in;

	made_write(path, bytes, strlen(bytes));
	changing.path = path;
	problems_init(&problems, &arena, (struct problem_sink){ change_at_problem, NULL,
	    &changing });
	options.table = table;
	options.path = path;
	options.shown = "cases.csv";
	options.wanted = wanted;
	options.problems = &problems;
	options.arena = &arena;
	in = csvin_open(&options, &fault);
	assert_non_null(in);
	while (result == CSVIN_ROWS || result == CSVIN_AGAIN) {
		result = csvin_next(in, fields, lines, &rows, &fault);
		if (result == CSVIN_AGAIN && !changing.at_problem)
			change_now(&changing);
	}
	assert_true(changing.done);
	assert_int_equal(result, CSVIN_FAULT);
	assert_int_equal(fault.code, EXIT_USAGE);
	assert_string_equal(fault.text, "cases.csv: was changed while it was read\nclose it in "
	    "other programs, then start again");
	csvin_close(in);
	unlink(path);
	arena_release(&arena);
}

static void
a_file_that_changes_while_it_is_read_is_refused(void **state)
{
	/* The rows begin at byte 32; the last one has a cell that cannot be read,
	    and is the moment of change. */
	static const char repeated[] =
	    "ref,seen_on,share,sum,sure,said\nA,,,,,x\nA,,,,,x\nB,,,bad,,\n";
	static const char mixed[] =
	    "ref,seen_on,share,sum,sure,said\nA,2022-01-01,,,,\nB,01/01/2022,,,,\n";

	(void)state;
	/* Between the readings, when the caller starts over. */
	change_is_found_out(repeated, (struct changing){ .at = 38, .bytes = "y" });
	change_is_found_out(repeated, (struct changing){ .at = -1 });
	change_is_found_out(mixed, (struct changing){ .at = 34, .bytes = "2021" });
	/* Before repeated keys are compared: the second A becomes C,
	    so that there is none any more; or is gone. */
	change_is_found_out(repeated, (struct changing){ .at = 40, .bytes = "C", .at_problem =
	    true });
	change_is_found_out(repeated, (struct changing){ .at = -1, .at_problem = true });
}

static void
columns_nobody_wants_are_not_read(void **state)
{
	static const char text[] = "ref,seen_on,share,sum,sure,said\nA,,bad,bad,bad,x\n";
	static const bool wanted[] = { false, false, false, false, false, true };
	struct made_reading run = MADE_READING;
	struct csvin_options options = MADE_USUAL;

	(void)state;
	options.wanted = wanted;
	made_read(&run, MADE_TABLE(&run.arena, table_all), text, strlen(text), options);
	assert_int_equal(run.counts.used, 1);
	assert_null(strstr(run.out.at, "cell refused"));
	assert_true(run.facts->columns[5].given == 1 && run.facts->columns[2].bad == 0);
	made_release(&run);
}

static void
fault_is(const char *path, const char *encoding, const char *expected)
{
	struct made_reading run = MADE_READING;
	struct csvin_options options = MADE_USUAL;

	options.encoding = encoding;
	made_read_path(&run, MADE_TABLE(&run.arena, table_all), path, options);
	assert_memory_equal(run.out.at, expected, strlen(expected));
	made_release(&run);
}

static void
files_that_cannot_be_used_say_why(void **state)
{
	static const char bad[] = "ref,seen_on,share,sum,sure,said\nA,,,,,\xA3\n";
	static const char marked[] = "\xEF\xBB\xBFref,seen_on,share,sum,sure,said\nA,,,,,\xA3\n";
	char path[64];

	(void)state;
	fault_is("/nowhere/cases.csv", NULL, "fault 2: cases.csv: cannot be opened");
	made_write(path, bad, sizeof(bad) - 1);
	fault_is(path, "latin-9", "fault 2: 'latin-9' is not an encoding that can be read");
	fault_is(path, "utf-8", "fault 4: cases.csv: is not UTF-8: line 2 holds the byte A3");
	unlink(path);
	made_write(path, marked, sizeof(marked) - 1);
	fault_is(path, NULL,
	    "fault 4: cases.csv: says at its start that it is UTF-8, but line 2 holds the byte A3");
	unlink(path);
}

/* Many rows of plain ASCII, then one pound sign in Windows-1252, far behind the first block. */
static void
bytes_that_are_not_utf8_after_all_start_it_over(void **state)
{
	struct made_reading run = MADE_READING;
	struct buffer text = BUFFER_INIT;

	(void)state;
	buffer_text(&text, "ref,seen_on,share,sum,sure,said\n");
	for (int i = 0; i < 30000; i++)
		buffer_printf(&text, "R%d,2022-01-01,5%%,1,yes,plain\n", i);
	buffer_text(&text, "LAST,,,\xA3" "5,,\xA3\n");
	made_read(&run, MADE_TABLE(&run.arena, table_all), text.at, text.length, MADE_USUAL);
	assert_int_equal(run.agains, 1);
	assert_int_equal(run.counts.used, 30001);
	assert_non_null(strstr(run.out.at, "30002:LAST|-|-|5.00|no|\xC2\xA3\n"));
	assert_non_null(strstr(run.out.at, "note windows-1252"));
	assert_string_equal(run.facts->encoding, "Windows-1252");
	buffer_release(&text);
	made_release(&run);
}

static void
what_is_read_is_what_is_digested(void **state)
{
	static const char text[] = "ref,seen_on,share,sum,sure,said\n";
	struct made_reading run = MADE_READING;

	(void)state;
	made_read(&run, MADE_TABLE(&run.arena, table_all), text, strlen(text), MADE_USUAL);
	assert_string_equal(run.digest,
	    "b0f6bdb63d1ef146ec252cdde372f5aba8ccb12b333c3b408c7a9db91453ab38");
	assert_int_equal(run.counts.bytes, strlen(text));
	made_release(&run);
}

static void
standard_input_can_be_read_twice(void **state)
{
	static const char text[] = "ref,seen_on,share,sum,sure,said\nA,,,,,x\nA,,,,,x\n";
	struct made_reading run = MADE_READING;
	char path[64];

	(void)state;
	made_write(path, text, sizeof(text) - 1);
	assert_non_null(freopen(path, "rb", stdin));
	made_read_path(&run, MADE_TABLE(&run.arena, table_all), "-", MADE_USUAL);
	unlink(path);
	assert_int_equal(run.agains, 1);
	assert_memory_equal(run.out.at, "2:A|-|-|-|no|x\n2 = 1 + 0 + 1 + 0\n", 33);
	made_release(&run);
}

/* ---- a second parser: well-formed files only, one character after the other ---- */

static uint32_t seed = 1;

static uint32_t
random_below(uint32_t limit)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % limit;
}

static void
simple_row(struct buffer *out, const char **at, uint64_t *line)
{
	uint64_t first = *line;

	buffer_printf(out, "%" PRIu64 ":", first);
	for (;;) {
		size_t before = out->length;

		if (**at == '"') {
			for ((*at)++; **at != '"' || (*at)[1] == '"'; (*at)++) {
				*at += **at == '"';
				*line += **at == '\n';
				buffer_char(out, **at);
			}
			(*at)++;
		} else {
			for (; **at != ',' && **at != '\n'; (*at)++)
				buffer_char(out, **at);
		}
		if (out->length == before)
			buffer_char(out, '-');
		if (*(*at)++ == '\n') {
			*line += 1;
			buffer_char(out, '\n');
			return;
		}
		buffer_char(out, '|');
	}
}

static void
a_second_parser_agrees_on_generated_files(void **state)
{
	static const struct made_field specs[] = {
		{ "a", KIND_TEXT, MADE_KEY, NULL, NULL },
		{ "b", KIND_TEXT, MADE_BLANK, NULL, NULL },
		{ "c", KIND_TEXT, MADE_BLANK, NULL, NULL }
	};
	/* Delimiters or line breaks in one cell, not both: such a cell could have swallowed
	 * rows. */
	static const char *const pieces[2][10] = {
		{ "x", "\"\"", ",", ",", ";", "\xC3\xA9", "1", "yy", " z", ";" },
		{ "x", "\"\"", "\n", "\n", "\r\n", "\xC3\xA9", "1", "yy", " z", ";" }
	};

	(void)state;
	for (int file = 0; file < 300; file++) {
		struct made_reading run = MADE_READING;
		struct buffer text = BUFFER_INIT, expected = BUFFER_INIT;
		uint32_t rows = random_below(40);
		uint64_t line = 2;
		const char *at;

		buffer_text(&text, "a,b,c\n");
		for (uint32_t row = 0; row < rows; row++) {
			buffer_printf(&text, "k%u", (unsigned)row);
			for (int cell = 0; cell < 2; cell++) {
				uint32_t count = random_below(5);
				bool quoted = random_below(2) == 0;
				uint32_t kind = random_below(2);

				buffer_text(&text, quoted ? ",\"" : ",");
				if (quoted && count > 0)
					buffer_char(&text, 'q');
				for (uint32_t i = 0; i < count; i++)
					buffer_text(&text,
					    quoted ? pieces[kind][random_below(10)] : i == 0 ? "x"
					    : "\xC3\xA9 y");
				if (quoted && count > 0)
					buffer_char(&text, 'q');
				if (quoted)
					buffer_char(&text, '"');
			}
			buffer_char(&text, '\n');
		}
		for (at = text.at + 6; *at != '\0';)
			simple_row(&expected, &at, &line);
		buffer_printf(&expected, "%u = %u + 0 + 0 + 0", (unsigned)rows, (unsigned)rows);
		made_read(&run, MADE_TABLE(&run.arena, specs), text.at, text.length, MADE_USUAL);
		assert_int_equal(rows_length(&run), expected.length);
		assert_memory_equal(run.out.at, expected.at, expected.length);
		buffer_release(&text);
		buffer_release(&expected);
		made_release(&run);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodings_and_line_ends_make_no_difference),
		cmocka_unit_test(a_date_that_differs_is_refused_behind_other_repeated_rows_too),
		cmocka_unit_test(a_row_dated_later_does_not_exist_yet_and_an_unknown_date_stays),
		cmocka_unit_test(which_of_two_rows_that_differ_comes_first_does_not_matter),
		cmocka_unit_test(repeated_keys_are_left_alone_when_not_asked_for),
		cmocka_unit_test(repeated_keys_beyond_what_memory_may_hold_wait_their_turn),
		cmocka_unit_test(repeated_keys_told_by_a_grid),
		cmocka_unit_test(a_file_that_changes_while_it_is_read_is_refused),
		cmocka_unit_test(columns_nobody_wants_are_not_read),
		cmocka_unit_test(files_that_cannot_be_used_say_why),
		cmocka_unit_test(bytes_that_are_not_utf8_after_all_start_it_over),
		cmocka_unit_test(what_is_read_is_what_is_digested),
		cmocka_unit_test(standard_input_can_be_read_twice),
		cmocka_unit_test(a_second_parser_agrees_on_generated_files)
	};

	return RUN_TESTS(tests);
}
