/*
 * flood: COUNT keys that all have the same digest, for the tables of fold_keys.c (`fold`, 23 bytes
 * each) or for the search for repeated keys in keys.c (`repeats`, 16 bytes). Both mix the first
 * eight bytes, lay the next eight over them bit by bit, and mix again. So eight bytes can be worked
 * out from the other eight, to give the digest that the first key has; one such choice in some
 * thousands can be typed.
 *
 *   flood fold|repeats COUNT
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

static uint64_t
fold_mix(uint64_t word)
{
	word ^= word >> 32;
	word *= UINT64_C(0x9e3779b97f4a7c15);
	word ^= word >> 29;
	word *= UINT64_C(0xbf58476d1ce4e5b9);
	return word ^ word >> 32;
}

/* The number whose product with `odd` is 1, by Newton's method. */
static uint64_t
inverse(uint64_t odd)
{
	uint64_t found = odd;

	for (int i = 0; i < 6; i++)
		found *= 2 - odd * found;
	return found;
}

static uint64_t
fold_unmix(uint64_t word)
{
	word ^= word >> 32;
	word *= inverse(UINT64_C(0xbf58476d1ce4e5b9));
	word ^= word >> 29 ^ word >> 58;
	word *= inverse(UINT64_C(0x9e3779b97f4a7c15));
	return word ^ word >> 32;
}

static uint64_t
product(uint64_t a, uint64_t b)
{
	wide both = (wide)a * b;

	return (uint64_t)both ^ (uint64_t)(both >> 64);
}

static uint64_t
half_way(uint64_t first)
{
	return product(product(UINT64_C(0x9D8AC2C5ABF1E36B), UINT64_C(0xC6A4B1F7D35E9A2D) ^ 16) ^
	    first, UINT64_C(0xE3779B97F4A7C15D));
}

/* No quotes, commas or blanks. */
static bool
can_be_typed(uint64_t word)
{
	for (int i = 0; i < 8; i++, word >>= 8) {
		unsigned char byte = (unsigned char)word;

		if (byte < '!' || byte > '~' || byte == '"' || byte == ',')
			return false;
	}
	return true;
}

/* The number `i` in letters: eight bytes, the last always the same. */
static uint64_t
in_letters(uint64_t i)
{
	char text[9] = "AAAAAAAA";
	uint64_t word;

	for (int at = 0; at < 7; at++, i /= 52)
		text[at] = (char)(i % 52 < 26 ? 'A' + i % 52 : 'a' + i % 52 - 26);
	memcpy(&word, text, 8);
	return word;
}

int
main(int count, char **words)
{
	bool fold = count == 3 && strcmp(words[1], "fold") == 0;
	long wanted = count == 3 ? strtol(words[2], NULL, 10) : 0;
	const uint64_t plain = in_letters(0);

	if (wanted <= 0)
		return 2;
	for (uint64_t i = 0; wanted > 0; i++) {
		uint64_t given = in_letters(i), made;
		char text[17] = "";

		/* fold ends with the last eight bytes, of which one is of the second word. */
		made = fold ? 23 ^ fold_unmix(fold_mix(23 ^ plain) ^ plain ^ given) :
		    half_way(given) ^ half_way(plain) ^ plain;
		if (!can_be_typed(made))
			continue;
		memcpy(text, fold ? &made : &given, 8);
		memcpy(text + 8, fold ? &given : &made, 8);
		printf("%s%s\n", text, fold ? "AAAAAAA" : "");
		wanted--;
	}
	return 0;
}
