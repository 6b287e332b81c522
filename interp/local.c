/* local: see local.h. */
#include "interp/local.h"

#include <string.h>

#include "interp/grid_display.h"
#include "interp/grid_value.h"

/* ---- taking them ---- */

/* Every variation of a file, or the one of that name. */
static bool
take_variation(struct knobs *knobs, const char *with, struct fault *fault)
{
	const struct program *program = knobs->program;
	bool found = false;

	for (uint32_t i = 0; i < program->variation_count; i++) {
		const struct variation *variation = program->variations[i];
		struct place place = sources_place(program->sources, variation->at.start);

		if (strcmp(variation->name, with) != 0 && strcmp(place.file->name, with) != 0)
			continue;
		knobs_vary(knobs, variation);
		found = true;
	}
	if (found)
		return true;
	return fault_set(fault, EXIT_USAGE, "--with %s: there is no variation of that name\n"
	    "name a file that holds one, or a variation of the policy", with);
}

bool
local_choose(struct knobs *knobs, const struct options *options, struct fault *fault)
{
	for (uint32_t i = 0; i < options->with_count; i++)
		if (!take_variation(knobs, options->withs[i], fault))
			return false;
	for (uint32_t i = 0; i < options->set_count; i++)
		if (!knobs_set_text(knobs, options->sets[i], fault))
			return false;
	return true;
}

/* ---- in words ---- */

static void
say_text(struct buffer *out, const char *text)
{
	display_add(out, text, strlen(text));
}

static void
say_day(struct buffer *out, int64_t day)
{
	struct arena arena = ARENA_INIT;

	buffer_text(out, date_in_words(&arena, day));
	arena_release(&arena);
}

static void
say_values(struct buffer *out, const struct value *values, uint32_t count)
{
	if (count == 0)
		buffer_text(out, "nothing");
	for (uint32_t i = 0; i < count; i++) {
		buffer_text(out, i == 0 ? "" : " and ");
		buffer_value(out, &values[i], SPELL_READER);
	}
}

void
local_say_dates(struct buffer *out, const struct variation *variation)
{
	say_day(out, variation->from);
	buffer_text(out, " to ");
	say_day(out, variation->to);
}

/* The text's own value on a day, and the last day it holds. */
static const struct setting_value *
text_value(const struct setting *setting, int64_t day, int64_t *until)
{
	uint32_t i = setting->value_count - 1;

	while (i > 0 && setting->values[i].from > day)
		i--;
	*until = i + 1 < setting->value_count ? setting->values[i + 1].from - 1 : INT64_MAX;
	return &setting->values[i];
}

void
local_say_set(struct buffer *out, const struct variation *variation,
    const struct variation_set *set)
{
	int64_t until;
	const struct setting_value *own = text_value(set->setting, variation->from, &until);

	buffer_text(out, set->setting->name);
	buffer_text(out, " is ");
	say_values(out, set->values, set->count);
	buffer_text(out, " instead of ");
	say_values(out, own->values, own->count);
	while (until < variation->to) {
		int64_t from = until + 1;

		own = text_value(set->setting, from, &until);
		buffer_text(out, ", and of ");
		say_values(out, own->values, own->count);
		buffer_text(out, " from ");
		say_day(out, from);
	}
}

void
local_say_text(struct buffer *out, const struct letter *letter, const struct local_text *text)
{
	bool wording = text->paragraph == LOCAL_WORDING;
	const char *own = wording ? letter->wording : letter->paragraphs[text->paragraph].file;

	if (wording) {
		buffer_printf(out, "wording of %s", letter->name);
	} else {
		buffer_text(out, "paragraph \"");
		say_text(out, own);
		buffer_printf(out, "\" of %s", letter->name);
	}
	buffer_text(out, " is \"");
	say_text(out, text->file);
	if (wording) {
		buffer_text(out, "\" instead of \"");
		say_text(out, own);
	}
	buffer_char(out, '"');
}

static void
say_because(struct buffer *out, const char *because)
{
	if (because != NULL) {
		buffer_text(out, ", because \"");
		say_text(out, because);
		buffer_char(out, '"');
	}
	buffer_char(out, '\n');
}

static void
say_texts(struct buffer *out, const struct program *program, const struct variation *variation)
{
	for (uint32_t l = 0; l < program->letter_count; l++)
		for (uint32_t t = 0; t < program->letters[l]->local_count; t++) {
			const struct local_text *text = &program->letters[l]->locals[t];

			if (text->variation != variation)
				continue;
			buffer_text(out, "    ");
			local_say_text(out, program->letters[l], text);
			say_because(out, text->because);
		}
}

void
local_say_label(struct buffer *out, const struct local_label *label)
{
	buffer_printf(out, "%s of %s ", label->column->name, label->column->table->name);
	buffer_text(out, label->words == NULL ? "may also be " : "prints ");
	if (label->words != NULL) {
		buffer_char(out, '"');
		say_text(out, label->words);
		buffer_text(out, "\" for ");
	}
	say_text(out, label->column->type.labels->names[label->label]);
}

void
local_say_variation(struct buffer *out, const struct program *program,
    const struct variation *variation)
{
	buffer_printf(out, "variation %s, ", variation->name);
	local_say_dates(out, variation);
	buffer_text(out, ", both included\n");
	for (uint32_t i = 0; i < variation->set_count; i++) {
		const struct variation_set *set = &variation->sets[i];

		buffer_text(out, "    ");
		local_say_set(out, variation, set);
		say_because(out, set->because);
	}
	say_texts(out, program, variation);
	for (uint32_t i = 0; i < variation->label_count; i++) {
		buffer_text(out, "    ");
		local_say_label(out, &variation->labels[i]);
		if (variation->labels[i].words != NULL)
			local_say_where(out, program, variation->labels[i].column);
		say_because(out, variation->labels[i].because);
	}
}

static void
say_own(struct buffer *out, const struct setting *setting)
{
	for (uint32_t i = 0; i < setting->value_count; i++) {
		if (i > 0) {
			buffer_text(out, ", from ");
			say_day(out, setting->values[i].from);
			buffer_char(out, ' ');
		}
		say_values(out, setting->values[i].values, setting->values[i].count);
	}
}

static void
say_varied(struct buffer *out, const struct knob *knob)
{
	bool first = true;

	for (uint32_t i = 0; i < knob->value_count; i++) {
		const char *name = knob_variation(knob, &knob->values[i]);

		if (name == NULL)
			continue;
		buffer_text(out, first ? "" : ", ");
		first = false;
		say_values(out, knob->values[i].values, knob->values[i].count);
		buffer_printf(out, " by variation %s from ", name);
		say_day(out, knob->values[i].from);
		if (i + 1 < knob->value_count) {
			buffer_text(out, " to ");
			say_day(out, knob->values[i + 1].from - 1);
		}
	}
}

void
local_say_changes(struct buffer *out, const struct knobs *knobs)
{
	bool first = true;

	for (uint32_t i = 0; i < knobs->program->setting_count; i++) {
		const struct knob *knob = &knobs->knobs[i];

		if (knob->values == knob->setting->values || strcmp(knob->origin, "test") == 0)
			continue;
		buffer_text(out, first ? "" : "; ");
		first = false;
		buffer_printf(out, "%s is ", knob->setting->name);
		if (knob->variations != NULL) {
			say_varied(out, knob);
		} else {
			say_values(out, knob->values[0].values, knob->values[0].count);
			buffer_printf(out, " by %s", knob->origin);
		}
		buffer_text(out, " (in the text ");
		say_own(out, knob->setting);
		buffer_char(out, ')');
	}
}
