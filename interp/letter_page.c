/* letter_page: see letter_page.h. */
#include "interp/letter_page.h"

#include <string.h>

#include "interp/grid_display.h"
#include "interp/grid_value.h"
#include "interp/page_parts.h"
#include "lang/date.h"

static const char style[] =
    "*{box-sizing:border-box}\n"
    "html{font:100%/1.5 Arial,Helvetica,sans-serif;color:#16202b;background:#fff}\n"
    "body{margin:0 auto;max-width:48rem;padding:2rem 1.5rem 3rem}\n"
    "h1{font-size:1.2rem;line-height:1.35;margin:1.5rem 0 1rem}\n"
    "h2{font-size:1rem;margin:1.5rem 0 .25rem}\n"
    "p,ul{margin:0 0 .9rem}ul{padding-left:1.4rem}\n"
    "p,li,td,th{overflow-wrap:anywhere}\n"
    "a{color:#0b3d6b}\n"
    ".end{margin-top:1.8rem}\n"
    ".fill{border-bottom:1px solid #16202b;min-height:1.7em;min-width:14rem}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.45rem 1rem;margin:0 0 1.2rem}\n"
    "dt{font-weight:700}dd{margin:0}\n"
    "table{border-collapse:collapse;width:calc(100% - 1px);margin:0 0 1.2rem;font-size:.95rem}\n"
    "caption{text-align:left;font-weight:700;padding:0 0 .4rem}\n"
    "th,td{border:1px solid #16202b;padding:.4rem .5rem;text-align:left;vertical-align:top}\n"
    "thead th{background:#f1f4f7}tbody tr{height:3.2rem}.box{min-width:6rem}\n"
    "footer{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid "
    "#c3ccd4;color:#44505c;font-size:.85rem}\n"
    ".hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%"
    ")}\n"
    "@media print{@page{size:A4;margin:20mm "
    "22mm}html{font-size:11pt}body{max-width:none;padding:0}\n"
    "h1,h2{break-after:avoid}li,tr{break-inside:avoid}thead{display:table-header-group}p{orphans:2;"
    "widows:2}\n"
    "a{color:inherit;text-decoration:none}*{-webkit-print-color-adjust:exact;print-color-adjust:"
    "exact}}\n"
    "@media print{.sheet{font-size:10pt}}\n";

static const char style_wide[] =
    "body{max-width:68rem}\n@media print{@page{size:A4 landscape;margin:15mm}}\n";

void
letter_page_head(struct buffer *out, const char *title, bool wide)
{
	buffer_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, title);
	buffer_text(out, "</title>\n<style>\n");
	buffer_text(out, style);
	buffer_text(out, wide ? style_wide : "");
	buffer_text(out, "</style>\n</head>\n<body>\n");
}

static const char *
title_of(const struct program *program)
{
	return program->title != NULL ? program->title : program->name;
}

void
letter_page_foot(struct buffer *out, const struct program *program, const struct letter_copy *copy)
{
	buffer_text(out, "<footer><p>");
	page_text(out, title_of(program));
	if (program->version != NULL) {
		buffer_text(out, ", version ");
		page_text(out, program->version);
	}
	if (*copy->local != '\0') {
		buffer_text(out, ", with variation ");
		page_text(out, copy->local);
	}
	buffer_text(out, "</p></footer>\n</body>\n</html>\n");
}

/* Without blanks at its ends: what stood there may be text that is there for some only. */
static const char *
on_one_line(struct arena *arena, const struct filled *filled)
{
	struct buffer text = BUFFER_INIT;
	const char *kept;
	size_t from = 0;

	flow_line(&text, filled);
	while (text.length > 0 && text.at[text.length - 1] == ' ')
		buffer_cut(&text, text.length - 1);
	while (from < text.length && text.at[from] == ' ')
		from++;
	kept = arena_copy(arena, text.length > 0 ? text.at + from : "", text.length - from);
	buffer_release(&text);
	return kept;
}

/* "Letter_5": Letter 5 */
static const char *
name_in_words(struct arena *arena, const char *name)
{
	char *words = arena_copy(arena, name, strlen(name));

	for (char *at = words; *at != '\0'; at++)
		if (*at == '_')
			*at = ' ';
	return words;
}

const char *
letter_form_title(struct arena *arena, const struct filled_form *filled)
{
	const char *title = filled->form->title != NULL ? filled->form->title : filled->form->name;

	if (filled->title.template != NULL)
		title = on_one_line(arena, &filled->title);
	return *title != '\0' ? title : name_in_words(arena, filled->form->name);
}

/* All of it may be text that is there for some only. */
const char *
letter_subject(struct arena *arena, const struct letter_copy *copy)
{
	const char *subject =
	    copy->subject.template == NULL ? "" : on_one_line(arena, &copy->subject);

	return *subject != '\0' ? subject : name_in_words(arena, copy->letter->name);
}

