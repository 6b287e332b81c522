/*
 * gen ROWS > cases.csv: case lists for the benchmark.
 *
 * Row n is a function of n alone: the same on every machine, and a short list is the beginning
 * of a long one. Whole numbers only. The columns are those of the Essex policy that the
 * decision, the deadline and the monthly table read, and one of free text that nothing reads:
 * case lists have such a column, and it is there that quotes, commas and line ends sit.
 *
 * About 120 bytes a row. A tenth of the rows hold quoted text: a third of these with commas, a
 * third with doubled quotes, a fifth with a newline inside the quotes. References are unique
 * and come in no order. Every cell is well formed, so that the engines compared do the same
 * work; blanks stand wherever a field may be blank, a twentieth of the CAS numbers are in small
 * letters, and some dates lie after the day of the run.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRACTICES 7000u
#define ROWS_MAX 100000000ul	/* references have eight digits */
#define ROW_MAX 1024u		/* no row comes near it */
#define BUFFER_SIZE (256u * 1024u)

/* Days are counted from 2021-01-01. */
#define FIRST_RAISED_FROM 240u	/* 2021-08-29 */
#define DATES 1095u		/* as far as 2023-12-31 */
#define FIRST_RAISED_DAYS 276u	/* as far as 2022-05-31, the day of the run */

struct random {
	uint64_t state;
};

struct out {
	char bytes[BUFFER_SIZE];
	size_t used;
};

/*
 * A text and its length. TEXT_ROOM bytes are copied of each, so that a copy is a few moves of fixed
 * size: the list is generated into a pipe too, and has to come faster than it is read.
 */
#define TEXT_ROOM 64u

struct text {
	char bytes[TEXT_ROOM];
	size_t length;
};

#define TEXT(literal) { literal, sizeof(literal) - 1 }

static const struct text categories[] = {
	TEXT("Payments"),
	TEXT("Pensions"),
	TEXT("MREs"),
	TEXT("GP Details"),
};

static const struct text plain[] = {
	TEXT("two emails to the help desk and no reply to either"),
	TEXT("the portal has shown no change for several weeks"),
	TEXT("the file was returned a second time without cause"),
	TEXT("no date given on the telephone when asked"),
	TEXT("the record is with another team and nobody owns it"),
	TEXT("the statement still shows last year's figure"),
	TEXT("promised twice for the end of the month"),
	TEXT("the form was lost and has been sent again"),
};

static const struct text opening[] = {
	TEXT("the practice rang"),
	TEXT("the manager wrote"),
	TEXT("we were told"),
	TEXT("the partner asked"),
	TEXT("the desk answered"),
};

static const struct text said[] = {
	TEXT("in progress"),
	TEXT("awaiting allocation"),
	TEXT("with the team"),
	TEXT("closed in error"),
};

/* The texts of the days from 2021-01-01 on, and the numbers of two digits, made once. */
static char dates[DATES][16];
static char pairs[100][2];

