/*
 * gen_dashboard PRACTICES sorted|SEED FOLDER: a dashboard for the benchmark.
 *
 * Writes practices.csv, quarters.csv, letters-sent.csv (headings only) and dashboard.csv: a score
 * for each of PRACTICES practices, eight quarters and ten indicators, 40 bytes a row. Sorted by
 * these, or in an order that the seed picks. What a row holds is a function of practice, quarter
 * and indicator alone, in whole numbers: the same on every machine, and the same rows in every
 * order.
 *
 * Every cell is well formed. Two in a hundred scores are blank, never all ten of a practice and
 * quarter. One practice in thirty opens, and one closes, within the two years. Of each thousand one
 * is far below the rest in most quarters, so that some are among the lowest twice running.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUARTERS 8u
#define INDICATORS 10u
#define PRACTICES_MAX 260000u	/* a letter and five digits, of which the first is 8 */

static const char *const quarters[QUARTERS] = {
	"2016/17 Q1", "2016/17 Q2", "2016/17 Q3", "2016/17 Q4",
	"2017/18 Q1", "2017/18 Q2", "2017/18 Q3", "2017/18 Q4",
};

static const char *const first_days[QUARTERS] = {
	"2016-04-01", "2016-07-01", "2016-10-01", "2017-01-01",
	"2017-04-01", "2017-07-01", "2017-10-01", "2018-01-01",
};

static const char *const validated[QUARTERS] = {
	"2016-08-08", "2016-11-07", "2017-02-13", "2017-05-15",
	"2017-08-07", "2017-11-06", "2018-02-12", "2018-05-14",
};

static const char *const indicators[INDICATORS] = {
	"Blood pressure", "Bowel screening", "Care plans", "Cervical smears", "Dementia review",
	"Diabetes checks", "Flu vaccination", "Medicine review", "Patient access", "Smoking advice",
};

static uint64_t
mixed(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* A figure below `limit` for the thing with these numbers. */
static unsigned
drawn(unsigned what, unsigned practice, unsigned quarter, unsigned indicator, unsigned limit)
{
	uint64_t x = mixed(mixed(mixed(mixed(what) + practice) + quarter) + indicator);

	return (unsigned)((x >> 32) * limit >> 32);
}

/*
 * Where row `row` of the list is taken from: a permutation of the numbers below 2^bits by four
 * rounds over its two halves, gone through again until the number is one of the list's.
 */
static uint64_t
place_of(uint64_t row, uint64_t rows, unsigned half, uint64_t seed)
{
	uint64_t mask = (UINT64_C(1) << half) - 1;

	do {
		for (unsigned round = 0; round < 4; round++) {
			uint64_t left = row >> half, right = row & mask;

			row = right << half |
			    (left ^ (mixed(seed * 4 + round + (right << 8)) & mask));
		}
	} while (row >= rows);
	return row;
}

static FILE *
create(const char *folder, const char *name)
{
	char path[4096];
	FILE *file;

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path)) {
		fprintf(stderr, "gen_dashboard: the name of the folder is too long\n");
		exit(EXIT_FAILURE);
	}
	file = fopen(path, "wb");
	if (file == NULL) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	return file;
}

static void
finish(FILE *file)
{
	if (ferror(file) || fclose(file) != 0) {
		perror("gen_dashboard: cannot write");
		exit(EXIT_FAILURE);
	}
}

static void
code_of(char code[7], unsigned practice)
{
	snprintf(code, 7, "%c%05u", (char)('A' + practice / 10000), 80000 + practice % 10000);
}

static void
write_practices(const char *folder, unsigned practices)
{
	FILE *file = create(folder, "practices.csv");
	char code[7];

	fputs("practice_code,practice_name,neighbourhood,opened_on,closed_on\n", file);
	for (unsigned p = 0; p < practices; p++) {
		unsigned kind = drawn(1, p, 0, 0, 30),
			 quarter = 1 + drawn(2, p, 0, 0, QUARTERS - 1);

		code_of(code, p);
		fprintf(file, "%s,Practice %u,Neighbourhood %u,%s,%s\n", code, p + 1,
			drawn(3, p, 0, 0, 40) + 1, kind == 0 ? first_days[quarter] : "",
			kind == 1 ? first_days[quarter] : "");
	}
	finish(file);
}

static void
write_quarters(const char *folder)
{
	FILE *file = create(folder, "quarters.csv");

	fputs("quarter,validated_on\n", file);
	for (unsigned q = 0; q < QUARTERS; q++)
		fprintf(file, "%s,%s\n", quarters[q], validated[q]);
	finish(file);
	file = create(folder, "letters-sent.csv");
	fputs("letter_ref,practice,quarter,letter_name,letter_date\n", file);
	finish(file);
}

/* Hundredths of a percent. */
static unsigned
score_of(unsigned practice, unsigned quarter, unsigned indicator)
{
	unsigned base = 5200 + drawn(4, practice, 0, 0, 2800);

	if (practice % 1000 == 7 && drawn(5, practice, quarter, 0, 4) > 0)
		base = 2000 + drawn(6, practice, 0, 0, 600);
	return base + drawn(7, practice, quarter, indicator, 2000);
}

static void
write_scores(const char *folder, unsigned practices, int shuffled, uint64_t seed)
{
	FILE *file = create(folder, "dashboard.csv");
	uint64_t rows = (uint64_t)practices * QUARTERS * INDICATORS;
	unsigned half = 1;
	char code[7];

	while (UINT64_C(1) << (2 * half) < rows)
		half++;
	fputs("practice,quarter,indicator,achieved\n", file);
	for (uint64_t row = 0; row < rows; row++) {
		uint64_t at = shuffled ? place_of(row, rows, half, seed) : row;
		unsigned i = (unsigned)(at % INDICATORS),
			 q = (unsigned)(at / INDICATORS % QUARTERS);
		unsigned p = (unsigned)(at / INDICATORS / QUARTERS), score = score_of(p, q, i);

		code_of(code, p);
		if (i != p % INDICATORS && drawn(8, p, q, i, 50) == 0)
			fprintf(file, "%s,%s,%s,\n", code, quarters[q], indicators[i]);
		else
			fprintf(file, "%s,%s,%s,%u.%02u%%\n", code, quarters[q], indicators[i],
				score / 100, score % 100);
	}
	finish(file);
}

int
main(int argc, char **argv)
{
	char *end = NULL, *seed_end = NULL;
	unsigned long practices = argc == 4 ? strtoul(argv[1], &end, 10) : 0;
	int shuffled = argc == 4 && strcmp(argv[2], "sorted") != 0;
	unsigned long seed = shuffled ? strtoul(argv[2], &seed_end, 10) : 0;

	if (practices == 0 || *end != '\0' || practices > PRACTICES_MAX ||
	    (shuffled && (*argv[2] == '\0' || *seed_end != '\0'))) {
		fprintf(stderr,
		    "usage: gen_dashboard PRACTICES sorted|SEED FOLDER   (1 to %u practices)\n",
		    PRACTICES_MAX);
		return 2;
	}
	write_practices(argv[3], (unsigned)practices);
	write_quarters(argv[3]);
	write_scores(argv[3], (unsigned)practices, shuffled, seed);
	return EXIT_SUCCESS;
}
