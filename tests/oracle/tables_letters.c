/* tables_letters: the register, the letters, and where they are to say something their wordings,
 * paragraphs, forms, enclosures and copies. */
#include <string.h>

#include "tests/oracle/tables.h"

static const char *const words[] = { "We write about", "Please note", "(see below)", "&", "it's",
	"\"so to say\"", "<here>", "£5;", "and", "-", "=" };

static struct footing
footing_of(int table)
{
	return (struct footing){ .table = table, .outer = -1 };
}

/* ---- what can be printed ---- */

static const struct made *
thing_of(struct maker *maker, int table, uint64_t kinds)
{
	struct footing place = footing_of(table);
	const struct made *made = maker_thing(maker, &place, kinds);

	/* What is blank holds a letter back: not too often. */
	for (int n = 0; n < 4 && made != NULL && (made->empty || made->opaque) &&
	     maker_chance(maker, 80);
	     n++)
		made = maker_thing(maker, &place, kinds);
	return made == NULL || made->letter ? NULL : made;
}

/* A column of the row, or one that its reference leads to; NULL for none. */
static const char *
column_name(struct maker *maker, int table, uint64_t kinds)
{
	const struct made *made = thing_of(maker, table, kinds), *key;

	key = maker_chance(maker, 45) ? thing_of(maker, table, ~UINT64_C(0)) : NULL;
	if (key != NULL && key->refers >= 0) {
		const struct made *far = thing_of(maker, key->refers, kinds);

		if (far != NULL)
			return arena_printf(maker->arena, "%s.%s", key->name, far->name);
	}
	return made == NULL ? NULL : made->name;
}

static const char *
printed(struct maker *maker, int table, bool reply)
{
	static const char *const settings[] = { "signatory", "answer_time", "limit", "ceiling",
		"cut_off", "places" };
	const struct made *of_run;
	const char *name;

	switch (maker_pick(maker, 12)) {
	case 0: return "letter_date";
	case 1: return "run_date";
	case 2: return reply ? "reply_by" : "practice.person";
	case 3:
	case 4: return settings[maker_pick(maker, 6)];
	case 5:
		of_run = thing_of(maker, -1, ~UINT64_C(0));
		if (of_run != NULL)
			return of_run->name;
		break;
	case 6: return "practice.person";
	case 7: return "practice.share";
	default: break;
	}
	name = column_name(maker, table, ~UINT64_C(0));
	return name == NULL ? "practice" : name;
}

/* ---- texts ---- */

static void
add_words(struct maker *maker, struct buffer *text)
{
	buffer_text(text, words[maker_pick(maker, sizeof words / sizeof words[0])]);
}

static void
add_bit(struct maker *maker, struct buffer *text, int table, bool reply)
{
	const char *flag;

	if (maker_chance(maker, 45)) {
		add_words(maker, text);
	} else if (maker_chance(maker, 75)) {
		buffer_printf(text, "((%s))", printed(maker, table, reply));
	} else {
		flag = column_name(maker, table, KIND_BIT(KIND_YES_NO));
		buffer_printf(text, "((%s??", flag == NULL ? "practice.urgent" : flag);
		add_words(maker, text);
		buffer_text(text, maker_chance(maker, 50) ? " (in brackets)))" : "))");
	}
}

static const char *
line(struct maker *maker, int table, bool reply)
{
	struct buffer text = BUFFER_INIT;
	const char *out;

	for (uint32_t n = 1 + maker_pick(maker, 4); n > 0; n--) {
		add_bit(maker, &text, table, reply);
		if (n > 1 && maker_chance(maker, 85))
			buffer_text(&text, " ");
	}
	out = arena_copy(maker->arena, text.at, text.length);
	buffer_release(&text);
	return out;
}

static const char *
new_file(struct maker *maker, const char *stem, struct buffer *text)
{
	struct world_file *file = &maker->world->files[maker->world->file_count++];

	file->name = arena_printf(maker->arena, "letters/%s.txt", maker_name(maker, stem));
	file->text = arena_copy(maker->arena, text->length > 0 ? text->at : "", text->length);
	buffer_release(text);
	return file->name;
}

