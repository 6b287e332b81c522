/* letters_show: what became of the letters: the section of the index page, and the terminal. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/letters.h"
#include "interp/page_parts.h"

enum { PAGE_LETTERS_MAX = 200, SCREEN_LETTERS_MAX = 10 };

static const char *
register_name(const struct letter_summary *summary)
{
	if (summary->register_file != NULL)
		return summary->register_file;
	return summary->program->letter_register->table->name;
}

/* ---- the page ---- */

/* What follows from it, behind what it is. */
static void
say_meaning(struct buffer *out, const struct letter_hold *hold, bool page)
{
	bool one = hold->rows == 1;

	if (!hold->every)
		buffer_printf(out,
		    ": letters that rest on %s are held back, and one that is due may be missing",
		    one ? "it" : "them");
	else if (hold->kind == LETTER_HOLD_REFUSED && page)
		buffer_printf(
		    out, ", and %s could record any of these letters", one ? "it" : "they");
	else if (hold->kind == LETTER_HOLD_REFUSED)
		buffer_text(out, " and could record any of them");
}

static void
put_holds(struct buffer *out, const struct letter_summary *summary)
{
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; i < summary->hold_count; i++) {
		const struct letter_hold *hold = &summary->holds[i];

		buffer_clear(&text);
		letters_say_hold(&text, hold);
		say_meaning(&text, hold, true);
		buffer_text(out, hold->every ?
			"<p class=\"warn\"><strong>No letter was written:</strong> " :
			"<p class=\"warn\">");
		page_text(out, text.at);
		buffer_text(out,
		    ". Put right what <a href=\"problems.csv\">problems.csv</a> says, and run "
		    "again.</p>\n");
	}
	buffer_release(&text);
}

/* "2 rows of letters-sent.csv are dated after 2018-02-28: not counted yet. ..." */
static bool
say_later(struct buffer *out, const struct letter_summary *summary)
{
	struct value day = { .state = GIVEN,
		.type = type_plain(KIND_DATE),
		.num = summary->run_date };

	if (summary->later == 0 || summary->due == 0)
		return false;
	buffer_printf(out, "%llu row%s of %s %s dated after ", (unsigned long long)summary->later,
	    summary->later == 1 ? "" : "s", register_name(summary),
	    summary->later == 1 ? "is" : "are");
	buffer_value(out, &day, SPELL_READER);
	buffer_text(out,
	    ": not counted yet. For a run of a past day that is right; in a run of today it is a "
	    "slip "
	    "in a date, and what was sent could go out again");
	return true;
}

static void
put_later(struct buffer *out, const struct letter_summary *summary)
{
	struct buffer text = BUFFER_INIT;

	if (say_later(&text, summary)) {
		buffer_text(out, "<p>");
		page_text(out, text.at);
		buffer_text(out, ".</p>\n");
	}
	buffer_release(&text);
}

/* "1 row of letters-sent.csv records a letter for somebody for whom its rule does not hold: ..." */
static bool
say_without_rule(struct buffer *out, const struct letter_summary *summary)
{
	bool one = summary->without_rule == 1;

	if (summary->without_rule == 0)
		return false;
	buffer_printf(out, "%llu row%s of %s record%s a letter for somebody for whom its rule does "
	    "not hold: is it the right one? problems.csv names %s, under sent-without-rule",
	    (unsigned long long)summary->without_rule, one ? "" : "s", register_name(summary),
	    one ? "s" : "", one ? "the line" : "the lines");
	return true;
}

static void
put_without_rule(struct buffer *out, const struct letter_summary *summary)
{
	struct buffer text = BUFFER_INIT;

	if (say_without_rule(&text, summary)) {
		buffer_text(out, "<p>");
		page_text(out, text.at);
		buffer_text(out, ".</p>\n");
	}
	buffer_release(&text);
}

static void
put_number(struct buffer *out, uint64_t number)
{
	buffer_text(out, "<td class=\"n\">");
	page_count(out, number);
	buffer_text(out, "</td>");
}

