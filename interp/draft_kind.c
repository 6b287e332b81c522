/* draft_kind: what a column holds, by all of its cells. */
#include "interp/draft_parts.h"

#include <inttypes.h>
#include <string.h>

#include "interp/field.h"
#include "interp/grid_display.h"
#include "lang/intern.h"
#include "lang/unseen.h"

enum { SHOWN = 40 };

void
draft_remark(struct draft_column *column, const char *remark)
{
	if (column->remark_count < sizeof column->remarks / sizeof column->remarks[0])
		column->remarks[column->remark_count++] = remark;
}

/* Of a cell, in a remark: its beginning, without what could end the line. */
static const char *
shown(struct arena *arena, const char *text, size_t length)
{
	struct buffer out = BUFFER_INIT;
	size_t end = length > SHOWN ? SHOWN : length;
	const char *kept;

	while (end < length && end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	display_add(&out, text, end);
	kept = arena_printf(arena, "%s%s", out.at == NULL ? "" : out.at, end < length ? "..." : "");
	buffer_release(&out);
	return kept;
}

/* ---- one cell ---- */

static struct type
trial_type(enum trial trial)
{
	static const enum kind kinds[TRIALS] = { KIND_YES_NO, KIND_NUMBER, KIND_DATE, KIND_MONTH,
		KIND_QUARTER, KIND_YEAR, KIND_MONEY, KIND_PERCENT, KIND_DAYS };
	struct type type = type_plain(kinds[trial]);

	if (trial == TRIAL_YES_NO)
		type.labels = &label_set_yes_no;
	return type;
}

/* Reads the cell as each kind that all cells so far had. */
static void
try_kinds(struct draft_file *file, struct draft_column *column, uint64_t line, const char *text,
    size_t length)
{
	struct arena scratch = ARENA_INIT;
	const struct field field = { .may_be_blank = true };
	struct cell cell;

	for (enum trial trial = TRIAL_YES_NO; trial < TRIALS; trial++) {
		const struct column as = {
			.name = "cell", .type = trial_type(trial), .field = &field
		};

		/* Few cells that fit among many: it is no longer looked for. */
		if (column->given > 200 && column->fitting[trial] * 2 < column->given)
			continue;
		field_read(&cell, &as, text, length, NULL, &scratch);
		column->fitting[trial] += cell.result == CELL_VALUE;
		if (cell.result != CELL_VALUE && column->odd_text[trial] == NULL) {
			column->fits[trial] = false;
			column->odd_line[trial] = line;
			column->odd_text[trial] = shown(file->arena, text, length);
		}
		if (trial == TRIAL_DATE) {
			if ((cell.style & STYLE_SLASHED) != 0 && column->first_slashed == NULL) {
				column->first_slashed = shown(file->arena, text, length);
				column->first_slashed_line = line;
			}
			column->date_style |= cell.style;
		} else if (trial == TRIAL_PERCENT) {
			column->percent_style |= cell.style;
		}
	}
	arena_release(&scratch);
}

static bool
is_figure(char byte)
{
	return byte >= '0' && byte <= '9';
}

static void
look_at_figures(struct draft_column *column, const char *text, size_t length)
{
	size_t figures = 0;

	while (figures < length && is_figure(text[figures]))
		figures++;
	column->signs += memchr(text, '%', length) != NULL;
	for (size_t i = 0; i + 1 < length; i++)
		if ((unsigned char)text[i] == 0xC2 && (unsigned char)text[i + 1] == 0xA3) {
			column->pounds++;
			break;
		}
	if (figures < length)
		return;
	column->zeros_first += length > 1 && text[0] == '0';
	column->long_figures += length >= 10;
	column->ones += length == 1 && (text[0] == '0' || text[0] == '1');
	column->serials += length == 5 && (text[0] == '3' || text[0] == '4' || text[0] == '5');
}

static void
look_at_labels(
    struct draft_file *file, struct draft_column *column, const char *text, size_t length)
{
	char word[DRAFT_LABEL_BYTES + 1];

	if (column->no_labels)
		return;
	if (length > DRAFT_LABEL_BYTES) {
		column->no_labels = true;
		return;
	}
	memcpy(word, text, length);
	word[length] = '\0';
	for (uint32_t i = 0; i < column->label_count; i++) {
		if (names_distance(column->labels[i].name, word, 0) != 0)
			continue;
		column->labels[i].count++;
		return;
	}
	if (column->label_count == DRAFT_LABELS || strlen(word) < length || !draft_can_quote(word))
		column->no_labels = true;
	else
		column->labels[column->label_count++] =
		    (struct draft_label){ arena_copy(file->arena, word, length), 1 };
}

/* The shape that all cells have: @ a letter, # a digit, ? either, all else itself. */
static void
look_at_shape(struct draft_column *column, const char *text, size_t length)
{
	if (!column->has_pattern)
		return;
	if (length > DRAFT_PATTERN_BYTES
	    || (column->pattern_began && strlen(column->pattern) != length)) {
		column->has_pattern = false;
		return;
	}
	for (size_t i = 0; i < length; i++) {
		char byte = text[i],
		     shape = byte >= 'A' && byte <= 'Z' ? '@'
		    : is_figure(byte)			? '#'
							: byte,
		     *was = &column->pattern[i];
		bool other = shape == byte
		    && (byte <= ' ' || byte >= 0x7F || strchr("@#?\"", byte) != NULL
			|| (byte >= 'a' && byte <= 'z'));

		column->has_letter = column->has_letter || shape == '@';
		column->has_figure = column->has_figure || shape == '#';
		if (!column->pattern_began)
			*was = shape;
		else if (*was != shape && strchr("@#?", *was) != NULL
		    && strchr("@#", shape) != NULL)
			*was = '?';
		else if (*was != shape)
			other = true;
		if (other) {
			column->has_pattern = false;
			return;
		}
	}
	column->pattern[length] = '\0';
	column->pattern_began = true;
}

static uint64_t
hash_of(const char *text, size_t length)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return hash == 0 ? 1 : hash;
}

