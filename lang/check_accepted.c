/*
 * check_accepted: what each `accepted because` answers. Below a line of its construct (a field, a
 * column, a paragraph ...) it answers what is found in that line; below the head, `cites` or
 * `note`, all of the construct; in a decide, the line whose `cites` and `note` it stands among. In
 * any case what is found of the construct as a whole, at its name.
 */
#include "lang/check_internal.h"

static struct span
extent(const struct ast *node)
{
	struct span all = node->at;

	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		struct span inner = extent(part);

		if (inner.end == 0)
			continue;
		all.start = inner.start < all.start ? inner.start : all.start;
		all.end = inner.end > all.end ? inner.end : all.end;
	}
	return all;
}

/* A line of its own below the head of a construct. */
static bool
is_line(const struct ast *part)
{
	switch ((int)part->kind) {
	case AST_TITLE:
	case AST_VERSION:
	case AST_OWNER:
	case AST_APPROVED:
	case AST_IN_FORCE:
	case AST_DUE_FOR_REVIEW:
	case AST_REVISION:
	case AST_CLAUSES:
	case AST_FROM:
	case AST_MAY_VARY:
	case AST_MAY_VARY_BETWEEN:
	case AST_MAY_VARY_AMONG:
	case AST_FIELD:
	case AST_BAND:
	case AST_SUBJECT:
	case AST_SEND_WHEN:
	case AST_LAPSES_WHEN:
	case AST_ONCE_FOR_EACH:
	case AST_WORDING:
	case AST_PARAGRAPH:
	case AST_ASKS_FOR_REPLY:
	case AST_ENCLOSES:
	case AST_COPIES_TO:
	case AST_ALSO_CALLED:
	case AST_HEADER:
	case AST_COLUMN:
	case AST_RETURN_TO:
	case AST_EMPTY_ROWS:
	case AST_ROW_PER:
	case AST_REPORT_AS_AT:
	case AST_ONE_ROW_IN_ALL:
	case AST_ONE_ROW_PER:
	case AST_TOTAL_ROW:
	case AST_SORTED_BY:
	case AST_SET: return true;
	case AST_INSTEAD_OF:
		return part->name != NULL; /* of a letter; that of a decide has an outcome */
	default: return false;
	}
}

static bool
says_why(const char *text)
{
	while (text != NULL && (*text == ' ' || *text == '\n' || *text == '\t' || *text == '\r'))
		text++;
	return text != NULL && *text != '\0';
}

static void
gather(struct check *check, struct list *found, const struct ast *construct, const struct ast *line)
{
	const struct ast *above = NULL;

	for (const struct ast *part = line->first; part != NULL; part = part->next) {
		struct acceptance *acceptance;

		if (part->kind == AST_GIVES || part->kind == AST_OTHERWISE)
			gather(check, found, construct, part);
		if (part->kind != AST_ACCEPTED) {
			above = part;
			continue;
		}
		if (!says_why(part->text)) {
			diag_error(check->diags, part->at, "accepted-without-reason",
			    "this accepts what is found without saying why");
			diag_note(check->diags,
			    "write the reason: accepted because \"agreed on 2 May\"");
			continue;
		}
		acceptance = arena_new(check->arena, struct acceptance);
		*acceptance = (struct acceptance){ part->text == NULL ? "" : part->text, part->at,
			extent(above != NULL && is_line(above) ? above : line),
			construct->name_at.end > 0 ? construct->name_at : construct->at };
		list_add(check, found, acceptance);
	}
}

void
check_acceptances(struct check *check)
{
	struct list found = { NULL, 0, 0 };
	struct acceptance *all;

	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		gather(check, &found, node, node);
	all = arena_array(check->arena, struct acceptance, found.count);
	for (uint32_t i = 0; i < found.count; i++)
		all[i] = *(const struct acceptance *)found.items[i];
	check->program->acceptances = all;
	check->program->acceptance_count = found.count;
}