/* "Quarterly performance action plan (Appendix 2)" */
static const char *
enclosed(struct arena *arena, const struct letter_copy *copy, uint32_t at)
{
	const struct enclosure *enclosure = &copy->letter->enclosures[at];
	const char *title;

	if (enclosure->form == NULL)
		return enclosure->text;
	title = letter_form_title(arena, &copy->forms[at]);
	if (enclosure->form->also_called == NULL)
		return title;
	return arena_printf(arena, "%s (%s)", title, enclosure->form->also_called);
}

/* Where to break off a path: forms stand beside the letter. */
static const char *
base_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash == NULL ? file : slash + 1;
}

static void
put_enclosed(struct buffer *out, struct arena *arena, const struct letter_copy *copy)
{
	if (copy->letter->enclosure_count == 0)
		return;
	buffer_text(out, "<section class=\"end\">\n<h2>Enclosed</h2>\n<ul>\n");
	for (uint32_t i = 0; i < copy->letter->enclosure_count; i++) {
		bool is_form = copy->letter->enclosures[i].form != NULL;

		buffer_text(out, "<li>");
		if (is_form) {
			buffer_text(out, "<a href=\"");
			page_text(out, base_of(copy->form_files[i]));
			buffer_text(out, "\">");
		}
		page_text(out, enclosed(arena, copy, i));
		buffer_text(out, is_form ? "</a></li>\n" : "</li>\n");
	}
	buffer_text(out, "</ul>\n</section>\n");
}

static void
put_copies(struct buffer *out, const struct letter_copy *copy)
{
	if (copy->letter->copy_count == 0)
		return;
	buffer_text(out, "<p class=\"end\">Copy to: ");
	for (uint32_t i = 0; i < copy->letter->copy_count; i++) {
		buffer_text(out, i > 0 ? "; " : "");
		page_text(out, copy->copies[i]);
	}
	buffer_text(out, "</p>\n");
}

static void
put_date(struct buffer *out, struct arena *arena, int64_t date)
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	buffer_printf(out, "<p><time datetime=\"%04d-%02d-%02d\">%s</time></p>\n", year, month, day,
	    date_in_words(arena, date));
}

void
letter_html(struct buffer *out, const struct letters *letters, const struct letter_copy *copy)
{
	struct arena arena = ARENA_INIT;
	struct buffer flow = BUFFER_INIT;
	const char *subject = letter_subject(&arena, copy);
	bool heading, dated;

	flow_letter(&flow, copy, &heading, &dated);
	letter_page_head(out, subject, false);
	buffer_text(out, "<main>\n");
	if (!dated)
		put_date(out, &arena, letters->knobs->run_date);
	if (!heading) {
		buffer_text(out, "<h1>");
		page_text(out, subject);
		buffer_text(out, "</h1>\n");
	}
	flow_html(out, &flow, subject);
	put_enclosed(out, &arena, copy);
	put_copies(out, copy);
	buffer_text(out, "</main>\n");
	letter_page_foot(out, letters->program, copy);
	buffer_release(&flow);
	arena_release(&arena);
}

static void
add_text(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

void
letter_body(struct buffer *out, const struct letters *letters, const struct letter_copy *copy)
{
	struct arena arena = ARENA_INIT;
	struct buffer flow = BUFFER_INIT;
	const char *subject = letter_subject(&arena, copy);
	bool heading, dated;
	size_t end;

	flow_letter(&flow, copy, &heading, &dated);
	if (!dated)
		buffer_printf(out, "%s\r\n\r\n", date_in_words(&arena, letters->knobs->run_date));
	if (!heading) {
		add_text(out, subject);
		buffer_text(out, "\r\n\r\n");
	}
	end = out->length;
	flow_text(out, &flow, subject);
	/* A wording of which nothing is shown: what follows brings its own empty line. */
	if (out->length == end && end > 2)
		buffer_cut(out, end - 2);
	if (copy->letter->enclosure_count > 0)
		buffer_text(out, "\r\nEnclosed:\r\n");
	for (uint32_t i = 0; i < copy->letter->enclosure_count; i++) {
		buffer_text(out, "* ");
		add_text(out, enclosed(&arena, copy, i));
		if (copy->form_files[i] != NULL)
			buffer_printf(out, ": %s", base_of(copy->form_files[i]));
		buffer_text(out, "\r\n");
	}
	for (uint32_t i = 0; i < copy->letter->copy_count; i++) {
		buffer_text(out, i == 0 ? "\r\nCopy to: " : "; ");
		add_text(out, copy->copies[i]);
	}
	buffer_text(out, copy->letter->copy_count > 0 ? "\r\n" : "");
	buffer_release(&flow);
	arena_release(&arena);
}

void
letter_text(struct buffer *out, const struct letters *letters, const struct letter_copy *copy)
{
	letter_body(out, letters, copy);
	buffer_text(out, "\r\n");
	add_text(out, title_of(letters->program));
	if (letters->program->version != NULL) {
		buffer_text(out, ", version ");
		add_text(out, letters->program->version);
	}
	if (*copy->local != '\0') {
		buffer_text(out, ", with variation ");
		add_text(out, copy->local);
	}
	buffer_text(out, "\r\n");
}
