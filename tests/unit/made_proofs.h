/*
 * made_proofs: for the tests of what check proves about bands and decide: a text is compiled behind
 * some settings and a table, and must give certain messages and no others.
 */
#ifndef TESTS_UNIT_MADE_PROOFS_H
#define TESTS_UNIT_MADE_PROOFS_H

#include "tests/unit/made_rules.h"

#include <string.h>

#include "lang/compile.h"

static const char proof_head[] = RULES_HEAD
    "setting step is 5\n  cites guide \"1\"\n"
    "setting lanes is Red and Blue\n  cites guide \"1\"\n"
    "input item from \"i.csv\", one row per ref, settings as at came_on\n"
    "  ref is text\n  came_on is date\n  seen is date, may be blank\n  score is percent\n  n is "
    "number\n  m is number, may be blank\n"
    "  in_ones is number, rounded half up to 0 decimal places\n  paid is money\n  town is text, "
    "may be blank\n"
    "  colour is Red or Blue or \"Dark green\", may be blank\n  urgent is yes or no\n  ready is "
    "yes or no, may be blank\n"
    "  term is quarter\n  code is text like \"@#\"\n  span is weeks\n"
    "  cites guide \"1\"\n";

struct proof {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	char *text;
	char slugs[400];
};

static inline void
prove(struct proof *out, const char *body)
{
	char *all;

	arena_init(&out->arena);
	all = arena_printf(&out->arena, "%s%s", proof_head, body);
	sources_init(&out->sources, &out->arena);
	diags_init(&out->diags, &out->arena, &out->sources);
	policy_compile(&out->arena, &out->sources, &out->diags, "t.writ", all, strlen(all));
	diags_sort(&out->diags);
	out->text = diags_text(&out->diags, &out->arena, false);
	out->slugs[0] = '\0';
	for (const struct diag *diag = out->diags.first; diag; diag = diag->next)
		if (strlen(out->slugs) + strlen(diag->slug) + 3 < sizeof out->slugs) {
			strcat(out->slugs, diag->severity == SEVERITY_ERROR ? "" : "~");
			strcat(out->slugs, diag->slug);
			strcat(out->slugs, diag->next ? " " : "");
		}
}

/* `slugs`: in the order of the text, a warning with ~ before it; `words`: something the messages
 * say, or NULL. */
static inline void
gives(const char *body, const char *slugs, const char *words)
{
	struct proof out;

	prove(&out, body);
	if (strcmp(out.slugs, slugs) != 0 || (words && !strstr(out.text, words))) {
		print_message("%s\nwanted: %s\nwith: %s\n%s", body, slugs, words ? words : "",
		    out.text);
		mistaken++;
	}
	arena_release(&out.arena);
}

#endif
