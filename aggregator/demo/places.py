"""Where things happen in Ambleford: five libraries and their neighbours."""

from dataclasses import dataclass

TOWN = "Ambleford"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A venue and its postal address; postcodes of area ZZ belong to nowhere."""

    key: str
    name: str
    street: str
    postcode: str

    @property
    def address(self) -> str:
        """On one line."""
        return f"{self.street}, {TOWN}, {self.postcode}"


def _place(key: str, name: str, street: str, postcode: str) -> Place:
    return Place(key=key, name=name, street=street, postcode=postcode)


CENTRAL = _place("central", "Ambleford Central Library", "Market Place", "ZZ9 1AA")
THORNLEY = _place("thornley", "Thornley Library", "12 Chapel Brow", "ZZ9 4TH")
NETTLEBY = _place("nettleby", "Nettleby Library", "Weaver Street", "ZZ9 2NB")
HAWKSWORTH = _place("hawksworth", "Hawksworth Bridge Library", "Lock Lane", "ZZ9 6HB")
ORMSCLIFFE = _place("ormscliffe", "Ormscliffe Library", "The Green", "ZZ9 7RM")
MUSEUM = _place("museum", "Weaver Street Museum", "40 Weaver Street", "ZZ9 2NC")
COMMUNITY = _place("community", "Ambleford Community Centre", "Mill Lane", "ZZ9 1MC")
TOWN_HALL = _place("town-hall", "Ambleford Town Hall", "High Street", "ZZ9 1TH")
