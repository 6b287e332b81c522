/*
 * letters_register: for-the-register.csv, the rows that say of the letters written that they are
 * sent, in the form of the register's own file: its headings in their order, its delimiter, its
 * way to write a date, its line ends. So they can be put below its rows with anything that joins
 * text, and are read as what they say. Cells of columns that the policy does not read stay empty.
 */
#include <string.h>

#include "interp/csvout.h"
#include "interp/encoding.h"
#include "interp/field.h"
#include "interp/filename.h"
#include "interp/letters_internal.h"
#include "interp/platform.h"
#include "lang/date.h"

void
letters_register_file(struct letters *letters, const char *file, const struct csvin_facts *facts)
{
	letters->summary.register_file = file == NULL ? NULL : platform_base(file);
	letters->register_facts = facts;
}

static bool
is_in(const struct csvin_facts *facts, enum encoding encoding)
{
	return strcmp(facts->encoding, encoding_name(encoding)) == 0;
}

/* A column whose dates are years first, or tell nothing, is written with the year first: it is
 * read beside dates in words too. */
static bool
is_day_first(const struct csvin_column *column)
{
	return (column->style & (STYLE_DAY_FIRST | STYLE_SLASHED)) != 0 &&
	    (column->style & STYLE_ISO) == 0;
}

static const char *
in_its_style(struct arena *arena, const struct csvin_column *column, struct value value)
{
	int year, month, day;

	if (value.state != GIVEN)
		return "";
	if (value.type.kind != KIND_DATE || !is_day_first(column))
		return value_spell(arena, &value, SPELL_PLAIN);
	date_to_civil(value.num, &year, &month, &day);
	return arena_printf(arena, "%02d/%02d/%04d", day, month, year);
}

static void
put_rows(struct buffer *out, struct arena *arena, const struct letters *letters,
    uint64_t *neutralised)
{
	const struct csvin_facts *facts = letters->register_facts;
	struct filenames references;

	filenames_init(&references, arena);
	for (size_t i = 0; i < letters->count; i++) {
		const struct letter_copy *copy = letters->copies[i];
		const char *reference;

		if (copy->fate != LETTER_WRITTEN)
			continue;
		reference = letters_reference(arena, &references, letters, copy);
		for (uint32_t c = 0; c < facts->column_count; c++) {
			const struct csvin_column *column = &facts->columns[c];
			const char *text = column->column == NULL ?
			    "" :
			    in_its_style(arena, column,
				letters_register_cell(letters, copy, column->column, reference));

			csvout_cell_by(out, facts->delimiter, text, strlen(text), c == 0, true,
			    neutralised);
		}
		csvout_end(out, facts->crlf);
	}
}

/* Into Windows-1252 where the register is written in it; false when it has no such character. */
static bool
to_windows_1252(struct buffer *out)
{
	struct buffer bytes = BUFFER_INIT;
	bool done = encoding_to_windows_1252(&bytes, out->at, out->length);

	if (done) {
		buffer_clear(out);
		buffer_add(out, bytes.at, bytes.length);
	}
	buffer_release(&bytes);
	return done;
}

void
letters_register_csv(struct buffer *out, const struct letters *letters, bool excel,
    uint64_t *neutralised)
{
	const struct csvin_facts *facts = letters->register_facts;
	struct arena arena = ARENA_INIT;
	struct buffer text = BUFFER_INIT;

	if (facts == NULL) {
		letters_csv(out, letters, true, excel, neutralised);
		return;
	}
	for (uint32_t c = 0; c < facts->column_count; c++)
		csvout_cell_by(&text, facts->delimiter, facts->columns[c].header,
		    strlen(facts->columns[c].header), c == 0, true, neutralised);
	csvout_end(&text, facts->crlf);
	/* Joined to a file whose last line has no end, the first row must not become a part of it;
	 * an empty line is no row. */
	if (facts->open_ended && letters->summary.written > 0)
		csvout_end(&text, facts->crlf);
	put_rows(&text, &arena, letters, neutralised);
	if ((!is_in(facts, ENCODING_WINDOWS_1252) || !to_windows_1252(&text)) &&
	    (excel || !is_in(facts, ENCODING_UTF8)))
		buffer_text(out, "\xEF\xBB\xBF");
	buffer_add(out, text.at, text.length);
	buffer_release(&text);
	arena_release(&arena);
}
