/*
 * again: the run that an earlier record describes, made ready to be performed again: what it was
 * asked for, its policy and where its files are now. For `verify` and `sample`.
 */
#ifndef INTERP_AGAIN_H
#define INTERP_AGAIN_H

#include "interp/oldrun.h"
#include "interp/options.h"
#include "interp/policy_file.h"

struct again {
	/* to be filled in */
	struct arena *arena;
	const struct oldrun *old;
	const char *command;		/* "writ verify results", for messages */
	const char *const *words;	/* POLICY DATA, as typed; maybe none */
	uint32_t word_count;
	const char **withs;		/* --with, as typed: where a variation is */
	uint32_t with_count;
	/* found */
	struct options run;		/* as the record has them */
	struct policy_file policy;
	const char **paths;		/* of the files, by table->index; NULL: has none */
};

/* The day, settings, variations and ways of reading, from the record. NULL, or which part of the
 * record says nothing that can be done again. */
const char *again_read(struct again *again);

/* The policy, read: where it was named, else the file of the recorded name in this folder or beside
 * the record. False with a fault when there is none; with errors policy.program is NULL. */
bool again_policy(struct again *again, struct fault *fault);

/* The files of a policy without errors: false with a fault when one is not there. */
bool again_inputs(struct again *again, struct fault *fault);

/* The name of a table's file in the record; of a file that came from elsewhere, the policy's. */
const char *again_recorded_file(const struct again *again, const struct table *table);

#endif
