/* retell_tree: the tree behind retell.h, which says what it is for. retell_tree.c makes it grow and
 * leads batches down it; retell.c writes out the tales. */
#ifndef INTERP_RETELL_TREE_H
#define INTERP_RETELL_TREE_H

#include "interp/retell.h"
#include "interp/retell_record.h"

enum piece_kind {
	PIECE_WORDS,
	PIECE_FIGURE,
	PIECE_TEXT,
	PIECE_TOLD		/* a value that is spelled by its teller */
};

struct piece {
	enum piece_kind kind;
	uint32_t length;		/* of words, as they stand between quotes; padded */
	const char *words;
	uint32_t slot;			/* of a value */
	struct figures *figures;
	value_teller *tell;
	const struct column *column;
};

struct tale {
	const struct piece *pieces;
	uint32_t count;
	bool open;			/* it begins or ends with a value */
	/* The words ask for quotes, and have them where it is not open. Values may ask for them
	 * too. */
	bool quotes;
};

enum turn {
	TURN_NONE,		/* nobody went further yet */
	TURN_LOOK,		/* a fork: the answer to `look` says which of `ways` is next */
	TURN_TALE,
	TURN_AFRESH		/* the rest is explain's */
};

struct way {
	uint64_t answer;		/* to the look before */
	struct way *next;		/* another answer to it */
	enum turn turn;
	struct look look;
	struct way *ways;
	struct tale tale;
};

struct retell {
	struct arena *arena;
	struct figures_shelf *shelf;
	enum told told;
	const struct column *column;
	const struct plan *plan;	/* whose tree it is */
	struct way *start;
	uint32_t way_count;
	size_t words_length;
	uint64_t again;
	struct recording *recording;
	/* where each row of the batch has come to; NULL: there is no way for it */
	const struct way *ends[BATCH_ROWS];
};

/* What explain says of a row, in place of what was there. */
void retell_tell(const struct retell *retell, struct buffer *out, const struct batch *batch,
    uint32_t row, struct recording *recording);

#endif