/* The places of the day, the subject and the paragraphs are lines of their own; a wording may lack
 * each of them. */
static const char *
wording(struct maker *maker, int table, bool reply)
{
	static const char *const places[] = { "((letter_date))", "((subject))", "((paragraphs))" };
	const char *end = maker_chance(maker, 20) ? "\r\n" : "\n";
	struct buffer text = BUFFER_INIT;
	uint32_t given = maker_pick(maker, 8);

	for (uint32_t n = 0; n < 3; n++) {
		for (uint32_t lines = maker_pick(maker, 3); lines > 0; lines--)
			buffer_printf(&text, "%s%s", line(maker, table, reply), end);
		if (maker_chance(maker, 60))
			buffer_text(&text, end);
		if (given >> n & 1)
			buffer_printf(&text, "%s%s%s", places[n], end,
			    maker_chance(maker, 70) ? end : "");
	}
	buffer_printf(&text, "%s%s", line(maker, table, reply), maker_chance(maker, 60) ? end : "");
	return new_file(maker, "wording", &text);
}

static const char *
paragraph(struct maker *maker, int table, bool reply)
{
	struct buffer text = BUFFER_INIT;

	for (uint32_t n = maker_pick(maker, 2); n > 0; n--)
		buffer_text(&text, "\n");
	for (uint32_t n = maker_pick(maker, 2); n > 0; n--)
		buffer_printf(&text, "%s\n%s", line(maker, table, reply),
		    maker_chance(maker, 50) ? "\n" : "");
	buffer_printf(&text, "%s%s", line(maker, table, reply),
	    maker_chance(maker, 50) ? "\n" : "");
	return new_file(maker, "paragraph", &text);
}

/* In quoted text of the policy no quote may stand. */
static const char *
quoted_line(struct maker *maker, int table, bool reply)
{
	const char *text = line(maker, table, reply);

	while (strchr(text, '"') != NULL)
		text = line(maker, table, reply);
	return text;
}

/* ---- forms ---- */

static void
form_part(struct maker *maker, struct buffer *text, const char *word, uint32_t n, int table)
{
	const char *value = word[0] == 'h' ? printed(maker, table, false)
					   : column_name(maker, table, ~UINT64_C(0));

	if (value == NULL || maker_chance(maker, 25))
		buffer_printf(text, "  %s \"%s %u\" to fill in\n", word,
		    word[0] == 'h' ? "Line" : "Column", (unsigned)n);
	else
		buffer_printf(text, "  %s \"%s %u\" is %s\n", word,
		    word[0] == 'h' ? "Line" : "Column", (unsigned)n, value);
}

static void
form_rows(struct maker *maker, struct buffer *text, int table)
{
	int other = (int)maker_pick(maker, maker->world->table_count);
	struct footing place = { .table = other, .outer = table };
	uint32_t columns = 1 + maker_pick(maker, 3);

	maker_common_keys(maker, table, other, &place);
	if (place.same_count == 0 || other == table || maker_chance(maker, 25)) {
		buffer_printf(text, "  %u empty rows\n", (unsigned)(1 + maker_pick(maker, 3)));
		other = table;
	} else {
		buffer_printf(text, "  one row per %s", maker->world->tables[other].name);
		maker_for_the_same(text, &place);
		maker_related_where(maker, text, &place, NULL, true);
		buffer_text(text, "\n");
	}
	for (uint32_t n = 0; n < columns; n++) {
		if (other == table)
			buffer_printf(text, "  column \"Column %u\" to fill in\n", (unsigned)n + 1);
		else
			form_part(maker, text, "column", n + 1, other);
	}
}

static const char *
form(struct maker *maker, int table)
{
	struct buffer text = BUFFER_INIT;
	const char *name = arena_printf(maker->arena, "Form_%u", (unsigned)++maker->serial);

	buffer_printf(&text, "form %s for standing \"%s\"\n", name,
	    quoted_line(maker, table, false));
	if (maker_chance(maker, 40))
		buffer_text(&text, "  also called \"Annex 1\"\n");
	for (uint32_t n = maker_pick(maker, 3); n > 0; n--)
		form_part(maker, &text, "header", n, table);
	form_rows(maker, &text, table);
	if (maker_chance(maker, 50))
		buffer_printf(&text, "  return to %s\n",
		    maker_chance(maker, 50) ? "signatory" : "\"the team\"");
	maker_part(maker, &text);
	return name;
}

