/* main: for harnesses that are not built with libFuzzer: every file named on the command line,
 * once. */
#ifndef TESTS_FUZZ_MAIN_H
#define TESTS_FUZZ_MAIN_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef WRIT_FUZZ_MAIN

#include <stdio.h>
#include <stdlib.h>

int
main(int count, char **words)
{
	for (int i = 1; i < count; i++) {
		FILE *file = fopen(words[i], "rb");
		uint8_t *data = NULL;
		size_t size = 0, room = 0, got;

		if (file == NULL) {
			fprintf(stderr, "%s cannot be opened\n", words[i]);
			return 2;
		}
		do {
			if (room - size < 4096) {
				uint8_t *more = realloc(data, room = room * 2 + 8192);

				if (more == NULL)
					abort();
				data = more;
			}
			got = fread(data + size, 1, room - size, file);
			size += got;
		} while (got > 0);
		fclose(file);
		LLVMFuzzerTestOneInput(data, size);
		free(data);
	}
	return 0;
}

#endif
#endif