static uint64_t
random_next(struct random *r)
{
	uint64_t x;

	/* A step by an odd constant, then mixing: neighbouring rows must not look alike. */
	r->state += UINT64_C(0x9e3779b97f4a7c15);
	x = r->state;
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static unsigned
random_below(struct random *r, unsigned limit)
{
	return (unsigned)((random_next(r) >> 32) * limit >> 32);
}

#define PUT(o, literal) put_bytes(o, literal, sizeof(literal) - 1)

static void
put_bytes(struct out *o, const char *bytes, size_t length)
{
	memcpy(o->bytes + o->used, bytes, length);
	o->used += length;
}

static void
put_text(struct out *o, const struct text *t)
{
	memcpy(o->bytes + o->used, t->bytes, TEXT_ROOM);
	o->used += t->length;
}

static void
put_char(struct out *o, char c)
{
	o->bytes[o->used++] = c;
}

static void
put_pair(struct out *o, unsigned value)
{
	memcpy(o->bytes + o->used, pairs[value], 2);
	o->used += 2;
}

static void
put_eight_digits(struct out *o, unsigned value)
{
	put_pair(o, value / 1000000);
	put_pair(o, value / 10000 % 100);
	put_pair(o, value / 100 % 100);
	put_pair(o, value % 100);
}

static void
put_date(struct out *o, unsigned day)
{
	memcpy(o->bytes + o->used, dates[day], sizeof(dates[day]));
	o->used += 10;
}

static void
make_texts(void)
{
	static const unsigned lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	unsigned year = 2021;
	unsigned month = 0;
	unsigned day = 1;

	for (unsigned i = 0; i < 100; i++) {
		pairs[i][0] = (char)('0' + i / 10);
		pairs[i][1] = (char)('0' + i % 10);
	}
	/* 2021 to 2023 are common years, and no date is later. */
	for (unsigned i = 0; i < DATES; i++) {
		snprintf(dates[i], sizeof(dates[i]), "%04u-%02u-%02u", year % 10000,
			 (month + 1) % 100, day % 100);
		if (day++ < lengths[month])
			continue;
		day = 1;
		if (++month == 12) {
			month = 0;
			year++;
		}
	}
}

static void
put_cas_number(struct out *o, struct random *r)
{
	int small = random_below(r, 20) == 0;
	char first = small ? 'a' : 'A';

	put_bytes(o, small ? "cas-" : "CAS-", 4);
	put_eight_digits(o, random_below(r, 100000000));
	put_char(o, '-');
	for (unsigned i = 0; i < 3; i++) {
		put_char(o, (char)(first + (int)random_below(r, 26)));
		put_char(o, (char)('0' + random_below(r, 10)));
	}
}

static void
put_quoted_text(struct out *o, struct random *r)
{
	unsigned kind = random_below(r, 15);

	put_char(o, '"');
	put_text(o, &opening[random_below(r, 5)]);
	if (kind < 5) {
		PUT(o, ", on the ");
		put_pair(o, 1 + random_below(r, 28));
		PUT(o, ", and was given no date");
	} else if (kind < 10) {
		PUT(o, " and heard \"\"");
		put_text(o, &said[random_below(r, 4)]);
		PUT(o, "\"\" and no more");
	} else if (kind < 13) {
		PUT(o, " twice\nanswer: ");
		put_text(o, &said[random_below(r, 4)]);
		PUT(o, ", no date");
	} else {
		PUT(o, " and was told nothing new");
	}
	put_char(o, '"');
}

/* The reason for the belief: in quotes, blank, or plain. */
static void
put_reason(struct out *o, struct random *r)
{
	unsigned kind = random_below(r, 100);

	if (kind < 10)
		put_quoted_text(o, r);
	else if (kind >= 28)
		put_text(o, &plain[random_below(r, 8)]);
}

static void
put_answer(struct out *o, int yes)
{
	memcpy(o->bytes + o->used, yes ? "yes" : "no ", 3);
	o->used += yes ? 3 : 2;
}

static void
put_row(struct out *o, unsigned long row)
{
	struct random r = { .state = (uint64_t)row * UINT64_C(0xd1342543de82ef95) };
	unsigned first_raised = FIRST_RAISED_FROM + random_below(&r, FIRST_RAISED_DAYS);
	unsigned practice = random_below(&r, PRACTICES);
	unsigned kind;
	unsigned day;

	/* 48271619 has no factor in common with ten, so different rows get different references. */
	put_char(o, 'E');
	put_eight_digits(o, (unsigned)((uint64_t)row * 48271619u % ROWS_MAX));
	put_char(o, ',');
	put_char(o, (char)('A' + (int)(practice % 20)));
	put_char(o, '8');
	put_pair(o, practice / 100);
	put_pair(o, practice % 100);
	put_char(o, ',');
	kind = random_below(&r, 10);
	put_text(o, &categories[kind < 5 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3]);
	put_char(o, ',');
	put_date(o, first_raised);
	put_char(o, ',');
	if (random_below(&r, 10) < 7)
		put_cas_number(o, &r);
	put_char(o, ',');
	put_answer(o, random_below(&r, 10) == 0);
	put_char(o, ',');
	put_answer(o, random_below(&r, 20) == 0);
	put_char(o, ',');
	kind = random_below(&r, 20);
	if (kind > 0)
		put_answer(o, kind < 5);
	put_char(o, ',');

	/* Escalated, then acknowledged, then resolved: each only where the one before is filled. */
	kind = random_below(&r, 100);
	day = first_raised + 10 + random_below(&r, 120);
	if (kind < 75)
		put_date(o, day);
	put_char(o, ',');
	day += random_below(&r, 10);
	if (kind < 65)
		put_date(o, day);
	put_char(o, ',');
	day += random_below(&r, 75);
	if (kind < 40)
		put_date(o, day);
	put_char(o, ',');
	put_reason(o, &r);
	put_char(o, '\n');
}

static void
flush(struct out *o)
{
	if (fwrite(o->bytes, 1, o->used, stdout) != o->used) {
		perror("gen: cannot write");
		exit(EXIT_FAILURE);
	}
	o->used = 0;
}

int
main(int argc, char **argv)
{
	static struct out o;
	char *end = NULL;
	unsigned long rows = argc == 2 ? strtoul(argv[1], &end, 10) : 0;

	if (rows == 0 || *end != '\0' || rows > ROWS_MAX) {
		fprintf(stderr, "usage: gen ROWS > cases.csv   (1 to %lu rows)\n", ROWS_MAX);
		return 2;
	}
	make_texts();
	PUT(&o, "case_ref,practice_code,category,first_raised,cas_number,"
		"Severe financial hardship,Potential risk to patient safety,"
		"Expected to be resolved soon,Date escalated,acknowledged_on,resolved_on,"
		"belief_reason\n");
	for (unsigned long row = 1; row <= rows; row++) {
		put_row(&o, row);
		if (o.used > BUFFER_SIZE - ROW_MAX)
			flush(&o);
	}
	flush(&o);
	if (fflush(stdout) != 0) {
		perror("gen: cannot write");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
