/* options_parts: the commands with their help texts, shared by the files of options and nobody
 * else. */
#ifndef INTERP_OPTIONS_PARTS_H
#define INTERP_OPTIONS_PARTS_H

#include "interp/options.h"

enum { COMMANDS = 11 };

struct command_help {
	const char *word;
	enum command command;
	const char *form;	/* what is typed: "writ check POLICY" */
	const char *text;	/* form, what it does, options, examples */
};

extern const struct command_help command_helps[COMMANDS];

const char *command_word(enum command command);

#endif
