/* commands_draft: see commands_draft.h. */
#include "interp/commands_draft.h"

#include <string.h>

#include "interp/commands.h"
#include "interp/doc.h"
#include "interp/draft.h"
#include "interp/platform.h"

/* ---- doc ---- */

static bool
ends_in(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);

	return length > tail && strcmp(name + length - tail, end) == 0;
}

static enum doc_format
doc_format_of(const struct options *options)
{
	if (options->format_given)
		return options->format == FORMAT_MARKDOWN ? DOC_MARKDOWN : DOC_HTML;
	return options->out != NULL
		&& (ends_in(options->out, ".md") || ends_in(options->out, ".markdown"))
	    ? DOC_MARKDOWN
	    : DOC_HTML;
}

enum exit_code
command_doc(struct arena *arena, const struct options *options, struct fault *fault)
{
	struct policy_file policy;
	struct buffer page = BUFFER_INIT;
	enum exit_code code;

	if (!policy_file_compile(&policy, arena, options, options->policy, fault))
		return fault->code;
	command_show_errors(&policy, arena, options, options->policy);
	if (policy.program == NULL)
		return EXIT_POLICY;
	doc_policy(&page, policy.program, doc_format_of(options));
	if (options->out == NULL)
		code = command_print(page.at, fault);
	else
		code = command_page_name(options->out, fault) ?
		    command_write_file(arena, options->out, page.at, fault) :
		    fault->code;
	buffer_release(&page);
	return code;
}

/* ---- init ---- */

enum exit_code
command_init(struct arena *arena, const struct options *options, struct fault *fault)
{
	const struct draft_request request = { options->arguments, options->argument_count,
		options->encoding, options->on };
	struct buffer text = BUFFER_INIT;

	if (options->out != NULL && platform_exists(options->out)) {
		fault_set(fault, EXIT_USAGE,
		    "%s: there is a file of that name, and a draft never takes the place of one\n"
		    "give --out another name",
		    options->out);
		return fault->code;
	}
	if (draft_policy(&text, arena, &request, fault)) {
		if (options->out != NULL)
			command_write_file(arena, options->out, text.at, fault);
		else
			command_print(text.at, fault);
	}
	buffer_release(&text);
	return fault->code;
}
