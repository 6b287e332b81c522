/* knobs: see knobs.h. */
#include "interp/knobs.h"

#include <string.h>

#include "interp/field.h"
#include "interp/platform.h"
#include "lang/date.h"
#include "lang/intern.h"

enum { CALENDAR_MAX_BYTES = 4 * 1024 * 1024 };

static const char origin_set[] = "--set";

void
knobs_init(struct knobs *knobs, struct arena *arena, const struct program *program,
    int64_t run_date)
{
	*knobs = (struct knobs){ .program = program, .run_date = run_date, .arena = arena };
	knobs->knobs = arena_array(arena, struct knob, program->setting_count);
	knobs->workdays = arena_array(arena, struct workdays *, program->calendar_count);
	knobs->taken = arena_array(arena, const struct variation *, program->variation_count);
	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct setting *setting = program->settings[i];

		knobs->knobs[i] = (struct knob){ setting, setting->values, setting->value_count,
			"policy", NULL };
	}
}

void
knobs_set(struct knobs *knobs, const struct setting *setting, const struct value *values,
    uint32_t count, const char *origin)
{
	struct setting_value *value = arena_new(knobs->arena, struct setting_value);
	struct knob *knob = &knobs->knobs[setting->index];

	*value = (struct setting_value){ .from = INT64_MIN, .values = values, .count = count };
	value->at = setting->at;
	knob->values = value;
	knob->value_count = 1;
	knob->origin = origin;
	knob->variations = NULL;
}

const char *
knob_variation(const struct knob *knob, const struct setting_value *value)
{
	return knob->variations == NULL ? NULL : knob->variations[value - knob->values];
}

void
knobs_vary(struct knobs *knobs, const struct variation *variation)
{
	if (knobs->taken_count < knobs->program->variation_count)
		knobs->taken[knobs->taken_count++] = variation;
	for (uint32_t i = 0; i < variation->set_count; i++) {
		const struct variation_set *set = &variation->sets[i];
		struct knob *knob = &knobs->knobs[set->setting->index];
		struct setting_value *values =
		    arena_array(knobs->arena, struct setting_value, (size_t)knob->value_count + 2);
		const struct setting_value *after = knob_on(knob, variation->to + 1);
		const char **names =
		    arena_array(knobs->arena, const char *, (size_t)knob->value_count + 2);
		uint32_t count = 0;

		for (uint32_t k = 0;
		     k < knob->value_count && knob->values[k].from < variation->from; k++) {
			names[count] = knob_variation(knob, &knob->values[k]);
			values[count++] = knob->values[k];
		}
		names[count] = variation->name;
		values[count] = (struct setting_value){ .from = variation->from,
			.values = set->values,
			.count = set->count,
			.at = set->at,
			.provenance = variation->provenance };
		count++;
		names[count] = knob_variation(knob, after);
		values[count] = *after;
		values[count++].from = variation->to + 1;
		for (uint32_t k = 0; k < knob->value_count; k++) {
			if (knob->values[k].from <= variation->to + 1)
				continue;
			names[count] = knob_variation(knob, &knob->values[k]);
			values[count++] = knob->values[k];
		}
		knob->values = values;
		knob->variations = names;
		knob->value_count = count;
		/* the last */
		knob->origin = arena_printf(knobs->arena, "variation %s", variation->name);
	}
}

const struct local_text *
knobs_local_text(const struct knobs *knobs, const struct letter *letter, uint32_t paragraph)
{
	for (uint32_t t = knobs->taken_count; t > 0; t--) {
		const struct variation *variation = knobs->taken[t - 1];

		if (knobs->run_date < variation->from || knobs->run_date > variation->to)
			continue;
		for (uint32_t i = 0; i < letter->local_count; i++)
			if (letter->locals[i].variation == variation &&
			    letter->locals[i].paragraph == paragraph)
				return &letter->locals[i];
	}
	return NULL;
}

