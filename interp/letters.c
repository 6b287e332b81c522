/* letters: see letters.h. Here: collecting them row by row, and settling what becomes of each. */
#include "interp/letters.h"

#include <stdlib.h>
#include <string.h>

#include "interp/decisions.h"
#include "interp/explain.h"
#include "interp/filename.h"
#include "interp/form_page.h"
#include "interp/letter_page.h"
#include "interp/letters_internal.h"

enum { KEY_LONGEST = 80, NAME_LONGEST = 40 }; /* bytes of a file's name */

struct letters *
letters_make(
    const struct program *program, const struct knobs *knobs, const struct letter_rows *rows)
{
	struct letters *letters = memory_grow(NULL, 1, sizeof(*letters));

	memset(letters, 0, sizeof(*letters));
	arena_init(&letters->arena);
	letters->program = program;
	letters->knobs = knobs;
	letters->source = *rows;
	letters->looked = arena_array(&letters->arena, struct looked_list, program->table_count);
	letters->summary.program = program;
	letters->summary.count = program->letter_count;
	letters->summary.counts =
	    arena_array(&letters->arena, struct letter_count, program->letter_count);
	letters->basis = arena_array(&letters->arena, const bool *, program->letter_count);
	for (uint32_t i = 0; i < program->letter_count; i++)
		letters->summary.counts[i].letter = program->letters[i];
	letters->summary.to_fill = "";
	return letters;
}

void
letters_free(struct letters *letters)
{
	if (letters == NULL)
		return;
	for (size_t i = 0; i < letters->count; i++)
		buffer_release(&letters->copies[i]->missing);
	for (uint32_t i = 0; i < letters->program->table_count; i++)
		memory_free(letters->looked[i].rows);
	memory_free(letters->copies);
	memory_free(letters->list_rows);
	memory_free(letters->list_sure);
	arena_release(&letters->arena);
	memory_free(letters);
}

/* ---- row by row ---- */

static const char *
kept(struct arena *arena, struct buffer *text)
{
	const char *copy = arena_copy(arena, text->length > 0 ? text->at : "", text->length);

	buffer_release(text);
	return copy;
}

static const char *
name_of(struct letters *letters, const struct letter_copy *copy)
{
	const struct column *column = letter_addressee_name(copy->letter);
	struct value value;

	if (column == NULL || letters->source.addressee == NULL
	    || !letters->source.addressee(letters->source.context, copy->letter, copy->batch,
		copy->row, column, &value))
		return "";
	return value_spell(&letters->arena, &value, SPELL_READER);
}

static struct letter_copy *
add_copy(
    struct letters *letters, const struct batch *batch, uint32_t row, const struct letter *letter)
{
	struct letter_copy *copy = arena_new(&letters->arena, struct letter_copy);
	const struct table *table = letter->table;
	struct buffer key = BUFFER_INIT;

	if (letters->count == letters->room) {
		letters->room = letters->room == 0 ? 64 : letters->room * 2;
		letters->copies =
		    memory_grow(letters->copies, letters->room, sizeof(*letters->copies));
	}
	copy->number = letters->count;
	letters->copies[letters->count++] = copy;
	copy->letter = letter;
	copy->batch = batch;
	copy->row = row;
	copy->keys = arena_array(&letters->arena, struct value, table->key_count);
	for (uint32_t i = 0; i < table->key_count; i++)
		copy->keys[i] = letter_keep(
		    &letters->arena, vec_value(batch_column(batch, table->keys[i]), row));
	decisions_key(&key, batch, row, table);
	copy->key = kept(&letters->arena, &key);
	copy->name = name_of(letters, copy);
	letter_local_decision(letters, copy);
	return copy;
}

static void
add_due(
    struct letters *letters, const struct batch *batch, uint32_t row, const struct letter *letter)
{
	struct letter_copy *copy = add_copy(letters, batch, row, letter);
	struct buffer why = BUFFER_INIT;

	copy->fate = LETTER_WRITTEN;
	letter_fill(letters, copy);
	if (batch_is_doubtful(batch, row))
		letter_misses(copy,
		    arena_printf(&letters->arena,
			"whether %s has this row at all is not known: its where, or "
			"its date, hangs on a cell that could not be read",
			letter->table->name));
	explain_why(&why, batch, row, letter->column);
	copy->why = kept(&letters->arena, &why);
	copy->batch = NULL; /* it goes by; nothing of it is kept */
}

/* "Due or Not_due: look at received_on"; when it is not due either way: "Lapsed or Not_due, no
 * letter goes out either way; it hangs on performance" */
