/*
 * fault: why a command stops. Four kinds of trouble, never mixed: the policy is wrong (diag.h;
 * EXIT_POLICY), the data is wrong (problems.h for single cells and rows; EXIT_DATA when a whole
 * file cannot be used), the world is wrong (EXIT_USAGE: a wrong command line, a file that cannot be
 * opened or written), we are wrong (EXIT_OURS). The number is the exit code of the program
 * (writ.1, EXIT STATUS).
 */
#ifndef INTERP_FAULT_H
#define INTERP_FAULT_H

#include <stdbool.h>

enum exit_code {
	EXIT_DONE = 0,
	EXIT_FINDINGS = 1,
	EXIT_USAGE = 2,		/* usage or file */
	EXIT_POLICY = 3,
	EXIT_DATA = 4,
	EXIT_OURS = 70
};

struct fault {
	enum exit_code code;	/* EXIT_DONE: none */
	char text[1024];	/* what happened, and on a second line what to do */
};

#define FAULT_NONE { EXIT_DONE, "" }

/* Keeps the first fault; always answers false, so a function can `return fault_set(...)`. A text
 * that is too long is cut between two characters and ends in three dots. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
bool fault_set(struct fault *fault, enum exit_code code, const char *format, ...);

#endif
