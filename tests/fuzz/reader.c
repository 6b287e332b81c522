/*
 * reader: any bytes as a data file. Nothing may crash, leak or hang; rows always reconcile; and
 * strips, with the instructions of the processor and without, and rows one by one must give the
 * same records as libcsv for every line.
 *
 * Built with -fsanitize=fuzzer it is a fuzz target; otherwise its main() runs the files named on
 * the command line.
 */
#include <assert.h>

#include "tests/unit/made_file.h"
#include "tests/unit/made_strips.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Every way to read them, in small pieces and in one: the same records, lines and mistakes. */
static void
compare_rows(const uint8_t *bytes, size_t length, char delimiter, uint32_t cells)
{
	struct made_bytes from = { (const char *)bytes, length, length > 0 ? length : 1, 0 };
	struct buffer expected = BUFFER_INIT, found = BUFFER_INIT;

	made_records(&expected, from, delimiter, cells, MADE_LIBCSV);
	for (int i = 0; i < 2; i++) {
		for (enum made_way way = MADE_STRIPS; way < MADE_LIBCSV; way++) {
			made_records(&found, from, delimiter, cells, way);
			assert(found.length == expected.length);
			assert(memcmp(found.at, expected.at, expected.length) == 0);
		}
		from.step = 7;
	}
	buffer_release(&expected);
	buffer_release(&found);
}

/* Row by row and in strips: the same values, counts and problems. */
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
	struct made_reading runs[] = { MADE_READING, MADE_READING, MADE_READING };

	for (int way = 0; way < 3; way++) {
		struct made_reading *run = &runs[way];

		made_read(run, MADE_TABLE(&run->arena, specs), (const char *)bytes, length,
		    (struct csvin_options){ .check_keys = true, .encoding = encoding,
			.row_by_row = way == 0, .plain_index = way == 2 });
		assert(made_reconciles(run));
		assert(strcmp(run->out.at, runs[0].out.at) == 0);
	}
	for (int way = 0; way < 3; way++)
		made_release(&runs[way]);
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
	compare_rows(bytes, length, length > 0 && bytes[0] % 2 == 0 ? ',' : '\t',
	    length > 0 ? 2 + bytes[0] / 2 % 4 : 2);
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