static void
keep_hash(struct draft_column *column, uint64_t row, uint64_t hash, struct arena *arena)
{
	if (row >= DRAFT_KEY_ROWS)
		return;
	if (row >= column->capacity) {
		uint32_t capacity = column->capacity == 0 ? 1024 : column->capacity * 2;
		uint64_t *grown = arena_array(arena, uint64_t, capacity);

		if (column->capacity > 0)
			memcpy(grown, column->hashes, column->capacity * sizeof *grown);
		column->hashes = grown;
		column->capacity = capacity;
	}
	column->hashes[row] = hash;
}

void
draft_see(struct draft_file *file, struct draft_column *column, uint64_t line, const char *text,
    size_t length)
{
	const char *what;

	text_trim(&text, &length);
	if (text_is_missing(text, length, &what)) {
		bool error = length > 0 && text[0] == '#';

		column->errors += error;
		column->blank += !error;
		column->dashes += !error && length > 0;
		keep_hash(column, file->rows, 0, file->arena);
		return;
	}
	column->given++;
	keep_hash(column, file->rows, hash_of(text, length), file->arena);
	try_kinds(file, column, line, text, length);
	look_at_figures(column, text, length);
	look_at_labels(file, column, text, length);
	look_at_shape(column, text, length);
}

/* ---- the whole column ---- */

static void
settle_labels(struct draft_file *file, struct draft_column *column)
{
	struct label_set *labels = arena_new(file->arena, struct label_set);
	const char **names = arena_array(file->arena, const char *, column->label_count);

	for (uint32_t i = 0; i < column->label_count; i++)
		names[i] = column->labels[i].name;
	labels->count = column->label_count;
	labels->names = names;
	column->type = type_plain(KIND_LABEL);
	column->type.labels = labels;
	draft_remark(column,
	    arena_printf(file->arena,
		"Decide: are these %u all there can be? Another word is refused.",
		(unsigned)column->label_count));
}

static void
remark_dates(struct draft_file *file, struct draft_column *column)
{
	if ((column->date_style & STYLE_SLASHED) != 0
	    && (column->date_style & STYLE_DAY_FIRST) == 0)
		draft_remark(column,
		    arena_printf(file->arena,
			"Decide: which comes first, day or month? No date here tells: '%s' in line "
			"%" PRIu64 " is read day first. Ask who makes the file.",
			column->first_slashed, column->first_slashed_line));
	if ((column->date_style & STYLE_SHORT_YEAR) != 0)
		draft_remark(column,
		    "Years of two digits: 00 to 69 are read as 2000 to 2069, 70 to 99 as 1970 to "
		    "1999.");
}

