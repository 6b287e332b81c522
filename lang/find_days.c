#include "lang/find_internal.h"
void find_days(struct diags *diags, const struct program *program, const struct find_request *request) { (void)diags; (void)program; (void)request; }
