#include "lang/find_internal.h"
void find_boundaries(struct diags *diags, const struct program *program) { (void)diags; (void)program; }
