# Every way to edit one line of a policy that is worth trying: numbers, quoted texts, words of the language and their opposites, names, a
# list of conditions read otherwise, the line left out. Prints LINE, a tab, WHAT, a tab, and the line as it is then. For `all` there follow
# a word and the one that takes its place in the whole text; for `list` the word of the list. Lines that are blank, remarks, or close a list
# are passed by. -v step=N -v from=K: only the Kth line of every N.

function offer(what, text) {
	if (text != $0)
		print NR "\t" what "\t" text
}

# Where the quoted texts of this line stand, one left open by the line before included: mask has "q" there.
function find_quotes(    i, c) {
	mask = ""
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (!quoted && c == "#") {
			while (length(mask) < length($0))
				mask = mask "#"
			return
		}
		if (c == "\"") {
			quoted = !quoted
			mask = mask "\""
		} else
			mask = mask (quoted ? "~" : c)
	}
}

function put(at, length_, text) {
	return substr($0, 1, at - 1) text substr($0, at + length_)
}

function numbers(    i, c, j) {
	for (i = 1; i <= length(mask); i++) {
		c = substr(mask, i, 1)
		if (c !~ /[0-9]/ || substr(mask, i + 1, 1) ~ /[0-9.\/]/ || substr(mask, i - 1, 1) ~ /[A-Za-z_]/)
			continue
		for (j = i - 1; substr(mask, j, 1) ~ /[0-9]/; j--)
			;
		if (substr(mask, j, 1) ~ /[A-Za-z_]/)
			continue
		offer("number", put(i, 1, (c + 1) % 10))
		offer("number", put(i, 1, (c + 9) % 10))
	}
}

function texts(    i, open) {
	open = was_quoted ? 1 : 0
	for (i = 1; i <= length(mask); i++) {
		if (substr(mask, i, 1) != "\"")
			continue
		if (open || (i == 1 && was_quoted))
			offer("text", put(i, 0, "x"))
		open = !open
	}
	if (quoted && $0 ~ /[a-z]$/)
		offer("text", $0 "x")
}

function swap(a, b) {
	swap_way(a, b)
	swap_way(b, a)
}

function swap_way(a, b,    at, rest, before, after) {
	rest = 1
	while ((at = index(substr(mask, rest), a)) > 0) {
		at += rest - 1
		before = substr(mask, at - 1, 1)
		after = substr(mask, at + length(a), 1)
		if ((at == 1 || before !~ /[A-Za-z_0-9]/) && after !~ /[A-Za-z_0-9]/)
			offer("word", put(at, length(a), b))
		rest = at + length(a)
	}
}

function without(a,    at) {
	at = index(mask, a)
	if (at > 0)
		offer("word", put(at, length(a), ""))
}

function words(    i) {
	swap("is more than", "is at least")
	swap("is less than", "is at most")
	swap("is before", "is on or before")
	swap("is after", "is on or after")
	swap("is given", "is blank")
	swap("is one of", "is not one of")
	swap("is", "is not")
	swap("and", "or")
	swap("all", "any")
	swap("any of", "none of")
	swap("yes", "no")
	swap("plus", "minus")
	swap("times", "plus")
	swap("after", "before")
	swap("lowest", "highest")
	swap("earliest", "latest")
	swap("ties included", "ties excluded")
	swap("half up", "half even")
	swap("whole percent", "1 decimal place")
	swap("first day counted", "first day not counted")
	swap("first day of", "last day of")
	swap("working days", "days")
	swap("within one year", "across years")
	swap("there is a", "there is no")
	swap("there is an", "there is no")
	swap("count", "count of different practice")
	swap("sum", "average")
	swap("nothing", "run_date")
	swap("blank", "nothing")
	swap("unknown", "nothing")
	swap("month of", "quarter of")
	swap("Q1", "Q2")
	swap("Q2", "Q3")
	swap("Q3", "Q4")
	swap("below", "over")
	swap("or more", "or less")
	without("not ")
	without(", first that applies")
	without(", may be blank")
	without(", not recorded")
	without(", small letters accepted")
	without(", including empty months")
	without(", rounded half up to whole percent")
	without(", rounded half up to 1 decimal place")
	without("  may vary locally")
	if (mask ~ /(any|all|none) of$/)
		for (i = 1; i <= 3; i++)
			if (mask !~ (list[i] " of$"))
				print NR "\tlist\t" list[i]
	if (mask ~ /^ *"~*",/ || mask ~ /^ *clauses /)
		offer("clause", put(index($0, "\""), 0, "\"one more\", "))
	if (mask ~ /[a-z)]$/ && mask !~ /^ *[-#]/) {
		if (mask !~ /may be blank/)
			offer("word", $0 ", may be blank")
		offer("word", $0 " and run_date is after 2001-01-01")
	}
}

# The names and labels of the line; two more of the same sort are tried in their place. Names of tables are
# left alone: a table also answers for its key.
function names(    rest, at, word, i) {
	rest = mask
	at = 0
	while (match(rest, /[A-Za-z][A-Za-z_0-9]*/)) {
		word = substr(rest, RSTART, RLENGTH)
		at += RSTART
		if (word in soft || length(word) < 3) {
			;
		} else {
			for (i = 1; i <= 2; i++) {
				other = word ~ /^[A-Z]/ ? labels_near[(label_at + i) % 8] : names_near[(name_at + i) % 8]
				if (other != "" && other != word && !(other in tables) && !(word in tables))
					offer("name", put(at, length(word), other))
			}
			if (word ~ /^[A-Z]/)
				labels_near[label_at++ % 8] = word
			else
				names_near[name_at++ % 8] = word
			print NR "\tall\t" word "\t" word "_x"
		}
		rest = substr(rest, RSTART + RLENGTH)
		at += RLENGTH - 1
	}
}

BEGIN {
	count = split("across after all also among and any approved as asks at average bands because before below between blank by " \
		"calendar cannot cites closed column copies count counting dated day days deadline decide decimal define divided due " \
		"earliest empty encloses end every expect first for form from given gives giving group headed header highest in " \
		"including input instead is lapses last latest letter letters like list lowest may met minus months named no none not " \
		"note nothing of on once one or otherwise over owner paragraph plus policy quarters reason refers report return " \
		"revision rounded rows send set setting settings small sorted source subject sum test the there ties times title to " \
		"total unknown unless variation version week weeks when where whole with within wording working years yes text date " \
		"percent number money month quarter year run_date locally vary be decided recorded accepted like force review " \
		"succession previous counted applies that reply each same different most least more less than under half up even " \
		"place places row per", word, " ")
	for (i = 1; i <= count; i++)
		soft[word[i]] = 1
	split("any all none", list, " ")
	if (!step)
		step = 1
}

{
	was_quoted = quoted
	find_quotes()
	if (mask ~ /^[ \t#]*$/ || mask ~ /^ *end [a-z]+$/)
		next
	if (NR % step != from % step)
		next
	numbers()
	texts()
	words()
	if (mask ~ /^(input|group) /)
		tables[$2] = 1
	if (!was_quoted)
		names()
	if (!was_quoted && !quoted)
		offer("gone", "")
}
