# What was not reached, held against the two lists: see tests/coverage.sh.
#
# Input, in this order, told apart by the variable `what` set before each file on the command line:
#   what=reasons  tests/coverage/not-reached   FILE <tab> FUNCTION <tab> TEXT OF THE LINE, blanks as one <tab> REASON; TEXT may be *, the
#                                            whole function
#   what=open     tests/coverage/still-open    FILE LINES BRANCHES
#   what=found    F <tab> FILE <tab> FUNCTION <tab> LINE, or L <tab> FILE <tab> LINE <tab> COUNT <tab> BRANCHES <tab> OF THEM TAKEN
# Sets: missed, a file for what is not reached, with its place; lower, a file for still-open as it would be today.
BEGIN { FS = "\t" }

/^#/ && what != "found" || /^[ \t]*$/ { next }

what == "reasons" {
	if (NF != 4 || $4 == "") {
		print "not-reached, line " FNR ": not FILE, FUNCTION, TEXT and REASON with a tab between"
		bad = 1
		next
	}
	key = $1 FS $2 FS $3
	if (key in reason) {
		print "not-reached, line " FNR ": stands there twice"
		bad = 1
	}
	reason[key] = $4
	at[key] = FNR
	next
}

what == "open" {
	split($0, part, " ")
	open_lines[part[1]] = part[2] + 0
	open_branches[part[1]] = part[3] + 0
	next
}

$1 == "F" { starts[$2, $4 + 0] = $3; next }

$1 == "L" {
	if ($2 != file)
		read_source($2)
	folder = file
	sub(/\/.*/, "", folder)
	line = $3 + 0
	for (; upto <= line; upto++)
		if ((file, upto) in starts)
			inside = starts[file, upto]
	if (text[line] == "assert(false);")	# says that nobody gets there
		next
	lines[folder]++
	if ($4 > 0)
		lines_hit[folder]++
	else
		miss(1, 0, "line")
	if (asserts[line] || $5 == 0)
		next
	left = $5 - $6
	all = $5
	if (plain_switch[line]) {
		all--
		if (left > 0)
			left--
	}
	branches[folder] += all
	branches_hit[folder] += all - left
	if (left > 0 && $4 > 0)
		miss(0, left, "branch " left "/" all)
	else if (left > 0)	# goes with its line
		with_line[folder] += left
}

function miss(of_line, of_branch, kind,    key) {
	key = file FS inside FS text[line]
	if (!(key in reason))
		key = file FS inside FS "*"
	if (key in reason) {
		used[key] = 1
		explained_lines[folder] += of_line
		explained_branches[folder] += of_branch
		return
	}
	left_lines[file] += of_line
	left_branches[file] += of_branch
	print file ":" line "\t" kind "\t" inside "\t" text[line] > missed
}

# The texts of the lines, which of them are assertions, and which switches have no default.
function read_source(name,    n, row, depth, i, is_assert) {
	file = name
	files[++count] = name
	inside = ""
	upto = 1
	split("", text); split("", asserts); split("", plain_switch); split("", open_switch)
	n = 0
	is_assert = 0
	while ((getline row < name) > 0) {
		n++
		match(row, /^[ \t]*/)
		depth = RLENGTH
		row = substr(row, RLENGTH + 1)
		sub(/[ \t\r]+$/, "", row)
		gsub(/[ \t]+/, " ", row)
		text[n] = row
		if (row ~ /^assert\(/)
			is_assert = 1
		if (is_assert) {
			asserts[n] = 1
			if (row ~ /\);/)
				is_assert = 0
		}
		if (row ~ /^switch \(/) {
			plain_switch[n] = 1
			open_switch[depth] = n
		} else if (row ~ /^default:/ && depth in open_switch)
			delete plain_switch[open_switch[depth]]
		else if (row ~ /^}/)
			delete open_switch[depth]
	}
	close(name)
}

function percent(part, whole) { return whole == 0 ? "100.00" : sprintf("%.2f", int(part * 10000 / whole) / 100) }

END {
	for (i = 1; i <= count; i++) {
		file = files[i]
		l = left_lines[file] + 0
		b = left_branches[file] + 0
		if (l + b > 0)
			print file, l, b > lower
		if (l > open_lines[file] + 0 || b > open_branches[file] + 0) {
			printf "%s: %d lines and %d branches are not reached, %d and %d are known\n", file, l, b, open_lines[file], open_branches[file]
			bad = 1
		} else if (l < open_lines[file] + 0 || b < open_branches[file] + 0) {
			printf "%s: %d lines and %d branches are not reached, fewer than the %d and %d of still-open; lower them\n", file, l, b,
			    open_lines[file], open_branches[file]
		}
		delete open_lines[file]
	}
	for (file in open_lines) {
		print "still-open: " file ": there is no such file, or it has no line of a program"
		bad = 1
	}
	for (key in reason)
		if (!(key in used)) {
			split(key, part, FS)
			print "not-reached, line " at[key] ": " part[1] ", " part[2] ": is reached, or stands there no longer: " part[3]
			bad = 1
		}
	split("lang interp", order, " ")
	for (i = 1; i <= 2; i++) {
		folder = order[i]
		printf "%-7s %6d of %6d lines (%s %%), %6d of %6d branches (%s %%); with a reason: %d lines, %d branches\n", folder, lines_hit[folder],
		    lines[folder], percent(lines_hit[folder], lines[folder]), branches_hit[folder], branches[folder],
		    percent(branches_hit[folder], branches[folder]), explained_lines[folder], explained_branches[folder]
	}
	exit bad
}
