"""Finding a program by what people type: real institutions, real habits."""

from __future__ import annotations

import pytest

from fmgtrack.rules.matching import Found, Named, find, name_key, nearest, same_name

IM, FM, EM, PSYCH = "Internal Medicine", "Family Medicine", "Emergency Medicine", "Psychiatry"
MI, FL, NY, TX = ("MI", "Michigan"), ("FL", "Florida"), ("NY", "New York"), ("TX", "Texas")

PROGRAMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "hfh-im": ("Henry Ford Hospital", ("Detroit", *MI, IM)),
    "hfh-fm": ("Henry Ford Hospital", ("Detroit", *MI, FM)),
    "wyandotte": ("Henry Ford Wyandotte Hospital", ("Wyandotte", *MI, FM)),
    "mayo-mn": ("Mayo Clinic", ("Rochester", "MN", "Minnesota", IM)),
    "mayo-fl": ("Mayo Clinic", ("Jacksonville", *FL, IM)),
    "mayo-az": ("Mayo Clinic Arizona", ("Phoenix", "AZ", "Arizona", IM)),
    "um": ("University of Michigan", ("Ann Arbor", *MI, IM)),
    "msu": ("Michigan State University", ("East Lansing", *MI, IM)),
    "wayne": ("Wayne State University School of Medicine", ("Detroit", *MI, IM)),
    "dmc": ("Detroit Medical Center", ("Detroit", *MI, EM)),
    "dell": ("University of Texas at Austin Dell Medical School", ("Austin", *TX, IM)),
    "utsw": ("UT Southwestern Medical Center", ("Dallas", *TX, IM)),
    "utmb": ("University of Texas Medical Branch", ("Galveston", *TX, IM)),
    "uth": ("UTHealth Houston", ("Houston", *TX, IM)),
    "methodist-tx": ("Houston Methodist Hospital", ("Houston", *TX, IM)),
    "methodist-in": ("Methodist Hospital", ("Indianapolis", "IN", "Indiana", IM)),
    "methodist-ne": ("Methodist Hospital", ("Omaha", "NE", "Nebraska", IM)),
    "lukes-pa": ("St. Luke's Hospital", ("Bethlehem", "PA", "Pennsylvania", IM)),
    "lukes-mo": ("Saint Luke's Hospital", ("Kansas City", "MO", "Missouri", IM)),
    "lukes-mn": ("St Luke’s Duluth", ("Duluth", "MN", "Minnesota", FM)),  # noqa: RUF001 - as pasted
    "sinai-ny": ("Icahn School of Medicine at Mount Sinai", ("New York", *NY, IM)),
    "sinai-fl": ("Mount Sinai Medical Center", ("Miami Beach", *FL, IM)),
    "ccf-oh": ("Cleveland Clinic", ("Cleveland", "OH", "Ohio", IM)),
    "ccf-fl": ("Cleveland Clinic Florida", ("Weston", *FL, IM)),
    "bwh": ("Brigham and Women's Hospital", ("Boston", "MA", "Massachusetts", IM)),
    "mgh": ("Massachusetts General Hospital", ("Boston", "MA", "Massachusetts", IM)),
    "bidmc": ("Beth Israel Deaconess Medical Center", ("Boston", "MA", "Massachusetts", IM)),
    "bronxcare": ("BronxCare Health System", ("Bronx", *NY, IM)),
    "downstate": ("SUNY Downstate Health Sciences University", ("Brooklyn", *NY, IM)),
    "upstate": ("State University of New York Upstate", ("Syracuse", *NY, IM)),
    "nyp": ("NewYork-Presbyterian Queens", ("Flushing", *NY, IM)),
    "nyu": ("NYU Grossman School of Medicine", ("New York", *NY, IM)),
    "njms": ("Rutgers New Jersey Medical School", ("Newark", "NJ", "New Jersey", IM)),
    "shore": ("Jersey Shore University Medical Center", ("Neptune", "NJ", "New Jersey", IM)),
    "upmc": ("University of Pittsburgh Medical Center", ("Pittsburgh", "PA", "Pennsylvania", IM)),
    "penn": ("University of Pennsylvania", ("Philadelphia", "PA", "Pennsylvania", IM)),
    "uw": ("University of Washington", ("Seattle", "WA", "Washington", IM)),
    "washu": ("Washington University in St. Louis", ("Saint Louis", "MO", "Missouri", IM)),
    "tamu": ("Texas A&M University", ("Bryan", *TX, FM)),
    "jps": ("John Peter Smith Hospital", ("Fort Worth", *TX, FM)),
    "hcmc": ("Hennepin Healthcare", ("Minneapolis", "MN", "Minnesota", PSYCH)),
    "pr": ("Hospital Episcopal San Lucas", ("Ponce", "PR", "Puerto Rico", IM)),
    "mayaguez": ("Mayagüez Medical Center", ("Mayagüez", "PR", "Puerto Rico", FM)),
    "queens": ("The Queen's Medical Center", ("Honolulu", "HI", "Hawaii", IM)),
    "va": ("VA Greater Los Angeles", ("Los Angeles", "CA", "California", PSYCH)),
    "umass": ("UMass Chan Medical School", ("Worcester", "MA", "Massachusetts", IM)),
}
KEYS = {label: number for number, label in enumerate(PROGRAMS, start=1)}
LABELS = {number: label for label, number in KEYS.items()}
NAMED = [Named(key=KEYS[label], name=name, also=also) for label, (name, also) in PROGRAMS.items()]


