/*
 * task decision|table FILE
 * task dashboard FOLDER
 *
 * The benchmark's questions answered by a program written by hand for each of them, over libcsv:
 * what a C programmer in a hurry for speed would write, who knows the columns, trusts every cell
 * and needs no reasons. One thread, blocks of 256 KiB, only the cells a question reads are kept.
 * The days are those of the benchmark: 31 May 2022, and 31 May 2018 for the dashboard.
 */
#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE (256u * 1024u)
#define ROW_MAX 1024u
#define TODAY 20220531u
#define PILOT_START 20220308u
#define DASHBOARD_DAY 20180531u
#define FIRST_YEAR 2000u
#define DAYS 36525u		/* 2000 to 2099 */
#define CODES 2600000u		/* a letter and five digits */
#define QUARTERS_MAX 40u
#define PLACES 5u

/* The cells of a row that the question reads come by number, with libcsv's text. */
struct reader {
	void (*cell)(unsigned column, const char *text, size_t length);
	void (*row)(void);
	unsigned column;
	int heading;
};

static char out[BLOCK_SIZE];
static size_t out_used;

static void
die(const char *what)
{
	fprintf(stderr, "task: %s\n", what);
	exit(EXIT_FAILURE);
}

static void
flush(void)
{
	if (fwrite(out, 1, out_used, stdout) != out_used)
		die("cannot write");
	out_used = 0;
}

static void
put(const char *text, size_t length)
{
	memcpy(out + out_used, text, length);
	out_used += length;
}

#define PUT(literal) put(literal, sizeof(literal) - 1)

static void
end_row(void)
{
	out[out_used++] = '\n';
	if (out_used > sizeof(out) - ROW_MAX)
		flush();
}

static void
on_cell(void *text, size_t length, void *data)
{
	struct reader *r = data;
	unsigned column = r->column++;

	if (!r->heading)
		r->cell(column, text, length);
}

static void
on_row(int ending, void *data)
{
	struct reader *r = data;

	(void)ending;
	if (!r->heading)
		r->row();
	r->heading = 0;
	r->column = 0;
}

