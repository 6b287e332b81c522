/* contrast_letters_say: letters that read otherwise, for people, as CSV and as a section of a
 * page. */
#include <stdlib.h>
#include <string.h>

#include "interp/contrast_letters.h"
#include "interp/csvout.h"
#include "interp/grid_display.h"
#include "interp/page_parts.h"

/* Enough to see what it is about; what stands on either side of a difference. */
enum { LETTERS_SHOWN = 20, LINES_SHOWN = 20, LINES_ON_A_PAGE = 200, AROUND = 48 };

/* ---- lines that are the same in several letters ---- */

struct line_group {
	const struct letter_change *first;	/* and the last are of one letter by name */
	uint32_t letters;
};

struct letter_group {
	const struct letter_change *changes;
	uint32_t count;			/* lines of all letters of one name */
	uint32_t letters;
	struct line_group *lines;	/* as they come first */
	uint32_t line_count;
};

static bool
same_line(const struct letter_change *a, const struct letter_change *b)
{
	return a->before == b->before && a->after == b->after;
}

static int
by_line(const void *left, const void *right)
{
	const struct letter_change *a = *(const struct letter_change *const *)left,
				   *b = *(const struct letter_change *const *)right;
	int order = strcmp(a->before, b->before);

	order = order != 0 ? order : strcmp(a->after, b->after);
	return order != 0 ? order : (a > b) - (a < b);
}

static int
by_first(const void *left, const void *right)
{
	const struct line_group *a = left, *b = right;

	return (a->first > b->first) - (a->first < b->first);
}

/* A letter may have the line twice. */
static uint32_t
count_letters(const struct letter_change *const *changes, uint32_t count)
{
	uint32_t letters = 0;

	for (uint32_t i = 0; i < count; i++)
		letters += i == 0 || changes[i]->key != changes[i - 1]->key;
	return letters;
}

/* Those of the next letter by name, from `at` on; false behind the last. */
static bool
next_group(struct letter_group *group, struct arena *arena, const struct letter_changes *changes,
    uint32_t *at)
{
	const struct letter_change **sorted;
	uint32_t from = *at;

	if (from == changes->count)
		return false;
	while (
	    *at < changes->count && changes->changes[*at].letter == changes->changes[from].letter)
		++*at;
	*group = (struct letter_group){ .changes = &changes->changes[from], .count = *at - from };
	sorted = arena_array(arena, const struct letter_change *, group->count);
	for (uint32_t i = 0; i < group->count; i++)
		sorted[i] = &group->changes[i];
	group->letters = count_letters(sorted, group->count);
	group->lines = arena_array(arena, struct line_group, group->count);
	qsort(sorted, group->count, sizeof *sorted, by_line);
	for (uint32_t i = 0, to; i < group->count; i = to) {
		for (to = i; to < group->count && same_line(sorted[i], sorted[to]);)
			to++;
		group->lines[group->line_count++] =
		    (struct line_group){ sorted[i], count_letters(sorted + i, to - i) };
	}
	qsort(group->lines, group->line_count, sizeof *group->lines, by_first);
	return true;
}

/* ---- in words ---- */

static void
say_text(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

/* The letters that have the line, NULL: any line of the group. */
static void
say_keys(struct buffer *out, const struct letter_group *group, const struct letter_change *line)
{
	const char *last = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < group->count; i++) {
		const struct letter_change *change = &group->changes[i];

		if (change->key == last || (line != NULL && !same_line(change, line)))
			continue;
		last = change->key;
		if (count++ >= LETTERS_SHOWN)
			continue;
		buffer_text(out, count > 1 ? "; " : "");
		say_text(out, change->key);
	}
	if (count > LETTERS_SHOWN)
		buffer_printf(out, "; and %u more", (unsigned)(count - LETTERS_SHOWN));
}

static void
say_where(struct buffer *out, const struct letter_group *group, const struct line_group *line)
{
	if (line->letters == group->letters && group->letters > 1)
		buffer_text(out, "all of them");
	else
		say_keys(out, group, line->first);
}

/* Where two lines part, with some words around it: a letter has a whole paragraph on one line. */
struct part {
	size_t from, to[2];
	bool cut_before, cut_behind;
};

static struct part
part_that_differs(const struct letter_change *change)
{
	const char *const lines[] = { change->before, change->after };
	const size_t lengths[] = { strlen(lines[0]), strlen(lines[1]) };
	size_t least = lengths[0] < lengths[1] ? lengths[0] : lengths[1], same = 0, behind = 0;
	struct part part = { 0 };

	while (same < least && lines[0][same] == lines[1][same])
		same++;
	while (behind < least - same &&
	    lines[0][lengths[0] - behind - 1] == lines[1][lengths[1] - behind - 1])
		behind++;
	part.from = same > AROUND ? same - AROUND : 0;
	while (part.from > 0 && lines[0][part.from - 1] != ' ')
		part.from--;
	/* the end is the same in both: whole words of it, counted from behind */
	behind = behind > AROUND ? behind - AROUND : 0;
	while (behind > 0 && lines[0][lengths[0] - behind] != ' ')
		behind--;
	part.cut_before = part.from > 0;
	part.cut_behind = behind > 0;
	for (int i = 0; i < 2; i++)
		part.to[i] = lengths[i] - behind;
	return part;
}

