/*
 * keygrid: has a key of several parts come before? One bit for every combination of the values its
 * parts have taken, where those are few: a dashboard of eight million rows takes 2 MB, not the 16
 * bytes a row of keys.h.
 *
 * Rows are looked up some hundreds at a time: the places of the next are fetched while those of one
 * are looked at.
 *
 * Values are told apart by 64-bit digests. Two that are equal by chance only raise a suspicion, as
 * in keys.h.
 */
#ifndef INTERP_KEYGRID_H
#define INTERP_KEYGRID_H

#include <stdint.h>

struct keygrid;

enum keygrid_result {
	KEYGRID_FRESH,
	KEYGRID_REPEATED,
	KEYGRID_FULL		/* the parts take too many values: the key was not noted */
};

struct keygrid *keygrid_make(uint32_t parts);
void keygrid_free(struct keygrid *grid);

/* The keys of some rows: by part, the digest of each row. What is found of them is said then or
 * later, and then of all later rows. */
enum keygrid_result keygrid_add(struct keygrid *grid, const uint64_t *const *digests,
    uint32_t rows);
/* Looks up all rows that wait. */
enum keygrid_result keygrid_settle(struct keygrid *grid);

#endif
