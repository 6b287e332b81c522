/* strand: see strand.h. */
#include "lang/strand.h"

#include <string.h>

enum { FIRST_ROOM = 64 };

void
strand_add(struct strand *strand, const char *text)
{
	size_t more = strlen(text), room = strand->room;

	if (strand->text == NULL || more >= room - strand->length) {
		char *wider;

		room = room < FIRST_ROOM ? FIRST_ROOM : room;
		while (more >= room - strand->length)
			room *= 2;
		wider = arena_alloc(strand->arena, room);
		if (strand->length > 0)
			memcpy(wider, strand->text, strand->length);
		strand->text = wider;
		strand->room = room;
	}
	memcpy(strand->text + strand->length, text, more + 1);
	strand->length += more;
}

void
strand_list(struct strand *strand, const char *between, const char *text)
{
	if (strand->text != NULL)
		strand_add(strand, between);
	strand_add(strand, text);
}
