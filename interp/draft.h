/*
 * draft: a policy drafted from the files it is to read (`writ init`): an input for each file, its
 * columns with their kinds, whether they may be blank, and the key.
 *
 * Every cell of every column is read as every kind (field.h), so a kind is only written down when
 * all cells have it; remarks in the draft say what was seen and what a person must decide, wherever
 * more than one reading is possible. What is drafted is then compiled and the file read with it,
 * the way `writ run` would: a column of which anything is refused is drafted again as text. So the
 * draft has no errors and reads its own files; what no draft could read (broken rows, Excel's error
 * values) is said in a remark.
 *
 * draft_read.c reads and counts; draft_kind.c settles the kinds; draft_key.c finds what tells rows
 * apart; draft_text.c writes; draft.c goes through them and proves the result.
 */
#ifndef INTERP_DRAFT_H
#define INTERP_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/buffer.h"
#include "interp/fault.h"
#include "lang/arena.h"
#include "lang/type.h"

enum {
	DRAFT_LABELS = 12, /* different values that a closed list has at most */
	DRAFT_LABEL_BYTES = 40,
	DRAFT_PATTERN_BYTES = 40,
	DRAFT_KEY_ROWS =
	    200000, /* rows whose keys are compared here; beyond them the proof alone */
	DRAFT_KEY_COLUMNS = 3
};

struct draft_request {
	const char *const *files;
	uint32_t count;
	const char *encoding; /* --encoding, or NULL */
	int64_t run_date;
};

/* The text of the policy, put to `out`. False with a fault when a file cannot be read, or has no
 * headings. */
bool draft_policy(struct buffer *out, struct arena *arena, const struct draft_request *request,
    struct fault *fault);

#endif
