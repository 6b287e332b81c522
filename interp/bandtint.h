/*
 * bandtint: a ground behind the word of a band, as a second signal. The word always stands there;
 * nothing is told by colour alone.
 *
 * When every label of the set is the name of a colour, as in Red, Amber and Green, each has its
 * own. Otherwise the first is the lightest and the last the darkest of a ramp of greys, which also
 * tells the order where there is no colour, on paper and for those who see none. Ink #16202b stands
 * at least 7 to 1 against every ground.
 */
#ifndef INTERP_BANDTINT_H
#define INTERP_BANDTINT_H

#include "lang/type.h"

enum { BANDTINT_LENGTH = 8 }; /* "#rrggbb" and its end */

void bandtint(char out[BANDTINT_LENGTH], const struct label_set *labels, uint32_t label);

#endif
