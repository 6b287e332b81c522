/*
 * explain: why a row came out as it did, read off the slots of the batch, never worked out again.
 *
 * Why: the deciding line in the policy's words, with the values compared and the threshold. Clause:
 * what the line cites. Needs: the facts still in play: one walk from what is unknown down through
 * its unknown parts to fields, in order of the text, each once.
 *
 *     route_why      waiting_time is 41 days, more than waiting_limit (40 days); cas_number is
 *                    given (CAS-12345678-A1B2C3); resolution_imminent is no
 *     route_clause   guide "When is it time to escalate, 3"; guide "Over 40 days"
 *     route_needs    resolution_imminent
 *
 * An otherwise says for each line above what made it a no. A bands column says the figure and the
 * edges; a deadline the dates. One line of text, no line breaks; values as SPELL_READER; control
 * characters from cells are shown as stand-ins by the writers, not here.
 */
#ifndef INTERP_EXPLAIN_H
#define INTERP_EXPLAIN_H

#include "interp/batch.h"
#include "interp/buffer.h"

/* For decide columns the deciding line; for bands, deadlines and defines how the value came
 * about. */
void explain_why(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* The same for a cell of a report: an `otherwise` behind many lines names how many do not hold, and
 * leaves what each of them looked at to decisions/<table>.csv and `writ explain`. */
void explain_reason(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* The clauses of the deciding line, or of the column; "" when it cites nothing (then its note says
 * ours). */
void explain_clause(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* Names separated by ", "; "" when the column is decided. For rows where two rules disagree: "two
 * rules disagree: …". */
void explain_needs(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* All of it for people, on several lines with indentation: every line of the decide and how it came
 * out, down to the cells. */
void explain_trace(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* The sum in the column's own rule that could not be worked out though all that goes into it is
 * there: a division by zero, a day past the end of a calendar, a figure that does not fit. The
 * first that still matters to the answer; NULL when there is none, and for columns that only need
 * such a one. */
const struct expr *explain_fault(const struct batch *batch, uint32_t row,
    const struct column *column);

/* Equal for rows in which the same sum failed for the same cause. */
int explain_fault_kind(const struct batch *batch, uint32_t row, const struct expr *fault);

/* Of such a sum: what is wrong, in words with its figures, and what to look at. */
void explain_fault_cause(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct expr *fault);
void explain_fault_fix(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct expr *fault);

/* The same as explain_trace() for one more column of the same row: what a trace before it told is
 * not told again, but referred to. */
void explain_trace_next(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct column *column);

/* Does `send when` of a letter that was sent certainly not hold in this row, what changes with time
 * set aside (explain_rule.c); and what of it does not hold. */
bool explain_rule_was_no(const struct batch *batch, uint32_t row, const struct letter *letter);
void explain_rule(struct buffer *out, const struct batch *batch, uint32_t row,
    const struct letter *letter);

/* True when the column's value in this row is not known; and for all rows of the batch. */
bool explain_is_undecided(const struct batch *batch, uint32_t row, const struct column *column);
void explain_undecided(struct rail *undecided, const struct batch *batch,
    const struct column *column);

#endif