static void
add_undecided(struct letters *letters, const struct batch *batch, uint32_t row,
    const struct letter *letter, const struct value *states)
{
	struct letter_copy *copy = add_copy(letters, batch, row, letter);
	struct buffer why = BUFFER_INIT;
	size_t before, needs;

	copy->fate = LETTER_UNDECIDED;
	copy->either_way = (states->labels >> LETTER_DUE & 1) == 0;
	letters->summary.may_be_due += copy->either_way ? 0 : 1;
	buffer_value(&why, states, SPELL_PLAIN);
	if (copy->either_way)
		buffer_text(&why, ", no letter goes out either way");
	before = why.length;
	buffer_text(&why, copy->either_way ? "; it hangs on " : ": look at ");
	needs = why.length;
	explain_needs(&why, batch, row, letter->column);
	if (why.length == needs)
		buffer_cut(&why, before);
	copy->why = kept(&letters->arena, &why);
	copy->batch = NULL;
}

static void
add_row(
    struct letters *letters, const struct batch *batch, uint32_t row, const struct letter *letter)
{
	struct letter_count *count = &letters->summary.counts[letter->index];
	struct value state = vec_value(batch_column(batch, letter->column), row);

	if (state.labels == UINT64_C(1) << LETTER_DUE) {
		count->due++;
		add_due(letters, batch, row, letter);
	} else if (state.labels == UINT64_C(1) << LETTER_SENT) {
		count->sent++;
	} else if (state.labels == UINT64_C(1) << LETTER_LAPSED) {
		count->lapsed++;
	} else if (state.labels == UINT64_C(1) << LETTER_NOT_DUE) {
		count->not_due++;
	} else {
		count->undecided++;
		add_undecided(letters, batch, row, letter, &state);
	}
}

void
letters_batch(struct letters *letters, const struct batch *batch)
{
	const struct program *program = letters->program;

	for (uint32_t i = 0; i < program->letter_count; i++)
		if (program->letters[i]->table == plan_table(batch->plan))
			for (uint32_t row = 0; row < batch->rows; row++)
				add_row(letters, batch, row, program->letters[i]);
}

void
letters_register_without_rule(struct letters *letters, uint64_t rows)
{
	letters->summary.without_rule += rows;
}

void
letters_register_later(struct letters *letters, uint64_t rows)
{
	letters->summary.later += rows;
	letters->summary.run_date = letters->knobs->run_date;
}

/* ---- in order ---- */

/* By key and then by letter; equal keys there are none, or they stay as they came. */
static int
copy_order(const void *a, const void *b)
{
	const struct letter_copy *left = *(struct letter_copy *const *)a;
	const struct letter_copy *right = *(struct letter_copy *const *)b;
	const struct table *table = left->letter->table;
	int order;

	if (table != right->letter->table)
		return table->index < right->letter->table->index ? -1 : 1;
	order = letter_keys_order(left->keys, right->keys, table->key_count);
	if (order != 0)
		return order;
	if (left->letter != right->letter)
		return left->letter->index < right->letter->index ? -1 : 1;
	return (left->number > right->number) - (left->number < right->number);
}

/* ---- files ---- */

static const char *
raw_key(struct arena *arena, const struct letter_copy *copy)
{
	const char *text = "";

	for (uint32_t i = 0; i < copy->letter->table->key_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : "-",
		    value_spell(arena, &copy->keys[i], SPELL_PLAIN));
	return text;
}

static const char *
safe(struct arena *arena, const char *text, size_t longest)
{
	return filename_safe(arena, text, strlen(text), longest);
}

static void
name_files(struct letters *letters, struct filenames *names, struct letter_copy *copy)
{
	struct arena *arena = &letters->arena;
	const struct letter *letter = copy->letter;
	const char **endings = arena_array(arena, const char *, letter->enclosure_count + 2);
	const char *html = ".html";
	struct filenames forms; /* two enclosures that would be one file are numbered */
	const char *stem =
	    arena_printf(arena, "%s-%s", safe(arena, raw_key(arena, copy), KEY_LONGEST),
		safe(arena, letter->name, NAME_LONGEST));
	uint32_t count = 0;

	filenames_init(&forms, arena);
	endings[count++] = html;
	endings[count++] = ".txt";
	copy->form_files = arena_array(arena, const char *, letter->enclosure_count);
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		if (letter->enclosures[i].form == NULL)
			continue;
		endings[count] = arena_printf(arena, "-%s.html",
		    filenames_stem(&forms,
			safe(arena, letter->enclosures[i].form->name, NAME_LONGEST), &html, 1));
		copy->form_files[i] = endings[count++];
	}
	copy->stem = filenames_stem(names, stem, endings, count);
	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		if (copy->form_files[i] != NULL)
			copy->form_files[i] =
			    arena_printf(arena, "letters/%s%s", copy->stem, copy->form_files[i]);
}

