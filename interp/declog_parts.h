/* declog_parts: what the files of declog share; no other file includes it. */
#ifndef INTERP_DECLOG_PARTS_H
#define INTERP_DECLOG_PARTS_H

#include "interp/basis.h"
#include "interp/declog.h"
#include "interp/json.h"

struct declog_parts {
	const struct declog_request *request;
	struct buffer *scratch;
};

/* A value of a column, or of an expression, as members of the object that is open: `key` with the
 * value, or null where there is none; "unknown", "possible"; "not_recorded". */
void declog_value(const struct declog_parts *parts, struct json *json, const struct batch *batch,
    uint32_t row, const char *key, const struct column *column, const struct expr *expr);
void declog_comparisons(const struct declog_parts *parts, struct json *json,
    const struct basis *basis);
void declog_values(const struct declog_parts *parts, struct json *json, const struct basis *basis);
void declog_settings(const struct declog_parts *parts, struct json *json,
    const struct basis *basis);
void declog_cells(const struct declog_parts *parts, struct json *json, const struct basis *basis);

#endif
