/* csvline: see csvline.h. */
#include "interp/csvline.h"

void
csvline_open(struct csvline *line, struct buffer *out, size_t spare)
{
	line->out = out;
	line->spare = spare;
	line->at = buffer_reserve(out, spare + CSVLINE_STEP);
	line->end = out->at + out->capacity - 1 - spare - CSVLINE_STEP;
}

void
csvline_close(struct csvline *line)
{
	line->out->length = csvline_mark(line);
	*line->at = '\0';
}

void
csvline_widen(struct csvline *line, size_t more)
{
	csvline_close(line);
	line->at = buffer_reserve(line->out, more + line->spare + CSVLINE_STEP);
	line->end = line->out->at + line->out->capacity - 1 - line->spare - CSVLINE_STEP;
}

void
csvline_put_doubled(struct csvline *line, const char *bytes, size_t length)
{
	csvline_room(line, 2 * length);
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '"')
			csvline_char(line, '"');
		csvline_char(line, bytes[i]);
	}
}
