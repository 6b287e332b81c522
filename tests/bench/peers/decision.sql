-- The decision, its clause, PCSE's target date. The case list is in the table cases, all as text.
.headers on
.mode csv
SELECT case_ref,
	CASE WHEN situation IN ('1', '2', '3') THEN 'May_escalate'
		WHEN situation = 'last' THEN 'Usual_route' END AS route,
	situation AS route_clause,
	CASE WHEN acknowledged_on <> '' THEN date(acknowledged_on, '+40 days') END AS resolution_due
FROM (
	SELECT case_ref, acknowledged_on,
		CASE
		WHEN "Severe financial hardship" = 'yes' THEN '1'
		WHEN "Potential risk to patient safety" = 'yes' THEN '2'
		WHEN julianday('2022-05-31') - julianday(first_raised) <= 40 OR cas_number = ''
			OR "Expected to be resolved soon" = 'yes' THEN 'last'
		WHEN "Expected to be resolved soon" = 'no' THEN '3'
		END AS situation
	FROM cases
);