uint64_t
knobs_closed_labels(const struct knobs *knobs, const struct column *field)
{
	const struct label_set *labels = field->type.labels;
	uint64_t closed = 0;

	if (field->type.kind != KIND_LABEL || field->field == NULL)
		return 0;
	for (uint32_t i = field->field->own_labels; i < labels->count; i++)
		closed |= UINT64_C(1) << i;
	for (uint32_t t = 0; t < knobs->taken_count && closed != 0; t++)
		for (uint32_t i = 0; i < knobs->taken[t]->label_count; i++) {
			const struct local_label *brought = &knobs->taken[t]->labels[i];

			if (brought->column == field && brought->words == NULL)
				closed &= ~(UINT64_C(1) << brought->label);
		}
	return closed;
}

/* Is it the label that a variation brings or has words for? What a decide hands on has its bits. */
static bool
is_of_label(const struct value *value, const struct local_label *label)
{
	const struct label_set *labels = value->type.labels;

	while (labels != NULL && labels != label->column->type.labels)
		labels = labels->of;
	return labels != NULL && value->labels == UINT64_C(1) << label->label;
}

static const struct local_label *
words_in_force(
    const struct knobs *knobs, const struct value *value, const struct variation **from)
{
	if (knobs == NULL || value->type.kind != KIND_LABEL)
		return NULL;
	for (uint32_t t = knobs->taken_count; t > 0; t--) {
		const struct variation *variation = knobs->taken[t - 1];

		if (knobs->run_date < variation->from || knobs->run_date > variation->to)
			continue;
		for (uint32_t i = 0; i < variation->label_count; i++) {
			const struct local_label *label = &variation->labels[i];

			if (label->words != NULL && is_of_label(value, label)) {
				*from = variation;
				return label;
			}
		}
	}
	return NULL;
}

const char *
knobs_label_words(const struct knobs *knobs, const struct value *value)
{
	const struct variation *from;
	const struct local_label *label = words_in_force(knobs, value, &from);

	return label == NULL ? NULL : label->words;
}

const struct variation *
knobs_label_from(const struct knobs *knobs, const struct value *value)
{
	if (value->type.kind != KIND_LABEL)
		return NULL;
	for (uint32_t t = 0; t < knobs->taken_count; t++)
		for (uint32_t i = 0; i < knobs->taken[t]->label_count; i++) {
			const struct local_label *label = &knobs->taken[t]->labels[i];

			if (label->words == NULL && is_of_label(value, label))
				return knobs->taken[t];
		}
	return NULL;
}

const struct variation *
knobs_words_from(const struct knobs *knobs, const struct value *value)
{
	const struct variation *from = NULL;

	words_in_force(knobs, value, &from);
	return from;
}

bool
knobs_has_words(const struct knobs *knobs, const struct local_label *label)
{
	const struct value value = { .state = GIVEN,
		.type = label->column->type,
		.labels = UINT64_C(1) << label->label };
	const struct variation *from;

	return words_in_force(knobs, &value, &from) == label;
}

bool
knob_is_changed(const struct knob *knob)
{
	return knob->value_count > 1 || knob->values != knob->setting->values;
}

const struct setting_value *
knob_on(const struct knob *knob, int64_t day)
{
	uint32_t i = knob->value_count - 1;

	while (i > 0 && knob->values[i].from > day)
		i--;
	return &knob->values[i];
}

/* ---- --set name=value ---- */

static bool
values_equal(const struct value *a, const struct value *b)
{
	if (a->type.kind == KIND_LABEL || a->type.kind == KIND_YES_NO)
		return a->labels == b->labels;
	return exact_compare(a, b) == 0;
}

static bool
is_allowed(const struct setting *setting, const struct value *value)
{
	switch (setting->may_vary) {
	case MAY_NOT_VARY:
		return false;
	case MAY_VARY_FREELY:
		return true;
	case MAY_VARY_BETWEEN:
		return exact_compare(&setting->bounds[0], value) <= 0
		    && exact_compare(value, &setting->bounds[1]) <= 0;
	case MAY_VARY_AMONG:
		for (uint32_t i = 0; i < setting->bound_count; i++)
			if (values_equal(&setting->bounds[i], value))
				return true;
		return false;
	}
	return false;
}

