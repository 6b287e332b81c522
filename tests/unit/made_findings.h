/*
 * made_findings: for the tests of what check finds beyond compiling (find.h): a text is compiled
 * behind some settings, two tables and a group, and must have certain findings and no others.
 */
#ifndef TESTS_UNIT_MADE_FINDINGS_H
#define TESTS_UNIT_MADE_FINDINGS_H

#include "tests/unit/made_rules.h"

#include <string.h>

#include "lang/compile.h"
#include "lang/find.h"

static const char find_head[] = RULES_HEAD
    "input shop from \"s.csv\", one row per shop_code\n  shop_code is text like \"@##\"\n  "
    "opened_on is date\n  cites guide \"1\"\n"
    "input item from \"i.csv\", one row per ref, dated by came_on, settings as at came_on\n"
    "  ref is text\n  came_on is date\n  seen is date, may be blank\n  score is percent\n  n is "
    "number\n  m is number, may be blank\n"
    "  paid is money\n  town is text, may be blank\n  shop refers to shop\n"
    "  colour is Red or Blue or \"Dark green\", may be blank\n  urgent is yes or no\n  ready is "
    "yes or no, may be blank\n"
    "  term is quarter\n  span is weeks\n  other_term is quarter\n"
    "  cites guide \"1\"\n"
    "group spell of item, one row per shop and term, settings as at last day of term\n  cites "
    "guide \"1\"\n"
    "define paid_in_all for spell as sum of paid\n  cites guide \"1\"\n";

struct findings {
	struct arena arena;
	struct sources sources;
	struct diags diags;
	const struct program *program;
	char slugs[400];
};

static inline void
look(struct findings *out, const char *text, int64_t on)
{
	const struct find_request request = { .on = on, .calendar_last = 21549 };

	arena_init(&out->arena);
	sources_init(&out->sources, &out->arena);
	diags_init(&out->diags, &out->arena, &out->sources);
	out->program =
	    policy_compile(&out->arena, &out->sources, &out->diags, "t.writ", text, strlen(text));
	if (out->program != NULL)
		find_program(&out->diags, out->program, &request);
	diags_sort(&out->diags);
	out->slugs[0] = '\0';
	for (const struct diag *diag = out->diags.first; diag != NULL; diag = diag->next) {
		/* the head leaves much unread on purpose */
		if (strcmp(diag->slug, "never-used") == 0 ||
		    strlen(out->slugs) + strlen(diag->slug) + 4 > sizeof out->slugs)
			continue;
		strcat(out->slugs, *out->slugs ? " " : "");
		strcat(out->slugs,
		    diag->accepted != NULL                 ? "+"
		        : diag->severity == SEVERITY_ERROR ? "!"
		                                           : "");
		strcat(out->slugs, diag->slug);
	}
}

/* `slugs`: in the order of the text; `!` an error, `+` accepted, else a warning. */
static inline void
finds(const char *body, const char *slugs)
{
	struct findings out;
	struct arena arena = ARENA_INIT;

	look(&out, arena_printf(&arena, "%s%s", find_head, body), INT64_MIN);
	if (strcmp(out.slugs, slugs) != 0) {
		/* a message that is long is cut: the shortest part comes first */
		print_message("wanted: %s\nfound:  %s\n", slugs, out.slugs);
		print_message("%s\n", diags_text(&out.diags, &out.arena, false));
		print_message("%s\n", body);
		mistaken++;
	}
	arena_release(&out.arena);
	arena_release(&arena);
}

/* The message with the slug prints a test; pasted behind the policy it brings no message that was
 * not there before. */
static inline void
pastes(const char *slug, const char *body)
{
	struct findings out, again;
	struct arena arena = ARENA_INIT;
	const char *all = arena_printf(&arena, "%s%s", find_head, body), *test = NULL, *pasted;

	look(&out, all, INT64_MIN);
	for (const struct diag *diag = out.diags.first; diag != NULL; diag = diag->next)
		for (const struct diag_note *note = diag->notes;
		     note != NULL && strcmp(diag->slug, slug) == 0; note = note->next)
			if (strncmp(note->text, "for example, as a test:\n", 24) == 0)
				test = note->text + 24;
	if (test == NULL) {
		print_message("%s\nno test with [%s]: %s\n", body, slug,
		    diags_text(&out.diags, &out.arena, false));
		mistaken++;
		arena_release(&out.arena);
		arena_release(&arena);
		return;
	}
	pasted = arena_printf(&arena, "%s\n%s\n", all, test);
	look(&again, pasted, INT64_MIN);
	if (strcmp(out.slugs, again.slugs) != 0 || strstr(test, "expect ") == NULL) {
		print_message(
		    "%s\n%s\n%s\n", body, test, diags_text(&again.diags, &again.arena, false));
		mistaken++;
	}
	arena_release(&again.arena);
	arena_release(&out.arena);
	arena_release(&arena);
}

#endif
