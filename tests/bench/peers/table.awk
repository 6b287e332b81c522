# mawk -v on=2022-05-31 -f csv.awk -f table.awk cases.csv: the monthly table.

function show(name, m) {
	print name "," practices[m] + 0 "," cases[m] + 0 "," of[m, "Payments"] + 0 "," \
		of[m, "Pensions"] + 0 "," of[m, "MREs"] + 0 "," of[m, "GP Details"] + 0 "," \
		resolved[m] + 0 "," \
		(cases[m] ? int((resolved[m] * 200 + cases[m]) / (2 * cases[m])) "%" : "no cases")
}

# A month is added up as such and again under "all".
function add(m, practice, category, done) {
	cases[m]++
	of[m, category]++
	resolved[m] += done
	if (!((m, practice) in seen)) {
		seen[m, practice]
		practices[m]++
	}
}

BEGIN {
	start = "2022-03-08"
}

NR == 1 {
	practice = column["practice_code"]
	category = column["category"]
	escalated = column["Date escalated"]
	ended = column["resolved_on"]
	next
}

$escalated >= start && $escalated <= on {
	done = $ended != "" && $ended <= on
	add(substr($escalated, 1, 7), $practice, $category, done)
	add("all", $practice, $category, done)
}

END {
	print "Month,No. of practices,Total cases,Payments,Pensions,MREs,GP Details," \
		"No. resolved,% resolved"
	y = substr(start, 1, 4) + 0
	m = substr(start, 6, 2) + 0
	while ((month = sprintf("%04d-%02d", y, m)) <= substr(on, 1, 7)) {
		show(month, month)
		if (++m == 13) {
			m = 1
			y++
		}
	}
	show("Total", "all")
}