/* ---- letters ---- */

static void
what_it_says(struct maker *maker, struct buffer *text, int table, const char *const *forms,
    uint32_t form_count)
{
	static const char *const to_whom[] = { "\"the team\"", "signatory", "practice.person" };
	struct footing place = footing_of(table);
	bool reply = maker_chance(maker, 60);
	const char *from;

	if (maker_chance(maker, 80))
		buffer_printf(text, "  subject \"%s\"\n", quoted_line(maker, table, reply));
	buffer_printf(text, "  wording from \"%s\"\n", wording(maker, table, reply));
	for (uint32_t n = maker_pick(maker, 3); n > 0; n--) {
		const char *file = paragraph(maker, table, reply);

		buffer_printf(text, "  paragraph from \"%s\" when %s\n", file,
		    maker_condition(maker, &place, 1, 8));
	}
	from = maker_chance(maker, 70) ? "letter_date"
				       : column_name(maker, table, KIND_BIT(KIND_DATE));
	if (reply)
		buffer_printf(text, "  asks for a reply by %s after %s, to %s\n",
		    maker_chance(maker, 70) ? "answer_time" : "2 weeks",
		    from == NULL ? "letter_date" : from, to_whom[maker_pick(maker, 3)]);
	if (maker_chance(maker, 40))
		buffer_text(text, "  encloses \"the guide & all\"\n");
	for (uint32_t n = 0; n < form_count; n++)
		if (maker_chance(maker, 50))
			buffer_printf(text, "  encloses form %s\n", forms[n]);
	for (uint32_t n = maker_pick(maker, 3); n > 0; n--)
		buffer_printf(text, "  copies to %s\n", to_whom[maker_pick(maker, 3)]);
}

void
maker_letters(struct maker *maker)
{
	static const char *const states[] = { "Due", "Sent", "Lapsed", "Not_due" };
	int table = maker->standing >= 0 ? maker->standing : maker->practice;
	struct footing place = footing_of(table);
	struct buffer text = BUFFER_INIT;
	uint32_t count = 1 + maker_pick(maker, 3), form_count = 0;
	bool per_term = false;
	const char *names[3], *forms[2];

	for (uint32_t i = 0; i < maker->thing_count; i++)
		per_term = per_term ||
		    (maker->things[i].table == table && maker->things[i].key &&
			strcmp(maker->things[i].name, "term") == 0);
	if (table != maker->standing)
		return;
	buffer_text(&text, "letters are recorded in sent, named by letter_name\n");
	maker_part(maker, &text);
	for (uint32_t n = maker->lettered ? 8 : 3; n > 0; n--)
		maker_rule(maker);
	for (uint32_t n = maker->lettered ? maker_pick(maker, 3) : 0; n > 0; n--)
		forms[form_count++] = form(maker, table);
	for (uint32_t i = 0; i < count; i++) {
		const char *displaced =
		    i > 0 && maker_chance(maker, 70) ? names[maker_pick(maker, i)] : NULL;

		names[i] = arena_printf(maker->arena, "Letter_%u", (unsigned)(i + 1));
		buffer_printf(&text, "letter %s for standing, to practice\n", names[i]);
		if (displaced != NULL)
			buffer_printf(&text, "  instead of %s\n", displaced);
		buffer_printf(
		    &text, "  send when %s\n",
		    maker->lettered && maker_chance(maker, 60)
			? "practice is not \"P4\""
			: maker_condition(maker, &place, 1, 8));
		if (maker_chance(maker, 60))
			buffer_printf(&text, "  lapses when %s\n",
			    maker_chain(maker, &place, 1));
		buffer_printf(&text, "  once for each practice%s\n", per_term ? " and term" : "");
		if (maker->lettered)
			what_it_says(maker, &text, table, forms, form_count);
		maker_part(maker, &text);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct made *made = maker_add(maker, names[i], table, KIND_LABEL);

		made->letter = true;
		made->labels = maker_list(maker, states, 4);
	}
}
