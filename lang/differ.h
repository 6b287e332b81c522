/*
 * differ: what one policy says otherwise than another, in sentences a policy lead reads. A pure
 * comparison of two checked programs: layout, comments, the order in which things stand and the way
 * a list of conditions is written down are no change; nor is a figure that only looks otherwise.
 *
 * Both programs are taken apart into things (a setting, a decide, a letter) with parts (a value, a
 * line, a paragraph), and these are matched: things by their name, parts by what they are, lines by
 * what they give and ask. A thing that is gone and one that is new, equal in everything but their
 * name, are one thing that was renamed; to use its new name elsewhere is then no change either.
 *
 * Turned round, the same changes come out with before and after exchanged.
 */
#ifndef LANG_DIFFER_H
#define LANG_DIFFER_H

#include "lang/program.h"

enum change_kind {
	CHANGE_THING_NEW, CHANGE_THING_GONE, CHANGE_THING_RENAMED,
	CHANGE_PART_NEW, CHANGE_PART_GONE,
	CHANGE_PART,		/* says something else */
	CHANGE_CITES, CHANGE_NOTES,	/* of a part or thing: nothing else */
	CHANGE_ORDER		/* the same lines in another order */
};

struct change {
	enum change_kind kind;
	const char *thing;	/* "Setting waiting_limit": by its new name, if it has one */
	/* "line 3 gives May_escalate"; NULL: the thing itself, or its value */
	const char *part;
	const char *before, *after;	/* NULL: there is none */
	const char *sentence;	/* whole, with a full stop */
	const struct change *next;
};

struct changes {
	const struct change *first;
	uint32_t count;
};

/* Things in the order of the policy's parts: header, settings, calendars, tables with their rules,
 * letters, forms, reports, variations, tests; within them as the new text has them, then what is
 * gone. */
void programs_differ(struct arena *arena, const struct program *before,
    const struct program *after, struct changes *changes);

#endif
