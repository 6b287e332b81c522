/*
 * buffer: bytes that grow. Used wherever text is put together before it is written. A buffer owns
 * its bytes; buffer_release() gives them back. NUL-terminated once anything was added (an untouched
 * buffer has NULL for its bytes), though the text may hold NULs. What is added may not lie in the
 * buffer itself.
 */
#ifndef INTERP_BUFFER_H
#define INTERP_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "lang/type.h"

struct buffer {
	char *at;
	size_t length, capacity;
};

#define BUFFER_INIT { NULL, 0, 0 }

void buffer_clear(struct buffer *buffer);	/* keeps the memory */
/* back to a length it had; keeps the memory */
void buffer_cut(struct buffer *buffer, size_t length);
void buffer_release(struct buffer *buffer);
void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
/* Makes room for `more` bytes behind what is there, and says where they begin; whoever puts them
 * there sets the length, and the NUL. */
char *buffer_reserve(struct buffer *buffer, size_t more);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char byte);
void buffer_number(struct buffer *buffer, int64_t number);	/* decimal, no grouping */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void buffer_printf(struct buffer *buffer, const char *format, ...);

/* value_spell() of a value straight into the buffer. */
void buffer_value(struct buffer *buffer, const struct value *value, enum spelling spelling);

#endif