static void
settle(struct letters *letters, struct filenames *names, struct letter_copy *copy)
{
	struct letter_count *count = &letters->summary.counts[copy->letter->index];

	copy->local = letter_local_names(letters, copy);
	if (copy->fate == LETTER_UNDECIDED)
		return;
	letter_settle_rows(letters, copy);
	letter_miss_held(letters, copy);
	name_files(letters, names, copy);
	if (copy->missing.length > 0 || letters_hold_every(&letters->summary)) {
		copy->fate = LETTER_HELD_BACK;
		copy->why = arena_copy(&letters->arena,
		    copy->missing.length > 0 ? copy->missing.at : "", copy->missing.length);
		count->held_back++;
	} else {
		count->written++;
	}
}

static void
add_notes(struct letters *letters, enum letter_fate fate, bool either_way)
{
	struct letter_summary *summary = &letters->summary;

	for (size_t i = 0; i < letters->count; i++) {
		const struct letter_copy *copy = letters->copies[i];

		if (copy->fate != fate || copy->either_way != either_way)
			continue;
		summary->notes[summary->note_count++] =
		    (struct letter_note){ copy->letter, fate, copy->key, copy->why,
			    fate != LETTER_WRITTEN
				? NULL
				: arena_printf(&letters->arena, "letters/%s.html", copy->stem),
			    copy->name, copy->local, copy->either_way };
	}
}

const struct letter_summary *
letters_finish(struct letters *letters)
{
	struct letter_summary *summary = &letters->summary;
	struct filenames names;

	filenames_init(&names, &letters->arena);
	filenames_take(&names, "letters.csv");
	filenames_take(&names, "for-the-register.csv");
	filenames_take(&names, "not-written.csv");
	if (letters->count > 0)
		qsort(letters->copies, letters->count, sizeof(*letters->copies), copy_order);
	for (size_t i = 0; i < letters->count; i++)
		settle(letters, &names, letters->copies[i]);
	summary->notes = arena_array(&letters->arena, struct letter_note, letters->count);
	add_notes(letters, LETTER_HELD_BACK, false);
	add_notes(letters, LETTER_UNDECIDED, false);
	add_notes(letters, LETTER_UNDECIDED, true);
	add_notes(letters, LETTER_WRITTEN, false);
	for (uint32_t i = 0; i < summary->count; i++) {
		summary->due += summary->counts[i].due;
		summary->written += summary->counts[i].written;
		summary->held_back += summary->counts[i].held_back;
		summary->undecided += summary->counts[i].undecided;
	}
	summary->to_fill = letters_to_fill(letters);
	return summary;
}

static bool
write_letter(const struct letters *letters, const struct letter_copy *copy,
    const struct letter_sink *sink, struct buffer *bytes, struct arena *arena, struct fault *fault)
{
	letter_html(bytes, letters, copy);
	if (!sink->write(
		sink->context, arena_printf(arena, "letters/%s.html", copy->stem), bytes, fault))
		return false;
	letter_text(bytes, letters, copy);
	if (!sink->write(
		sink->context, arena_printf(arena, "letters/%s.txt", copy->stem), bytes, fault))
		return false;
	for (uint32_t i = 0; i < copy->letter->enclosure_count; i++) {
		if (copy->form_files[i] == NULL)
			continue;
		form_html(bytes, letters, copy, &copy->forms[i]);
		if (!sink->write(sink->context, copy->form_files[i], bytes, fault))
			return false;
	}
	return true;
}

bool
letters_write(const struct letters *letters, const struct letter_sink *sink, bool excel,
    uint64_t *neutralised, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct buffer bytes = BUFFER_INIT;
	bool done = true;

	for (size_t i = 0; done && i < letters->count; i++)
		if (letters->copies[i]->fate == LETTER_WRITTEN)
			done =
			    write_letter(letters, letters->copies[i], sink, &bytes, &arena, fault);
	if (done) {
		letters_csv(&bytes, letters, false, excel, neutralised);
		done = sink->write(sink->context, "letters/letters.csv", &bytes, fault);
	}
	if (done) {
		letters_register_csv(&bytes, letters, excel, neutralised);
		done = sink->write(sink->context, "letters/for-the-register.csv", &bytes, fault);
	}
	if (done && letters->summary.held_back + letters->summary.undecided > 0) {
		letters_not_written_csv(&bytes, letters, excel, neutralised);
		done = sink->write(sink->context, "letters/not-written.csv", &bytes, fault);
	}
	buffer_release(&bytes);
	arena_release(&arena);
	return done;
}
