/* asked: see asked.h. */
#include "interp/asked.h"

#include <inttypes.h>
#include <string.h>

#include "lang/intern.h"

enum { NEAR = 4 };	/* a distance from here on is not near */

void
asked_begin(struct asked_row *asked, const char *key)
{
	*asked = (struct asked_row){ .key = key, .nearest = BUFFER_INIT, .first = BUFFER_INIT };
	for (unsigned i = 0; i < ASKED_TOLD; i++)
		asked->told[i] = (struct buffer)BUFFER_INIT;
	asked_restart(asked);
}

void
asked_restart(struct asked_row *asked)
{
	asked->found = asked->kin_count = 0;
	asked->kin = ASKED_NO_KIN;
	asked->nearest_distance = NEAR;
	asked->any = false;
}

void
asked_end(struct asked_row *asked)
{
	buffer_release(&asked->nearest);
	buffer_release(&asked->first);
	for (unsigned i = 0; i < ASKED_TOLD; i++)
		buffer_release(&asked->told[i]);
}

static void
put(struct buffer *to, const char *text)
{
	buffer_clear(to);
	buffer_text(to, text);
	if (to->at == NULL)
		buffer_reserve(to, 1)[0] = '\0';
}

/* ---- kin ---- */

static const char *
past_separators(const char *at)
{
	return at + strspn(at, " ,");
}

static char
small(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Does the text begin with what was asked for? `whole`: and a part of the key ends there. */
static bool
begins_so(const char *text, const char *asked, bool *whole)
{
	asked = past_separators(asked);
	*whole = false;
	if (*asked == '\0')
		return false;
	while (*asked != '\0') {
		if (small(*text) != small(*asked))
			return false;
		text++;
		asked++;
		if (strchr(" ,", *asked) != NULL) {	/* its end, too */
			if (*asked != '\0' && *text != '\0' && strchr(" ,", *text) == NULL)
				return false;
			asked = past_separators(asked);
			*whole = *text == '\0' || *text == ',';
			text = *asked == '\0' ? text : past_separators(text);
		}
	}
	return true;
}

static enum asked_kin
kin_of(const char *key, const char *asked)
{
	bool whole;

	if (begins_so(key, asked, &whole))
		return whole ? ASKED_FIRST_PARTS : ASKED_BEGINS_SO;
	for (const char *at = strstr(key, ", "); at != NULL; at = strstr(at, ", ")) {
		at += 2;
		if (begins_so(at, asked, &whole) && whole)
			return ASKED_HAS_PART;
	}
	return ASKED_NO_KIN;
}

/* Among the first by their bytes. */
static void
add_kin(struct asked_row *asked, const char *key)
{
	uint64_t told = asked->kin_count < ASKED_TOLD ? asked->kin_count : ASKED_TOLD;
	struct buffer last;
	unsigned at = 0;

	asked->kin_count++;
	while (at < told && strcmp(asked->told[at].at, key) <= 0)
		at++;
	if (at == ASKED_TOLD)
		return;
	last = asked->told[ASKED_TOLD - 1];
	memmove(&asked->told[at + 1], &asked->told[at],
	    (ASKED_TOLD - 1 - at) * sizeof asked->told[0]);
	put(&last, key);
	asked->told[at] = last;
}

/* ---- rows ---- */

static void
see_nearest(struct asked_row *asked, const char *key)
{
	unsigned distance = names_distance(key, asked->key, asked->nearest_distance);

	if (distance > asked->nearest_distance || distance >= NEAR ||
	    (distance == asked->nearest_distance && strcmp(key, asked->nearest.at) >= 0))
		return;
	asked->nearest_distance = distance;
	put(&asked->nearest, key);
}

bool
asked_see(struct asked_row *asked, const char *key)
{
	enum asked_kin kin;

	if (strcmp(key, asked->key) == 0) {
		asked->found++;
		return true;
	}
	if (asked->found > 0)
		return false;
	if (!asked->any || strcmp(key, asked->first.at) < 0)
		put(&asked->first, key);
	asked->any = true;
	see_nearest(asked, key);
	kin = kin_of(key, asked->key);
	if (kin > asked->kin) {
		asked->kin = kin;
		asked->kin_count = 0;
	}
	if (kin != ASKED_NO_KIN && kin == asked->kin)
		add_kin(asked, key);
	return false;
}

/* ---- what to say ---- */

void
asked_word(struct buffer *out, const char *word)
{
	bool plain = *word != '\0' && strcspn(word, " \"'$`\\*?&|;<>()#!~[]{}") == strlen(word);

	buffer_printf(out, plain ? " %s" : " \"%s\"", word);
}

static void
add_keys(struct buffer *out, const struct table *table)
{
	for (uint32_t i = 0; i < table->key_count; i++) {
		buffer_text(out, i == 0 ? "" : i + 1 == table->key_count ? " and " : ", ");
		buffer_text(out, table->keys[i]->name);
	}
}

static void
add_row(struct buffer *out, const struct buffer *key)
{
	buffer_text(out, "--row");
	asked_word(out, key->at);
}

/* One near row: that is what was meant. */
static const char *
meant(const struct asked_row *asked)
{
	if (asked->kin_count == 1)
		return asked->told[0].at;
	return asked->kin_count == 0 && asked->nearest_distance < NEAR ? asked->nearest.at : NULL;
}

bool
asked_has_kin(const struct asked_row *asked)
{
	return asked->kin_count > 0 || asked->nearest_distance < NEAR;
}

static void
say_kin(const struct asked_row *asked, const struct table *table, struct fault *fault)
{
	uint64_t told = asked->kin_count < ASKED_TOLD ? asked->kin_count : ASKED_TOLD;
	struct buffer keys = BUFFER_INIT, rows = BUFFER_INIT;

	add_keys(&keys, table);
	for (uint64_t i = 0; i < told; i++) {
		buffer_text(&rows,
		    i == 0                                        ? "" :
			asked->kin_count == told && i + 1 == told ? " or " :
								    ", ");
		add_row(&rows, &asked->told[i]);
	}
	if (asked->kin_count == told + 1)
		buffer_text(&rows, ", or one more");
	else if (asked->kin_count > told)
		buffer_printf(&rows, ", or one of %" PRIu64 " more", asked->kin_count - told);
	fault_set(fault, EXIT_USAGE,
	    "--row %s: %" PRIu64 " rows of %s %s; a row is named by %s\n"
	    "name one of them in full: %s",
	    asked->key, asked->kin_count, table->name,
	    asked->kin == ASKED_HAS_PART ? "have that in their key" : "begin so", keys.at, rows.at);
	buffer_release(&keys);
	buffer_release(&rows);
}

void
asked_say(const struct asked_row *asked, const struct table *table, const char *file,
    struct fault *fault)
{
	struct buffer keys = BUFFER_INIT, row = BUFFER_INIT;

	if (asked->kin_count > 1) {
		say_kin(asked, table, fault);
		return;
	}
	add_keys(&keys, table);
	if (asked->any)
		add_row(&row, &asked->first);
	if (meant(asked) != NULL)
		fault_set(fault, EXIT_USAGE,
		    "--row %s: there is no such row in %s\ndid you mean '%s'?", asked->key, file,
		    meant(asked));
	else if (asked->any)
		fault_set(fault, EXIT_USAGE,
		    "--row %s: there is no such row in %s\na row of %s is named by %s, like this: "
		    "%s",
		    asked->key, file, table->name, keys.at, row.at);
	else
		fault_set(fault, EXIT_USAGE, "--row %s: there is no row at all in %s", asked->key,
		    file);
	buffer_release(&keys);
	buffer_release(&row);
}
