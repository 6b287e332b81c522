/*
 * jsonread: a JSON text (RFC 8259) to a tree in an arena: our own record and log, read again.
 * Strict: what is no JSON, a key that comes twice, text that is not UTF-8 and anything behind the
 * end are refused. Numbers stay as they are written.
 */
#ifndef INTERP_JSONREAD_H
#define INTERP_JSONREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/arena.h"

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_TEXT,
	JSON_ARRAY,
	JSON_OBJECT
};

struct json_value {
	enum json_kind kind;
	const char *key;		/* in an object */
	/* JSON_TEXT, and JSON_NUMBER as written; NUL-terminated, and may hold NULs */
	const char *text;
	size_t length;
	const struct json_value *first, *next;	/* members; the next of the same parent */
	uint32_t count;			/* of members */
};

enum { JSONREAD_DEPTH_MAX = 32 };

/* NULL when it is no JSON; then *wrong is the offset where it stops being some. */
const struct json_value *json_read(struct arena *arena, const char *bytes, size_t length,
    size_t *wrong);

/* A member by its key; NULL when the value is none, no object, or has no such member. */
const struct json_value *json_member(const struct json_value *object, const char *key);
/* Its text; NULL when there is none, or it is something else. */
const char *json_member_text(const struct json_value *object, const char *key);
/* Its count; false when there is none, or it is no whole number from 0 on that fits. */
bool json_member_count(const struct json_value *object, const char *key, uint64_t *count);
/* Kind, texts and members the same, in the same order. */
bool json_same(const struct json_value *a, const struct json_value *b);

#endif
