"""Word lists of the draft checks; all words are keys, as `prose.fold` gives them."""

from __future__ import annotations


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _keys("dr doctor prof professor mr mrs ms miss mx")
"""Titles before a name."""

CREDENTIALS = _keys("md do phd mph mba msc mbbs facp facs faap jr sr ii iii iv dnp rn")
"""What may follow a name and is no part of it."""

PARTICLES = _keys(
    "van von der den de la le del della di da dos das du el al bin ibn ben abu ter ten zu"
)
"""Small words inside a surname that people leave out or keep."""

STOP = _keys(
    """
    a about above after again all also although always am an and another any are around as at back
    be because been before being below between both but by can cannot could did do does doing done
    down due during each either else ever every few for from further get give given go going had has
    have having he her here hers him his how however i if in into is it its itself just keep know
    let like made make many may me might mine more most much must my myself near need no nor not now
    of off often on once one only onto or other our ours out over own per quite rather really said
    same see seen shall she should since so some soon still such take than that the their them then
    there these they this those though through thus to together too toward towards under until up
    upon us very via was way we well were what when where whether which while who whom whose why
    will with within without would yet you your yours yourself i'm im ive id ill youre its don't
    dont didnt doesnt isnt wasnt one two three four five six seven eight nine ten
    """
)
"""Words that carry no content."""

