/*
 * register_rule: letters that the register records though their rule does not hold for the row
 * (language.md section 8: a finding, not an error). A code that is mistyped and happens to be
 * another's reads like this: nothing looks wrong, and the letter would go out again to whom it was
 * sent to in truth.
 */
#ifndef INTERP_REGISTER_RULE_H
#define INTERP_REGISTER_RULE_H

#include "interp/batch.h"
#include "interp/problems.h"

struct register_rule;

/* NULL for a policy without letters. What it finds lies in the arena. */
struct register_rule *register_rule_make(struct arena *arena, const struct program *program);
/* The rows of a table that letters hang on, as workspace_rows() hands them out. `rule` may be
 * NULL. */
void register_rule_batch(struct register_rule *rule, const struct batch *batch);
uint64_t register_rule_count(const struct register_rule *rule);
/* A note for each row of the register, in the order of its lines; `path` is that of its file. */
void register_rule_report(struct register_rule *rule, const char *path, struct problems *problems);

#endif
