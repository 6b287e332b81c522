/*
 * local: what a command line changes in a policy for this run: variations (`--with`) and single
 * settings (`--set`); and in words what differs from the text, so that nobody takes a local figure
 * for the policy's own.
 */
#ifndef INTERP_LOCAL_H
#define INTERP_LOCAL_H

#include "interp/buffer.h"
#include "interp/knobs.h"
#include "interp/options.h"

/* Takes the variations first and then the settings, in the order of the command line; before
 * knobs_load_calendars(). False with a message when there is no such variation or setting, or a
 * value is not allowed. */
bool local_choose(struct knobs *knobs, const struct options *options, struct fault *fault);

/* "1 May 2022 to 31 May 2022" */
void local_say_dates(struct buffer *out, const struct variation *variation);

/* "limit is 30 days instead of 40 days": against the text between the dates of the variation, which
 * may itself change there. */
void local_say_set(struct buffer *out, const struct variation *variation,
    const struct variation_set *set);

/* "wording of Letter_1 is "local/letter-1.txt" instead of "letters/letter-1.txt"", and of a
 * paragraph likewise. */
void local_say_text(struct buffer *out, const struct letter *letter, const struct local_text *text);

/* "kind of case may also be Cc", "kind of case prints "packet" for Aa" */
void local_say_label(struct buffer *out, const struct local_label *label);
/* Where words for a label of the field are read: ", in Letter_2, form C1 of Letter_3, report
 * listed"; ", in no letter, form or report". */
void local_say_where(struct buffer *out, const struct program *program,
    const struct column *column);

/* All of a variation on several lines, for `writ check --with`. */
void local_say_variation(struct buffer *out, const struct program *program,
    const struct variation *variation);

/* Each setting that `--with` or `--set` changed, with its values: "limit is 30 days by --set (in
 * the text 40 days)", parted by "; ". Settings that a test itself set are its own business and are
 * left out. Nothing when nothing was changed. */
void local_say_changes(struct buffer *out, const struct knobs *knobs);

#endif
