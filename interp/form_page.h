/*
 * form_page: a form that goes with a letter, as a page of HTML to print and fill in, or to open in
 * a word processor. What the policy states is filled in; a line to fill in has a rule to write on,
 * a column to fill in has empty boxes. One row for each related row, in key order, or as many empty
 * rows as the policy says. A filled column that is nothing for a row shows a dash, so that nobody
 * takes it for a box to fill in. Many columns lie on their side.
 */
#ifndef INTERP_FORM_PAGE_H
#define INTERP_FORM_PAGE_H

#include "interp/letters_internal.h"

void form_html(struct buffer *out, const struct letters *letters, const struct letter_copy *copy,
    const struct filled_form *filled);

#endif
