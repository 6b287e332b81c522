/* retell_record: see retell_record.h. */
#include "interp/retell_record.h"

#include "interp/plan_internal.h"

void
recording_begin(struct recording *recording, const struct plan *plan, const struct buffer *out)
{
	recording->plan = plan;
	recording->out = out;
	recording->spoilt = false;
	recording->count = 0;
}

bool
look_same(const struct look *one, const struct look *other)
{
	return one->kind == other->kind && one->a == other->a && one->b == other->b &&
	    one->of == other->of && one->setting == other->setting;
}

static bool
was_asked(const struct recording *recording, const struct look *look)
{
	for (uint32_t i = 0; i < recording->count; i++)
		if (recording->parts[i].is_look && look_same(&recording->parts[i].look, look))
			return true;
	return false;
}

static struct recorded *
add(struct recording *recording)
{
	if (recording->count == RECORDED_MAX) {
		recording->spoilt = true;
		return NULL;
	}
	return &recording->parts[recording->count++];
}

void
recording_look(struct recording *recording, const struct look *look, uint64_t answer)
{
	struct recorded *part;

	if (recording->spoilt || was_asked(recording, look))
		return;
	part = add(recording);
	if (part != NULL)
		*part = (struct recorded){ .is_look = true,
			.look = *look,
			.answer = answer,
			.start = recording->out->length,
			.end = recording->out->length };
}

void
recording_value(struct recording *recording, size_t start, size_t end, value_teller *tell,
    uint32_t slot, const struct column *column)
{
	struct recorded *part;

	if (recording->spoilt || recording->plan->slots[slot].constant)
		return;
	part = add(recording);
	if (part != NULL)
		*part = (struct recorded){ .start = start,
			.end = end,
			.tell = tell,
			.slot = slot,
			.column = column };
}

void
recording_cut(struct recording *recording, size_t length)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < recording->count; i++) {
		struct recorded part = recording->parts[i];

		if (!part.is_look && part.end > length)
			continue;
		if (part.start > length)
			part.start = part.end = length;
		recording->parts[kept++] = part;
	}
	recording->count = kept;
}

void
recording_spoil(struct recording *recording)
{
	recording->spoilt = true;
}
