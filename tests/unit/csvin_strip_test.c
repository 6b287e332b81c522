/* csvin_strip, csvin_ahead: whatever a file holds, strips of rows give the values, counts, problems
 * and facts that row by row gives, and so they do when they are read ahead in a thread. */
#include "tests/unit/test.h"

#include "tests/unit/made_file.h"

static const struct made_field one_key[] = { { "ref", KIND_TEXT, MADE_KEY | MADE_SMALL, "@##?",
						 NULL },
	{ "seen_on", KIND_DATE, MADE_BLANK | MADE_DATED, NULL, NULL },
	{ "share", KIND_PERCENT, MADE_BLANK, NULL, NULL },
	{ "sum", KIND_MONEY, MADE_BLANK, NULL, NULL },
	{ "sure", KIND_YES_NO, MADE_BLANK_NO, NULL, NULL },
	{ "what", KIND_LABEL, MADE_BLANK,
	    "Red|Amber|Working towards|Working towards it now|Working towards it all|none", NULL },
	{ "count", KIND_NUMBER, 0, NULL, NULL },
	{ "rate", KIND_NUMBER, MADE_ROUNDED | MADE_BLANK, NULL, NULL },
	{ "said", KIND_TEXT, MADE_BLANK, NULL, NULL },
	{ "code", KIND_TEXT, MADE_BLANK | MADE_SMALL, NULL, NULL } };
static const struct made_field two_keys[] = {
	{ "practice", KIND_TEXT, MADE_KEY, NULL, NULL },
	{ "quarter", KIND_QUARTER, MADE_KEY, NULL, NULL },
	{ "seen_on", KIND_DATE, 0, NULL, NULL },
	{ "what", KIND_LABEL, 0, "Red|Amber", NULL },
	{ "said", KIND_TEXT, MADE_BLANK, NULL, NULL }
};
static const struct made_field no_key[] = { { "total", KIND_NUMBER, MADE_BLANK, NULL, NULL },
	{ "said", KIND_TEXT, MADE_BLANK, NULL, NULL } };

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static const char *
pick(uint32_t *seed, const char *const *words)
{
	uint32_t count = 0;

	while (words[count] != NULL)
		count++;
	return words[draw(seed, count)];
}

/* Cells that fit, and now and then (one in `oddness`) one that does not, or is written in a way of
 * its own. */
static void
add_cell(struct buffer *out, const struct made_field *field, uint32_t *seed, uint32_t oddness)
{
	static const char *const odd[] = { "", "-", "n/a", "NA", "#N/A", "####", " x ", "Total",
		"grand total", "sum", "\"a \"\"b\"\"\"", "\"a\nb\"", "\"a\r\nb,c\"", "31/12/2021",
		"2022-02-30", "4/13/2022", "2022-4-1", "21 April 2022", "1e5", "12.345", "-3", "60",
		"0.4", "1,000", "\"1,000\"",
		"\xC2\xA3"
		"5",
		"\xE2\x80\x8B"
		"a",
		"a\xC2\xA0"
		"b",
		"red", "WT", "Working", "maybe", "\"quoted\"", "a12b", "'=1", "\"", "a\"b",
		"100.5%", "60 %", "9434765919", "943 476 5919", "2017/18 Q5", "ref", "2999-12-31",
		"1600-01-01", "1599-12-31", "0000-00-00", "12345678901", "5.", ".5", "none", "no",
		"20\t1", "4\xC3\xA9", NULL };
	static const char *const labels[] = { "Red", "Amber", NULL };
	static const char *const all_labels[] = { "Red", "Amber", "Working towards",
		"Working towards it now", "Working towards it all", "none", "", NULL };
	static const char *const texts[] = { "", "plain", "some words", "No", "9434765919", "Z",
		"\xC2\xA3"
		"5 each",
		"\"with, comma\"", "\"said \"\"no\"\"\"", "two  blanks", NULL };

	if (draw(seed, oddness) == 0) {
		buffer_text(out, pick(seed, odd));
		return;
	}
	if (field->kind == KIND_DATE) {
		if (draw(seed, 3) > 0 || (field->flags & MADE_BLANK) == 0)
			buffer_printf(out, "20%02u-%02u-%02u", 10 + draw(seed, 13),
			    1 + draw(seed, 12), 1 + draw(seed, 28));
	} else if (field->kind == KIND_PERCENT) {
		buffer_printf(out, "%u.%u%%", draw(seed, 100), draw(seed, 100));
	} else if (field->kind == KIND_MONEY || field->kind == KIND_NUMBER) {
		buffer_printf(out, draw(seed, 2) == 0 ? "%u" : "%u.5", draw(seed, 100000));
	} else if (field->kind == KIND_QUARTER) {
		buffer_printf(out, "2015/16 Q%u", 1 + draw(seed, 4));
	} else if (field->kind == KIND_YES_NO) {
		buffer_text(out, draw(seed, 2) == 0 ? "yes" : "no");
	} else if (field->kind == KIND_LABEL) {
		buffer_text(out, pick(seed, field->flags == 0 ? labels : all_labels));
	} else if (field->extra != NULL) {
		buffer_printf(out, "%c%02u%c", 'A' + (int)draw(seed, 26), draw(seed, 100),
		    'A' + (int)draw(seed, 26));
	} else if ((field->flags & MADE_KEY) != 0) {
		buffer_printf(out, "S%u", draw(seed, 3000));
	} else {
		buffer_text(out, pick(seed, texts));
	}
}

