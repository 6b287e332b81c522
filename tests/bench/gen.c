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
#define FIRST_RAISED_DAYS 276u	/* as far as 2022-05-31, the day of the run */

struct random {
	uint64_t state;
};

struct out {
	char bytes[BUFFER_SIZE];
	size_t used;
};

static const char *const categories[] = { "Payments", "Pensions", "MREs", "GP Details" };

static const char *const plain[] = {
	"two emails to the help desk and no reply to either",
	"the portal has shown no change for several weeks",
	"the file was returned a second time without cause",
	"no date given on the telephone when asked",
	"the record is with another team and nobody owns it",
	"the statement still shows last year's figure",
	"promised twice for the end of the month",
	"the form was lost and has been sent again",
};

static const char *const opening[] = {
	"the practice rang", "the manager wrote", "we were told", "the partner asked",
	"the desk answered",
};

static const char *const said[] = {
	"in progress", "awaiting allocation", "with the team", "closed in error",
};

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

static void
put(struct out *o, const char *s)
{
	size_t length = strlen(s);

	memcpy(o->bytes + o->used, s, length);
	o->used += length;
}

static void
put_char(struct out *o, char c)
{
	o->bytes[o->used++] = c;
}

static void
put_digits(struct out *o, unsigned value, unsigned places)
{
	for (unsigned i = places; i-- > 0; value /= 10)
		o->bytes[o->used + i] = (char)('0' + value % 10);
	o->used += places;
}

static void
put_date(struct out *o, unsigned day)
{
	static const unsigned char lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	unsigned year = 2021;
	unsigned month = 0;

	/* 2021 to 2023 are common years, and no date is later. */
	for (; day >= 365; day -= 365)
		year++;
	for (; day >= lengths[month]; month++)
		day -= lengths[month];
	put_digits(o, year, 4);
	put_char(o, '-');
	put_digits(o, month + 1, 2);
	put_char(o, '-');
	put_digits(o, day + 1, 2);
}

static void
put_cas_number(struct out *o, struct random *r)
{
	int small = random_below(r, 20) == 0;

	put(o, small ? "cas-" : "CAS-");
	put_digits(o, random_below(r, 100000000), 8);
	put_char(o, '-');
	for (unsigned i = 0; i < 3; i++) {
		put_char(o, (char)((small ? 'a' : 'A') + (int)random_below(r, 26)));
		put_digits(o, random_below(r, 10), 1);
	}
}

static void
put_quoted_text(struct out *o, struct random *r)
{
	unsigned kind = random_below(r, 15);

	put_char(o, '"');
	put(o, opening[random_below(r, 5)]);
	if (kind < 5) {
		put(o, ", on the ");
		put_digits(o, 1 + random_below(r, 28), 2);
		put(o, ", and was given no date");
	} else if (kind < 10) {
		put(o, " and heard \"\"");
		put(o, said[random_below(r, 4)]);
		put(o, "\"\" and no more");
	} else if (kind < 13) {
		put(o, " twice\nanswer: ");
		put(o, said[random_below(r, 4)]);
		put(o, ", no date");
	} else {
		put(o, " and was told nothing new");
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
		put(o, plain[random_below(r, 8)]);
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
	put(o, "E");
	put_digits(o, (unsigned)((uint64_t)row * 48271619u % ROWS_MAX), 8);
	put_char(o, ',');
	put_char(o, (char)('A' + (int)(practice % 20)));
	put_digits(o, 80000 + practice, 5);
	put_char(o, ',');
	kind = random_below(&r, 10);
	put(o, categories[kind < 5 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3]);
	put_char(o, ',');
	put_date(o, first_raised);
	put_char(o, ',');
	if (random_below(&r, 10) < 7)
		put_cas_number(o, &r);
	put_char(o, ',');
	put(o, random_below(&r, 10) == 0 ? "yes" : "no");
	put_char(o, ',');
	put(o, random_below(&r, 20) == 0 ? "yes" : "no");
	put_char(o, ',');
	kind = random_below(&r, 20);
	put(o, kind == 0 ? "" : kind < 5 ? "yes" : "no");
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
	put(&o, "case_ref,practice_code,category,first_raised,cas_number,"
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
