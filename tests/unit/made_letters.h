/*
 * made_letters: for the tests of letters: letters, forms and templates put together by hand over a
 * small policy, a table `standing` whose field `state` stands for the letter's own column, and rows
 * as a small CSV. `((name))` in a template is the body of the definition `e_name`.
 */
#ifndef TESTS_UNIT_MADE_LETTERS_H
#define TESTS_UNIT_MADE_LETTERS_H

#include "tests/unit/made_run.h"

#include "interp/letters.h"
#include "lang/template.h"

#define MADE_POLICY \
	MADE_HEAD \
	"setting reply_time is 28 days\n" \
	"  from 2021-04-01 is 14 days\n" \
	"setting mailbox is \"returns@example.org\"\n" \
	"input answer from \"a.csv\", one row per requirement\n" \
	"  requirement is text\n  reply is text, may be blank\n" \
	"input standing from \"s.csv\", one row per practice and quarter, settings as at first " \
	"day of quarter\n" \
	"  practice is text\n  quarter is quarter\n" \
	"  state is Due or Sent or Lapsed or Not_due\n" \
	"  recipient is text, may be blank\n  late is yes or no\n  score is percent, may be " \
	"blank\n" \
	"  manager is text, may be blank\n" \
	"input sent_letter from \"sent.csv\", one row per letter_ref, dated by letter_date\n" \
	"  letter_ref is text from column \"Ref\"\n  practice is text\n  quarter is quarter\n" \
	"  letter_name is Letter_1 or Letter_2\n  letter_date is date\n  sent_by is Email or " \
	"Post\n" \
	"  received_on is date, may be blank\n" \
	"define e_practice for standing as practice\n" \
	"define e_quarter for standing as quarter\n" \
	"define e_recipient for standing as recipient\n" \
	"define e_manager for standing as manager\n" \
	"define e_score for standing as score\n" \
	"define e_late for standing as late\n" \
	"define e_reply_by for standing as reply_time after run_date\n" \
	"define e_mailbox for standing as mailbox\n" \
	"define e_requirement for answer as requirement\n" \
	"define e_reply for answer as reply\n"

enum { MADE_FILES = 64, MADE_RELATED = 8 };

struct made_letters {
	struct made_run run;
	struct arena *arena;
	struct program *program;	/* the compiled one, with letters put in */
	const struct table *standing, *answer, *sent;
	struct letter *letter;		/* the first */
	struct related related;		/* rows of answer */
	uint32_t rows[MADE_RELATED], row_count;
	bool sure[MADE_RELATED];
	struct letters *letters;
	const struct letter_summary *summary;
	const char *names[MADE_FILES], *texts[MADE_FILES];
	uint32_t file_count;
	uint64_t neutralised;
	const struct csvin_facts *register_facts;	/* of its file; or NULL */
};

static inline const struct expr *
made_expr(struct made_letters *made, const struct table *table, const char *name)
{
	const struct column *column;

	if (strcmp(name, "letter_date") == 0) {
		struct expr *expr = arena_new(made->arena, struct expr);

		expr->kind = EXPR_LETTER_DATE;
		expr->type = type_plain(KIND_DATE);
		return expr;
	}
	column = table_column(table, arena_printf(made->arena, "e_%s", name));
	return column == NULL ? NULL : column->body;
}

/* "Dear ((recipient)), ((late??You are late.))" */
static inline const struct template *
made_template(struct made_letters *made, const char *text)
{
	struct template *template = template_parse(made->arena, &made->run.diags, text,
	    strlen(text), (struct span){ 0, 0 }, false);

	for (uint32_t i = 0; i < template->count; i++) {
		struct template_part *part = (struct template_part *)(size_t)&template->parts[i];

		if (part->kind != TEMPLATE_TEXT)
			part->value = made_expr(made, made->standing, part->name);
	}
	return template;
}

static inline struct letter *
made_letter(struct made_letters *made, const char *name, const char *subject, const char *wording)
{
	struct letter *letter = arena_new(made->arena, struct letter);
	const struct letter **list = arena_array(made->arena, const struct letter *,
	    made->program->letter_count + 1);

	for (uint32_t i = 0; i < made->program->letter_count; i++)
		list[i] = made->program->letters[i];
	letter->name = name;
	letter->table = made->standing;
	letter->column = table_column(made->standing, "state");
	letter->subject_template = subject == NULL ? NULL : made_template(made, subject);
	letter->wording_template = made_template(made, wording);
	letter->index = made->program->letter_count;
	list[made->program->letter_count++] = letter;
	made->program->letters = list;
	return letter;
}

static inline struct letter_paragraph *
made_paragraph(struct made_letters *made, struct letter *letter, const char *when, const char *text)
{
	struct letter_paragraph *paragraphs = arena_array(made->arena, struct letter_paragraph,
	    letter->paragraph_count + 1);

	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		paragraphs[i] = letter->paragraphs[i];
	letter->paragraphs = paragraphs;
	paragraphs += letter->paragraph_count++;
	paragraphs->file = "paragraph.txt";
	paragraphs->when = made_expr(made, made->standing, when);
	paragraphs->text = made_template(made, text);
	return paragraphs;
}