static void
add_headings(struct buffer *out, const struct made_field *fields, uint32_t count, const char *more)
{
	for (uint32_t i = 0; i < count; i++)
		buffer_printf(out, "%s%s", i > 0 ? "," : "", fields[i].name);
	buffer_text(out, more);
}

static void
add_row(struct buffer *out, const struct made_field *fields, uint32_t count, uint32_t *seed,
    uint32_t oddness)
{
	static const char *const rows[] = { "", ",", " \t", "Total,,,,,,,,,", ",,,,,,,,,", "a,b",
		",,,,", ",", "\"open", "a\"b,c", NULL };

	if (draw(seed, oddness * 3) == 0) {
		if (draw(seed, 3) == 0)
			add_headings(out, fields, count, "");
		else
			buffer_text(out, pick(seed, rows));
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_char(out, ',');
		add_cell(out, &fields[i], seed, oddness);
	}
}

static void
add_facts(struct made_reading *run)
{
	for (uint32_t i = 0; run->facts != NULL && i < run->facts->column_count; i++) {
		const struct csvin_column *column = &run->facts->columns[i];

		buffer_printf(&run->out, "%s %u %d %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
		    column->header, column->style, column->refused, column->given, column->blank,
		    column->bad);
	}
	if (run->facts != NULL)
		buffer_printf(&run->out, "%d %d %s %d %" PRIu64 "\n", run->facts->crlf,
		    run->facts->open_ended, run->digest, run->agains, run->counts.lines);
}

static void
all_ways_agree(const struct made_field *fields, uint32_t count, const struct buffer *text,
    struct csvin_options options)
{
	struct made_reading slow = MADE_READING;

	options.row_by_row = true;
	made_read(&slow, made_table(&slow.arena, fields, count), text->at, text->length, options);
	add_facts(&slow);
	options.row_by_row = false;
	for (int way = 0; way < 3; way++) {
		struct made_reading quick = MADE_READING;

		options.plain_index = way == 1;
		quick.ahead = way == 2;
		made_read(&quick, made_table(&quick.arena, fields, count), text->at, text->length,
		    options);
		add_facts(&quick);
		assert_string_equal(quick.out.at, slow.out.at);
		made_release(&quick);
	}
	made_release(&slow);
}

static void
files_agree(const struct made_field *fields, uint32_t count, uint32_t seed)
{
	static const char *const encodings[] = { NULL, NULL, "windows-1252" };
	static const char *const ends[] = { "\n", "\r\n", "\n\n", "\r" };

	for (uint32_t round = 0; round < 150; round++) {
		struct buffer text = BUFFER_INIT;
		struct csvin_options options = MADE_USUAL;
		uint32_t rows = draw(&seed, round % 15 == 0 ? 4000 : 200),
			 oddness = 2u << draw(&seed, 9);
		bool more = draw(&seed, 4) == 0;
		const char *end = ends[draw(&seed, 8) % 7 % 4];

		options.check_keys = draw(&seed, 4) > 0;
		options.encoding = encodings[draw(&seed, 3)];
		options.grid_alone_from = draw(&seed, 2) == 0 ? 100 : 0;
		add_headings(&text, fields, count, more ? ",," : "");
		buffer_text(&text, end);
		for (uint32_t row = 0; row < rows; row++) {
			add_row(&text, fields, count, &seed, oddness);
			if (more && draw(&seed, 20) > 0)
				buffer_text(&text, draw(&seed, 50) == 0 ? ", ,x" : ",,");
			buffer_text(&text, end);
		}
		all_ways_agree(fields, count, &text, options);
		buffer_release(&text);
	}
}

#define FILES_AGREE(fields, seed) files_agree(fields, sizeof(fields) / sizeof(fields)[0], seed)

static void
files_of_one_key_agree(void **state)
{
	(void)state;
	FILES_AGREE(one_key, 1);
}

static void
files_of_two_keys_agree(void **state)
{
	(void)state;
	FILES_AGREE(two_keys, 2);
}

static void
files_without_a_key_agree(void **state)
{
	(void)state;
	FILES_AGREE(no_key, 3);
}

/* Every row of a long file as usual, but for one, wherever it stands among 64. */
static void
one_row_apart_agrees(void **state)
{
	static const char headings[] = "ref,seen_on,share,sum,sure,what,count,rate,said,code";
	static const char *const apart[] = { "A99Z,,,,,,,,,", headings, "Q1,,,,,,,,,",
		"A01A,2022-01-01,1%,1,yes,Red,1,1,a,B" };

	(void)state;
	for (uint32_t place = 0; place < 140; place++) {
		struct buffer text = BUFFER_INIT;

		buffer_printf(&text, "%s\n", headings);
		for (uint32_t row = 0; row < 200; row++)
			if (row == place)
				buffer_printf(&text, "%s\n", apart[place % 4]);
			else
				buffer_printf(&text,
				    "%c%02u%c,2020-%02u-11,5%%,%u.25,no,Working towards it all,"
				    "%u,,it is %u,B\n",
				    'A' + (int)(row / 90), row % 90, 'A' + (int)(row % 26),
				    1 + row % 12, row, row, row);
		all_ways_agree(one_key, 10, &text, MADE_USUAL);
		buffer_release(&text);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_one_key_agree),
		cmocka_unit_test(files_of_two_keys_agree),
		cmocka_unit_test(files_without_a_key_agree),
		cmocka_unit_test(one_row_apart_agrees)
	};

	return RUN_TESTS(tests);
}