DATES = _keys(
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thur thurs fri sat sun today yesterday tomorrow week weeks day days
    month months year years morning afternoon evening
    """
)
"""Words of a date."""

NUMBERS = _keys("one two three four five six seven eight nine ten eleven twelve twenty thirty")
"""Numbers in words."""

CLOSING_STRONG = _keys("regards regard sincerely faithfully respectfully cordially wishes yours")
"""Words that make a short line a sign-off, whatever ends it."""

CLOSING_CORE = _keys("thanks thank best truly gratefully gratitude cheers appreciation respect")
"""Words that make a short line a sign-off when no sentence ends with it."""

CLOSING_WORDS = (
    CLOSING_STRONG
    | CLOSING_CORE
    | _keys(
        "with my kind kindest kindly warm warmest deepest sincere very great and in advance your so"
        " much many again all the a lot you most once for time"
    )
)
"""All words a sign-off line may hold."""

COURTESY = _keys(
    """
    able admire agree amazing ample answer applicant application applied apply appreciate
    appreciation appreciative arrange arranging aspect aspire atmosphere attend attended attending
    attention become beautiful believe best better certain certainly chance clear collegial
    collegiality come comfortable commitment committed community conversation convey coordinate
    coordinating coordinator culture deep deeply dedicate dedicated dedication detail details
    discuss discussed discussing discussion director doctor eager educate education effort encourage
    encouraging energy enjoy enjoyable enthusiasm enthusiastic environment especially everyone
    everything excellence excellent exceptional excite excited excitement exciting experience
    explain express exposure faculty family favorite feel felt find first fit forward found friendly
    fellow full generous generosity genuine genuinely glad good grateful gratitude great greatly
    grow growth happy hard heard help helpful highly honest honor honour hope hospital hospitality
    hour impress impressed impression impressive informative insight insightful inspire inspired
    inspiring institution interact interaction interest interested interesting interview interviewed
    interviewer interviewing introduce introduction invaluable invitation invite inviting joy keen
    kind kindly kindness knowledge lead learn learned learning learnt left long look looking love
    lovely meaningful medical medicine meet meeting memorable mention mentioned met mind moment nice
    offer opportunity opportune organize organise outstanding overall part particular particularly
    passion passionate patience people perfect person personally physician please pleased pleasant
    pleasure position positive possible privilege process professional program programme question
    reach reflect reinforce remarkable remember residency resident respect rest schedule sense share
    shared sharing show sincere sincerely smooth smoothly speak speaking special spend spent spirit
    spoke staff stand stood strength strong support supportive sure talk talked talking team tell
    thank thankful thankfully thing think thought thoughtful thoroughly time told tour train
    training truly understand understanding unique use valuable value visit vision virtual want warm
    warmly warmth welcome welcomed welcoming wish wonderful word work worked working world write
    writing candidate candidates regard regards best season convince convinced confirm confirmed
    ever eagerly leadership mission
    """
)
"""Words any thank-you mail has; several are praise, which is not yet anything specific."""

SMALL = _keys("of the at in and for on a an de la le y")
"""Words inside a program's name that are often left out."""

HEADS = _keys(
    """
    hospital hospitals university clinic clinics center centers college school institute health
    healthcare foundation infirmary sanatorium system network general memorial
    """
)
"""Words that say what kind of institution a name is of."""

GENERIC = HEADS | _keys(
    """
    mental behavioral academic academy affairs affiliated associated association campus care central
    childrens children clinical community consolidated consortium county department division
    education graduate gme group integrated international main med medical medicine metro
    metropolitan national partners program programme public regional research residency resident
    safety science sciences services state states teaching track training united va veterans women
    womens internal family surgery pediatrics pediatric psychiatry neurology anesthesiology
    radiology pathology emergency dermatology obstetrics gynecology ob gyn obgyn transitional
    preliminary categorical primary cancer heart trauma comprehensive district authority trust
    company inc llc corporation practice
    """
)
"""Words of many programs' names that point to none."""

TRIMMED = _keys(
    """
    program programme residency residencies track training categorical preliminary gme internal
    medicine family surgery pediatrics psychiatry neurology anesthesiology radiology pathology
    emergency dermatology transitional department
    """
)
"""Words cut off the end of a program's name before it is looked for."""

LEAN = _keys(
    """
    saint sainte san santa los las new north south east west northern southern eastern western el
    fort mount city lake beach valley upper lower upstate downstate great greater cape port
    """
)
"""Words that lean on the next: `Saint Luke`, `Mount Sinai`, `New York`."""

PLACES = _keys(
    """
    alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware florida
    georgia hampshire hawaii idaho illinois indiana iowa jersey kansas kentucky louisiana maine
    maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada mexico
    york ohio oklahoma oregon pennsylvania rhode island tennessee texas utah vermont virginia
    washington wisconsin wyoming columbia puerto rico guam america american albany albuquerque akron
    ann arbor atlanta austin baltimore baton rouge boston bronx brooklyn buffalo charleston
    charlotte chicago cincinnati cleveland columbus dallas dayton denver detroit diego durham fresno
    fargo flint francisco angeles vegas orleans hartford honolulu houston indianapolis jackson
    jacksonville kalamazoo knoxville lansing lexington lincoln louis louisville macon madison
    manhattan memphis miami milwaukee minneapolis mobile nashville newark norfolk omaha orlando paul
    paso philadelphia phoenix pittsburgh portland queens raleigh reading reno richmond rochester
    rock sacramento antonio jose scranton seattle spokane springfield stamford syracuse tampa toledo
    tucson tulsa wichita wilmington worcester youngstown africa asia canada china cuba egypt england
    europe india ireland israel italy japan jordan kenya nepal nigeria pakistan poland spain sudan
    syria
    """
)
"""States and larger cities: a name with nothing else in it is looked for in its fuller form."""

GIVEN = _keys(
    """
    aaron adam adams alan albert alexander alice allen amy andrew ann anna anne anthony antonio
    arthur barbara benjamin beth brian bruce carl carlos carol caroline catherine charles charlotte
    christian christina christine christopher claire craig daniel daniela david deborah dennis diana
    diane donald donna dorothy douglas edward elizabeth ellen emily emma eric ernest eugene eva evan
    frances francis frank fred gabriel gary george gerald gloria gordon grant gregory harold harry
    heather helen henry howard hugh ian isaac jack jacob james jane janet jason jean jeffrey
    jennifer jerry jesus joan joel john johns jonathan jordan jose joseph joshua joyce juan judith
    julia julie justin karen karl katherine kathleen keith kelly kenneth kevin kim kimberly kyle
    larry laura lauren lawrence lee leo leonard leslie lewis linda lisa lloyd louis louise luis luke
    marcus margaret maria marie marilyn mark marshall martha martin mary matthew max melissa michael
    michelle miguel mohamed mohammed morgan nancy nathan neil nicholas nicole noah nora norman
    oliver omar oscar pamela patricia patrick paul paula peter philip phillip rachel ralph raymond
    rebecca richard robert roger ronald ross russell ruth ryan samuel sandra sara sarah scott sean
    sharon shirley simon sofia sophia stanley stephanie stephen steven stuart susan terry theresa
    thomas timothy todd tyler victor victoria vincent virginia walter warren wayne wei wesley
    william zachary ahmed ali amir amira ananya anita carmen chen elena fatima hassan hussein
    ibrahim ivan layla leila mei ming olga priya rosa salma sunil yusuf
    """
)
"""Given names; alone they point to nobody in particular."""

ORDINARY = _keys(
    """
    southwestern northwestern northeastern southeastern midwestern einstein milton abbey able
    academy acute advance advent adventist advocate aid ally alpha anchor angel apple arch archer
    ark art ascension ash atlantic august autumn bailey baker ball banks baptist barber barnes
    barrow bass bath bay beach bean bear beaver beck bell bench benefit berry best better bird
    bishop black blank blessing bliss block blood bloom blue bond bone book bourne bowl bowman
    branch brand brave bridge bridges bright broad brook brooks brother brown buck bud bull burn
    burns bush butcher butler button cable cannon cardinal care carpenter carter cartwright case
    castle catholic chamber chambers chance chapel chapman charity chase child christ church clark
    clay clear clerk close cloud coast cole collier commons community compass concord constant cook
    cooper corner court cousins crane creek cross crown cruz curry cutter dale day deacon deaconess
    dean deep diamond dove drake drew duncan eagle early east elder elm epic ever evergreen faith
    falls farmer fast field fields finch fine fish fisher fitch fleet flood flower flowers forest
    forge fortune foster fountain fowler fox franciscan freedom freeman french frost gale garden
    gardener gardner garland gates gateway gay genesis gentle gift gilbert glass gold golden good
    gore grace grand grant graves gray green grey grove guest guide guy hall ham hand harbor hardy
    harmony harper hart harvest harvey hawk hay hays head heard hearn heart heath heights heritage
    hero hill hills hobbs hogg holiday holland holly holy hood hook hope horn house hunt hunter hyde
    independence innovation insight inspire iron isle ivy jewel judge justice kay keen keys kindred
    king kings kitchen knight lamb lance land lane lark law lawn leader leaf legacy liberty life
    light lilly lily link lion little loaf lock long lord lords love low lowe luck lutheran lynch
    major mann manor maple marsh marsh mason mass masters matters may meadow meadows mercer merchant
    mercy merit methodist metro mild miles mill miller mills moody moon moore more morrow moss
    mountain mission mosaic nest newman nice noble north oak oaks ocean olive optima orange order
    osteopathic own pace pacific page paige paint palm palmer park parker parks parson parsons
    partner pass path pathway patience pearl penny pepper pike pilgrim pioneer place plains planter
    plum point pond pool poole pope porter post potter power powers premier presbyterian prescott
    price priest prime prince prior prospect providence quick rain ramsey range ray read reader
    redeemer reed reserve rice rich riddle ridge rio rise ritter river rivers rock root rose round
    rowe royal rush saint salt samaritan samuels savage savior sawyer school seal self senior
    service shah sharp shaw shell shepherd shore short silver sisters skinner slaughter smart smith
    snow sound south spark sparks speaker spectrum spencer spring springs square staff star steel
    steward stewart still stone story strange street strong summer summers summit sun sunshine swan
    sweet swift taylor teacher tech technology temple tenet thorn tower towers town tower trinity
    triumph true turner tyson union unity unit valor vale valley vance vest vista vital wade walker
    wall wallace walls ward ware warner waters watt weaver webb weeks wells west wheeler white wide
    wild will willow wills wind winter wise wolf wood woods word work works wright yard year york
    young addison alzheimer apgar babinski barrett braden bruce chagas charcot colles crohn cushing
    doppler ebola epstein ewing fallot foley fowler gilbert glasgow gleason graham guillain
    hashimoto hodgkin horner huntington kaplan kawasaki kegel lister lyme marfan meier meckel mendel
    murphy osler parkinson pasteur raynaud reye rorschach schwann sjogren turner virchow wegener
    wilson zoom google teams webex thalamus interfolio eras nrmp english spanish arabic hindi french
    asian american african christmas thanksgiving ramadan eid diwali easter hanukkah lent
    """
)
"""English words (and names of diseases, seasons, software) that are also names."""

ACRONYMS = _keys(
    """
    abim acgme acls acp adhd aids ama ards atls auc bls bmi bmp bun cabg cbc cbt ccu cdc chf cka ckd
    clabsi cme cmo cms cmp cns copd cpr crp csf cpt cva cvd dka dnr dvt ecfmg ecg ecmo eeg efm ehr
    ekg emg emr ent eras esrd faq fmg fda gerd gfr gme hcv hipaa hiv hmo hpi hpv iad ibd ibs icd icu
    img imgs ivf ivig kpi lgbt lmp lvad lvef mba mbbs mcat mcq md micu mms mph mri mrsa msc mspe
    nbme nicu nih nhs nph nrmp nsaid nsclc ngo obgyn oet osce pcp pcr pct pdf pet pgy phd picu pmh
    poc pocus ppe ppi psa ptsd qi ras rct rcm rol rrt rsv sbp sicu sids sir sle slp snf soap spss
    ssri std sti stemi svt tavr tee tia tpn tte uri usa usce usmle uti vap vte who wbc wic
    """
)
"""Abbreviations of medicine and of the season, which are nobody's initials."""

GREETING = _keys(
    """
    dear hi hello hey greetings good morning afternoon evening day respected esteemed honored
    honoured whom concern sir madam sirs director directors coordinator coordinators chair chairs
    chairman chairwoman chief associate assistant vice faculty member members committee selection
    recruitment admissions team everyone everybody folks colleagues colleague leadership staff
    office administrator manager interviewer interviewers attending fellow
    """
)
"""Words of a greeting that are no names."""

PEOPLE = _keys(
    """
    patient mother father mom dad parent wife husband spouse partner daughter son sister brother
    sibling grandmother grandfather aunt uncle cousin nephew niece family child children baby boy
    girl man woman men women gentleman lady person people somebody someone anyone anybody everyone
    everybody nobody whoever friend mentor mentee colleague teacher professor supervisor preceptor
    attending resident intern fellow student trainee nurse physician doctor surgeon internist
    hospitalist pediatrician pharmacist chief chair chairman coordinator director officer candidate
    applicant team staff faculty group committee crew who clinician provider consultant caregiver
    researcher author speaker leader neighbor neighbour victim survivor veteran refugee migrant
    worker volunteer interpreter peer roommate classmate predecessor successor
    """
)
"""Words that bring up a person, to whom a `her` or `their` may point."""

SPEAKING = _keys(
    """
    told said mentioned explained showed talked described shared spoke asked answered taught
    encouraged inspired impressed made gave took led leads is was has had does did works worked runs
    ran teaches and
    """
)
"""Words behind a name of whom something is told."""

TOWARDS = _keys("with by from about of meet meeting met thank for to see hear heard and knowing")
"""Words before a name of whom something is told."""

WORK = _keys(
    """
    work research lab laboratory study studies project projects paper papers article publication
    publications clinic practice advice mentorship mentoring guidance teaching talk presentation
    lecture words thoughts insight insights experience career path story vision passion leadership
    interest interests approach perspective commitment dedication
    """
)
"""What a mail thanks a person for, behind `their`."""
