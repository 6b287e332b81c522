/* sample_rules: the policy's own words for decisions: the passages of all that their rules name,
 * and of what those name, in the order of the text. It goes by the text alone, not by the row. */
#include <stdlib.h>
#include <string.h>

#include "interp/sample_parts.h"
#include "lang/program.h"

struct rules {
	const struct sample *sample;
	const struct program *program;
	struct sample_rules *made;
	bool **columns;			/* by table->index; the run's behind them */
	bool *tables, *calendars, register_told;
	struct span *spans;		/* where what is told is declared */
	bool *only_line;		/* of a table: its head, not its fields */
	uint32_t count, room;
};

static void rules_column(struct rules *rules, const struct column *column);
static void rules_expr(struct rules *rules, const struct expr *expr);

static void
note_span(struct rules *rules, struct span at, bool only_line)
{
	if (at.end <= at.start)
		return;
	if (rules->count == rules->room) {
		rules->room = rules->room * 2 + 64;
		rules->spans = memory_grow(rules->spans, rules->room, sizeof *rules->spans);
		rules->only_line = memory_grow(rules->only_line, rules->room,
		    sizeof *rules->only_line);
	}
	rules->spans[rules->count] = at;
	rules->only_line[rules->count++] = only_line;
}

static void
rules_table(struct rules *rules, const struct table *table)
{
	if (table == NULL || table == rules->program->run || rules->tables[table->index])
		return;
	rules->tables[table->index] = true;
	note_span(rules, table->at, table->file != NULL);
	rules_expr(rules, table->where);
	rules_table(rules, table->of);
}

/* Where the value of that run is from, as its record has it. */
static const char *
origin_of(const struct sample *sample, const struct setting *setting)
{
	const struct json_value *list = json_member(sample->old.record, "settings"),
				*one = list == NULL ? NULL : list->first;

	while (one != NULL && strcmp(sample_text(one, "name"), setting->name) != 0)
		one = one->next;
	return sample_text(one, "origin");
}

static void
rules_setting(struct rules *rules, const struct setting *setting)
{
	const char *origin = origin_of(rules->sample, setting);

	if (rules->made->settings[setting->index])
		return;
	rules->made->settings[setting->index] = true;
	note_span(rules, setting->at, false);
	for (uint32_t i = 0; i < rules->program->variation_count; i++)
		if (strstr(origin, rules->program->variations[i]->name) != NULL)
			note_span(rules, rules->program->variations[i]->at, false);
}

static void
rules_related(struct rules *rules, const struct related *related)
{
	rules_table(rules, related->table);
	for (uint32_t i = 0; i < related->key_count; i++) {
		rules_column(rules, related->keys[i].ours);
		rules_column(rules, related->keys[i].theirs);
	}
	rules_expr(rules, related->where);
	rules_expr(rules, related->theirs);
	rules_expr(rules, related->ours);
}

static void
rules_whole(struct rules *rules, const struct expr *expr)
{
	if (expr->related != NULL)
		rules_related(rules, expr->related);
	if (expr->rank != NULL) {
		rules_column(rules, expr->rank->by);
		rules_expr(rules, expr->rank->places);
		rules_expr(rules, expr->rank->where);
	}
	if (expr->succession != NULL) {
		rules_column(rules, expr->succession->of);
		rules_column(rules, expr->succession->where);
		rules_expr(rules, expr->succession->counting_from);
		rules_expr(rules, expr->succession->crosses);
	}
}

