"""Which schema.org types are which kind (https://schema.org/docs/full.html, 2026)."""

from aggregator.model.facts import Kind
from aggregator.read.structured.thing import Thing

_EVENTS = {"Event", "EventSeries", "Festival", "Hackathon", "CourseInstance"}
_NEWS = {
    *("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting"),
    *("AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle"),
    *("SocialMediaPosting", "DiscussionForumPosting", "TechArticle"),
    *("SpecialAnnouncement", "AnalysisNewsArticle", "OpinionNewsArticle"),
    *("BackgroundNewsArticle", "AskPublicNewsArticle", "ReportageNewsArticle"),
    *("ReviewNewsArticle",),
}
_BUSINESSES = {
    *("LocalBusiness", "AnimalShelter", "ArchiveOrganization", "AutoDealer"),
    *("AutomotiveBusiness", "AutoBodyShop", "AutoRental", "AutoRepair", "AutoWash"),
    *("GasStation", "MotorcycleDealer", "MotorcycleRepair", "ChildCare", "Dentist"),
    *("DryCleaningOrLaundry", "EmergencyService", "FireStation", "Hospital"),
    *(
        "PoliceStation",
        "EmploymentAgency",
        "EntertainmentBusiness",
        "AdultEntertainment",
    ),
    *("AmusementPark", "ArtGallery", "Casino", "ComedyClub", "MovieTheater"),
    *("NightClub", "FinancialService", "AccountingService", "AutomatedTeller"),
    *("BankOrCreditUnion", "InsuranceAgency", "FoodEstablishment", "Bakery"),
    *("BarOrPub", "Brewery", "CafeOrCoffeeShop", "Distillery", "FastFoodRestaurant"),
    *("IceCreamShop", "Restaurant", "Winery", "GovernmentOffice", "PostOffice"),
    *("HealthAndBeautyBusiness", "BeautySalon", "DaySpa", "HairSalon", "HealthClub"),
    *("NailSalon", "TattooParlor", "HomeAndConstructionBusiness", "Electrician"),
    *("GeneralContractor", "HVACBusiness", "HousePainter", "Locksmith"),
    *("MovingCompany", "Plumber", "RoofingContractor", "InternetCafe"),
    *("LegalService", "Attorney", "Notary", "Library", "LodgingBusiness"),
    *("BedAndBreakfast", "Campground", "Hostel", "Hotel", "Motel", "Resort"),
    *("SkiResort", "VacationRental", "MedicalBusiness", "MedicalClinic", "Optician"),
    *("Pharmacy", "Physician", "ProfessionalService", "RadioStation"),
    *("RealEstateAgent", "RecyclingCenter", "SelfStorage", "ShoppingCenter"),
    *("SportsActivityLocation", "BowlingAlley", "ExerciseGym", "GolfCourse"),
    *("PublicSwimmingPool", "SportsClub", "StadiumOrArena", "TennisComplex"),
    *("Store", "BookStore", "PawnShop", "Florist", "TelevisionStation"),
    *("TouristInformationCenter", "TravelAgency", "VeterinaryCare"),
}


def kind_of(thing: Thing) -> Kind | None:
    """What sort of thing it is, or `None` for what we do not collect."""
    for name in thing.types:
        if name == "JobPosting":
            return Kind.JOB
        if name in _EVENTS or name.endswith("Event"):
            return Kind.EVENT
        if name in _NEWS:
            return Kind.NEWS
        if name in _BUSINESSES or name.endswith("Store"):
            return Kind.BUSINESS
    return None
