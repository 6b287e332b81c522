/*
 * retell_record: what explain did while it told something of one row, so that it can be told of
 * others (retell.h): its looks with their answers, and where values stand among the words. All
 * between the values are words that any row with the same answers shares.
 *
 * A recording may be spoilt: what was told then is of no use for other rows.
 */
#ifndef INTERP_RETELL_RECORD_H
#define INTERP_RETELL_RECORD_H

#include "interp/explain_look.h"

struct recorded {
	bool is_look;
	struct look look;		/* of a look: what was asked, and ... */
	uint64_t answer;
	size_t start, end;		/* where the words had come to; of a value: its bytes */
	value_teller *tell;		/* of a value: who told it, and of what */
	uint32_t slot;
	const struct column *column;
};

enum { RECORDED_MAX = 1000 };	/* what is longer is spoilt */

struct recording {
	const struct plan *plan;
	const struct buffer *out;	/* where the words go */
	bool spoilt;
	uint32_t count;
	struct recorded parts[RECORDED_MAX];
};

void recording_begin(struct recording *recording, const struct plan *plan,
    const struct buffer *out);

/* A look asked before is not recorded twice: its answer is known by then. */
void recording_look(struct recording *recording, const struct look *look, uint64_t answer);

/* Bytes `start` to `end` of the words are a value; one that is the same in all rows is words. */
void recording_value(struct recording *recording, size_t start, size_t end, value_teller *tell,
    uint32_t slot, const struct column *column);

/* The words were cut back to `length`: the values behind it are gone, the looks were asked. */
void recording_cut(struct recording *recording, size_t length);

void recording_spoil(struct recording *recording);

bool look_same(const struct look *one, const struct look *other);

#endif
