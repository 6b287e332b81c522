/*
 * baseline FILE: what libcsv takes to read FILE when nothing is done with what it finds.
 * baseline -v: the library's version.
 *
 * Blocks of 256 KiB, empty callbacks, one thread, and the settings that writ reads with: a
 * broken file is an error, an empty cell without quotes is no cell at all, every cell ends in a
 * zero byte.
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE (256u * 1024u)
#define SETTINGS (CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL | CSV_APPEND_NULL)

static void
on_field(void *text, size_t length, void *data)
{
	(void)text;
	(void)length;
	(void)data;
}

static void
on_row(int ending, void *data)
{
	(void)ending;
	(void)data;
}

int
main(int argc, char **argv)
{
	static char block[BLOCK_SIZE];
	struct csv_parser parser;
	FILE *file;
	size_t length;
	int status = EXIT_SUCCESS;

	if (argc != 2) {
		fprintf(stderr, "usage: baseline FILE, baseline -v\n");
		return 2;
	}
	if (strcmp(argv[1], "-v") == 0) {
		printf("%d.%d.%d\n", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
		return EXIT_SUCCESS;
	}
	file = fopen(argv[1], "rb");
	if (file == NULL) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	/* Our blocks go to the library as they are read; a second buffer would only add a copy. */
	setvbuf(file, NULL, _IONBF, 0);
	if (csv_init(&parser, SETTINGS) != 0) {
		fprintf(stderr, "baseline: cannot start libcsv\n");
		return EXIT_FAILURE;
	}
	while ((length = fread(block, 1, sizeof(block), file)) > 0) {
		if (csv_parse(&parser, block, length, on_field, on_row, NULL) != length) {
			fprintf(stderr, "baseline: %s: %s\n", argv[1],
				csv_strerror(csv_error(&parser)));
			status = EXIT_FAILURE;
			break;
		}
	}
	if (status == EXIT_SUCCESS &&
	    (ferror(file) || csv_fini(&parser, on_field, on_row, NULL) != 0)) {
		fprintf(stderr, "baseline: %s: cannot be read to its end\n", argv[1]);
		status = EXIT_FAILURE;
	}
	csv_free(&parser);
	fclose(file);
	return status;
}