static const char *
spelled(struct arena *arena, const struct value *value)
{
	return value_spell(arena, value, SPELL_READER);
}

static const char *
allowed_in_words(struct arena *arena, const struct setting *setting)
{
	const char *text = "";

	if (setting->may_vary == MAY_VARY_BETWEEN)
		return arena_printf(arena, "between %s and %s", spelled(arena, &setting->bounds[0]),
		    spelled(arena, &setting->bounds[1]));
	for (uint32_t i = 0; i < setting->bound_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : ", ",
		    spelled(arena, &setting->bounds[i]));
	return arena_printf(arena, "one of %s", text);
}

static const struct setting *
find_setting(const struct knobs *knobs, const char *name, size_t length, struct fault *fault)
{
	const char *wanted = arena_copy(knobs->arena, name, length), *nearest = NULL;
	const struct setting *setting = program_setting(knobs->program, wanted);
	unsigned best = 4;

	if (setting != NULL)
		return setting;
	for (uint32_t i = 0; i < knobs->program->setting_count; i++) {
		const char *other = knobs->program->settings[i]->name;
		unsigned distance = names_distance(wanted, other, best);

		if (distance < best && distance < strlen(other)) {
			best = distance;
			nearest = other;
		}
	}
	if (nearest != NULL)
		fault_set(fault, EXIT_USAGE, "--set: the policy has no setting '%s'\n"
		    "did you mean '%s'?", wanted, nearest);
	else
		fault_set(fault, EXIT_USAGE, "--set: the policy has no setting '%s'\n"
		    "'writ check POLICY --show settings' lists them", wanted);
	return NULL;
}

/* A value to copy the form of: the policy's own. */
static const char *
example(struct arena *arena, const struct setting *setting)
{
	if (setting->values[0].count == 0)
		return "nothing";
	return spelled(arena, &setting->values[0].values[0]);
}

/* A figure without a unit: a cell may hold one, since its column says of what, but the policy would
 * refuse it, and so does the command line. */
static bool
is_bare_figure(const char *text, size_t length)
{
	bool digit = false;

	for (size_t i = 0; i < length; i++) {
		bool is_digit = text[i] >= '0' && text[i] <= '9';

		digit = digit || is_digit;
		if (!is_digit && text[i] != ' ')
			return false;
	}
	return digit;
}

/* Written as in the policy, in quotation marks: they are no part of the text. */
static bool
is_quoted(const struct setting *setting, const char *text, size_t length)
{
	return (setting->type.kind == KIND_TEXT || setting->type.kind == KIND_LABEL) &&
	    length >= 2 && text[0] == '"' && text[length - 1] == '"';
}

/* Members of a list are parted by ` and `; `nothing` is the empty list. */
static bool
read_members(struct knobs *knobs, const struct setting *setting, const char *text,
    struct value **values, uint32_t *count, struct fault *fault)
{
	size_t most = 1;
	const char *cause = NULL;

	for (const char *at = text; (at = strstr(at, " and ")) != NULL; at += 5)
		most++;
	*values = arena_array(knobs->arena, struct value, most);
	*count = 0;
	if (setting->is_list && strcmp(text, "nothing") == 0)
		return true;
	for (;;) {
		const char *end = setting->is_list ? strstr(text, " and ") : NULL;
		size_t length = end != NULL ? (size_t)(end - text) : strlen(text);

		if (is_quoted(setting, text, length)) {
			text++;
			length -= 2;
		}
		if (kind_is_length(setting->type.kind) && is_bare_figure(text, length))
			return fault_set(fault, EXIT_USAGE,
			    "--set %s: '%.*s' lacks its unit\nwrite it all in quotation marks: "
			    "--set \"%s=%.*s %s\"", setting->name, (int)length, text,
			    setting->name, (int)length, text, kind_name(setting->type.kind));
		if (!field_read_kind(&(*values)[*count], setting->type, text, length, knobs->arena,
		    &cause))
			return fault_set(fault, EXIT_USAGE, "--set %s: '%.*s': %s\n"
			    "write a value like the policy's own: %s", setting->name, (int)length,
			    text, cause, example(knobs->arena, setting));
		(*count)++;
		if (end == NULL)
			return true;
		text = end + 5;
	}
}