def found(query: str) -> str | None:
    key = find(query, NAMED).key
    return None if key is None else LABELS[key]


def candidates(query: str) -> list[str]:
    return [LABELS[key] for key in find(query, NAMED).candidates]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("henry ford im", "hfh-im"),
        ("henry ford internal", "hfh-im"),
        ("Henry Ford Hosp. - Family Med (Wyandotte)", "wyandotte"),
        ("hfh fm detroit", "hfh-fm"),
        ("HFH internal medicine residency program", "hfh-im"),
        ("wyandotte", "wyandotte"),
        ("henryford im", "hfh-im"),
        ("mayo rochester", "mayo-mn"),
        ("mayo fl", "mayo-fl"),
        ("Mayo Clinic, Jacksonville", "mayo-fl"),
        ("mayo arizona", "mayo-az"),
        ("mayo az", "mayo-az"),
        ("University of Michigan", "um"),
        ("univ. of michigan", "um"),
        ("UMich", "um"),
        ("u michigan ann arbor", "um"),
        ("michigan st univ", "msu"),
        ("MSU", "msu"),
        ("wayne st", "wayne"),
        ("wayne state som", "wayne"),
        ("detroit em", "dmc"),
        ("DMC", "dmc"),
        ("ut austin dell", "dell"),
        ("Univ of Texas at Austin", "dell"),
        ("dell med", "dell"),
        ("utsw", "utsw"),
        ("ut southwestern", "utsw"),
        ("university of texas southwestern", "utsw"),
        ("UTMB", "utmb"),
        ("utmb galveston", "utmb"),
        ("ut health houston", "uth"),
        ("methodist hosp tx", "methodist-tx"),
        ("methodist hospital in", "methodist-in"),
        ("methodist indianapolis", "methodist-in"),
        ("methodist ne", "methodist-ne"),
        ("st lukes pa", "lukes-pa"),
        ("saint luke's kansas city", "lukes-mo"),
        ("ST. LUKE’S — DULUTH", "lukes-mn"),  # noqa: RUF001 - as pasted
        ("mt sinai miami", "sinai-fl"),
        ("mount sinai nyc", "sinai-ny"),
        ("icahn", "sinai-ny"),
        ("Mount Sinai Med Ctr", "sinai-fl"),
        ("cleveland clinic", "ccf-oh"),
        ("cleveland clinic fl", "ccf-fl"),
        ("cleveland clinic ohio", "ccf-oh"),
        ("brigham", "bwh"),
        ("brigham & womens", "bwh"),
        ("BWH", "bwh"),
        ("mass general", "mgh"),
        ("mass gen hosp", "mgh"),
        ("MGH", "mgh"),
        ("BIDMC", "bidmc"),
        ("bronx care", "bronxcare"),
        ("bronxcare hlth sys", "bronxcare"),
        ("suny downstate", "downstate"),
        ("state university of new york downstate", "downstate"),
        ("SUNY upstate", "upstate"),
        ("new york presbyterian", "nyp"),
        ("NYP", "nyp"),
        ("new york university grossman", "nyu"),
        ("rutgers njms", "njms"),
        ("jersey shore", "shore"),
        ("jersey shore univ med ctr", "shore"),
        ("UPMC", "upmc"),
        ("upenn", "penn"),
        ("penn university philly", "penn"),
        ("university of washington", "uw"),
        ("u of w seattle", "uw"),
        ("washu", "washu"),
        ("washington univ saint louis", "washu"),
        ("texas a & m", "tamu"),
        ("texas a and m", "tamu"),
        ("Texas A&M", "tamu"),
        ("J.P.S.", "jps"),
        ("ft worth", "jps"),
        ("hennepin psych", "hcmc"),
        ("minneapolis", "hcmc"),
        ("san lucas", "pr"),
        ("mayaguez", "mayaguez"),
        ("queens medical center hi", "queens"),
        ("veterans affairs los angeles", "va"),
        ("umass", "umass"),
        ("university of massachusetts", "umass"),
    ],
)
def test_what_people_type_finds_the_program(query: str, label: str) -> None:
    assert found(query) == label


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("henry ford", {"hfh-im", "hfh-fm", "wyandotte"}),
        ("henry ford hospital", {"hfh-im", "hfh-fm", "wyandotte"}),
        ("henry ford fm", {"hfh-fm", "wyandotte"}),
        ("hfh", {"hfh-im", "hfh-fm"}),
        ("mayo clinic", {"mayo-mn", "mayo-fl", "mayo-az"}),
        ("st luke's", {"lukes-pa", "lukes-mo", "lukes-mn"}),
        ("st lukes hosp", {"lukes-pa", "lukes-mo"}),
        ("methodist", {"methodist-tx", "methodist-in", "methodist-ne"}),
        ("mount sinai", {"sinai-ny", "sinai-fl"}),
        ("rutgers jersey shore", set()),
        ("suny", {"downstate", "upstate"}),
        ("washington university", {"uw", "washu"}),
        ("michigan university", {"um", "msu", "wayne"}),
        ("michigan state", {"msu", "wayne"}),
    ],
)
def test_what_fits_several_is_never_picked(query: str, labels: set[str]) -> None:
    result = find(query, NAMED)
    assert result.key is None
    if labels:
        assert not result.near
        assert set(candidates(query)) == labels


