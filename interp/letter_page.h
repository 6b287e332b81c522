/*
 * letter_page: one letter as a page of HTML and as plain text. The page is self-contained, without
 * script, network or clock: the same letter gives the same bytes. It is made for paper (A4) and for
 * a screen reader: en-GB, the subject its only h1.
 *
 * Sender and addressee are part of the wording. Added are: the date, unless the wording has a line
 * `((letter_date))`; the subject as heading, where the wording has a line `((subject))` or else
 * before it; the paragraphs that hold, where it has a line `((paragraphs))` or else behind it; what
 * is enclosed; who gets a copy; and the title and version of the policy at the foot.
 *
 * Plain text is UTF-8 with CR LF at line ends, and not wrapped.
 */
#ifndef INTERP_LETTER_PAGE_H
#define INTERP_LETTER_PAGE_H

#include "interp/letters_internal.h"

/* Head of a page with the style of letters, up to and with <body>, and its foot; `wide`: for paper
 * that lies on its side. */
void letter_page_head(struct buffer *out, const char *title, bool wide);
/* What it was made by: the policy, and the variations that something of it came from. */
void letter_page_foot(struct buffer *out, const struct program *program,
    const struct letter_copy *copy);

/* "Quarterly performance action plan", with its fields filled in. */
const char *letter_form_title(struct arena *arena, const struct filled_form *filled);
/* The subject; without one, the name of the letter. */
const char *letter_subject(struct arena *arena, const struct letter_copy *copy);

void letter_html(struct buffer *out, const struct letters *letters, const struct letter_copy *copy);
/* The text of a letter down to whom copies go to, without the foot. */
void letter_body(struct buffer *out, const struct letters *letters, const struct letter_copy *copy);
void letter_text(struct buffer *out, const struct letters *letters, const struct letter_copy *copy);

#endif
