/* draft_parts: what the files behind draft.h share; nobody else includes it. */
#ifndef INTERP_DRAFT_PARTS_H
#define INTERP_DRAFT_PARTS_H

#include "interp/draft.h"
#include "interp/rows.h"

/* Kinds a cell is tried as, in the order in which they are preferred. */
enum trial {
	TRIAL_YES_NO,
	TRIAL_NUMBER,
	TRIAL_DATE,
	TRIAL_MONTH,
	TRIAL_QUARTER,
	TRIAL_YEAR,
	TRIAL_MONEY,
	TRIAL_PERCENT,
	TRIAL_DAYS,
	TRIALS
};

struct draft_label {
	const char *name;
	uint64_t count;
};

struct draft_column {
	const char *heading; /* as it stands in the file, on one line */
	const char *name; /* NULL: left out; `remark` says why */
	const char *left_out;
	bool needs_heading; /* `from column` */
	/* what was seen */
	uint64_t given, blank, dashes; /* dashes: among the blank ones, n/a and the like */
	uint64_t errors; /* Excel's error values */
	bool fits[TRIALS]; /* every cell so far */
	uint64_t fitting[TRIALS];
	uint64_t odd_line[TRIALS]; /* of the first cell that does not fit, and ... */
	const char *odd_text[TRIALS]; /* ... what it holds */
	unsigned date_style, percent_style;
	const char *first_slashed; /* a date that could be day or month first */
	uint64_t first_slashed_line;
	uint64_t signs, pounds, zeros_first, long_figures, serials, ones;
	struct draft_label labels[DRAFT_LABELS + 1];
	uint32_t label_count; /* DRAFT_LABELS + 1: too many */
	bool no_labels;
	char pattern[DRAFT_PATTERN_BYTES + 1];
	bool has_pattern, pattern_began, has_letter, has_figure;
	uint64_t *hashes; /* by row, up to DRAFT_KEY_ROWS; of a blank cell 0 */
	uint32_t capacity;
	/* what was settled */
	struct type type;
	bool is_key, plain_text; /* plain_text: the proof says no to everything else */
	const char *refused; /* why the proof said no */
	const char *could_refer; /* "practice_code of practices.csv" */
	const char *remarks[8];
	uint32_t remark_count;
};

struct draft_file {
	struct arena *arena;
	const char *path, *file; /* file: without its folder */
	const char *name; /* of the table */
	char delimiter;
	uint64_t header_line;
	struct draft_column *columns;
	uint32_t column_count; /* up to the last heading */
	uint32_t cells; /* of the row of headings */
	uint64_t rows;
	uint64_t odd; /* rows that are none: broken, totals, wrong number of cells */
	uint32_t key_count;
	const char
	    *nearest_key; /* where nothing tells the rows apart: what comes nearest, in words */
	const char *refused; /* what the proof could not read */
};

/* draft_read.c: false with a fault. */
bool draft_read(struct draft_file *file, struct arena *arena, const char *path,
    const struct draft_request *request, struct fault *fault);

/* draft_kind.c */
void draft_see(struct draft_file *file, struct draft_column *column, uint64_t line,
    const char *text, size_t length);
void draft_settle(struct draft_file *file, struct draft_column *column);
void draft_remark(struct draft_column *column, const char *remark);

/* draft_key.c: marks the columns of the key; 0 columns when nothing tells the rows apart. */
void draft_key(struct draft_file *file);
/* Of two files: columns of which every cell stands in the other's key. */
void draft_references(struct draft_file *files, uint32_t count);

/* draft_names.c */
void draft_name_file(
    struct draft_file *file, const struct draft_file *others, uint32_t other_count);
void draft_name_columns(struct draft_file *file);
/* No table may have the name of a column. */
void draft_name_apart(struct draft_file *files, uint32_t count);
bool draft_can_quote(const char *text);

/* draft_text.c */
void draft_text(struct buffer *out, const struct draft_file *files, uint32_t count);

#endif
