/* verify_lines: what was worked out again, line by line. */
#include <string.h>

#include "interp/verify_parts.h"

struct retelling {
	verify_take_line *take;
	void *context;
	struct buffer line;		/* as far as it has come */
};

static bool
take_block(void *context, const char *bytes, size_t size)
{
	struct retelling *retelling = context;
	struct buffer *line = &retelling->line;

	while (size > 0) {
		const char *found = memchr(bytes, '\n', size);
		size_t length = found == NULL ? size : (size_t)(found - bytes);

		buffer_add(line, bytes, length);
		if (found != NULL) {
			retelling->take(retelling->context, line->at == NULL ? "" : line->at,
			    line->length);
			buffer_clear(line);
		}
		length += found != NULL;
		bytes += length;
		size -= length;
	}
	return true;
}

bool
verify_lines(struct platform_writer *again, verify_take_line *take, void *context)
{
	struct retelling retelling = { take, context, BUFFER_INIT };
	bool told = platform_retell(again, take_block, &retelling);

	buffer_release(&retelling.line);
	return told;
}
