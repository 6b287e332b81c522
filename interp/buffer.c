/* buffer: see buffer.h. */
#include "interp/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lang/arena.h"

enum { FIRST_CAPACITY = 256 };

static void
buffer_widen(struct buffer *buffer, size_t more)
{
	size_t capacity = buffer->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buffer->capacity;

	if (more > SIZE_MAX / 4 - buffer->length)
		arena_no_memory();
	while (capacity - buffer->length <= more)
		capacity *= 2;
	buffer->at = memory_grow(buffer->at, capacity, 1);
	buffer->capacity = capacity;
}

/* Room for `more` bytes and the NUL behind them. */
static inline void
buffer_room(struct buffer *buffer, size_t more)
{
	if (buffer->capacity - buffer->length <= more)
		buffer_widen(buffer, more);
}

char *
buffer_reserve(struct buffer *buffer, size_t more)
{
	buffer_room(buffer, more);
	return buffer->at + buffer->length;
}

void
buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->at != NULL)
		buffer->at[0] = '\0';
}

void
buffer_cut(struct buffer *buffer, size_t length)
{
	if (length >= buffer->length)
		return;
	buffer->length = length;
	buffer->at[length] = '\0';
}

void
buffer_release(struct buffer *buffer)
{
	memory_free(buffer->at);
	*buffer = (struct buffer)BUFFER_INIT;
}

void
buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
	buffer_room(buffer, length);
	if (length > 0)
		memcpy(buffer->at + buffer->length, bytes, length);
	buffer->length += length;
	buffer->at[buffer->length] = '\0';
}

void
buffer_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void
buffer_char(struct buffer *buffer, char byte)
{
	buffer_room(buffer, 1);
	buffer->at[buffer->length++] = byte;
	buffer->at[buffer->length] = '\0';
}

void
buffer_number(struct buffer *buffer, int64_t number)
{
	char digits[24];
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		digits[--at] = '-';
	buffer_add(buffer, digits + at, sizeof(digits) - at);
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	buffer_room(buffer, (size_t)length + 1);
	va_start(arguments, format);
	vsnprintf(buffer->at + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}

void
buffer_value(struct buffer *buffer, const struct value *value, enum spelling spelling)
{
	bool first = true;

	if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO) {
		for (uint32_t i = 0; i < value->type.labels->count; i++) {
			if ((value->labels >> i & 1) == 0)
				continue;
			if (!first)
				buffer_text(buffer, " or ");
			first = false;
			buffer_text(buffer, value->type.labels->names[i]);
		}
		if ((value->labels & LABEL_NOTHING) && !first)
			buffer_text(buffer, " or nothing");
		return;
	}
	if (value->state != GIVEN)
		return;
	if (value->type.kind == KIND_TEXT) {
		buffer_add(buffer, value->text, value->text_length);
		return;
	}
	buffer_room(buffer, VALUE_SPELL_MAX);
	buffer->length += value_spell_figure(buffer->at + buffer->length, value, spelling);
	buffer->at[buffer->length] = '\0';
}
