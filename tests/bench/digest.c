/*
 * digest [-p] FILE: what an answer says, apart from how it is written.
 *
 * Prints the number of rows and a figure that is equal for equal answers: the header, the order
 * of rows, the quoting and the line ends make no difference, everything else does. -p prints
 * the rows that were compared, to look for a difference.
 *
 * One thing is put into common words first. In an answer with a column `route_clause`, that
 * cell is reduced to the place it names: 1, 2 or 3 (the three situations), `last` (the last
 * sentence). writ prints the clause in full, the others only the place. Where no route is given
 * there is no deciding clause.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_MAX 4096u
#define FIELDS_MAX 32u

/* One row, its fields one after the other, each ended by a zero byte. */
struct row {
	char bytes[ROW_MAX];
	size_t used;
	size_t starts[FIELDS_MAX];
	size_t fields;
};

static void
die(const char *name, const char *what)
{
	fprintf(stderr, "digest: %s: %s\n", name, what);
	exit(EXIT_FAILURE);
}

/* Reads one row; returns 0 at the end of the file. */
static int
read_row(FILE *file, const char *name, struct row *row)
{
	int quoted = 0;
	int c = getc_unlocked(file);

	if (c == EOF)
		return 0;
	row->used = 0;
	row->fields = 1;
	row->starts[0] = 0;
	for (; c != EOF && (quoted || c != '\n'); c = getc_unlocked(file)) {
		if (row->used + 2 > ROW_MAX)
			die(name, "a row is too long for an answer");
		if (c == '"') {
			/* A doubled quote closes and opens again; none of the answers holds one. */
			quoted = !quoted;
		} else if (c == ',' && !quoted) {
			if (row->fields == FIELDS_MAX)
				die(name, "too many columns for an answer");
			row->bytes[row->used++] = '\0';
			row->starts[row->fields++] = row->used;
		} else if (c != '\r') {
			row->bytes[row->used++] = (char)c;
		}
	}
	if (quoted)
		die(name, "a quote is still open at the end");
	row->bytes[row->used++] = '\0';
	return 1;
}

/* The column of that name in a header, or FIELDS_MAX. */
static size_t
find_column(const struct row *header, const char *name)
{
	for (size_t i = 0; i < header->fields; i++) {
		if (strcmp(header->bytes + header->starts[i], name) == 0)
			return i;
	}
	return FIELDS_MAX;
}

static const char *
place_of(const char *clause)
{
	static const char *const places[] = { "1", "2", "3", "last" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char named[32];

		if (strcmp(clause, places[i]) == 0)
			return places[i];
		snprintf(named, sizeof(named), "escalate, %s", places[i]);
		if (strstr(clause, named) != NULL)
			return places[i];
	}
	return clause;
}

/* What the cell of that column says; see the top of the file for the clause. */
static const char *
meaning_of(const struct row *row, size_t column, size_t route, size_t clause)
{
	const char *text = row->bytes + row->starts[column];

	if (column != clause)
		return text;
	if (route < row->fields && row->bytes[row->starts[route]] == '\0')
		return "";
	return place_of(text);
}

int
main(int argc, char **argv)
{
	static struct row row;
	int print = argc == 3 && strcmp(argv[1], "-p") == 0;
	const char *name = argc >= 2 ? argv[argc - 1] : NULL;
	unsigned long rows = 0;
	uint64_t sum = 0;
	size_t route;
	size_t clause;
	FILE *file;

	if (argc != 2 + print) {
		fprintf(stderr, "usage: digest [-p] FILE\n");
		return 2;
	}
	file = fopen(name, "rb");
	if (file == NULL) {
		perror(name);
		return EXIT_FAILURE;
	}
	if (!read_row(file, name, &row))
		die(name, "is empty");
	route = find_column(&row, "route");
	clause = find_column(&row, "route_clause");
	for (; read_row(file, name, &row); rows++) {
		uint64_t hash = UINT64_C(0xcbf29ce484222325);

		for (size_t i = 0; i < row.fields; i++) {
			const char *text = meaning_of(&row, i, route, clause);

			if (print)
				printf("%s%s", i > 0 ? "," : "", text);
			for (; *text != '\0'; text++)
				hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
			hash = (hash ^ 0xffu) * UINT64_C(0x100000001b3);
		}
		if (print)
			putchar('\n');
		/* Mixed before it is added up, so that two rows cannot trade cells unnoticed. */
		hash = (hash ^ (hash >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
		sum += hash ^ (hash >> 32);
	}
	if (ferror(file))
		die(name, "cannot be read to its end");
	fclose(file);
	if (!print)
		printf("%lu %016llx\n", rows, (unsigned long long)sum);
	return EXIT_SUCCESS;
}
