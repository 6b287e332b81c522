/*
 * find: what `writ check` looks for in a checked program beyond what compiling it proves (prove.h).
 * All are warnings:
 *
 *   never-used             a setting, field, definition, calendar, input, form or source that
 *                          nothing reads
 *   clause-never-cited     a clause that its source lists and nothing cites
 *   condition-always-true, condition-never-true, condition-adds-nothing
 *   letter-never-due       a letter that no row can make due
 *   one-day-only           a letter that goes on one day or never
 *   day-may-be-blank       a day of other rows, used where there may be none
 *   outcome-never-reached  a condition that waits for what no line, or no letter, can give
 *   named-by-no-rule       a label or a band that is left out where those beside it are asked about
 *   named-by-some-rules    the last band of a scale, left out by some that name the next
 *   reply-counts-for-none  a reply to a reminder that answers no other letter
 *   reply-matched-by-name  a reply to a reminder that one place counts, and another does not
 *   reply-counts-for-other, reply-never-counted
 *   same-wording           a reminder with the words of its letter
 *   label-without-column   a report counts by label, and one has no column
 *   label-counted-twice    two of its columns count the same label
 *   heading-of-other-label a column headed as one label that counts another
 *   boundary-word          `at least` where the quoted text says "over", and the like
 *   value-not-new          a later value of a setting that is the one before
 *   value-without-days     a later value that leaves itself or the one before no day of the policy
 *   variation-sets-the-same  a line of a variation that sets what holds without it
 *   label-words-differ     words for a label in one of two fields with the same list
 *   closed-already         a day among closures that is no working day anyway
 *   calendar-ends          a deadline that passes the end of its calendar while the policy is
 *                          in use
 *   review-overdue         the day asked about is past `due for review`
 *   accepts-nothing        an `accepted because` where nothing was found
 *
 * None of them changes an answer of a run, so a run does not look for them.
 */
#ifndef LANG_FIND_H
#define LANG_FIND_H

#include "lang/arena.h"
#include "lang/diag.h"
#include "lang/program.h"

struct find_request {
	int64_t on; /* the day to be judged, or INT64_MIN: none was asked about */
	int64_t calendar_last; /* last day of the built-in calendar, or INT64_MAX */
	/* Of the built-in calendar; false: it does not know the day. NULL: weekends only. */
	bool (*is_working)(const void *with, int64_t day, bool *working);
	const void *working_with;
};

/* After a compile without errors. Also settles what the text accepts; call diags_sort() afterwards.
 */
void find_program(
    struct diags *diags, const struct program *program, const struct find_request *request);

#endif
