/*
 * json: a streaming writer of JSON (RFC 8259) into a buffer: run.json, diagnostics, `--format
 * json`. Keys stand in the order in which they are written, so the same run gives the same bytes.
 * Commas and line breaks are put by the writer; the caller says what begins and ends. Whole numbers
 * only: what is not whole (money, percent) goes out as text, exactly as it is spelled.
 *
 * Bytes that are not UTF-8 come out as U+FFFD, control characters as \u00XX; U+2028 and U+2029 are
 * escaped as well, and so is `<`, so that a text can stand in a page. It must not become a reader.
 *
 *     struct json json;
 *     json_init(&json, &buffer, JSON_INDENTED);
 *     json_object(&json);
 *     json_key(&json, "schema"); json_number(&json, 1);
 *     json_end(&json);
 */
#ifndef INTERP_JSON_H
#define INTERP_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/buffer.h"

enum { JSON_DEPTH_MAX = 16 };	/* nesting of run.json is 6; deeper is a fault of ours */

enum json_layout {
	JSON_INDENTED,		/* two blanks a level, one member a line */
	JSON_ONE_LINE		/* no white space at all: JSON Lines, LSP */
};

struct json {
	struct buffer *out;
	enum json_layout layout;
	int depth;
	bool after_key;
	struct { bool object, some; } level[JSON_DEPTH_MAX];
};

void json_init(struct json *json, struct buffer *out, enum json_layout layout);

void json_object(struct json *json);			/* { */
void json_array(struct json *json);			/* [ */
/* } or ], whichever is open; a line break after the outermost */
void json_end(struct json *json);

void json_key(struct json *json, const char *key);	/* inside an object, before each value */
void json_text(struct json *json, const char *text);	/* NULL gives null */
void json_bytes(struct json *json, const char *bytes, size_t length);
void json_number(struct json *json, int64_t number);
void json_count(struct json *json, uint64_t count);
void json_bool(struct json *json, bool yes);
void json_null(struct json *json);

/* Key and value at once. */
void json_key_text(struct json *json, const char *key, const char *text);
void json_key_count(struct json *json, const char *key, uint64_t count);
void json_key_bool(struct json *json, const char *key, bool yes);

#endif