@pytest.mark.parametrize("query", ["hospital", "university", "university medical center", "the u"])
def test_words_that_many_share_are_ambiguous(query: str) -> None:
    result = find(query, NAMED)
    assert result.key is None
    assert len(result.candidates) > 1
    assert not result.near


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("henri ford im", "hfh-im"),
        ("clevland clinic florida", "ccf-fl"),
        ("cleveland clinik", "ccf-oh"),
        ("bringham", "bwh"),
        ("hennipen", "hcmc"),
        ("rutgars", "njms"),
        ("wyandote", "wyandotte"),
        ("mayo jacksonvile", "mayo-fl"),
        ("jhon peter smith", "jps"),
        ("detriot medical center", "dmc"),
        ("leveland clinic", "ccf-oh"),
    ],
)
def test_a_misspelt_name_is_offered_and_never_picked(query: str, first: str) -> None:
    result = find(query, NAMED)
    assert result.near
    assert result.key is None
    assert candidates(query)[0] == first
    assert len(result.candidates) <= 5


@pytest.mark.parametrize(
    "query", ["", "   ", "***", "&", "—", "\x00", "🏥", "'", "c", "x", "qqqq zzzz"]
)
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert find(query, NAMED) == Found(None, (), near=False)


def test_nothing_is_found_among_nothing() -> None:
    assert find("henry ford", []) == Found(None, (), near=False)


def test_one_letter_is_no_beginning() -> None:
    assert find("h ford", NAMED).near


