/* letters_show: what became of the letters: the section of the index page, and the terminal. */
#include <string.h>

#include "interp/grid_display.h"
#include "interp/letters.h"
#include "interp/page_parts.h"

enum { PAGE_LETTERS_MAX = 200, SCREEN_LETTERS_MAX = 10 };

static const char *
register_name(const struct letter_summary *summary)
{
	return summary->program->letter_register->table->name;
}

/* ---- the page ---- */

static void
put_refused(struct buffer *out, const struct letter_summary *summary)
{
	if (summary->refused == 0)
		return;
	buffer_text(out, "<p class=\"warn\"><strong>No letter was written:</strong> ");
	page_rows(out, summary->refused, "row of ", "rows of ");
	page_text(out, register_name(summary));
	buffer_text(out, summary->refused == 1
			     ? " was refused, and it could record any of these letters."
			     : " were refused, and they could record any of these letters.");
	buffer_text(out,
	    " Put right what <a href=\"problems.csv\">problems.csv</a> says, and run again."
	    "</p>\n");
}

static void
put_lost(struct buffer *out, const struct letter_summary *summary)
{
	if (summary->lost == 0)
		return;
	buffer_text(out, "<p class=\"warn\"><strong>No letter was written:</strong> ");
	page_rows(out, summary->lost, "row of ", "rows of ");
	page_text(out, register_name(summary));
	buffer_text(out, summary->lost == 1
			     ? " is a letter to somebody who cannot be found, and it could go out again."
			     : " are letters to somebody who cannot be found, and they could go out again.");
	buffer_text(out,
	    " Put right what <a href=\"problems.csv\">problems.csv</a> says, and run again."
	    "</p>\n");
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
	    "<div class=\"scroll\"><table>\n<caption>Letters</caption>\n<thead><tr>"
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
	buffer_text(out, "</th><td>");
	if (folder && note->file != NULL) {
		buffer_text(out, "<a href=\"");
		page_text(out, note->file);
		buffer_text(out, "\">");
	}
	page_text(out, note->letter->name);
	buffer_text(out, folder && note->file != NULL ? "</a></td><td>" : "</td><td>");
	page_text(out, *note->why == '\0' && note->fate == LETTER_HELD_BACK
			   ? "nothing but the register"
			   : note->why);
	buffer_text(out, "</td></tr>\n");
}

static void
put_notes(struct buffer *out, const struct letter_summary *summary, enum letter_fate fate,
    const char *caption, const char *why, bool folder)
{
	uint64_t shown = 0, all = 0;

	for (size_t i = 0; i < summary->note_count; i++)
		all += summary->notes[i].fate == fate;
	if (all == 0)
		return;
	buffer_printf(out,
	    "<div class=\"scroll\"><table>\n<caption>%s</caption>\n<thead><tr>"
	    "<th scope=\"col\">For</th><th scope=\"col\">Letter</th><th "
	    "scope=\"col\">%s</th></tr></thead>\n"
	    "<tbody>\n",
	    caption, why);
	for (size_t i = 0; i < summary->note_count && shown < PAGE_LETTERS_MAX; i++) {
		if (summary->notes[i].fate != fate)
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
	    "the rows of <a href=\"letters/for-the-register.csv\">letters/for-the-register.csv</a> to ");
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
	put_refused(out, summary);
	put_lost(out, summary);
	put_notes(out, summary, LETTER_HELD_BACK, "Due, but held back", "What is missing", folder);
	put_notes(out, summary, LETTER_UNDECIDED, "A person decides whether they are due",
	    "What it may be", folder);
	put_counts(out, summary, folder);
	put_notes(out, summary, LETTER_WRITTEN, folder ? "Written" : "Ready to be written", "Why",
	    folder);
	put_what_to_do(out, summary, folder);
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
	buffer_text(out, ": ");
	add_shown(out, note->letter->name);
	buffer_text(
	    out, note->fate == LETTER_HELD_BACK ? " is held back: " : " cannot be decided: ");
	add_shown(out, note->why);
	buffer_char(out, '\n');
}

void
letters_screen(struct buffer *out, const struct letter_summary *summary, bool folder)
{
	uint64_t shown = 0, open = 0;

	if (summary->count == 0)
		return;
	buffer_text(out, "Letters\n");
	for (uint32_t i = 0; i < summary->count; i++)
		add_count(out, &summary->counts[i], folder);
	if (summary->refused > 0) {
		buffer_printf(out, "  No letter is written: %llu row%s of ",
		    (unsigned long long)summary->refused, summary->refused == 1 ? "" : "s");
		add_shown(out, register_name(summary));
		buffer_text(out, summary->refused == 1
				     ? " was refused and could record any of them\n"
				     : " were refused and could record any of them\n");
	}
	if (summary->lost > 0) {
		buffer_printf(out, "  No letter is written: %llu row%s of ",
		    (unsigned long long)summary->lost, summary->lost == 1 ? "" : "s");
		add_shown(out, register_name(summary));
		buffer_text(out, summary->lost == 1
				     ? " is a letter to somebody who cannot be found, and it could go out again\n"
				     : " are letters to somebody who cannot be found, and they could go out again\n");
	}
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
