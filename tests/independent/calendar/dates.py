"""A second reading of the catalogue's README ("Délais"), standard library only, sharing no code and no method with ours.

Reads JSON lines on stdin, {"kind": "delais" | "recours", "rule": a raw catalogue line, "department": "59", "starts": [...]},
and answers each with a JSON line: for each start [legal, prudent, printed, legal in doubt], or null when there is no date.
"""

import calendar
import json
import sys
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def easter(year):
    """Knuth, The Art of Computer Programming 1.3.2, exercise 14: golden number and epact."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + moon - skipped) % 30
    if (epact == 25 and golden > 11) or epact == 24:
        epact += 1
    full = 44 - epact
    if full < 21:
        full += 30
    full = full + 7 - (sunday + full) % 7
    return date(year, 3, 1) + (full - 1) * DAY


def national(year):
    days = {date(year, m, d) for d, m in ((1, 1), (1, 5), (8, 5), (14, 7), (15, 8), (1, 11), (11, 11), (25, 12))}
    return days | {easter(year) + n * DAY for n in (1, 39, 50)}


def sure_local(year, department):
    return {date(year, 12, 26)} if department in ("57", "67", "68") else set()


def doubtful_local(year, department):
    if department in ("57", "67", "68"):
        return {easter(year) - 2 * DAY}
    abolition = {"971": "05-27", "972": "05-22", "973": "06-10", "974": "12-20", "976": "04-27"}
    return {date.fromisoformat(f"{year}-{abolition[department]}")} if department in abolition else set()


HOLIDAYS = {}


def closed(day, department, level):
    """level 0: national holidays; 1: also the sure local ones; 2: also the doubtful ones."""
    key = (day.year, department, level)
    if key not in HOLIDAYS:
        days = national(day.year)
        if level >= 1:
            days |= sure_local(day.year, department)
        if level >= 2:
            days |= doubtful_local(day.year, department)
        HOLIDAYS[key] = days
    return day.isoweekday() in (6, 7) or day in HOLIDAYS[key]


def months_later(day, count):
    year, month = day.year, day.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def open_days_later(day, count, department, level):
    step = DAY if count > 0 else -DAY
    remaining = abs(count)
    while remaining:
        day += step
        remaining -= not closed(day, department, level)
    return day


def nth_weekday_before(day, wanted, count):
    seen = 0
    while seen < count:
        day -= DAY
        seen += day.isoweekday() == wanted
    return day


def month_window(rule, day):
    opening = rule.get("effet") == "ouverture_fenetre"
    first = day.replace(day=1)
    if not opening:
        first = (first + 31 * DAY).replace(day=1)
    wanted = rule["duree"]
    for exception in rule.get("exceptions") or []:
        if exception["mois"] == first.month:
            wanted = exception["jour"]
    return first.replace(day=wanted)


def bare_term(rule, sens, day, department, level):
    n, unit = rule["duree"], rule["unite"]
    sign = -1 if sens == "avant" else 1
    if unit == "jours_calendaires":
        return date.fromordinal(day.toordinal() + sign * n)
    if unit == "semaines":
        return day + timedelta(weeks=sign * n)
    if unit == "jours_ouvres":
        return open_days_later(day, sign * n, department, level)
    if unit in ("mois", "an"):
        return months_later(day, sign * n * (12 if unit == "an" else 1))
    if unit == "annees_civiles":
        return date(day.year + sign * n, 12, 31)
    if unit == "vendredi_precedent":
        return nth_weekday_before(day, 5, n)
    if unit == "mercredi_precedent":
        return nth_weekday_before(day, 3, n)
    if unit == "jour_du_mois":
        return month_window(rule, day)
    raise ValueError(unit)


def is_visitors_limit(kind, rule):
    """Openings are "from" dates; what others must do is not a limit for the visitor: both are printed as they are."""
    if kind == "recours":
        return True
    if rule["effet"] in ("ouverture_fenetre", "preuve_insuffisante", "rejet_implicite", "refus_implicite"):
        return False
    return rule["qui"] == "usager"


def last_open_day(day, department):
    while closed(day, department, 2):
        day -= DAY
    return day


def dates(kind, rule, department, text):
    count = rule["delai"] if kind == "recours" else rule
    if count is None or count["unite"] in ("date_calendrier", "aucun"):
        return None
    sens = "apres" if kind == "recours" else rule["sens"]
    if count["unite"] == "heures":
        return hours(kind, rule, count, sens, department, text)
    franc = count.get("franc")
    if kind == "recours" and franc is None:
        franc = rule["type"] == "tribunal_administratif"
    moved = kind == "recours" or (sens == "apres" and rule["effet"] in ("forclusion", "irrecevabilite"))
    moved = moved and count["unite"] != "annees_civiles"
    day = date.fromisoformat(text)

    def legal(level):
        term = bare_term(count, sens, day, department, level)
        if franc:
            term += DAY
        while moved and closed(term, department, level):
            term += DAY
        return term

    # In doubt a local day does not lengthen: the earlier of counting with and without it.
    prudent = min(bare_term(count, sens, day, department, level) for level in (0, 2))
    if count["duree"] == 0:
        prudent -= DAY
    printed = last_open_day(prudent, department) if is_visitors_limit(kind, rule) else prudent
    return [legal(2).isoformat(), prudent.isoformat(), printed.isoformat(), legal(2) != legal(1)]


def offset(utc, department):
    """Directive 2000/84/CE: summer time between the last Sundays of March and October, at 01:00 UTC. La Réunion: none."""
    if department == "974":
        return 4 * HOUR
    sundays = []
    for month in (3, 10):
        last = date(utc.year, month, 31)
        while last.isoweekday() != 7:
            last -= DAY
        sundays.append(datetime(last.year, last.month, last.day, 1))
    return 2 * HOUR if sundays[0] <= utc < sundays[1] else HOUR


def to_utc(wall, department):
    """The earliest instant at which the clock shows this; where it never does, the earliest one meant."""
    guesses = sorted({wall - hours * HOUR for hours in ((4,) if department == "974" else (1, 2))})
    return next((utc for utc in guesses if utc + offset(utc, department) == wall), guesses[0])


def written(utc, department):
    shift = offset(utc, department)
    return (utc + shift).strftime("%Y-%m-%dT%H:%M") + "+%02d:00" % (shift // HOUR)


def hours(kind, rule, count, sens, department, text):
    wall = datetime.fromisoformat(text)
    span = (-1 if sens == "avant" else 1) * count["duree"] * HOUR
    start = to_utc(wall, department)
    elapsed = start + span
    # The clock's own reading of the start, which differs from the text only in the hour that spring skips.
    prudent = min(elapsed, to_utc(start + offset(start, department) + span, department))
    moment = prudent - timedelta(seconds=1) if is_visitors_limit(kind, rule) else prudent
    printed = (moment + offset(moment, department)).date()
    if is_visitors_limit(kind, rule):
        printed = last_open_day(printed, department)
    return [written(elapsed, department), written(prudent, department), printed.isoformat(), False]


def main():
    for line in sys.stdin:
        ask = json.loads(line)
        answer = [dates(ask["kind"], ask["rule"], ask["department"], start) for start in ask["starts"]]
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
