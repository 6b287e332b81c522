# mawk -v on=2022-05-31 -f csv.awk -f decision.awk cases.csv
# The decision, its clause, PCSE's target date.
# Dates become day numbers once for each different date.

# Days from 1 March of the year 0.
function day_number(date,    y, m) {
	y = substr(date, 1, 4) + 0
	m = substr(date, 6, 2) - 3
	if (m < 0) {
		m += 12
		y--
	}
	return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + \
		int((153 * m + 2) / 5) + substr(date, 9, 2) - 1
}

function date_of(day,    era, doe, yoe, doy, m) {
	era = int(day / 146097)
	doe = day - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	m = int((5 * doy + 2) / 153)
	return sprintf("%04d-%02d-%02d", yoe + era * 400 + (m > 9), m > 9 ? m - 9 : m + 3, \
		doy - int((153 * m + 2) / 5) + 1)
}

BEGIN {
	today = day_number(on)
	due[""] = ""
	print "case_ref,route,route_clause,resolution_due"
}

NR == 1 {
	case_ref = column["case_ref"]
	raised = column["first_raised"]
	cas = column["cas_number"]
	hardship = column["Severe financial hardship"]
	risk = column["Potential risk to patient safety"]
	imminent = column["Expected to be resolved soon"]
	acknowledged = column["acknowledged_on"]
	next
}

{
	if ($hardship == "yes")
		route = "May_escalate,1"
	else if ($risk == "yes")
		route = "May_escalate,2"
	else {
		date = $raised
		if (!(date in waiting))
			waiting[date] = today - day_number(date)
		if (waiting[date] <= 40 || $cas == "" || $imminent == "yes")
			route = "Usual_route,last"
		else if ($imminent == "no")
			route = "May_escalate,3"
		else
			route = ","
	}
	date = $acknowledged
	if (!(date in due))
		due[date] = date_of(day_number(date) + 40)
	print $case_ref "," route "," due[date]
}