static void
read_file(const char *name, struct reader *r)
{
	static char block[BLOCK_SIZE];
	struct csv_parser parser;
	FILE *file = fopen(name, "rb");
	size_t length;

	if (file == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("cannot open the file");
	setvbuf(file, NULL, _IONBF, 0);
	r->heading = 1;
	r->column = 0;
	while ((length = fread(block, 1, sizeof(block), file)) > 0) {
		if (csv_parse(&parser, block, length, on_cell, on_row, r) != length)
			die("the file is broken");
	}
	if (ferror(file) || csv_fini(&parser, on_cell, on_row, r) != 0)
		die("the file cannot be read to its end");
	csv_free(&parser);
	fclose(file);
}

static unsigned
digits(const char *text, unsigned count)
{
	unsigned value = 0;

	while (count-- > 0)
		value = value * 10 + (unsigned)(*text++ - '0');
	return value;
}

/* 2022-05-31 is 20220531; a blank is 0. */
static unsigned
date_of(const char *text, size_t length)
{
	if (length == 0)
		return 0;
	return digits(text, 4) * 10000 + digits(text + 5, 2) * 100 + digits(text + 8, 2);
}

/* Of each day its text, and of each date the day, worked out once. */
static char day_texts[DAYS][10];
static unsigned short day_numbers[100][12];	/* of the day before the first of the month */

static void
make_calendar(void)
{
	static const unsigned lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	unsigned day = 0;

	for (unsigned year = 0; year < 100; year++) {
		for (unsigned month = 0; month < 12; month++) {
			unsigned length = lengths[month] + (month == 1 && year % 4 == 0);

			day_numbers[year][month] = (unsigned short)day;
			for (unsigned d = 1; d <= length; d++, day++) {
				char *text = day_texts[day];

				memcpy(text, "2000-00-00", 10);
				text[2] = (char)('0' + year / 10);
				text[3] = (char)('0' + year % 10);
				text[5] = (char)('0' + (month + 1) / 10);
				text[6] = (char)('0' + (month + 1) % 10);
				text[8] = (char)('0' + d / 10);
				text[9] = (char)('0' + d % 10);
			}
		}
	}
}

static unsigned
day_of(unsigned date)
{
	return day_numbers[date / 10000 - FIRST_YEAR][date / 100 % 100 - 1] + date % 100 - 1u;
}

/* The decision. */

static struct {
	char ref[64];
	size_t ref_length;
	unsigned first_raised;
	unsigned acknowledged;
	int has_cas;
	char hardship;
	char risk;
	char imminent;
} kase;

static void
decision_cell(unsigned column, const char *text, size_t length)
{
	switch (column) {
	case 0:
		kase.ref_length = length < sizeof(kase.ref) ? length : sizeof(kase.ref);
		memcpy(kase.ref, text, kase.ref_length);
		break;
	case 3:
		kase.first_raised = date_of(text, length);
		break;
	case 4:
		kase.has_cas = length > 0;
		break;
	case 5:
		kase.hardship = length > 0 ? *text : ' ';
		break;
	case 6:
		kase.risk = length > 0 ? *text : ' ';
		break;
	case 7:
		kase.imminent = length > 0 ? *text : ' ';
		break;
	case 9:
		kase.acknowledged = date_of(text, length);
		break;
	default:
		break;
	}
}

static void
decision_row(void)
{
	static unsigned today;

	if (today == 0)
		today = day_of(TODAY);
	put(kase.ref, kase.ref_length);
	if (kase.hardship == 'y')
		PUT(",May_escalate,1,");
	else if (kase.risk == 'y')
		PUT(",May_escalate,2,");
	else if (today <= day_of(kase.first_raised) + 40 || !kase.has_cas || kase.imminent == 'y')
		PUT(",Usual_route,last,");
	else if (kase.imminent == 'n')
		PUT(",May_escalate,3,");
	else
		PUT(",,,");
	if (kase.acknowledged != 0)
		put(day_texts[day_of(kase.acknowledged) + 40], 10);
	end_row();
}

/* The monthly table. A practice is its place among all codes there can be. */

enum { MONTHS = 3, TOTAL = MONTHS };

static unsigned
code_of(const char *text)
{
	return (unsigned)(*text - 'A') * 100000 + digits(text + 1, 5);
}

static struct {
	unsigned practices;
	unsigned cases;
	unsigned of[4];
	unsigned resolved;
} months[MONTHS + 1];

static unsigned char seen[CODES];	/* a bit for each of `months` */
static unsigned practice, category, escalated, resolved;

static void
table_cell(unsigned column, const char *text, size_t length)
{
	if (column == 1)
		practice = code_of(text);
	else if (column == 2)
		category = *text == 'M' ? 2 : *text == 'G' ? 3 : text[1] == 'e';
	else if (column == 8)
		escalated = date_of(text, length);
	else if (column == 10)
		resolved = date_of(text, length);
}

static void
add_to(unsigned m)
{
	months[m].practices += (seen[practice] >> m & 1) == 0;
	seen[practice] |= (unsigned char)(1u << m);
	months[m].cases++;
	months[m].of[category]++;
	months[m].resolved += resolved != 0 && resolved <= TODAY;
}

static void
table_row(void)
{
	if (escalated < PILOT_START || escalated > TODAY)
		return;
	add_to(escalated / 100 - PILOT_START / 100);
	add_to(TOTAL);
}

static void
print_table(void)
{
	puts("Month,No. of practices,Total cases,Payments,Pensions,MREs,GP Details,No. resolved,"
	     "% resolved");
	for (unsigned m = 0; m <= TOTAL; m++) {
		unsigned all = months[m].cases;

		if (m < TOTAL)
			printf("2022-%02u", PILOT_START / 100 % 100 + m);
		else
			fputs("Total", stdout);
		printf(",%u,%u,%u,%u,%u,%u,%u,", months[m].practices, all, months[m].of[0],
		       months[m].of[1], months[m].of[2], months[m].of[3], months[m].resolved);
		if (all == 0)
			puts("no cases");
		else
			printf("%u%%\n", (unsigned)((months[m].resolved * UINT64_C(200) + all) /
						    (2 * (uint64_t)all)));
	}
}

/* The dashboard. Scores are hundredths of a percent, averages are compared as fractions. */

struct standing {
	unsigned total;
	unsigned count;
};

static struct {
	char code[8];
	unsigned opened;
	unsigned closed;
} *practices;

static struct {
	char name[16];
	unsigned last_day;
	int validated;
	unsigned low[PLACES];
	unsigned held;
} quarters[QUARTERS_MAX];

static unsigned practice_count, practice_room, quarter_count, first_quarter;
static unsigned place_of[CODES];
static struct standing *standings;	/* a row of quarters for each practice */
static unsigned score, has_score, quarter;

/* Quarters are counted through the years: "2016/17 Q1". */
static unsigned
quarter_of(const char *text)
{
	return digits(text, 4) * 4 + (unsigned)(text[9] - '1');
}

static void
practice_cell(unsigned column, const char *text, size_t length)
{
	if (column == 0) {
		if (practice_count == practice_room) {
			practice_room = practice_room * 2 + 1024;
			practices = realloc(practices, practice_room * sizeof(*practices));
			if (practices == NULL)
				die("out of memory");
		}
		memcpy(practices[practice_count].code, text, 6);
		place_of[code_of(text)] = practice_count;
	} else if (column == 3) {
		practices[practice_count].opened = date_of(text, length);
	} else if (column == 4) {
		practices[practice_count].closed = date_of(text, length);
	}
}

static void
practice_row(void)
{
	practice_count++;
}

static void
quarter_cell(unsigned column, const char *text, size_t length)
{
	static const unsigned last_days[] = { 630, 930, 1231, 10331 };

	if (column == 0) {
		if (quarter_count == QUARTERS_MAX)
			die("too many quarters");
		memcpy(quarters[quarter_count].name, text, 10);
		quarters[quarter_count].last_day =
			digits(text, 4) * 10000 + last_days[text[9] - '1'];
		if (quarter_count == 0)
			first_quarter = quarter_of(text);
	} else {
		quarters[quarter_count].validated =
			length > 0 && date_of(text, length) <= DASHBOARD_DAY;
	}
}

static void
quarter_row(void)
{
	quarter_count++;
}

static void
score_cell(unsigned column, const char *text, size_t length)
{
	if (column == 0) {
		practice = place_of[code_of(text)];
	} else if (column == 1) {
		quarter = quarter_of(text) - first_quarter;
	} else if (column == 3) {
		has_score = length > 0;
		for (score = 0; length-- > 0; text++) {
			if (*text >= '0' && *text <= '9')
				score = score * 10 + (unsigned)(*text - '0');
		}
	}
}

static void
score_row(void)
{
	struct standing *s = &standings[practice * quarter_count + quarter];

	s->total += score;
	s->count += has_score;
}

static int
is_open(unsigned p, unsigned q)
{
	return practices[p].opened <= quarters[q].last_day &&
	       (practices[p].closed == 0 || practices[p].closed > quarters[q].last_day);
}

/* 2520 is divided by every count there can be, so that a figure is whole. */
static unsigned
figure_of(const struct standing *s)
{
	return s->total * 2520u / s->count;
}

static void
offer(unsigned q, unsigned figure)
{
	unsigned i;

	if (quarters[q].held == PLACES && figure >= quarters[q].low[PLACES - 1])
		return;
	if (quarters[q].held < PLACES)
		quarters[q].held++;
	for (i = quarters[q].held - 1; i > 0 && quarters[q].low[i - 1] > figure; i--)
		quarters[q].low[i] = quarters[q].low[i - 1];
	quarters[q].low[i] = figure;
}

static void
put_average(const struct standing *s)
{
	uint64_t millionths = (UINT64_C(20000) * s->total + s->count) / (2 * (uint64_t)s->count);
	char text[32];
	int length = snprintf(text, sizeof(text), "%llu.%06llu",
			      (unsigned long long)(millionths / 1000000),
			      (unsigned long long)(millionths % 1000000));

	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	put(text, (size_t)length);
	out[out_used++] = '%';
}

static void
put_flag(int flag)
{
	if (flag)
		PUT(",yes");
	else
		PUT(",no");
}

static void
put_state(int due, int lapsed)
{
	if (!due)
		PUT(",Not_due");
	else if (lapsed)
		PUT(",Lapsed");
	else
		PUT(",Due");
}

static void
put_practice(unsigned p, unsigned latest)
{
	int in_five[QUARTERS_MAX], concern[QUARTERS_MAX], persistent[QUARTERS_MAX];
	unsigned overtaking = 0;

	for (unsigned q = 0; q < quarter_count; q++) {
		const struct standing *s = &standings[p * quarter_count + q];
		char name = quarters[q].name[9];

		in_five[q] = is_open(p, q) && s->total < 7500 * s->count &&
			     figure_of(s) <= quarters[q].low[quarters[q].held - 1];
		concern[q] = in_five[q] && s->total < 6000 * s->count;
		persistent[q] = q > 0 && concern[q] && concern[q - 1] &&
				(name == '3' || name == '4');
		if (persistent[q])
			overtaking = q;
	}
	for (unsigned q = 0; q < quarter_count; q++) {
		const struct standing *s = &standings[p * quarter_count + q];
		int first = quarters[q].name[9] == '1', fifth = persistent[q] && overtaking == q;

		if (!is_open(p, q))
			continue;
		put(practices[p].code, 6);
		out[out_used++] = ',';
		put(quarters[q].name, 10);
		out[out_used++] = ',';
		put_average(s);
		if (s->total < 6000 * s->count)
			PUT(",Red");
		else if (s->total < 7500 * s->count)
			PUT(",Amber");
		else
			PUT(",Green");
		put_flag(in_five[q]);
		put_flag(concern[q]);
		put_flag(persistent[q]);
		put_state(first && concern[q], latest > q);
		put_state(!first && !fifth && concern[q], latest > q);
		put_state(persistent[q], overtaking > q);
		end_row();
	}
}

static void
read_in(const char *folder, const char *name, void (*cell)(unsigned, const char *, size_t),
	void (*row)(void))
{
	struct reader r = { .cell = cell, .row = row };
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		die("the name of the folder is too long");
	read_file(path, &r);
}

static void
dashboard(const char *folder)
{
	unsigned latest = 0;

	read_in(folder, "practices.csv", practice_cell, practice_row);
	read_in(folder, "quarters.csv", quarter_cell, quarter_row);
	standings = calloc((size_t)practice_count * quarter_count + 1, sizeof(*standings));
	if (standings == NULL)
		die("out of memory");
	read_in(folder, "dashboard.csv", score_cell, score_row);
	for (unsigned q = 0; q < quarter_count; q++) {
		if (quarters[q].validated)
			latest = q;
		for (unsigned p = 0; p < practice_count; p++) {
			const struct standing *s = &standings[p * quarter_count + q];

			if (is_open(p, q) && s->total < 7500 * s->count)
				offer(q, figure_of(s));
		}
	}
	PUT("practice,quarter,average,status,in_bottom_five,of_concern,persistent,Letter_1,"
	    "Letter_4,Letter_5");
	end_row();
	for (unsigned p = 0; p < practice_count; p++)
		put_practice(p, latest);
}

int
main(int argc, char **argv)
{
	struct reader decision = { .cell = decision_cell, .row = decision_row };
	struct reader table = { .cell = table_cell, .row = table_row };

	if (argc != 3) {
		fprintf(stderr, "usage: task decision|table FILE, task dashboard FOLDER\n");
		return 2;
	}
	if (strcmp(argv[1], "decision") == 0) {
		make_calendar();
		PUT("case_ref,route,route_clause,resolution_due");
		end_row();
		read_file(argv[2], &decision);
	} else if (strcmp(argv[1], "table") == 0) {
		read_file(argv[2], &table);
		print_table();
	} else {
		dashboard(argv[2]);
	}
	flush();
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
