"""Two examples for the help of each command; a test runs every one of them."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "today": ("fmgtrack", "fmgtrack today --json"),
    "add-interview": (
        'add-interview mayo "24 Nov 2026 9am" --until 15:00 --with "Dr. Lena Fischer, faculty"',
        "add-interview p4 --status invited --format virtual",
    ),
    "accept": ('accept iowa "4 Dec 2026 9:00"', 'accept i3 "4 Dec 2026 9:00" --until 15:00'),
    "decline": ("decline iowa", 'decline i3 --why "the same day as another"'),
    "reschedule": ('reschedule mayo "8 Dec 2026 10am"', 'reschedule i2 "8 Dec 2026 10am ET"'),
    "cancel": ("cancel mayo", 'cancel i2 --why "prefers another region"'),
    "waitlist": ("waitlist iowa", "waitlist i3"),
    "note": (
        'note f3 "your work on early sepsis alerts"',
        'note f3 --ask "Is the ultrasound course open to interns?"',
    ),
    "followups": ("followups", "followups --all --program mayo"),
    "draft-email": ("draft-email f3", "draft-email --due --eml drafts"),
    "sent": ("sent f3", "sent f1 f2 --on yesterday"),
    "skip": ('skip f4 --why "met for a minute"', "skip f4"),
    "replied": ("replied f3", "replied f3 --on yesterday"),
    "rol": ("rol", "rol --json"),
    "rol add": ("rol add p6 p7", "rol add p6 --list A"),
    "rol drop": ("rol drop iowa", "rol drop mayo --code 1310140C0"),
    "rol move": ("rol move iowa 1", 'rol move iowa --above "henry ford"'),
    "rol exclude": ('rol exclude p7 --why "no visa"', 'rol exclude p7 --why "too far"'),
    "rol include": ("rol include p5", 'rol include "cook county"'),
    "rol link": ("rol link A p4", 'rol link A "ohio advanced"'),
    "rol unlink": ("rol unlink B p4", "rol unlink B"),
    "rol rate": ("rol rate mayo training=5 culture=4", "rol rate p1 visa=5"),
    "rol criteria": ("rol criteria", 'rol criteria call --label "nights and weekends" --weight 2'),
    "rol compare": ("rol compare", "rol compare mayo iowa"),
    "rol check": ("rol check", "rol check --json"),
    "rol certify": ("rol certify --force", "rol certify --force --json"),
    "rol history": ("rol history", "rol history --csv"),
    "rol diff": ("rol diff", "rol diff --json"),
    "rol restore": ("rol restore h25 --yes", "rol restore h16 --yes"),
    "rol export": ("rol export", "rol export --csv"),
    "rol why": ("rol why", "rol why --json"),
    "rol couple": ("rol couple partner.csv", "rol couple partner.csv --together 0.5"),
    "rol explain": ("rol explain", "rol explain 1"),
    "rol pairs": ("rol pairs", "rol pairs --json"),
    "rol pairs add": (
        "rol pairs add 1300140C0 1300140C0",
        "rol pairs add 1300140C0 1300140C0 --json",
    ),
    "rol pairs drop": ("rol pairs drop 1", "rol pairs drop 2"),
    "rol pairs move": ("rol pairs move 2 1", "rol pairs move 1 2"),
    "add-program": (
        'add-program "Cleveland Clinic" --specialty "Internal Medicine" --state OH',
        'add-program "BronxCare Health System" --state NY --j1 yes --visa-source "FAQ page"',
    ),
    "add-contact": (
        'add-contact mayo "Dr. Ada Okafor <ada@example.org>" --role program-director',
        'add-contact p1 "Alma Reyes" --role coordinator --title ""',
    ),
    "add-deadline": (
        'add-deadline "Answer the survey" "5 Jan 2027" --program mayo',
        'add-deadline "Renew the passport" "1 Mar 2027 17:00" --zone ET',
    ),
    "programs": ("programs", "programs --status invited --csv"),
    "contacts": ("contacts", "contacts --program mayo"),
    "interviews": ("interviews", "interviews --json"),
    "deadlines": ("deadlines", "deadlines --all"),
    "show": ('show "henry ford"', "show f3"),
    "edit": ("edit mayo --policy welcome", 'edit i2 --when "2 Dec 2026 10am"'),
    "remove": ("remove f4 --yes", "remove i3 --yes"),
    "prep": ("prep", "prep --json"),
    "prep sheet": ("prep sheet mayo", "prep sheet mayo --html night.html"),
    "prep questions": ("prep questions --kind openers", "prep questions --unprepared --for mayo"),
    "prep question": ("prep question about-yourself", "prep question walk-cv"),
    "prep answer": (
        'prep answer about-yourself --present "house officer in a busy unit" --theme "teaches"',
        "prep answer about-yourself --versions",
    ),
    "prep why": (
        'prep why mayo "ultrasound curriculum from the first month" --source "residency page"',
        "prep why mayo",
    ),
    "prep stories": ("prep stories --grid", "prep stories --for mayo"),
    "prep told": ("prep told st1 f3", "prep told st1 f3 --json"),
    "prep practice": (
        "prep practice --kind behavioural",
        "prep practice about-yourself --seconds 95 --rating 4",
    ),
    "prep mocks": ("prep mocks", "prep mocks --csv"),
    "prep mend": ("prep mend", 'prep mend "slower in the first minute" --question about-yourself'),
    "prep ask": ("prep ask mayo", 'prep ask mayo "How do residents give feedback?" --setting meal'),
    "prep specialty": ("prep specialty", "prep specialty --csv"),
    "prep checklist": ("prep checklist mayo", 'prep checklist i2 --done "1 2"'),
    "prep phrases": ("prep phrases", "prep phrases --json"),
    "add-question": (
        'add-question "Which patient changed you?" --kind behavioural',
        'add-question "Why this town?" --kind why-program --minutes 1',
    ),
    "add-story": (
        'add-story "The missed potassium" --situation "night shift" --action "I called the senior"',
        'add-story "Teaching the ward" --competency teaching',
    ),
    "add-mock": (
        'add-mock resident "Dr. Imran Shah" --said "begin with today"',
        'add-mock mentor "Dr. Ines Duarte" --on "5 Dec 2026"',
    ),
    "add-development": (
        'add-development "New heart failure guideline" --source "society page"',
        'add-development "Sepsis alerts on wards" --view "helpful when someone answers them"',
    ),
    "apply": ("apply", "apply --json"),
    "apply profile": (
        'apply profile --visa j1 --graduated 2021 --specialty "Internal Medicine"',
        "apply profile",
    ),
    "apply fact": (
        'apply fact mayo step2ck=230 graduation-years=5 --source "residency page"',
        'apply fact mayo us-letters=1 --preferred --who "the coordinator"',
    ),
    "apply facts": ("apply facts", "apply facts mayo"),
    "apply prefer": ("apply prefer state=NY --weight 2", "apply prefer setting=university"),
    "apply preferences": ("apply preferences", "apply preferences --csv"),
    "apply suggest": ("apply suggest", 'apply suggest --if "step3 passed"'),
    "apply experience": ("apply experience", "apply experience --usce"),
    "apply reread": ("apply reread e1", "apply reread e1 --json"),
    "apply letters": ("apply letters", "apply letters --program mayo"),
    "apply documents": ("apply documents", "apply documents --json"),
    "apply assign": ("apply assign mayo le1", "apply assign mayo le1 do1"),
    "apply unassign": ("apply unassign iowa le1", "apply unassign p3 le1"),
    "apply check": ("apply check", "apply check --program mayo"),
    "apply costs": ("apply costs", 'apply costs --add "Internal Medicine=10"'),
    "apply cv": ("apply cv", 'apply cv --specialty "Internal Medicine"'),
    "apply season": ("apply season", "apply season --json"),
    "add-exam": (
        "add-exam step2ck --on 2023-11-02 --outcome pass --score 241",
        'add-exam step3 --on "10 Feb 2027"',
    ),
    "add-gap": (
        'add-gap 2022-01 2022-06 --why "cared for a parent"',
        'add-gap 2020-03 2020-05 --why "exams were closed"',
    ),
    "add-experience": (
        'add-experience observership "Cardiology clinic" --from 2025-03 --until 2025-04',
        'add-experience research "Sepsis registry" --at "City Hospital" --status applied',
    ),
    "add-letter": (
        'add-letter "Dr. Omar Siddiq" --us yes --status asked',
        'add-letter "Dr. Ines Duarte" --experience e1 --waived yes',
    ),
    "add-document": (
        "add-document photo --status ready",
        'add-document statement --specialty "Internal Medicine" --length 4200',
    ),
    "init": ('init --name "Sana Mirza" --home-zone Asia/Karachi', "init --season 2027"),
    "import": ("import programs.csv --dry-run", 'import programs.csv --map "Town=city"'),
    "export": ("export all.json", "export programs.xlsx --list programs"),
    "calendar": ("calendar season.ics", "calendar season.ics --yes"),
    "report": ("report season.html", "report season.html --no-notes"),
    "backup": ("backup", "backup --list"),
    "restore": ("restore copy.db --yes", "restore copy.db --yes --json"),
    "undo": ("undo --yes", "undo --yes --json"),
    "history": ("history", "history mayo --last 5"),
    "doctor": ("doctor", "doctor --json"),
    "season": ("season", "season 2027"),
    "cohort": ("cohort records", "cohort records --json"),
    "config": ("config", "config due-by 4"),
    "demo": ("demo", "demo followups"),
    "help": ("help dates", "help add-interview"),
    "debrief": ('debrief "henry ford"', "debrief i1"),
}
"""For each command what a person would type, without the program's name but for the bare call."""


def epilog(path: str) -> str | None:
    """The end of a command's help: its examples, each on a line of its own."""
    lines = EXAMPLES.get(path)
    if not lines:
        return None
    shown = [line if line.startswith("fmgtrack") else f"fmgtrack {line}" for line in lines]
    return "\b\n" + "\n".join(("Examples:", *(f"  {line}" for line in shown)))
