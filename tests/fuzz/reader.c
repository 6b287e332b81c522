/*
 * reader: any bytes as a data file. Nothing may crash, leak or hang; rows always reconcile; and the
 * reader without libcsv for plain lines must give the same records as libcsv for every line.
 *
 * Built with -fsanitize=fuzzer it is a fuzz target; otherwise its main() runs the files named on
 * the command line.
 */
#include <assert.h>

#include "interp/rows.h"
#include "tests/unit/made_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct piece {
	const uint8_t *bytes;
	size_t length, at, step;
};

static int
read_piece(void *context, char *out, size_t *length)
{
	struct piece *piece = context;
	size_t part = piece->length - piece->at;

	if (part > piece->step)
		part = piece->step;
	if (part == 0)
		return 0;
	memcpy(out, piece->bytes + piece->at, part);
	piece->at += part;
	*length = part;
	return 1;
}

/* The quick way in small pieces against libcsv in one: the same records, lines and mistakes. */
static void
compare_rows(const uint8_t *bytes, size_t length, char delimiter)
{
	struct piece small = { bytes, length, 0, 7 }, whole = { bytes, length, 0, length };
	struct rows *quick = rows_make((struct rows_source){ read_piece, &small, 7 }, delimiter);
	struct rows *slow =
	    rows_make((struct rows_source){ read_piece, &whole, length }, delimiter);
	enum rows_result result;

	rows_only_libcsv(slow, true);
	do {
		struct record a, b;

		result = rows_next(quick, &a);
		assert(result == rows_next(slow, &b));
		if (result == ROWS_END)
			break;
		assert(a.line == b.line && a.count == b.count);
		assert(a.raw_length == b.raw_length && memcmp(a.raw, b.raw, a.raw_length) == 0);
		for (uint32_t i = 0; i < a.count; i++) {
			assert(a.cells[i].length == b.cells[i].length);
			assert(memcmp(a.cells[i].at, b.cells[i].at, a.cells[i].length) == 0);
		}
	} while (true);
	assert(rows_lines(quick) == rows_lines(slow));
	rows_free(quick);
	rows_free(slow);
}

static void
read_table(const uint8_t *bytes, size_t length, const char *encoding)
{
	static const struct made_field specs[] = { { "ref", KIND_TEXT, MADE_KEY | MADE_SMALL, NULL,
						       NULL },
		{ "a", KIND_DATE, MADE_BLANK, NULL, NULL },
		{ "b", KIND_PERCENT, MADE_BLANK, NULL, NULL },
		{ "c", KIND_LABEL, MADE_BLANK, "Red|Amber", NULL },
		{ "d", KIND_MONEY, MADE_BLANK, NULL, NULL },
		{ "e", KIND_TEXT, MADE_BLANK, NULL, NULL } };
	struct made_reading run = { .arena = ARENA_INIT, .out = BUFFER_INIT };
	const struct table *table = MADE_TABLE(&run.arena, specs);

	made_read(&run, table, (const char *)bytes, length,
	    (struct csvin_options){ .check_keys = true, .encoding = encoding });
	assert(made_reconciles(&run));
	made_release(&run);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char header[] = "ref,a,b,c,d,e\n";
	static const char *const encodings[] = { NULL, "utf-8", "windows-1252", "utf-16le" };
	uint8_t *behind = malloc(length + sizeof(header));

	if (behind == NULL)
		return 0;
	memcpy(behind, header, sizeof(header) - 1);
	if (length > 0)
		memcpy(behind + sizeof(header) - 1, bytes, length);
	compare_rows(bytes, length, length > 0 && bytes[0] % 2 == 0 ? ',' : '\t');
	read_table(bytes, length, length > 0 ? encodings[bytes[0] % 4] : NULL);
	read_table(behind, length + sizeof(header) - 1, NULL);
	free(behind);
	return 0;
}

#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		uint8_t *bytes = malloc(1 << 20);
		size_t length;

		if (file == NULL || bytes == NULL) {
			perror(argv[i]);
			return EXIT_FAILURE;
		}
		length = fread(bytes, 1, 1 << 20, file);
		fclose(file);
		LLVMFuzzerTestOneInput(bytes, length);
		free(bytes);
	}
	return EXIT_SUCCESS;
}
#endif
