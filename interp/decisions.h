/*
 * decisions: rows to decisions/<table>.csv, or to a pipe as CSV, JSON or JSON Lines.
 *
 * Columns, unless the caller names some: the keys; then for each decide its outcome, `<name>_why`,
 * `<name>_clause` and `<name>_needs`; then definitions, bands and deadlines. Any of these, and any
 * field, may be asked for by name (`--columns`). What is nothing or unknown is an empty cell;
 * `_needs` tells them apart. A fraction that bands go by has as many places as put it on its own
 * side of their edges.
 */
#ifndef INTERP_DECISIONS_H
#define INTERP_DECISIONS_H

#include "interp/batch.h"
#include "interp/buffer.h"
#include "interp/fault.h"
#include "lang/program.h"

enum decisions_format { DECISIONS_CSV, DECISIONS_JSON, DECISIONS_JSONL };

enum decisions_part { PART_VALUE, PART_WHY, PART_CLAUSE, PART_NEEDS };

struct decisions_pen;		/* what the writing of CSV keeps: decisions_csv.h */

struct decisions_column {
	const struct column *column;
	enum decisions_part part;
	const char *name;
	bool has_edges;			/* bands go by its figure: edges.h */
};

struct decisions_layout {
	const struct table *table;
	const struct decisions_column *columns;
	uint32_t count;
	struct decisions_pen *pen;	/* its own: a layout writes in one thread only */
};

/* All columns, or those named in `names` ("case_ref,route,route_clause"); false with a fault that
 * suggests the nearest name. */
bool decisions_layout(struct decisions_layout *layout, struct arena *arena,
    const struct table *table, const char *names, struct fault *fault);

/* The same columns, for another thread; what it keeps is `arena`'s. */
struct decisions_layout decisions_layout_again(const struct decisions_layout *layout,
    struct arena *arena);

void decisions_begin(struct buffer *out, const struct decisions_layout *layout,
    enum decisions_format format, bool excel);
/* `first` is true until a row has been written (JSON parts rows by commas). */
void decisions_rows(struct buffer *out, const struct decisions_layout *layout,
    enum decisions_format format, bool excel, const struct batch *batch, bool *first,
    uint64_t *neutralised);
void decisions_end(struct buffer *out, enum decisions_format format, bool first);

/* The key cells of one row, parted by ", ". */
void decisions_key(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct table *table);

#endif