def test_the_institution_counts_as_a_name() -> None:
    named = [
        Named(key=1, name="Categorical Track", institution="Lakeside Hospital"),
        Named(key=2, name="Lakeside Family Medicine"),
    ]
    assert find("lakeside", named).candidates == (1, 2)
    assert find("lakeside hospital", named).key == 1


def test_a_name_comes_before_a_city() -> None:
    assert found("detroit") == "dmc"
    named = [
        Named(key=1, name="Alpha", also=("Boston",)),
        Named(key=2, name="Beta", also=("Boston",)),
    ]
    assert find("boston", named) == Found(None, (2, 1), near=False)
    assert find("boston", named[:1]).key == 1


def test_candidates_come_best_first() -> None:
    named = [
        Named(key=1, name="Fordham Center"),
        Named(key=2, name="Ford Memorial Center"),
        Named(key=3, name="Ford Center West"),
        Named(key=4, name="Ford Center East"),
        Named(key=5, name="Ford Clinic", also=("Center",)),
    ]
    assert find("ford center", named).candidates == (3, 4, 2, 5, 1)


def test_the_whole_name_wins_over_longer_ones() -> None:
    named = [Named(key=1, name="Mercy Hospital West"), Named(key=2, name="Mercy Hosp.")]
    assert find("mercy hospital", named).key == 2


def test_two_whole_names_are_ambiguous() -> None:
    named = [Named(key=1, name="Mercy Hospital"), Named(key=2, name="Mercy Hosp.")]
    assert set(find("mercy hospital", named).candidates) == {1, 2}


def test_one_record_may_have_several_names() -> None:
    named = [Named(key=7, name="Mercy Hospital"), Named(key=7, name="Mercy Medical Center")]
    assert find("mercy", named).key == 7


def test_a_state_code_is_not_an_abbreviation() -> None:
    named = [
        Named(key=1, name="Inova Fairfax Hospital", also=("VA", "Virginia")),
        Named(key=2, name="Billings Clinic", also=("MT", "Montana")),
    ]
    assert find("veterans hospital", named).key is None
    assert find("mount clinic", named).key is None
    assert find("fairfax va", named).key == 1
    assert find("billings mt", named).key == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Luke's Hospital", "saint lukes hosp"),
        ("Univ of Texas Med Branch", "University of Texas Medical Branch"),
        ("Brigham & Women's Hospital", "Brigham and Womens Hospital"),
        ("The Ohio State University", "Ohio St. Univ."),
        ("Mount Sinai Med Ctr", "Mt. Sinai Medical Center"),
        ("Mayagüez Medical Center", "MAYAGUEZ MEDICAL CENTRE"),
        ("Mayagu\u0308ez Medical Center", "Mayagüez Medical Center"),
        ("University of Texas, Austin", "University of Texas at Austin"),
        ("Texas A&M", "Texas A & M"),
        ("SUNY Downstate", "State University of New York Downstate"),
        ("U.C.L.A.", "UCLA"),
        ("Hawai\u02bbi Pacific", "Hawaii Pacific"),
        ("Mercy Hospital IM", "Mercy Hospital - Internal Medicine Residency Program"),
    ],
)
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Washington", "Washington University"),
        ("University Hospital", "University Hospitals"),
        ("Henry Ford Hospital", "Henry Ford Wyandotte Hospital"),
        ("Mercy Hospital", "Mercy"),
        ("In Kim", "Kim"),
        ("★", "☆"),
        ("", "Mercy"),
    ],
)
def test_two_names_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("director", ("program-director", "associate-director")),
        ("cordinator", ("coordinator",)),
        ("Facultie", ("faculty",)),
        ("zzz", ()),
        ("", ()),
        ("!", ()),
    ],
)
def test_the_nearest_choice_is_offered(word: str, expected: tuple[str, ...]) -> None:
    roles = ("program-director", "associate-director", "chair", "coordinator", "faculty")
    assert nearest(word, roles) == expected


def test_at_most_three_choices_are_offered() -> None:
    assert nearest("aaa", ["aaa1", "aaa", "aaa2", "aaa3", "aaa4"]) == ("aaa", "aaa1", "aaa2")