bool
knobs_set_text(struct knobs *knobs, const char *assignment, struct fault *fault)
{
	const char *equals = strchr(assignment, '=');
	const struct setting *setting;
	struct value *values;
	uint32_t count;

	if (equals == NULL)
		return fault_set(fault, EXIT_USAGE, "--set '%s' has no value\n"
		    "write --set name=value, for example --set \"waiting_limit=30 days\"",
		    assignment);
	setting = find_setting(knobs, assignment, (size_t)(equals - assignment), fault);
	if (setting == NULL)
		return false;
	if (setting->may_vary == MAY_NOT_VARY)
		return fault_set(fault, EXIT_USAGE, "--set %s: this setting is fixed\n"
		    "the policy does not say that it 'may vary locally'", setting->name);
	if (strcmp(knobs->knobs[setting->index].origin, origin_set) == 0)
		return fault_set(fault, EXIT_USAGE, "--set %s: this setting is set twice\n"
		    "give one value; a list is written with 'and'", setting->name);
	if (!read_members(knobs, setting, equals + 1, &values, &count, fault))
		return false;
	for (uint32_t i = 0; i < count && setting->counts; i++)
		if (values[i].num % kind_scale(KIND_NUMBER) != 0)
			return fault_set(fault, EXIT_USAGE,
			    "--set %s: %s is no whole number, and this setting says how many\n"
			    "write a whole number, like the policy's own: %s", setting->name,
			    spelled(knobs->arena, &values[i]), example(knobs->arena, setting));
	for (uint32_t i = 0; i < count; i++)
		if (!is_allowed(setting, &values[i]))
			return fault_set(fault, EXIT_USAGE,
			    "--set %s: %s is outside what the policy allows\nit allows %s",
			    setting->name, spelled(knobs->arena, &values[i]),
			    allowed_in_words(knobs->arena, setting));
	knobs_set(knobs, setting, values, count, origin_set);
	return true;
}

/* ---- calendars ---- */