static void
rules_expr(struct rules *rules, const struct expr *expr)
{
	if (expr == NULL)
		return;
	rules_column(rules, expr->column);
	rules_column(rules, expr->through);
	if (expr->setting != NULL)
		rules_setting(rules, expr->setting);
	if (expr->calendar != NULL && !rules->calendars[expr->calendar->index]) {
		rules->calendars[expr->calendar->index] = true;
		note_span(rules, expr->calendar->at, false);
		if (expr->calendar->closed_also != NULL)
			rules_setting(rules, expr->calendar->closed_also);
	}
	rules_whole(rules, expr);
	rules_expr(rules, expr->a);
	rules_expr(rules, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		rules_expr(rules, expr->parts[i]);
}

static void
rules_decide(struct rules *rules, const struct decide *decide)
{
	for (uint32_t i = 0; i < decide->rule_count; i++) {
		rules_expr(rules, decide->rules[i].when);
		rules_expr(rules, decide->rules[i].outcome);
	}
	rules_expr(rules, decide->otherwise);
}

static void
rules_letter(struct rules *rules, const struct letter *letter)
{
	const struct letter_register *book = rules->program->letter_register;

	rules_expr(rules, letter->send_when);
	rules_expr(rules, letter->lapses_when);
	for (uint32_t i = 0; i < letter->displaced_by_count; i++)
		rules_column(rules, letter->displaced_by[i]->column);
	if (book == NULL || rules->register_told)
		return;
	rules->register_told = true;
	note_span(rules, book->at, false);
	rules_table(rules, book->table);
	rules_column(rules, book->named_by);
}

static void
rules_body(struct rules *rules, const struct column *column)
{
	if (column->decide != NULL)
		rules_decide(rules, column->decide);
	if (column->bands != NULL) {
		rules_column(rules, column->bands->by);
		for (uint32_t i = 0; i < column->bands->count; i++) {
			rules_expr(rules, column->bands->bands[i].low);
			rules_expr(rules, column->bands->bands[i].high);
		}
	}
	if (column->deadline != NULL) {
		rules_column(rules, column->deadline->due);
		rules_column(rules, column->deadline->met_by);
	}
	if (column->letter != NULL)
		rules_letter(rules, column->letter);
	rules_expr(rules, column->body);
}

static void
rules_column(struct rules *rules, const struct column *column)
{
	const struct table *table;
	bool *told;

	if (column == NULL)
		return;
	table = column->table;
	told = &rules->columns[table == rules->program->run ? rules->program->table_count :
	                                                      table->index][column->index];
	if (*told)
		return;
	*told = true;
	rules_table(rules, table);
	if (table->settings_column != NULL)
		rules_column(rules, table->settings_column);
	if (column->origin != COLUMN_KEY)
		note_span(rules, column->letter != NULL ? column->letter->at : column->at, false);
	rules_body(rules, column);
}

/* ---- from places to lines ---- */

static uint32_t
indent_of(const char *line, size_t length)
{
	uint32_t indent = 0;

	while (indent < length && (line[indent] == ' ' || line[indent] == '\t'))
		indent++;
	return indent;
}

static const char *
line_at(const struct source_file *file, uint32_t line, size_t *length)
{
	uint32_t from = file->lines[line - 1],
		 to = line < file->line_count ? file->lines[line] : (uint32_t)file->length;

	while (to > from && (file->bytes[to - 1] == '\n' || file->bytes[to - 1] == '\r'))
		to--;
	*length = to - from;
	return file->bytes + from;
}

/* Blank, or a remark. */
static bool
says_nothing(const char *line, size_t length)
{
	uint32_t indent = indent_of(line, length);

	return indent == length || line[indent] == '#';
}

/* A comma at its end, or before a remark: the line below goes on with it. */
static bool
goes_on(const char *line, size_t length)
{
	bool quoted = false;
	char last = '\0';

	for (size_t i = 0; i < length && (quoted || line[i] != '#'); i++) {
		quoted = quoted != (line[i] == '"');
		if (line[i] != ' ' && line[i] != '\t')
			last = line[i];
	}
	return last == ',';
}

/* Of the head of a table: up to its first field; of others to what stands no deeper. */
static uint32_t
last_line(const struct source_file *file, uint32_t first, bool only_line)
{
	size_t length;
	const char *text = line_at(file, first, &length);
	uint32_t indent = indent_of(text, length), last = first;
	bool on = !only_line || goes_on(text, length);

	for (uint32_t line = first + 1; on && line <= file->line_count; line++) {
		text = line_at(file, line, &length);
		if (says_nothing(text, length))
			continue;
		if (indent_of(text, length) <= indent)
			break;
		last = line;
		on = !only_line || goes_on(text, length);
	}
	return last;
}

struct range {
	const struct source_file *file;
	uint32_t first, last;
};

static int
by_text(const void *a, const void *b)
{
	const struct range *left = a, *right = b;

	if (left->file->base != right->file->base)
		return left->file->base < right->file->base ? -1 : 1;
	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return (left->last < right->last) - (left->last > right->last);
}

static void
add_passage(struct arena *arena, struct sample_passage *passage, const struct range *range)
{
	const char **lines =
	    arena_array(arena, const char *, (size_t)(range->last - range->first) + 1);

	passage->file = platform_base(range->file->name);
	passage->first = range->first;
	passage->count = range->last - range->first + 1;
	for (uint32_t i = 0; i < passage->count; i++) {
		size_t length;
		const char *line = line_at(range->file, range->first + i, &length);

		lines[i] = arena_copy(arena, line, length);
	}
	passage->lines = lines;
}

static void
make_passages(struct rules *rules)
{
	struct arena *arena = rules->sample->arena;
	struct range *ranges = arena_array(arena, struct range, (size_t)rules->count + 1);
	struct sample_passage *passages =
	    arena_array(arena, struct sample_passage, (size_t)rules->count + 1);

	for (uint32_t i = 0; i < rules->count; i++) {
		struct place place =
		    sources_place(rules->program->sources, rules->spans[i].start);

		ranges[i] = (struct range){ place.file, place.line,
			last_line(place.file, place.line, rules->only_line[i]) };
	}
	if (rules->count > 0)
		qsort(ranges, rules->count, sizeof *ranges, by_text);
	for (uint32_t i = 0, last = 0; i < rules->count; i++) {
		if (i > 0 && ranges[i].file == ranges[last].file &&
		    ranges[i].last <= ranges[last].last)
			continue;	/* told with what it stands in */
		last = i;
		add_passage(arena, &passages[rules->made->passage_count++], &ranges[i]);
	}
	rules->made->passages = passages;
}

void
sample_rules(struct sample_rules *made, const struct sample *sample,
    const struct column *const *columns, uint32_t count)
{
	const struct program *program = sample->program;
	struct rules rules = { .sample = sample, .program = program, .made = made };

	rules.columns = arena_array(sample->arena, bool *, (size_t)program->table_count + 1);
	for (uint32_t i = 0; i <= program->table_count; i++)
		rules.columns[i] = arena_array(sample->arena, bool,
		    (size_t)(i < program->table_count ? program->tables[i] : program->run)
			    ->column_count + 1);
	rules.tables = arena_array(sample->arena, bool, (size_t)program->table_count + 1);
	rules.calendars = arena_array(sample->arena, bool, (size_t)program->calendar_count + 1);
	*made = (struct sample_rules){ .settings = arena_array(sample->arena, bool,
					   (size_t)program->setting_count + 1),
		.calendars = rules.calendars };
	for (uint32_t i = 0; i < count; i++)
		rules_column(&rules, columns[i]);
	for (uint32_t i = 0; i < program->document_count; i++)
		note_span(&rules, program->documents[i].at, true);
	if (program->sources != NULL)
		make_passages(&rules);
	memory_free(rules.spans);
	memory_free(rules.only_line);
}

const struct sample_passage *
sample_own_passage(const struct sample_rules *rules, const struct program *program,
    const struct column *column)
{
	struct span at = column->letter != NULL ? column->letter->at : column->at;
	struct place place;

	if (program->sources == NULL || at.end <= at.start)
		return NULL;
	place = sources_place(program->sources, at.start);
	for (uint32_t i = 0; i < rules->passage_count; i++) {
		const struct sample_passage *one = &rules->passages[i];

		if (strcmp(one->file, platform_base(place.file->name)) == 0 &&
		    place.line >= one->first && place.line < one->first + one->count)
			return one;
	}
	return NULL;
}