static void
say_line(struct buffer *out, const struct letter_change *change, bool after)
{
	const struct part part = part_that_differs(change);
	const char *line = after ? change->after : change->before;

	if (*line == '\0') {
		buffer_text(out, "no such line");
		return;
	}
	buffer_text(out, part.cut_before ? "... " : "");
	display_add(out, line + part.from, part.to[after] - part.from);
	buffer_text(out, part.cut_behind ? " ..." : "");
}

static void
say_how_many(struct buffer *out, const struct letter_group *group)
{
	buffer_printf(out, "%s: %u %s otherwise", group->changes->letter->name,
	    (unsigned)group->letters, group->letters == 1 ? "letter reads" : "letters read");
}

void
contrast_letters_say(struct buffer *out, const struct letter_changes *changes)
{
	struct arena arena = ARENA_INIT;
	struct letter_group group;

	for (uint32_t at = 0; next_group(&group, &arena, changes, &at);) {
		buffer_char(out, '\n');
		say_how_many(out, &group);
		buffer_text(out, ": ");
		say_keys(out, &group, NULL);
		buffer_char(out, '\n');
		for (uint32_t i = 0; i < group.line_count && i < LINES_SHOWN; i++) {
			buffer_text(out, "  in ");
			say_where(out, &group, &group.lines[i]);
			buffer_text(out, "\n    before  ");
			say_line(out, group.lines[i].first, false);
			buffer_text(out, "\n    after   ");
			say_line(out, group.lines[i].first, true);
			buffer_char(out, '\n');
		}
		if (group.line_count > LINES_SHOWN)
			buffer_printf(out, "  and %u more lines; --format csv lists all\n",
			    (unsigned)(group.line_count - LINES_SHOWN));
	}
	arena_release(&arena);
}

/* ---- CSV ---- */

static void
add_cell(struct buffer *out, const char *text, bool first)
{
	uint64_t neutralised = 0;

	csvout_cell(out, text, strlen(text), first, true, &neutralised);
}

void
contrast_letters_csv(struct buffer *out, const struct letter_changes *changes, bool excel)
{
	for (uint32_t i = 0; i < changes->count; i++) {
		const struct letter_change *change = &changes->changes[i];
		struct buffer column = BUFFER_INIT;

		buffer_printf(&column, "text of %s", change->letter->name);
		add_cell(out, change->letter->table->name, true);
		add_cell(out, change->key, false);
		add_cell(out, column.at, false);
		add_cell(out, *change->before == '\0' ? "no such line" : change->before, false);
		add_cell(out, *change->after == '\0' ? "no such line" : change->after, false);
		add_cell(out, "", false);
		add_cell(out, "", false);
		add_cell(out, "letter text", false);
		csvout_end(out, excel);
		buffer_release(&column);
	}
}

/* ---- a page ---- */

static void
put_cell(struct buffer *out, struct buffer *text, const char *before, const char *behind)
{
	buffer_text(out, before);
	page_text(out, text->length == 0 ? "" : text->at);
	buffer_text(out, behind);
	buffer_clear(text);
}

static void
put_group(struct buffer *out, const struct letter_group *group)
{
	struct buffer text = BUFFER_INIT;

	say_how_many(&text, group);
	put_cell(out, &text, "<h3>", "</h3>\n");
	say_keys(&text, group, NULL);
	put_cell(out, &text, "<p>", ".</p>\n");
	buffer_text(out,
	    "<div class=\"scroll\"><table><caption>Line by line</caption>\n<thead><tr><th "
	    "scope=\"col\">In</th><th scope=\"col\">Before</th><th scope=\"col\">After</th></tr>"
	    "</thead>\n<tbody>\n");
	for (uint32_t i = 0; i < group->line_count && i < LINES_ON_A_PAGE; i++) {
		say_where(&text, group, &group->lines[i]);
		put_cell(out, &text, "<tr><th scope=\"row\">", "</th>");
		say_line(&text, group->lines[i].first, false);
		put_cell(out, &text, "<td>", "</td>");
		say_line(&text, group->lines[i].first, true);
		put_cell(out, &text, "<td>", "</td></tr>\n");
	}
	buffer_text(out, "</tbody>\n</table></div>\n");
	if (group->line_count > LINES_ON_A_PAGE)
		buffer_printf(out,
		    "<p>And %u more lines: <code>writ diff</code> with <code>--format csv</code> "
		    "lists all.</p>\n",
		    (unsigned)(group->line_count - LINES_ON_A_PAGE));
	buffer_release(&text);
}

void
contrast_letters_page(struct buffer *out, const struct letter_changes *changes)
{
	struct arena arena = ARENA_INIT;
	struct letter_group group;

	if (changes->count > 0)
		buffer_text(out, "<section>\n<h2>Letters that read otherwise</h2>\n");
	for (uint32_t at = 0; next_group(&group, &arena, changes, &at);)
		put_group(out, &group);
	if (changes->count > 0)
		buffer_text(out, "</section>\n");
	arena_release(&arena);
}