static int
digits(const char *text, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

/* The date in the first cell of a line of `length` bytes. */
static bool
line_date(const char *line, size_t length, int64_t *date)
{
	bool quoted = length > 0 && line[0] == '"';
	size_t behind = quoted ? 12 : 10;
	const char *cell = quoted ? line + 1 : line;

	if (length < behind || cell[4] != '-' || cell[7] != '-' || (quoted && cell[10] != '"'))
		return false;
	if (length > behind && strchr(",;\t", line[behind]) == NULL)
		return false;
	return date_from_civil(digits(cell, 4), digits(cell + 5, 2), digits(cell + 8, 2), date);
}

struct closures {
	int64_t *dates;
	size_t count;
	int64_t first, last;
};

/* The first line may be a heading; one that begins with a digit is a date gone wrong. */
static bool
is_heading(const char *line, size_t number)
{
	return number == 1 && (line[line[0] == '"'] < '0' || line[line[0] == '"'] > '9');
}

static bool
read_closures(struct closures *closures, const struct calendar *calendar, const char *text,
    struct fault *fault)
{
	for (size_t number = 1; *text != '\0'; number++) {
		size_t length = strcspn(text, "\r\n");
		int64_t date;

		if (line_date(text, length, &date)) {
			closures->dates[closures->count++] = date;
			closures->first = date < closures->first ? date : closures->first;
			closures->last = date > closures->last ? date : closures->last;
		} else if (length > 0 && !is_heading(text, number)) {
			return fault_set(fault, EXIT_DATA,
			    "calendar %s: %s:%u: '%.*s' does not begin with a date\n"
			    "write one date a line, like 2022-12-26", calendar->name,
			    calendar->file, (unsigned)number, (int)(length > 40 ? 40 : length),
			    text);
		}
		text += length;
		text += text[0] == '\r' && text[1] == '\n' ? 2 : text[0] != '\0';
	}
	if (closures->count > 0)
		return true;
	return fault_set(fault, EXIT_DATA, "calendar %s: %s has no dates\n"
	    "write one date a line, like 2022-12-26", calendar->name, calendar->file);
}

static struct workdays *
calendar_of(struct knobs *knobs, const struct closures *closures, const int64_t *also, size_t count)
{
	int64_t from = closures->first, to = closures->last;
	int64_t *all = arena_array(knobs->arena, int64_t, closures->count + count);
	int year, month, day;

	date_to_civil(closures->first, &year, &month, &day);
	date_from_civil(year, 1, 1, &from);
	date_to_civil(closures->last, &year, &month, &day);
	date_from_civil(year, 12, 31, &to);
	memcpy(all, closures->dates, closures->count * sizeof(*all));
	if (count > 0)
		memcpy(all + closures->count, also, count * sizeof(*all));
	return workdays_make(knobs->arena, from, to, all, closures->count + count);
}

static struct workdays *
read_calendar(struct knobs *knobs, const struct calendar *calendar, const char *folder,
    const int64_t *also, size_t also_count, struct fault *fault)
{
	const char *path = arena_printf(knobs->arena, "%s/%s", folder, calendar->file);
	struct closures closures = { NULL, 0, INT64_MAX, INT64_MIN };
	size_t length;
	bool too_long;
	char *bytes = platform_slurp(path, CALENDAR_MAX_BYTES, &length, &too_long);
	const char *text;

	if (bytes == NULL) {
		fault_set(fault, EXIT_USAGE, "calendar %s: %s: %s\n"
		    "the policy names this file; put it beside the policy", calendar->name,
		    calendar->file, too_long ? "longer than 4 MB" : platform_reason());
		return NULL;
	}
	text = arena_copy(knobs->arena, bytes, length);
	platform_slurp_free(bytes);
	if (strlen(text) < length) {
		fault_set(fault, EXIT_DATA, "calendar %s: %s is not plain text\n"
		    "save it again as CSV UTF-8", calendar->name, calendar->file);
		return NULL;
	}
	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	closures.dates = arena_array(knobs->arena, int64_t, length / 10 + 1);
	if (!read_closures(&closures, calendar, text, fault))
		return NULL;
	return calendar_of(knobs, &closures, also, also_count);
}

/* The days of a `closed also on` setting: a day counts when the list in force on that very day
 * names it. */
static int64_t *
closed_days(struct knobs *knobs, const struct setting *setting, size_t *count)
{
	const struct knob *knob = &knobs->knobs[setting->index];
	size_t most = 0;
	int64_t *closed;

	for (uint32_t i = 0; i < knob->value_count; i++)
		most += knob->values[i].count;
	closed = arena_array(knobs->arena, int64_t, most);
	*count = 0;
	for (uint32_t i = 0; i < knob->value_count; i++)
		for (uint32_t j = 0; j < knob->values[i].count; j++)
			if (knob_on(knob, knob->values[i].values[j].num) == &knob->values[i])
				closed[(*count)++] = knob->values[i].values[j].num;
	return closed;
}

bool
knobs_load_calendars(struct knobs *knobs, const char *folder, struct fault *fault)
{
	for (uint32_t i = 0; i < knobs->program->calendar_count; i++) {
		const struct calendar *calendar = knobs->program->calendars[i];
		struct workdays *days;
		int64_t *closed = NULL;
		size_t count = 0;

		if (calendar->closed_also != NULL)
			closed = closed_days(knobs, calendar->closed_also, &count);
		if (calendar->built_in != NULL)
			days = workdays_england_and_wales(knobs->arena, closed, count);
		else
			days = read_calendar(knobs, calendar, folder, closed, count, fault);
		if (days == NULL)
			return false;
		knobs->workdays[i] = days;
	}
	return true;
}
