"""Words that councils, clubs and papers use for one thing, in English and in Welsh."""

_GROUPS = """
child: kid kids childrens children youngster youngsters junior juniors plentyn
baby: babies babys tots tot babanod babis babi
toddler: toddlers walker walkers
teen: teenager teenagers teenage youth youths
adult: adults grownup grownups oedolion oedolyn
family: families teulu teuluoedd
woman: womens women ladies lady menywod merched
man: mens men gents
volunteer: volunteers volunteering gwirfoddolwyr
story: storytime stories stori storytelling storyteller tale tales
rhyme: rhymetime rhymes rhigwm rhyming
song: songs sing singing singalong chan caneuon canu
craft: crafts crafting crafty crefft crefftau
christmas: xmas crimbo festive nadolig yuletide christmassy
santa: santas claus
easter: pasg
halloween: calan
winter: gaeaf
summer: haf
spring: gwanwyn
talk: lecture sgwrs
concert: recital gig cyngerdd
pantomime: panto
film: movie screening ffilm films movies screenings screen
donate: donation donations donor donors give giving
cinema: sinema
walk: stroll ramble walking walks taith foray
fair: fayre ffair fairs
festival: fest festivals
cook: cookery cooking
lego: brick bricks
fungus: fungi
trail: hunt trails hunts
lgbt: lgbtq lgbtqia
demonstration: demo demos
freeze: frozen freezes
nominate: nominations nomination
operative: worker operatives workers operator
lunchtime: lunch
genealogy: ancestry
sign: signing
market: marchnad
quiz: cwis
group: grwp
club: clwb clubs
reading: darllen
book: llyfr llyfrau
time: times amser
workshop: gweithdy masterclass
morning: bore
afternoon: prynhawn
evening: noson eve
coffee: coffi
history: hanes
art: celf
music: cerddoriaeth
school: ysgol
museum: amgueddfa
theatre: theatr theater
church: eglwys
park: parc
hall: neuadd
library: libraries lib llyfrgell llyfrgelloedd
centre: center ctr canolfan cntr
community: comm cymunedol
recreation: rec
road: rd
avenue: ave
lane: ln
terrace: terr
council: cyngor
councillor: councillors cllr cllrs cynghorydd
health: wellbeing iechyd
apprentice: apprenticeship apprenticeships apprentices
computer: digital computers computing
chair: seated
exercise: fitness
vaccination: vaccine vaccines jab jabs vaccinations
photo: photos photograph photographs photography photographic
garden: gardening gardens gardener gardeners
identification: id identify
dance: dancing dancers dances
beginner: beginners introduction intro basics starter
improver: improvers intermediate
advance: advanced
reopen: reopens reopening reopened
close: closes closing closed closure closures shut shuts shutting
open: opens opening opened
approve: approves approved approval
refurbish: refurbishment refurbished refurbishing renovation revamp makeover
rubbish: bin bins refuse waste
assistant: asst cynorthwyydd assistants
manager: mgr rheolwr
officer: swyddog officers
coordinator: ordinator
admin: administrator administration administrative
adviser: advisor advisers advisors
hgv: lgv
senior: snr sr seniors
parttime: pt
fulltime: ft
repair: mend mending repairs menders
aerobic: aerobics robics
surgery: surgeries
sew: sewing
knit: knitting knitters knitter
read: reader readers
fixedterm: ftc
session: sesiwn
exhibition: arddangosfa exhibitions
class: dosbarth dosbarthiadau
course: cwrs cyrsiau
child: blant phlant
family: deulu deuluoedd
baby: fabanod fabis
adult: oedolion
beginner: dechreuwyr ddechreuwyr
chat: sgwrsio clonc
knit: gweu gwau
write: ysgrifennu writing
nature: natur
trail: llwybr helfa
cook: coginio
garden: garddio
dance: dawns dawnsio
yoga: ioga
walk: cerdded
holiday: gwyliau
school: ysgolion
gallery: oriel
castle: castell
chapel: capel
operative: gweithiwr
social: cymdeithasol cymdeithas
teacher: athro athrawes
head: pennaeth
care: gofal
driver: gyrrwr
volunteer: gwirfoddolwr
welsh: cymraeg
reading: ddarllen
parade: gorymdaith orymdaith
st: sant santes sante
learn: dysgu
level: lefel
taster: flas blasu flasu
entry: mynediad fynediad
improver: canolradd ganolradd
foundation: sylfaen
traditional: traddodiadol draddodiadol
hub: hyb
square: sgwar
star: seren ser
stargaz: gwylior
worker: gweithwyr gweithiwyr
open: agor
candlelight: candlelit
pharmacy: chemist chemists pharmacies
choir: cor gor corau
consultation: ymgynghoriad ymgynghori consultations
budget: cyllideb gyllideb
resident: trigolion drigolion preswylwyr breswylwyr
apply: ymgeisio
grant: grantiau
road: ffordd heol
street: stryd
close: cau gau
rubbish: biniau sbwriel
recycle: ailgylchu recycling
planning: cynllunio
leisure: hamdden
swim: nofio swimming
support: cymorth gefnogaeth cefnogaeth
million: miliwn filiwn
town: tref dref
young: ifanc
people: pobl bobl
education: addysg
flood: llifogydd floods flooding
pottery: crochenwaith
choral: corawl
film: ffilmiau
poetry: barddoniaeth
painting: peintio paentio
exercise: ymarfer
lunchtime: cinio ginio
breakfast: brecwast
tea: te
local: lleol
rhyme: rhigymau
puppet: pypedau
"""
# Towns of Wales in Welsh, by the name that English listings use.
_TOWNS = """
cardiff: caerdydd
swansea: abertawe
newport: casnewydd
wrexham: wrecsam
ruthin: rhuthun
denbigh: dinbych
holywell: treffynnon
mold: wyddgrug
holyhead: caergybi
cardigan: aberteifi
carmarthen: caerfyrddin
haverfordwest: hwlffordd
pembroke: penfro
abergavenny: fenni
monmouth: trefynwy
newtown: drenewydd
welshpool: trallwng
brecon: aberhonddu
beaumaris: biwmares
barry: barri
caerphilly: caerffili
ammanford: rhydaman
llandovery: llanymddyfri
lampeter: llambed llanbedr
flint: fflint
buckley: bwcle
aberdare: aberdar
treorchy: treorci
"""
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def _listed() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in f"{_GROUPS.strip()}\n{_TOWNS.strip()}".splitlines():
        word, _, others = line.partition(":")
        found.update(dict.fromkeys((word, *others.split()), word))
    found.update({word: str(number) for number, word in enumerate(_NUMBERS, 1)})
    found.update({word: word[0] for word in ("1st", "2nd", "3rd", "4th", "5th")})
    return {**found, "fives": "5", "ii": "2", "iii": "3", "iv": "4"}


# Each word and the word that stands for it.
SYNONYMS = _listed()
