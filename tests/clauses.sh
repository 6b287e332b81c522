#!/bin/sh
# Holds a policy against its table of clauses, both ways.
#
#   tests/clauses.sh POLICY.writ SOURCE.md PREFIX COUNT        e.g. policies/essex-pcse/essex-pcse.writ .../SOURCE.md E 35
#
# The table of clauses is every row of SOURCE.md that begins with PREFIX and a number:
#
#   | clause | in our words | kind | construct | cited as | remark |
#
#   kind        executed, reported, printed, metadata or not executable
#   construct   in back quotes, as the policy has it: `setting waiting_limit`, `field case.cas_number`, `define is_resolved`,
#               `outcome route.May_escalate`, `column by_month.share`, `policy essex_pcse` ...
#   cited as    in double quotes: the strings the policy's `cites` use
#   remark      anything; where the kind is "not executable" the reason, and then construct and cited as may be empty
#
# Checked: every clause from PREFIX1 to PREFIXCOUNT has exactly one row, and there is no other; no row lacks what it must
# have; every construct is in the policy; every string cited in the policy is in the table, and the other way round.
# Exits 1 and names what is missing, 2 when it is called wrongly.
set -eu
LC_ALL=C
export LC_ALL

if [ $# -ne 4 ] || [ ! -r "$1" ] || [ ! -r "$2" ]; then
	echo "usage: tests/clauses.sh POLICY.writ SOURCE.md PREFIX COUNT" >&2
	exit 2
fi
case $4 in
'' | *[!0-9]* | 0)
	echo "clauses.sh: '$4' is not a number of clauses" >&2
	exit 2
	;;
esac

awk -v policy="$1" -v prefix="$3" -v count="$4" '
BEGIN {
	split("policy source calendar setting input group define decide bands deadline letter form report variation", word, " ")
	for (i in word)
		opens[word[i]] = 1
	split("executed reported printed metadata", word, " ")
	for (i in word)
		carried_out[word[i]] = 1
	quote = sprintf("%c", 34)
	read_policy()
}

# ---- the table -------------------------------------------------------------------------------------------------------

$0 ~ "^\\| *" prefix "[0-9]+ *\\|" {
	cells = split($0, cell, "|")
	for (i = 1; i <= cells; i++)
		gsub(/^[ \t]+|[ \t]+$/, "", cell[i])
	check_row(cell[2])
}

END {
	if (unreadable)
		exit 1
	for (i = 1; i <= count; i++)
		if (!((prefix i) in rows))
			complain("clause " prefix i " has no row")
	for (text in cited)
		if (!(text in listed))
			complain("cited in the policy, not in the table: " quote text quote)
	for (text in listed)
		if (!(text in cited))
			complain("in the table (" listed[text] "), not cited in the policy: " quote text quote)
	if (faults) {
		printf "%d to put right between %s and %s\n", faults, policy, FILENAME
		exit 1
	}
	printf "%d clauses, %d constructs named, %d citations: table and policy agree\n", count, constructs, citations
}

function check_row(id,    number) {
	number = substr(id, length(prefix) + 1) + 0
	if (id != prefix number || number < 1 || number > count)
		complain(id ": the document has clauses " prefix "1 to " prefix count)
	if (id in rows)
		complain(id ": a second row")
	rows[id] = 1
	if (cells != 8) {
		complain(id ": " cells - 2 " cells, there should be 6")
		return
	}
	if (cell[3] == "")
		complain(id ": the clause is not put in words")
	if (cell[4] in carried_out) {
		if (cell[5] == "")
			complain(id ": no construct carries it")
		if (cell[6] == "")
			complain(id ": no citation")
	} else if (cell[4] == "not executable") {
		if (cell[7] == "")
			complain(id ": no reason why it is not executable")
	} else
		complain(id ": kind \047" cell[4] "\047 should be executed, reported, printed, metadata or not executable")
	check_constructs(id, cell[5])
	list_citations(id, cell[6])
}

function check_constructs(id, text,    n, i, part) {
	n = split(text, part, "`")
	if (text != "" && n % 2 == 0)
		complain(id ": a back quote without its partner")
	if (text != "" && n < 3)
		complain(id ": constructs stand in back quotes")
	for (i = 2; i <= n; i += 2) {
		constructs++
		if (!(part[i] in has))
			complain(id ": `" part[i] "` is not in the policy")
	}
}

function list_citations(id, text,    n, i, part) {
	n = split(text, part, quote)
	if (text != "" && n % 2 == 0)
		complain(id ": a quotation mark without its partner")
	if (text != "" && text !~ /^-+$/ && n < 3)
		complain(id ": citations stand in quotation marks")
	for (i = 2; i <= n; i += 2)
		if (!(part[i] in listed))
			listed[part[i]] = id
}

function complain(text) {
	print text
	faults++
}

# ---- the policy ------------------------------------------------------------------------------------------------------

# Tokens, one by one: words and numbers, marks, and quoted text (kept with its opening quote, so that it cannot be taken for
# a word). A quoted text may run over lines; a comment ends with its line.
function read_policy(    line, text, c) {
	while ((got = (getline line < policy)) > 0) {
		first = !open
		while (line != "") {
			if (open) {
				if ((i = index(line, quote)) == 0) {
					text = text line "\n"
					break
				}
				token(text substr(line, 1, i - 1))
				line = substr(line, i + 1)
				open = 0
				continue
			}
			c = substr(line, 1, 1)
			if (c == "#")
				break
			if (c == quote) {
				open = 1
				text = quote
				line = substr(line, 2)
			} else if (match(line, /^[A-Za-z0-9_]+/)) {
				token(substr(line, 1, RLENGTH))
				line = substr(line, RLENGTH + 1)
			} else {
				if (c !~ /[ \t\r]/)
					token(c)
				line = substr(line, 2)
			}
		}
	}
	if (got < 0 || open) {
		complain(open ? "a quote is still open at the end of the policy" : "the policy cannot be read")
		unreadable = 1
		exit 1
	}
}

function token(text) {
	if (first && (text in opens)) {
		construct = text
		name = ""
	} else if (first && text ~ /^(test|letters)$/)
		construct = ""
	else if (name == "" && construct != "") {
		name = text
		has[construct " " name] = 1
	} else if (construct == "input" && field_of(text))
		has["field " name "." previous] = 1
	else if (construct == "decide" && previous ~ /^(gives|otherwise)$/)
		has["outcome " name "." text] = 1
	else if (construct == "bands" && previous == "is")
		has["outcome " name "." text] = 1
	else if ((construct == "report" || construct == "form") && previous == "column")
		has["column " name "." text] = 1

	if (previous == "cites")
		citing = 1
	else if (citing && substr(text, 1, 1) == quote) {
		if (!(substr(text, 2) in cited))
			citations++
		cited[substr(text, 2)] = 1
	} else if (citing && text != ",")
		citing = 0

	starts_line = first
	if (starts_line)
		line_start = text
	first = 0
	previous = text
	tokens_on_line = starts_line ? 1 : tokens_on_line + 1
}

# A field is the first word of its line, followed by `is` or `refers`.
function field_of(text) {
	return tokens_on_line == 1 && previous == line_start && text ~ /^(is|refers)$/
}
' "$2"