static bool
is_mixed(const struct draft_column *column)
{
	unsigned style = column->date_style;

	return (style & STYLE_ISO) != 0 && (style & (STYLE_DAY_FIRST | STYLE_SLASHED)) != 0;
}

static bool
heading_has(const struct draft_column *column, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = column->heading; *at != '\0'; at++) {
		size_t i = 0;

		while (
		    i < length && at[i] != '\0' && ((at[i] | 0x20) == word[i] || at[i] == word[i]))
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static void
remark_numbers(struct draft_file *file, struct draft_column *column)
{
	static const char *const money[] = { "amount", "cost", "paid", "price", "fee", "income",
		"spend", "£" };
	static const char *const shares[] = { "percent", "%", "share", "rate", "achieved",
		"score" };

	if (column->ones == column->given)
		draft_remark(column,
		    "Decide: only 0 and 1 stand here. If they mean no and yes, write: is yes or "
		    "no");
	if (column->serials == column->given && column->given > 1)
		draft_remark(column,
		    "Decide: these may be dates as Excel counts them. If so, format the column as "
		    "yyyy-mm-dd and write: is date");
	for (size_t i = 0; i < sizeof money / sizeof money[0]; i++)
		if (heading_has(column, money[i])) {
			draft_remark(column,
			    "Decide: no cell has a pound sign. If these are pounds, write: is "
			    "money");
			break;
		}
	for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++)
		if (heading_has(column, shares[i])) {
			draft_remark(column,
			    "Decide: no cell has a percent sign. If these are percentages, write: "
			    "is percent");
			break;
		}
	(void)file;
}

/* All but a few cells are of one kind: these few may be slips. TRIALS when there is none such. */
static enum trial
nearly(const struct draft_column *column)
{
	for (enum trial trial = TRIAL_YES_NO; trial < TRIALS; trial++) {
		uint64_t odd = column->given - column->fitting[trial];

		if (odd > 0 && odd * 10 <= column->given
		    && (trial != TRIAL_PERCENT || column->signs * 2 >= column->given)
		    && (trial != TRIAL_MONEY || column->pounds * 2 >= column->given))
			return trial;
	}
	return TRIALS;
}

static void
remark_nearly(struct draft_file *file, struct draft_column *column, enum trial trial)
{
	uint64_t odd = column->given - column->fitting[trial];
	const char *kind = kind_name(trial_type(trial).kind);

	draft_remark(column,
	    arena_printf(file->arena,
		"Decide: all but %" PRIu64 " of %" PRIu64 " cells are of the kind '%s'; line "
							  "%" PRIu64 " holds '%s'. If that is a "
								     "slip, write: is %s (the cell "
								     "is then refused and listed "
								     "until it is put right)",
		odd, column->given, kind, column->odd_line[trial], column->odd_text[trial], kind));
}

static void
remark_text(struct draft_file *file, struct draft_column *column)
{
	if (column->given == 0)
		draft_remark(column,
		    "Decide: every cell is blank, so nothing tells what it holds; text until "
		    "somebody knows.");
	else if (nearly(column) < TRIALS)
		remark_nearly(file, column, nearly(column));
	else if ((column->date_style & STYLE_MONTH_FIRST) != 0)
		draft_remark(column,
		    "Decide: these look like dates with the month first, which are not read. "
		    "Format the column as yyyy-mm-dd, and "
		    "write: is date");
	else if (column->fits[TRIAL_DATE] && is_mixed(column))
		draft_remark(column,
		    "Decide: dates are written in more than one way here, so none is trusted. "
		    "Write all as 2022-04-21, and write: "
		    "is date");
	else if (column->fits[TRIAL_NUMBER] && column->zeros_first > 0)
		draft_remark(column,
		    "Figures, some of which begin with 0: taken as names of something, not as "
		    "numbers.");
	else if (column->fits[TRIAL_NUMBER] && column->long_figures > 0)
		draft_remark(column,
		    "Long figures: taken as names of something, not as numbers. Patients' numbers "
		    "do not belong in files like this.");
	else if (column->signs > 0 && column->fits[TRIAL_PERCENT])
		draft_remark(column,
		    arena_printf(file->arena,
			"Decide: %" PRIu64 " of %" PRIu64 " cells have a percent sign, so the "
							  "others cannot be "
			"trusted. Write it in all, and write: is percent",
			column->signs, column->given));
	else if (column->label_count == 1 && !column->no_labels && column->given > 1)
		draft_remark(column,
		    arena_printf(file->arena,
			"Only '%s' stands here. Decide: is it one of a closed list? Then write "
			"them, with "
			"'or' between.",
			column->labels[0].name));
}