static void
put_counts(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	buffer_printf(out,
	    "<div class=\"scroll\"><table>\n<caption>How many of each letter</caption>\n<thead><tr>"
	    "<th scope=\"col\">Letter</th><th scope=\"col\" class=\"n\">Due</th>"
	    "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">Held back</th>"
	    "<th scope=\"col\" class=\"n\">Cannot be decided</th><th scope=\"col\" "
	    "class=\"n\">Sent before</th>"
	    "<th scope=\"col\" class=\"n\">Lapsed</th></tr></thead>\n<tbody>\n",
	    folder ? "Written" : "Ready");
	for (uint32_t i = 0; i < summary->count; i++) {
		const struct letter_count *count = &summary->counts[i];

		buffer_text(out, "<tr><th scope=\"row\">");
		page_text(out, count->letter->name);
		buffer_text(out, "</th>");
		put_number(out, count->due);
		put_number(out, count->written);
		put_number(out, count->held_back);
		put_number(out, count->undecided);
		put_number(out, count->sent);
		put_number(out, count->lapsed);
		buffer_text(out, "</tr>\n");
	}
	buffer_text(out, "</tbody>\n</table></div>\n");
}

static void
put_note(struct buffer *out, const struct letter_note *note, bool folder)
{
	buffer_text(out, "<tr><th scope=\"row\">");
	page_text(out, note->key);
	if (*note->name != '\0') {
		buffer_text(out, "<br><span class=\"who\">");
		page_text(out, note->name);
		buffer_text(out, "</span>");
	}
	buffer_text(out, "</th><td>");
	if (folder && note->file != NULL) {
		buffer_text(out, "<a href=\"");
		page_text(out, note->file);
		buffer_text(out, "\">");
	}
	page_text(out, note->letter->name);
	buffer_text(out, folder && note->file != NULL ? "</a></td><td>" : "</td><td>");
	page_text(out, *note->why == '\0' && note->fate == LETTER_HELD_BACK
			   ? "nothing of its own; rows of the register: see above"
			   : note->why);
	if (*note->local != '\0' && strstr(note->why, "by variation ") == NULL) {
		buffer_text(out,
		    *note->why == '\0' ? "with variation " : "; with variation ");
		page_text(out, note->local);
	}
	buffer_text(out, "</td></tr>\n");
}

static bool
is_of(const struct letter_note *note, enum letter_fate fate, bool either_way)
{
	return note->fate == fate && note->either_way == either_way;
}

static void
put_notes(struct buffer *out, const struct letter_summary *summary, enum letter_fate fate,
    bool either_way, const char *caption, const char *why, bool folder)
{
	uint64_t shown = 0, all = 0;

	for (size_t i = 0; i < summary->note_count; i++)
		all += is_of(&summary->notes[i], fate, either_way);
	if (all == 0)
		return;
	buffer_printf(out,
	    "<div class=\"scroll\"><table>\n<caption>%s</caption>\n<thead><tr>"
	    "<th scope=\"col\">For</th><th scope=\"col\">Letter</th><th "
	    "scope=\"col\">%s</th></tr></thead>\n"
	    "<tbody>\n",
	    caption, why);
	for (size_t i = 0; i < summary->note_count && shown < PAGE_LETTERS_MAX; i++) {
		if (!is_of(&summary->notes[i], fate, either_way))
			continue;
		put_note(out, &summary->notes[i], folder);
		shown++;
	}
	buffer_text(out, "</tbody>\n</table></div>\n");
	if (all == shown)
		return;
	buffer_text(out, "<p>And ");
	page_count(out, all - shown);
	buffer_printf(out,
	    folder ? " more in <a href=\"letters/%s\">letters/%s</a>.</p>\n" : " more.</p>\n",
	    fate == LETTER_WRITTEN ? "letters.csv" : "not-written.csv",
	    fate == LETTER_WRITTEN ? "letters.csv" : "not-written.csv");
}

static void
put_what_to_do(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	if (!folder || summary->written == 0)
		return;
	buffer_text(out,
	    "<p>A letter counts as sent when the register says so. Once these have gone out, add "
	    "the rows of <a href=\"letters/for-the-register.csv\">letters/for-the-register.csv</a> "
	    "to ");
	if (summary->program->letter_register != NULL
	    && summary->program->letter_register->table->file != NULL)
		page_text(out, summary->program->letter_register->table->file);
	else
		buffer_text(out, "the register");
	if (*summary->to_fill != '\0') {
		buffer_text(out, ", and fill in ");
		page_text(out, summary->to_fill);
	}
	buffer_text(out, ".</p>\n");
}