static inline struct form *
made_form(struct made_letters *made, struct letter *letter, const char *name)
{
	struct form *form = arena_new(made->arena, struct form);
	struct enclosure *enclosures =
	    arena_array(made->arena, struct enclosure, letter->enclosure_count + 1);

	for (uint32_t i = 0; i < letter->enclosure_count; i++)
		enclosures[i] = letter->enclosures[i];
	letter->enclosures = enclosures;
	enclosures[letter->enclosure_count++].form = form;
	form->name = name;
	form->table = made->standing;
	form->title_template = made_template(made, "((quarter)) requirements");
	return form;
}

static inline uint32_t
made_related(void *context, const struct related *related, const struct batch *batch, uint32_t row,
    uint32_t *rows, bool *sure, uint32_t room)
{
	const struct made_letters *made = context;

	(void)batch;
	(void)row;
	if (related != &made->related)
		return LETTER_ROWS_UNKNOWN;
	for (uint32_t i = 0; i < made->row_count && i < room; i++) {
		rows[i] = made->rows[i];
		sure[i] = made->sure[i];
	}
	return made->row_count;
}

static inline void
made_letters_start(struct made_letters *made, const char *day)
{
	memset(made, 0, sizeof(*made));
	made_start(&made->run, MADE_POLICY, day);
	made->arena = &made->run.arena;
	made->program = arena_new(made->arena, struct program);
	*made->program = *made->run.program;
	made->standing = program_table(made->program, "standing");
	made->answer = program_table(made->program, "answer");
	made->sent = program_table(made->program, "sent_letter");
	made->related.table = made->answer;
	for (uint32_t i = 0; i < MADE_RELATED; i++)
		made->sure[i] = true;
}

static inline void
made_register(struct made_letters *made)
{
	struct letter_register *reg = arena_new(made->arena, struct letter_register);

	reg->table = made->sent;
	reg->named_by = table_column(made->sent, "letter_name");
	made->program->letter_register = reg;
}

/* A batch of rows, `|` between cells, evaluated with what letters want of the table. */
static inline void
made_letters_batch(struct made_letters *made, struct batch *batch, const struct table *table,
    const char *csv, void (*prepare)(struct made_letters *, struct batch *))
{
	struct plan_request request = { .program = made->program, .table = table,
		.knobs = &made->run.knobs, .run = &made->run.run };
	const struct column **columns = arena_array(made->arena, const struct column *, 256);
	const struct expr **exprs = arena_array(made->arena, const struct expr *, 256);

	for (uint32_t i = 0; i < table->field_count; i++)
		columns[request.column_count++] = table->columns[i];
	request.column_count += letters_wants_columns(made->program, table,
	    columns + request.column_count);
	request.expr_count = letters_wants_exprs(made->program, table, NULL);
	assert_int_equal(letters_wants_exprs(made->program, table, exprs), request.expr_count);
	request.columns = columns;
	request.exprs = exprs;
	batch_init(batch, plan_make(made->arena, &request));
	while (*csv != '\0') {
		for (uint32_t i = 0; i < table->field_count; i++) {
			size_t length = strcspn(csv, "|\n");

			made_cell(&made->run, batch_fields(batch)[i], table->columns[i],
			    batch->rows, csv, length);
			csv += length;
			csv += *csv == '|';
		}
		csv += *csv == '\n';
		batch->rows++;
	}
	if (prepare != NULL)
		prepare(made, batch);
	batch_run(batch);
}

static inline bool
made_take(void *context, const char *name, struct buffer *bytes, struct fault *fault)
{
	struct made_letters *made = context;

	(void)fault;
	assert_true(made->file_count < MADE_FILES);
	made->names[made->file_count] = arena_copy(made->arena, name, strlen(name));
	made->texts[made->file_count++] =
	    arena_copy(made->arena, bytes->length > 0 ? bytes->at : "", bytes->length);
	buffer_clear(bytes);
	return true;
}

/* From rows of standing, and of answer, to the files. */
static inline void
made_letters_run(struct made_letters *made, const char *standing, const char *answer,
    void (*prepare)(struct made_letters *, struct batch *), uint64_t refused)
{
	const struct letter_rows rows = { made_related, made, NULL };
	const struct letter_sink sink = { made_take, made };
	struct fault fault = FAULT_NONE;
	struct batch batch, other;

	made->letters = letters_make(made->program, &made->run.knobs, &rows);
	made_letters_batch(made, &batch, made->standing, standing, prepare);
	letters_batch(made->letters, &batch);
	batch_release(&batch);
	if (letters_looks_at(made->letters, made->answer)) {
		made_letters_batch(made, &other, made->answer, answer, NULL);
		letters_rows(made->letters, &other, 0);
		batch_release(&other);
	}
	letters_register_file(made->letters, NULL, made->register_facts);
	if (refused > 0)
		letters_hold(made->letters, LETTER_HOLD_REFUSED,
		    made->program->letter_register->table, NULL, refused, NULL, 0);
	made->summary = letters_finish(made->letters);
	assert_true(letters_write(made->letters, &sink, false, &made->neutralised, &fault));
}

static inline const char *
made_text(const struct made_letters *made, const char *name)
{
	for (uint32_t i = 0; i < made->file_count; i++)
		if (strcmp(made->names[i], name) == 0)
			return made->texts[i];
	for (uint32_t i = 0; i < made->file_count; i++)
		print_message("%s\n", made->names[i]);
	fail_msg("no file %s", name);
	return NULL;
}

static inline void
made_letters_end(struct made_letters *made)
{
	letters_free(made->letters);
	made_end(&made->run);
}

#endif