static void
settle_text(struct draft_file *file, struct draft_column *column)
{
	column->type = type_plain(KIND_TEXT);
	if (column->plain_text && column->refused != NULL)
		draft_remark(column,
		    arena_printf(file->arena,
			"Decide: it looked like something else, but as that it would be refused: "
			"%s",
			column->refused));
	else
		remark_text(file, column);
	column->has_pattern = column->has_pattern && !column->plain_text && column->has_letter
	    && column->has_figure && column->given > 2;
	if (column->has_pattern)
		draft_remark(column,
		    arena_printf(file->arena,
			"All %" PRIu64 " cells have the shape %s (@ one letter, # one digit, ? "
				       "either). "
			"Decide: must they? Another shape is refused.",
			column->given, column->pattern));
}

static void
remark_seen(struct draft_file *file, struct draft_column *column)
{
	if (column->blank > 0)
		draft_remark(column,
		    arena_printf(file->arena, "%" PRIu64 " of %" PRIu64 " cells blank.",
			column->blank, file->rows));
	if (column->dashes > 0)
		draft_remark(column,
		    arena_printf(file->arena,
			"Decide: %" PRIu64 " of them hold%s a dash, n/a or the like, taken as "
					   "blank; where zero is "
			"meant, write 0.",
			column->dashes, column->dashes == 1 ? "s" : ""));
	if (column->errors > 0)
		draft_remark(column,
		    arena_printf(file->arena,
			"Decide: %" PRIu64 " cell%s an error of Excel and will be refused; put the "
			"formula right.",
			column->errors, column->errors == 1 ? " holds" : "s hold"));
}

void
draft_settle(struct draft_file *file, struct draft_column *column)
{
	bool list = !column->no_labels && column->label_count > 1
	    && column->given >= 2 * (uint64_t)column->label_count;

	column->remark_count = 0;
	if (column->plain_text || column->given == 0)
		settle_text(file, column);
	else if (column->fits[TRIAL_YES_NO] && column->ones < column->given)
		column->type = trial_type(TRIAL_YES_NO);
	else if (column->fits[TRIAL_NUMBER] && column->zeros_first + column->long_figures == 0
	    && column->signs == 0) {
		column->type = type_plain(column->pounds > 0 ? KIND_MONEY : KIND_NUMBER);
		if (column->pounds == 0)
			remark_numbers(file, column);
	} else if (column->fits[TRIAL_DATE] && !is_mixed(column)) {
		column->type = type_plain(KIND_DATE);
		remark_dates(file, column);
	} else if (column->fits[TRIAL_MONTH] || column->fits[TRIAL_QUARTER]
	    || column->fits[TRIAL_YEAR])
		column->type = trial_type(column->fits[TRIAL_MONTH] ? TRIAL_MONTH
			: column->fits[TRIAL_QUARTER]		    ? TRIAL_QUARTER
								    : TRIAL_YEAR);
	else if (column->fits[TRIAL_MONEY] && column->pounds > 0)
		column->type = type_plain(KIND_MONEY);
	else if (column->fits[TRIAL_PERCENT] && column->signs == column->given)
		column->type = type_plain(KIND_PERCENT);
	else if (column->fits[TRIAL_DAYS] && !column->fits[TRIAL_NUMBER])
		column->type = type_plain(KIND_DAYS);
	else if (list && !column->fits[TRIAL_NUMBER] && nearly(column) == TRIALS)
		settle_labels(file, column);
	else
		settle_text(file, column);
	if (column->type.kind == KIND_MONEY && column->pounds < column->given)
		draft_remark(column,
		    arena_printf(file->arena,
			"%" PRIu64 " of %" PRIu64 " cells have a pound sign; all are taken as "
						  "pounds.",
			column->pounds, column->given));
	if (column->type.kind == KIND_YES_NO && column->label_count == 1)
		draft_remark(column,
		    arena_printf(file->arena, "Only '%s' stands here.", column->labels[0].name));
	remark_seen(file, column);
}
