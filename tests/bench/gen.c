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

/*
 * All of these write at a place and return the place behind, so that it stays in a register: kept
 * in memory beside the bytes it would be fetched and stored again with each of them.
 */

#define PUT(at, literal) put_bytes(at, literal, sizeof(literal) - 1)

static char *
put_bytes(char *at, const char *bytes, size_t length)
{
	memcpy(at, bytes, length);
	return at + length;
}

static char *
put_text(char *at, const struct text *t)
{
	memcpy(at, t->bytes, TEXT_ROOM);
	return at + t->length;
}

static char *
put_char(char *at, char c)
{
	*at = c;
	return at + 1;
}

static char *
put_pair(char *at, unsigned value)
{
	memcpy(at, pairs[value], 2);
	return at + 2;
}

static char *
put_eight_digits(char *at, unsigned value)
{
	at = put_pair(at, value / 1000000);
	at = put_pair(at, value / 10000 % 100);
	at = put_pair(at, value / 100 % 100);
	return put_pair(at, value % 100);
}

/* Where it is not given, what comes next is written over it. */
static char *
put_date(char *at, unsigned day, int given)
{
	memcpy(at, dates[day], sizeof(dates[day]));
	return at + (given ? 10 : 0);
}

static char *
put_answer(char *at, int yes)
{
	memcpy(at, yes ? "yes" : "no ", 3);
	return at + (yes ? 3 : 2);
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

static char *
put_cas_number(char *at, struct random *r)
{
	int small = random_below(r, 20) == 0;
	char first = small ? 'a' : 'A';

	at = put_bytes(at, small ? "cas-" : "CAS-", 4);
	at = put_eight_digits(at, random_below(r, 100000000));
	at = put_char(at, '-');
	for (unsigned i = 0; i < 3; i++) {
		at = put_char(at, (char)(first + (int)random_below(r, 26)));
		at = put_char(at, (char)('0' + random_below(r, 10)));
	}
	return at;
}

static char *
put_quoted_text(char *at, struct random *r)
{
	unsigned kind = random_below(r, 15);

	at = put_char(at, '"');
	at = put_text(at, &opening[random_below(r, 5)]);
	if (kind < 5) {
		at = PUT(at, ", on the ");
		at = put_pair(at, 1 + random_below(r, 28));
		at = PUT(at, ", and was given no date");
	} else if (kind < 10) {
		at = PUT(at, " and heard \"\"");
		at = put_text(at, &said[random_below(r, 4)]);
		at = PUT(at, "\"\" and no more");
	} else if (kind < 13) {
		at = PUT(at, " twice\nanswer: ");
		at = put_text(at, &said[random_below(r, 4)]);
		at = PUT(at, ", no date");
	} else {
		at = PUT(at, " and was told nothing new");
	}
	return put_char(at, '"');
}

/* The reason for the belief: in quotes, blank, or plain. */
static char *
put_reason(char *at, struct random *r)
{
	unsigned kind = random_below(r, 100);

	if (kind < 10)
		at = put_quoted_text(at, r);
	else if (kind >= 28)
		at = put_text(at, &plain[random_below(r, 8)]);
	return at;
}

static char *
put_row(char *at, unsigned long row)
{
	struct random r = { .state = (uint64_t)row * UINT64_C(0xd1342543de82ef95) };
	unsigned first_raised = FIRST_RAISED_FROM + random_below(&r, FIRST_RAISED_DAYS);
	unsigned practice = random_below(&r, PRACTICES);
	unsigned kind;
	unsigned day;

	/* 48271619 has no factor in common with ten, so different rows get different references. */
	at = put_char(at, 'E');
	at = put_eight_digits(at, (unsigned)((uint64_t)row * 48271619u % ROWS_MAX));
	at = put_char(at, ',');
	at = put_char(at, (char)('A' + (int)(practice % 20)));
	at = put_char(at, '8');
	at = put_pair(at, practice / 100);
	at = put_pair(at, practice % 100);
	at = put_char(at, ',');
	kind = random_below(&r, 10);
	at = put_text(at, &categories[kind < 5 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3]);
	at = put_char(at, ',');
	at = put_date(at, first_raised, 1);
	at = put_char(at, ',');
	if (random_below(&r, 10) < 7)
		at = put_cas_number(at, &r);
	at = put_char(at, ',');
	at = put_answer(at, random_below(&r, 10) == 0);
	at = put_char(at, ',');
	at = put_answer(at, random_below(&r, 20) == 0);
	at = put_char(at, ',');
	kind = random_below(&r, 20);
	if (kind > 0)
		at = put_answer(at, kind < 5);
	at = put_char(at, ',');

	/* Escalated, then acknowledged, then resolved: each only where the one before is filled. */
	kind = random_below(&r, 100);
	day = first_raised + 10 + random_below(&r, 120);
	at = put_date(at, day, kind < 75);
	at = put_char(at, ',');
	day += random_below(&r, 10);
	at = put_date(at, day, kind < 65);
	at = put_char(at, ',');
	day += random_below(&r, 75);
	at = put_date(at, day, kind < 40);
	at = put_char(at, ',');
	at = put_reason(at, &r);
	return put_char(at, '\n');
}

static void
write_out(const char *bytes, size_t length)
{
	if (fwrite(bytes, 1, length, stdout) != length) {
		perror("gen: cannot write");
		exit(EXIT_FAILURE);
	}
}

int
main(int argc, char **argv)
{
	static char bytes[BUFFER_SIZE];
	char *end = NULL;
	char *at = bytes;
	unsigned long rows = argc == 2 ? strtoul(argv[1], &end, 10) : 0;

	if (rows == 0 || *end != '\0' || rows > ROWS_MAX) {
		fprintf(stderr, "usage: gen ROWS > cases.csv   (1 to %lu rows)\n", ROWS_MAX);
		return 2;
	}
	make_texts();
	at = PUT(at, "case_ref,practice_code,category,first_raised,cas_number,"
		"Severe financial hardship,Potential risk to patient safety,"
		"Expected to be resolved soon,Date escalated,acknowledged_on,resolved_on,"
		"belief_reason\n");
	for (unsigned long row = 1; row <= rows; row++) {
		at = put_row(at, row);
		if (at > bytes + BUFFER_SIZE - ROW_MAX) {
			write_out(bytes, (size_t)(at - bytes));
			at = bytes;
		}
	}
	write_out(bytes, (size_t)(at - bytes));
	if (fflush(stdout) != 0) {
		perror("gen: cannot write");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