void
letters_page(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	if (summary->count == 0)
		return;
	buffer_text(out, "<section id=\"letters\">\n<h2>Letters</h2>\n");
	put_holds(out, summary);
	put_later(out, summary);
	put_without_rule(out, summary);
	put_notes(out, summary, LETTER_HELD_BACK, false, "Due, but held back", "What is missing",
	    folder);
	put_notes(out, summary, LETTER_UNDECIDED, false, "A person decides whether they are due",
	    "What it may be", folder);
	put_counts(out, summary, folder);
	put_notes(out, summary, LETTER_WRITTEN, false, folder ? "Written" : "Ready to be written",
	    "Why", folder);
	put_what_to_do(out, summary, folder);
	put_notes(out, summary, LETTER_UNDECIDED, true,
	    "Cannot be decided, but no letter goes out either way", "What it may be", folder);
	buffer_text(out, "</section>\n");
}

/* ---- the terminal ---- */

static void
add_shown(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

/* "  Letter_4: 5 due, 4 written, 1 held back" */
static void
add_count(struct buffer *out, const struct letter_count *count, bool folder)
{
	static const char *const words[] = { "held back", "cannot be decided", "sent before",
		"lapsed" };
	const uint64_t figures[] = { count->held_back, count->undecided, count->sent,
		count->lapsed };

	buffer_text(out, "  ");
	add_shown(out, count->letter->name);
	buffer_printf(out, ": %llu due", (unsigned long long)count->due);
	if (count->due > 0)
		buffer_printf(out, ", %llu %s", (unsigned long long)count->written,
		    folder ? "written" : "ready");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (figures[i] > 0)
			buffer_printf(out, ", %llu %s", (unsigned long long)figures[i], words[i]);
	buffer_char(out, '\n');
}

static void
add_note(struct buffer *out, const struct letter_note *note)
{
	buffer_text(out, "  ");
	add_shown(out, note->key);
	if (*note->name != '\0') {
		buffer_text(out, " (");
		add_shown(out, note->name);
		buffer_char(out, ')');
	}
	buffer_text(out, ": ");
	add_shown(out, note->letter->name);
	buffer_text(
	    out, note->fate == LETTER_HELD_BACK ? " is held back: " : " cannot be decided: ");
	add_shown(out, note->why);
	buffer_char(out, '\n');
}

static void
add_holds(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	struct buffer text = BUFFER_INIT;

	for (uint32_t i = 0; i < summary->hold_count; i++) {
		const struct letter_hold *hold = &summary->holds[i];

		buffer_clear(&text);
		letters_say_hold(&text, hold);
		say_meaning(&text, hold, false);
		buffer_text(out, hold->every ? "  No letter is written: " : "  ");
		add_shown(out, text.at);
		if (hold->every && hold->kind == LETTER_HOLD_REFUSED)
			buffer_text(out, folder ? "; all are listed in problems.csv" :
						  "; --out FOLDER lists all in problems.csv");
		buffer_char(out, '\n');
	}
	buffer_release(&text);
}

void
letters_screen(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	uint64_t shown = 0, open = 0;
	struct buffer later = BUFFER_INIT;

	if (summary->count == 0)
		return;
	buffer_text(out, "Letters\n");
	for (uint32_t i = 0; i < summary->count; i++)
		add_count(out, &summary->counts[i], folder);
	add_holds(out, summary, folder);
	if (say_later(&later, summary)) {
		buffer_text(out, "  ");
		add_shown(out, later.at);
		buffer_char(out, '\n');
	}
	buffer_clear(&later);
	if (say_without_rule(&later, summary)) {
		buffer_text(out, "  ");
		add_shown(out, later.at);
		buffer_char(out, '\n');
	}
	buffer_release(&later);
	for (size_t i = 0; i < summary->note_count && summary->notes[i].fate != LETTER_WRITTEN;
	     i++) {
		/* What only the register holds back is said above, once. */
		if (*summary->notes[i].why == '\0')
			continue;
		open++;
		if (shown == SCREEN_LETTERS_MAX)
			continue;
		add_note(out, &summary->notes[i]);
		shown++;
	}
	if (open > shown)
		buffer_printf(out,
		    folder ? "  … and %llu more; all of them: letters/not-written.csv\n"
			   : "  … and %llu more; --out FOLDER writes all of them: "
			     "letters/not-written.csv\n",
		    (unsigned long long)(open - shown));
	buffer_char(out, '\n');
}
